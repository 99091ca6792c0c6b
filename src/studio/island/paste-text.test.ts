import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blockTexts } from '../../model/body.ts'
import { bodyOfText } from './paste-text.ts'

function check(text: string, expected: readonly string[]): void {
  assert.deepEqual(blockTexts(bodyOfText(text).body), expected)
}

test('bodyOfText() joins the lines of a page and makes cut words whole', () => {
  check(
    [
      'The mountain school opens again after a winter of repairs, and the chil-',
      'dren of four villages will walk to it from Monday on, said the head-',
      'mistress.',
      'A second paragraph follows the short line above it, as paper prints it.',
    ].join('\n'),
    [
      'The mountain school opens again after a winter of repairs, and the children of four villages will walk to it from Monday on, said the headmistress.',
      'A second paragraph follows the short line above it, as paper prints it.',
    ],
  )
})

test('bodyOfText() keeps short lines, lists and blank lines as they are', () => {
  check('First\nSecond\n\nThird', ['First', 'Second', 'Third'])
  const long = 'This line is long enough to be one that the width of a page has ended.'
  check(`${long}\n- a point of a list, and not the end of the sentence before`, [
    long,
    '- a point of a list, and not the end of the sentence before',
  ])
})

test('bodyOfText() turns the shapes of Arabic letters into the letters', () => {
  check('\ufeb3\ufe8e\ufef3\ufe8e\ufe95', ['سايات'])
  check('ﷺ', ['ﷺ'])
})

test('bodyOfText() tells of characters that nobody sees', () => {
  assert.deepEqual(bodyOfText('abc\u202edef').notes, [
    { code: 'characters-dropped', what: 'invisible', count: 1 },
  ])
})

test('bodyOfText() loses no letter of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'ئ', ' ', '\n', 'ب', 'Ж') }), (text) => {
      const letters = (some: string): string => some.replace(/\s/g, '')
      assert.equal(letters(blockTexts(bodyOfText(text).body).join('')), letters(text))
    }),
  )
})
