// What a reader typed, taken apart: words, "phrases" and beginnings*. Since nobody says which language
// a word is in, each has every reading that the index's languages give it.
import { type Lang, scriptOf } from '../text/lang.ts'
import {
  exactWord,
  foldWord,
  gapToken,
  hemzeJoins,
  isDotless,
  isPair,
  tokensOf,
} from '../text/tokens.ts'

export interface Term {
  /** As typed, without quotes and asterisk. */
  readonly text: string
  /** Any of these sequences of tokens answers it. */
  readonly readings: readonly Reading[]
}

export interface Reading {
  readonly tokens: readonly string[]
  /** The last token is the beginning of a word. */
  readonly open: boolean
}

export interface Query {
  /** All of them must be found. */
  readonly terms: readonly Term[]
  /** In "exactly as written" the tokens are those of exactWord(). */
  readonly exact: boolean
}

/** More of a query is not read. */
export const queryMax = 200
const termsMax = 12
const readingsMax = 6
/** From this many folded letters on a word also finds those that begin with it: endings follow it. */
const openFrom = 4
/** Shorter beginnings would be nearly everything. */
const askedOpenFrom = 2

/** Reads a query; `languages` are those of the index. Total: a query without words has no terms. */
export function parseQuery(
  text: string,
  { languages, exact }: { readonly languages: readonly Lang[]; readonly exact: boolean },
): Query {
  const asked = text.slice(0, queryMax).toWellFormed()
  const terms: Term[] = []
  for (const { words, quoted } of exact ? wholes(asked) : parts(asked)) {
    const beginning = words.endsWith('*')
    const bare = words.replaceAll('*', ' ').trim()
    const readings = readingsOf(bare, languages, { exact, quoted, beginning })
    if (readings.length > 0) terms.push({ text: bare, readings })
    if (terms.length === termsMax) break
  }
  return { terms, exact }
}

/** Whether a query has quotes or asterisks: then it is no bare name. */
export function isPlain(text: string): boolean {
  return !/["“”„«»‟〝〞＂「」『』*]/u.test(text)
}

interface Part {
  readonly words: string
  readonly quoted: boolean
}

const quotedPart = /["“”„«»‟〝〞＂「」『』]([^"“”„«»‟〝〞＂「」『』]+)["“”„«»‟〝〞＂「」『』]/gu

/** Quoted pieces whole, the rest word by word. */
function parts(text: string): readonly Part[] {
  const found: Part[] = []
  for (const { words, quoted } of wholes(text)) {
    if (quoted) found.push({ words, quoted })
    else for (const word of words.split(/\s+/)) found.push({ words: word, quoted })
  }
  return found
}

/** Quoted pieces, and what stands between them. */
function wholes(text: string): readonly Part[] {
  const found: Part[] = []
  let end = 0
  for (const match of text.matchAll(quotedPart)) {
    found.push({ words: text.slice(end, match.index), quoted: false })
    found.push({ words: match[1] ?? '', quoted: true })
    end = match.index + match[0].length
  }
  found.push({ words: text.slice(end), quoted: false })
  return found
}

interface How {
  readonly exact: boolean
  readonly quoted: boolean
  /** An asterisk stands behind it. */
  readonly beginning: boolean
}

function readingsOf(text: string, languages: readonly Lang[], how: How): readonly Reading[] {
  const readings = new Map<string, Reading>()
  // Latin letters without marks are read alike everywhere; of other scripts their languages decide.
  const scripts = scriptsIn(text)
  const own = languages.filter((lang) => scripts.has(scriptOf(lang)))
  const [any = null] = languages
  if (any === null) return []
  for (const lang of new Set([...own, null, ...languages])) {
    for (const joins of [true, false]) {
      const reading = readingOf(text, { ...how, lang, any, joins })
      if (reading !== null && readings.size < readingsMax)
        readings.set(`${reading.tokens.join(' ')} ${reading.open}`, reading)
    }
  }
  return [...readings.values()]
}

function readingOf(
  text: string,
  how: How & { readonly lang: Lang | null; readonly any: Lang; readonly joins: boolean },
): Reading | null {
  const { lang, any, joins, exact } = how
  if (lang !== null && hemzeJoins(lang) !== joins) return null
  const found = tokensOf(text, lang ?? any, joins)
  const last = found.at(-1)
  if (last === undefined) return null
  const tokens = found.map((token) => {
    if (isPair(token)) return exact ? token.exact : token.folded
    const word = text.slice(token.start, token.end)
    if (exact) return exactWord(word, lang !== null && isDotless(lang))
    return foldWord(word, lang) || gapToken
  })
  if (tokens.every((token) => token === gapToken)) return null
  if (isPair(last)) {
    // The last letter alone begins the pair that follows it in the text, or ends it.
    const isSecond = found.length > 1 && found.at(-2)?.end === last.end
    return isSecond ? { tokens: tokens.slice(0, -1), open: false } : { tokens, open: true }
  }
  const length = tokens.at(-1)?.length ?? 0
  const open = how.beginning ? length >= askedOpenFrom : !how.quoted && length >= openFrom
  return { tokens, open: open && !exact }
}

function scriptsIn(text: string): ReadonlySet<string> {
  const scripts = new Set<string>()
  for (const [name, tag] of [
    ['Arabic', 'Arab'],
    ['Cyrillic', 'Cyrl'],
    ['Latin', 'Latn'],
  ] as const)
    if (new RegExp(`\\p{Script=${name}}`, 'u').test(text)) scripts.add(tag)
  return scripts
}

/** The full-text engine's expression for "all terms", over the column `text`. */
export function matchTerms(terms: readonly Term[]): string {
  return terms.map(({ readings }) => `(${readings.map(matchReading).join(' OR ')})`).join(' AND ')
}

// Tokens are letters and digits, or of no script of ASCII: a quote can never be in one.
function matchReading({ tokens, open }: Reading): string {
  return `"${tokens.join(' ')}"${open ? ' *' : ''}`
}
