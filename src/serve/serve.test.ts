import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { serveTree } from '../../test/served.ts'
import { createSiteServer } from './serve.ts'

const meta =
  "default-src 'none'; style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; script-src https://evil.example 'sha256-c2NyaXB0'"
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${meta}"><title>News</title><p>${'A statement. '.repeat(300)}</p>`
const picture = Buffer.from('RIFF\0\0\0\0WEBPVP8 picture of bytes')
const files = {
  'index.html': page,
  '404.html': 'Not here',
  'en/index.html': page,
  'en/404.html': 'Not here, in English',
  'ug/index.html': page,
  'ug/404.html': 'بۇ بەت تېپىلمىدى',
  'media/ab12-480.webp': picture,
  'log/checkpoint': 'news.example/log\n1\n',
}
const { 'log/checkpoint': _, ...untold } = files
const onion = `http://${'a'.repeat(56)}.onion`

test('a page is sent as it stands, to HEAD without its bytes', async (t) => {
  const site = await serveTree(t, files)
  const whole = await site.get('/en/index.html')
  assert.equal(whole.status, 200)
  assert.equal(whole.body.toString(), page)
  const folder = await site.get('/en/')
  assert.equal(folder.body.toString(), page)
  const head = await site.get('/en/index.html', {}, 'HEAD')
  assert.deepEqual([head.status, head.body.length], [200, 0])
  const without = ['date']
  for (const [name, value] of Object.entries(whole.headers))
    if (!without.includes(name)) assert.equal(head.headers[name], value, name)
})

test('compressed copies say the same, each under a tag of its own', async (t) => {
  const site = await serveTree(t, files)
  const plain = await site.get('/en/')
  const digest = createHash('sha256').update(page).digest('hex').slice(0, 32)
  assert.equal(plain.headers.etag, `"${digest}"`)
  const decode = { gzip: gunzipSync, br: brotliDecompressSync, zstd: zstdDecompressSync }
  for (const [coding, decoded] of Object.entries(decode)) {
    for (const round of ['made now', 'from memory']) {
      const reply = await site.get('/en/', { 'accept-encoding': coding })
      assert.equal(reply.headers['content-encoding'], coding, round)
      assert.equal(decoded(reply.body).toString(), page)
      assert.equal(Number(reply.headers['content-length']), reply.body.length)
      assert.ok(reply.body.length < page.length / 4)
      assert.equal(reply.headers.etag, `"${digest}-${coding}"`)
      assert.equal(reply.headers.vary, 'Accept-Encoding')
    }
  }
  const small = await site.get('/media/ab12-480.webp', { 'accept-encoding': 'br' })
  assert.equal(small.headers['content-encoding'], undefined)
  assert.deepEqual(small.body, picture)
})

test('a page carries the headers of its promise, and only a hash lets a style in', async (t) => {
  const site = await serveTree(t, { ...files, 'verify.html': page }, { onionLocation: onion })
  const { headers } = await site.get('/en/')
  const expected = {
    'content-security-policy':
      "default-src 'none'; style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self' data:; media-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()',
    'x-frame-options': 'DENY',
    'x-dns-prefetch-control': 'off',
    'cache-control': 'max-age=60',
    'content-type': 'text/html; charset=utf-8',
    'onion-location': `${onion}/en/index.html`,
  }
  for (const [name, value] of Object.entries(expected)) assert.equal(headers[name], value, name)
  for (const name of ['last-modified', 'server', 'set-cookie', 'x-powered-by'])
    assert.equal(headers[name], undefined, name)
  const verify = (await site.get('/verify.html')).headers['content-security-policy'] ?? ''
  assert.match(String(verify), /script-src 'sha256-c2NyaXB0';/)
  assert.doesNotMatch(String(verify), /evil/)
})

test('the onion hears nothing of HTTPS nor of itself; others hear of it once', async (t) => {
  const site = await serveTree(t, files, { onionLocation: onion })
  const inside = await site.get('/en/', { host: `${'a'.repeat(56)}.onion` })
  assert.equal(inside.headers['strict-transport-security'], undefined)
  assert.equal(inside.headers['onion-location'], undefined)
  const outside = await site.get('/en/')
  const named = outside.rawHeaders.filter((name) => name.toLowerCase() === 'onion-location')
  assert.equal(named.length, 1)
  const without = await serveTree(t, files)
  assert.equal((await without.get('/en/')).headers['onion-location'], undefined)
  assert.throws(() => createSiteServer({ folder: site.folder, onionLocation: 'http://x.onion' }), {
    name: 'TypeError',
  })
})

test('every answer, errors too, may be framed by nobody and is sniffed by nobody', async (t) => {
  const site = await serveTree(t, files)
  const asked: readonly (readonly [string, number, string?])[] = [
    ['/', 200],
    ['/en', 301],
    ['/en/nothing', 404],
    ['/%', 400],
    ['/', 405, 'DELETE'],
    ['/media/ab12-480.webp', 200],
    ['/log/checkpoint', 200],
    ['/ask/search?q=x', 503],
  ]
  for (const [path, status, method] of asked) {
    const reply = await site.get(path, {}, method)
    assert.equal(reply.status, status, path)
    assert.match(String(reply.headers['content-security-policy']), /frame-ancestors 'none'/)
    assert.equal(reply.headers['x-content-type-options'], 'nosniff')
    assert.equal(reply.headers['referrer-policy'], 'no-referrer')
  }
})

