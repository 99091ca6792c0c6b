// Isolation: judged by what a reader sees, with an independent implementation of UAX #9 as oracle.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import bidiFactory from 'bidi-js'
import fc from 'fast-check'
import { balanceIsolates, isolate, isolateIfNeeded, stripControls, textDirection } from './bidi.ts'
import type { Direction } from './lang.ts'

// Its types say `export default`, but the module is the function itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)()

test('textDirection() takes the first strong letter outside isolates', () => {
  const cases: readonly [string, Direction | null][] = [
    ['Uyghur', 'ltr'],
    ['ئۇيغۇر', 'rtl'],
    ['2020 ئۇيغۇر Uyghur', 'rtl'],
    ['«Уйғур» ئۇيغۇر', 'ltr'],
    ['13:21', null],
    ['', null],
    ['\u2068ئۇيغۇر\u2069 Uyghur', 'ltr'],
    ['\u2069ئۇيغۇر', 'rtl'],
    ['\u200F2020', 'rtl'],
    ['שלום', 'rtl'],
    ['热比娅', 'ltr'],
  ]
  for (const [text, expected] of cases) assert.equal(textDirection(text), expected, text)
})

test('isolate() is balanced whatever is inside', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'ئ', '\u2066', '\u2068', '\u2069') }),
      (text) => {
        for (const wrapped of [
          isolate(text),
          isolateIfNeeded(text, 'ltr'),
          isolateIfNeeded(text, 'rtl'),
        ]) {
          assert.equal(balanceIsolates(wrapped), wrapped)
          assert.equal(stripControls(wrapped), stripControls(text))
        }
      },
    ),
  )
  assert.equal(isolate('a', 'rtl'), '\u2067a\u2069')
})

test('isolateIfNeeded() adds nothing where nothing can turn round', () => {
  assert.equal(isolateIfNeeded('Kanat, 13:21', 'ltr'), 'Kanat, 13:21')
  assert.equal(isolateIfNeeded('ئۆمەر قانات', 'rtl'), 'ئۆمەر قانات')
  assert.equal(isolateIfNeeded('12', 'rtl'), '12')
})

test('an isolated field keeps its place and its own order in the line as it is seen', () => {
  const fields = [
    'ئۆمەر قانات',
    'Kanat',
    '2020-05-28',
    '28 May 2020',
    '2020-يىلى 28-ماي',
    '-5%',
    'RSS 2.0',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom<Direction>('ltr', 'rtl'),
      fc.constantFrom(...fields),
      fc.constantFrom(...fields),
      (side, first, second) => {
        const words = side === 'ltr' ? ['By ', ', on ', ' here'] : ['ئاپتورى: ', '، ۋاقتى ', ' بۇ']
        const [before, between, after] = words as [string, string, string]
        const line =
          before + isolateIfNeeded(first, side) + between + isolateIfNeeded(second, side) + after
        const own = (text: string) =>
          seen(text, textDirection(text) ?? (text === '12' ? side : 'ltr'))
        const pieces = [
          seen(before, side),
          own(first),
          seen(between, side),
          own(second),
          seen(after, side),
        ]
        const expected = side === 'ltr' ? pieces : pieces.reverse()
        assert.equal(seen(line, side).replaceAll(' ', ''), expected.join('').replaceAll(' ', ''))
      },
    ),
  )
})

/** The line as it stands on the screen from left to right. */
function seen(text: string, side: Direction): string {
  const levels = bidi.getEmbeddingLevels(text, side)
  return stripControls(bidi.getReorderedString(text, levels))
}
