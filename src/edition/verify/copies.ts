// Copies as the verifier reads them: a folder, a server, files in memory.
import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
} from 'node:fs'
import { join } from 'node:path'
import { formatHex } from '../log/bytes.ts'
import { sha256 } from '../log/hash.ts'
import type { Source } from './source.ts'

/** Larger files are hashed piece by piece. */
const wholeBytesMax = 1 << 20

/** A folder on disk. Anything in it that is no plain file or folder appears as a path without bytes. */
export function folderCopy(folder: string): Source {
  return {
    atOnce: 1,
    paths: async () => [...walk(folder, '')],
    read: async (path) =>
      withFile(join(folder, path), (descriptor) => new Uint8Array(readFileSync(descriptor))),
    digest: async (path) => withFile(join(folder, path), digestOf),
  }
}

/** Thrown when a server does not answer, or answers neither with the file nor that there is none. */
export class UnreadableCopy extends Error {
  override readonly name = 'UnreadableCopy'
}

/** A copy behind HTTP. A 404 or 410 is a missing file; any other failure is an UnreadableCopy. */
export function serverCopy(base: URL, get: typeof fetch = fetch): Source {
  const read = async (path: string): Promise<Uint8Array | null> => {
    const url = new URL(path.split('/').map(encodeURIComponent).join('/'), base)
    const response = await answerOf(get, url)
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
    await response.body?.cancel()
    if (response.status === 404 || response.status === 410) return null
    throw new UnreadableCopy(`Cannot read "${url}": the server answers ${response.status}`)
  }
  return { atOnce: 8, paths: async () => null, read, digest: digestBy(read) }
}

async function answerOf(get: typeof fetch, url: URL): Promise<Response> {
  try {
    return await get(url, { redirect: 'error', cache: 'no-store' })
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new UnreadableCopy(`Cannot read "${url}": the server does not answer`, { cause })
  }
}

/** Files in memory: an opened archive, or a tree that is only rehearsed. */
export function memoryCopy(files: ReadonlyMap<string, Uint8Array>): Source {
  const read = async (path: string): Promise<Uint8Array | null> => files.get(path) ?? null
  return { atOnce: 1, paths: async () => [...files.keys()], read, digest: digestBy(read) }
}

function digestBy(read: Source['read']): Source['digest'] {
  return async (path) => {
    const bytes = await read(path)
    return bytes === null ? null : formatHex(sha256(bytes))
  }
}

function* walk(folder: string, prefix: string): Generator<string> {
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const path = `${prefix}${entry.name}`
    if (entry.isDirectory()) yield* walk(folder, `${path}/`)
    else yield path
  }
}

/** Null when there is no plain file: a link or a pipe could show others something else. */
function withFile<T>(path: string, read: (descriptor: number) => T): T | null {
  const descriptor = openPlain(path)
  if (descriptor === null) return null
  try {
    return fstatSync(descriptor).isFile() ? read(descriptor) : null
  } finally {
    closeSync(descriptor)
  }
}

function openPlain(path: string): number | null {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    const absent = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EMLINK', 'ENXIO']
    if (error instanceof Error && 'code' in error && absent.includes(String(error.code)))
      return null
    throw error
  }
}

function digestOf(descriptor: number): string {
  if (fstatSync(descriptor).size <= wholeBytesMax)
    return formatHex(sha256(readFileSync(descriptor)))
  const hash = createHash('sha256')
  const piece = new Uint8Array(wholeBytesMax)
  for (;;) {
    const length = readSync(descriptor, piece)
    if (length === 0) return hash.digest('hex')
    hash.update(piece.subarray(0, length))
  }
}
