// When a post of WordPress is from: it keeps the local time, the time in GMT, and a date for feeds.
import { toLocal } from '../../text/zone.ts'
import type { FoundArticle } from '../found.ts'
import { type Row, textIn } from '../scratch.ts'

/** The instant is in GMT; the local time beside it gives the offset the site kept. */
export function momentOf(row: Row, zone: string): Pick<FoundArticle, 'when' | 'whenOpen'> {
  const local = textIn(row, 'date')
  const instant = instantIn(textIn(row, 'gmt')) ?? pubDate(textIn(row, 'pubdate'))
  const shown = instantIn(local)
  if (instant !== null) {
    const offset = shown === null ? null : Math.round((shown - instant) / 60_000)
    const kept =
      offset !== null && Math.abs(offset) <= 14 * 60 && offset % 15 === 0
        ? offsetText(offset)
        : zone
    const { date, time } = toLocal(instant, kept === 'Z' ? 'UTC' : kept)
    return {
      when: { date, time, zone: kept, precision: 'minute', raw: shown === null ? null : local },
      whenOpen: null,
    }
  }
  if (shown === null) return { when: null, whenOpen: 'the export has no date for it' }
  const [date = '', time = ''] = (local ?? '').split(/[ T]/)
  return {
    when: { date, time: time.slice(0, 5), zone, precision: 'minute', raw: local },
    whenOpen: null,
  }
}

/** "2020-05-28 10:21:00" read as GMT; null for WordPress's nought, and what is no date. */
export function instantIn(text: string | null): number | null {
  if (text === null || !/^[1-9]\d{3}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?$/.test(text)) return null
  const instant = Date.parse(`${text.replace(' ', 'T')}Z`)
  return Number.isNaN(instant) ? null : instant
}

function pubDate(text: string | null): number | null {
  if (
    text === null ||
    !/^\w{3}, \d{1,2} \w{3} [1-9]\d{3} \d\d:\d\d:\d\d [+-]\d{4}$/.test(text.trim())
  )
    return null
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? null : instant
}

function offsetText(minutes: number): string {
  if (minutes === 0) return 'Z'
  const two = (value: number): string => String(value).padStart(2, '0')
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
