// A copy of the site, or of a part that can stand alone, as one zip archive: to be sent on, put on a
// stick, opened from disk, and checked offline. The same edition gives the same bytes anywhere.
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { editionPath, parseRecord } from '../edition/log/record.ts'
import { renderStandIn, siteAddress } from '../edition/stand-in.ts'
import { type Part, selectPart } from './selection.ts'
import { checkpointPath, readCheckpoint, treePaths } from './touched.ts'

export interface Bundle {
  readonly edition: number
  readonly files: number
  readonly bytes: number
}

/** What the directory of a plain archive can count. */
const filesMax = 65_535
const bytesMax = 0xffffffff

/** Thrown when the archive asked for cannot be; no file is written then. */
export class NoBundle extends Error {
  override readonly name = 'NoBundle'
}

/** Writes the archive and puts it at `file` when it is whole. NoBundle when there is nothing for it. */
export function writeBundle(site: string, file: string, part: Part): Bundle {
  const checkpoint = readCheckpoint(site)
  if (checkpoint === null) throw new NoBundle(`Cannot bundle "${site}": nothing was published`)
  const read = (path: string): string => readFileSync(join(site, path), 'utf8')
  const { paths, elsewhere } = selectPart(treePaths(site), part, read)
  if (paths.length === 0) throw new NoBundle('Cannot bundle part: the site has nothing of it')
  const bytes = paths.reduce((sum, path) => sum + statSync(join(site, path)).size, 0)
  const count = paths.length + elsewhere.length
  if (count > filesMax || bytes > bytesMax)
    throw new NoBundle(`Cannot bundle ${count} files: more than an archive holds`)
  const url = paths.includes('robots.txt') ? siteAddress(read('robots.txt')) : null
  const standIns = new Map(
    url === null ? [] : elsewhere.map((path) => [path, renderStandIn(url, path)]),
  )
  const { size: edition } = checkpoint
  const record = parseRecord(readFileSync(join(site, editionPath(edition, 'txt'))))
  // Whoever is cut off while unpacking has no checkpoint that promises the rest.
  const ordered = [
    ...paths.filter((path) => path !== checkpointPath),
    ...standIns.keys(),
    checkpointPath,
  ]
  const bytesOf = (path: string): Uint8Array => standIns.get(path) ?? readFileSync(join(site, path))
  const half = `${file}.part`
  try {
    const written = writeArchive(half, { paths: ordered, bytesOf, time: record.time })
    renameSync(half, file)
    return { edition, files: ordered.length, bytes: written }
  } finally {
    rmSync(half, { force: true })
  }
}

function writeArchive(
  file: string,
  given: {
    readonly paths: readonly string[]
    readonly bytesOf: (path: string) => Uint8Array
    readonly time: string
  },
): number {
  const { paths, bytesOf, time } = given
  const descriptor = openSync(file, 'w')
  try {
    let written = 0
    const zip = new Zip((error, chunk) => {
      if (error) throw error
      for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at)
      written += chunk.length
    })
    const mtime = sameEverywhere(time)
    for (const path of paths) {
      const isPacked = /\.(?:webp|avif|jpg|png|gif|mp3|zip)$/.test(path)
      const entry = isPacked ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 9 })
      entry.mtime = mtime
      // Made on Unix, rights 644: else some programs read names as those of MS-DOS.
      entry.os = 3
      entry.attrs = 0o100644 * 0x10000
      zip.add(entry)
      entry.push(bytesOf(path), true)
    }
    zip.end()
    fsyncSync(descriptor)
    return written
  } finally {
    closeSync(descriptor)
  }
}

/** Archives hold a wall clock's time and no zone: the edition's day at noon, on whatever clock. */
function sameEverywhere(time: string): Date {
  const [year = 1980, month = 1, day = 1] = time.slice(0, 10).split('-').map(Number)
  return new Date(year, month - 1, day, 12)
}
