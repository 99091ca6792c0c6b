// The files of an edition on their way into the published tree. Everything is written and synced
// under staging/ first; putting it in place only renames, so that doing it twice does no harm.
//
// Crash points: before the edition's transaction commits, staging is dropped and nothing was seen.
// After it, the list in staging/<name>/files says what is still to be renamed; the next start goes on.
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  futimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** Up to so many files are synced one by one; above, the file system is synced once. */
const syncedSinglyMax = 100
/** So many lines of the list are kept in memory. */
const linesKept = 5000

/** A staged file and where it goes. */
export interface Put {
  /** Its name in the stage. */
  readonly file: string
  readonly path: string
}

export interface Stage {
  /** Where printers beside this process put their files, see putsInto(). */
  readonly folder: string
  /** Writes one file's bytes; it goes to `path` of the tree when the edition is put in place. */
  write(path: string, bytes: Uint8Array): void
  /** Takes over what printers have put there. */
  take(puts: readonly Put[]): void
  /** A file that leaves the tree, after all others are in place. */
  remove(path: string): void
  readonly touched: number
  /** Makes everything durable. Nothing may be written afterwards. */
  seal(): Promise<void>
}

/**
 * Starts staging an edition. `name` is one publisher's own: another that has lost its lease unawares
 * writes elsewhere. `time` (milliseconds since 1970) becomes that of the files.
 */
export function openStage(staging: string, stage: { name: string; time: number }): Stage {
  const folder = join(staging, stage.name)
  mkdirSync(folder, { recursive: true })
  const put = putsInto(folder, { prefix: '', time: stage.time })
  const list = join(folder, 'files')
  /** The first ones: more are not synced one by one. */
  const files: string[] = []
  const removes: string[] = []
  let lines: string[] = []
  let touched = 0
  const flush = (): void => {
    appendFileSync(list, lines.map((line) => `${line}\n`).join(''))
    lines = []
  }
  const note = ({ file, path }: Put): void => {
    lines.push(`+${file} ${path}`)
    touched += 1
    if (files.length <= syncedSinglyMax) files.push(file)
    if (lines.length >= linesKept) flush()
  }
  return {
    folder,
    write: (path, bytes) => note(put(path, bytes)),
    take: (more) => {
      for (const one of more) note(one)
    },
    remove: (path) => removes.push(path),
    get touched() {
      return touched
    },
    async seal() {
      for (const path of removes) lines.push(`-${path}`)
      flush()
      const paths = files.map((file) => join(folder, file))
      if (touched > syncedSinglyMax) syncFileSystem(folder)
      else await syncPaths([...paths, list, folder, staging])
    },
  }
}

/** Writes files into a stage, under names of their own: `prefix` and a number. */
export function putsInto(
  folder: string,
  { prefix, time }: { readonly prefix: string; readonly time: number },
): (path: string, bytes: Uint8Array) => Put {
  let count = 0
  return (path, bytes) => {
    const file = `${prefix}${count}`
    count += 1
    const open = openSync(join(folder, file), 'wx')
    try {
      writeFileSync(open, bytes)
      // The edition's time, not the machine's: a copy of the tree says nothing about working hours.
      futimesSync(open, time / 1000, time / 1000)
    } finally {
      closeSync(open)
    }
    return { file, path }
  }
}

/**
 * Puts a sealed edition in place: new files, then those that replace others, then removals, so that no
 * page in place names one that is not. Safe to repeat: what has been renamed already is skipped. Throws
 * when a file is neither staged nor in place.
 */
export async function placeStaged(staging: string, site: string, name: string): Promise<void> {
  const folder = join(staging, name)
  if (!existsSync(join(folder, 'files'))) return
  const lines = readFileSync(join(folder, 'files'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  const puts = lines.filter((line) => line.startsWith('+'))
  const removes = lines.filter((line) => line.startsWith('-')).map((line) => line.slice(1))
  const folders = new Set<string>()
  const place = (line: string): void => {
    const { file, path } = parsePut(line)
    placeOne(join(folder, file), join(site, path), folders)
  }
  // The last file is the one that says the edition is there: all others are durable before it.
  const last = puts.pop()
  const isNew = (line: string): boolean => !existsSync(join(site, parsePut(line).path))
  const order = Map.groupBy(puts, isNew)
  for (const line of order.get(true) ?? []) place(line)
  for (const line of order.get(false) ?? []) place(line)
  await syncFolders(site, folders)
  folders.clear()
  if (last !== undefined) place(last)
  for (const path of removes) removeOne(join(site, path), site, folders)
  await syncFolders(site, folders)
}

/** Drops everything that is staged, but for `keep`. */
export function dropStages(staging: string, keep: string | null): void {
  for (const name of existsSync(staging) ? readdirSync(staging) : [])
    if (name !== keep) rmSync(join(staging, name), { recursive: true, force: true })
}

/** "+3-17 en/index.html" */
function parsePut(line: string): Put {
  const at = line.indexOf(' ')
  return { file: line.slice(1, at), path: line.slice(at + 1) }
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
    if (!isMissing(cause)) throw new Error(`Cannot put "${to}" in place`, { cause })
    if (!existsSync(to))
      throw new Error(`Cannot put "${to}" in place: staged file is missing`, { cause })
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

async function syncFolders(site: string, folders: ReadonlySet<string>): Promise<void> {
  const present = [...folders].filter((folder) => existsSync(folder))
  if (present.length > syncedSinglyMax) syncFileSystem(site)
  else await syncPaths(present)
}

/** Slower than this a disk is really asked: memory answers in microseconds. */
const askedMs = 0.3

/**
 * All at once: a disk makes files durable together in little more than the time one takes. In turn as
 * long as they cost nothing: then handing them over would cost more.
 */
async function syncPaths(paths: readonly string[]): Promise<void> {
  let done = 0
  for (let isQuick = true; isQuick && done < paths.length; done += 1) {
    const started = performance.now()
    syncNow(paths[done]!)
    isQuick = performance.now() - started < askedMs
  }
  const ended = await Promise.allSettled(paths.slice(done).map(syncPath))
  for (const end of ended) if (end.status === 'rejected') throw end.reason
}

function syncNow(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function syncPath(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const file = openSync(path, 'r')
    fsync(file, (error) => {
      closeSync(file)
      if (error) reject(error)
      else resolve()
    })
  })
}

/** One sync for many files: coreutils' `sync --file-system`, which is syncfs(2). */
function syncFileSystem(path: string): void {
  execFileSync('sync', ['--file-system', path], { stdio: ['ignore', 'ignore', 'pipe'] })
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}
