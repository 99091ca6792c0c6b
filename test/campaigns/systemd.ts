// docs/OPERATING.md, walked through on a machine with systemd: npm run check:systemd, as root.
// Every block of commands in the paper is run, in the paper's order, with the files it shows; what an
// operator would look at is looked at. A block that this walk does not know is a failure. What is
// not the paper's: names (no name server there), certificates (none can be fetched), a mirror's sshd.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startMachine } from '../machine.ts'
import { programPath } from '../need.ts'
import { root } from '../operating.ts'
import { readBlocks } from './paper.ts'
import { expected, probe } from './probes.ts'

const needed = ['systemctl', 'unshare', 'nsenter', 'ip', 'curl', 'openssl', 'nginx', 'caddy']
const missing = [...needed, 'tor', 'sshd', 'rsync', 'rrsync', 'age', 'npm', 'sqlite3'].filter(
  (program) => programPath(program) === null,
)
const onion = `${'a'.repeat(56)}.onion`
const front = 'https://news.example/en/index.html'
const services = ['serve', 'ask', 'studio', 'publisher', 'onion'].map((name) => `xewer-${name}`)
const blocks = readBlocks(readFileSync(join(root, 'docs/OPERATING.md'), 'utf8'))

const trusted = 'NODE_EXTRA_CA_CERTS=/etc/letsencrypt/live/news.example/fullchain.pem'
/** How a backup comes back: the paper leads there twice. */
const backBlock = blocks.get('Backups')?.[2] ?? []
const passedOver: string[] = []

if (process.getuid?.() !== 0 || missing.length > 0) {
  const lack = missing.length > 0 ? `install ${missing.join(', ')}` : 'run it as root'
  console.error(`Cannot boot a machine here: ${lack}`)
  process.exit(1)
}
const machine = await startMachine()
try {
  await walk()
  for (const line of passedOver) console.log(`passed over, AppArmor is not installed: ${line}`)
  console.log('good: the lines of the paper were run')
} catch (error) {
  console.error(machine.run('systemctl --failed; journalctl --no-pager -n 60').text)
  throw error
} finally {
  await machine.stop()
}

async function walk(): Promise<void> {
  prepare()
  await setUp()
  await killEach()
  await byCaddy()
  await byNginx()
  await byOnion()
  await toMirrors()
  seeWalls()
  await seeWork()
  await fromAfar()
  await backUp()
  await upgrade()
  await oldBackup()
  await machine.reboot()
  await seeAllRuns()
  assert.deepEqual([...blocks.keys()], [], 'blocks of the paper that were not run')
}

/** Runs a line; it must succeed. Returns what it printed. */
function must(line: string, input?: string | Buffer): string {
  console.log(`# ${line.split('\n')[0]}`)
  const { status, text } = machine.run(line, input)
  assert.equal(status, 0, `${line}\n${text}`)
  return text
}

/** Runs the paper's next block below a heading; `instead` says what else a line needs here. */
async function block(
  heading: string,
  instead: (line: string, printed: string) => string | null = (line) => line,
): Promise<string> {
  const [lines = [], ...more] = blocks.get(heading) ?? []
  assert.ok(lines.length > 0, `the paper has no block below "${heading}"`)
  if (more.length > 0) blocks.set(heading, more)
  else blocks.delete(heading)
  let printed = ''
  for (const line of lines) {
    const own = instead(line, printed)
    if (own === null) {
      passedOver.push(line)
      continue
    }
    // What is only looked at may take a moment to be there.
    if (/^(?:cat|curl) /.test(own)) await until(own)
    printed += must(own)
  }
  return printed
}

/** Writes a file of the paper's where it belongs. */
function place(file: string, at: string, change: (text: string) => string = (text) => text): void {
  put(at, change(readFileSync(join(root, file), 'utf8')))
}

function put(at: string, text: string): void {
  must(`mkdir -p "$(dirname ${at})" && cat >${at}`, text)
}

/** Waits until a line succeeds. */
async function until(line: string, seconds = 30): Promise<void> {
  for (const end = Date.now() + seconds * 1000; machine.run(line).status !== 0; ) {
    assert.ok(Date.now() < end, `in vain: ${line}\n${machine.run(line).text}`)
    await sleep(200)
  }
}

