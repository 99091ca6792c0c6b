// What the interface says, in the eleven languages of words/*.json (MessageFormat 2 messages).
// Texts are plain: in HTML use phrase() and put each argument into a <bdi>; say() isolates nothing.
import { MessageFormat, parseMessage } from 'messageformat'
import { isolateIfNeeded } from './bidi.ts'
import { direction, type Lang, languageOf, parseLang, scriptOf } from './lang.ts'
import { neighbours } from './tables/neighbours.ts'
import ar from './words/ar.json' with { type: 'json' }
import de from './words/de.json' with { type: 'json' }
import en from './words/en.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import kk from './words/kk.json' with { type: 'json' }
import ru from './words/ru.json' with { type: 'json' }
import tr from './words/tr.json' with { type: 'json' }
import ug from './words/ug.json' with { type: 'json' }
import ugCyrl from './words/ug-Cyrl.json' with { type: 'json' }
import ugLatn from './words/ug-Latn.json' with { type: 'json' }
import zhHans from './words/zh-Hans.json' with { type: 'json' }

export type WordKey = keyof typeof en
export type WordArgs = Readonly<Record<string, string | number>>
/** A piece of a phrase: words of ours, or the place of an argument. */
export type PhrasePart = { readonly text: string } | { readonly arg: string }

type Catalog = Readonly<Record<WordKey, string>>
/** Parts when the message only has places for arguments; otherwise (plurals) a formatter. */
type Message = readonly PhrasePart[] | MessageFormat

const catalogs = new Map<string, Catalog>(
  Object.entries({
    en,
    ug,
    'ug-Latn': ugLatn,
    'ug-Cyrl': ugCyrl,
    tr,
    kk,
    'zh-Hans': zhHans,
    ar,
    ru,
    de,
    fr,
  }),
)
/** Languages that have words of their own. */
export const worded: readonly Lang[] = [...catalogs.keys()].map(parseLang)

const messages = new Map<string, Message>()
const serving = new Map<Lang, Lang>()

/**
 * Which of the eleven speaks to readers of `lang`: itself, its language in the same script, a
 * neighbour most of its readers know, English last. Put its tag on the element that holds the words.
 */
export function wordsLang(lang: Lang): Lang {
  const known = serving.get(lang)
  if (known !== undefined) return known
  const language = languageOf(lang)
  const candidates = [
    lang,
    `${language}-${scriptOf(lang)}`,
    ...worded.filter((l) => languageOf(l) === language && scriptOf(l) === scriptOf(lang)),
    neighbours[`${language}-${scriptOf(lang)}`],
    neighbours[language],
    ...worded.filter((l) => languageOf(l) === language),
  ]
  const found = candidates.find((tag) => tag !== undefined && catalogs.has(tag)) ?? 'en'
  const served = parseLang(found)
  serving.set(lang, served)
  return served
}

/**
 * One message as plain text, arguments put in as they are. Throws RangeError on an unknown key or
 * an argument that is missing: a page must not go out with a hole.
 */
export function say(lang: Lang, key: WordKey, args: WordArgs = {}): string {
  const message = messageOf(lang, key)
  if (message instanceof MessageFormat) {
    return message.format(args, (cause) => {
      throw new RangeError(`Cannot say "${key}" in "${lang}": arguments do not fit`, { cause })
    })
  }
  const [only] = message
  if (message.length === 1 && only !== undefined && 'text' in only) return only.text
  return message
    .map((part) => ('text' in part ? part.text : argument(key, args, part.arg)))
    .join('')
}

/** The same with each argument isolated where it runs the other way: for feed titles, mail, terminals. */
export function sayIsolated(lang: Lang, key: WordKey, args: WordArgs): string {
  const side = direction(wordsLang(lang))
  const isolated = Object.entries(args).map(([name, value]) => [
    name,
    typeof value === 'number' ? value : isolateIfNeeded(value, side),
  ])
  return say(lang, key, Object.fromEntries(isolated))
}

/** The pieces of a message without plurals, in order, for renderers that wrap arguments in elements. */
export function phrase(lang: Lang, key: WordKey): readonly PhrasePart[] {
  const message = messageOf(lang, key)
  if (message instanceof MessageFormat)
    throw new RangeError(`Cannot split message "${key}" in "${lang}": it depends on a number`)
  return message
}

function messageOf(lang: Lang, key: WordKey): Message {
  const served = wordsLang(lang)
  const cached = messages.get(`${served} ${key}`)
  if (cached !== undefined) return cached
  const source = Object.hasOwn(en, key) ? catalogs.get(served)?.[key] : undefined
  if (source === undefined)
    throw new RangeError(`Cannot say "${key}" in "${lang}": no such message`)
  const message = compile(served, source)
  messages.set(`${served} ${key}`, message)
  return message
}

function compile(lang: Lang, source: string): Message {
  const model = parseMessage(source)
  // Digits are 0-9 in every language here; the runtime would print others for some.
  if (model.type === 'select' || model.declarations.length > 0)
    return new MessageFormat(`${lang}-u-nu-latn`, model, { bidiIsolation: 'none' })
  return model.pattern.map((part) => {
    if (typeof part === 'string') return { text: part }
    if (part.type === 'expression' && part.arg?.type === 'variable') return { arg: part.arg.name }
    throw new SyntaxError(`Cannot compile message "${source}": only plain arguments are known`)
  })
}

function argument(key: WordKey, args: WordArgs, name: string): string {
  const value = args[name]
  if (value === undefined)
    throw new RangeError(`Cannot say "${key}": argument "${name}" is missing`)
  return String(value)
}
