// A word of a name as sounds (alphabet: tables/letters.ts). A word can have more than one reading:
// "Maimaiti" is what it says, and also Chinese for Memet; both readings are compared, the better counts.
import type { Lang } from '../lang.ts'
import { romanize } from '../romanize.ts'
import { soundLength } from './costs.ts'
import {
  abjadLetters,
  cyrillicLetters,
  fullArabicLetters,
  fullArabicMark,
  latinGroups,
  latinLetters,
} from './tables/letters.ts'
import { soundsOfSyllable } from './tables/pinyin.ts'

export interface Reading {
  readonly sounds: string
  /** In full sounds; fillers count less. */
  readonly length: number
  /** The script left vowels out: missing ones cost little. */
  readonly abjad: boolean
  /** Read through Chinese syllables. */
  readonly pinyin: boolean
}

/** A reading before its length is taken. */
type Heard = Omit<Reading, 'length'>

export type WordScript = 'Latn' | 'Cyrl' | 'Arab' | 'Hani' | 'other'

/** Longest word read, in UTF-16 units. */
const wordMax = 48

export function scriptOfWord(word: string): WordScript {
  if (/\p{Script=Han}/u.test(word)) return 'Hani'
  if (/\p{Script=Arabic}/u.test(word)) return 'Arab'
  if (/\p{Script=Cyrillic}/u.test(word)) return 'Cyrl'
  if (/\p{Script=Latin}/u.test(word)) return 'Latn'
  return 'other'
}

/**
 * Does this name write all its vowels, if it is in Arabic letters? The language decides when it is
 * known; else one letter that only Uyghur, Kazakh or Kyrgyz writing has.
 */
export function isFullArabic(name: string, lang?: Lang): boolean {
  if (lang !== undefined && /^(?:ug|kk|ky)(?:-|$)/.test(lang)) return true
  if (lang !== undefined && /^(?:ar|fa|ur|ps)(?:-|$)/.test(lang)) return false
  return fullArabicMark.test(name)
}

/** The readings of one word, the plain one first; [] when it has no letters we can sound. */
export function readingsOf(word: string, fullArabic: boolean): readonly Reading[] {
  const text = word.slice(0, wordMax).toWellFormed().replace(/İ/g, 'i').toLowerCase()
  return byScript(text, fullArabic)
    .map((heard) => {
      const sounds = withEndings({ ...heard, sounds: squeeze(heard.sounds) })
      return { ...heard, sounds, length: soundLength(sounds) }
    })
    .filter(({ sounds }) => sounds !== '')
}

function byScript(text: string, fullArabic: boolean): readonly Heard[] {
  switch (scriptOfWord(text)) {
    case 'Hani': {
      const syllables = [...text].map((letter) => asciiLetters(romanize(letter)))
      const sounds = syllables.map((one) => soundsOfSyllable(one) ?? latinSounds(one)).join('')
      const plain = syllables.map(latinSounds).join('')
      return [plainReading(plain), { sounds, abjad: false, pinyin: true }]
    }
    case 'Arab':
      return [
        fullArabic
          ? plainReading(fullArabicSounds(text))
          : { sounds: abjadSounds(text), abjad: true, pinyin: false },
      ]
    case 'Cyrl':
      return [plainReading(cyrillicSounds(text))]
    case 'Latn':
      return latinReadings(text)
    default:
      return [plainReading(fillerVowels(latinSounds(asciiLetters(romanize(text))), text))]
  }
}

function plainReading(sounds: string): Heard {
  return { sounds, abjad: false, pinyin: false }
}

function latinReadings(text: string): readonly Heard[] {
  const plain = plainReading(latinSounds(text))
  const syllables = syllablesOf(text)
  if (syllables === null || syllables.length < 2) return [plain]
  const sounds = syllables.map((one) => soundsOfSyllable(one) ?? '').join('')
  return [plain, { sounds, abjad: false, pinyin: true }]
}

/** A Latin word cut into pinyin syllables, fewest first; null when it cannot be. */
function syllablesOf(text: string): readonly string[] | null {
  const word = text
    .normalize('NFD')
    .replace(/u\u0308/g, 'v')
    .replace(/[^a-z]/g, '')
  if (word.length > 32) return null
  const best: (readonly string[] | null)[] = [[]]
  for (let end = 1; end <= word.length; end++) {
    best[end] = null
    for (let start = Math.max(0, end - 6); start < end; start++) {
      const before = best[start]
      if (before == null) continue
      const syllable = word.slice(start, end)
      if (soundsOfSyllable(syllable) === null) continue
      const old = best[end]
      if (old == null || before.length + 1 < old.length) best[end] = [...before, syllable]
    }
  }
  return best[word.length] ?? null
}

