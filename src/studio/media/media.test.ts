// Pictures through the form: what is kept, what is refused and how, and that nothing else stays.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { png, pngChunk } from '../../../test/png.ts'
import { openTestStudio, studioOrigin } from '../../../test/studio.ts'

const secret = 'SECRET CAMERA 4711'

test('a picture is kept without its name and its secrets, described, and shown where it is used', async (t) => {
  const desk = await openTestStudio(t)
  const writer = await desk.as(['writer'])
  const bytes = png(800, 400, 400, [pngChunk('tEXt', Buffer.from(`Author\0${secret}`))])
  const files = new File([Uint8Array.from(bytes)], 'my-telephone-20200528.jpg', {
    type: 'image/jpeg',
  })
  const answer = await writer.post('/media', { files })
  const path = answer.headers.get('location')?.split('?')[0] ?? ''
  assert.match(path, /^\/media\/[0-9a-f]{64}$/)
  const page = await (await writer.get(path)).text()
  assert.match(page, /800 × 400 pixels/)
  const fields = { 'alt-en': ' A  school\nin the hills ', 'alt-ug': 'مەكتەپ', credit: 'The Poplar' }
  await writer.post(path, { ...fields, x: '20', y: '999' })
  const saved = await (await writer.get(path)).text()
  assert.match(saved, />A school in the hills<\/textarea>/)
  assert.match(saved, /id="x"[^>]* value="20"/)
  assert.match(saved, /id="y"[^>]* value="100"/)
  assert.match(await (await writer.get('/media')).text(), /alt="A school in the hills"/)
  const file = await writer.get(`${path}/320`)
  assert.equal(file.headers.get('content-type'), 'image/webp')
  assert.equal((await writer.get(`${path}/321`)).status, 404)
  assert.deepEqual(readdirSync(desk.studio.spool), [])
  const kept = readdirSync(desk.studio.media)
  const everything = kept.map((name) => readFileSync(join(desk.studio.media, name), 'latin1'))
  for (const trace of [secret, 'telephone', 'Author'])
    assert.ok(![...kept, ...everything].some((text) => text.includes(trace)), trace)
  const again = await writer.post('/media', { files })
  assert.equal(again.headers.get('location')?.split('?')[0], path)
  assert.match(await (await writer.get(path)).text(), /The Poplar/)
})

test('hostile and wrong files each get a sentence, and leave nothing', async (t) => {
  const desk = await openTestStudio(t)
  const writer = await desk.as(['writer'], 'tr')
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const whole = png(300, 300)
  const hostile: readonly (readonly [name: string, bytes: Uint8Array | string, said: RegExp])[] = [
    ['drawing.png', svg, /SVG/],
    ['empty.jpg', ' ', /burada okunabilen bir resim değil/],
    ['page.jpg', '<!doctype html><script>alert(1)</script>', /resim değil/],
    ['paper.jpg', '%PDF-1.7', /PDF/],
    ['cut.png', whole.subarray(0, 200), /hasarlı/],
    ['bomb.png', bomb(), /çok büyük/],
    ['"><img src=x onerror=alert(1)>.gif', 'GIF89a', /hasarlı/],
  ]
  for (const [name, bytes, said] of hostile) {
    const answer = await writer.post('/media', { files: new File([bytes as BlobPart], name) })
    const page = await answer.text()
    assert.equal(answer.status, 422, name)
    assert.match(page, said, name)
    assert.doesNotMatch(page, /<img src=x|<script>/, name)
  }
  assert.deepEqual(readdirSync(desk.studio.media), [])
  assert.deepEqual(readdirSync(desk.studio.spool), [])
  assert.deepEqual(desk.faults, [])
  assert.equal((await writer.post('/media', {})).status, 422)
  assert.equal((await (await desk.as(['publisher'])).post('/media', {})).status, 403)
})

test('the editor is answered in JSON: what is kept with its words, what is not and why', async (t) => {
  const desk = await openTestStudio(t)
  const writer = await desk.as(['translator'])
  const headers = { origin: studioOrigin, accept: 'application/json' }
  const send = async (bytes: Uint8Array, alt: string) => {
    const files = new File([Uint8Array.from(bytes)], 'school.png', { type: 'image/png' })
    const answer = await writer.post('/media', { files, alt, lang: 'en' }, headers)
    return { status: answer.status, ...(await answer.json()) }
  }
  const good = await send(png(400, 300), ' A\nschool ')
  const { digest, src, ...words } = good.pictures[0]
  assert.deepEqual(
    [good.status, good.refused, words],
    [200, [], { alt: 'A school', name: 'A school' }],
  )
  assert.equal((await writer.get(src)).headers.get('content-type'), 'image/webp')
  const again = await send(png(400, 300), 'Another')
  assert.deepEqual(again.pictures, good.pictures, 'a picture keeps the words it has')
  const bad = await send(png(400, 300).subarray(0, 99), '')
  const refused = [{ name: 'school.png', reason: 'it is damaged or cut short' }]
  assert.deepEqual(bad, { status: 422, pictures: [], refused })
  assert.equal(typeof digest, 'string')
  const strange = await writer.post('/media', {}, { ...headers, origin: 'https://evil.example' })
  assert.equal(strange.status, 403)
})

/** A PNG that says it has 900 million pixels. */
function bomb(): Uint8Array {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(30_000, 0)
  size.writeUInt32BE(30_000, 4)
  size.set([8, 0, 0, 0, 0], 8)
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    start,
    pngChunk('IHDR', size),
    pngChunk('IDAT', Buffer.alloc(40)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}
