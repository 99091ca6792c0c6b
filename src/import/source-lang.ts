// The language of an old site's text: what it says, in the script its letters are in; where it says
// nothing, what the letters say.
import { guessLang, type Lang, languageOf, parseLang, scriptOf } from '../text/lang.ts'
import type { HowToRead } from './how.ts'

/** A tag as a language, or null: "ug_CN", "tr-TR", "zh-hans". */
export function langOf(tag: string | null): Lang | null {
  if (tag === null || /^(?:und|zxx|neutral|mis|all|)$/i.test(tag)) return null
  try {
    return parseLang(tag)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The language of a text whose source says `stated`; `siteLang` is that of the old site. */
export function textLang(
  stated: Lang | null,
  sample: string,
  {
    lang,
    languages,
    siteLang,
  }: Pick<HowToRead, 'lang' | 'languages'> & { readonly siteLang: Lang | null },
): Lang | null {
  const letters = guessLang(sample.replace(/<[^<>]*>/g, ' '))
  const guessed = letters !== null && languages.includes(letters) ? letters : null
  if (stated === null) return guessed ?? lang ?? ours(siteLang, languages) ?? letters
  if (guessed !== null && languageOf(guessed) === languageOf(stated)) return guessed
  return ours(stated, languages)
}

/** "tr-TR" is the newsroom's "tr". */
function ours(stated: Lang | null, languages: readonly Lang[]): Lang | null {
  if (stated === null || languages.includes(stated)) return stated
  const same = languages.find(
    (lang) => languageOf(lang) === languageOf(stated) && scriptOf(lang) === scriptOf(stated),
  )
  return same ?? stated
}
