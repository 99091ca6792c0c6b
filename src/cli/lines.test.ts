import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerLines, readLines } from './lines.ts'

test('readLines() gives the lines of a text, however its bytes arrive', async () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\n\r]/g, ''))
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1 }),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 7 }),
      async (lines, end, size) => {
        const bytes = new TextEncoder().encode(lines.map((text) => text + end).join(''))
        assert.deepEqual(await collect(bytes, size), lines)
      },
    ),
    { numRuns: 50 },
  )
})

test('readLines() takes a last line without an end, and keeps a line separator in its line', async () => {
  assert.deepEqual(await collect(new TextEncoder().encode('a\u2028b\nc'), 3), ['a\u2028b', 'c'])
  assert.deepEqual(await collect(new TextEncoder().encode(''), 3), [])
})

test('answerLines() answers every line, in order', async () => {
  let out = ''
  const print = async (text: string): Promise<void> => {
    out += text
  }
  await answerLines({ input: pieces(new TextEncoder().encode('a\n\nb'), 2), print }, (line) =>
    line.toUpperCase(),
  )
  assert.equal(out, 'A\n\nB\n')
})

async function collect(bytes: Uint8Array, size: number): Promise<readonly string[]> {
  const groups = await Array.fromAsync(readLines(pieces(bytes, size)))
  return groups.flat()
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
