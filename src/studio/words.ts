// What the studio says. One folder per language in words/, a file per feature; English says what the
// others lack. The places of arguments are {name}: sayHtml() puts them into <bdi> elements.
import { type Html, html } from '../render/html.ts'
import { formatDateline } from '../text/dates.ts'
import { type Lang, parseLang } from '../text/lang.ts'
import enAccess from './words/en/access.json' with { type: 'json' }
import enArticles from './words/en/articles.json' with { type: 'json' }
import enFrame from './words/en/frame.json' with { type: 'json' }
import enMedia from './words/en/media.json' with { type: 'json' }
import enMoveIn from './words/en/move-in.json' with { type: 'json' }
import enPeople from './words/en/people.json' with { type: 'json' }
import enPublishing from './words/en/publishing.json' with { type: 'json' }
import enSettings from './words/en/settings.json' with { type: 'json' }
import trAccess from './words/tr/access.json' with { type: 'json' }
import trArticles from './words/tr/articles.json' with { type: 'json' }
import trFrame from './words/tr/frame.json' with { type: 'json' }
import trMedia from './words/tr/media.json' with { type: 'json' }
import trMoveIn from './words/tr/move-in.json' with { type: 'json' }
import trPeople from './words/tr/people.json' with { type: 'json' }
import trPublishing from './words/tr/publishing.json' with { type: 'json' }
import trSettings from './words/tr/settings.json' with { type: 'json' }
import ugAccess from './words/ug/access.json' with { type: 'json' }
import ugArticles from './words/ug/articles.json' with { type: 'json' }
import ugFrame from './words/ug/frame.json' with { type: 'json' }
import ugMedia from './words/ug/media.json' with { type: 'json' }
import ugMoveIn from './words/ug/move-in.json' with { type: 'json' }
import ugPeople from './words/ug/people.json' with { type: 'json' }
import ugPublishing from './words/ug/publishing.json' with { type: 'json' }
import ugSettings from './words/ug/settings.json' with { type: 'json' }

const en = {
  ...enFrame,
  ...enAccess,
  ...enArticles,
  ...enPeople,
  ...enSettings,
  ...enMedia,
  ...enMoveIn,
  ...enPublishing,
}
export type StudioWord = keyof typeof en
export type WordArgs = Readonly<Record<string, string | number>>

const catalogs: Readonly<Record<string, Readonly<Partial<Record<StudioWord, string>>>>> = {
  en,
  ug: {
    ...ugFrame,
    ...ugAccess,
    ...ugArticles,
    ...ugPeople,
    ...ugSettings,
    ...ugMedia,
    ...ugMoveIn,
    ...ugPublishing,
  },
  tr: {
    ...trFrame,
    ...trAccess,
    ...trArticles,
    ...trPeople,
    ...trSettings,
    ...trMedia,
    ...trMoveIn,
    ...trPublishing,
  },
}

/** Languages the studio speaks. */
export const worded: readonly Lang[] = Object.keys(catalogs).map(parseLang)

/** One text with its arguments put in. RangeError when an argument is missing. */
export function tell(lang: Lang, word: StudioWord, args: WordArgs = {}): string {
  return textOf(lang, word).replace(/\{(\w+)\}/g, (_, name: string) => argument(word, args, name))
}

/** The same as markup, each argument isolated from the direction of the words around it. */
export function sayHtml(
  lang: Lang,
  word: StudioWord,
  args: Readonly<Record<string, string | number | Html>>,
): readonly Html[] {
  return textOf(lang, word)
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1]
      if (name === undefined) return html`${part}`
      const value = args[name]
      return html`<bdi>${typeof value === 'object' ? value : argument(word, args, name)}</bdi>`
    })
}

/** Whether `word` is one the studio can say. */
export function isWord(word: string): word is StudioWord {
  return Object.hasOwn(en, word)
}

/** "Thursday, 28 May 2020, 13:21 (Europe/Berlin)": an instant where the newsroom keeps its clock. */
export function formatInstant(lang: Lang, at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const [date, time] = local.toPlainDateTime().toString({ smallestUnit: 'minute' }).split('T')
  return `${formatDateline({ date: date ?? '', time: time ?? null }, lang)} (${zone})`
}

function textOf(lang: Lang, word: StudioWord): string {
  return catalogs[lang]?.[word] ?? en[word]
}

function argument(word: StudioWord, args: Readonly<Record<string, unknown>>, name: string): string {
  const value = args[name]
  if (value === undefined)
    throw new RangeError(`Cannot tell "${word}": argument "${name}" is missing`)
  return String(value)
}
