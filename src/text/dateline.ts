// Reads the dates old sites print beside their texts: "Per, 05/28/2020 - 13:21 -- Kanat". A weekday
// settles day and month, neighbours in a newest-first list the rest; what stays open is never guessed.
import { civilDate, nextDay, weekdayOf } from './civil.ts'
import { cutDateline, type DatelineParts, type NameMeaning } from './dateline-parts.ts'
import { type Lang, languageOf } from './lang.ts'
import { dottedDates } from './tables/dateline-names.ts'
import { offsetsAt } from './zone.ts'

interface Printed {
  /** The line as it was given. */
  readonly raw: string
  /** Who posted, after `--` or in "Submitted by ... on"; null when nobody is named. */
  readonly poster: string | null
}

export type DatelineReading =
  | (Printed & {
      readonly kind: 'read'
      /** Local Gregorian date, "2020-05-28". */
      readonly date: string
      /** Local time, "13:21", seconds cut off; null when only the day is printed. */
      readonly time: string | null
      /** 'Z' or "+03:00" when the line, or the zone given, says so; else null. */
      readonly offset: string | null
      readonly precision: 'day' | 'minute'
      readonly settledBy: SettledBy
    })
  | (Printed & {
      /** Several days fit, or what is needed to know the day is missing. */
      readonly kind: 'open'
      readonly reason: string
      /** The days it may be, earliest first; empty when it is no date at all. */
      readonly candidates: readonly string[]
      readonly time: string | null
      readonly offset: string | null
    })
  | (Printed & {
      /** No such day or time, or a weekday that fits no reading. */
      readonly kind: 'impossible'
      readonly reason: string
    })

export type SettledBy = 'form' | 'weekday' | 'language' | 'neighbours'

export interface DatelineHints {
  /** The site's language: settles names that several languages share, and `03.04.2020`. */
  readonly lang?: Lang
  /** The zone the site printed its times in. */
  readonly zone?: string
}

type Order = 'dmy' | 'mdy' | 'ymd' | 'ydm' | 'named'
interface Candidate {
  readonly date: string
  readonly order: Order
}
/** A line with all the days it may be, before neighbours are asked. */
interface Draft extends Printed {
  readonly parts: DatelineParts
  readonly candidates: readonly Candidate[]
  readonly settledBy: SettledBy
  readonly problem: { readonly kind: 'open' | 'impossible'; readonly reason: string } | null
}

/** Longer lines are text. */
const lineMax = 160
const orderOpen = 'day or month first?'

/** Reads one line by itself. Total: whatever it cannot read is 'open' or 'impossible', with a reason. */
export function parseDateline(text: string, hints: DatelineHints = {}): DatelineReading {
  const parts = cut(text)
  return finish(draft(text, parts, { ...hints, shared: languagesOf([parts]) }), hints)
}

/**
 * Reads the datelines of one page, in its order. Names that several languages share are read in a
 * language that fits the whole page; `newestFirst` lets neighbours and the page's habit settle more.
 */
export function readDatelines(
  lines: readonly string[],
  options: DatelineHints & { readonly newestFirst?: boolean } = {},
): DatelineReading[] {
  const cuts = lines.map(cut)
  const hints = { ...options, shared: languagesOf(cuts) }
  const drafts = cuts.map((parts, at) => draft(lines[at] ?? '', parts, hints))
  const settled = options.newestFirst === true ? voted(drafts) : drafts
  return settled.map((one) => finish(one, options))
}

/** `2020-05-28T13:21`, a date alone, with `Z` or an offset when known, or `? reason`. */
export function formatReading(reading: DatelineReading): string {
  if (reading.kind !== 'read') return `? ${reading.reason}`
  const time = reading.time === null ? '' : `T${reading.time}${reading.offset ?? ''}`
  return reading.date + time
}

/** What cannot be a date is not looked at: importers ask about every line of a page. */
function cut(line: string): DatelineParts {
  return cutDateline(line.length > lineMax || !/\p{Nd}/u.test(line) ? '' : line)
}

