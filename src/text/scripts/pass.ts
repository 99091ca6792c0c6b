// One pass over running text: words are converted, everything else is kept or punctuated. The trail
// of cuts says which stretch of the source became which stretch of the result; losses and runs of
// marked text are found on it, so a cut must never stand inside a letter that is written as one.
import { addresses, type Span } from './address.ts'
import { readWord, type Script, writeWord } from './engine.ts'

/** What became of a stretch of source: converted letters, or why it passed through unchanged. */
export type Fate =
  | 'letters'
  | 'plain'
  | 'mark'
  | 'foreign-run'
  | 'unknown'
  | 'address'
  | 'protected'

/** The result of a pass. The arrays run side by side: one entry per stretch, with its two ends. */
export interface Trail {
  readonly text: string
  readonly sourceEnds: readonly number[]
  readonly resultEnds: readonly number[]
  readonly fates: readonly Fate[]
}

export interface PassOptions {
  /** Stretches that stay as they are. */
  readonly protect: readonly Span[]
  /** Words and names that are capital, in the source's script. */
  readonly capitals: ReadonlySet<string>
  readonly startsSentence: boolean
}

/** Converts `text` in one pass, O(n). */
export function pass(text: string, from: Script, to: Script, options: PassOptions): Trail {
  const walk = new Walk(text, from, to, options)
  let at = 0
  for (const { start, end, fate } of keptSpans(text, options.protect)) {
    if (start > at) walk.scan(at, start)
    walk.keep(end, fate)
    at = end
  }
  if (at < text.length) walk.scan(at, text.length)
  return walk.trail()
}

class Walk {
  readonly #text: string
  readonly #from: Script
  readonly #to: Script
  readonly #capitals: ReadonlySet<string>
  /** Capitals are ours to set only where the source has none. */
  readonly #sets: boolean
  readonly #out: string[] = []
  readonly #sourceEnds: number[] = []
  readonly #resultEnds: number[] = []
  readonly #fates: Fate[] = []
  #length = 0
  #sentence: SentenceState
  #nameUntil = 0

  constructor(text: string, from: Script, to: Script, options: PassOptions) {
    this.#text = text
    this.#from = from
    this.#to = to
    this.#capitals = options.capitals
    this.#sets = to.scheme.cased && !from.scheme.cased && from.scheme.script !== 'Latn'
    this.#sentence = options.startsSentence ? 'start' : 'inside'
  }

  trail(): Trail {
    return {
      text: this.#out.join(''),
      sourceEnds: this.#sourceEnds,
      resultEnds: this.#resultEnds,
      fates: this.#fates,
    }
  }

  keep(end: number, fate: Fate): void {
    this.#put(end, this.#text.slice(this.#sourceEnds.at(-1) ?? 0, end), fate)
    this.#sentence = 'inside'
  }

  scan(start: number, end: number): void {
    for (const match of this.#text.slice(start, end).matchAll(this.#from.tokens)) {
      const stop = start + match.index + match[0].length
      if (match[1] !== undefined) this.#word(match[1], stop)
      else if (match[2] !== undefined) this.keep(stop, 'foreign-run')
      else if (match[3] !== undefined) this.#number(match[3], stop)
      else this.#sign(match[0], stop)
    }
  }

