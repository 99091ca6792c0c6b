// Sentences, words and teasers. Sentences follow our own rules; graphemes, and words of scripts without
// spaces, follow the runtime's Unicode version, so teasers are stored when made, not remade each time.
import { balanceIsolates } from './bidi.ts'
import { type Lang, languageOf, scriptOf } from './lang.ts'
import { abbreviations, dottedOrdinals } from './tables/abbreviations.ts'

const unspaced = ['Hans', 'Hant', 'Jpan', 'Thai', 'Laoo', 'Khmr', 'Mymr']
const graphemeSegmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Code units after a stop that decide what it is. */
const lookahead = 8
const wordSegmenters = new Map<string, Intl.Segmenter>()

// A stop, then what closes with it, then space; Han and Devanagari stops need no space.
const stops =
  /(?<stop>[.!?؟۔…]+|[。！？।॥።]+)(?<closers>["'”’»›)\]】」』\u2069]*)(?<space>\s+|$|(?<=[。！？।॥።][”’」』】）)]*))/gu
const blankLine = /\n\s*\n/g
const spacedWord = /[\p{L}\p{M}\p{Nd}]+(?:['’‘ʼʻ·‧\u0640\u200C\u2011-][\p{L}\p{M}\p{Nd}]+)*/gu

/**
 * The sentences of a text in order, with the space after them: joined they are the text. A stop after
 * an abbreviation or initial, or before a small letter, ends none; a blank line always does.
 */
export function sentences(text: string, lang: Lang): readonly string[] {
  const ends = new Set<number>()
  for (const match of text.matchAll(stops)) {
    const end = match.index + match[0].length
    if (endsSentence(text, match.index, match, lang)) ends.add(end)
  }
  for (const match of text.matchAll(blankLine)) ends.add(match.index + match[0].length)
  ends.add(text.length)
  const found: string[] = []
  let start = 0
  for (const end of [...ends].sort((a, b) => a - b)) {
    if (end > start) found.push(text.slice(start, end))
    start = end
  }
  return found
}

/** The words of a text without spaces and punctuation; an apostrophe or ZWNJ inside a word stays. */
export function words(text: string, lang: Lang): readonly string[] {
  if (!unspaced.includes(scriptOf(lang))) return text.match(spacedWord) ?? []
  return [...wordSegmenter(lang).segment(text)]
    .filter((segment) => segment.isWordLike === true)
    .map((segment) => segment.segment)
}

/**
 * The beginning of a text on one line, at most `max` graphemes: whole sentences, or, when already
 * the first is too long, its first words and `…`. Never cut inside a word, isolates balanced.
 */
export function teaser(text: string, max: number, lang: Lang): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const reach = reachOf(line, max)
  const whole = balanceIsolates(line)
  if (reach === line.length && fits(whole, max)) return whole
  // What follows decides whether a stop ends a sentence; more of a long text is not looked at.
  const head = line.slice(0, reach + lookahead)
  let kept = ''
  let length = 0
  for (const sentence of sentences(head, lang)) {
    length += sentence.length
    const end = line.slice(0, length).trimEnd()
    if (end.length > reach || (length === head.length && length < line.length)) break
    const longer = balanceIsolates(end)
    if (longer.length > end.length && !fits(longer, max)) break
    kept = longer
  }
  return kept === '' ? firstWords(line, max, lang) : kept
}

/** How many graphemes, what a reader would call characters, a text has. */
export function graphemeCount(text: string): number {
  let count = 0
  for (const _ of graphemeSegmenter.segment(text)) count++
  return count
}

function endsSentence(text: string, at: number, match: RegExpExecArray, lang: Lang): boolean {
  const { stop = '', space = '' } = match.groups ?? {}
  const after = text.slice(at + match[0].length, at + match[0].length + 2)
  if (after === '') return true
  if (/^[«“"'‘(]?\p{Ll}/u.test(after)) return false
  // An ellipsis may stand inside a sentence; only a capital after it says that a new one begins.
  if (/…|\.\./.test(stop)) return /^[«“"'‘(]?\p{Lu}/u.test(after)
  if (stop !== '.' || space === '') return true
  return !isAbbreviation(text.slice(Math.max(0, at - 24), at), lang)
}

/** Whether the stop after `before` belongs to its last word. */
function isAbbreviation(before: string, lang: Lang): boolean {
  const word = /[\p{L}\p{M}\p{Nd}.-]*$/u.exec(before)?.[0] ?? ''
  if (/(?:^|[.-])\p{L}\p{M}*$/u.test(word)) return true
  if (/^\d{1,2}$/.test(word)) return dottedOrdinals.includes(languageOf(lang))
  const known = abbreviations[lang] ?? abbreviations[languageOf(lang)] ?? ''
  return known.split(' ').includes(word.toLowerCase())
}

function firstWords(line: string, max: number, lang: Lang): string {
  const cuts = cutsWithin(line, max, lang)
  for (let index = cuts.length - 1; index >= 0; index--) {
    const words = line.slice(0, cuts[index]).replace(/[\s,;:،؛、，：；–—«“"‘([{·-]+$/u, '')
    const stopped = words.endsWith('.') && isAbbreviation(words.slice(-25, -1), lang)
    const cut = `${balanceIsolates(words.replace(/\.$/, (dot) => (stopped ? dot : '')))}…`
    if (words !== '' && !(stopped && index > 0) && fits(cut, max)) return cut
  }
  return '…'
}

/** The places in the first `max` graphemes where a word has ended, in order. */
function cutsWithin(line: string, max: number, lang: Lang): readonly number[] {
  // One more, for a word that ends just there.
  const head = line.slice(0, reachOf(line, max) + 1)
  const cuts = new Set([...head.matchAll(/\s/g)].map((match) => match.index))
  if (unspaced.includes(scriptOf(lang))) {
    for (const { index, isWordLike } of wordSegmenter(lang).segment(head))
      if (isWordLike === true && !/[·‧•]/.test(line[index - 1] ?? '')) cuts.add(index)
  }
  return [...cuts].filter((cut) => cut > 0).sort((a, b) => a - b)
}

/** Length in code units of the first `max` graphemes. */
function reachOf(text: string, max: number): number {
  let count = 0
  for (const { index } of graphemeSegmenter.segment(text)) if (count++ === max) return index
  return text.length
}

function fits(text: string, max: number): boolean {
  let count = 0
  for (const _ of graphemeSegmenter.segment(text)) if (++count > max) return false
  return true
}

function wordSegmenter(lang: Lang): Intl.Segmenter {
  const known = wordSegmenters.get(lang)
  if (known !== undefined) return known
  const made = new Intl.Segmenter(lang, { granularity: 'word' })
  wordSegmenters.set(lang, made)
  return made
}