function draft(
  raw: string,
  parts: DatelineParts,
  hints: DatelineHints & { readonly shared: readonly string[] },
): Draft {
  const blank = { raw, poster: parts.poster, parts, candidates: [], settledBy: 'form' as const }
  const fail = (
    kind: 'open' | 'impossible',
    reason: string,
    candidates: readonly Candidate[] = [],
  ) => ({
    ...blank,
    candidates,
    problem: { kind, reason },
  })
  const [first] = parts.unknown
  if (parts.otherCalendar) return fail('open', 'a month of another calendar')
  const meant = (meanings: readonly NameMeaning[]) => preferred(meanings, hints.lang, hints.shared)
  const readings = parts.numeric ? numericDates(parts) : namedDates(parts, meant)
  if (readings === null) return fail('open', `no date in "${raw.slice(0, 60)}"`)
  if (first !== undefined) return fail('open', `cannot read "${first}" in it`)
  if (typeof readings === 'string') return fail('open', readings)
  if (parts.time?.minutes === null) return fail('impossible', `no such time: ${parts.time.raw}`)
  const { valid, twoDigitYear, weekdays } = readings(meant)
  if (valid.length === 0) return fail('impossible', 'no such day in the calendar')
  const odd = valid.find(({ date }) => date < '1900' || date >= '2200')
  if (odd !== undefined)
    return fail('open', `the year ${odd.date.slice(0, 4)} is of another calendar`)
  if (valid[0]?.order === 'ydm') return fail('open', 'year, day, month is unusual', valid)
  const fitting = valid.filter(
    ({ date }) => weekdays === null || weekdays.includes(weekdayOf(date)),
  )
  if (fitting.length === 0) return fail('impossible', weekdayReason(parts, valid))
  if (twoDigitYear) return fail('open', 'the year has two digits', fitting)
  if (fitting.length === 1)
    return {
      ...blank,
      candidates: fitting,
      settledBy: valid.length === 1 ? 'form' : 'weekday',
      problem: null,
    }
  const dotted = parts.numeric?.separator === '.' && hints.lang !== undefined
  const byHabit = dotted && dottedDates.includes(languageOf(hints.lang))
  const dayFirst = fitting.filter(({ order }) => order === 'dmy')
  if (byHabit && dayFirst.length === 1)
    return { ...blank, candidates: dayFirst, settledBy: 'language', problem: null }
  return fail('open', orderOpen, fitting)
}

type Meant = (meanings: readonly NameMeaning[]) => readonly NameMeaning[]
type Dates = (meant: Meant) => {
  readonly valid: readonly Candidate[]
  readonly twoDigitYear: boolean
  /** Days of the week that a printed weekday may be; null when none is printed. */
  readonly weekdays: readonly number[] | null
}

/** A date in three numbers; beside it every name must be the weekday. */
function numericDates(parts: DatelineParts): Dates | string | null {
  const [a = '', b = '', c = ''] = parts.numeric?.parts ?? []
  const yearLength = Math.max(a.length, c.length)
  if (yearLength === 3 || yearLength < 2) return null
  if (parts.numbers.length > 0) return `unread number "${parts.numbers[0]}"`
  const names = parts.names.map(({ meanings }) => meanings.filter(({ kind }) => kind === 'weekday'))
  const misfit = names.findIndex((meanings) => meanings.length === 0)
  if (misfit >= 0 || names.length > 1)
    return `unread word "${parts.names[Math.max(misfit, 0)]?.word}"`
  return (meant) => {
    const [weekday] = names
    const century = (year: string) => (year.length === 4 ? year : `20${year.padStart(2, '0')}`)
    const all: readonly (readonly [Order, string, string, string])[] =
      a.length === 4
        ? [
            ['ymd', a, b, c],
            ['ydm', a, c, b],
          ]
        : c.length === 4
          ? [
              ['dmy', c, b, a],
              ['mdy', c, a, b],
            ]
          : [
              ['dmy', c, b, a],
              ['mdy', c, a, b],
              ['ymd', a, b, c],
            ]
    const dates = all.flatMap(([order, year, month, day]) => {
      const date = civilDate(Number(century(year)), Number(month), Number(day))
      return date === null ? [] : [{ date, order }]
    })
    const isoFits = dates.some(({ order }) => order === 'ymd')
    return {
      valid: distinct(dates.filter(({ order }) => order !== 'ydm' || !isoFits)),
      twoDigitYear: yearLength === 2,
      weekdays: weekday === undefined ? null : meant(weekday).map(({ value }) => value),
    }
  }
}

