// The files of an edition on their way into the published tree. Everything is written and synced
// under staging/ first; putting it in place only renames, so that doing it twice does no harm.
//
// Crash points: before the edition's transaction commits, staging is dropped and nothing was seen.
// After it, the list in staging/<n>/files says what is still to be renamed; the next start goes on.
import { execFileSync } from 'node:child_process'
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** Up to so many files are synced one by one; above, the file system is synced once. */
const syncedSinglyMax = 100

export interface Stage {
  /** Writes one file's bytes; it goes to `path` of the tree when the edition is put in place. */
  write(path: string, bytes: Uint8Array | string): void
  /** Copies a file of the newsroom (a picture). */
  copy(path: string, from: string): void
  /** A file that leaves the tree, after all others are in place. */
  remove(path: string): void
  readonly touched: number
  /** Makes everything durable. Nothing may be written afterwards. */
  seal(): void
}

/** Starts staging an edition; what an interrupted one left behind is dropped. */
export function openStage(staging: string, edition: { number: number; time: number }): Stage {
  const folder = join(staging, String(edition.number))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const seconds = edition.time / 1000
  const puts: string[] = []
  const removes: string[] = []
  const add = (path: string, make: (file: string) => void): void => {
    const file = join(folder, String(puts.length))
    make(file)
    // The edition's time, not the machine's: a copy of the tree says nothing about working hours.
    utimesSync(file, seconds, seconds)
    puts.push(path)
  }
  return {
    write: (path, bytes) => add(path, (file) => writeFileSync(file, bytes)),
    copy: (path, from) => add(path, (file) => copyFileSync(from, file, constants.COPYFILE_FICLONE)),
    remove: (path) => removes.push(path),
    get touched() {
      return puts.length
    },
    seal() {
      writeFileSync(
        join(folder, 'files'),
        [...puts.map((path) => `+${path}`), ...removes.map((path) => `-${path}`), ''].join('\n'),
      )
      if (puts.length <= syncedSinglyMax) {
        puts.forEach((_, at) => {
          syncPath(join(folder, String(at)))
        })
        for (const path of [join(folder, 'files'), folder, staging]) syncPath(path)
      } else syncFileSystem(folder)
    },
  }
}

/**
 * Puts a sealed edition in place: renames in the order written, then removals. Safe to repeat:
 * what has been renamed already is skipped. Throws when a file is neither staged nor in place.
 */
export function placeStaged(staging: string, site: string, number: number): void {
  const folder = join(staging, String(number))
  if (!existsSync(join(folder, 'files'))) return
  const lines = readFileSync(join(folder, 'files'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  const puts = lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1))
  const removes = lines.filter((line) => line.startsWith('-')).map((line) => line.slice(1))
  const folders = new Set<string>()
  // The last file is the one that says the edition is there: all others are durable before it.
  const last = puts.length - 1
  puts.forEach((path, at) => {
    if (at === last) syncFolders(site, folders)
    placeOne(join(folder, String(at)), join(site, path), folders)
  })
  for (const path of removes) removeOne(join(site, path), site, folders)
  syncFolders(site, folders)
}

/** Drops what is staged for an edition. */
export function dropStage(staging: string, number: number): void {
  rmSync(join(staging, String(number)), { recursive: true, force: true })
}

function placeOne(from: string, to: string, folders: Set<string>): void {
  const parent = dirname(to)
  if (!folders.has(parent)) {
    const made = mkdirSync(parent, { recursive: true })
    for (let up = parent; made !== undefined && up.length >= made.length; up = dirname(up)) {
      folders.add(dirname(up))
    }
    folders.add(parent)
  }
  try {
    renameSync(from, to)
  } catch (cause) {
    if (!isMissing(cause) || !existsSync(to)) {
      throw new Error(`Cannot put "${to}" in place: staged file is missing`, { cause })
    }
  }
}

function removeOne(path: string, site: string, folders: Set<string>): void {
  try {
    unlinkSync(path)
  } catch (cause) {
    if (!isMissing(cause)) throw cause
  }
  for (let parent = dirname(path); parent !== site; parent = dirname(parent)) {
    try {
      rmdirSync(parent)
      folders.delete(parent)
    } catch (cause) {
      if (isMissing(cause)) continue
      folders.add(parent)
      break
    }
  }
  if (existsSync(dirname(path))) folders.add(dirname(path))
}

function syncFolders(site: string, folders: ReadonlySet<string>): void {
  const present = [...folders].filter((folder) => existsSync(folder))
  if (present.length > syncedSinglyMax) syncFileSystem(site)
  else for (const folder of present) syncPath(folder)
}

function syncPath(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** One sync for many files: coreutils' `sync --file-system`, which is syncfs(2). */
function syncFileSystem(path: string): void {
  execFileSync('sync', ['--file-system', path], { stdio: ['ignore', 'ignore', 'pipe'] })
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}
