// Dates in eleven languages and scripts: the patterns, and that no letter of another script gets in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { civilDate, nextDay, splitDate, weekdayOf } from './civil.ts'
import {
  formatDateline,
  formatDay,
  formatMonth,
  formatYear,
  listPieces,
  monthName,
} from './dates.ts'
import { parseLang, scriptOf } from './lang.ts'
import { dateWords } from './tables/dates.ts'
import { worded } from './words.ts'

const when = { date: '2020-05-28', time: '13:21' }
const anyDate = fc
  .tuple(
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map(([year, month, day]) => civilDate(year, month, day))
  .filter((date) => date !== null)

test('formatDateline() writes weekday, day and time as each language does', () => {
  const expected: Record<string, string> = {
    en: 'Thursday, 28 May 2020, 13:21',
    ug: '2020-يىلى 28-ماي، پەيشەنبە، 13:21',
    'ug-Latn': '2020-yili 28-May, Peyshenbe, 13:21',
    'ug-Cyrl': '2020-йили 28-май, пәйшәнбә, 13:21',
    tr: '28 Mayıs 2020 Perşembe, 13:21',
    kk: '2020 жылғы 28 мамыр, бейсенбі, 13:21',
    'zh-Hans': '2020年5月28日星期四 13:21',
    ar: 'الخميس، 28 مايو 2020، 13:21',
    ru: 'четверг, 28 мая 2020 г., 13:21',
    de: 'Donnerstag, 28. Mai 2020, 13:21 Uhr',
    fr: 'jeudi 28 mai 2020, 13:21',
  }
  for (const lang of worded) assert.equal(formatDateline(when, lang), expected[lang])
})

test('formatDateline() leaves the time out when only the day is known', () => {
  assert.equal(
    formatDateline({ date: '2020-03-08', time: null }, parseLang('en')),
    'Sunday, 8 March 2020',
  )
  assert.equal(formatDay('2024-01-01', parseLang('fr')), '1er janvier 2024')
})

test('formatMonth(), monthName() and formatYear() use the month as it stands alone', () => {
  assert.equal(formatMonth('2020-05', parseLang('en')), 'May 2020')
  assert.equal(formatMonth('2020-05', parseLang('ug')), '2020-يىلى ماي')
  assert.equal(formatMonth('2020-05', parseLang('ru')), 'май 2020 г.')
  assert.equal(formatMonth('2020-12', parseLang('zh-Hans')), '2020年12月')
  assert.equal(monthName('2020-08', parseLang('ru')), 'август')
  assert.equal(formatYear('2020', parseLang('ug-Cyrl')), '2020-йил')
})

test('listPieces() joins with the words of the language and leaves the parts whole', () => {
  const check = (parts: readonly string[], tag: string, expected: string): void =>
    assert.equal(listPieces(parts, parseLang(tag)).join(''), expected)
  check(['A', 'B', 'C'], 'en', 'A, B and C')
  check(['A', 'B', 'C'], 'ug', 'A، B ۋە C')
  check(['A', 'B'], 'ug-Cyrl', 'A вә B')
  check(['A'], 'tr', 'A')
  check([], 'tr', '')
  assert.deepEqual(listPieces([{ id: 1 }, { id: 2 }], parseLang('de')), [
    { id: 1 },
    ' und ',
    { id: 2 },
  ])
})

test('a dateline has letters of its own script only, whatever the day', () => {
  const scripts: Record<string, RegExp> = {
    Latn: /^[\p{Script=Latin}\P{L}]+$/u,
    Cyrl: /^[\p{Script=Cyrillic}\P{L}]+$/u,
    Arab: /^[\p{Script=Arabic}\P{L}]+$/u,
    Hans: /^[\p{Script=Han}\P{L}]+$/u,
  }
  fc.assert(
    fc.property(anyDate, fc.constantFrom(...worded), (date, lang) => {
      const text =
        formatDateline({ date, time: '09:05' }, lang) + formatMonth(date.slice(0, 7), lang)
      assert.match(text, scripts[scriptOf(lang)] ?? /^$/)
      assert.doesNotMatch(text, /[{}٠-٩۰-۹\u200E\u200F\u2066-\u2069]/)
    }),
  )
})

test('every table has twelve months and seven weekdays', () => {
  for (const [lang, words] of Object.entries(dateWords)) {
    assert.equal(words.months.split(' ').length, 12, lang)
    assert.equal((words.monthsAlone ?? words.months).split(' ').length, 12, lang)
    assert.equal(words.weekdays.split(' ').length, 7, lang)
  }
})

test('what is no day, month or minute is refused', () => {
  const en = parseLang('en')
  for (const date of ['2020-02-30', '2020-13-01', '2020-5-1', '', '0000-01-01x', '2019-02-29'])
    assert.throws(() => formatDay(date, en), RangeError, date)
  assert.throws(() => formatMonth('2020-00', en), RangeError)
  assert.throws(() => formatYear('20', en), RangeError)
  assert.throws(() => formatDateline({ date: '2020-05-28', time: '24:00' }, en), RangeError)
})

test('weekdays and days after follow the Gregorian calendar', () => {
  assert.equal(weekdayOf('2020-05-28'), 4)
  assert.equal(weekdayOf('2020-03-08'), 0)
  assert.equal(nextDay('2020-02-29'), '2020-03-01')
  assert.equal(nextDay('2020-12-31'), '2021-01-01')
  assert.equal(nextDay('9999-12-31'), null)
  fc.assert(
    fc.property(anyDate, (date) => {
      const oracle = Temporal.PlainDate.from(date)
      assert.equal(weekdayOf(date), oracle.dayOfWeek % 7)
      if (date !== '9999-12-31') assert.equal(nextDay(date), oracle.add({ days: 1 }).toString())
      assert.deepEqual(splitDate(date), [oracle.year, oracle.month, oracle.day])
    }),
  )
})
