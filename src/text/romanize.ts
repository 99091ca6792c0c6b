// Any text to ASCII, for slugs and search keys; never for showing. Total: a letter nobody knows is
// dropped, so the result may be empty. Equal for NFC and NFD, with or without ZWNJ and tatweel.
import anyAscii from 'any-ascii'
import { guessLang, type Lang, languageOf, scriptOf } from './lang.ts'
import { cyrillic, cyrillicOf, latinOf, uyghurArabic } from './tables/romanization.ts'

/** Written like an apostrophe: hemze in Latin Uyghur, ʻ in Uzbek, quotes people type for them. */
const apostrophes = /[`´ʹʻʼʽˈ΄‘’‛′＇]/g
const invisible = /[\u0640\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g
/** Hemze typed as a mark on another bearer, which NFC leaves alone. */
const markedHemze = /[\u0649\u06CC]\u0654/g
/** Accents and vowel points that have not become part of a letter; of Indic scripts they are letters. */
const loneMarks = /[\u0300-\u036F\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED]/g
const uyghurVowels = 'اەوۇۆۈېى'
const isLetter = /^\p{L}$/u

type Reader = (at: number) => string | undefined

/**
 * ASCII (` ` to `~`) for `text`; ASCII letters stay as they are. `lang` says how letters that several
 * languages share are read; without it the letters themselves decide. Linear in the text's length.
 */
export function romanize(text: string, lang?: Lang): string {
  if (/^[ -_a-~]*$/.test(text)) return text
  const letters = [
    ...text
      .replace(invisible, '')
      .normalize('NFC')
      .replace(markedHemze, 'ئ')
      .replace(apostrophes, "'")
      .replace(loneMarks, ''),
  ]
  const readers = [
    arabicReader(letters, lang),
    tableReader(letters, cyrillicOf[cyrillicLanguage(letters, lang)]),
    tableReader(letters, cyrillic),
    tableReader(letters, latinOf[lang === undefined ? '' : languageOf(lang)]),
  ]
  const out: string[] = []
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? ''
    let latin: string | undefined
    for (const read of readers) latin ??= read(at)
    out.push(/^[ -~]$/.test(letter) ? letter : asciiOnly(latin ?? anyAscii(letter)))
  }
  return out.join('')
}

/** Reads Uyghur letters: hemze is silent at the start of a word and an apostrophe inside it. */
function arabicReader(letters: readonly string[], lang: Lang | undefined): Reader {
  if (!isTurkicArabic(letters, lang)) return () => undefined
  return (at) => {
    const letter = letters[at] ?? ''
    const [before, after] = [letters[at - 1] ?? '', letters[at + 1] ?? '']
    if (letter === 'ئ') return isLetter.test(before) ? "'" : ''
    // U+0647 stands for both h and e in texts typed on Arabic keyboards; two vowels never meet.
    if (letter === '\u0647')
      return !isLetter.test(before) || isVowel(before) || isVowel(after) ? 'h' : 'e'
    return uyghurArabic.get(letter)
  }
}

function isVowel(letter: string): boolean {
  return letter !== '' && uyghurVowels.includes(letter)
}

function tableReader(
  letters: readonly string[],
  table: ReadonlyMap<string, string> | undefined,
): Reader {
  if (table === undefined) return () => undefined
  return (at) => {
    const letter = letters[at] ?? ''
    const lower = letter.toLowerCase()
    const latin = table.get(lower)
    if (latin === undefined || letter === lower || latin === '') return latin
    // A capital that becomes two letters is all capitals only in a word of capitals: ШАР, Шар.
    const beside =
      [letters[at + 1] ?? '', letters[at - 1] ?? ''].find((l) => isLetter.test(l)) ?? ''
    const shouting = beside !== beside.toLowerCase()
    return shouting ? latin.toUpperCase() : latin.slice(0, 1).toUpperCase() + latin.slice(1)
  }
}

/** Arabic and Persian have the same letters with other values; they go to any-ascii. */
function isTurkicArabic(letters: readonly string[], lang: Lang | undefined): boolean {
  const turkic = ['ug', 'kk', 'ky']
  if (lang !== undefined && scriptOf(lang) === 'Arab') return turkic.includes(languageOf(lang))
  const arabic = letters.filter((letter) => /\p{Script=Arab}/u.test(letter)).join('')
  const guess = arabic === '' ? null : guessLang(arabic)
  return guess !== null && turkic.includes(languageOf(guess))
}

function cyrillicLanguage(letters: readonly string[], lang: Lang | undefined): string {
  if (lang !== undefined && cyrillicOf[languageOf(lang)] !== undefined) return languageOf(lang)
  const own = letters.filter((letter) => /\p{Script=Cyrl}/u.test(letter)).join('')
  const guess = own === '' ? null : guessLang(own)
  return guess === null ? '' : languageOf(guess)
}

function asciiOnly(text: string): string {
  return text.replace(/[^ -~]/g, ' ').replaceAll('`', "'")
}
