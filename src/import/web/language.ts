// Which language a text of an old site is in. Such sites say the language of their menus on every
// page, over texts in any language: what the letters and words say comes first.
import { guessLang, type Lang, languageOf, parseLang, scriptOf } from '../../text/lang.ts'

const english =
  /(?<![\p{L}'’])(?:the|of|and|to|in|that|is|was|for|with|have|are|by|on)(?![\p{L}'’])/giu

/** The language of `text`; `stated` are tags the source gives, the closest to the text first. */
export function langOfText(text: string, stated: readonly (string | null)[]): Lang | null {
  const tags = stated.flatMap((tag) => readTag(tag) ?? [])
  const guess = guessLang(text) ?? (isEnglish(text) ? parseLang('en') : null)
  const [first] = tags
  if (guess === null) return fitting(tags, text) ?? null
  // "uz" for a text of Cyrillic Uzbek, "zh-TW" for one in traditional letters: the tag says more.
  const fits = tags.find(
    (tag) => languageOf(tag) === languageOf(guess) && scriptOf(tag) === scriptOf(guess),
  )
  if (fits !== undefined) return withoutRegion(fits)
  // Letters that several languages share tell too little against what is said close by.
  const isCommon =
    first !== undefined &&
    scriptOf(first) === scriptOf(guess) &&
    guess !== 'en' &&
    !tellsApart(guess)
  return isCommon ? withoutRegion(first) : guess
}

/** Languages that guessLang() names only by letters no other language has. */
function tellsApart(guess: Lang): boolean {
  return !['ar', 'fa', 'ru', 'zh-Hans', 'uz'].includes(guess)
}

function fitting(tags: readonly Lang[], text: string): Lang | null {
  const isLatin =
    (text.match(/\p{Script=Latn}/gu)?.length ?? 0) * 2 > (text.match(/\p{L}/gu)?.length ?? 0)
  const tag = tags.find((one) => (scriptOf(one) === 'Latn') === isLatin)
  return tag === undefined ? null : withoutRegion(tag)
}

function isEnglish(text: string): boolean {
  const sample = text.slice(0, 4000)
  const words = sample.match(/\p{L}+/gu)?.length ?? 0
  return words >= 5 && (sample.match(english)?.length ?? 0) >= words * 0.12
}

/** "tr-TR" of a server is the site's setting, not the text's. */
function withoutRegion(lang: Lang): Lang {
  const plain = parseLang(lang.replace(/-(?:[A-Z]{2}|\d{3})(?=-|$)/, ''))
  return scriptOf(plain) === scriptOf(lang) ? plain : lang
}

function readTag(tag: string | null): Lang | null {
  if (tag === null) return null
  try {
    const lang = parseLang(tag)
    return /^(?:und|zxx|mul)/.test(lang) ? null : chineseWithScript(lang)
  } catch (cause) {
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}

/** "zh-TW" is `zh-Hant`: regions stand for scripts in old sites' tags. */
function chineseWithScript(lang: Lang): Lang {
  return languageOf(lang) === 'zh' ? parseLang(`zh-${scriptOf(lang)}`) : lang
}
