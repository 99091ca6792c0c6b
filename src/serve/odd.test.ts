// Requests as strangers send them, byte for byte: each gets one plain answer and the server stays.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Served, serveTree } from '../../test/served.ts'

const files = { 'index.html': 'front page', 'en/index.html': 'English' }
const close = 'Host: x\r\nConnection: close\r\n'

/** Sends raw bytes; the first status line must be this, and no second answer may follow. */
async function check(site: Served, text: string, status: number): Promise<void> {
  const answer = await site.raw(text)
  assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), JSON.stringify(text.slice(0, 80)))
  assert.equal(answer.split('HTTP/1.1 ').length, 2, JSON.stringify(text.slice(0, 80)))
}

test('odd methods are refused with the allowed ones named', async (t) => {
  const site = await serveTree(t, files)
  for (const method of [
    'POST',
    'PUT',
    'DELETE',
    'TRACE',
    'OPTIONS',
    'PATCH',
    'PROPFIND',
    'PURGE',
  ]) {
    await check(site, `${method} / HTTP/1.1\r\n${close}\r\n`, 405)
    const answer = await site.raw(`${method} / HTTP/1.1\r\n${close}\r\n`)
    assert.match(answer, /\r\nAllow: GET, HEAD\r\n/)
  }
  await check(site, `OPTIONS * HTTP/1.1\r\n${close}\r\n`, 405)
  await check(site, `get / HTTP/1.1\r\n${close}\r\n`, 400)
  await check(site, `XYZZY / HTTP/1.1\r\n${close}\r\n`, 400)
  assert.equal(await site.raw('CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n'), '')
})

test('requests that two servers could read differently are refused whole', async (t) => {
  const site = await serveTree(t, files)
  const get = 'GET / HTTP/1.1\r\n'
  const twice = 'Host: a\r\nHost: b\r\n\r\n'
  const smuggled = '0\r\n\r\nGET /en/ HTTP/1.1\r\nHost: x\r\n\r\n'
  const cases: readonly (readonly [string, number])[] = [
    [get + twice, 400],
    [`${get}Host: x\r\nhost: x\r\n\r\n`, 400],
    [`${get}\r\n`, 400],
    [`${get}Host: a b\r\n\r\n`, 400],
    [`${get}Host: x/y@z\r\n\r\n`, 400],
    [`${get}Host: x\r\nTransfer-Encoding: chunked\r\n\r\n${smuggled}`, 413],
    [`${get}Host: x\r\nTransfer-Encoding: gzip\r\n\r\n`, 501],
    [`${get}Host: x\r\nTransfer-Encoding: xchunked\r\n\r\n`, 501],
    [`${get}Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${smuggled}`, 400],
    [`${get}Host: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd`, 400],
    [`${get}Host: x\r\nContent-Length: -1\r\n\r\n`, 400],
    [`${get}Host: x\r\nContent-Length: 5\r\n\r\nabcde`, 413],
    [`${get}Host: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n`, 417],
    [`${get}Host: x\r\nExpect: tea\r\n\r\n`, 417],
    [`${get}Host : x\r\n\r\n`, 400],
    [`${get} Host: x\r\n\r\n`, 400],
    [`${get}Host: x\r\n folded: y\r\n\r\n`, 400],
    [`${get}Host: x\r\nA: b\0c\r\n\r\n`, 400],
    [`${get}Host: x\rA: b\r\n\r\n`, 400],
    [`${get}Host: x\r\nA: ${'b'.repeat(9000)}\r\n\r\n`, 431],
    [`GET / HTTP/3.7\r\n${close}\r\n`, 400],
    ['\x16\x03\x01\x02\x00\x01\x00', 400],
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ]
  for (const [text, status] of cases) await check(site, text, status)
  assert.equal((await site.get('/')).status, 200)
})

test('odd targets never leave the folder', async (t) => {
  const site = await serveTree(t, files)
  const cases: readonly (readonly [string, number])[] = [
    ['/../../../../etc/passwd', 400],
    ['/en/..%2f..%2fetc/passwd', 400],
    ['/%2e%2e/%2e%2e/etc/passwd', 400],
    ['/..\\..\\etc', 400],
    ['/%c0%ae%c0%ae/etc/passwd', 400],
    ['/en/%00.html', 400],
    ['//etc/passwd', 404],
    ['http://other.example/', 400],
    ['http://x/en/', 200],
    ['file:///etc/passwd', 400],
    ['x', 400],
    ['/en/#a', 400],
    [`/${'a/'.repeat(1500)}`, 404],
    [`/${'a'.repeat(4200)}`, 400],
  ]
  for (const [target, status] of cases)
    await check(site, `GET ${target} HTTP/1.1\r\n${close}\r\n`, status)
})

test('a proxy that claims another host or address changes no byte of an answer', async (t) => {
  const site = await serveTree(t, files)
  const plain = await site.get('/en/')
  const claimed = await site.get('/en/', {
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-host': 'evil.example',
    'x-original-url': '/secret',
    forwarded: 'host=evil.example',
    cookie: 'a=b',
    upgrade: 'h2c',
    connection: 'upgrade',
  })
  assert.deepEqual(claimed.body, plain.body)
  const { date: _a, connection: _b, 'keep-alive': _c, ...before } = plain.headers
  const { date: _d, connection: _e, 'keep-alive': _f, ...after } = claimed.headers
  assert.deepEqual(after, before)
})

test('two requests sent at once are answered in their order', async (t) => {
  const site = await serveTree(t, files)
  const one = 'GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n'
  const answer = await site.raw(`${one}GET / HTTP/1.1\r\n${close}\r\n`)
  assert.match(answer, /English[\s\S]*front page$/)
  // What follows a request and is none gets no answer that could be taken for another reader's.
  assert.doesNotMatch(await site.raw(`${one}garbage\r\n\r\n`), /HTTP\/1.1 400/)
})
