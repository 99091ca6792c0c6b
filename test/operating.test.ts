// docs/OPERATING.md and the files it shows, against the programs that read them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { parseDestinations } from '../src/deliver/destination.ts'
import { placeSnippets } from '../src/edition/server-snippets.ts'
import { addAddress } from '../src/store/sources.ts'
import { parseLang } from '../src/text/lang.ts'
import { openDesk } from './desk.ts'
import { freePort } from './free-port.ts'
import { startSshd } from './mirrors.ts'
import { need, programPath } from './need.ts'
import {
  allowedCalls,
  execStart,
  get,
  root,
  serveAt,
  start,
  startCaddy,
  startNginx,
  unitText,
} from './operating.ts'
import { tempFolder } from './temp-folder.ts'

const manual = readFileSync(join(root, 'docs/OPERATING.md'), 'utf8')
const units = globSync('operating/systemd/*', { cwd: root }).sort()
const onion = `${'a'.repeat(56)}.onion`

test('the manual shows every file of operating/ as it is, or leads to it', () => {
  const shown = [...manual.matchAll(/^```\w* (operating\/\S+)\n([\s\S]*?)^```$/gm)]
  assert.equal(shown.length, 7)
  for (const [, file = '', text] of shown)
    assert.equal(text, readFileSync(join(root, file), 'utf8'), file)
  const files = globSync('operating/**/*', { cwd: root, withFileTypes: true })
  for (const { name } of files.filter((entry) => entry.isFile()))
    assert.ok(manual.includes(name), `${name} is not in the manual`)
  for (const [, file = ''] of manual.matchAll(/\]\(\.\.\/(operating[^)]*)\)/g))
    assert.ok(existsSync(join(root, file)), file)
})

test('systemd finds no fault in the units, and little that a broken-in process could reach', (t) => {
  if (!need(t, 'systemd-analyze')) return
  const here = tempFolder(t)
  const files = units.map((unit) => {
    const file = join(here, unit.split('/').at(-1)!)
    writeFileSync(file, readFileSync(join(root, unit), 'utf8').replaceAll('/opt/xewer', root))
    return file
  })
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], {
    encoding: 'utf8',
  })
  assert.deepEqual(
    verified.stderr.split('\n').filter((line) => line.includes('xewer-')),
    [],
  )
  for (const file of files.filter((name) => name.endsWith('.service'))) {
    const args = ['security', '--offline=true', '--no-pager', '--threshold=15', file]
    const judged = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
    assert.equal(judged.status, 0, judged.stdout)
  }
})

