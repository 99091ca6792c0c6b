// A name as written, taken apart: words, the order they stand in, titles and particles.
// A Uyghur second name is the father's given name, so "family name first" is noted, never assumed.
import { particles, titlesAfter, titlesBefore } from './tables/titles.ts'

export type NameOrder = 'as-written' | 'inverted'

export interface ParsedName {
  /** The words of the name in spoken order, as spelled, particles included and titles not. */
  readonly tokens: readonly string[]
  /** 'inverted' when a comma put the second name first ("KADEER, Rebiya"). */
  readonly order: NameOrder
  /** Those of the tokens, in lower case, that are small words (bin, al, von, oghli). */
  readonly particles: readonly string[]
  /** Titles that were left aside, as spelled. */
  readonly titles: readonly string[]
}

/** Longest text read as a name, in UTF-16 units, and most words of it; the rest is ignored. */
const nameLengthMax = 400
export const nameTokensMax = 16

/**
 * Takes a name apart. Reads "KADEER, Rebiya", "Dr. Erkin Sidiq", "热比娅·卡德尔", "Abd-al-Khaliq".
 * Total: any string gives a value; a text without letters gives no tokens.
 */
export function parseName(text: string): ParsedName {
  const clean = text
    .slice(0, nameLengthMax)
    .toWellFormed()
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(/[([{（【].*?[)\]}）】]/gu, ' ')
  const commas = clean.split(/[,،，、]/u).filter((part) => /\p{L}/u.test(part))
  const inverted = commas.length > 1
  const spoken = inverted ? [...commas.slice(1), commas[0] ?? ''].join(' ') : (commas[0] ?? '')
  const titles: string[] = []
  const tokens = spoken.split(divider).filter((token) => /\p{L}/u.test(token))
  const kept = withoutTitles(tokens, titles).slice(0, nameTokensMax)
  return {
    tokens: kept,
    order: inverted ? 'inverted' : 'as-written',
    particles: kept.map(lowerWord).filter((word) => particles.has(word)),
    titles,
  }
}

/** A word in lower case for look-up: Turkish İ is i, outer apostrophes and dots are dropped. */
export function lowerWord(token: string): string {
  return token
    .replace(/İ/g, 'i')
    .toLowerCase()
    .replace(/^['’‘ʼʻ`´]+|['’‘ʼʻ`´.,]+$/gu, '')
}

/** Spaces, dots between names of every habit, hyphens and dashes, slashes. */
const divider = /[\s._/|·‧•・･∙⸱⋅゠＝=\-\u2010-\u2015\u2212]+/u
/** Tatweel, joiners, direction marks: they stand inside a word and are not heard. */
const invisible = /[\u0640\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu

function withoutTitles(tokens: readonly string[], titles: string[]): readonly string[] {
  let [from, to] = [0, tokens.length]
  const isTitle = (at: number, list: ReadonlySet<string>): boolean =>
    to - from > 1 && list.has(lowerWord(tokens[at] ?? ''))
  while (isTitle(from, titlesBefore)) titles.push(tokens[from++] ?? '')
  while (isTitle(to - 1, titlesAfter)) titles.push(tokens[--to] ?? '')
  return tokens.slice(from, to)
}