/** What this machine needs that an operator's has: names, packages, a stick, two versions. */
function prepare(): void {
  const names = '10.9.9.1 news.example\n10.9.9.3 mirror.example'
  must(`printf '127.0.0.1 localhost newsroom\n${names}\n' >/etc/hosts`)
  must('mkdir /media/stick; mount -t tmpfs -o size=64M tmpfs /media/stick')
  // What this machine's own root remembers of other copies.
  must('rm -rf .local/state/xewer')
  // Before the mirror starts: a mount over a file goes with the file.
  must('useradd -m user; echo offline=true >>.npmrc')
  const listed = spawnSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: root })
  const args = ['--null', '-T', '-', '--transform', 's,^,xewer-FIRST/,', '-cz']
  const packed = spawnSync('tar', args, { cwd: root, input: listed.stdout, maxBuffer: 1e9 })
  assert.equal(packed.status, 0, String(packed.stderr))
  must('cat >xewer-FIRST.tar.gz', packed.stdout)
  makeNewer()
}

/** The version after this one: it has one more change of the tables. */
function makeNewer(): void {
  must('tar -xf xewer-FIRST.tar.gz -C /tmp; mv /tmp/xewer-FIRST /tmp/xewer-NEW')
  const migration = `import { sql } from '../db.ts'
    export const later = { name: '9999-later', up: (db) => sql.raw('create table later (x text)').execute(db) }`
  put('/tmp/xewer-NEW/src/store/migrations/9999-later.ts', migration)
  const list = '/tmp/xewer-NEW/src/store/migrations.ts'
  must(
    `sed -i -e "2i import { later } from './migrations/9999-later.ts'" -e 's/^]$/later]/' ${list}; grep -c later ${list}`,
  )
  must('tar -C /tmp -czf xewer-NEW.tar.gz xewer-NEW; rm -r /tmp/xewer-NEW')
}

async function setUp(): Promise<void> {
  await block('Setting up')
  await until('journalctl -o cat -u xewer-studio | grep "type this code:"')
  await until('curl -sf http://127.0.0.1:8080/en/index.html && test -S /run/xewer-ask/ask.sock')
  const search = 'curl -sS "http://127.0.0.1:8080/ask/search?q=poplar&lang=en"'
  assert.match(must(search), /No results found/)
  await until('curl -sf -H "Host: localhost:8081" http://127.0.0.1:8081/join')
  assert.equal(must('stat -c %a /var/lib/xewer').trim(), '711')
  assert.notEqual(machine.run('runuser -u nobody -- ls /var/lib/xewer').status, 0)
  must('runuser -u nobody -- head -c1 /var/lib/xewer/site/live/index.html')
  const byRoot = machine.run('xewer publish --data /var/lib/xewer').text
  assert.match(byRoot, /belongs to another user .* \[NEW-09\]/)
  publishMore('2024-water')
  assert.doesNotMatch(must(search), /No results found/)
  assert.match(must('runuser -u xewer -- xewer doctor --data /var/lib/xewer'), /^good/)
}

/** The newsroom's next edition. */
function publishMore(article: string): void {
  const own = 'runuser -u xewer -- xewer'
  must(`${own} import --data /var/lib/xewer --bylines keep /opt/xewer/sample/articles/${article}`)
  assert.match(must(`${own} publish --data /var/lib/xewer`), /^Edition/m)
}

/** Each unit's own wall, around a shell that tries what its process should not. */
function seeWalls(): void {
  put('/opt/probe', probe)
  for (const [unit, words] of Object.entries(expected)) {
    startBehind(unit, '/bin/sh /opt/probe')
    const said = must(`journalctl -q -o cat --sync; journalctl -q -o cat -t sh -u probe-${unit}`)
    assert.equal(said.trim(), words, unit)
  }
}

