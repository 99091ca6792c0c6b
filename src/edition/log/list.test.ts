import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodeText } from './bytes.ts'
import {
  formatList,
  forwardPath,
  goneHash,
  isTreePath,
  listLinesMax,
  makeLists,
  parseList,
  partsOf,
} from './list.ts'

const digest = fc.stringMatching(/^[0-9a-f]{64}$/)
const path = fc.oneof(
  fc.stringMatching(/^[a-z]{1,9}(\/[a-z0-9.()=-]{3,12}){0,3}$/),
  fc.string({ unit: 'grapheme', minLength: 1 }).filter(isTreePath),
)
const content = {
  number: fc.integer({ min: 1 }),
  salt: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  files: fc.uniqueArray(fc.record({ path, sha256: digest }, { noNullPrototype: true }), {
    selector: (file) => file.path,
  }),
  forward: fc.uniqueArray(path, { selector: forwardPath }),
  gone: fc.uniqueArray(digest),
  forgotten: fc.uniqueArray(fc.constantFrom('editions/3.sums', 'editions/4-0002.sums')),
}

test('parseList() undoes formatList(), whatever stands in the paths', () => {
  fc.assert(
    fc.property(
      fc.record({ ...content, part: fc.nat({ max: 9999 }) }, { noNullPrototype: true }),
      (list) => {
        assert.deepEqual(parseList(encodeText(formatList(list))), list)
      },
    ),
  )
})

test('parseList() refuses lists with a line twice, out of order, unended, or not of a list', () => {
  const head = '# xewer list 3\n# salt AAAAAAAAAAAAAAAAAAAAAA==\n'
  const line = (name: string) => `SHA256 (${name}) = ${'0'.repeat(64)}\n`
  const gone = `# gone ${'0'.repeat(64)}\n`
  parseList(encodeText(`${head}${line('a')}${line('a = b')}${line('a = c')}${gone}`))
  for (const bad of [
    '',
    head.slice(0, -1),
    `${head}${line('a')}${line('a')}`,
    `${head}${gone}${line('a')}`,
    `${head}${gone}${gone}`,
    `${head}${gone}# forward a\n`,
    `${head}# forward a\n# forward a\n`,
    `${head}# forward ../a\n`,
    `${head}${line('../a')}`,
    `${head}${line('/a')}`,
    `${head}${line('a//b')}`,
    `${head}${line('a\\b')}`,
    `${head}${line('a\rb')}`,
    `${head}${line('a').replace('000', 'ABC')}`,
    `${head}# forgotten editions/3.txt\n`,
    `${head}\n`,
    `${head}# note\n`,
    head.replace('list 3', 'list 03'),
    head.replace('list 3', 'list 3-0000'),
    head.replace('AAAA', ''),
  ])
    assert.throws(() => parseList(encodeText(bad)), SyntaxError, bad)
})

test('makeLists() cuts at 256 lines, and the parts hold the same lines as the whole', () => {
  const sizes = fc.integer({ min: 0, max: 900 })
  fc.assert(
    fc.property(sizes, sizes, fc.nat({ max: 2 }), (fileCount, goneCount, forgottenCount) => {
      const whole = {
        number: 12,
        salt: new Uint8Array(32),
        files: Array.from({ length: fileCount }, (_, at) => ({
          path: `f${at}`,
          sha256: '0'.repeat(64),
        })),
        forward: Array.from({ length: Math.ceil(fileCount / 3) }, (_, at) => `f${at}`),
        gone: Array.from({ length: goneCount }, (_, at) => goneHash('a.example', `g${at}`)),
        forgotten: Array.from({ length: forgottenCount }, (_, at) => `editions/${at + 1}.sums`),
      }
      const lists = makeLists(whole)
      const named = lists.at(-1)
      assert.ok(named !== undefined && named.part === 0 && named.path === 'editions/12.sums')
      const parsed = lists.map(({ text }) => parseList(encodeText(text)))
      const parts = parsed.length === 1 ? parsed : parsed.slice(0, -1)
      assert.deepEqual(
        partsOf(parseList(encodeText(named.text))).map((part) => part.path),
        lists.slice(0, -1).map((part) => part.path),
      )
      assert.deepEqual(
        parts.flatMap((part) => part.files),
        whole.files,
      )
      assert.deepEqual(
        parts.flatMap((part) => [...part.forward, ...part.gone, ...part.forgotten]),
        [...whole.forward, ...whole.gone, ...whole.forgotten],
      )
      assert.ok(parts.every((part) => part.files.length + part.gone.length <= listLinesMax))
      assert.equal(new Set(parsed.map(({ salt }) => salt.join())).size, parsed.length)
    }),
    { numRuns: 30 },
  )
})
