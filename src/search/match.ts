// Where a text answers a query: the words that matched, as written there, and the passage around them.
import type { Lang } from '../text/lang.ts'
import { exactWord, type Token, tokensOf } from '../text/tokens.ts'
import type { Query, Reading, Term } from './query.ts'

export interface Passage {
  /** In order; `hit` is what matched. */
  readonly pieces: readonly { readonly text: string; readonly hit: boolean }[]
  /** Nothing but the headline answers. */
  readonly inHeadline: boolean
  /** What matched in other letters than the reader typed, once each. */
  readonly foundAs: readonly string[]
}

interface Span {
  readonly start: number
  readonly end: number
  readonly term: Term
}

/** Letters before the first match, and of the whole passage. */
const before = 60
const length = 240
const foundAsMax = 3
const spansMax = 200
/** So many letters of a term are enough to find its line. */
const lettersMax = 40

/**
 * The passage of `text` (headline first, one line for each block) that answers the query: the first
 * line that does; null when none does.
 */
export function passageOf(text: string, lang: Lang, query: Query): Passage | null {
  // Most words stand there in the very letters: their line is found without reading the others.
  const quick = placeOfLetters(text, query)
  if (quick >= 0) {
    const start = text.lastIndexOf('\n', quick) + 1
    const how = { query, inHeadline: start === 0 }
    const passage = passageIn(lineFrom(text, start), lang, how)
    if (passage !== null) return passage
  }
  for (let start = 0; start <= text.length; ) {
    const line = lineFrom(text, start)
    const passage = passageIn(line, lang, { query, inHeadline: start === 0 })
    if (passage !== null) return passage
    start += line.length + 1
  }
  return null
}

/** The passage around the first place that has these very letters; null when there is none. */
export function placeOf(text: string, letters: string): Passage | null {
  const at = text.indexOf(letters)
  if (at < 0 || letters === '') return null
  const start = text.lastIndexOf('\n', at) + 1
  const span = { start: at - start, end: at - start + letters.length }
  return {
    pieces: cut(lineFrom(text, start), [span], span.start),
    inHeadline: start === 0,
    foundAs: [],
  }
}

/** The first place with the letters of any term, in capitals or not; -1 when there is none. */
function placeOfLetters(text: string, { terms }: Query): number {
  const letters = terms.map((term) => term.text.slice(0, lettersMax)).filter((one) => one !== '')
  return letters.length === 0
    ? -1
    : text.search(new RegExp(letters.map(RegExp.escape).join('|'), 'iu'))
}

function lineFrom(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, end < 0 ? text.length : end)
}

function passageIn(
  line: string,
  lang: Lang,
  { query, inHeadline }: { readonly query: Query; readonly inHeadline: boolean },
): Passage | null {
  const tokens = tokensOf(line, lang)
  const spans = query.terms
    .flatMap((term) => spansOf(tokens, term, query.exact))
    .sort((a, b) => a.start - b.start)
  const [first] = spans
  if (first === undefined) return null
  return {
    pieces: cut(line, spans, first.start),
    inHeadline,
    foundAs: otherLetters(line, spans),
  }
}

function spansOf(tokens: readonly Token[], term: Term, exact: boolean): readonly Span[] {
  const spans: Span[] = []
  for (const reading of term.readings) {
    for (let at = 0; at + reading.tokens.length <= tokens.length; at++) {
      if (!fits(tokens, at, reading, exact)) continue
      const last = tokens[at + reading.tokens.length - 1]
      spans.push({ start: tokens[at]!.start, end: last!.end, term })
      if (spans.length >= spansMax) return spans
    }
  }
  return spans
}

function fits(tokens: readonly Token[], at: number, reading: Reading, exact: boolean): boolean {
  const { tokens: asked, open } = reading
  return asked.every((one, n) => {
    const token = tokens[at + n]
    const written = (exact ? token?.exact : token?.folded) ?? ''
    return open && n === asked.length - 1 ? written.startsWith(one) : written === one
  })
}

/** A stretch of the text from shortly before `from`, cut at spaces, its matches marked. */
function cut(
  text: string,
  spans: readonly Pick<Span, 'start' | 'end'>[],
  from: number,
): Passage['pieces'] {
  let start = Math.max(0, from - before)
  if (start > 0) {
    const space = text.indexOf(' ', start)
    if (space >= 0 && space < from) start = space + 1
  }
  let end = Math.min(text.length, start + length)
  if (end < text.length) {
    const space = text.lastIndexOf(' ', end)
    if (space > from) end = space
  }
  const pieces: { text: string; hit: boolean }[] = []
  const push = (to: number, hit: boolean): void => {
    if (to > at) pieces.push({ text: text.slice(at, to), hit })
    at = Math.max(at, to)
  }
  let at = start
  for (const span of spans) {
    if (span.end <= at || span.start >= end) continue
    push(Math.max(at, span.start), false)
    push(Math.min(end, span.end), true)
  }
  push(end, false)
  const cutBefore = start > 0 ? [{ text: '… ', hit: false }] : []
  const cutAfter = end < text.length ? [{ text: ' …', hit: false }] : []
  return [...cutBefore, ...pieces, ...cutAfter]
}

function otherLetters(text: string, spans: readonly Span[]): readonly string[] {
  const found = new Set<string>()
  for (const { start, end, term } of spans) {
    const written = text.slice(start, end)
    const [a, b] = [exactWord(written, false), exactWord(term.text, false)]
    if (!a.startsWith(b)) found.add(written)
    if (found.size === foundAsMax) break
  }
  return [...found]
}