/** Runs another command behind a unit's wall, until it ends well. */
function startBehind(unit: string, command: string): void {
  const changes = [
    `s,^ExecStart=.*,ExecStart=${command},`,
    's,^RuntimeDirectory=xewer,RuntimeDirectory=probe,',
    's,^.Service.$,&\\nType=oneshot,',
    '/^Restart/d',
  ].map((change) => `-e '${change}'`)
  const [file, own] = ['/etc/systemd/system/xewer-', '/run/systemd/system/probe-']
  must(`sed ${changes.join(' ')} ${file}${unit}.service >${own}${unit}.service`)
  must(`systemctl daemon-reload; systemctl start probe-${unit}`)
}

/** What the units do when people work: pictures decoded behind the studio's wall, an edition made by the publisher. */
async function seeWork(): Promise<void> {
  startBehind(
    'studio',
    '/opt/xewer/xewer import --data /var/lib/xewer /opt/xewer/sample/articles/2025-garden',
  )
  const database = 'runuser -u xewer -- sqlite3 /var/lib/xewer/newsroom.db'
  const job =
    "insert into job (id, kind, due_at, made_at, state, tries, report) values ('walk', 'publish', 0, 0, 'waiting', 0, '{}')"
  must(`${database} "${job}"`)
  await until(`${database} "select edition from job where id = 'walk'" | grep '[0-9]'`, 60)
  assert.match(must('ls /var/lib/xewer/site/live/en/2025/*'), /garden/)
  seeOwner()
}

async function seeAllRuns(): Promise<void> {
  for (const unit of services) await until(`systemctl is-active ${unit}`)
  await until('curl -sf http://127.0.0.1:8080/en/index.html')
  assert.doesNotMatch(must('systemctl --failed'), /xewer/)
}

async function killEach(): Promise<void> {
  must('systemctl start xewer-onion')
  for (const unit of services) {
    const before = must(`systemctl show -P MainPID ${unit}`).trim()
    must(`systemctl kill -s KILL --kill-whom=main ${unit}`)
    await until(
      `systemctl is-active ${unit} && test $(systemctl show -P MainPID ${unit}) != ${before}`,
    )
  }
  await seeAllRuns()
}

async function byCaddy(): Promise<void> {
  // Where no certificate can be fetched Caddy makes its own.
  const local = (text: string): string => `{\n\tlocal_certs\n\tskip_install_trust\n}\n${text}`
  for (const file of ['tree', 'proxy']) {
    place(`operating/caddy/${file}.Caddyfile`, '/etc/caddy/Caddyfile', local)
    must('caddy validate --config /etc/caddy/Caddyfile')
    must('systemctl enable caddy; systemctl reload-or-restart caddy')
    await seeFront(file === 'proxy')
  }
  must('systemctl disable --now caddy')
}

async function byNginx(): Promise<void> {
  const pair = '-keyout privkey.pem -out fullchain.pem -addext subjectAltName=DNS:news.example'
  must(`mkdir -p /etc/letsencrypt/live/news.example; cd /etc/letsencrypt/live/news.example
    openssl req -x509 -newkey rsa:2048 ${pair} -subj /CN=news.example -days 9 -nodes 2>&1`)
  for (const file of ['tree', 'proxy']) {
    place(`operating/nginx/${file}.conf`, '/etc/nginx/conf.d/xewer.conf')
    assert.doesNotMatch(must('nginx -t'), /warn/)
    must('systemctl enable nginx; systemctl reload-or-restart nginx')
    await seeFront(file === 'proxy')
  }
}

/** Readers at the other end of the cable get the page, and old addresses lead on. */
async function seeFront(isSearched: boolean): Promise<void> {
  const curl = 'curl -k -sS -f --max-time 5'
  await until(`ip netns exec elsewhere ${curl} ${front}`)
  const { status, text } = machine.runElsewhere(`${curl} -i ${front}`)
  assert.deepEqual([status, text.match(/^content-security-policy:/gim)?.length], [0, 1])
  assert.ok(text.endsWith(must('cat /var/lib/xewer/site/live/en/index.html')))
  const search = `${curl} 'https://news.example/ask/search?q=poplar' | grep 'class="item'`
  await until(`${isSearched ? '' : '! '}ip netns exec elsewhere ${search}`)
}

