// Text written by mysqldump, phpMyAdmin or mariadb-dump, read as it streams by, without a server: which
// tables there are, and the rows of those that are wanted. Nothing in it is ever executed. A row is
// held whole, the file never is.

/** A value as its bytes, or null; numbers are bytes too. */
export type DumpValue = Buffer | null

export interface DumpSink {
  /** Which columns of a table are wanted, by their places; null: not this table. */
  want(table: string, columns: readonly string[]): readonly number[] | null
  /** A row of a wanted table: the wanted values in the order asked for. */
  row(table: string, values: readonly DumpValue[]): void
}

const rowBytesMax = 32 * 1024 * 1024
const columnsMax = 500
const tablesMax = 5000
const quote = 0x27
const backslash = 0x5c

/** Reads a dump to its end. SyntaxError names what it is instead, or where it breaks off. */
export async function readDump(pieces: AsyncIterable<Buffer>, sink: DumpSink): Promise<void> {
  const reading = new DumpReading(sink)
  let rest: Buffer = Buffer.alloc(0)
  // Each retry has at least twice the bytes of the last: a long row is scanned a few times, not often.
  let needed = 1
  let waiting: Buffer[] = []
  let length = 0
  for await (const piece of pieces) {
    waiting.push(piece)
    length += piece.length
    if (rest.length + length < needed) continue
    rest = reading.take(Buffer.concat([rest, ...waiting]), false)
    waiting = []
    length = 0
    needed = rest.length * 2
    if (rest.length > rowBytesMax)
      throw new SyntaxError(`Cannot read dump: a row is longer than ${rowBytesMax >> 20} MB`)
  }
  // A last comment may lack the end of its line.
  reading.take(Buffer.concat([rest, ...waiting, Buffer.from('\n')]), true)
  if (reading.tables === 0) throw new SyntaxError('Cannot read dump: it holds no table')
}

/** Thrown inside when the bytes at hand end in the middle of something. */
class Short extends Error {}

interface Insert {
  readonly table: string
  readonly wanted: readonly number[]
  readonly columns: number
}

class DumpReading {
  readonly #sink: DumpSink
  readonly #columns = new Map<string, readonly string[]>()
  #bytes: Buffer = Buffer.alloc(0)
  #at = 0
  #insert: Insert | null = null
  #skipping = false
  /** SQLite's own dumps know no backslash escapes. */
  #escapes = true

  constructor(sink: DumpSink) {
    this.#sink = sink
  }

  get tables(): number {
    return this.#columns.size
  }

