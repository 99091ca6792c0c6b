// XML as exports of WordPress are made of it: a head, then one item after the other, cut from a stream
// of any length. No entity but XML's own five is known and none is ever expanded. What programs break
// most often is mended where it is safe; where not, the item is named and the next one is read.

export interface XmlElement {
  /** With its prefix, as written: "wp:post_id". */
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** Text directly inside it. */
  readonly text: string
  readonly children: readonly XmlElement[]
}

export type XmlPart =
  | { readonly kind: 'head'; readonly elements: readonly XmlElement[] }
  | {
      readonly kind: 'item'
      /** Counts from 1. */
      readonly number: number
      readonly elements: readonly XmlElement[]
      /** What had to be mended, as a sentence; null: nothing. */
      readonly mended: string | null
    }
  | {
      readonly kind: 'damaged'
      readonly number: number
      readonly name: string | null
      readonly reason: string
    }

const itemMax = 32 * 1024 * 1024
const headMax = 64 * 1024 * 1024
const elementsMax = 200_000
const depthMax = 6
const containers =
  /^(?:channel|item|wp:(?:comment|postmeta|commentmeta|termmeta|author|category|tag|term))$/

/** Yields the head, then every item. SyntaxError when the text declares entities of its own. */
export async function* readXmlItems(pieces: AsyncIterable<Buffer>): AsyncGenerator<XmlPart> {
  const text = new TextStream(pieces)
  const start = await text.upTo(/<item[\s>]/g, headMax)
  if (start === null) {
    yield { kind: 'head', elements: headOf(await text.rest(headMax)) }
    return
  }
  yield { kind: 'head', elements: headOf(start) }
  for (let number = 1; ; number++) {
    const item = await text.item()
    if (item === null) return
    yield partOf(item, number)
  }
}

function headOf(text: string): readonly XmlElement[] {
  if (/<!ENTITY/i.test(text))
    throw new SyntaxError(
      'Cannot read XML: it declares entities, which no export of WordPress does',
    )
  const from = text.search(/<channel[\s>]/)
  const inside = from < 0 ? '' : text.slice(text.indexOf('>', from) + 1)
  return new Parser(inside.replace(/<\/channel>.*$/s, '')).elements(0)
}

function partOf({ text, isWhole }: ItemText, number: number): XmlPart {
  const name = titleIn(text)
  const refuse = (reason: string): XmlPart => ({ kind: 'damaged', number, name, reason })
  if (!isWhole) return refuse('It breaks off in the middle: the file is damaged here, or cut short')
  const parser = new Parser(text)
  try {
    const elements = parser.elements(0)
    return { kind: 'item', number, elements, mended: parser.mended }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return refuse(error.message)
  }
}

