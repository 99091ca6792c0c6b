// The settings of a newsroom as people type them: each read by one parser, on screen as on the command
// line. Each throws a RangeError or SyntaxError that says what is wrong with it.
import { type Lang, languageOf, parseLang } from '../text/lang.ts'
import { canDerive } from '../text/scripts/convert.ts'
import { isReservedName } from '../text/slug.ts'
import type { Newsroom } from './newsroom.ts'

/** "en,ug,ug-Latn" -> the languages in that order, none twice, one at least. */
export function parseLanguages(text: string): readonly Lang[] {
  const languages = text
    .split(/[\s,]+/)
    .filter((tag) => tag !== '')
    .map(parseLang)
  const twice = languages.find((lang, index) => languages.indexOf(lang) !== index)
  if (twice !== undefined) throw new RangeError(`Cannot use languages "${text}": "${twice}" twice`)
  if (languages.length === 0) throw new RangeError('Cannot use no languages: name at least one')
  return languages
}

/** "https://news.example" -> "https://news.example/". */
export function parseSiteUrl(text: string): string {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new RangeError(`Cannot use address "${text}": not one of https:// or http://`)
  if (url.username !== '' || url.search !== '' || url.hash !== '')
    throw new RangeError(`Cannot use address "${text}": only a host and a path`)
  return url.href.endsWith('/') ? url.href : `${url.href}/`
}

/** "Europe/Berlin", in the spelling of the table of zones. */
export function parseZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch (cause) {
    throw new RangeError(`Cannot use zone "${text}": no such zone, "Europe/Berlin" is one`, {
      cause,
    })
  }
}

/** The first script listed of a language is the one texts are written in. */
export function derivedScripts(languages: readonly Lang[]): Newsroom['derived'] {
  return languages.flatMap((to) => {
    const from = languages.find((lang) => languageOf(lang) === languageOf(to)) ?? to
    return canDerive(from, to) ? [{ from, to }] : []
  })
}

/** "press-releases": part of addresses. */
export function parseSectionKey(key: string): string {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(key) || key.length > 40)
    throw new RangeError(`Cannot use key "${key}": not letters a-z, digits and hyphens`)
  if (isReservedName(key)) throw new RangeError(`Cannot use key "${key}": it has another meaning`)
  return key
}
