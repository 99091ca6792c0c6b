import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { writeTree } from '../../test/served.ts'
import { createShelf, type Sheet } from './shelf.ts'

test('the shelf stays within its bound whatever is asked for, in whatever coding', async (t) => {
  const names = Array.from({ length: 40 }, (_, number) => `${number}.html`)
  const files = names.map((name, number) => [name, randomBytes(number * 400).toString('base64')])
  const folder = writeTree(t, Object.fromEntries(files))
  const bytesMax = 100_000
  const shelf = createShelf({ folder, bytesMax, onionLocation: null })
  const coding = fc.constantFrom('identity', 'gzip', 'br', 'zstd')
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), coding, async (name, wanted) => {
      const sheet = await shelf.find(`/${name}`)
      if (typeof sheet === 'string') return assert.fail(sheet)
      const copy = await shelf.copy(sheet, wanted)
      assert.equal(copy.body?.length, copy.bytes)
      assert.ok(shelf.bytesKept <= bytesMax, String(shelf.bytesKept))
      assert.ok(shelf.bytesKept >= 0)
    }),
    { numRuns: 400 },
  )
  assert.ok(shelf.bytesKept > bytesMax / 2, 'it keeps nothing')
})

test('what was read last stays longest', async (t) => {
  const text = 'x'.repeat(10_000)
  const folder = writeTree(t, { 'a.bin': text, 'b.bin': text, 'c.bin': text })
  const shelf = createShelf({ folder, bytesMax: 30_000, onionLocation: null })
  await shelf.find('/a.bin')
  await shelf.find('/b.bin')
  await sleep(110)
  assert.notEqual(shelf.hot('/a.bin'), null)
  await shelf.find('/c.bin')
  assert.deepEqual(
    ['/a.bin', '/b.bin', '/c.bin'].map((path) => shelf.hot(path) !== null),
    [true, false, true],
  )
})

test('a crowd that asks for one page in one coding has it compressed once', async (t) => {
  const folder = writeTree(t, { 'a.html': 'word '.repeat(1000) })
  const shelf = createShelf({ folder, bytesMax: 1e6, onionLocation: null })
  const sheet = await shelf.find('/a.html')
  if (typeof sheet === 'string') return assert.fail(sheet)
  const copies = await Promise.all(Array.from({ length: 20 }, () => shelf.copy(sheet, 'br')))
  for (const copy of copies) assert.equal(copy, copies[0])
  assert.equal(shelf.ready(sheet, 'br'), copies[0])
})

test('a text that would grow by compression is sent plain', async (t) => {
  const noise = randomBytes(1000).toString('latin1')
  const folder = writeTree(t, { 'a.txt': Buffer.from(noise, 'latin1') })
  const shelf = createShelf({ folder, bytesMax: 1e6, onionLocation: null })
  const sheet = await shelf.find('/a.txt')
  if (typeof sheet === 'string') return assert.fail(sheet)
  const copy = await shelf.copy(sheet, 'gzip')
  assert.equal(copy.clear.whole.includes('Content-Encoding'), false)
  assert.equal(copy.bytes, 1000)
})

test('a large file is not kept; a changed one is not sent under the old tag', async (t) => {
  const folder = writeTree(t, { 'pack.zip': Buffer.alloc(400_000, 7) })
  const shelf = createShelf({ folder, bytesMax: 1e6, onionLocation: null })
  const [sheet, again] = await Promise.all([shelf.find('/pack.zip'), shelf.find('/pack.zip')])
  if (typeof sheet === 'string') return assert.fail(sheet)
  assert.equal(again, sheet)
  assert.ok(shelf.bytesKept < 10_000)
  assert.equal(typeof shelf.open(sheet), 'number')
  appendFileSync(join(folder, 'pack.zip'), 'more')
  assert.equal(shelf.open(sheet), null)
  const next = (await shelf.find('/pack.zip')) as Sheet
  assert.notEqual(next.digest, sheet.digest)
})

test('a name that the disk refuses is absent, not an error', async (t) => {
  const folder = writeTree(t, { 'a.html': 'x' })
  const shelf = createShelf({ folder, bytesMax: 1e6, onionLocation: null })
  writeFileSync(join(folder, 'b'), '')
  for (const path of ['/a.html/x/y', `/${'a'.repeat(300)}`, `/${'a/'.repeat(3000)}x`, '/none'])
    assert.equal(await shelf.find(path), 'absent')
  assert.equal(typeof (await shelf.find('/b')), 'object')
})