/** A date with the month's name: one name is the month, at most one other the weekday. */
function namedDates(parts: DatelineParts, meant: Meant): Dates | string | null {
  const { names, numbers } = parts
  if (names.length === 0 || names.length > 2 || numbers.length === 0) return null
  const years = numbers.filter((number) => number.length === 4)
  const small = numbers.filter((number) => number.length <= 2)
  if (years.length + small.length !== numbers.length || years.length > 1 || small.length > 2)
    return 'too many numbers'
  const pick = (at: number, kind: NameMeaning['kind']) =>
    meant((names[at]?.meanings ?? []).filter((meaning) => meaning.kind === kind))
  const roles = names.map((_, at) => ({
    months: pick(at, 'month'),
    weekdays: names.length === 1 ? null : pick(1 - at, 'weekday'),
  }))
  const fitting = roles.filter(
    ({ months, weekdays }) => months.length > 0 && weekdays?.length !== 0,
  )
  if (fitting.length === 0) return null
  if (small.length === 0) return 'the day is missing'
  if (years.length === 0 && small.length === 1) return 'the year is missing'
  if (years.length === 1 && small.length !== 1) return 'too many numbers'
  const [one = '', two = ''] = small
  const pairs =
    years.length === 1
      ? [[years[0] ?? '', one]]
      : [
          [`20${two.padStart(2, '0')}`, one],
          [`20${one.padStart(2, '0')}`, two],
        ]
  return () => {
    const dates = fitting.flatMap(({ months, weekdays }) =>
      months.flatMap(({ value }) =>
        pairs.flatMap(([year, day]) => {
          const date = civilDate(Number(year), value, Number(day))
          return date === null ? [] : [{ date, order: 'named' as const, weekdays }]
        }),
      ),
    )
    const agreeing = dates.filter(
      ({ date, weekdays }) =>
        weekdays === null || weekdays.some(({ value }) => value === weekdayOf(date)),
    )
    const printed = dates.flatMap(({ weekdays }) => weekdays ?? []).map(({ value }) => value)
    return {
      valid: distinct(agreeing.length > 0 ? agreeing : dates),
      twoDigitYear: years.length === 0,
      weekdays: printed.length === 0 ? null : printed,
    }
  }
}

/** Names in the hinted language, else in a language that explains the whole page, else in any. */
function preferred(
  meanings: readonly NameMeaning[],
  lang: Lang | undefined,
  shared: readonly string[],
): readonly NameMeaning[] {
  const own = meanings.filter(
    (m) => lang !== undefined && (m.lang === lang || m.lang === languageOf(lang)),
  )
  if (own.length > 0) return own
  const fitting = meanings.filter((m) => shared.includes(m.lang))
  return fitting.length > 0 ? fitting : meanings
}

/** The languages in which every name on the page is a weekday or month; empty when there is none. */
function languagesOf(page: readonly DatelineParts[]): readonly string[] {
  const perName = page
    .flatMap(({ names }) => names)
    .map(({ meanings }) => new Set(meanings.map(({ lang }) => lang)))
  const [first, ...others] = perName
  return [...(first ?? [])].filter((lang) => others.every((langs) => langs.has(lang)))
}

/**
 * Neighbours vote. A newest-first list never rises, so a day must lie between those around it; and one
 * program printed the page, so lines with one separator have one order. A list that does rise is no
 * such page, and nothing is learnt from it.
 */
