// Times for machines: datetime attributes, feeds, structured data. A moment shown by the day never
// gives away its time of day, even when that is known.
import { instantOf, type Moment } from '../model/time.ts'
import { splitDate, weekdayOf } from '../text/civil.ts'

/** For `datetime` and schema.org: "2020-05-28", "2020-05-28T13:21" or with the zone's offset. */
export function dateTime(when: Moment): string {
  if (when.precision === 'day' || when.time === null) return when.date
  return instant(when) ?? `${when.date}T${when.time}`
}

const instants = new Map<string, string | null>()
const instantsKept = 20_000

/** A moment is named on many pages and several times on each, and asking for a zone's offset is dear. */
function instant(when: Moment): string | null {
  const name = `${when.date} ${when.time} ${when.zone}`
  let known = instants.get(name)
  if (known === undefined) {
    known = instantOf(when)
    if (instants.size >= instantsKept) instants.clear()
    instants.set(name, known)
  }
  return known
}

/**
 * For feeds, which know instants only (RFC 3339): a day counts as its noon UTC, which is the same
 * day in all zones but the outermost; a time whose zone nobody said counts as UTC.
 */
export function feedTime(when: Moment): string {
  if (when.precision === 'day' || when.time === null) return noonOf(when.date)
  return instant(when) ?? `${when.date}T${when.time}:00Z`
}

/** The instant a day stands for: "2020-05-28T12:00:00Z". */
export function noonOf(date: string): string {
  return `${date}T12:00:00Z`
}

/** An RFC 3339 instant as RSS wants it: "Thu, 28 May 2020 13:21:00 +0200" (RFC 822, long year). */
export function rssTime(instant: string): string {
  const [, date = '', time = '', offset = ''] = /^(.{10})T(.{8})(.*)$/.exec(instant) ?? []
  const [year, month, day] = splitDate(date)
  const weekday = days[weekdayOf(date)]
  const zone = offset === 'Z' ? '+0000' : offset.replace(':', '')
  return `${weekday}, ${String(day).padStart(2, '0')} ${months[month - 1]} ${year} ${time} ${zone}`
}

/** Milliseconds since 1970 of an RFC 3339 instant, to compare instants of different offsets. */
export function epochOf(instant: string): number {
  return Temporal.Instant.from(instant).epochMilliseconds
}

const days = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
