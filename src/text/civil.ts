// Days of the Gregorian calendar as text, "2020-05-28", counted without a clock or a zone.
// A weekday is a number from 0, Sunday, to 6, Saturday.

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** "2020-05-28", or null when there is no such day. Years 1 to 9999. */
export function civilDate(year: number, month: number, day: number): string | null {
  if (year < 1 || year > 9999 || day < 1 || day > daysIn(year, month)) return null
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/** Year, month from 1 and day of "2020-05-28". Throws RangeError when it is not a day. */
export function splitDate(date: string): readonly [year: number, month: number, day: number] {
  const year = Number(date.slice(0, 4))
  const month = Number(date.slice(5, 7))
  const day = Number(date.slice(8))
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || day < 1 || day > daysIn(year, month))
    throw new RangeError(`Cannot read date "${date}": not a day of the calendar`)
  return [year, month, day]
}

/** 0 for a Sunday to 6 for a Saturday (Sakamoto's method). */
export function weekdayOf(date: string): number {
  const [year, month, day] = splitDate(date)
  const shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1] ?? 0
  const y = month < 3 ? year - 1 : year
  return (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + shift + day) % 7
}

/** The day after, "2020-02-28" -> "2020-02-29"; null after the last day of the year 9999. */
export function nextDay(date: string): string | null {
  const [year, month, day] = splitDate(date)
  if (day < daysIn(year, month)) return civilDate(year, month, day + 1)
  return month < 12 ? civilDate(year, month + 1, 1) : civilDate(year + 1, 1, 1)
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0)
}
