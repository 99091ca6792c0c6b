// The files readers ask for, kept in memory within a bound, each with its compressed copies and
// headers ready. A new edition shows within a tenth of a second, a file changed by hand within one:
// a sheet is looked at again (one lstat) when it is used and its last look is too old (pulse.ts).
import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
} from 'node:fs'
import { performance } from 'node:perf_hooks'
import { type Copy, comesInCodings, compress, makeCopy, type Original } from './copy.ts'
import { policyOf } from './headers.ts'
import type { Coding } from './negotiate.ts'
import { createPulse } from './pulse.ts'

/** A file as it stood when it was read. */
export interface Sheet extends Original {
  readonly file: string
  readonly stamp: Stamp
  readonly copies: Map<Coding, Copy>
  /** Compressions under way, so that a crowd starts each only once. */
  readonly coming: Map<Coding, Promise<Copy>>
  checkedMs: number
  bytesKept: number
}

/** What tells two states of a file apart; a rename changes the inode, and ctime cannot be set. */
type Stamp = Pick<Stats, 'ino' | 'size' | 'mtimeMs' | 'ctimeMs'>

export interface ShelfOptions {
  /** Absolute. It may be a link to a tree, followed at each look; below it links lead nowhere. */
  readonly folder: string
  readonly bytesMax: number
  readonly onionLocation: string | null
}

export interface Shelf {
  /** A file that is in memory and was looked at a moment ago or is unchanged; else null. */
  hot(path: string): Sheet | null
  /** A file from memory or disk. Symlinks, on any step of the way, are as good as absent. */
  find(path: string): Promise<Sheet | 'folder' | 'absent'>
  /** The copy in a coding if its bytes are in memory, else null. */
  ready(sheet: Sheet, coding: Coding): Copy | null
  /** The copy in a coding, made on first use; identity when the coding would not be smaller. */
  copy(sheet: Sheet, coding: Coding): Promise<Copy>
  /** Opens a file that is too large to keep; null when it is no longer the one of the sheet. */
  open(sheet: Sheet): number | null
  /** Bytes held now. */
  readonly bytesKept: number
}

/** A larger file is streamed: slow readers of many such files would otherwise fill the memory. */
const keptBytesMax = 256 * 1024
/** What a sheet costs beside its bytes: keys, headers, maps. */
const sheetBytes = 4096

