// What one file of the folder format says: `en.md` with a head and light markup, or `en.json` with the
// same keys. Both become the same values, so that nothing after this has to know which it was.
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Body, checkBody } from '../../model/body.ts'
import { cleanText } from '../../model/clean.ts'
import { parseFrontMatter } from './front-matter.ts'

export interface Head {
  /** The file's name, for messages. */
  readonly name: string
  /** Values by key, in the order of the file. */
  readonly values: ReadonlyMap<string, readonly string[]>
  /** Light markup. */
  readonly text: string
  /** The document itself, where a JSON file gives it; the text is then empty. */
  readonly body: Body | null
}

const textBytesMax = 8 * 1024 * 1024

/** Reads `<stem>.md` or `<stem>.json` of the names given; null when neither is there. */
export function readHead(folder: string, stem: string, names: readonly string[]): Head | null {
  const found = ['.md', '.json']
    .map((suffix) => stem + suffix)
    .filter((name) => names.includes(name))
  const [name] = found
  if (name === undefined) return null
  if (found.length > 1)
    throw new SyntaxError(`Cannot read ${found.join(' and ')}: which one holds?`)
  try {
    const text = readTextFile(join(folder, name))
    return name.endsWith('.json') ? jsonHead(name, text) : markdownHead(name, text)
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof RangeError)) throw cause
    throw new SyntaxError(`${name}: ${cause.message}`, { cause })
  }
}

/** The first value of a key, or null. */
export function one(head: Head, key: string): string | null {
  return head.values.get(key)?.[0] ?? null
}

/** All values of a key. */
export function all(head: Head, key: string): readonly string[] {
  return head.values.get(key) ?? []
}

/** A file of text in UTF-8, or UTF-16 with its mark; SyntaxError for anything else. */
export function readTextFile(path: string): string {
  if (lstatSync(path).size > textBytesMax) {
    throw new RangeError(`Cannot read text: more than ${textBytesMax / 1_048_576} MB`)
  }
  const bytes = readFileSync(path)
  const mark = bytes.subarray(0, 2).toString('hex')
  const charset = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new SyntaxError('Cannot read text: it is not UTF-8; save it again as UTF-8', { cause })
  }
}

function markdownHead(name: string, file: string): Head {
  const { values, text } = parseFrontMatter(file)
  return { name, values: cleaned(values), text, body: null }
}

function jsonHead(name: string, file: string): Head {
  const json: unknown = JSON.parse(file)
  if (!isObject(json)) throw new SyntaxError('Cannot read article: the file holds no object')
  const { text = '', body, ...rest } = json
  if (typeof text !== 'string') throw new SyntaxError('Cannot read "text": it is no string')
  const values = new Map<string, readonly string[]>()
  for (const [key, value] of Object.entries(rest)) {
    // {"alt": {"photo.jpg": "..."}} is alt.photo.jpg of a head.
    if (isObject(value)) {
      for (const [file, words] of Object.entries(value))
        values.set(`${key}.${file}`, stringsOf(words, key))
    } else if (value !== null) values.set(key, stringsOf(value, key))
  }
  return { name, values: cleaned(values), text, body: body === undefined ? null : checkBody(body) }
}

function stringsOf(value: unknown, key: string): readonly string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.map((entry) => {
    if (typeof entry === 'string' || typeof entry === 'number') return String(entry)
    throw new SyntaxError(`Cannot read "${key}": neither text nor a list of texts`)
  })
}

function cleaned(
  values: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const entries = [...values].map(([key, some]) => [key, some.map(cleanText)] as const)
  return new Map(entries.map(([key, some]) => [key, some.filter((value) => value !== '')]))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
