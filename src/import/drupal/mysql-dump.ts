// Text written by mysqldump, phpMyAdmin or mariadb-dump, read as it streams by, without a server: which
// tables there are, and the rows of those that are wanted. Nothing in it is ever executed. A row is
// held whole, the file never is.

import { DumpText, type DumpValue, Short } from './dump-text.ts'

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

interface Insert {
  readonly table: string
  readonly wanted: readonly number[]
  readonly columns: number
}

class DumpReading {
  readonly #sink: DumpSink
  readonly #columns = new Map<string, readonly string[]>()
  readonly #text = new DumpText()
  #insert: Insert | null = null
  #skipping = false

  constructor(sink: DumpSink) {
    this.#sink = sink
  }

  get tables(): number {
    return this.#columns.size
  }

  /** Reads all that is whole in `bytes`; gives back what is not. */
  take(bytes: Buffer, isLast: boolean): Buffer {
    this.#text.start(bytes)
    this.#safe = 0
    let whole = 0
    try {
      for (;;) {
        if (this.#insert !== null) this.#rows(this.#insert)
        else if (this.#skipping) this.#skip()
        else if (!this.#statement()) return Buffer.alloc(0)
        whole = this.#text.at
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
    this.#text.blank()
    if (this.#text.isAtEnd) return false
    const word = this.#text.word().toUpperCase()
    if (word === 'CREATE' && this.#text.isNext('TABLE')) this.#createTable()
    else if (word === 'INSERT' || word === 'REPLACE') this.#startInsert()
    else if (word === 'PRAGMA') this.#text.escapes = false
    else if (word === 'DELIMITER') this.#text.line()
    else if (word === 'COPY') throw new SyntaxError('Cannot read dump: it is one of PostgreSQL')
    else if (word === '' && !this.#text.isAt(0x3b) && this.tables === 0 && this.#isForeign())
      throw new SyntaxError('Cannot read dump: it is no text of SQL')
    this.#safe = this.#text.at
    if (this.#insert === null) this.#skipping = true
    return true
  }

  #isForeign(): boolean {
    const head = this.#text.ahead(512)
    return head.includes(0) || head[0] === 0x3c
  }

  #createTable(): void {
    while (['TABLE', 'IF', 'NOT', 'EXISTS', 'TEMPORARY'].some((word) => this.#text.isNext(word)))
      this.#text.word()
    const table = this.#text.name()
    this.#text.blank()
    if (!this.#text.isAt(0x28)) return
    this.#text.at++
    const columns: string[] = []
    let depth = 1
    let fresh = true
    while (depth > 0) {
      this.#text.blank()
      const byte = this.#text.byte()
      if (fresh && depth === 1 && byte !== 0x29) {
        const start = this.#text.at
        const quoted = byte === 0x60 || byte === 0x22
        const name = this.#text.name()
        if (quoted || !isKeyWord(name)) columns.push(name)
        fresh = false
        if (this.#text.at === start) this.#text.at++
        continue
      }
      if (byte === quote || byte === 0x22 || byte === 0x60) this.#text.quoted(byte)
      else {
        this.#text.at++
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
        this.#text.isNext(word),
      )
    )
      this.#text.word()
    const table = this.#text.name()
    this.#text.blank()
    let columns = this.#columns.get(table) ?? []
    if (this.#text.byte() === 0x28) columns = this.#nameList()
    const verb = this.#text.word().toUpperCase()
    if (verb !== 'VALUES' && verb !== 'VALUE') return
    const wanted = this.#sink.want(table, columns)
    if (wanted !== null) this.#insert = { table, wanted, columns: columns.length }
  }

  #nameList(): string[] {
    const names: string[] = []
    this.#text.at++
    for (;;) {
      this.#text.blank()
      names.push(this.#text.name())
      this.#text.blank()
      const byte = this.#text.byte()
      this.#text.at++
      if (byte === 0x29) return names
      if (byte !== 0x2c || names.length > columnsMax)
        throw new SyntaxError('Cannot read dump: a list of columns is damaged')
    }
  }

  /** Rows one after the other, each dealt with as soon as it is whole. */
  #rows(insert: Insert): void {
    for (;;) {
      this.#safe = this.#text.at
      this.#text.blank()
      const byte = this.#text.byte()
      if (byte === 0x2c) this.#text.at++
      else if (byte === 0x28) {
        this.#text.at++
        const values = this.#row(insert)
        this.#sink.row(insert.table, values)
      } else {
        // A semicolon, or "ON DUPLICATE KEY UPDATE ...": what is left is skipped.
        this.#insert = null
        this.#skipping = true
        this.#safe = this.#text.at
        return
      }
    }
  }

  #row({ table, wanted, columns }: Insert): DumpValue[] {
    const found: DumpValue[] = []
    for (let place = 0; ; place++) {
      this.#text.blank()
      const isWanted = wanted.includes(place)
      const value = this.#text.value(isWanted)
      if (isWanted) found[wanted.indexOf(place)] = value
      this.#text.blank()
      const byte = this.#text.byte()
      this.#text.at++
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

  /** Passes over the rest of a statement. */
  #skip(): void {
    for (;;) {
      this.#safe = this.#text.at
      const byte = this.#text.byte()
      if (byte === 0x3b) {
        this.#text.at++
        this.#skipping = false
        return
      }
      if (byte === quote || byte === 0x22 || byte === 0x60) this.#text.quoted(byte)
      else if (byte === 0x2d || byte === 0x2f || byte === 0x23) {
        const from = this.#text.at
        this.#text.blank()
        if (this.#text.at === from) this.#text.at++
      } else this.#text.at++
    }
  }
}

function isKeyWord(name: string): boolean {
  return /^(?:primary|unique|key|index|fulltext|spatial|constraint|foreign|check|period)?$/i.test(
    name,
  )
}
