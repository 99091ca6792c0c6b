// The files of operating/ as the programs that read them would run them: with the paths and ports of a
// test in place of the real ones, and nothing else changed.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'
import { programPath } from './need.ts'
import { tempFolder } from './temp-folder.ts'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The text of a unit, with this program's place for the installed one. */
export function unitText(name: string): string {
  return readFileSync(join(root, `operating/systemd/${name}.service`), 'utf8').replaceAll(
    '/opt/xewer',
    root,
  )
}

export function execStart(text: string, site: string): string[] {
  const line = /^ExecStart=(.*)$/m.exec(text)?.[1]
  assert.ok(line)
  return line.replace('/srv/xewer/site/live', site).split(' ')
}

/** What the serving unit starts, at a port of the test's. */
export function serveAt(port: number, site: string): string[] {
  const command = execStart(unitText('xewer-serve'), site)
  return command.map((word) => (word === '8080' ? String(port) : word))
}

/** Every system call that the serving unit lets through. */
export function allowedCalls(): ReadonlySet<string> {
  const filters = [...unitText('xewer-serve').matchAll(/^SystemCallFilter=(~?)(.*)$/gm)]
  const allowed = new Set<string>()
  for (const [, not, names = ''] of filters)
    for (const call of names.split(' ').flatMap(callsOf))
      if (not === '~') allowed.delete(call)
      else allowed.add(call)
  return allowed
}

function callsOf(group: string): string[] {
  if (!group.startsWith('@')) return [group]
  const { stdout } = spawnSync('systemd-analyze', ['syscall-filter', '--no-pager', group], {
    encoding: 'utf8',
  })
  const lines = stdout
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
  return lines.filter((line) => line !== '' && !line.startsWith('#')).flatMap(callsOf)
}

/** Starts a program that ends with the test, and waits until it answers at an address or socket. */
export async function start(
  t: TestContext,
  command: readonly string[],
  place: string,
): Promise<void> {
  const [program = '', ...args] = command
  const child = spawn(programPath(program) ?? program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  t.after(async () => {
    child.kill('SIGTERM')
    await ended
  })
  for (let attempt = 0; attempt < 400; attempt++) {
    if (place.startsWith('/') ? existsSync(place) : await isAnswering(place)) return
    assert.equal(child.exitCode, null, said)
    await sleep(50)
  }
  assert.fail(`${command.join(' ')} does not answer: ${said}`)
}

async function isAnswering(address: string): Promise<boolean> {
  const { port, hostname } = new URL(address)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

interface Reply {
  readonly head: string
  readonly body: string
  /** Every value of a header. */
  all(name: string): string[]
}

/** Asks as curl does: the server's certificate is the test's own. */
export function get(port: number, path: string, headers: readonly string[] = []): Reply {
  const own = headers.flatMap((line) => ['-H', line])
  const to = ['--resolve', `news.example:${port}:127.0.0.1`, `https://news.example:${port}${path}`]
  // Caddy listens before it has made its certificate.
  const patient = ['--retry', '20', '--retry-all-errors', '--retry-delay', '1', '--max-time', '60']
  const args = ['-s', '-k', '-i', ...patient, '--path-as-is', ...own, ...to]
  const run = spawnSync('curl', args, { maxBuffer: 1e8 })
  const text = run.stdout.toString('utf8')
  const end = text.indexOf('\r\n\r\n')
  assert.ok(end > 0, `curl ended with ${run.status}`)
  const head = text.slice(0, end)
  return {
    head,
    body: text.slice(end + 4),
    all: (name) =>
      head
        .split('\r\n')
        .flatMap((line) =>
          line.toLowerCase().startsWith(`${name}: `) ? [line.slice(name.length + 2)] : [],
        ),
  }
}

/** Runs one of our files as nginx reads it, with paths and ports of the test; returns its TLS port. */
export async function startNginx(t: TestContext, file: string, from: From): Promise<number> {
  const home = tempFolder(t)
  const [port, plain] = [await freePort(), await freePort()]
  const pair = ['-keyout', join(home, 'privkey.pem'), '-out', join(home, 'fullchain.pem')]
  const subject = ['-subj', '/CN=news.example', '-days', '1', '-nodes']
  spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...pair, ...subject])
  const text = readFileSync(join(root, 'operating/nginx', file), 'utf8')
    .replaceAll('/etc/letsencrypt/live/news.example', home)
    .replaceAll('/var/log/nginx', home)
    .replaceAll('/var/lib/xewer/site/live', from.site)
    .replaceAll('/var/lib/xewer/server', join(dirname(dirname(from.site)), 'server'))
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replaceAll('listen 443', `listen 127.0.0.1:${port}`)
    .replaceAll('listen 80;', `listen 127.0.0.1:${plain};`)
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${from.port}`)
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${home}/${name};`)
    .join(' ')
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const conf = join(home, 'nginx.conf')
  writeFileSync(conf, `${user} daemon off; pid ${home}/pid; events {} http { ${temps}\n${text}\n}`)
  const args = ['-c', conf, '-p', home, '-e', join(home, 'error.log')]
  const tried = spawnSync(programPath('nginx')!, ['-t', ...args], { encoding: 'utf8' })
  assert.equal(tried.status, 0, tried.stderr)
  assert.doesNotMatch(tried.stderr, /\[warn\]/)
  await start(t, ['nginx', ...args], `http://127.0.0.1:${port}`)
  return port
}

interface From {
  readonly site: string
  /** Where serve listens. */
  readonly port: number
}

/** Validates one of our files as it is, and runs it with paths and port of the test. */
export async function startCaddy(t: TestContext, file: string, from: From): Promise<number> {
  const home = tempFolder(t)
  const port = await freePort()
  const env = { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home }
  const own = readFileSync(join(root, 'operating/caddy', file), 'utf8')
    .replaceAll('/var/lib/xewer/site/live', from.site)
    .replaceAll('/var/lib/xewer/server', join(dirname(dirname(from.site)), 'server'))
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${from.port}`)
  const conf = join(home, 'Caddyfile')
  const check = ['validate', '--adapter', 'caddyfile', '--config', conf]
  writeFileSync(conf, own)
  const tried = spawnSync('caddy', check, { encoding: 'utf8', env })
  assert.equal(tried.status, 0, tried.stderr)
  const local = own.replace(
    /^news\.example \{/m,
    `https://news.example:${port} {\n\tbind 127.0.0.1\n\ttls internal`,
  )
  const global = '{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}\n'
  writeFileSync(conf, global + local)
  const run = ['env', `HOME=${home}`, `XDG_DATA_HOME=${home}`, `XDG_CONFIG_HOME=${home}`]
  const command = ['caddy', 'run', '--adapter', 'caddyfile', '--config', conf]
  await start(t, [...run, ...command], `http://127.0.0.1:${port}`)
  return port
}
