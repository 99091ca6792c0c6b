import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nameTokensMax, parseName } from './parse.ts'

test('parseName() gives the words in spoken order', () => {
  check('Rebiya Kadeer', 'Rebiya Kadeer')
  check('KADEER, Rebiya', 'Rebiya KADEER')
  check('热比娅·卡德尔', '热比娅 卡德尔')
  check('吾麦尔‧卡纳特', '吾麦尔 卡纳特')
  check('ラビア・カーディル', 'ラビア カーディル')
  check('ｒｅｂｉｙａ\u00A0 ｋａｄｅｅｒ', 'rebiya kadeer')
  check('رابىيـــە\u200F قادىر', 'رابىيە قادىر')
  check('Dilxat Raxit (WUC)', 'Dilxat Raxit')
  assert.equal(parseName('KADEER, Rebiya').order, 'inverted')
  assert.equal(parseName('Rebiya Kadeer').order, 'as-written')
})

test('parseName() sets titles aside and names the particles', () => {
  const parsed = parseName('Dr. Abu Bakr al-Haj ependi')
  assert.deepEqual(parsed, {
    tokens: ['Abu', 'Bakr', 'al', 'Haj'],
    order: 'as-written',
    particles: ['abu', 'al'],
    titles: ['Dr', 'ependi'],
  })
  assert.deepEqual(parseName('Imam').tokens, ['Imam'])
})

test('parseName() takes any text and gives a bounded number of words with letters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      const { tokens } = parseName(text)
      assert.ok(tokens.length <= nameTokensMax)
      assert.ok(tokens.every((token) => /\p{L}/u.test(token)))
    }),
  )
})

function check(text: string, expected: string): void {
  assert.equal(parseName(text).tokens.join(' '), expected)
}
