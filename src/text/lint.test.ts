import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cpuMs } from '../../test/cpu.ts'
import { parseLang } from './lang.ts'
import { type Finding, lint } from './lint.ts'

const people = ['Rebiya Kadeer', 'Ilham Tohti', 'Рабийә Қадир', 'رابىيە قادىر', 'Al']

/** Findings as [kind, text, fix]. */
const found = (text: string, tag = 'en') =>
  lint(text, parseLang(tag), { people }).map(({ kind, text, fix }) => [kind, text, fix])

test('lint() finds nothing in clean text of each script', () => {
  const check = (text: string, tag: string) => assert.deepEqual(found(text, tag), [], text)
  check(
    'Rebiya Kadeer, REBIYA KADEER and Ilham Tohti’s daughter spoke. BBC, AI, H2O 🏳️‍🌈👨‍👩‍👧',
    'en',
  )
  check('رابىيە قادىر: «مەن BBCغا سۆزلىدىم»، 2020-يىلى', 'ug')
  check('Рабийә Қадир BBCниң мухбириға', 'ug-Cyrl')
  check('می‌آید \u2068abc\u2069 葛\u{E0100}', 'fa')
  check('\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}', 'en')
})

test('lint() finds overrides, and isolates without their pair', () => {
  assert.deepEqual(found('a\u202Eb\u202C c'), [
    ['bidi-override', '\u202E', ''],
    ['bidi-override', '\u202C', ''],
  ])
  assert.deepEqual(found('\u2067a\nb\u2069'), [
    ['open-isolate', '\u2067', ''],
    ['open-isolate', '\u2069', ''],
  ])
  assert.deepEqual(found('\u2067a \u2066b\u2069\u2069'), [])
})

test('lint() finds what nobody sees', () => {
  const tags = '\u{E0068}\u{E0069}'
  assert.deepEqual(found(`hi${tags} fr\u200Bee wo\u200Drd`), [
    ['hidden-text', tags, ''],
    ['invisible', '\u200B', ''],
    ['invisible', '\u200D', ''],
  ])
})

test('lint() finds words of two alphabets, and says the word in one where it can', () => {
  assert.deepEqual(found('Mоsсow'), [['mixed-scripts', 'Mоsсow', 'Moscow']])
  assert.deepEqual(found('қoл', 'ug-Cyrl'), [['mixed-scripts', 'қoл', 'қол']])
  assert.deepEqual(found('wжord'), [['mixed-scripts', 'wжord', null]])
})

test('lint() finds what passes for a person of the register', () => {
  const check = (text: string, name: string) =>
    assert.deepEqual(
      found(`Today ${text} spoke`).filter(([kind]) => kind === 'impersonation'),
      [['impersonation', text, name]],
    )
  check('Rеbiya Kadeer', 'Rebiya Kadeer')
  check('llham Tohti', 'Ilham Tohti')
  check('Reb\u200Biya Kadeer', 'Rebiya Kadeer')
  check('𝐑𝐞𝐛𝐢𝐲𝐚 Kadeer', 'Rebiya Kadeer')
  check('Рaбийә Қадир', 'Рабийә Қадир')
})

test('lint() finds presentation forms and letters of other keyboards, with the right ones', () => {
  assert.deepEqual(found('ﺋﯘﻳﻐﯘﺭ خەلقی', 'ug'), [
    ['presentation-form', 'ﺋﯘﻳﻐﯘﺭ', 'ئۇيغۇر'],
    ['wrong-letter', 'ی', 'ى'],
  ])
})

const messy = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Rebiya',
        'Rеbiya',
        'Kadeer',
        ' ',
        '\n',
        'ﻼ',
        'ه',
        '\u202E',
        '\u2067',
        '\u2069',
      ),
      fc.constantFrom('\u200B', '\u{E0041}', 'о', 'o', 'ж', '\u0301', '\uD800'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 15 },
  )
  .map((parts) => parts.join(''))

test('lint() names the text at its offsets, in order, and a fix is never the same text', () => {
  fc.assert(
    fc.property(messy, fc.constantFrom('ug', 'ug-Cyrl', 'en'), (text, tag) => {
      let last: Finding | undefined
      for (const one of lint(text, parseLang(tag), { people })) {
        assert.equal(text.slice(one.start, one.end), one.text)
        assert.ok(one.end > one.start && one.start >= (last?.start ?? 0))
        assert.notEqual(one.fix, one.text)
        assert.ok(one.explanation.endsWith('.'))
        last = one
      }
    }),
    { numRuns: 1000 },
  )
})

test('lint() takes linear time on hostile text', () => {
  for (const unit of [
    '\u0654',
    '\u2067',
    '\u202E',
    'aж',
    'a ',
    "'",
    '\u200B',
    '\u{E0041}',
    '\uD800',
  ]) {
    const cost = (size: number) => {
      const text = unit.repeat(size / unit.length)
      return cpuMs(() => lint(text, parseLang('ug'), { people }))
    }
    cost(2000)
    const [short, long] = [Math.max(cost(1000), 1), cost(50_000)]
    assert.ok(long < short * 400, `${JSON.stringify(unit)}: ${short} ms, ${long} ms`)
  }
})