export function createShelf(options: ShelfOptions): Shelf {
  const { folder, bytesMax, onionLocation } = options
  const sheets = new Map<string, Sheet>()
  const hashing = new Map<string, Promise<Sheet | 'absent'>>()
  const pulse = createPulse(() => lookAt(`${folder}/log/checkpoint`))
  let bytesKept = 0

  function forget(sheet: Sheet): void {
    if (sheets.get(sheet.path) !== sheet) return
    sheets.delete(sheet.path)
    bytesKept -= sheet.bytesKept
  }

  function hot(path: string): Sheet | null {
    const sheet = sheets.get(path)
    if (sheet === undefined) return null
    const nowMs = performance.now()
    if (pulse.isFresh(sheet.checkedMs, nowMs)) return sheet
    const stats = lookAt(sheet.file)
    forget(sheet)
    if (stats === null || !isSame(sheet.stamp, stats)) return null
    sheet.checkedMs = nowMs
    keep(sheet)
    return sheet
  }

  /** Puts a sheet at the young end and drops from the old end until the bound holds. */
  function keep(sheet: Sheet): void {
    sheets.set(sheet.path, sheet)
    bytesKept += sheet.bytesKept
    for (const old of sheets.values()) {
      if (bytesKept <= bytesMax) return
      forget(old)
    }
  }

  async function find(path: string): Promise<Sheet | 'folder' | 'absent'> {
    const known = hot(path)
    if (known !== null) return known
    const state = stateOf(folder, path)
    if (state !== 'file') return state
    const file = folder + path
    const fd = openFile(file)
    if (fd === null) return 'absent'
    let isHandedOn = false
    try {
      const stats = fstatSync(fd)
      if (!stats.isFile()) return 'absent'
      if (stats.size <= keptBytesMax) {
        const body = readWhole(fd, stats.size)
        const sheet = newSheet(path, stats, body)
        addCopy(sheet, 'identity', body)
        forgetPath(path)
        keep(sheet)
        return sheet
      }
      const underWay = hashing.get(path)
      if (underWay !== undefined) return await underWay
      isHandedOn = true
      const job = hashLarge(path, fd, stats)
      hashing.set(path, job)
      return await job
    } finally {
      if (!isHandedOn) closeSync(fd)
    }
  }

  function forgetPath(path: string): void {
    const old = sheets.get(path)
    if (old !== undefined) forget(old)
  }

  /** Digests a large file without holding it; closes `fd`. */
  async function hashLarge(path: string, fd: number, stats: Stats): Promise<Sheet | 'absent'> {
    try {
      const hash = createHash('sha256')
      let head = Buffer.alloc(0)
      let bytes = 0
      for await (const chunk of createReadStream('', { fd, start: 0 })) {
        if (bytes === 0) head = chunk
        bytes += chunk.length
        hash.update(chunk)
      }
      if (bytes !== stats.size) return 'absent'
      const sheet = newSheet(path, stats, head, hash.digest('hex'))
      const large = { coding: 'identity', body: null, bytes: stats.size, onionLocation } as const
      sheet.copies.set('identity', makeCopy(sheet, large))
      forgetPath(path)
      keep(sheet)
      return sheet
    } finally {
      hashing.delete(path)
    }
  }

  function newSheet(path: string, stamp: Stats, head: Buffer, digest = sha256(head)): Sheet {
    return {
      path,
      file: folder + path,
      stamp: { ino: stamp.ino, size: stamp.size, mtimeMs: stamp.mtimeMs, ctimeMs: stamp.ctimeMs },
      policy: policyOf(path, head),
      digest,
      isText: comesInCodings(path, stamp.size),
      copies: new Map(),
      coming: new Map(),
      checkedMs: performance.now(),
      bytesKept: sheetBytes,
    }
  }

  async function copy(sheet: Sheet, coding: Coding): Promise<Copy> {
    const made = sheet.copies.get(coding)
    if (made !== undefined) return made
    const plain = sheet.copies.get('identity')
    if (plain === undefined) throw new Error(`Cannot send "${sheet.path}": it has no plain copy`)
    if (coding === 'identity' || !sheet.isText || plain.body === null) return plain
    const coming = sheet.coming.get(coding)
    if (coming !== undefined) return coming
    const job = codedCopy(sheet, coding, plain.body).finally(() => sheet.coming.delete(coding))
    sheet.coming.set(coding, job)
    return job
  }

  async function codedCopy(
    sheet: Sheet,
    coding: Exclude<Coding, 'identity'>,
    plain: Buffer,
  ): Promise<Copy> {
    const body = await compress(plain, coding)
    return addCopy(sheet, coding, body ?? plain, body === null ? 'identity' : coding)
  }

  function ready(sheet: Sheet, coding: Coding): Copy | null {
    const copy = sheet.copies.get(sheet.isText ? coding : 'identity') ?? null
    return copy?.body === null ? null : copy
  }

  function addCopy(sheet: Sheet, asked: Coding, body: Buffer, made: Coding = asked): Copy {
    const result = makeCopy(sheet, { coding: made, body, bytes: body.length, onionLocation })
    sheet.copies.set(asked, result)
    const isKept = sheets.get(sheet.path) === sheet
    if (isKept) forget(sheet)
    if (made === asked) sheet.bytesKept += body.length
    if (isKept) keep(sheet)
    return result
  }

  function open(sheet: Sheet): number | null {
    const fd = openFile(sheet.file)
    if (fd === null) return null
    if (isSame(sheet.stamp, fstatSync(fd))) return fd
    closeSync(fd)
    forget(sheet)
    return null
  }

  return {
    hot,
    find,
    ready,
    copy,
    open,
    get bytesKept() {
      return bytesKept
    },
  }
}

/** Walks down from the folder; anything but real folders and a regular file is absent. */
function stateOf(folder: string, path: string): 'file' | 'folder' | 'absent' {
  let place = folder
  const segments = path.slice(1).split('/')
  for (const [position, segment] of segments.entries()) {
    const isLast = position === segments.length - 1
    place += `/${segment}`
    const stats = lookAt(place)
    if (stats === null) return 'absent'
    if (isLast && stats.isFile()) return 'file'
    if (!stats.isDirectory()) return 'absent'
  }
  return 'folder'
}

function lookAt(place: string): Stats | null {
  try {
    return lstatSync(place, { throwIfNoEntry: false }) ?? null
  } catch (cause) {
    // A way through a file or a name too long for the disk leads nowhere; the rest is our trouble.
    if (isSystemError(cause, ['ENOTDIR', 'ENAMETOOLONG', 'EACCES'])) return null
    throw cause
  }
}

function openFile(file: string): number | null {
  try {
    // O_NONBLOCK: a pipe planted in the tree must not hold us up.
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (cause) {
    if (isSystemError(cause, ['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'ENXIO'])) return null
    throw cause
  }
}

/** Exactly `size` bytes in memory of their own: a slice of a pool would hold the whole pool. */
function readWhole(fd: number, size: number): Buffer {
  const body = Buffer.allocUnsafeSlow(size)
  let filled = 0
  while (filled < size) {
    const read = readSync(fd, body, filled, size - filled, filled)
    if (read === 0) throw new Error(`Cannot read file: it shrank to ${filled} of ${size} bytes`)
    filled += read
  }
  return body
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function isSame(a: Stamp, b: Stamp): boolean {
  return a.ino === b.ino && a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs
}

function isSystemError(cause: unknown, codes: readonly string[]): boolean {
  return cause instanceof Error && 'code' in cause && codes.includes(String(cause.code))
}