function voted(drafts: readonly Draft[]): readonly Draft[] {
  const isOpen = (one: Draft) => one.problem?.reason === orderOpen
  const fitting = descending(
    drafts.map((one) =>
      one.problem === null || isOpen(one) ? one.candidates.map(({ date }) => date) : [],
    ),
  )
  if (fitting === null) return drafts
  const habits = new Map<string | undefined, Order | null>()
  return drafts.map((one, at) => {
    if (!isOpen(one)) return one
    const separator = one.parts.numeric?.separator
    if (!habits.has(separator)) habits.set(separator, habitOf(drafts, separator))
    const between = one.candidates.filter(({ date }) => fitting[at]?.includes(date))
    const habit = habits.get(separator)
    const left = between.length > 1 ? between.filter(({ order }) => order === habit) : between
    if (left.length !== 1) return one
    return { ...one, candidates: left, settledBy: 'neighbours', problem: null }
  })
}

/** The order of all settled lines with this separator, when there are two or more and they agree. */
function habitOf(drafts: readonly Draft[], separator: string | undefined): Order | null {
  const orders = drafts
    .filter((one) => one.problem === null && one.parts.numeric?.separator === separator)
    // 05/05/2020 says nothing about the order.
    .filter((one) => new Set(one.parts.numeric?.parts).size === 3)
    .map((one) => one.candidates[0]?.order ?? 'named')
  const [first] = orders
  return first !== undefined && orders.length > 1 && orders.every((order) => order === first)
    ? first
    : null
}

/**
 * Of the days each line may be, those that fit a list that never rises; null when none fits it, and
 * then nothing can be learnt from the order. Empty places are skipped. Linear.
 */
function descending(places: readonly (readonly string[])[]): readonly (readonly string[])[] | null {
  let ceiling = '9999-12-31'
  const below = places.map((days) => {
    const kept = days.filter((day) => day <= ceiling)
    if (kept.length > 0) ceiling = kept.reduce((a, b) => (a > b ? a : b))
    return kept
  })
  let floor = '0000-01-01'
  const between = below.toReversed().map((days) => {
    const kept = days.filter((day) => day >= floor)
    if (kept.length > 0) floor = kept.reduce((a, b) => (a < b ? a : b))
    return kept
  })
  const fitting = between.toReversed()
  return fitting.every((days, at) => days.length > 0 || places[at]?.length === 0) ? fitting : null
}

function finish(one: Draft, hints: DatelineHints): DatelineReading {
  const { raw, poster, parts, settledBy, problem } = one
  const minutes = parts.time?.minutes ?? null
  const time = minutes === null ? null : clock(minutes % 1440)
  // 24:00 is the first minute of the next day; the weekday was that of the day before.
  const dates = one.candidates.flatMap(({ date }) =>
    minutes === 1440 ? (nextDay(date) ?? []) : date,
  )
  if (problem?.kind === 'impossible')
    return { kind: 'impossible', raw, poster, reason: problem.reason }
  const [date] = dates
  if (problem !== null || date === undefined) {
    const reason = problem?.reason ?? 'no such day in the calendar'
    return {
      kind: 'open',
      raw,
      poster,
      reason,
      candidates: [...new Set(dates)].sort(),
      time,
      offset: parts.offset,
    }
  }
  if (time === null)
    return { kind: 'read', raw, poster, date, time, offset: null, precision: 'day', settledBy }
  const offsets = zoneOffsets(date, time, parts, hints.zone)
  if (offsets.length === 0)
    return {
      kind: 'impossible',
      raw,
      poster,
      reason: `the clocks of ${hints.zone} skipped ${date} ${time}`,
    }
  const offset = offsets.length === 1 ? (offsets[0] ?? null) : null
  return { kind: 'read', raw, poster, date, time, offset, precision: 'minute', settledBy }
}

/** One offset when it is known; two when the hour was there twice, null for an unknown zone. */
function zoneOffsets(
  date: string,
  time: string,
  parts: DatelineParts,
  zone: string | undefined,
): readonly (string | null)[] {
  if (parts.offset !== null) return [parts.offset]
  return zone === undefined ? [null] : offsetsAt(date, time, zone)
}

function weekdayReason(parts: DatelineParts, valid: readonly Candidate[]): string {
  const printed = parts.names.map(({ word }) => word).join(' ')
  return `"${printed}" is not the weekday of ${valid.map(({ date }) => date).join(' or ')}`
}

function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(
    ({ date }, at) => candidates.findIndex((other) => other.date === date) === at,
  )
}

function clock(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
