// Languages: BCP 47 tags with a script where it matters (`ug` is Arabic script, `ug-Latn`, `ug-Cyrl`).
// Direction comes from our own table: the runtime answers wrongly for `ug-Latn` and `ug-Cyrl`.

import {
  autonyms,
  regionScripts,
  renamedLanguages,
  rtlScripts,
  scriptLanguages,
} from './tables/languages.ts'
import { type Clue, letterClues } from './tables/letter-clues.ts'

declare const brand: unique symbol
/** A language tag in canonical case, made by parseLang() only. */
export type Lang = string & { readonly [brand]: 'Lang' }
export type Direction = 'ltr' | 'rtl'

const defaultScripts = new Map(
  Object.entries(scriptLanguages).flatMap(([script, languages]) =>
    languages.split(' ').map((language) => [language, script] as const),
  ),
)

// Language, script, region, variants (RFC 5646, section 2.1). No extensions: `-u-nu-arab` says how
// to print, not what a text is written in.
const shape =
  /^(?<language>[a-z]{2,3})(?:-(?<script>[a-z]{4}))?(?:-(?<region>[a-z]{2}|\d{3}))?(?<variants>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)$/i

/**
 * Reads a BCP 47 tag. The script a language has by default is dropped, old subtags are renewed:
 * `UG-arab` -> `ug`, `zh_hans` -> `zh-Hans`, `iw` -> `he`. Throws SyntaxError on anything else.
 */
export function parseLang(text: string): Lang {
  const match = text.length > 40 ? null : shape.exec(text.trim().replaceAll('_', '-'))
  if (!match?.groups) throw new SyntaxError(`Cannot read language "${text}": not a BCP 47 tag`)
  const written = (match.groups['language'] ?? '').toLowerCase()
  const [language = written, renewedScript] = (renamedLanguages[written] ?? written).split('-')
  const script = titleCase(match.groups['script'] ?? renewedScript ?? '')
  const region = (match.groups['region'] ?? '').toUpperCase()
  // `zh-Hans` keeps its script: `zh` alone does not say enough to readers or to browsers.
  const suppressed = script === defaultScript(language, region) && !isChinese(language)
  const parts = [language, suppressed ? '' : script, region].filter((part) => part !== '')
  return (parts.join('-') + (match.groups['variants'] ?? '').toLowerCase()) as Lang
}

/** Whether parseLang() would give back the very same text. */
export function isLang(text: string): text is Lang {
  if (!shape.test(text)) return false
  return parseLang(text) === text
}

/** The ISO 15924 script of texts in this language: `ug` -> `Arab`, `zh-TW` -> `Hant`. */
export function scriptOf(lang: Lang): string {
  return remembered(scripts, lang, () => {
    const { language, script, region } = shape.exec(lang)?.groups ?? {}
    return script ?? defaultScript(language ?? '', region ?? '')
  })
}

/** Which way texts in this language run. Vertical scripts are not laid out; they count as ltr. */
export function direction(lang: Lang): Direction {
  return rtlScripts.includes(scriptOf(lang)) ? 'rtl' : 'ltr'
}

/** The primary subtag: `ug-Latn` -> `ug`. */
export function languageOf(lang: Lang): string {
  return lang.split('-', 1)[0] ?? lang
}

/** The name of this language's folder in the published tree: `ug-Latn` -> `ug-latn`. */
export function folderOf(lang: Lang): string {
  return lang.toLowerCase()
}

/** What the language calls itself, in its own script; the tag itself when we do not know. */
export function autonym(lang: Lang): string {
  return remembered(ownNames, lang, () => {
    const language = languageOf(lang)
    const inScript = autonyms[`${language}-${scriptOf(lang)}`]
    const byDefault =
      scriptOf(lang) === defaultScript(language, '') ? autonyms[language] : undefined
    return autonyms[lang] ?? inScript ?? byDefault ?? lang
  })
}

const scripts = new Map<Lang, string>()
const ownNames = new Map<Lang, string>()

/** Every page asks; a newsroom has few languages, but a hostile import may name any number. */
function remembered(known: Map<Lang, string>, lang: Lang, find: () => string): string {
  let found = known.get(lang)
  if (found === undefined) {
    found = find()
    if (known.size > 1000) known.clear()
    known.set(lang, found)
  }
  return found
}

/**
 * Where a reader of `lang` looks for a missing article: `lang` itself, then the other scripts and
 * regions of the same language, then the rest, each in the newsroom's own order. No language twice.
 */
export function fallbackChain(lang: Lang, order: readonly Lang[]): readonly Lang[] {
  const same = order.filter((other) => languageOf(other) === languageOf(lang))
  return [...new Set([lang, ...same, ...order])]
}

/**
 * The language an imported text is probably in, judged by its letters: which script most of them are
 * in, and letters only one language has. null when the letters do not tell, as in English or French.
 */
export function guessLang(text: string): Lang | null {
  const sample = text.slice(0, 4000)
  const counts = letterClues.map(({ letters }) => sample.match(letters)?.length ?? 0)
  const most = Math.max(...counts)
  const clues = most === 0 ? undefined : letterClues[counts.indexOf(most)]
  const found = clues?.clues.find((clue) => fits(clue, sample))
  return found === undefined ? null : parseLang(found.tag)
}

function fits(clue: Clue, sample: string): boolean {
  if (clue.has.some((pattern) => sample.search(pattern) < 0)) return false
  if (clue.lacks?.test(sample)) return false
  const [words, marked] = [/\p{L}+/gu, clue.has[0] ?? /$/g].map((p) => sample.match(p)?.length ?? 0)
  return clue.share === undefined || (marked ?? 0) >= Math.max(3, (words ?? 0) * clue.share)
}

function defaultScript(language: string, region: string): string {
  return regionScripts[`${language}-${region}`] ?? defaultScripts.get(language) ?? 'Latn'
}

function isChinese(language: string): boolean {
  return language === 'zh'
}

function titleCase(subtag: string): string {
  return subtag.slice(0, 1).toUpperCase() + subtag.slice(1).toLowerCase()
}
