// Which way of writing a text is in, among those of the tables: read by each, the right one gives
// letters in the numbers the language has them. It tells schemes apart, not languages: Turkish
// reads well as Uyghur in Turkish letters, so ask guessLang() for the language first.
import { compile, readWord, type Script } from './engine.ts'
import { tables } from './tables.ts'

/** A guess. `confidence` is from 0 to 1; together with "none of these" the guesses add up to 1. */
export interface SchemeGuess {
  readonly scheme: string
  readonly confidence: number
}

/** Natural logarithms of the chance of one letter of text, and of what a language hardly has. */
const nobodysLetter = -3.35
const unread = -7
const carrierInside = -4.6
const hiatus = -6
const threeConsonants = -6
const capitalInside = -7
/** Neighbouring letters are no independent witnesses; this many count as one. */
const letterWeight = 0.5
const confidenceMin = 0.01
const sampleMax = 4000

let ready: readonly Script[] | null = null

/** The schemes the text may be written in, likeliest first; none for a text of other languages. O(n). */
export function schemeOf(text: string): readonly SchemeGuess[] {
  const sample = text.slice(0, sampleMax)
  const length = sample.match(/\p{L}/gu)?.length ?? 0
  if (length === 0) return []
  ready ??= tables.flatMap((table) => table.schemes.map((scheme) => compile(table, scheme.id)))
  const scores = ready.map((script) => ({
    scheme: script.scheme.id,
    score: scored(sample, script),
  }))
  const best = Math.max(nobodysLetter * length, ...scores.map(({ score }) => score))
  const weigh = (score: number) => Math.exp((score - best) * letterWeight)
  const all = scores.reduce((sum, { score }) => sum + weigh(score), weigh(nobodysLetter * length))
  return scores
    .map(({ scheme, score }) => ({ scheme, confidence: weigh(score) / all }))
    .filter(({ confidence }) => confidence >= confidenceMin)
    .sort((a, b) => b.confidence - a.confidence)
}

/** The logarithm of the chance that this language, so written, gives this text. */
function scored(sample: string, script: Script): number {
  const { loanLetters } = script.table
  let score = 0
  for (const [token, word, foreign] of sample.matchAll(script.tokens)) {
    if (foreign !== undefined) score += token.length * unread
    if (word === undefined) continue
    const read = readWord(script, word)
    if (read === null) {
      score += word.length * unread
      continue
    }
    score += lettersScore(read.letter, script)
    if (script.scheme.cased && !read.shout && read.capital.lastIndexOf(true) > 1)
      score += capitalInside
    for (const char of word) if (loanLetters.includes(char)) score += unread
  }
  return score
}

function lettersScore(letters: readonly string[], script: Script): number {
  const { frequency, carrier } = script.table
  let score = 0
  let [vowels, consonants] = [0, 0]
  for (const [at, letter] of letters.entries()) {
    if (letter === carrier?.letter) {
      if (at > 0) score += carrierInside
      vowels = 0
      consonants = 0
      continue
    }
    score += Math.log((frequency[letter] ?? 0.1) / 1000)
    if (!carrier) continue
    // A syllable has one vowel, and at most one consonant before it and two after.
    vowels = script.vowels.has(letter) ? vowels + 1 : 0
    consonants = vowels > 0 ? 0 : consonants + 1
    if (vowels > 1) score += hiatus
    if (consonants > 2 || (consonants === 2 && at === 1)) score += threeConsonants
  }
  return score
}
