import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { wholeText } from '../../../test/desk.ts'
import { bodyOfParagraphs, checkBody } from '../../model/body.ts'
import { type Choice, compareBodies, compareLists, isMinor, mergeTexts } from './changes.ts'

const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })

test('compareLists() keeps every item of both lists, in order, and marks what is the same', () => {
  fc.assert(
    fc.property(letters, letters, (before, after) => {
      const stretches = compareLists(before, after, (item) => item)
      assert.deepEqual(
        stretches.flatMap((stretch) => stretch.before),
        before,
      )
      assert.deepEqual(
        stretches.flatMap((stretch) => stretch.after),
        after,
      )
      for (const { same, before, after } of stretches) if (same) assert.deepEqual(before, after)
    }),
  )
})

test('isMinor() lets a slip of the pen pass, and nothing that changes what is said', () => {
  const check = (before: string, after: string, expected: boolean) =>
    assert.equal(isMinor(before, after), expected, `${before} / ${after}`)
  check('The headmistres waits.', 'The headmistress waits.', true)
  check('مەكتەب ئېچىلدى.', 'مەكتەپ ئېچىلدى.', true)
  check('Forty children came', 'Forty children came.', true)
  check('It opened in 2020.', 'It opened in 2021.', false)
  check('They came.', 'They did not come.', false)
  check('He is free.', 'He is not free.', false)
})

const blocks = fc.array(fc.constantFrom('one', 'two', 'three', 'four'), {
  minLength: 1,
  maxLength: 6,
})

test('mergeTexts() gives either text whole, and all of both when both are chosen', () => {
  fc.assert(
    fc.property(blocks, blocks, blocks, (first, second, third) => {
      const [base, mine, theirs] = [first, second, third].map((paragraphs) =>
        wholeText({ headline: 'x', body: bodyOfParagraphs(paragraphs) }),
      )
      const hunks = compareBodies(base!.body, mine!.body, theirs!.body)
      const open = hunks.filter(({ kind }) => kind !== 'same').length
      const all = (choice: Choice) =>
        mergeTexts(
          { base: base!, mine: mine!, theirs: theirs! },
          { fields: {}, hunks: Array(open).fill(choice) },
        )
      assert.deepEqual(all('mine').body, mine!.body)
      assert.deepEqual(all('theirs').body, theirs!.body)
      const both = JSON.stringify(checkBody(all('both').body))
      for (const text of [...second, ...third]) assert.ok(both.includes(`"${text}"`))
    }),
  )
})

test('compareBodies() says who changed a place', () => {
  const bodyOf = (...paragraphs: string[]) => bodyOfParagraphs(paragraphs)
  const kinds = compareBodies(
    bodyOf('a', 'b', 'c', 'd', 'e'),
    bodyOf('a', 'B', 'c', 'd', 'E mine'),
    bodyOf('a', 'b', 'c', 'D', 'e'),
  ).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['same', 'mine', 'same', 'both'])
})