async function byOnion(): Promise<void> {
  place('operating/tor/torrc', '/etc/tor/torrc')
  place('operating/tor/apparmor', '/etc/apparmor.d/local/system_tor')
  const hasAppArmor = programPath('apparmor_parser') !== null
  if (hasAppArmor)
    must('apparmor_parser --skip-kernel-load --skip-cache /etc/apparmor.d/system_tor')
  const said = await block('Onion service', (line) =>
    line.endsWith('apparmor') && !hasAppArmor ? null : line.replace('<56 letters>.onion', onion),
  )
  assert.match(said, /^[a-z2-7]{56}\.onion$/m)
  assert.match(said, /^HTTP\/1\.1 200/m)
  must('runuser -u debian-tor -- curl -sf --unix-socket /run/xewer-onion/serve.sock http://onion/')
  // As "systemctl edit xewer-serve" writes it.
  const command = must("sed -n 's/^ExecStart=//p' /etc/systemd/system/xewer-serve.service").trim()
  const own = `[Service]\nExecStart=\nExecStart=${command} --onion-location http://${onion}\n`
  put('/etc/systemd/system/xewer-serve.service.d/override.conf', own)
  must('systemctl daemon-reload; systemctl restart xewer-serve')
  await until(`curl -ksSI ${front} | grep -i '^onion-location: http://${onion}/en/index.html'`)
}

async function toMirrors(): Promise<void> {
  startMirror()
  must('install -d -o xewer -g xewer /media/stick/site')
  place('operating/deliver.json', '/var/lib/xewer/deliver.json')
  put('/etc/ssh/ssh_config.d/meet.conf', 'StrictHostKeyChecking accept-new\n')
  const said = await block('Mirrors', (line) => {
    if (!line.includes('-i /var/lib/xewer/.ssh/mirror')) return line
    const key = must('cat /var/lib/xewer/.ssh/mirror.pub').trim()
    const bound = (text: string): string => text.replace(/ssh-ed25519 .*/, key)
    place('operating/ssh/authorized_keys', '/srv/mirror/home/.ssh/authorized_keys', bound)
    must('chown -R xewer: /srv/mirror; chmod -R go= /srv/mirror/home')
    // The key may do nothing but carry: to meet the host is enough.
    return `${line} </dev/null; test $? != 255`
  })
  assert.match(said, /^mirror: would get edition/m)
  await seeCopies()
  publishMore('2024-choir')
  await seeCopies()
  must('systemctl stop mirror')
  publishMore('2024-school')
  await until('systemctl is-failed xewer-deliver')
  assert.match(must('journalctl -u xewer-deliver -n 20'), /DLV-02/)
  must('systemctl start mirror; systemctl list-timers xewer-deliver.timer | grep xewer-deliver')
  const soon = '[Timer]\nOnCalendar=\nOnCalendar=*:*:0/3\nRandomizedDelaySec=0\nAccuracySec=1s\n'
  put('/run/systemd/system/xewer-deliver.timer.d/soon.conf', soon)
  must('systemctl daemon-reload; systemctl restart xewer-deliver.timer')
  await seeCopies()
  must('rm -r /run/systemd/system/xewer-deliver.timer.d; systemctl daemon-reload')
  must('systemctl restart xewer-deliver.timer')
}

/** Another host's sshd, with users and folders of its own: /srv/mirror. */
function startMirror(): void {
  must(`mkdir -p /srv/mirror/home/.ssh /srv/mirror/xewer/site
    sed 's,^\\(xewer:.*\\):[^:]*:[^:]*$,\\1:/home/xewer:/bin/sh,' /etc/passwd >/srv/mirror/passwd`)
  const unit = `[Service]
ExecStartPre=-ip addr add 10.9.9.3/24 dev cable
ExecStart=/usr/sbin/sshd -D -o ListenAddress=10.9.9.3 -o PidFile=none
RuntimeDirectory=sshd
BindReadOnlyPaths=/srv/mirror/passwd:/etc/passwd
TemporaryFileSystem=/home
BindPaths=/srv/mirror/home:/home/xewer /srv/mirror/xewer:/srv/xewer
`
  put('/run/systemd/system/mirror.service', unit)
  must('systemctl start mirror')
}

