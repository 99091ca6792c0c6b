// How alike two names are, word by word, by what their sounds cost; and why, in a form a person can read.
// Order, case, separators and comma inversion do not count. One common word in two names is not a person.
import { gapCost, leastDistance, soundDistance, substitutionCost } from './costs.ts'
import { joinWords, type NameKeys, type NameWord, nameKeys } from './keys.ts'
import type { Reading } from './sounds.ts'

/** sure: offer it first. likely: offer it. weak: show on request. Never: link without an editor. */
export type Band = 'sure' | 'likely' | 'weak' | 'none'

export interface Align {
  /** The word in the first name, '' when it has no partner. */
  readonly a: string
  /** The word in the second name, '' when it has no partner. */
  readonly b: string
  /** 0 to 1; 0 without a partner. */
  readonly score: number
  /** The sounds that differ, as "e/a" or "-h" or "+y"; empty when none does. */
  readonly changes: readonly string[]
}

export interface Comparison {
  /** 0 to 1; 1 only for names equal after folding. */
  readonly score: number
  readonly band: Band
  readonly why: readonly Align[]
}

const bands = { sure: 0.88, likely: 0.76, weak: 0.6 } as const
/** Below this two words are no pair. */
const pairMin = 0.55

/** Compares two names as written, in any spelling, script and order. Never throws. */
export function compareNames(a: string, b: string): Comparison {
  const [keysA, keysB] = [nameKeys(a), nameKeys(b)]
  return explainKeys(keysA, keysB)
}

/** compareNames() for names whose keys are at hand. */
export function explainKeys(a: NameKeys, b: NameKeys): Comparison {
  const swapped = b.folded < a.folded
  const [first, second] = swapped ? [b, a] : [a, b]
  const { score, pairs, lone } = match(first, second)
  const aligned = pairs.map((pair) => alignPair(pair))
  const unpaired = lone.map(([word, side]) => ({
    a: side === 0 ? word.text : '',
    b: side === 1 ? word.text : '',
    score: 0,
    changes: [],
  }))
  const why = [...aligned, ...unpaired].map((one) => (swapped ? turned(one) : one))
  return { score, band: bandOf(score, { a: first, b: second, pairs, lone }), why }
}

/** The score alone, for ranking many. */
export function scoreKeys(a: NameKeys, b: NameKeys): number {
  return b.folded < a.folded ? match(b, a).score : match(a, b).score
}

/** The alignment as one line: "Rabiya~Rebiya: a/e; Kadir=Kadir". */
export function formatAlignment(why: readonly Align[]): string {
  return why
    .map(({ a, b, changes }) => {
      if (a === '' || b === '') return a === '' ? `+${b}` : `-${a}`
      return changes.length === 0 ? `${a}=${b}` : `${a}~${b}: ${changes.join(' ')}`
    })
    .join('; ')
}

interface Pair {
  readonly a: NameWord
  readonly b: NameWord
  readonly score: number
}

interface Match {
  readonly score: number
  readonly pairs: readonly Pair[]
  /** Words without a partner, with the side they stand on. */
  readonly lone: readonly (readonly [NameWord, 0 | 1])[]
}

const nothing: Match = { score: 0, pairs: [], lone: [] }
/** Names of more words are not searched for words written together. */
const joinWordsMax = 5
/** Two words written together that are less like the other word than this are left apart. */
const joinMin = 0.65

function match(a: NameKeys, b: NameKeys): Match {
  if (a.words.length === 0 || b.words.length === 0) return nothing
  const best = pairUp(a.words, b.words)
  if (a.folded !== '' && a.folded === b.folded) return { ...best, score: 1 }
  const joined = best.score < 0.93 ? withJoins(a, b, best) : best
  return { ...joined, score: Math.min(0.99, joined.score) }
}

/** The best match when two words of one name may be one word of the other. */
function withJoins(a: NameKeys, b: NameKeys, plain: Match): Match {
  let best = plain
  if (plain.lone.length === 0) return best
  for (const side of [0, 1] as const) {
    const [words, others] = side === 0 ? [wholeWords(a), b.words] : [wholeWords(b), a.words]
    if (words.length < 2 || words.length > joinWordsMax) continue
    for (const joined of joinings(words, others)) {
      const found = side === 0 ? pairUp(joined, others) : pairUp(others, joined)
      const score = found.score * 0.985
      if (score > best.score) best = { ...found, score }
    }
  }
  return best
}

