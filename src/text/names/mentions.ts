// Names in running text: of persons in the register, however spelled and with case endings behind them,
// and runs of capitalised words that may be names. All are suggestions; only an editor links a person.
import { type Lang, languageOf } from '../lang.ts'
import { explainKeys, wordScore } from './compare.ts'
import { type NameKeys, type NameWord, nameKeys } from './keys.ts'
import { lowerWord } from './parse.ts'
import { notPerson } from './tables/headline-words.ts'
import { simplified } from './tables/pinyin.ts'
import { nameSuffixes } from './tables/suffixes.ts'
import { particles, titlesAfter, titlesBefore } from './tables/titles.ts'

export interface KnownSpelling {
  readonly personId: string
  readonly spelling: string
}

export interface Mention extends KnownSpelling {
  /** UTF-16 offsets in the text; a case ending behind the name is left outside. */
  readonly start: number
  readonly end: number
  /** How alike the words of the text and `spelling` are, 0 to 1. */
  readonly score: number
}

export interface NameRun {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Longest text looked at, in UTF-16 units. */
const textMax = 200_000

/**
 * Where the text names somebody of the register, in order and without overlap. A spelling of one word
 * is found only as it is written; of several words also in other spellings that compareNames() calls likely.
 */
export function findKnownNames(
  text: string,
  lang: Lang,
  register: readonly KnownSpelling[],
): readonly Mention[] {
  const known = knownNames(register)
  const looked = text.slice(0, textMax)
  const tokens = tokensOf(looked, lang, known)
  const found = [...hanMentions(looked, known)]
  tokens.forEach((token, at) => {
    for (const [entry, length] of token.lone)
      found.push(mention(entry, token.start, token.start + length, 1))
    const next = tokens[at + 1]
    if (next === undefined || !next.follows) return
    for (const entry of sharedEntries(token, next)) {
      const best = bestWindow(looked, tokens, at, entry)
      if (best !== null) found.push(best)
    }
  })
  return withoutOverlap(found)
}

/**
 * Runs of two to five capitalised words, as "Rebiya Kadeer" or "Abu Bakr al-Baghdadi", that hold no word
 * of headlines, in Latin, Cyrillic and other scripts with capitals. Titles before them are left out.
 */
export function findNameRuns(text: string): readonly NameRun[] {
  const runs: NameRun[] = []
  let run: { start: number; end: number; word: string }[] = []
  const close = (): void => {
    while (run.length > 0 && isEdge(run[0]?.word ?? '')) run = run.slice(1)
    while (run.length > 0 && isEdge(run.at(-1)?.word ?? '')) run = run.slice(0, -1)
    const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0]
    const whole = run.filter(({ word }) => word.length > 1).length
    if (whole >= 2 && run.length <= 5) runs.push({ start, end, text: text.slice(start, end) })
    run = []
  }
  let end = 0
  for (const match of text.slice(0, textMax).matchAll(wordPattern)) {
    const word = lowerWord(match[0])
    if (!/^\s$/.test(text.slice(end, match.index)) && !isTitleDot(run.at(-1)?.word, text[end]))
      close()
    const isCapital = /^['’‘ʼʻ]?(?:\p{Ll}{1,3}[-’'])?\p{Lu}/u.test(match[0])
    end = match.index + match[0].length
    if (titlesBefore.has(word)) close()
    else if (isCapital && !notPerson.has(word)) run.push({ start: match.index, end, word })
    else if (!isCapital && particles.has(word) && run.length > 0)
      run.push({ start: match.index, end, word })
    else close()
  }
  close()
  return runs
}

