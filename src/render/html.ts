// The `html` tag: a template whose values are escaped for the place they stand in, worked out once
// per template. Serves HTML and XML. A value in a script, a style, a comment, an event handler or
// an unquoted attribute is refused, whatever it is; a string is never trusted, only Html is.

import { isAddress, isHandler, type Place, placesOf } from './places.ts'

declare const brand: unique symbol

class Fragment {
  declare readonly [brand]: 'Html'
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

class Attribute {
  declare readonly [brand]: 'Attr'
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Finished markup: what `html` returns, and the only value that is not escaped again. */
export type Html = Fragment
/** A whole attribute, made by attribute(); stands between the attributes of a tag. */
export type Attr = Attribute
/** What may stand in a template: null, undefined and false print nothing. */
export type Value = string | number | Html | Attr | null | undefined | false | readonly Value[]

interface Plan {
  readonly parts: readonly string[]
  /** For each value: the part after it when the value turns out empty, without its empty line. */
  readonly partsAfterNothing: readonly string[]
  readonly places: readonly Place[]
}

const plans = new WeakMap<TemplateStringsArray, Plan>()

/**
 * Markup with its values escaped. Line breaks of the template, with the indentation around them,
 * become one line break, none at its ends and none for a line whose only value prints nothing. Throws TypeError when a value stands where
 * none may (a fault of the template) or is of the wrong kind, RangeError for an unsafe URL.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  let plan = plans.get(strings)
  if (plan === undefined) {
    plan = planOf(strings)
    plans.set(strings, plan)
  }
  const { parts, partsAfterNothing, places } = plan
  let text = parts[0] as string
  for (let i = 0; i < places.length; i++) {
    const written = write(values[i], places[i])
    text += written === '' ? partsAfterNothing[i] : written + parts[i + 1]
  }
  return new Fragment(text)
}

/** `values` one after the other with `between` between them: joined(links, ' '). */
export function joined(values: readonly Html[], between: string): Html {
  const escaped = escapeText(between)
  let text = ''
  for (let i = 0; i < values.length; i++) text += (i === 0 ? '' : escaped) + values[i]?.text
  return new Fragment(text)
}

/** Markup as the text of a file, which ends in a line break: a proof may follow on a line of its own. */
export function fileText(markup: Html): string {
  return `${markup.text}\n`
}

/** An attribute with its leading space, or null (which prints nothing) when `value` is null. */
export function attribute(name: string, value: string | number | null): Attr | null {
  if (value === null) return null
  if (!/^[a-z][a-z:-]*$/.test(name) || isHandler(name) || isAddress(name)) {
    throw new TypeError(`Cannot make attribute "${name}": not a plain attribute`)
  }
  return new Attribute(` ${name}="${escapeAttribute(String(value))}"`)
}

/** An inline style sheet of our own. Throws RangeError when it could end its element. */
export function styleElement(css: string): Html {
  if (/<|-->/.test(css)) throw new RangeError('Cannot write style sheet: it contains "<" or "-->"')
  return new Fragment(`<style>${css}</style>`)
}

/** JSON-LD: data in a script element of a type that no browser runs. */
export function dataElement(value: unknown, type = 'application/ld+json'): Html {
  const json = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return new Fragment(`<script type="${escapeText(type)}">${json}</script>`)
}

/** Text for between tags; characters that neither HTML nor XML allows are dropped. */
export function escapeText(text: string): string {
  return needsCare.test(text) ? clean(text).replace(/[&<>]/g, entity) : text
}

function escapeAttribute(text: string): string {
  return needsCare.test(text) ? clean(text).replace(/[&<>"]/g, entity) : text
}

const needsCare = /[&<>"\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/

function clean(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g, '')
}

function entity(letter: string): string {
  if (letter === '&') return '&amp;'
  if (letter === '<') return '&lt;'
  return letter === '>' ? '&gt;' : '&quot;'
}

function write(value: Value, place: Place | undefined): string {
  if (place === 'text') return typeof value === 'string' ? escapeText(value) : inText(value)
  return place === 'tag' ? inTag(value) : inAttribute(value, place === 'address')
}

function inText(value: Value): string {
  if (value instanceof Fragment) return value.text
  if (typeof value === 'string') return escapeText(value)
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) {
    let text = ''
    for (const one of value) text += inText(one)
    return text
  }
  throw new TypeError(`Cannot write value between tags: ${typeof value} given`)
}

function inTag(value: Value): string {
  if (value instanceof Attribute) return value.text
  if (value === null || value === undefined || value === false) return ''
  if (Array.isArray(value)) return value.map(inTag).join('')
  throw new TypeError('Cannot write value inside a tag: only attribute() may stand there')
}

function inAttribute(value: Value, address: boolean): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') {
    throw new TypeError('Cannot write value into an attribute: only text may stand there')
  }
  if (address && !isSafeAddress(value)) {
    throw new RangeError(`Cannot link to "${value}": only http, https, mailto and relative links`)
  }
  return escapeAttribute(value)
}

/** Browsers skip white space and controls in a scheme, so they are skipped here too. */
function isSafeAddress(address: string): boolean {
  if (!address.includes(':') || address.startsWith('https://')) return true
  const scheme = /^([^/?#]*?):/.exec(address.replace(/[\u0000-\u0020\u007f-\u00a0]/g, ''))
  return scheme === null || /^(?:https?|mailto)$/i.test(scheme[1] ?? '')
}

function planOf(strings: TemplateStringsArray): Plan {
  const last = strings.length - 1
  const parts = strings.map((part, i) => {
    const lines = part.replace(/[ \t]*\n\s*/g, '\n')
    const opened = i === 0 ? lines.replace(/^\n/, '') : lines
    return i === last ? opened.replace(/\n$/, '') : opened
  })
  const partsAfterNothing = parts
    .slice(1)
    .map((part, i) => (parts[i]?.endsWith('\n') ? part.replace(/^\n/, '') : part))
  return { parts, partsAfterNothing, places: placesOf(parts) }
}
