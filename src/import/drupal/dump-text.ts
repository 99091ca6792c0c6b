// The letters of a dump: names, words, values, comments, as they lie in the bytes at hand. What ends in
// the middle throws Short, and is read again from its beginning when more bytes have come.

/** A value as its bytes, or null; numbers are bytes too. */
export type DumpValue = Buffer | null

const quote = 0x27
const backslash = 0x5c

/** Thrown when the bytes at hand end in the middle of something. */
export class Short extends Error {}

export class DumpText {
  /** Where reading goes on. */
  at = 0
  /** SQLite's own dumps know no backslash escapes. */
  escapes = true
  #bytes: Buffer = Buffer.alloc(0)

  /** Goes on with these bytes, from their beginning. */
  start(bytes: Buffer): void {
    this.#bytes = bytes
    this.at = 0
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length
  }

  /** Whether `byte` stands here; false at the end. */
  isAt(byte: number): boolean {
    return this.#bytes[this.at] === byte
  }

  /** The bytes from here on, `length` at most. */
  ahead(length: number): Buffer {
    return this.#bytes.subarray(this.at, this.at + length)
  }

  /** One value of a row; null as well where it is not wanted. */
  value(isWanted: boolean): DumpValue {
    const byte = this.byte()
    if (byte === quote || byte === 0x22) return this.quoted(byte, isWanted)
    const from = this.at
    // _utf8mb4'...', x'...', N'...': the mark before the text says nothing that its bytes do not.
    while (isWordByte(this.byte())) this.at++
    const word = this.#bytes.toString('latin1', from, Math.min(this.at, from + 100))
    this.blank()
    if (this.byte() === quote && /^(?:_\w+|[xXbBnN])$/.test(word)) {
      const inside = this.quoted(quote, isWanted)
      return /^[xX]$/.test(word) && inside !== null ? fromHex(inside.toString('latin1')) : inside
    }
    if (/^0x/i.test(word)) return fromHex(this.#bytes.toString('latin1', from + 2, this.at))
    if (/^null$/i.test(word)) return null
    // Numbers with signs and points; calls with their arguments.
    let depth = 0
    for (; ; this.at++) {
      const next = this.byte()
      if (next === 0x28) depth++
      else if (next === 0x29 && depth-- === 0) break
      else if (next === 0x2c && depth === 0) break
    }
    return isWanted ? Buffer.from(this.#bytes.toString('latin1', from, this.at).trim()) : null
  }

  /** Passes over a quoted text; gives its bytes when they are wanted. */
  quoted(mark: number, isWanted = false): Buffer | null {
    const bytes = this.#bytes
    const from = ++this.at
    let hasEscapes = false
    let at = from
    for (; ; at++) {
      const byte = bytes[at]
      if (byte === undefined) throw new Short('Cannot go on: more bytes are needed')
      if (byte === backslash && this.escapes && mark !== 0x60) {
        hasEscapes = true
        at++
      } else if (byte === mark) {
        if (bytes[at + 1] === undefined) throw new Short('Cannot go on: more bytes are needed')
        if (bytes[at + 1] !== mark) break
        hasEscapes = true
        at++
      }
    }
    this.at = at + 1
    if (!isWanted) return null
    return hasEscapes ? this.#unescaped(from, at, mark) : Buffer.from(bytes.subarray(from, at))
  }

  #unescaped(from: number, to: number, mark: number): Buffer {
    const out = Buffer.allocUnsafe(to - from)
    let length = 0
    for (let at = from; at < to; at++) {
      let byte = this.#bytes[at] as number
      if (byte === backslash && this.escapes)
        byte = escaped[this.#bytes[++at] as number] ?? (this.#bytes[at] as number)
      else if (byte === mark) at++
      out[length++] = byte
    }
    return out.subarray(0, length)
  }

  /** Passes over white space and comments; /*! ... *\/ as well: what they change is not ours. */
  blank(): void {
    for (;;) {
      const byte = this.#bytes[this.at]
      const next = this.#bytes[this.at + 1]
      if (
        byte === 0x20 ||
        byte === 0x0a ||
        byte === 0x0d ||
        byte === 0x09 ||
        (byte === 0xef && this.at === 0)
      ) {
        this.at += byte === 0xef ? 3 : 1
      } else if (byte === 0x23 || (byte === 0x2d && next === 0x2d)) this.line()
      else if (byte === 0x2f && next === 0x2a) {
        const end = this.#bytes.indexOf('*/', this.at + 2)
        if (end < 0) throw new Short('Cannot go on: more bytes are needed')
        this.at = end + 2
      } else return
    }
  }

  line(): void {
    const end = this.#bytes.indexOf(0x0a, this.at)
    if (end < 0) throw new Short('Cannot go on: more bytes are needed')
    this.at = end + 1
  }

  word(): string {
    this.blank()
    const from = this.at
    while (isWordByte(this.byte())) this.at++
    return this.#bytes.toString('latin1', from, Math.min(this.at, from + 200))
  }

  isNext(word: string): boolean {
    this.blank()
    if (this.#bytes.length < this.at + word.length + 1)
      throw new Short('Cannot go on: more bytes are needed')
    const found = this.#bytes.toString('latin1', this.at, this.at + word.length)
    return found.toUpperCase() === word && !isWordByte(this.#bytes[this.at + word.length] ?? 0)
  }

  /** `name`, "name", name, or any of them after a database's name and a point. */
  name(): string {
    this.blank()
    const byte = this.byte()
    const name =
      byte === 0x60 || byte === 0x22
        ? (this.quoted(byte, true)?.toString('utf8') ?? '')
        : this.word()
    if (this.byte() !== 0x2e) return name.slice(0, 200)
    this.at++
    return this.name()
  }

  byte(): number {
    const byte = this.#bytes[this.at]
    if (byte === undefined) throw new Short('Cannot go on: more bytes are needed')
    return byte
  }
}

const escaped: Readonly<Record<number, number>> = { 48: 0, 110: 10, 114: 13, 116: 9, 98: 8, 90: 26 }

function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x5f ||
    byte === 0x24 ||
    byte >= 0x80
  )
}

function fromHex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}