function titleIn(text: string): string | null {
  const title = /<title>(?:\s*<!\[CDATA\[)?([^<\]]{1,300})/.exec(text.slice(0, 5000))?.[1]?.trim()
  return title === undefined || title === '' ? null : title
}

interface ItemText {
  readonly text: string
  readonly isWhole: boolean
}

/** The decoded text with a window on it that moves on. */
class TextStream {
  readonly #pieces: AsyncIterator<Buffer>
  #decoder: TextDecoder | null = null
  #text = ''
  #ended = false

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** The text before the first match, or null when there is none; goes on from the match. */
  async upTo(pattern: RegExp, max: number): Promise<string | null> {
    for (let from = 0; ; ) {
      pattern.lastIndex = from
      const match = pattern.exec(this.#text)
      if (match !== null) {
        const before = this.#text.slice(0, match.index)
        this.#text = this.#text.slice(match.index)
        return before
      }
      from = Math.max(0, this.#text.length - 100)
      if (this.#text.length > max)
        throw new SyntaxError('Cannot read XML: there is no item in its beginning')
      if (!(await this.#more())) return null
    }
  }

  async rest(max: number): Promise<string> {
    while (this.#text.length <= max && (await this.#more()));
    return this.#text
  }

  /** The inside of the next item, or null at the end. A CDATA section may hold "</item>" as text. */
  async item(): Promise<ItemText | null> {
    if ((await this.upTo(/<item[\s>]/g, Number.POSITIVE_INFINITY)) === null) return null
    let at = 5
    for (;;) {
      const mark = await this.#find(/<!\[CDATA\[|<\/item\s*>|<item[\s>]/g, at)
      if (mark === null) return this.#cut(this.#text.length, this.#text.length, false)
      if (mark.found.startsWith('</')) return this.#cut(mark.at, mark.at + mark.found.length, true)
      if (mark.found.startsWith('<item')) return this.#cut(mark.at, mark.at, false)
      const end = await this.#find(/\]\]>|<\/item>\s*<item>\s*<title>/g, mark.at)
      if (end === null) return this.#cut(this.#text.length, this.#text.length, false)
      // A section that was never closed would swallow the items after it.
      if (end.found !== ']]>') {
        const after = end.at + '</item>'.length
        return this.#cut(after, after, false)
      }
      at = end.at + 3
      if (at > itemMax) return this.#cut(at, at, false)
    }
  }

  #cut(end: number, next: number, isWhole: boolean): ItemText {
    const from = this.#text.indexOf('>') + 1
    const text = this.#text.slice(from, end)
    this.#text = this.#text.slice(next)
    return { text, isWhole }
  }

  async #find(pattern: RegExp, from: number): Promise<{ at: number; found: string } | null> {
    for (let start = from; ; ) {
      pattern.lastIndex = start
      const match = pattern.exec(this.#text)
      // At the very end of the window a match might still grow.
      if (match !== null) return { at: match.index, found: match[0] }
      start = Math.max(from, this.#text.length - 100)
      if (this.#text.length > itemMax * 2) return { at: this.#text.length, found: '<item' }
      if (!(await this.#more())) return null
    }
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false
    const next = await this.#pieces.next()
    if (next.done === true) {
      this.#ended = true
      this.#text += this.#decoder?.decode() ?? ''
      return false
    }
    this.#decoder ??= new TextDecoder(charsetOf(next.value))
    this.#text += this.#decoder.decode(next.value, { stream: true })
    return true
  }
}

/** What the declaration or the mark says; UTF-8 when neither does. */
function charsetOf(first: Buffer): string {
  const mark = first.subarray(0, 2).toString('hex')
  if (mark === 'fffe' || mark === 'feff') return mark === 'fffe' ? 'utf-16le' : 'utf-16be'
  const head = first.subarray(0, 200).toString('latin1')
  const stated = /^[^<]{0,3}<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(head)?.[1]
  try {
    return new TextDecoder(stated ?? 'utf-8').encoding
  } catch (cause) {
    throw new SyntaxError(`Cannot read XML: its charset "${stated}" is unknown`, { cause })
  }
}

class Parser {
  mended: string | null = null
  readonly #text: string
  #at = 0
  #left = elementsMax

  constructor(text: string) {
    this.#text = text
  }

  /** The elements up to the end, or to the closing tag of what they stand in. */
  elements(depth: number, inside: string | null = null): readonly XmlElement[] {
    if (depth > depthMax) throw new SyntaxError('Cannot read item: it is nested too deep')
    const found: XmlElement[] = []
    const tag = /<(?:!--|(\/?)([\w:.-]+)([^<>]*?)(\/?)>)/g
    for (;;) {
      tag.lastIndex = this.#at
      const match = tag.exec(this.#text)
      if (match === null) {
        if (inside !== null) throw new SyntaxError(`Cannot read item: "${inside}" does not end`)
        return found
      }
      this.#at = tag.lastIndex
      const [, slash, name, written = '', empty] = match
      if (name === undefined) {
        const end = this.#text.indexOf('-->', this.#at)
        this.#at = end < 0 ? this.#text.length : end + 3
        continue
      }
      if (slash === '/') {
        if (name === inside) return found
        this.#mend(`a stray end of "${name}"`)
        continue
      }
      if (--this.#left < 0) throw new SyntaxError('Cannot read item: it has too many parts')
      const attributes = attributesOf(written)
      if (empty === '/') found.push({ name, attributes, text: '', children: [] })
      else if (containers.test(name))
        found.push({ name, attributes, text: '', children: this.elements(depth + 1, name) })
      else found.push({ name, attributes, text: this.#leaf(name), children: [] })
    }
  }

  /** The text up to the element's end: sections as they stand, the rest with XML's own entities. */
  #leaf(name: string): string {
    const end = `</${name}>`
    let text = ''
    for (;;) {
      if (this.#text.startsWith('<![CDATA[', this.#at)) {
        const [inside, after] = this.#section(name, end)
        text += inside
        this.#at = after
        continue
      }
      const next = this.#text.indexOf('<', this.#at)
      if (next < 0) throw new SyntaxError(`Cannot read item: "${name}" does not end`)
      text += unescaped(this.#text.slice(this.#at, next))
      this.#at = next
      if (this.#text.startsWith(end, next)) {
        this.#at = next + end.length
        return text.includes('\0') ? text.replaceAll('\0', '') : text
      }
      if (this.#text.startsWith('<![CDATA[', next)) continue
      // Markup that should have been in a section: taken as text, up to the element's own end.
      const close = this.#text.indexOf(end, next)
      if (close < 0) throw new SyntaxError(`Cannot read item: "${name}" does not end`)
      this.#mend(`markup outside of a section in "${name}"`)
      text += unescaped(this.#text.slice(next, close))
      this.#at = close
    }
  }

  /** A CDATA section's text and where it ends; one that ends too early is read to its real end. */
  #section(name: string, end: string): [string, number] {
    const from = this.#at + '<![CDATA['.length
    const close = this.#text.indexOf(']]>', from)
    if (close < 0) throw new SyntaxError(`Cannot read item: a section in "${name}" does not end`)
    const after = /\s*/y
    after.lastIndex = close + 3
    after.exec(this.#text)
    const next = after.lastIndex
    if (this.#text.startsWith(end, next) || this.#text.startsWith('<![CDATA[', next))
      return [this.#text.slice(from, close), next]
    const real = this.#text.indexOf(`]]>${end}`, close)
    if (real < 0) return [this.#text.slice(from, close), close + 3]
    this.#mend(`a section that ended too early in "${name}"`)
    return [this.#text.slice(from, real), real + 3]
  }

  #mend(what: string): void {
    this.mended ??= `mended: ${what}`
  }
}

const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(attribute)].map(([, name = '', double, single]) => [
      name,
      unescaped(double ?? single ?? ''),
    ]),
  )
}

const known: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** XML's five entities and numbers; anything else with an ampersand is what it looks like. */
function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (all, decimal, hex, name) => {
      if (name !== undefined) return known[String(name).toLowerCase()] ?? all
      const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        ? String.fromCodePoint(code)
        : ''
    },
  )
}