function latinSounds(text: string): string {
  const word = text.normalize('NFC').replace(/[^\p{L}\p{M}]/gu, '')
  let out = ''
  for (let at = 0; at < word.length; ) {
    const group = latinGroups.find(([letters]) => word.startsWith(letters, at))
    if (group === undefined) {
      out += latinLetter(word, at)
      at++
      continue
    }
    // German and French ch before a consonant is kh: Achmed, Enchbold.
    const hard = group[0] === 'ch' && /^[bdfgkmnprtvwz]/.test(word.slice(at + 2))
    out += hard ? 'X' : group[1]
    at += group[0].length
  }
  return latinGlides(out)
}

function latinLetter(word: string, at: number): string {
  const letter = word[at] ?? ''
  return latinLetters.get(letter) ?? latinLetters.get(letter.normalize('NFD')[0] ?? '') ?? ''
}

/** y between consonants is a vowel; i after a vowel is a glide; u after a vowel is w. */
function latinGlides(sounds: string): string {
  return sounds
    .replace(/(?<![aAeiIoOuU]|^)y(?![aAeiIoOuU])/g, 'I')
    .replace(/(?<=[aAeoOuU])i(?![yi])/g, 'y')
    .replace(/[iI]y$/, 'i')
}

function cyrillicSounds(text: string): string {
  let out = ''
  for (const letter of text.normalize('NFC')) {
    out +=
      cyrillicLetters.get(letter) ??
      latinLetters.get(letter) ??
      cyrillicLetters.get(letter.normalize('NFD')[0] ?? '') ??
      ''
  }
  return out
    .replace(/dZ/g, 'j')
    .replace(/dS|tS/g, 'c')
    .replace(/ng(?![aAeiIoOuU])/g, 'N')
    .replace(/(?<=[aAeoOuU])i/g, 'y')
    .replace(/[iI]y$/, 'i')
}

function fullArabicSounds(text: string): string {
  let out = ''
  const letters = [...text]
  letters.forEach((letter, at) => {
    // U+0647 is typed for both h and e: before a vowel or first it is h.
    const isAe = letter === 'ه' && at > 0 && !/[اەوۇۆۈېىي]/.test(letters[at + 1] ?? '')
    out += isAe ? 'A' : (fullArabicLetters.get(letter) ?? abjadLetters.get(letter) ?? '')
  })
  return out
}

function abjadSounds(text: string): string {
  const bare = text.length > 4 ? text.replace(/^ال/u, '') : text
  let out = ''
  for (const letter of bare) out += abjadLetters.get(letter) ?? ''
  return out.replace(/(?<=.)h$/, '1').replace(/^a(?=[^aAeiIoOuU*WY])/, '*')
}

/** Kana and Hangul put filler vowels after consonants and have one letter for l and r. */
function fillerVowels(sounds: string, text: string): string {
  if (!/\p{Script=Katakana}|\p{Script=Hiragana}|\p{Script=Hangul}/u.test(text)) return sounds
  return sounds
    .replace(/(?<=[^aAeiIoOuUy])u/g, '5')
    .replace(/(?<=[td])o/g, '4')
    .replace(/[lr]/g, 'L')
}

function asciiLetters(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '')
}

/** Doubled sounds count once. */
export function squeeze(sounds: string): string {
  return sounds.replace(/(.)\1+/g, '$1')
}

/** Endings that say "son, daughter of" or make a family name are one sound, however spelled. */
function withEndings({ sounds, abjad, pinyin }: Heard): string {
  if (sounds.length < 6) return sounds
  if (abjad) return sounds.replace(/(?:a?[Y7]+|W)[fvW]a?$/, 'V')
  const family = pinyin ? pinyinFamilyEnding : familyEnding
  return sounds.replace(patronymicEnding, 'P').replace(family, 'V')
}

const patronymicEnding =
  /(?:[yj]?[oeO]vi[cCJ]|[yj]?[oeO]v?na|[uU]l[iIuy]|[qkgG][IiUue]?z[iIy]|[oO][gG]?l[iIuy]|zad[aAe]|zAdA)$/
const familyEnding = /[yj7]*[oeOa](?:v|f|w)(?:a|A|5)?$/
const pinyinFamilyEnding = /(?:ye|e7|o)(?:f5|w[aA])$/