/** A word, with hyphens and apostrophes inside it. */
const wordPattern = /[\p{L}\p{M}]+(?:['’‘ʼʻ\u200C\u0640-][\p{L}\p{M}]+)*/gu

/** "abu", "ben", "bin" begin names; the other small words do not. */
function isEdge(word: string): boolean {
  return titlesAfter.has(word) || (particles.has(word) && !/^(?:abu|abou|ben|al|el)$/.test(word))
}

function isTitleDot(word: string | undefined, mark: string | undefined): boolean {
  return mark === '.' && word !== undefined && (titlesBefore.has(word) || word.length === 1)
}

interface Known {
  /** Words of the register by skeleton. */
  readonly words: ReadonlyMap<string, readonly KnownWord[]>
  /** Spellings of one word by their folded form. */
  readonly lone: ReadonlyMap<string, readonly Entry[]>
  readonly han: readonly (Entry & { readonly parts: readonly string[] })[]
  /** Words of texts looked at before, by language: most come again in the next text. */
  readonly seen: Map<Lang, Map<string, Read>>
}

interface KnownWord {
  readonly word: NameWord
  /** The entries it is part of, with 1, 2, 4 ... for its place among their words. */
  readonly uses: Map<Entry, number>
}

interface Entry extends KnownSpelling {
  readonly keys: NameKeys
}

/** What a word of the text may be a part of; the same for each time it occurs. */
interface Read {
  /** The word as it stands, then without endings. */
  readonly stems: readonly string[]
  /** Entries with a word nearly like it, with the places of those words. */
  readonly uses: ReadonlyMap<Entry, number>
  /** Spellings of this one word, with the length of the stem they were found by. */
  readonly lone: readonly (readonly [Entry, number])[]
}

interface Token extends Read {
  readonly start: number
  /** Nothing but a space, dot between names, hyphen or inverting comma stands before it. */
  readonly follows: boolean
}

/** Words of text and register are the same name from here on. */
const wordMin = 0.72
const wordsSeenMax = 20_000
/** Longer words name nobody. */
const wordMax = 60
const hanSeparator = /[\s·‧•・･]/u
/** A register is a list that does not change: a new one is read once. */
const registers = new WeakMap<readonly KnownSpelling[], Known>()

function knownNames(register: readonly KnownSpelling[]): Known {
  const old = registers.get(register)
  if (old !== undefined) return old
  const entries = register.map((one) => ({ ...one, keys: nameKeys(one.spelling) }))
  const words = new Map<string, KnownWord>()
  const lone = new Map<string, Entry[]>()
  for (const entry of entries) {
    entry.keys.words.forEach((word, at) => {
      const known = words.get(word.text) ?? { word, uses: new Map<Entry, number>() }
      words.set(word.text, known)
      known.uses.set(entry, (known.uses.get(entry) ?? 0) | (1 << at))
    })
    if (entry.keys.words.length === 1 && entry.keys.folded.length >= 3)
      lone.set(entry.keys.folded, [...(lone.get(entry.keys.folded) ?? []), entry])
  }
  const bySkeleton = new Map<string, KnownWord[]>()
  for (const known of words.values()) {
    for (const skeleton of nameKeys(known.word.text).skeletons) {
      const list = bySkeleton.get(skeleton)
      if (list === undefined) bySkeleton.set(skeleton, [known])
      else list.push(known)
    }
  }
  const han = entries
    .filter(({ spelling }) => /^[\p{Script=Han}\s·‧•・･]{2,}$/u.test(spelling))
    .map((entry) => ({ ...entry, parts: plainHan(entry.spelling).split(/[\s·‧•・･]+/u) }))
  const known = { words: bySkeleton, lone, han, seen: new Map<Lang, Map<string, Read>>() }
  registers.set(register, known)
  return known
}

function tokensOf(text: string, lang: Lang, known: Known): readonly Token[] {
  const seen = known.seen.get(lang) ?? new Map<string, Read>()
  if (seen.size > wordsSeenMax) seen.clear()
  known.seen.set(lang, seen)
  const tokens: Token[] = []
  let before = -1
  for (const match of text.matchAll(wordPattern)) {
    const word = match[0]
    const start = match.index
    const read = seen.get(word) ?? readWord(word, lang, known)
    if (word.length <= wordMax) seen.set(word, read)
    const follows = before >= 0 && /^(?:\s|[·‧•・･-]|,\s)$/u.test(text.slice(before, start))
    tokens.push({ ...read, start, follows })
    before = start + word.length
  }
  return tokens
}

function readWord(word: string, lang: Lang, { words, lone }: Known): Read {
  const stems = mayBeName(word, lang) ? stemsOf(word, nameSuffixes[languageOf(lang)] ?? []) : []
  const uses = new Map<Entry, number>()
  const alone: [Entry, number][] = []
  for (const stem of stems) {
    const keys = keysOf(stem, lang)
    for (const entry of lone.get(keys.folded) ?? []) alone.push([entry, stem.length])
    const own = keys.words[0]
    if (own === undefined) continue
    const alike = new Set(keys.skeletons.flatMap((skeleton) => words.get(skeleton) ?? []))
    for (const known of alike) {
      if (wordScore(own, known.word) < wordMin) continue
      for (const [entry, places] of known.uses) uses.set(entry, (uses.get(entry) ?? 0) | places)
    }
  }
  return { stems, uses, lone: alone }
}

/** Keys of single words of texts: what a word sounds like costs more than all else, and most come again. */
const keysKnown = new Map<string, NameKeys>()
const keysKnownMax = 10_000

function keysOf(stem: string, lang: Lang): NameKeys {
  const name = `${lang} ${stem}`
  const known = keysKnown.get(name)
  if (known !== undefined) return known
  const keys = nameKeys(stem, lang)
  if (keysKnown.size >= keysKnownMax) keysKnown.clear()
  keysKnown.set(name, keys)
  return keys
}

/** No small word, no word of headlines; with a capital, but Uyghur in Latin and Cyrillic often has none. */
function mayBeName(word: string, lang: Lang): boolean {
  if (word.length < 2 || word.length > wordMax || notPerson.has(lowerWord(word))) return false
  return languageOf(lang) === 'ug' || !/^['’‘ʼʻ]?\p{Ll}+$/u.test(word)
}

/** The word, the word before an apostrophe, the word without one ending. */
function stemsOf(word: string, suffixes: readonly string[]): readonly string[] {
  if (/\p{Script=Han}/u.test(word)) return []
  const lower = lowerWord(word)
  const cut = /^(.{3,})['’ʼ]\p{L}{1,4}$/u.exec(word)?.[1]
  const bare = suffixes
    .filter((suffix) => lower.endsWith(suffix) && word.length - suffix.length >= 3)
    .map((suffix) => word.slice(0, word.length - suffix.length))
  return [...new Set([word, ...(cut === undefined ? [] : [cut]), ...bare.slice(0, 3)])]
}

/** Entries that have this word and the next as two of their words. */
function sharedEntries(token: Token, next: Token): readonly Entry[] {
  const both: Entry[] = []
  for (const [entry, places] of token.uses) {
    const others = next.uses.get(entry) ?? 0
    const all = places | others
    if (others !== 0 && (all & (all - 1)) !== 0) both.push(entry)
  }
  return both
}

/** The words from `at` on that are most like the entry, when each has its partner there. */
function bestWindow(
  text: string,
  tokens: readonly Token[],
  at: number,
  entry: Entry,
): Mention | null {
  const start = tokens[at]?.start ?? 0
  const length = entry.keys.words.length
  let best: Mention | null = null
  for (let count = 2; count <= Math.min(5, length); count++) {
    const last = tokens[at + count - 1]
    if (last === undefined || !last.follows) break
    for (const stem of last.stems) {
      const end = last.start + stem.length
      const { score, band, why } = explainKeys(nameKeys(text.slice(start, end)), entry.keys)
      if (band !== 'sure' && band !== 'likely') continue
      const isWhole = why.every(({ a, b }) => a !== '' && b !== '')
      if (isWhole && (best === null || score > best.score)) best = mention(entry, start, end, score)
    }
  }
  return best
}

function* hanMentions(text: string, { han }: Known): Generator<Mention> {
  if (han.length === 0 || !/\p{Script=Han}/u.test(text)) return
  const plain = plainHan(text)
  for (const entry of han) {
    const [first = '', ...rest] = entry.parts
    for (let at = plain.indexOf(first); at >= 0; at = plain.indexOf(first, at + 1)) {
      let end = at + first.length
      const isWhole = rest.every((part) => {
        if (hanSeparator.test(plain[end] ?? '')) end++
        const fits = plain.startsWith(part, end)
        end += part.length
        return fits
      })
      if (isWhole) yield mention(entry, at, end, 1)
    }
  }
}

/** Simplified, of the same length. */
function plainHan(text: string): string {
  return text.replace(/\p{Script=Han}/gu, (letter) => simplified[letter] ?? letter)
}

function mention(
  { personId, spelling }: Entry,
  start: number,
  end: number,
  score: number,
): Mention {
  return { start, end, personId, spelling, score }
}

/** The best mention at each place: higher score, then longer, then earlier in the register. */
function withoutOverlap(found: readonly Mention[]): readonly Mention[] {
  const ranked = found
    .map((one, at) => ({ one, at }))
    .sort((a, b) => b.one.score - a.one.score || span(b.one) - span(a.one) || a.at - b.at)
  const taken = new Set<number>()
  const kept: Mention[] = []
  for (const { one } of ranked) {
    const places = Array.from({ length: span(one) }, (_, at) => one.start + at)
    if (places.some((place) => taken.has(place))) continue
    for (const place of places) taken.add(place)
    kept.push(one)
  }
  return kept.sort((a, b) => a.start - b.start)
}

function span({ start, end }: Mention): number {
  return end - start
}
