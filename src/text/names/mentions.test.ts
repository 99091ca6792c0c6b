import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseLang } from '../lang.ts'
import { findKnownNames, findNameRuns } from './mentions.ts'

const register = [
  { personId: 'kadeer', spelling: 'Rebiya Kadeer' },
  { personId: 'kadeer', spelling: 'رابىيە قادىر' },
  { personId: 'kadeer', spelling: 'Рабийә Қадир' },
  { personId: 'kadeer', spelling: '热比娅·卡德尔' },
  { personId: 'orkesh', spelling: "Wu'erkaixi" },
  { personId: 'isa', spelling: 'Dolkun Isa' },
]

test('findKnownNames() finds a registered person in other spellings', () => {
  check('Today Rabiya Kadir spoke in Tokyo.', 'en', ['kadeer Rabiya Kadir'])
  check('KADEER, Rebiya (b. 1947)', 'en', ['kadeer KADEER, Rebiya'])
  check('Dolqun Eysa we Rabiye Qadir sözlidi', 'ug-Latn', [
    'isa Dolqun Eysa',
    'kadeer Rabiye Qadir',
  ])
  check("Student leader Wu'erkaixi said", 'en', ["orkesh Wu'erkaixi"])
})

test('findKnownNames() leaves the case ending of each language outside the name', () => {
  check('رابىيە قادىرنىڭ باياناتى', 'ug', ['kadeer رابىيە قادىر'])
  check('بۇ خەتنى رابىيە قادىرغا ئەۋەتتى', 'ug', ['kadeer رابىيە قادىر'])
  check('Рабийә Қадирниң баянати', 'ug-Cyrl', ['kadeer Рабийә Қадир'])
  check("Rabia Kadir'in açıklaması", 'tr', ['kadeer Rabia Kadir'])
  check('Rebiya Kadeer’s statement', 'en', ['kadeer Rebiya Kadeer'])
  check('Заявление Рабии Кадир и Долкуна Исы', 'ru', ['kadeer Рабии Кадир', 'isa Долкуна Исы'])
})

test('findKnownNames() finds Han names without spaces, simplified or not', () => {
  check('世维会主席热比娅·卡德尔说', 'zh-Hans', ['kadeer 热比娅·卡德尔'])
  check('主席熱比婭‧卡德爾說', 'zh-Hant', ['kadeer 熱比婭‧卡德爾'])
  check('热比娅卡德尔说', 'zh-Hans', ['kadeer 热比娅卡德尔'])
})

test('findKnownNames() does not take one shared word, or words of two sentences, for a person', () => {
  check('Ahmed Kadeer and Rebiya Sidiq came', 'en', [])
  check('They asked Rebiya. Kadeer is a surname', 'en', [])
  check('قادىر بۇ يەردە', 'ug', [])
})

test('findKnownNames() gives places in the text, in order, for any text', () => {
  const piece = fc.constantFrom(
    'Rebiya',
    'Kadeer',
    'رابىيە',
    'قادىرنىڭ',
    '热比娅·卡德尔',
    ' ',
    ' ',
    '. ',
    'x',
    '\uD800',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      let last = 0
      for (const { start, end } of findKnownNames(text, parseLang('ug'), register)) {
        assert.ok(start >= last && end > start && end <= text.length)
        last = end
      }
    }),
  )
})

test('findNameRuns() gives runs of capitalised words that may be names', () => {
  runs('On Monday Mr. Dana Rohrabacher met Sayragul Sauytbay in Geneva.', [
    'Dana Rohrabacher',
    'Sayragul Sauytbay',
  ])
  runs('The World Uyghur Congress said so.', [])
  runs('Имам Абдурехим Өткүр сөзлиди', ['Абдурехим Өткүр'])
  runs('Abu Bakr al-Baghdadi', ['Abu Bakr al-Baghdadi'])
  runs('the U.S. House', [])
  runs('', [])
})

function check(text: string, lang: string, expected: readonly string[]): void {
  const found = findKnownNames(text, parseLang(lang), register)
  assert.deepEqual(
    found.map(({ personId, start, end }) => `${personId} ${text.slice(start, end)}`),
    expected,
    text,
  )
}

function runs(text: string, expected: readonly string[]): void {
  assert.deepEqual(
    findNameRuns(text).map((run) => run.text),
    expected,
  )
}
