// What the studio says. One file per language in words/; English says what the others lack. The
// places of arguments are {name}; arguments go into <bdi> elements (see layout.ts), never into text.
import { type Lang, parseLang } from '../text/lang.ts'
import en from './words/en.json' with { type: 'json' }
import tr from './words/tr.json' with { type: 'json' }
import ug from './words/ug.json' with { type: 'json' }

export type StudioWord = keyof typeof en

const catalogs: Readonly<Record<string, Readonly<Partial<Record<StudioWord, string>>>>> = {
  en,
  ug,
  tr,
}

/** Languages the studio speaks. */
export const worded: readonly Lang[] = Object.keys(catalogs).map(parseLang)

/** One text with its arguments put in. RangeError when an argument is missing. */
export function tell(
  lang: Lang,
  word: StudioWord,
  args: Readonly<Record<string, string | number>> = {},
): string {
  const text = catalogs[lang]?.[word] ?? en[word]
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = args[name]
    if (value === undefined)
      throw new RangeError(`Cannot tell "${word}": argument "${name}" is missing`)
    return String(value)
  })
}
