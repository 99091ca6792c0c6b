// PHP's serialize() format, in which Drupal and WordPress keep settings and lists. A strict reader:
// objects become plain maps, nothing is ever run, keys are kept in a Map so that "__proto__" is a key
// like any other. Lengths count bytes.

export type PhpValue = string | number | boolean | null | PhpMap
export type PhpMap = ReadonlyMap<string, PhpValue>

const depthMax = 40
const valuesMax = 200_000

/** Reads one value; SyntaxError when the text is not one whole value. */
export function parsePhp(text: string): PhpValue {
  const reading = new Reading(Buffer.from(text))
  const value = reading.value(0)
  if (!reading.atEnd) throw new SyntaxError('Cannot read serialised value: something follows it')
  return value
}

/** The value, or null when the text is none. */
export function tryPhp(text: string | null): PhpValue {
  if (text === null) return null
  try {
    return parsePhp(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** What stands at a path of keys, or null. */
export function phpAt(value: PhpValue, ...path: readonly string[]): PhpValue {
  let at: PhpValue = value
  for (const key of path) at = at instanceof Map ? (at.get(key) ?? null) : null
  return at
}

class Reading {
  readonly #bytes: Buffer
  #at = 0
  #left = valuesMax

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  value(depth: number): PhpValue {
    if (depth > depthMax || --this.#left < 0) throw this.#wrong('too deep or too long')
    const type = String.fromCharCode(this.#bytes[this.#at] ?? 0)
    if (type === 'N') {
      this.#take('N;')
      return null
    }
    this.#take(`${type}:`)
    if (type === 'b') return this.#until(';') === '1'
    if (type === 'i' || type === 'd') return Number(this.#until(';'))
    if (type === 'r' || type === 'R') {
      this.#until(';')
      return null
    }
    if (type === 's') {
      const text = this.#counted()
      this.#take(';')
      return text
    }
    if (type === 'a') return this.#map(depth)
    if (type === 'O') {
      this.#counted()
      this.#take(':')
      return this.#map(depth)
    }
    throw this.#wrong(`type "${type}"`)
  }

  #map(depth: number): PhpMap {
    const count = this.#count(this.#until(':'))
    this.#take('{')
    const map = new Map<string, PhpValue>()
    for (let i = 0; i < count; i++) {
      const key = this.value(depth + 1)
      if (typeof key !== 'string' && typeof key !== 'number') throw this.#wrong('key')
      map.set(String(key), this.value(depth + 1))
    }
    this.#take('}')
    return map
  }

  #counted(): string {
    const length = this.#count(this.#until(':'))
    const from = this.#at + 1
    this.#take('"')
    this.#at = from + length
    this.#take('"')
    return this.#bytes.toString('utf8', from, from + length)
  }

  #count(text: string): number {
    if (!/^\d{1,9}$/.test(text) || Number(text) > this.#bytes.length) throw this.#wrong('length')
    return Number(text)
  }

  #until(mark: string): string {
    const end = this.#bytes.indexOf(mark, this.#at)
    if (end < 0 || end - this.#at > 40) throw this.#wrong(`no "${mark}"`)
    const text = this.#bytes.toString('latin1', this.#at, end)
    this.#at = end + 1
    return text
  }

  #take(text: string): void {
    const found = this.#bytes.toString('latin1', this.#at, this.#at + text.length)
    if (found !== text) throw this.#wrong(`no "${text}"`)
    this.#at += text.length
  }

  #wrong(what: string): SyntaxError {
    return new SyntaxError(`Cannot read serialised value: ${what} at byte ${this.#at}`)
  }
}