test('files have the types readers expect, unknown ones are only saved', async (t) => {
  const types = {
    'en/feed.atom': 'application/atom+xml; charset=utf-8',
    'en/feed.rss': 'application/rss+xml; charset=utf-8',
    'en/feed.json': 'application/feed+json',
    'sitemap.xml': 'application/xml; charset=utf-8',
    'robots.txt': 'text/plain; charset=utf-8',
    'redirects.tsv': 'text/tab-separated-values; charset=utf-8',
    'log/checkpoint': 'text/plain; charset=utf-8',
    'log/tile/0/000': 'application/octet-stream',
    'editions/1.sums': 'text/plain; charset=utf-8',
    'editions/1.minisig': 'text/plain; charset=utf-8',
    'editions/1.sig': 'text/plain; charset=utf-8',
    'editions/1.sshsig': 'text/plain; charset=utf-8',
    'editions/1.tlog-proof': 'text/plain; charset=utf-8',
    'media/a.webp': 'image/webp',
    'media/a.svg': 'application/octet-stream',
    'x.js': 'application/octet-stream',
  }
  const site = await serveTree(t, Object.fromEntries(Object.keys(types).map((path) => [path, 'x'])))
  for (const [path, type] of Object.entries(types)) {
    const { headers } = await site.get(`/${path}`)
    assert.equal(headers['content-type'], type, path)
    const isSaved = headers['content-disposition'] === 'attachment'
    assert.equal(isSaved, type === 'application/octet-stream', path)
  }
  const { headers } = await site.get('/media/a.webp')
  assert.equal(headers['cross-origin-resource-policy'], 'cross-origin')
  assert.equal(headers['cache-control'], 'max-age=86400, immutable')
})

test('a reader who has a page is told so: by its tag, in a list, weak or with a star', async (t) => {
  const site = await serveTree(t, files)
  const { headers } = await site.get('/en/', { 'accept-encoding': 'gzip' })
  const tag = String(headers.etag)
  for (const field of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const reply = await site.get('/en/', { 'accept-encoding': 'gzip', 'if-none-match': field })
    assert.deepEqual([reply.status, reply.body.length], [304, 0], field)
    assert.equal(reply.headers.etag, tag)
    assert.equal(reply.headers.vary, 'Accept-Encoding')
  }
  const changed = await site.get('/en/', { 'accept-encoding': 'gzip', 'if-none-match': '"other"' })
  assert.equal(changed.status, 200)
  const otherCoding = await site.get('/en/', { 'if-none-match': tag })
  assert.equal(otherCoding.status, 200)
  assert.equal((await site.get('/en/', { 'if-match': '"other"' })).status, 412)
})

test('one range is cut from the plain bytes, small file or large', async (t) => {
  const large = Buffer.alloc(700_000, 'abcdefg')
  const site = await serveTree(t, { ...files, 'pack.zip': large })
  for (const [path, bytes] of [
    ['/en/', Buffer.from(page)],
    ['/pack.zip', large],
  ] as const) {
    const part = await site.get(path, { range: 'bytes=10-19', 'accept-encoding': 'gzip' })
    assert.equal(part.status, 206)
    assert.equal(part.headers['content-range'], `bytes 10-19/${bytes.length}`)
    assert.deepEqual(part.body, bytes.subarray(10, 20))
    const end = await site.get(path, { range: 'bytes=-5' })
    assert.deepEqual(end.body, bytes.subarray(-5))
    const beyond = await site.get(path, { range: `bytes=${bytes.length}-` })
    assert.equal(beyond.status, 416)
    assert.equal(beyond.headers['content-range'], `bytes */${bytes.length}`)
    assert.equal((await site.get(path, { range: 'bytes=0-1,4-5' })).status, 200)
    const tag = String(part.headers.etag)
    assert.equal((await site.get(path, { range: 'bytes=0-1', 'if-range': tag })).status, 206)
    const stale = await site.get(path, { range: 'bytes=0-1', 'if-range': '"old"' })
    assert.deepEqual([stale.status, stale.body.length], [200, bytes.length])
    assert.equal((await site.get(path, { range: 'bytes=0-1' }, 'HEAD')).status, 200)
  }
})

