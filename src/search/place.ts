// Row numbers of the index are places in time: the newest article has the highest, the versions of
// one article stand side by side. So "newest first" is the order of the index itself, and costs nothing.

/** Versions of one article, at most. */
const versionsMax = 64
/** Articles of one minute, at most. */
const articlesMax = 16_384
const minuteSize = versionsMax * articlesMax
/** Minutes from the year 1 to 1970: no place is negative. */
const firstMinute = 1_035_593_280

/** The places an article dated `order` (ms since 1970) may have, likeliest first: firsts of its versions. */
export function* placesFor(article: string, order: number): Generator<number> {
  let minute = Math.max(0, Math.floor(order / 60_000) + firstMinute)
  const start = hash(article) % articlesMax
  for (; ; minute += 1) {
    for (let n = 0; n < articlesMax; n += 1)
      yield minute * minuteSize + ((start + n) % articlesMax) * versionsMax
  }
}

/** The likeliest of them. */
export function firstPlace(article: string, order: number): number {
  for (const place of placesFor(article, order)) return place
  throw new RangeError('Cannot happen: places do not end')
}

/** The place of an article's nth version. */
export function versionPlace(first: number, n: number): number {
  if (n >= versionsMax)
    throw new RangeError(`Cannot index version ${n + 1} of one article: ${versionsMax} at most`)
  return first + n
}

/** The last place an article's versions can have. */
export function lastVersion(first: number): number {
  return first + versionsMax - 1
}

/** The article's own place, from that of any of its versions. */
export function articlePlace(place: number): number {
  return place - (place % versionsMax)
}

/** The first place of a year. */
export function yearPlace(year: number): number {
  return (Math.floor(Date.UTC(year, 0, 1) / 60_000) + firstMinute) * minuteSize
}

/** The year (UTC) a place is in. */
export function yearOf(place: number): number {
  return new Date((Math.floor(place / minuteSize) - firstMinute) * 60_000).getUTCFullYear()
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0
  return value
}