function wholeWords({ words }: NameKeys): readonly NameWord[] {
  return words.filter(isWhole)
}

function isWhole({ kind }: NameWord): boolean {
  return kind === 'word' || kind === 'patronymic'
}

/** The words with two of them written together, wherever that is nearly a word of the other name. */
function* joinings(
  words: readonly NameWord[],
  others: readonly NameWord[],
): Generator<readonly NameWord[]> {
  for (const x of words) {
    for (const y of words) {
      if (x === y || !others.some((other) => mayBeJoined(x, y, other))) continue
      const joined = joinWords(x, y)
      if (others.some((other) => wordScore(joined, other) >= joinMin))
        yield [...words.filter((word) => word !== x && word !== y), joined]
    }
  }
}

/** As long as the two together, beginning as the first does. */
function mayBeJoined(x: NameWord, y: NameWord, other: NameWord): boolean {
  const [first, second, whole] = [x.readings[0], y.readings[0], other.readings[0]]
  if (first === undefined || second === undefined || whole === undefined) return false
  const start = substitutionCost(first.sounds[0] ?? '', whole.sounds[0] ?? '')
  return Math.abs(first.length + second.length - whole.length) <= 3 && start <= 0.45
}

function pairUp(a: readonly NameWord[], b: readonly NameWord[]): Match {
  const possible: Pair[] = []
  for (const x of a) {
    for (const y of b) {
      const score = wordScore(x, y)
      if (score >= pairMin) possible.push({ a: x, b: y, score })
    }
  }
  possible.sort((p, q) => q.score * weightOf(q) - p.score * weightOf(p) || order(p, q))
  const taken = new Set<NameWord>()
  const pairs: Pair[] = []
  for (const pair of possible) {
    if (taken.has(pair.a) || taken.has(pair.b)) continue
    taken.add(pair.a)
    taken.add(pair.b)
    pairs.push(pair)
  }
  const lone = [
    ...a.filter((word) => !taken.has(word)).map((word) => [word, 0] as const),
    ...b.filter((word) => !taken.has(word)).map((word) => [word, 1] as const),
  ]
  return { score: total(pairs, lone), pairs, lone }
}

function weightOf(pair: Pair): number {
  return (pair.a.weight + pair.b.weight) / 2
}

