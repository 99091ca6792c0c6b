import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { png, pngChunk } from '../../test/png.ts'
import { folderWith } from '../../test/temp-folder.ts'
import { type MadePicture, makePictures } from './pictures.ts'

async function make(folder: string, names: readonly string[], into = 'media') {
  return makePictures(
    names.map((name) => join(folder, name)),
    join(folder, into),
  )
}
function made(result: Awaited<ReturnType<typeof make>>[number] | undefined): MadePicture {
  assert.equal(result?.kind, 'made')
  return result.picture
}

test('makePictures() makes the widths below the picture and its own, named by digest', async (t) => {
  const secret = pngChunk('tEXt', Buffer.from('Author\0SECRET NAME'))
  const folder = folderWith(t, {
    'wide.png': png(1500, 300, 300, [secret]),
    'small.png': png(200, 100),
  })
  const results = await make(folder, ['wide.png', 'small.png'])
  const [wide, small] = results.map(made)
  assert.deepEqual(
    { ...wide, digest: '' },
    { digest: '', width: 1280, height: 256, widths: [320, 640, 1280] },
  )
  assert.deepEqual(small?.widths, [200])
  const names = readdirSync(join(folder, 'media')).sort()
  assert.deepEqual(
    names,
    [
      ...[320, 640, 1280].map((width) => `${wide?.digest}-${width}.webp`),
      `${small?.digest}-200.webp`,
    ].sort(),
  )
  for (const name of names) {
    const bytes = readFileSync(join(folder, 'media', name))
    assert.equal(bytes.includes('SECRET'), false)
    assert.ok(bytes.length < 30 * 1024)
  }
  const largest = readFileSync(join(folder, 'media', `${wide?.digest}-1280.webp`))
  assert.equal(createHash('sha256').update(largest).digest('hex'), wide?.digest)
})

test('makePictures() gives the same bytes for the same file, and takes its own renditions back', async (t) => {
  const folder = folderWith(t, { 'a.png': png(900, 500) })
  const first = made((await make(folder, ['a.png']))[0])
  const again = made((await make(folder, ['a.png'], 'again'))[0])
  assert.deepEqual(again, first)
  const back = made((await make(folder, [`media/${first.digest}-900.webp`], 'back'))[0])
  assert.deepEqual(back, first)
  for (const name of readdirSync(join(folder, 'media'))) {
    assert.deepEqual(
      readFileSync(join(folder, 'back', name)),
      readFileSync(join(folder, 'media', name)),
    )
  }
  cpSync(join(folder, 'media', `${first.digest}-900.webp`), join(folder, 'renamed.webp'))
  assert.notEqual(made((await make(folder, ['renamed.webp'], 'other'))[0]).digest, first.digest)
})

test('makePictures() refuses what is no picture, is too much, or is cut short, and goes on', async (t) => {
  const whole = png(600, 600)
  const folder = folderWith(t, {
    'text.jpg': 'no picture',
    'empty.png': '',
    'drawing.png':
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    'page.pdf': '%PDF-1.4',
    'phone.heic': Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0', 'latin1'),
    'bomb.png': png(30_000, 30_000, 1),
    'cut.png': whole.subarray(0, whole.length - 60),
    'noise.png': Buffer.concat([whole.subarray(0, 40), Buffer.alloc(400, 7)]),
    'dot.png': png(1, 1),
    'good.png': whole,
  })
  const names = readdirSync(folder)
  const results = await make(folder, [...names, 'none.png', '.'])
  const reasons = Object.fromEntries(
    results.map((result, i) => [
      names[i] ?? ['none.png', '.'][i - names.length],
      result.kind === 'made' ? 'made' : result.reason,
    ]),
  )
  assert.deepEqual(reasons, {
    'bomb.png': 'It has more than 80 million pixels',
    'cut.png': 'It is damaged or cut short',
    'dot.png': 'It has no more than one pixel',
    'drawing.png': 'SVG drawings can carry scripts: save it as PNG',
    'empty.png': 'The file is empty',
    'good.png': 'made',
    'noise.png': 'It is damaged or cut short',
    'page.pdf': 'It is a PDF document: save the picture as JPEG or PNG',
    'phone.heic': 'HEIC photographs cannot be read: save it as JPEG',
    'text.jpg': 'It is no picture Xewer can read: JPEG, PNG, WebP, AVIF or GIF',
    'none.png': 'There is no such file',
    '.': 'It is no file',
  })
})

test('makePictures() ends a child that takes too long, and the next file gets a new one', async (t) => {
  const folder = folderWith(t, { 'a.png': png(400, 400) })
  const files = [join(folder, 'a.png'), join(folder, 'a.png')]
  const results = await makePictures(files, join(folder, 'media'), 1)
  assert.deepEqual(
    results,
    Array(2).fill({ kind: 'refused', reason: 'It could not be read within 0.001 seconds' }),
  )
  assert.equal((await make(folder, ['a.png']))[0]?.kind, 'made')
})
