// The braces of light markup: `{lang=tr dir=ltr}` before a block or behind [a phrase], `{th colspan=2}`
// in a cell. Read strictly: what is not exactly of this form is text.

export interface MarkdownAttributes {
  /** "p", "item", "list", "th", "td", or "". */
  readonly word: string
  readonly lang: string | null
  readonly dir: 'rtl' | 'ltr' | null
  readonly numbers: Readonly<Record<string, number>>
}

const wholeForm = /^\{([^{}\n]{0,200})\}/
const langForm = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/
const words = new Set(['p', 'item', 'list', 'th', 'td'])
const numberNames = new Set(['start', 'colspan', 'rowspan'])

/** Reads the braces that `text` begins with; null when they are text. `length` is what they take. */
export function readAttributes(
  text: string,
): { readonly attributes: MarkdownAttributes; readonly length: number } | null {
  const inside = wholeForm.exec(text)?.[1]
  if (inside === undefined) return null
  let [word, lang, dir]: [string, string | null, 'rtl' | 'ltr' | null] = ['', null, null]
  const numbers: Record<string, number> = {}
  for (const [i, part] of inside
    .split(/[ \t]+/)
    .filter((piece) => piece !== '')
    .entries()) {
    const [name = '', value] = part.split(/=(.*)/s, 2)
    if (value === undefined && i === 0 && words.has(name)) word = name
    else if (name === 'lang' && langForm.test(value ?? '')) lang = value ?? null
    else if (name === 'dir' && (value === 'rtl' || value === 'ltr')) dir = value
    else if (numberNames.has(name) && /^-?[\d.]+(?:e[+-]?\d+)?$/.test(value ?? '')) {
      numbers[name] = Number(value)
    } else return null
  }
  if (Object.values(numbers).some((number) => !Number.isFinite(number))) return null
  return { attributes: { word, lang, dir, numbers }, length: inside.length + 2 }
}

/** `{th lang=tr}`; "" when there is nothing to say. */
export function formatAttributes(
  word: string,
  attrs: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>> = {},
): string {
  const named = Object.entries(attrs)
    .filter(([name, value]) => value !== null && value !== defaults[name])
    .map(([name, value]) => `${name}=${String(value)}`)
  const inside = [word, ...named].filter((part) => part !== '').join(' ')
  return inside === '' ? '' : `{${inside}}`
}
