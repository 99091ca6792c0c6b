// The public server as it runs: a process of its own, shut in by Node's permission flags.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, get } from 'node:http'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { permissionFlags, type ServeOptions, type Serving, startServe } from '../src/serve/start.ts'
import { writeTree } from './served.ts'

const files = { 'index.html': 'front page', 'en/index.html': 'English', 'ug/404.html': 'يوق' }

async function start(t: TestContext, options: ServeOptions): Promise<Serving> {
  const serving = await startServe({ port: 0, ...options })
  t.after(() => serving.stop())
  return serving
}

test('the server process serves, follows changes and leaves when told', async (t) => {
  const folder = writeTree(t, files)
  const serving = await start(t, { folder })
  assert.match(serving.address, /^http:\/\/127\.0\.0\.1:\d+\/$/)
  assert.equal(await (await fetch(`${serving.address}en/`)).text(), 'English')
  writeFileSync(join(folder, 'new'), 'changed')
  renameSync(join(folder, 'new'), join(folder, 'en/index.html'))
  await new Promise((resolve) => setTimeout(resolve, 110))
  assert.equal(await (await fetch(`${serving.address}en/`)).text(), 'changed')
  symlinkSync('/etc/hostname', join(folder, 'en/name.txt'))
  assert.equal((await fetch(`${serving.address}en/name.txt`)).status, 404)
  writeFileSync(join(dirname(folder), 'redirects.tsv'), '/?p=1\t/en/index.html\n')
  await new Promise((resolve) => setTimeout(resolve, 1100))
  const moved = await fetch(`${serving.address}?p=1`, { redirect: 'manual' })
  assert.equal(moved.headers.get('location'), 'en/index.html')
  await serving.stop()
  await assert.rejects(fetch(serving.address))
})

test('a server that cannot begin says why', async (t) => {
  const folder = writeTree(t, files)
  await assert.rejects(startServe({ folder: join(folder, 'none') }), /ENOENT/)
  const serving = await start(t, { folder })
  const port = Number(new URL(serving.address).port)
  await assert.rejects(startServe({ folder, port }), /SRV-12 Cannot listen: .*EADDRINUSE/)
  await assert.rejects(startServe({ folder, port: 0, ask: 'http://192.0.2.1:1' }), /ask process/)
})

test('it listens on a unix socket for an onion, also where an old one was left', async (t) => {
  const folder = writeTree(t, files)
  const socket = join(dirname(folder), 'serve.sock')
  const first = await startServe({ folder, socket })
  assert.equal(first.address, `unix:${socket}`)
  first.process.kill('SIGKILL')
  await once(first.process, 'exit')
  assert.ok(existsSync(socket))
  await start(t, { folder, socket })
  const [response] = await once(get({ socketPath: socket, path: '/' }), 'response')
  assert.equal(response.statusCode, 200)
  response.resume()
})

test('the shut-in process reaches its ask process, and no network where there is none', async (t) => {
  const ask = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('found')
  })
  const folder = writeTree(t, files)
  const socket = join(dirname(folder), 'ask.sock')
  ask.listen(socket)
  await once(ask, 'listening')
  t.after(() => ask.close())
  const serving = await start(t, { folder, ask: socket })
  assert.equal(await (await fetch(`${serving.address}ask/search?q=x`)).text(), 'found')
  ask.closeAllConnections()
  await new Promise((resolve) => ask.close(resolve))
  assert.equal((await fetch(`${serving.address}ask/search?q=x`)).status, 503)
  assert.equal((await fetch(serving.address)).status, 200)
})

test('with its flags a process can do nothing but read its tree', (t) => {
  const folder = writeTree(t, files)
  const probe = `
    import fs from 'node:fs'
    import { spawnSync } from 'node:child_process'
    import { Worker } from 'node:worker_threads'
    const folder = ${JSON.stringify(folder)}
    const probes = {
      readOutside: () => fs.readFileSync('/etc/hostname'),
      listOutside: () => fs.readdirSync(folder + '/..'),
      write: () => fs.writeFileSync(folder + '/x', 'x'),
      writeTemporary: () => fs.writeFileSync('/tmp/xewer-probe', 'x'),
      spawn: () => spawnSync('/bin/true').error && (() => { throw new Error('no') })(),
      worker: () => new Worker('1', { eval: true }),
      evaluate: () => eval('1'),
      compile: () => new Function('return 1'),
      prototype: () => ({}).__proto__,
      sqlite: () => process.getBuiltinModule('node:sqlite').DatabaseSync.name,
      readOwn: () => fs.readFileSync(folder + '/index.html'),
    }
    const done = Object.keys(probes).filter((name) => {
      try { probes[name](); return true } catch { return false }
    })
    console.log(done.join(' '))`
  const args = [...permissionFlags(folder), '--input-type=module', '-e', probe]
  const run = spawnSync(process.execPath, args, { encoding: 'utf8' })
  assert.equal(run.stdout.trim(), 'readOwn', run.stderr)
})

test('ten thousand canary requests leave nothing on disk', { timeout: 60_000 }, async (t) => {
  const folder = writeTree(t, files)
  const serving = await start(t, { folder })
  const canary = 'CANARY7391'
  const headers = { 'user-agent': canary, referer: `http://${canary}/`, 'x-forwarded-for': canary }
  for (let round = 0; round < 100; round++) {
    const paths = Array.from(
      { length: 100 },
      (_, n) => `${n % 2 ? 'en/' : `ug/${canary}`}?q=${canary}`,
    )
    await Promise.all(
      paths.map(async (path) => (await fetch(serving.address + path, { headers })).arrayBuffer()),
    )
  }
  if (process.platform !== 'linux') return t.skip('counts writes in /proc, which only Linux has')
  const { pid } = serving.process
  const open = readdirSync(`/proc/${pid}/fd`).length
  // 256 sockets listen, the client keeps some hundred connections.
  assert.ok(open < 700, `${open} open files`)
  const written = /write_bytes: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]
  assert.equal(written, '0')
})