  #word(word: string, stop: number): void {
    const read = readWord(this.#from, word)
    if (read === null) {
      this.keep(stop, this.#from.scheme.script === 'Latn' ? 'foreign-run' : 'unknown')
      return
    }
    const start = stop - word.length
    const capital = this.#sets && (this.#isName(word, start) || this.#sentence === 'start')
    for (const cut of writeWord(this.#to, read, capital))
      this.#put(start + cut.end, cut.out, 'letters')
    if ((this.#sourceEnds.at(-1) ?? 0) < stop) this.#put(stop, '', 'letters')
    this.#sentence = 'inside'
  }

  /** Longest name first, so that the words of a name of three are not looked up one by one. */
  #isName(word: string, start: number): boolean {
    if (start < this.#nameUntil) return true
    if (word.length > wordLengthMax) return false
    const { endings, names } = this.#from.table
    const known = builtIn(names)
    const phrases: string[] = []
    for (const next of [word, ...followers(this.#text, start + word.length, this.#from)])
      phrases.push(phrases.length === 0 ? next : `${phrases.at(-1)} ${next}`)
    for (const phrase of phrases.reverse()) {
      const first = phrase.lastIndexOf(' ') + 2
      for (let end = phrase.length; end > first; end -= 1) {
        const stem = phrase.slice(0, end)
        if (!this.#capitals.has(stem) && !known.has(stem)) continue
        if (!isEnding(phrase.slice(end), endings)) continue
        this.#nameUntil = start + phrase.length
        return true
      }
    }
    return false
  }

  /** Digits of the Arabic script, and the signs between them, are those of Latin script elsewhere. */
  #number(number: string, stop: number): void {
    const written = [...number].map((sign) => this.#from.punctuationRead.get(sign) ?? sign).join('')
    this.#put(stop, written, written === number ? 'plain' : 'mark')
    this.#sentence = 'inside'
  }

  #sign(sign: string, stop: number): void {
    const neutral = this.#from.punctuationRead.get(sign) ?? sign
    const written = this.#to.scheme.punctuation?.[neutral] ?? neutral
    this.#put(stop, written, written === sign && neutral === sign ? 'plain' : 'mark')
    this.#sentence = afterSign(this.#sentence, neutral)
  }

  #put(end: number, out: string, fate: Fate): void {
    this.#out.push(out)
    this.#length += out.length
    this.#sourceEnds.push(end)
    this.#resultEnds.push(this.#length)
    this.#fates.push(fate)
  }
}

type SentenceState = 'start' | 'inside' | 'ended' | 'dots' | 'colon'

/** Where a sentence stands after a sign that is no letter, in the punctuation of Latin script. */
function afterSign(state: SentenceState, sign: string): SentenceState {
  if (sign === '\n') return 'start'
  if (sign === '.')
    return state === 'ended' || state === 'dots' ? 'dots' : state === 'start' ? 'start' : 'ended'
  if (sign === '!' || sign === '?') return 'ended'
  if (sign === ':') return 'colon'
  if (/\s/.test(sign)) return state === 'ended' ? 'start' : state === 'dots' ? 'inside' : state
  if (sign === '“' && state === 'colon') return 'start'
  if (/[\p{Ps}\p{Pi}\p{Pe}\p{Pf}"'\p{Cf}]/u.test(sign)) return state
  return state === 'start' ? 'start' : 'inside'
}

const followerMax = 3
/** No name is longer than this; what is longer is not looked up. */
const wordLengthMax = 64

/** The words after `at`, each one space away. */
function followers(text: string, at: number, script: Script): string[] {
  const words: string[] = []
  let here = at
  while (words.length < followerMax && text[here] === ' ') {
    const word = wordAt(text, here + 1, script)
    if (word === '') break
    words.push(word)
    here += 1 + word.length
  }
  return words
}

function wordAt(text: string, start: number, script: Script): string {
  let end = start
  while (end < text.length && end - start < wordLengthMax) {
    const char = text[end] ?? ''
    if (!script.spellings.has(char)) break
    end += 1
  }
  return text.slice(start, end)
}

/** Whether `rest` is nothing, or endings one after another. */
function isEnding(rest: string, endings: readonly string[]): boolean {
  if (rest === '') return true
  return endings.some((e) => rest.startsWith(e) && isEnding(rest.slice(e.length), endings))
}

const builtIns = new WeakMap<readonly string[], ReadonlySet<string>>()

function builtIn(names: readonly string[]): ReadonlySet<string> {
  const known = builtIns.get(names) ?? new Set(names)
  builtIns.set(names, known)
  return known
}

/** Protected stretches and addresses, in order, none overlapping. */
function keptSpans(
  text: string,
  protect: readonly Span[],
): { start: number; end: number; fate: Fate }[] {
  const all = [
    ...protect.map((span) => ({ ...span, fate: 'protected' as Fate })),
    ...addresses(text).map((span) => ({ ...span, fate: 'address' as Fate })),
  ].sort((a, b) => a.start - b.start || a.end - b.end)
  const kept: { start: number; end: number; fate: Fate }[] = []
  for (const span of all) {
    const start = Math.max(span.start, kept.at(-1)?.end ?? 0)
    const end = Math.min(span.end, text.length)
    if (start < end) kept.push({ start, end, fate: span.fate })
  }
  return kept
}