  /** Reads all that is whole in `bytes`; gives back what is not. */
  take(bytes: Buffer, isLast: boolean): Buffer {
    this.#bytes = bytes
    this.#at = 0
    this.#safe = 0
    let whole = 0
    try {
      for (;;) {
        if (this.#insert !== null) this.#rows(this.#insert)
        else if (this.#skipping) this.#skip()
        else if (!this.#statement()) return Buffer.alloc(0)
        whole = this.#at
      }
    } catch (error) {
      if (!(error instanceof Short)) throw error
      if (this.#insert !== null || this.#skipping) whole = Math.max(whole, this.#safe)
      const rest = bytes.subarray(whole)
      if (isLast && rest.length > 0 && (this.#insert !== null || rest.some((byte) => byte > 32)))
        throw new SyntaxError('Cannot read dump: it breaks off in the middle; copy it again')
      return rest
    }
  }

  /** Up to here everything was dealt with. */
  #safe = 0

  /** One statement's beginning; false when nothing is left. */
  #statement(): boolean {
    this.#blank()
    if (this.#at >= this.#bytes.length) return false
    const from = this.#at
    const word = this.#word().toUpperCase()
    if (word === 'CREATE' && this.#isNext('TABLE')) this.#createTable()
    else if (word === 'INSERT' || word === 'REPLACE') this.#startInsert()
    else if (word === 'PRAGMA') this.#escapes = false
    else if (word === 'DELIMITER') this.#line()
    else if (word === 'COPY') throw new SyntaxError('Cannot read dump: it is one of PostgreSQL')
    else if (word === '' && this.#bytes[from] !== 0x3b && this.#tables === 0 && this.#foreign(from))
      throw new SyntaxError('Cannot read dump: it is no text of SQL')
    this.#safe = this.#at
    if (this.#insert === null) this.#skipping = true
    return true
  }

  get #tables(): number {
    return this.#columns.size
  }

  #foreign(from: number): boolean {
    const head = this.#bytes.subarray(from, from + 512)
    return head.includes(0) || head[0] === 0x3c
  }

  #createTable(): void {
    while (['TABLE', 'IF', 'NOT', 'EXISTS', 'TEMPORARY'].some((word) => this.#isNext(word)))
      this.#word()
    const table = this.#name()
    this.#blank()
    if (this.#bytes[this.#at] !== 0x28) return
    this.#at++
    const columns: string[] = []
    let depth = 1
    let fresh = true
    while (depth > 0) {
      this.#blank()
      const byte = this.#byte()
      if (fresh && depth === 1 && byte !== 0x29) {
        const start = this.#at
        const quoted = byte === 0x60 || byte === 0x22
        const name = this.#name()
        if (quoted || !isKeyWord(name)) columns.push(name)
        fresh = false
        if (this.#at === start) this.#at++
        continue
      }
      if (byte === quote || byte === 0x22 || byte === 0x60) this.#quoted(byte)
      else {
        this.#at++
        if (byte === 0x28) depth++
        else if (byte === 0x29) depth--
        else if (byte === 0x2c && depth === 1) fresh = true
      }
      if (columns.length > columnsMax)
        throw new SyntaxError(`Cannot read table "${table}": too wide`)
    }
    this.#columns.set(table, columns)
    if (this.#columns.size > tablesMax) throw new SyntaxError('Cannot read dump: too many tables')
  }

  #startInsert(): void {
    while (
      ['IGNORE', 'INTO', 'LOW_PRIORITY', 'DELAYED', 'OR', 'REPLACE'].some((word) =>
        this.#isNext(word),
      )
    )
      this.#word()
    const table = this.#name()
    this.#blank()
    let columns = this.#columns.get(table) ?? []
    if (this.#byte() === 0x28) columns = this.#nameList()
    const verb = this.#word().toUpperCase()
    if (verb !== 'VALUES' && verb !== 'VALUE') return
    const wanted = this.#sink.want(table, columns)
    if (wanted !== null) this.#insert = { table, wanted, columns: columns.length }
  }

  #nameList(): string[] {
    const names: string[] = []
    this.#at++
    for (;;) {
      this.#blank()
      names.push(this.#name())
      this.#blank()
      const byte = this.#byte()
      this.#at++
      if (byte === 0x29) return names
      if (byte !== 0x2c || names.length > columnsMax)
        throw new SyntaxError('Cannot read dump: a list of columns is damaged')
    }
  }

  /** Rows one after the other, each dealt with as soon as it is whole. */
  #rows(insert: Insert): void {
    for (;;) {
      this.#safe = this.#at
      this.#blank()
      const byte = this.#byte()
      if (byte === 0x2c) this.#at++
      else if (byte === 0x28) {
        this.#at++
        const values = this.#row(insert)
        this.#sink.row(insert.table, values)
      } else {
        // A semicolon, or "ON DUPLICATE KEY UPDATE ...": what is left is skipped.
        this.#insert = null
        this.#skipping = true
        this.#safe = this.#at
        return
      }
    }
  }

  #row({ table, wanted, columns }: Insert): DumpValue[] {
    const found: DumpValue[] = []
    for (let place = 0; ; place++) {
      this.#blank()
      const isWanted = wanted.includes(place)
      const value = this.#value(isWanted)
      if (isWanted) found[wanted.indexOf(place)] = value
      this.#blank()
      const byte = this.#byte()
      this.#at++
      if (byte === 0x29) {
        if (columns > 0 && place + 1 !== columns)
          throw new SyntaxError(
            `Cannot read table "${table}": a row has ${place + 1} of ${columns} values`,
          )
        return wanted.map((_, at) => found[at] ?? null)
      }
      if (byte !== 0x2c || place > columnsMax)
        throw new SyntaxError(`Cannot read table "${table}": a row is damaged`)
    }
  }

  #value(isWanted: boolean): DumpValue {
    const byte = this.#byte()
    if (byte === quote || byte === 0x22) return this.#quoted(byte, isWanted)
    const from = this.#at
    // _utf8mb4'...', x'...', N'...': the mark before the text says nothing that its bytes do not.
    while (isWordByte(this.#byte())) this.#at++
    const word = this.#bytes.toString('latin1', from, Math.min(this.#at, from + 100))
    this.#blank()
    if (this.#byte() === quote && /^(?:_\w+|[xXbBnN])$/.test(word)) {
      const inside = this.#quoted(quote, isWanted)
      return /^[xX]$/.test(word) && inside !== null ? fromHex(inside.toString('latin1')) : inside
    }
    if (/^0x/i.test(word)) return fromHex(this.#bytes.toString('latin1', from + 2, this.#at))
    if (/^null$/i.test(word)) return null
    // Numbers with signs and points; calls with their arguments.
    let depth = 0
    for (; ; this.#at++) {
      const next = this.#byte()
      if (next === 0x28) depth++
      else if (next === 0x29 && depth-- === 0) break
      else if (next === 0x2c && depth === 0) break
    }
    return isWanted ? Buffer.from(this.#bytes.toString('latin1', from, this.#at).trim()) : null
  }

  /** Passes over a quoted text; gives its bytes when they are wanted. */
  #quoted(mark: number, isWanted = false): Buffer | null {
    const bytes = this.#bytes
    const from = ++this.#at
    let escaped = false
    let at = from
    for (; ; at++) {
      const byte = bytes[at]
      if (byte === undefined) throw new Short('Cannot go on: more bytes are needed')
      if (byte === backslash && this.#escapes && mark !== 0x60) {
        escaped = true
        at++
      } else if (byte === mark) {
        if (bytes[at + 1] === undefined) throw new Short('Cannot go on: more bytes are needed')
        if (bytes[at + 1] !== mark) break
        escaped = true
        at++
      }
    }
    this.#at = at + 1
    if (!isWanted) return null
    return escaped ? this.#unescaped(from, at, mark) : Buffer.from(bytes.subarray(from, at))
  }

  #unescaped(from: number, to: number, mark: number): Buffer {
    const out = Buffer.allocUnsafe(to - from)
    let length = 0
    for (let at = from; at < to; at++) {
      let byte = this.#bytes[at] as number
      if (byte === backslash && this.#escapes)
        byte = escapes[this.#bytes[++at] as number] ?? (this.#bytes[at] as number)
      else if (byte === mark) at++
      out[length++] = byte
    }
    return out.subarray(0, length)
  }

  /** Passes over the rest of a statement. */
  #skip(): void {
    for (;;) {
      this.#safe = this.#at
      const byte = this.#byte()
      if (byte === 0x3b) {
        this.#at++
        this.#skipping = false
        return
      }
      if (byte === quote || byte === 0x22 || byte === 0x60) this.#quoted(byte)
      else if (byte === 0x2d || byte === 0x2f || byte === 0x23) {
        const from = this.#at
        this.#blank()
        if (this.#at === from) this.#at++
      } else this.#at++
    }
  }

  /** Passes over white space and comments; /*! ... *\/ as well: what they change is not ours. */
  #blank(): void {
    for (;;) {
      const byte = this.#bytes[this.#at]
      const next = this.#bytes[this.#at + 1]
      if (
        byte === 0x20 ||
        byte === 0x0a ||
        byte === 0x0d ||
        byte === 0x09 ||
        (byte === 0xef && this.#at === 0)
      ) {
        this.#at += byte === 0xef ? 3 : 1
      } else if (byte === 0x23 || (byte === 0x2d && next === 0x2d)) this.#line()
      else if (byte === 0x2f && next === 0x2a) {
        const end = this.#bytes.indexOf('*/', this.#at + 2)
        if (end < 0) throw new Short('Cannot go on: more bytes are needed')
        this.#at = end + 2
      } else return
    }
  }

  #line(): void {
    const end = this.#bytes.indexOf(0x0a, this.#at)
    if (end < 0) throw new Short('Cannot go on: more bytes are needed')
    this.#at = end + 1
  }

  #word(): string {
    this.#blank()
    const from = this.#at
    while (isWordByte(this.#byte())) this.#at++
    return this.#bytes.toString('latin1', from, Math.min(this.#at, from + 200))
  }

  #isNext(word: string): boolean {
    this.#blank()
    if (this.#bytes.length < this.#at + word.length + 1)
      throw new Short('Cannot go on: more bytes are needed')
    const found = this.#bytes.toString('latin1', this.#at, this.#at + word.length)
    return found.toUpperCase() === word && !isWordByte(this.#bytes[this.#at + word.length] ?? 0)
  }

  /** `name`, "name", name, or any of them after a database's name and a point. */
  #name(): string {
    this.#blank()
    const byte = this.#byte()
    const name =
      byte === 0x60 || byte === 0x22
        ? (this.#quoted(byte, true)?.toString('utf8') ?? '')
        : this.#word()
    if (this.#byte() !== 0x2e) return name.slice(0, 200)
    this.#at++
    return this.#name()
  }

  #byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw new Short('Cannot go on: more bytes are needed')
    return byte
  }
}

const escapes: Readonly<Record<number, number>> = { 48: 0, 110: 10, 114: 13, 116: 9, 98: 8, 90: 26 }

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

function isKeyWord(name: string): boolean {
  return /^(?:primary|unique|key|index|fulltext|spatial|constraint|foreign|check|period)?$/i.test(
    name,
  )
}

function fromHex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}
