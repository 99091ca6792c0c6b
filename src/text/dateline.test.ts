// Datelines in: what is certain is read, what is not stays open, and nothing is ever guessed.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyString } from '../../test/strings.ts'
import { civilDate, weekdayOf } from './civil.ts'
import { type DatelineHints, formatReading, parseDateline, readDatelines } from './dateline.ts'
import { fold } from './dateline-parts.ts'
import { formatDateline, formatDay } from './dates.ts'
import { parseLang } from './lang.ts'
import { dateNames } from './tables/dateline-names.ts'
import { worded } from './words.ts'

const anyDate = fc
  .tuple(
    fc.integer({ min: 1900, max: 2199 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map(([year, month, day]) => civilDate(year, month, day))
  .filter((date) => date !== null)
const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))

function check(cases: readonly (readonly [string, string])[], hints: DatelineHints = {}): void {
  for (const [text, expected] of cases)
    assert.equal(formatReading(parseDateline(text, hints)), expected, text)
}

test('parseDateline() reads a Turkish weekday over an English article', () => {
  check([
    ['Per, 05/28/2020 - 13:21 -- Kanat', '2020-05-28T13:21'],
    ['Cu, 04/03/2020 - 16:09 -- Kanat', '2020-04-03T16:09'],
    ['Pa, 03/08/2020 - 17:49', '2020-03-08T17:49'],
    ['Çar, 02/05/2020 - 08:15', '2020-02-05T08:15'],
  ])
  const reading = parseDateline('Pa, 03/08/2020 - 17:49 -- Kanat')
  assert.deepEqual(reading, {
    kind: 'read',
    raw: 'Pa, 03/08/2020 - 17:49 -- Kanat',
    poster: 'Kanat',
    date: '2020-03-08',
    time: '17:49',
    offset: null,
    precision: 'minute',
    settledBy: 'weekday',
  })
})

test('a newest-first page settles the day that its weekday leaves open', () => {
  const page = ['Cu, 02/28/2020 - 19:17', 'Çar, 02/12/2020 - 05:36', 'Çar, 02/05/2020 - 08:15']
  assert.equal(formatReading(parseDateline(page[1] ?? '')), '? day or month first?')
  const readings = readDatelines(page, { newestFirst: true })
  assert.deepEqual(readings.map(formatReading), [
    '2020-02-28T19:17',
    '2020-02-12T05:36',
    '2020-02-05T08:15',
  ])
  assert.equal(readings[1]?.kind === 'read' && readings[1].settledBy, 'neighbours')
  assert.equal(readDatelines(page)[1]?.kind, 'open')
})

test('lines of one form follow the order of their settled neighbours when they all agree', () => {
  const page = ['05/28/2020', '04/03/2020', '03/20/2020']
  const read = (lines: readonly string[]) =>
    readDatelines(lines, { newestFirst: true }).map(formatReading)
  assert.deepEqual(read(page), ['2020-05-28', '2020-04-03', '2020-03-20'])
  // One settled neighbour is no habit; a page that contradicts itself has none.
  assert.deepEqual(read(['05/28/2020', '04/03/2020'])[1], '? day or month first?')
  assert.deepEqual(read(['05/28/2020', '28/04/2020', '04/03/2020'])[2], '? day or month first?')
  // 05/05/2020 is no evidence for either order, and two texts may have one day.
  assert.equal(read(['05/28/2020', '05/27/2020', '05/05/2020', '05/04/2020'])[3], '2020-05-04')
  assert.equal(read(['12/03/2020', '03/12/2020', '13/02/2020'])[1], '? day or month first?')
  assert.equal(read(['2020-03-05', '05/03/2020', '2020-03-05'])[1], '2020-03-05')
  // Not newest first: nothing is learnt.
  assert.deepEqual(read(['03/20/2020', '04/03/2020', '05/28/2020'])[1], '? day or month first?')
})

test('a name several languages share is read in the language that fits the page', () => {
  // "Pt" is Monday in Turkish and Friday in Polish, "Sa" Tuesday in Turkish and Saturday in German.
  const page = ['Per, 05/28/2020', 'Sa, 05/26/2020', 'Pt, 05/25/2020']
  assert.deepEqual(readDatelines(page).map(formatReading), [
    '2020-05-28',
    '2020-05-26',
    '2020-05-25',
  ])
  const wrong = readDatelines(['Per, 05/28/2020', 'Sa, 05/30/2020'])
  assert.equal(wrong[1]?.kind, 'impossible')
  check([['Sa, 30.05.2020', '2020-05-30']], { lang: parseLang('de') })
  check([['Sa, 30.05.2020', '? "Sa" is not the weekday of 2020-05-30']], { lang: parseLang('tr') })
})

test('a weekday that fits no order makes the line impossible', () => {
  check([
    ['Pa, 05/28/2020', '? "Pa" is not the weekday of 2020-05-28'],
    ['Friday, 03/08/2020', '? "Friday" is not the weekday of 2020-08-03 or 2020-03-08'],
    ['Monday, 28 May 2020', '? "Monday May" is not the weekday of 2020-05-28'],
    ['Sunday 2020-05-28T13:21Z', '? "Sunday" is not the weekday of 2020-05-28'],
  ])
})

test('days and times that do not exist are impossible', () => {
  check([
    ['31.02.2020', '? no such day in the calendar'],
    ['30 February 2020', '? no such day in the calendar'],
    ['13/13/2020', '? no such day in the calendar'],
    ['2020-05-28 24:01', '? no such time: 24:01'],
    ['2020-05-28 13:60', '? no such time: 13:60'],
    ['2020-05-28 24:10 pm', '? no such time: 24:10 pm'],
  ])
  assert.equal(parseDateline('29.02.2019').kind, 'impossible')
})

test('what a line does not say stays open', () => {
  check([
    ['03/04/2020', '? day or month first?'],
    ['03.04.2020', '? day or month first?'],
    ['05/28/20', '? the year has two digits'],
    ['28 May 20', '? the year has two digits'],
    ['28 May', '? the year is missing'],
    ['May 2020', '? the day is missing'],
    ['۱۳۹۹/۰۳/۰۸', '? the year 1399 is of another calendar'],
    ['8 خرداد ۱۳۹۹', '? a month of another calendar'],
    ['2563-05-28', '? the year 2563 is of another calendar'],
    ['2020-28-05', '? year, day, month is unusual'],
    ['2020-05-28 13:21 IST', '? cannot read "IST" in it'],
    ['28 May 2020, 10:00-11:00', '? cannot read "-11:00" in it'],
    ['Rebiya Kadeer, 28 May 2020', '? cannot read "Rebiya" in it'],
    ['', '? no date in ""'],
  ])
  const open = parseDateline('03/08/2020')
  assert.deepEqual(open.kind === 'open' && open.candidates, ['2020-03-08', '2020-08-03'])
})

test('full stops mean day first in the languages that write so', () => {
  check([['03.04.2020', '2020-04-03']], { lang: parseLang('de') })
  check([['03/04/2020', '? day or month first?']], { lang: parseLang('de') })
  check([['03.04.2020', '? day or month first?']], { lang: parseLang('en') })
})

test('machine forms keep their offset', () => {
  check([
    ['2020-05-28T13:21:00Z', '2020-05-28T13:21Z'],
    ['2020-05-28T13:21:09.123+03:00', '2020-05-28T13:21+03:00'],
    ['2020-05-28T13:21-05:00', '2020-05-28T13:21-05:00'],
    ['20200528T132100Z', '2020-05-28T13:21Z'],
    ['Thu, 28 May 2020 13:21:00 +0300', '2020-05-28T13:21+03:00'],
    ['Thu, 28 May 2020 13:21:00 GMT', '2020-05-28T13:21Z'],
    ['Thu May 28 13:21:00 EDT 2020', '2020-05-28T13:21-04:00'],
    ['28/May/2020:13:21:00 +0000', '2020-05-28T13:21Z'],
    ['2020-05-28 13:21 UTC+3', '2020-05-28T13:21+03:00'],
    ['2020-05-28', '2020-05-28'],
  ])
})

test('printed forms of many languages are read', () => {
  check([
    ['May 28, 2020 at 1:21 p.m.', '2020-05-28T13:21'],
    ['12:05 am, May 28th, 2020', '2020-05-28T00:05'],
    ['12:05 PM 2020/05/28', '2020-05-28T12:05'],
    ['05/28/2020 - 24:00', '2020-05-29T00:00'],
    ['Thu, 12/31/2020 - 24:00', '2021-01-01T00:00'],
    ['2020年5月28日 星期四 下午1:21', '2020-05-28T13:21'],
    ['2020年5月28日(木) 13時21分', '2020-05-28T13:21'],
    ['2020년 5월 28일 목요일 오후 1:21', '2020-05-28T13:21'],
    ['الخميس ٢٨ مايو ٢٠٢٠ - ١٣:٢١', '2020-05-28T13:21'],
    ['28 Mayıs 2020 Perşembe saat 13:21', '2020-05-28T13:21'],
    ['28 мая 2020 г. в 13:21', '2020-05-28T13:21'],
    ['Donnerstag, den 28. Mai 2020 um 13.21 Uhr', '2020-05-28T13:21'],
    ['jeudi 28 mai 2020 à 13h21', '2020-05-28T13:21'],
    ['çərşənbə axşamı, 26 may 2020', '2020-05-26'],
    ['mar 3 mar 2020', '2020-03-03'],
    ['2020-yili 28-May, Peyshenbe', '2020-05-28'],
    ['2020-yili 28-Féwral', '2020-02-28'],
  ])
})

test('the poster stands after the dash or in a phrase, never in the date', () => {
  const poster = (text: string) => parseDateline(text).poster
  assert.equal(poster('Per, 05/28/2020 - 13:21 -- Kanat'), 'Kanat')
  assert.equal(poster('Submitted by Omer Kanat on Thu, 05/28/2020 - 13:21'), 'Omer Kanat')
  assert.equal(poster('Kanat tarafından Per, 05/28/2020 - 13:21 tarihinde gönderildi'), 'Kanat')
  assert.equal(poster('28 May 2020 | Kanat'), 'Kanat')
  assert.equal(poster('May 28, 2020 by Kanat'), 'Kanat')
  assert.equal(poster('28.05.2020 – 13:21'), null)
  assert.equal(poster('2020-05-28 -- Thursday'), null)
  assert.equal(poster('Thu, 05/28/2020 - 13:21'), null)
})

test('a zone gives the offset, and an hour the clocks skipped is impossible', () => {
  check(
    [
      ['2020-05-28 13:21', '2020-05-28T13:21+02:00'],
      ['2020-05-28 13:21 UTC', '2020-05-28T13:21Z'],
      ['2020-05-28', '2020-05-28'],
      ['2020-03-29 02:30', '? the clocks of Europe/Berlin skipped 2020-03-29 02:30'],
      ['2020-10-25 02:30', '2020-10-25T02:30'],
    ],
    { zone: 'Europe/Berlin' },
  )
})

test('both weekday tables of Drupal are known in every language they come in', () => {
  const rows = readFileSync(new URL('fixtures/drupal-weekday-abbr.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
  assert.ok(rows.length > 10)
  for (const row of rows) {
    const [lang = '', , ...days] = row.split('\t')
    for (const [weekday, name] of days.entries()) {
      const date = `2020-05-${24 + weekday}`
      const [, month, day] = date.split('-')
      const hints = { lang: parseLang(lang) }
      assert.equal(
        formatReading(parseDateline(`${name}, ${month}/${day}/2020 - 13:21`, hints)),
        `${date}T13:21`,
        row,
      )
    }
  }
})

test('names of one language never clash with each other', () => {
  for (const [lang, { weekdays, months }] of Object.entries(dateNames))
    for (const names of [weekdays, months]) {
      const seen = new Map<string, number>()
      for (const [at, cell] of names.split(' ').entries())
        for (const name of new Set(cell.split('/').map(fold))) {
          assert.ok((seen.get(name) ?? at) === at || lang === 'az', `${lang} ${name}`)
          seen.set(name, at)
        }
    }
})

test('what formatDateline() writes, parseDateline() reads, in every language', () => {
  fc.assert(
    fc.property(anyDate, anyTime, fc.constantFrom(...worded), (date, time, lang) => {
      assert.equal(
        formatReading(parseDateline(formatDateline({ date, time }, lang))),
        `${date}T${time}`,
      )
      assert.equal(formatReading(parseDateline(formatDateline({ date, time: null }, lang))), date)
      assert.equal(formatReading(parseDateline(formatDay(date, lang), { lang })), date)
    }),
    { numRuns: 300 },
  )
})

test('a numeric date is read as itself or not at all', () => {
  const weekdays = ['Sun', 'Pzt', 'Sal', 'Çar', 'Per', 'Cum', 'Cmt']
  fc.assert(
    fc.property(
      anyDate,
      fc.constantFrom('/', '.', '-'),
      fc.boolean(),
      fc.boolean(),
      (date, sep, monthFirst, named) => {
        const [year, month, day] = date.split('-')
        const numbers = (monthFirst ? [month, day, year] : [day, month, year]).join(sep)
        const reading = parseDateline(named ? `${weekdays[weekdayOf(date)]}, ${numbers}` : numbers)
        if (reading.kind === 'read') assert.equal(reading.date, date)
        else assert.ok(reading.kind === 'open' && reading.candidates.includes(date), reading.reason)
      },
    ),
    { numRuns: 500 },
  )
})

test('a newest-first page of any dates is read right or left open', () => {
  fc.assert(
    fc.property(fc.array(anyDate, { maxLength: 12 }), fc.boolean(), (dates, monthFirst) => {
      const list = dates.toSorted().reverse()
      const lines = list.map((date) => {
        const [year, month, day] = date.split('-')
        return monthFirst ? `${month}/${day}/${year}` : `${day}/${month}/${year}`
      })
      for (const [at, reading] of readDatelines(lines, { newestFirst: true }).entries()) {
        assert.notEqual(reading.kind, 'impossible')
        if (reading.kind === 'read') assert.equal(reading.date, list[at])
      }
    }),
  )
})

test('parseDateline() takes any text without throwing', () => {
  const pieces = fc.constantFrom(
    ...'Per|Mar|May|28|2020|05|/|.|-|:|13:21|am|ص|年|月|日|T|Z|+03:00|--|Kanat|by| |١|۳|ئ'.split(
      '|',
    ),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        anyString,
        fc.array(pieces).map((all) => all.join('')),
      ),
      (text) => {
        const reading = parseDateline(text)
        assert.equal(reading.raw, text)
        assert.equal(readDatelines([text, text], { newestFirst: true }).length, 2)
        assert.match(
          formatReading(reading),
          /^(?:\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?|\? .+)$/s,
        )
      },
    ),
    { numRuns: 200 },
  )
  assert.equal(parseDateline('1'.repeat(1e6)).kind, 'open')
})
