// When an article is from: local date and time, zone, precision and what the source said.
// A zone that is unknown stays unknown: such a moment is a plain date-time, never a guessed instant.

export interface Moment {
  /** Gregorian calendar date where the statement was made, "2020-05-28". */
  readonly date: string
  /** Local time of day, "13:21"; null when only the day is known. */
  readonly time: string | null
  /** IANA zone ("Europe/Berlin") or offset ("+03:00", "Z"); null when nobody said. */
  readonly zone: string | null
  /** What readers are shown. */
  readonly precision: 'day' | 'minute'
  /** The source's own words, "Per, 05/28/2020 - 13:21"; null when written here. */
  readonly raw: string | null
}

const dateForm = /^\d{4}-\d{2}-\d{2}$/
const timeForm = /^(?:[01]\d|2[0-3]):[0-5]\d$/

/** Checks a moment's fields; RangeError names the one that is wrong. */
export function checkMoment(moment: Moment): Moment {
  if (!dateForm.test(moment.date) || !isRealDate(moment.date)) {
    throw new RangeError(`Cannot read date "${moment.date}": not a day of the calendar`)
  }
  if (moment.time !== null && !timeForm.test(moment.time)) {
    throw new RangeError(`Cannot read time "${moment.time}": not hours and minutes`)
  }
  if (moment.precision === 'minute' && moment.time === null) {
    throw new RangeError(`Cannot show minutes of "${moment.date}": the time is unknown`)
  }
  return moment
}

/**
 * Milliseconds since 1970-01-01T00:00Z by which articles are ordered. A day without a time counts as
 * noon; a moment without a zone counts as UTC: good for order, never shown as an instant.
 */
export function orderOf(moment: Moment): number {
  const plain = Temporal.PlainDateTime.from(`${moment.date}T${moment.time ?? '12:00'}`)
  return plain.toZonedDateTime(zoneName(moment.zone)).epochMilliseconds
}

/** The instant in RFC 3339 with the zone's offset, or null when time or zone is unknown. */
export function instantOf(moment: Moment): string | null {
  if (moment.time === null || moment.zone === null) return null
  const plain = Temporal.PlainDateTime.from(`${moment.date}T${moment.time}`)
  const zoned = plain.toZonedDateTime(zoneName(moment.zone))
  const offset = zoned.offset === '+00:00' ? 'Z' : zoned.offset
  return `${zoned.toPlainDateTime().toString({ smallestUnit: 'second' })}${offset}`
}

function zoneName(zone: string | null): string {
  return zone === null || zone === 'Z' ? 'UTC' : zone
}

function isRealDate(date: string): boolean {
  try {
    Temporal.PlainDate.from(date, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}
