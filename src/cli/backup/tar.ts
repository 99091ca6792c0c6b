// Archives that any `tar` reads (POSIX ustar, with pax headers for names that do not fit): written and
// read as streams, so that a newsroom of any size passes through. Reading trusts nothing: a name that
// leads outside, or anything but a plain file, ends it.

export interface TarFile {
  /** Relative, with "/": "site/en/index.html". */
  readonly name: string
  readonly size: number
  /** Permission bits. */
  readonly mode: number
  /** Seconds since 1970. */
  readonly changedAt: number
}

const block = 512

/** One file after the other as an archive. Throws when a file does not have the size it said. */
export async function* writeTar(
  files: AsyncIterable<{ readonly file: TarFile; readonly content: AsyncIterable<Uint8Array> }>,
): AsyncGenerator<Uint8Array> {
  for await (const { file, content } of files) {
    if (Buffer.byteLength(file.name) > 100) yield* longName(file.name)
    yield header(file, '0')
    let written = 0
    for await (const piece of content) {
      written += piece.length
      yield piece
    }
    if (written !== file.size)
      throw new Error(`Cannot keep file "${file.name}": it changed while it was read`)
    yield padding(written)
  }
  yield new Uint8Array(2 * block)
}

/** The files of an archive in their order; the content of each has to be read before the next. */
export async function* readTar(
  archive: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly file: TarFile; readonly content: AsyncIterable<Uint8Array> }> {
  const source = new Source(archive)
  let named: string | null = null
  for (;;) {
    const head = await source.take(block)
    if (head === null) throw new SyntaxError('Cannot read archive: it is cut short')
    if (head.every((byte) => byte === 0)) return
    const { type, ...file } = parseHeader(head)
    if (type === 'x') {
      if (file.size > 16_384) throw new SyntaxError('Cannot read archive: a name is too long')
      named = nameInPax(await source.take(file.size))
      await source.take(padding(file.size).length)
      continue
    }
    if (type !== '0' && type !== '\0')
      throw new SyntaxError(`Cannot read archive: "${file.name}" is no plain file`)
    const name = checkName(named ?? file.name)
    named = null
    yield { file: { ...file, name }, content: source.pieces(file.size) }
    await source.take(padding(file.size).length)
  }
}

/** Bytes asked for in other lengths than they arrive in. */
class Source {
  readonly #pieces: AsyncIterator<Uint8Array>
  #rest: Uint8Array = new Uint8Array()

  constructor(archive: AsyncIterable<Uint8Array>) {
    this.#pieces = archive[Symbol.asyncIterator]()
  }

  /** Just `length` bytes, or null when there are fewer. */
  async take(length: number): Promise<Uint8Array | null> {
    const parts: Uint8Array[] = []
    let found = 0
    for await (const piece of this.#upTo(length)) {
      parts.push(piece)
      found += piece.length
    }
    return found === length ? Buffer.concat(parts) : null
  }

  /** `length` bytes as they come; throws when there are fewer. */
  async *pieces(length: number): AsyncGenerator<Uint8Array> {
    let found = 0
    for await (const piece of this.#upTo(length)) {
      found += piece.length
      yield piece
    }
    if (found < length) throw new SyntaxError('Cannot read archive: it is cut short')
  }

  async *#upTo(length: number): AsyncGenerator<Uint8Array> {
    let wanted = length
    while (wanted > 0) {
      if (this.#rest.length === 0) {
        const { value, done } = await this.#pieces.next()
        if (done) return
        this.#rest = value
      }
      const piece = this.#rest.subarray(0, wanted)
      this.#rest = this.#rest.subarray(piece.length)
      wanted -= piece.length
      yield piece
    }
  }
}

/** A pax header (POSIX.1-2001) whose one record is the path. */
function longName(name: string): Uint8Array[] {
  const record = (length: number): string => `${length} path=${name}\n`
  const base = Buffer.byteLength(record(0)) - 1
  let length = base + String(base).length
  if (String(length).length > String(base).length) length = base + String(length).length
  const content = Buffer.from(record(length))
  const head = header({ name: 'name', size: content.length, mode: 0o600, changedAt: 0 }, 'x')
  return [head, content, padding(content.length)]
}

function nameInPax(content: Uint8Array | null): string {
  const name = /^\d+ path=(.*)\n/s.exec(Buffer.from(content ?? []).toString('utf8'))?.[1]
  if (name === undefined) throw new SyntaxError('Cannot read archive: a name is missing')
  return name.split('\n')[0] ?? ''
}

function header({ name, size, mode, changedAt }: TarFile, type: '0' | 'x'): Uint8Array {
  const head = Buffer.alloc(block)
  const octal = (value: number, length: number): string =>
    `${value.toString(8).padStart(length - 1, '0')}\0`
  Buffer.from(name).copy(head, 0, 0, 100)
  head.write(octal(mode & 0o777, 8), 100)
  head.write(octal(0, 8), 108)
  head.write(octal(0, 8), 116)
  head.write(octal(size, 12), 124)
  head.write(octal(Math.max(0, Math.trunc(changedAt)), 12), 136)
  head.write('        ', 148)
  head.write(type, 156)
  head.write('ustar\u000000', 257)
  head.write(`${sumOf(head).toString(8).padStart(6, '0')}\0 `, 148)
  return head
}

function parseHeader(head: Uint8Array): TarFile & { readonly type: string } {
  const bytes = Buffer.from(head)
  const text = (from: number, length: number): string =>
    bytes.toString('utf8', from, from + length).split('\0')[0] ?? ''
  const octal = (from: number, length: number): number =>
    Number.parseInt(text(from, length).trim() || '0', 8)
  const sum = octal(148, 8)
  bytes.write('        ', 148)
  if (sum !== sumOf(bytes)) throw new SyntaxError('Cannot read archive: a head is damaged')
  const size = octal(124, 12)
  if (!Number.isSafeInteger(size) || size < 0)
    throw new SyntaxError('Cannot read archive: a size is damaged')
  const name = text(0, 100)
  const type = String.fromCharCode(head[156] ?? 0)
  return { name, size, mode: octal(100, 8) & 0o777, changedAt: octal(136, 12), type }
}

function sumOf(head: Uint8Array): number {
  return head.reduce((sum, byte) => sum + byte, 0)
}

function padding(size: number): Uint8Array {
  return new Uint8Array((block - (size % block)) % block)
}

function checkName(name: string): string {
  const parts = name.split('/')
  const isOutside = parts.some((part) => part === '' || part === '.' || part === '..')
  if (isOutside || /[\\\0]/.test(name))
    throw new SyntaxError(`Cannot read archive: "${name}" would lie outside`)
  return name
}