test('the files of the manual, run', async (t) => {
  const desk = await openDesk(t)
  const article = await desk.create({ date: '2026-05-28' })
  await desk.write(article, parseLang('en'), { headline: 'A statement' })
  await addAddress(desk.db, { path: '/node/12', article, lang: null })
  await desk.publish()
  const { site } = desk.publisher
  writeFileSync(join(site, 'verify.html'), '<!doctype html><title>Check</title>')
  writeFileSync(join(site, 'en/.secret'), 'not for readers')
  placeSnippets(site, join(dirname(dirname(site)), 'server'))
  const front = readFileSync(join(site, 'en/index.html'), 'utf8')

  /** The serving unit's command, answering; returns its port. */
  const serving = async (own: TestContext, before: readonly string[] = []): Promise<number> => {
    const port = await freePort()
    const announce = ['--onion-location', `http://${onion}`]
    const command = [...before, ...serveAt(port, site), ...announce]
    await start(own, command, `http://127.0.0.1:${port}`)
    return port
  }
  const readFront = async (port: number): Promise<void> =>
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/en/index.html`)).text(), front)

  await t.test('serve needs no system call that its unit forbids', async (t) => {
    if (!need(t, 'strace') || !need(t, 'systemd-analyze')) return
    const log = join(tempFolder(t), 'calls')
    await t.test('as it is', async (once) => {
      await readFront(await serving(once, ['strace', '-f', '-I2', '-qq', '-o', log]))
    })
    const lines = readFileSync(log, 'utf8').matchAll(/^\d+ +(\w+)\(/gm)
    const used = new Set([...lines].map(([, name]) => name!))
    const allowed = allowedCalls()
    const denied = [...used].filter((name) => !allowed.has(name))
    assert.ok(used.has('accept4') && allowed.has('accept4') && !allowed.has('mount'))
    if (denied.length === 0) return
    const refuse = ['-e', `inject=${denied.join(',')}:error=EPERM`]
    await t.test(`refused ${denied.join(', ')}`, async (once) => {
      await readFront(
        await serving(once, ['strace', '-f', '-I2', '-qq', '-o', '/dev/null', ...refuse]),
      )
    })
  })

  for (const server of ['nginx', 'caddy'] as const) {
    await t.test(`${server} in front: the same bytes, each header once`, async (t) => {
      if (!need(t, server) || !need(t, 'openssl') || !need(t, 'curl')) return
      const from = { site, port: await serving(t) }
      const port =
        server === 'nginx'
          ? await startNginx(t, 'proxy.conf', from)
          : await startCaddy(t, 'proxy.Caddyfile', from)
      const page = get(port, '/en/index.html')
      assert.equal(page.body, front)
      assert.deepEqual(page.all('onion-location'), [`http://${onion}/en/index.html`])
      for (const name of ['strict-transport-security', 'content-security-policy', 'etag'])
        assert.equal(page.all(name).length, 1, name)
      assert.match(get(port, '/en/none').head, /^HTTP\/\S+ 404/)
      const packed = get(port, '/en/index.html', ['Accept-Encoding: gzip'])
      assert.deepEqual(packed.all('content-encoding'), ['gzip'])
    })

    await t.test(`${server} alone: pages, types, old addresses, policy, 404`, async (t) => {
      if (!need(t, server) || !need(t, 'openssl') || !need(t, 'curl')) return
      const from = { site, port: 0 }
      const port =
        server === 'nginx'
          ? await startNginx(t, 'tree.conf', from)
          : await startCaddy(t, 'tree.Caddyfile', from)
      const page = get(port, '/en/')
      assert.equal(page.body, front)
      assert.match(page.all('content-type').join(), /^text\/html; charset=utf-8$/)
      assert.match(page.all('content-security-policy').join(), /^default-src 'none'; (?!.*script)/)
      const check = get(port, '/verify.html').all('content-security-policy').join()
      assert.match(check, /^default-src 'none'; script-src 'unsafe-inline'/)
      assert.match(get(port, '/node/12').head, /^HTTP\/\S+ 30[128]/)
      const none = get(port, '/en/none.html')
      assert.match(none.head, /^HTTP\/\S+ 404/)
      const absent = server === 'nginx' ? 'en/404.html' : '404.html'
      assert.equal(none.body, readFileSync(join(site, absent), 'utf8'))
      assert.match(get(port, '/en/.secret').head, /^HTTP\/\S+ 404/)
      const packed = get(port, '/en/index.html', ['Accept-Encoding: gzip'])
      assert.deepEqual(packed.all('content-encoding'), ['gzip'])
      const log = get(port, '/log/checkpoint')
      assert.deepEqual(log.all('cache-control'), ['max-age=60'])
      assert.match(log.head, /^HTTP\/\S+ 200/)
    })
  }

  await t.test('the onion is served by its socket, and never told of itself', async (t) => {
    if (!need(t, 'curl')) return
    const socket = join(tempFolder(t), 'serve.sock')
    const unit = unitText('xewer-onion').replaceAll('/run/xewer-onion/serve.sock', socket)
    const announce = ['--onion-location', `http://${onion}`]
    await start(t, [...execStart(unit, site), ...announce], socket)
    const asked = ['-s', '-i', '--unix-socket', socket, '-H', `Host: ${onion}`]
    const run = spawnSync('curl', [...asked, 'http://onion/en/index.html'], { encoding: 'utf8' })
    assert.match(run.stdout, /^HTTP\/1\.1 200/)
    assert.doesNotMatch(run.stdout, /onion-location|strict-transport/i)
    if (!need(t, 'tor')) return
    const home = tempFolder(t)
    chmodSync(home, 0o700)
    const torrc = readFileSync(join(root, 'operating/tor/torrc'), 'utf8')
      .replace('/var/lib/tor/xewer', join(home, 'xewer'))
      .replace('/run/xewer-onion/serve.sock', socket)
    writeFileSync(join(home, 'torrc'), torrc)
    const args = ['--verify-config', '-f', join(home, 'torrc'), '--DataDirectory', home]
    assert.match(spawnSync('tor', args, { encoding: 'utf8' }).stdout, /Configuration was valid/)
  })

  await t.test('a tunnel through SSH reaches what listens on this machine only', async (t) => {
    if (!need(t, 'sshd')) return
    const { host, ssh } = await startSshd(t)
    const [port, far] = [await freePort(), await serving(t)]
    const way = ['-N', '-L', `${port}:127.0.0.1:${far}`, host]
    await start(t, [...ssh.split(' '), ...way], `http://127.0.0.1:${port}`)
    await readFront(port)
  })
})

test('places and the bound key are as deliver and rrsync read them', () => {
  const places = parseDestinations(readFileSync(join(root, 'operating/deliver.json'), 'utf8'))
  assert.deepEqual(
    places.map(({ name }) => name),
    ['stick', 'mirror'],
  )
  const key = readFileSync(join(root, 'operating/ssh/authorized_keys'), 'utf8')
  assert.match(key, /^restrict,command="rrsync \/srv\/xewer" ssh-ed25519 /)
})

test('install.sh puts the units in place', (t) => {
  const home = tempFolder(t)
  mkdirSync(join(home, 'opt'))
  symlinkSync(root, join(home, 'opt/xewer'))
  // The one thing that would change this machine: its user.
  const programs = join(home, 'bin')
  mkdirSync(programs)
  const install = `exec ${programPath('install')} $(echo "$@" | sed 's/-o xewer -g xewer//')`
  writeFileSync(join(programs, 'install'), `#!/bin/sh\n${install}\n`)
  writeFileSync(join(programs, 'id'), '#!/bin/sh\nexit 0\n')
  for (const name of ['install', 'id']) chmodSync(join(programs, name), 0o755)
  const env = { ...process.env, PATH: `${programs}:${process.env['PATH']}`, XEWER_ROOT: home }
  const run = spawnSync('sh', [join(root, 'operating/install.sh')], { env, encoding: 'utf8' })
  assert.deepEqual([run.status, run.stderr], [0, ''])
  assert.equal(globSync('etc/systemd/system/xewer-*', { cwd: home }).length, units.length)
  assert.equal(readlinkSync(join(home, 'usr/local/bin/xewer')), '/opt/xewer/xewer')
})