/** A fixed order for pairs of equal worth that is the same from both sides. */
function order(p: Pair, q: Pair): number {
  const [x, y] = [`${p.a.folded} ${p.b.folded}`, `${q.a.folded} ${q.b.folded}`]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Words left over on both sides count in full; on one side only, as a name left out, by a part. */
function total(pairs: readonly Pair[], lone: Match['lone']): number {
  let [sum, whole] = [0, 0]
  for (const pair of pairs) {
    const weight = weightOf(pair)
    whole += weight
    sum += weight * pair.score ** 1.5
  }
  const left = [0, 0]
  for (const [word, side] of lone)
    left[side] = (left[side] ?? 0) + word.weight * (word.kind === 'patronymic' ? 0.5 : 1)
  const [less, more] = [Math.min(...left), Math.max(...left)]
  const penalty = less * 1.4 + (more - less) * 0.4
  return whole === 0 ? 0 : sum / (whole + penalty)
}

/** How alike two words of names are, 0 to 1. */
export function wordScore(a: NameWord, b: NameWord): number {
  if (a.folded !== '' && a.folded === b.folded) return 1
  if (a.kind === 'initial' || b.kind === 'initial') return initialScore(a, b)
  const shared = a.parts.some((part) => b.parts.includes(part)) ? 0.93 : 0
  let best = shared
  for (const x of a.readings) {
    for (const y of b.readings) {
      const score = readingScore(x, y)
      if (score > best) best = score
    }
  }
  return best
}

function initialScore(a: NameWord, b: NameWord): number {
  const [x, y] = [a.readings[0]?.sounds[0], b.readings[0]?.sounds[0]]
  return x !== undefined && y !== undefined && substitutionCost(x, y) < 0.15 ? 0.7 : 0
}

function readingScore(x: Reading, y: Reading): number {
  const length = Math.max(2, (x.length + y.length) / 2)
  const limit = length * (1 - pairMin)
  const unwritten = x.abjad !== y.abjad
  if (leastDistance(x.length, y.length, unwritten) > limit) return 0
  let cost = soundDistance(x.sounds, y.sounds, unwritten, limit)
  if (cost > limit) return 0
  if (x.pinyin !== y.pinyin) cost += 0.15
  if (substitutionCost(x.sounds[0] ?? '', y.sounds[0] ?? '') > 0.45) cost += 0.25
  return Math.max(0, 1 - cost / length)
}

function bandOf(
  score: number,
  { a, b, pairs, lone }: Omit<Match, 'score'> & { a: NameKeys; b: NameKeys },
): Band {
  if (score < bands.weak) return 'none'
  if (score < bands.likely) return 'weak'
  return score >= bands.sure && isTelling(a, b, { pairs, lone }) ? 'sure' : 'likely'
}

/** Enough of a name to be sure of it: two whole words or more, none left over, not all of them common. */
function isTelling(a: NameKeys, b: NameKeys, { pairs, lone }: Omit<Match, 'score'>): boolean {
  if (lone.some(([word]) => word.kind !== 'particle')) return false
  const words = pairs.filter(({ a: x, b: y }) => isWhole(x) && isWhole(y))
  if (words.length !== pairs.filter(({ a: x }) => x.kind !== 'particle').length) return false
  if (a.folded === b.folded) return a.folded.length >= 4
  if (words.length < 2 || words.some((pair) => pair.score < 0.78)) return false
  return words.length > 2 || words.some(({ a: x }) => x.parts.length === 0)
}

function alignPair({ a, b, score }: Pair): Align {
  let best: readonly [Reading, Reading] | null = null
  let least = Number.POSITIVE_INFINITY
  for (const x of a.readings) {
    for (const y of b.readings) {
      const cost = soundDistance(x.sounds, y.sounds, x.abjad !== y.abjad, 99)
      if (cost < least) [least, best] = [cost, [x, y]]
    }
  }
  const changes = best === null || score === 1 ? [] : changesOf(best[0].sounds, best[1].sounds)
  return { a: a.text, b: b.text, score, changes }
}

/** The edits that turn one word of sounds into the other, cheapest way, spelled for people. */
function changesOf(a: string, b: string): readonly string[] {
  const cost: number[][] = [[0]]
  for (let j = 1; j <= b.length; j++) cost[0]![j] = cost[0]![j - 1]! + gapCost(b[j - 1]!)
  for (let i = 1; i <= a.length; i++) {
    cost[i] = [cost[i - 1]![0]! + gapCost(a[i - 1]!)]
    for (let j = 1; j <= b.length; j++) {
      cost[i]![j] = Math.min(
        cost[i - 1]![j - 1]! + substitutionCost(a[i - 1]!, b[j - 1]!),
        cost[i - 1]![j]! + gapCost(a[i - 1]!),
        cost[i]![j - 1]! + gapCost(b[j - 1]!),
      )
    }
  }
  const changes: string[] = []
  let [i, j] = [a.length, b.length]
  while (i > 0 || j > 0) {
    const here = cost[i]![j]!
    if (i > 0 && j > 0 && here === cost[i - 1]![j - 1]! + substitutionCost(a[i - 1]!, b[j - 1]!)) {
      const [x, y] = [spelled(a[--i]!), spelled(b[--j]!)]
      if (x !== y) changes.push(`${x}/${y}`)
    } else if (i > 0 && here === cost[i - 1]![j]! + gapCost(a[i - 1]!)) {
      changes.push(`-${spelled(a[--i]!)}`)
    } else {
      changes.push(`+${spelled(b[--j]!)}`)
    }
  }
  return changes.reverse()
}

function spelled(sound: string): string {
  return spellings[sound] ?? sound
}

const spellings: Readonly<Record<string, string>> = {
  A: 'ä',
  I: 'ı',
  O: 'ö',
  U: 'ü',
  G: 'gh',
  X: 'kh',
  Z: 'zh',
  c: 'ch',
  C: 'ts',
  S: 'sh',
  N: 'ng',
  J: 'c',
  L: 'l',
  W: 'w',
  Y: 'y',
  '*': 'a',
  1: 'a',
  2: 'e',
  3: 'i',
  4: 'o',
  5: 'u',
  7: 'y',
  8: 'w',
  P: '-ovich',
  V: '-ov',
}

/** The same pair seen from the other name. */
function turned({ a, b, score, changes }: Align): Align {
  const flipped = changes.map((change) => {
    if (change.startsWith('+')) return `-${change.slice(1)}`
    if (change.startsWith('-')) return `+${change.slice(1)}`
    return change.split('/').reverse().join('/')
  })
  return { a: b, b: a, score, changes: flipped }
}
