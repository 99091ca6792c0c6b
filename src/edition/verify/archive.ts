// A zip archive as a copy that the verifier reads: its directory once, each file when it is asked
// for. Hostile archives are refused with a sentence: what is larger than it says, lies outside, is
// named twice, or packed in a way nobody needs.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32, inflateRawSync } from 'node:zlib'
import { formatHex } from '../log/bytes.ts'
import { sha256 } from '../log/hash.ts'
import type { Source } from './source.ts'

const endMark = 0x06054b50
const entryMark = 0x02014b50
const fileMark = 0x04034b50
const zip64Mark = 0xffffffff
const endBytes = 22
const commentBytesMax = 65_535
/** No page, picture or list comes near. */
const fileBytesMax = 256 * 2 ** 20

/** Thrown for an archive whose directory is broken. */
export class UnreadableArchive extends Error {
  override readonly name = 'UnreadableArchive'
}

interface Entry {
  readonly name: string
  readonly at: number
  readonly packed: number
  readonly bytes: number
  readonly crc: number
  readonly stored: boolean
}

/** The archive at `file`, from its one folder on when everything lies in one. UnreadableArchive when it is none. */
export function openArchive(file: string): Source & { readonly close: () => void } {
  const descriptor = openSync(file, 'r')
  try {
    const entries = belowRoot(readDirectory(descriptor, file))
    const read = async (path: string): Promise<Uint8Array | null> => {
      const entry = entries.get(path)
      return entry === undefined ? null : unpack(descriptor, entry)
    }
    return {
      atOnce: 1,
      paths: async () => [...entries.keys()],
      read,
      async digest(path) {
        const bytes = await read(path)
        return bytes === null ? null : formatHex(sha256(bytes))
      },
      close: () => closeSync(descriptor),
    }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/** Whether a file begins as archives do. */
export function isArchive(start: Uint8Array): boolean {
  return start.length >= 4 && [fileMark, endMark].includes(Buffer.from(start).readUInt32LE(0))
}

function readDirectory(descriptor: number, file: string): Map<string, Entry> {
  const fail = (state: string): never => {
    throw new UnreadableArchive(`Cannot read archive "${file}": ${state}`)
  }
  const { size } = fstatSync(descriptor)
  const tail = readAt(descriptor, Math.max(0, size - endBytes - commentBytesMax), size)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end === -1 || end + endBytes > tail.length) return fail('it has no directory')
  const [count, length, start] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ]
  const directory = directoryPlace(descriptor, { tail, end, size, count, length, start })
  if (directory === null || directory.start + directory.length > size)
    return fail('it is cut short')
  const bytes = readAt(descriptor, directory.start, directory.start + directory.length)
  const entries = new Map<string, Entry>()
  for (let at = 0; at < bytes.length; ) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark)
      return fail('its directory is broken')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    ) as [number, number, number]
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString('utf8')
    const method = bytes.readUInt16LE(at + 10)
    const entry: Entry = {
      name,
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      bytes: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
      stored: method === 0,
    }
    at += 46 + nameLength + extraLength + commentLength
    if (name.endsWith('/')) continue
    if (method !== 0 && method !== 8) return fail(`"${name}" is packed in an unknown way`)
    if (entry.bytes > fileBytesMax || entry.at === zip64Mark) return fail(`"${name}" is too large`)
    if (entries.has(name)) return fail(`it names "${name}" twice`)
    entries.set(name, entry)
  }
  return entries
}

/** Where the directory stands; above 65,535 files or 4 GB the end record leaves it to another (zip64). */
function directoryPlace(
  descriptor: number,
  from: {
    readonly tail: Buffer
    readonly end: number
    readonly size: number
    readonly count: number
    readonly length: number
    readonly start: number
  },
): { readonly start: number; readonly length: number } | null {
  const { tail, end, size, count, length, start } = from
  if (count !== 0xffff && length !== zip64Mark && start !== zip64Mark) return { start, length }
  const locator = end - 20
  if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) return null
  const at = Number(tail.readBigUInt64LE(locator + 8))
  if (at + 56 > size) return null
  const record = readAt(descriptor, at, at + 56)
  return {
    length: Number(record.readBigUInt64LE(40)),
    start: Number(record.readBigUInt64LE(48)),
  }
}

/** Broken bytes are no reason to stop: they are the finding. Nothing that was published reads so. */
const broken = new TextEncoder().encode('xewer: broken in the archive')

function unpack(descriptor: number, entry: Entry): Uint8Array {
  const head = readAt(descriptor, entry.at, entry.at + 30)
  if (head.length < 30 || head.readUInt32LE(0) !== fileMark) return broken
  const nameEnd = entry.at + 30 + head.readUInt16LE(26)
  // Some programs believe the name before the bytes, others the directory: both must say the same.
  const name = readAt(descriptor, entry.at + 30, nameEnd).toString('utf8')
  const start = nameEnd + head.readUInt16LE(28)
  const packed = readAt(descriptor, start, start + entry.packed)
  const bytes = entry.stored ? packed : inflate(packed, entry.bytes)
  if (bytes === null || name !== entry.name) return broken
  if (bytes.length !== entry.bytes || crc32(bytes) !== entry.crc) return broken
  return Uint8Array.from(bytes)
}

function inflate(packed: Uint8Array, bytes: number): Uint8Array | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') return null
    throw error
  }
}

/** Archives made by hand often hold the site in a folder. */
function belowRoot(entries: ReadonlyMap<string, Entry>): ReadonlyMap<string, Entry> {
  const ends = ['log/checkpoint', 'trust/1.signers']
  const roots = [...entries.keys()].flatMap((path) =>
    ends
      .filter((end) => path === end || path.endsWith(`/${end}`))
      .map((end) => path.slice(0, -end.length)),
  )
  const [root = ''] = roots.toSorted((a, b) => a.length - b.length)
  return new Map(
    [...entries].map(([path, entry]) => [
      path.startsWith(root) ? path.slice(root.length) : `../${path}`,
      entry,
    ]),
  )
}

function readAt(descriptor: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, Math.min(to - from, fileBytesMax)))
  let done = 0
  while (done < bytes.length) {
    const count = readSync(descriptor, bytes, done, bytes.length - done, from + done)
    if (count === 0) break
    done += count
  }
  return bytes.subarray(0, done)
}