test('a file replaced by a rename shows in a moment, one taken away is gone', async (t) => {
  const site = await serveTree(t, { ...untold, 'pack.zip': Buffer.alloc(300_000, 1) })
  const place = join(site.folder, 'en/index.html')
  await site.get('/en/')
  for (const next of ['second', 'third!']) {
    writeFileSync(`${place}.new`, next)
    renameSync(`${place}.new`, place)
    await sleep(110)
    assert.equal((await site.get('/en/')).body.toString(), next)
  }
  rmSync(place)
  await sleep(110)
  assert.equal((await site.get('/en/')).status, 404)
  const before = await site.get('/pack.zip')
  writeFileSync(join(site.folder, 'pack.new'), Buffer.alloc(300_000, 2))
  renameSync(join(site.folder, 'pack.new'), join(site.folder, 'pack.zip'))
  await sleep(110)
  const after = await site.get('/pack.zip')
  assert.deepEqual(after.body, Buffer.alloc(300_000, 2))
  assert.notEqual(after.headers.etag, before.headers.etag)
})

test('an edition shows in a moment, a change by hand in a tree with a checkpoint in a second', async (t) => {
  const site = await serveTree(t, files)
  await site.get('/en/')
  const put = (path: string, text: string): void => {
    writeFileSync(join(site.folder, `${path}.new`), text)
    renameSync(join(site.folder, `${path}.new`), join(site.folder, path))
  }
  put('en/index.html', 'second')
  put('log/checkpoint', 'news.example/log\n2\n')
  await sleep(110)
  assert.equal((await site.get('/en/')).body.toString(), 'second')
  put('en/index.html', 'by hand')
  await sleep(1010)
  assert.equal((await site.get('/en/')).body.toString(), 'by hand')
})

test('what is not there is said in the language of its folder', async (t) => {
  const site = await serveTree(t, files)
  const said = async (path: string): Promise<string> => {
    const reply = await site.get(path)
    assert.equal(reply.status, 404)
    assert.equal(reply.headers.etag, undefined)
    return reply.body.toString()
  }
  assert.equal(await said('/ug/2020/none.html'), files['ug/404.html'])
  assert.equal(await said('/ug/.hidden'), files['ug/404.html'])
  assert.equal(await said('/en/index.html/x'), files['en/404.html'])
  assert.equal(await said('/tr/none.html'), files['404.html'])
  assert.equal(await said('/none'), files['404.html'])
  const bare = await serveTree(t, {})
  assert.equal((await bare.get('/none')).body.toString(), '404 Not Found\n')
})

test('a folder without its slash and an old address lead on, within the site', async (t) => {
  const site = await serveTree(t, {
    ...files,
    'node/12/index.html': 'moved',
    'redirects.tsv': '/?q=node/12\ten/index.html\n/alias/old\t/ug/index.html\n',
  })
  const leads = async (path: string): Promise<string> => {
    const reply = await site.get(path)
    assert.equal(reply.status, 301, path)
    return new URL(String(reply.headers.location), `http://x${path}`).href
  }
  assert.equal(await leads('/node/12'), 'http://x/node/12/')
  assert.equal(await leads('/en'), 'http://x/en/')
  assert.equal(await leads('/?q=node/12'), 'http://x/en/index.html')
  assert.equal(await leads('/?q=node%2F12&page=1'), 'http://x/en/index.html')
  assert.equal(await leads('/alias/old'), 'http://x/ug/index.html')
  assert.equal((await site.get('/?p=99')).status, 200)
})

test('an address typed with capitals leads to the one there is', async (t) => {
  const site = await serveTree(t, { ...files, 'ug-latn/index.html': 'x' })
  for (const [typed, meant] of [
    ['/En/', '/en/'],
    ['/UG-Latn', '/ug-latn'],
    ['/EN/Index.HTML', '/en/index.html'],
  ] as const) {
    const reply = await site.get(typed)
    assert.equal(reply.status, 301, typed)
    assert.equal(new URL(String(reply.headers.location), `http://x${typed}`).pathname, meant)
  }
  assert.equal((await site.get('/En/none.html')).status, 404)
})

test('symlinks, wherever they stand, and dot files lead nowhere', async (t) => {
  const site = await serveTree(t, untold)
  const outside = join(site.folder, '..', 'secret')
  mkdirSync(outside)
  writeFileSync(join(outside, 'key.txt'), 'SECRET')
  writeFileSync(join(site.folder, '.env'), 'SECRET')
  symlinkSync(outside, join(site.folder, 'linked'))
  symlinkSync(join(outside, 'key.txt'), join(site.folder, 'key.txt'))
  symlinkSync(join(site.folder, 'index.html'), join(site.folder, 'en/home.html'))
  for (const path of [
    '/linked/key.txt',
    '/linked/',
    '/linked',
    '/key.txt',
    '/en/home.html',
    '/.env',
  ]) {
    const reply = await site.get(path)
    assert.equal(reply.status, 404, path)
    assert.doesNotMatch(reply.body.toString(), /SECRET/)
  }
  // A page in memory whose folder is swapped for a link is noticed too.
  await site.get('/ug/')
  rmSync(join(site.folder, 'ug'), { recursive: true })
  writeFileSync(join(outside, 'index.html'), 'SECRET')
  symlinkSync(outside, join(site.folder, 'ug'))
  await sleep(110)
  assert.equal((await site.get('/ug/')).status, 404)
})
