// Order of names and titles in a list. Keys compare by code point, in JavaScript and in SQL alike, and
// come from our own tables: the runtime sorts Uyghur wrongly, and its order changes with its version.
import { stripControls } from './bidi.ts'
import { type Lang, languageOf, scriptOf } from './lang.ts'
import { romanize } from './romanize.ts'
import { alphabets, uyghurAlphabets, uyghurPairs } from './tables/alphabets.ts'

/** A letter, or several that count as one, to its place or places, each one character of a key. */
type Alphabet = ReadonlyMap<string, string>

/** Places of the language's own letters; foreign letters come after them, digits and spaces before. */
const firstPlace = 0x100
const firstForeign = 0x200
const longestSpelling = 3
/** Hemze, signs inside words and marks have no place: they never decide the order. */
const placeless = /[\u0621\u0674'ʼъьЪЬ\u0640\u200C\u200D]|\p{Mn}/gu

const uyghur = uyghurAlphabet()
const made = new Map<string, Alphabet>()

/**
 * A key by which texts of a language sort; equal for one Uyghur word in its three scripts, and where
 * only hemze, case, marks or punctuation differ. Sort by id as well where the order must be total.
 */
export function sortKey(text: string, lang: Lang): string {
  const places = alphabetOf(lang)
  const lower = stripControls(text)
    .normalize('NFC')
    .replace(/[’‘ʻʼ`´]/g, "'")
    .replace(/[Iİ]/g, (letter) => (isDotless(lang) && letter === 'I' ? 'ı' : 'i'))
    .toLowerCase()
  let key = ''
  for (let at = 0; at < lower.length; ) {
    const [place, length] = placeAt(lower, at, places)
    key += place
    at += length
  }
  return key.replace(/ +/g, ' ').trim()
}

function placeAt(
  text: string,
  at: number,
  places: Alphabet,
): readonly [place: string, length: number] {
  for (let length = longestSpelling; length > 0; length--) {
    const place = places.get(text.slice(at, at + length))
    if (place !== undefined && at + length <= text.length) return [place, length]
  }
  const letter = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return [otherPlace(letter, places), letter.length]
}

/** A letter the alphabet lacks: without its diacritics, or by its Latin reading after all others. */
function otherPlace(letter: string, places: Alphabet): string {
  if (letter.search(placeless) >= 0 || letter === 'ئ') return ''
  if (/\p{Nd}/u.test(letter)) return romanize(letter)
  if (!/\p{L}/u.test(letter)) return ' '
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '')
  const place = places.get(base)
  if (place !== undefined) return place
  const latin = romanize(letter)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  return [...latin]
    .map((l) => String.fromCodePoint(firstForeign + (l.codePointAt(0) ?? 0)))
    .join('')
}

function alphabetOf(lang: Lang): Alphabet {
  const language = languageOf(lang)
  if (language === 'ug') return uyghur
  const known = made.get(lang)
  if (known !== undefined) return known
  const script = scriptOf(lang)
  const byScript: Record<string, string | undefined> = {
    Cyrl: alphabets['ru'],
    Arab: alphabets['ar'],
  }
  const own = alphabets[`${language}-${script}`] ?? alphabets[language]
  const cells = ((isOf(own, script) ? own : byScript[script]) ?? '')
    .split(' ')
    .filter((c) => c !== '')
  const places = new Map(
    cells.flatMap((cell, place) => cell.split('/').map((l) => [l, placeCharacter(place)] as const)),
  )
  made.set(lang, places)
  return places
}

/** All three scripts in one table: a list may mix them. */
function uyghurAlphabet(): Alphabet {
  const places = new Map<string, string>()
  for (const cells of Object.values(uyghurAlphabets))
    for (const [place, cell] of cells.split(' ').entries())
      for (const letter of cell.split('/')) places.set(letter, placeCharacter(place))
  for (const [spelling, letters] of Object.entries(uyghurPairs))
    places.set(spelling, [...letters].map((letter) => places.get(letter) ?? '').join(''))
  return places
}

/** Whether an alphabet is in this script, by its first letter: `kk` has one for Cyrillic only. */
function isOf(cells: string | undefined, script: string): boolean {
  const patterns: Record<string, RegExp> = {
    Latn: /^\p{Script=Latn}/u,
    Cyrl: /^\p{Script=Cyrl}/u,
    Arab: /^\p{Script=Arab}/u,
  }
  return cells !== undefined && patterns[script]?.test(cells) === true
}

/** Languages where I is the capital of ı. */
function isDotless(lang: Lang): boolean {
  return ['tr', 'az'].includes(languageOf(lang))
}

function placeCharacter(place: number): string {
  return String.fromCodePoint(firstPlace + place)
}
