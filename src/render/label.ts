// The interface's words as markup. A language without words of its own is served by another one:
// its words are then marked as what they are, so that a voice reads them right.
import type { Moment } from '../model/time.ts'
import { formatDateline, formatDay } from '../text/dates.ts'
import { Kept } from '../text/kept.ts'
import { direction, type Lang, languageOf } from '../text/lang.ts'
import { phrase, say, type WordKey, wordsLang } from '../text/words.ts'
import { type Attr, attribute, type Html, html, joined, type Value } from './html.ts'
import { dateTime } from './when.ts'

const labels = new Map<string, Html>()

/** A message without arguments. */
export function label(lang: Lang, key: WordKey): Html {
  const name = `${lang} ${key}`
  let made = labels.get(name)
  if (made === undefined) {
    made = inWords(lang, html`${say(lang, key)}`)
    labels.set(name, made)
  }
  return made
}

/** A message with its arguments, each isolated from the words around it. */
export function labelWith(lang: Lang, key: WordKey, args: Readonly<Record<string, Value>>): Html {
  const parts = phrase(lang, key).map((part) =>
    'text' in part ? html`${part.text}` : html`<bdi>${args[part.arg]}</bdi>`,
  )
  return inWords(lang, joined(parts, ''))
}

/** "Original language: Türkçe" */
export function labelled(lang: Lang, key: WordKey, value: Value): Html {
  return html`${leadIn(lang, key)}<bdi>${value}</bdi>`
}

/** A label with the colon of its language, before what it names: "People: ", "人物：". */
export function leadIn(lang: Lang, key: WordKey): Html {
  return html`${label(lang, key)}${colonOf(lang)}`
}

/** The colon that leads in, with its space: full-width in Chinese and Japanese, set off in French. */
export function colonOf(lang: Lang): string {
  const language = languageOf(wordsLang(lang))
  if (language === 'zh' || language === 'ja') return '：'
  return language === 'fr' ? '\u00a0: ' : ': '
}

const times = new Kept<string, Html>(20_000)

/** The dateline as readers of `lang` write it. */
export function timeElement(lang: Lang, when: Moment): Html {
  const { date, time, zone, precision } = when
  const name = `${lang} ${date} ${time} ${zone} ${precision}`
  return times.of(name, () => makeTimeElement(lang, when))
}

function makeTimeElement(lang: Lang, when: Moment): Html {
  const time = when.precision === 'day' ? null : when.time
  const text = formatDateline({ date: when.date, time }, lang)
  return html`<time datetime="${dateTime(when)}">${inWords(lang, html`${text}`)}</time>`
}

/** The day of a correction or a withdrawal, "2020-06-01". */
export function dayElement(lang: Lang, date: string): Html {
  return html`<time datetime="${date}">${inWords(lang, html`${formatDay(date, lang)}`)}</time>`
}

/** Markup in the page's interface words: marked when another language serves this one. */
export function inWords(lang: Lang, words: Html): Html {
  const served = wordsLang(lang)
  return served === lang ? words : html`<span${inLanguage(served, lang)}>${words}</span>`
}

const languageAttributes = new Map<string, readonly Attr[]>()

/** `lang`, and `dir` where it differs, for a piece in `own` on a page in `page`; nothing if equal. */
export function inLanguage(own: Lang | undefined, page: Lang): readonly Attr[] {
  if (own === undefined || own === page) return []
  const name = `${own} ${page}`
  let made = languageAttributes.get(name)
  if (made === undefined) {
    const dir = direction(own) === direction(page) ? null : direction(own)
    made = [attribute('lang', own), attribute('dir', dir)].filter((one) => one !== null)
    languageAttributes.set(name, made)
  }
  return made
}
