import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { serveTree, writeTree } from '../../test/served.ts'
import { createDoor } from './door.ts'

const html = { 'Content-Type': 'text/html; charset=utf-8' }
const found = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-AAAA'; form-action 'self'"><title>Found</title>`

/** An ask process that answers as told, on a loopback port or a unix socket. */
async function answering(
  t: TestContext,
  listener: RequestListener,
  socket?: string,
): Promise<string> {
  const server = createServer(listener)
  if (socket === undefined) server.listen(0, '127.0.0.1')
  else server.listen(socket)
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return socket ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a question goes on without a trace of the reader, by port or by socket', async (t) => {
  const heard: string[] = []
  const listener: RequestListener = (request, response) => {
    heard.push([request.method, request.url, ...request.rawHeaders].join(' '))
    response.writeHead(200, { ...html, 'Set-Cookie': 'a=b', Server: 'ask', 'X-Leak': '1' })
    response.end(found)
  }
  const socket = join(writeTree(t, {}), '..', 'ask.sock')
  for (const ask of [await answering(t, listener), await answering(t, listener, socket)]) {
    const site = await serveTree(t, {}, { ask })
    const headers = {
      cookie: 'CANARY=1',
      'user-agent': 'CANARY',
      'accept-language': 'CANARY',
      referer: 'http://CANARY.example/',
      'x-forwarded-for': 'CANARY',
      authorization: 'CANARY',
    }
    const question = '/ask/search?q=r%C3%AByan&lang=ug'
    const reply = await site.get(question, headers)
    assert.equal(reply.status, 200)
    assert.equal(reply.body.toString(), found)
    const names = ['set-cookie', 'server', 'x-leak', 'etag', 'onion-location']
    for (const name of names) assert.equal(reply.headers[name], undefined, name)
    assert.equal(reply.headers['cache-control'], 'no-store')
    const policy = String(reply.headers['content-security-policy'])
    assert.match(policy, /style-src 'sha256-AAAA';.* form-action 'self';.* frame-ancestors 'none'/)
    const head = await site.get(question, {}, 'HEAD')
    assert.deepEqual([head.status, head.body.length], [200, 0])
    assert.equal(head.headers['content-length'], reply.headers['content-length'])
    assert.equal((await site.get('/ask/../ask/search')).status, 400)
  }
  assert.equal(heard.length, 4)
  for (const line of heard) {
    assert.match(line, /^GET \/ask\/search\?q=r%C3%AByan&lang=ug host ask accept text\/html/i)
    assert.doesNotMatch(line, /CANARY|127\.0\.0\.1/)
  }
})

test('without a proper answer the reader gets a page in the language of the question', async (t) => {
  const pages = {
    'ug/503.html': 'ئىزدەش ئىشلىمەيۋاتىدۇ',
    'en/search.html': 'Search',
    '503.html': 'closed',
  }
  const wrong: Record<string, RequestListener> = {
    'an error': (_request, response) => response.writeHead(500, html).end('secret trace'),
    'a redirect': (_request, response) => response.writeHead(302, { Location: '/x' }).end(),
    'no page': (_request, response) =>
      response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end('<svg/>'),
    'too much': (_request, response) => response.writeHead(200, html).end('x'.repeat(2_000_000)),
    'half of it': (request, response) => {
      response.writeHead(200, { ...html, 'Content-Length': '100' })
      response.write('half', () => request.socket.destroy())
    },
    'hanging up': (request) => request.socket.destroy(),
  }
  for (const [what, listener] of Object.entries(wrong)) {
    const site = await serveTree(t, pages, { ask: await answering(t, listener) })
    const reply = await site.get('/ask/search?q=x&lang=ug')
    assert.deepEqual([reply.status, reply.body.toString()], [503, pages['ug/503.html']], what)
  }
  const site = await serveTree(t, pages)
  const inEnglish = await site.get('/ask/search?lang=en&q=x')
  assert.deepEqual([inEnglish.status, inEnglish.body.toString()], [503, 'Search'])
  assert.equal(inEnglish.headers['cache-control'], 'no-store')
  assert.equal((await site.get('/ask/search?q=x&lang=../x')).body.toString(), 'closed')
})

test('an ask process that never answers costs a reader no more than the time allowed', async (t) => {
  const door = createDoor(await answering(t, () => {}), { answerMsMax: 200 })
  t.after(() => door.close())
  const began = performance.now()
  assert.equal(await door.ask('/ask/search'), null)
  assert.ok(performance.now() - began < 2000)
})

test('a crowd at the door is turned away, not queued', async (t) => {
  const door = createDoor(await answering(t, () => {}), { answerMsMax: 1000 })
  t.after(() => door.close())
  const crowd = Array.from({ length: 64 }, () => door.ask('/ask/search'))
  const began = performance.now()
  assert.equal(await door.ask('/ask/search'), null)
  assert.ok(performance.now() - began < 500)
  await Promise.all(crowd)
})

test('createDoor() knows only this machine', () => {
  for (const address of ['http://192.0.2.1:80', 'https://127.0.0.1:1', 'http://127.0.0.1', 'x', ''])
    assert.throws(() => createDoor(address), { name: 'TypeError' })
})
