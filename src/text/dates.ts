// Dates and lists as readers of a language write them, from our own table. Digits are 0-9 everywhere.
// Results hold no bidi control: in HTML put them into <time> with its own dir, elsewhere isolate them.
import { splitDate, weekdayOf } from './civil.ts'
import type { Lang } from './lang.ts'
import { type DateWords, dateWords } from './tables/dates.ts'
import { wordsLang } from './words.ts'

/** Local date "2020-05-28" and time "13:21", or null when only the day is to be shown. */
export interface Dateline {
  readonly date: string
  readonly time: string | null
}

/** "Thursday, 28 May 2020, 13:21". Throws RangeError when there is no such day or minute. */
export function formatDateline(when: Dateline, lang: Lang): string {
  const words = wordsFor(lang)
  const day = formatWeekday(when.date, lang)
  if (when.time === null) return day
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(when.time))
    throw new RangeError(`Cannot format time "${when.time}": not hours and minutes`)
  return words.withTime.replace('{date}', day).replace('{t}', when.time)
}

const days = new Map<string, string>()
const daysKept = 20_000

/** "Thursday, 28 May 2020": remembered, as every list that shows an article asks for its day. */
function formatWeekday(date: string, lang: Lang): string {
  const name = `${lang} ${date}`
  const known = days.get(name)
  if (known !== undefined) return known
  const words = wordsFor(lang)
  const made = words.dayWithWeekday
    .replace('{W}', words.weekdays.split(' ')[weekdayOf(date)] ?? '')
    .replace('{day}', formatDay(date, lang))
  if (days.size >= daysKept) days.clear()
  days.set(name, made)
  return made
}

/** "28 May 2020", without the weekday. */
export function formatDay(date: string, lang: Lang): string {
  const words = wordsFor(lang)
  const [year, month, day] = splitDate(date)
  const pattern = day === 1 ? (words.firstDay ?? words.day) : words.day
  return pattern
    .replace('{y}', String(year))
    .replace('{M}', words.months.split(' ')[month - 1] ?? '')
    .replace('{d}', String(day))
}

/** "May 2020" from "2020-05". */
export function formatMonth(month: string, lang: Lang): string {
  const [year] = splitDate(`${month}-01`)
  return wordsFor(lang).month.replace('{y}', String(year)).replace('{N}', monthName(month, lang))
}

/** "May" from "2020-05", as it stands alone under a year. */
export function monthName(month: string, lang: Lang): string {
  const words = wordsFor(lang)
  const [, number] = splitDate(`${month}-01`)
  return (words.monthsAlone ?? words.months).split(' ')[number - 1] ?? ''
}

/** "2020" as it stands in a title: `2020-يىل`, `2020年`, `2020 год`. */
export function formatYear(year: string, lang: Lang): string {
  splitDate(`${year}-01-01`)
  return wordsFor(lang).year.replace('{y}', year)
}

/** The parts of a list with the words between them: "A", ", ", "B", " and ", "C". */
export function listPieces<Part>(parts: readonly Part[], lang: Lang): readonly (Part | string)[] {
  const { comma, and } = wordsFor(lang)
  return parts.flatMap((part, index) =>
    index === 0 ? [part] : [index === parts.length - 1 ? and : comma, part],
  )
}

function wordsFor(lang: Lang): DateWords {
  const words = dateWords[wordsLang(lang)]
  if (words === undefined) throw new RangeError(`Cannot write dates in "${lang}": no table`)
  return words
}