async function seeCopies(): Promise<void> {
  for (const copy of ['/media/stick/site', '/srv/mirror/xewer/site'])
    await until(`diff -r /var/lib/xewer/site/live ${copy}`)
}

async function fromAfar(): Promise<void> {
  put('/etc/ssh/sshd_config.d/here.conf', 'ListenAddress 10.9.9.1\n')
  must('install -d -o user -g user ~user/.ssh; systemctl start ssh')
  must(`ssh-keygen -q -t ed25519 -N '' -f .ssh/id_ed25519
    install -o user -g user .ssh/id_ed25519.pub ~user/.ssh/authorized_keys`)
  await block(
    'The studio from afar',
    (line) => `
    ip netns exec elsewhere ${line} & tunnel=$!
    for n in 1 2 3 4 5 6 7 8 9; do
      sleep 1; ip netns exec elsewhere curl -sS http://localhost:8081/join && break
    done
    kill $tunnel`,
  )
}

async function backUp(): Promise<void> {
  await block('Backups', (line, printed) =>
    line.replace('age1...', () => /age1\w+/.exec(printed)?.[0] ?? 'none'),
  )
  assert.match(must('age -d -i key.txt FILE.age | tar t'), /^newsroom.db$/m)
  // What the timer leaves each night.
  assert.match(await block('Backups'), /xewer-backup\.timer/)
  assert.equal(must('stat -c "%a %U" /var/lib/xewer-backup').trim(), '700 xewer')
  must(
    `cat /var/lib/xewer-backup/$(date +%u).age | age -d -i key.txt | tar t | grep -x newsroom.db`,
  )
  seeOwner()
}

/** What root did left nothing behind that the newsroom's own user cannot change. */
function seeOwner(): void {
  assert.equal(must('find /var/lib/xewer ! -user xewer ! -name deliver.json'), '')
}

async function upgrade(): Promise<void> {
  const later = `sqlite3 /var/lib/xewer/newsroom.db "select count(*) from sqlite_master where name = 'later'"`
  await block('Upgrade and rollback')
  assert.equal(must(later).trim(), '1')
  await seeAllRuns()
  await block('Upgrade and rollback')
  const refused = machine.run('runuser -u xewer -- xewer doctor --data /var/lib/xewer')
  assert.match(refused.text, /NEW-04/)
  await block('Backups', (line) => (line.includes('--compare') ? `${trusted} ${line}` : line))
  assert.equal(must(later).trim(), '0')
  await seeNewsroomBack('2024-weavers')
}

/** After a restore: everything runs, the next edition reaches readers and mirrors. */
async function seeNewsroomBack(article: string): Promise<void> {
  await seeAllRuns()
  must('cp -a /var/lib/xewer-before/deliver.json /var/lib/xewer-before/.ssh /var/lib/xewer/')
  seeOwner()
  publishMore(article)
  must('systemctl start xewer-deliver.path xewer-deliver.timer')
  must('systemctl start xewer-deliver')
  await seeCopies()
  await seeFront(true)
  await until(
    'curl -sf --unix-socket /run/xewer-onion/serve.sock http://onion/en/index.html | cmp - /var/lib/xewer/site/live/en/index.html',
  )
  must(`${trusted} xewer verify https://news.example/`)
}

/** The backup again, older now than what readers have. */
async function oldBackup(): Promise<void> {
  must('rm -r /var/lib/xewer-before')
  blocks.set('Backups', [backBlock, ...(blocks.get('Backups') ?? [])])
  await block('Backups', (line) => {
    // Not yet: readers still need the newer tree.
    if (/^systemctl (?:try-)?restart/.test(line)) return ':'
    return line.includes('--compare') ? `${trusted} ${line.split('#')[0]} 2>&1 | grep PUB-06` : line
  })
  await block('Backups', (line) => (line.includes('https:') ? `${trusted} ${line}` : line))
  await seeNewsroomBack('2024-letters')
}
