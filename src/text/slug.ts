// The readable part of an address: ASCII, lower case, cut at a word. It decorates; the id resolves.
// It is made once, at first publication, and stored: a better table must not move an address.
import type { Lang } from './lang.ts'
import { romanize } from './romanize.ts'

/** Bytes, so that a path stays short on every file system. */
const bytesMax = 60

/** What a slug may not be: files of the published tree, and names Windows keeps for devices. */
const reserved = new Set(
  (
    'index about check contact corrections editions feed mirrors node people robots search section ' +
    'sitemap subscribe trust log media ask api verify 404 con prn aux nul clock'
  ).split(' '),
)

/**
 * `[a-z0-9-]`, at most 60 bytes, no `-` at an end or twice; '' when the title has no letter we can
 * write in ASCII. Headlines in Han are cut between syllables, others between words where possible.
 */
export function slugOf(title: string, lang: Lang): string {
  const spaced = title
    .replace(/\p{Extended_Pictographic}/gu, ' ')
    .replace(/\p{Script=Han}/gu, ' $& ')
  const words = romanize(spaced, lang)
    .toLowerCase()
    .replaceAll("'", '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  const slug: string[] = []
  let length = -1
  for (const word of words) {
    if (length + 1 + word.length > bytesMax) break
    slug.push(word)
    length += 1 + word.length
  }
  if (slug.length === 0) return (words[0] ?? '').slice(0, bytesMax)
  return slug.join('-')
}

/** Whether a name means something else in the published tree or on a Windows disk. */
export function isReservedName(name: string): boolean {
  const stem = name.toLowerCase().split('.', 1)[0] ?? ''
  return reserved.has(stem) || /^(?:com|lpt)\d$/.test(stem) || /^\d{4}$/.test(stem)
}
