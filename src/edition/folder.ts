// The files of an edition on their way into the published tree. Everything is written and synced
// under staging/ first; putting it in place only links and renames, so that doing it twice does no harm.
//
// Crash points: before the edition's transaction commits, staging is dropped and nothing was seen.
// After it, the list in staging/<name>/files says what is still to be put in place; the next start goes
// on. Readers see all of it at once, when the link is turned (trees.ts). Whatever is put or taken away
// comes from or goes to the stage: a publisher that slept while another finished its edition, and
// dropped the stage, finds nothing more to do.
import {
  appendFileSync,
  closeSync,
  existsSync,
  futimesSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { syncedSinglyMax, syncFileSystem, syncPaths } from './disk.ts'
import { liveTree, type Trees } from './trees.ts'

/** So many lines of the list are kept in memory. */
const linesKept = 5000

/** In a stage: the link as it will be. */
const linkName = 'live'
/** Ends the second name of a staged file. */
const againEnd = '='

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
  /** Makes everything durable, for `trees`. Nothing may be written afterwards. */
  seal(trees: Trees): Promise<void>
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
    async seal({ next, live }) {
      for (const path of removes) lines.push(`-${path}`)
      lines.push(`>${next} ${live ?? ''}`)
      symlinkSync(next, join(folder, linkName))
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
 * Puts a sealed edition in place: into the tree nobody looks at, then the link `site` is turned to it, then
 * the other tree is brought up to it. Safe to repeat: what was done is skipped. Returns the tree that
 * readers had before, null when there was none or nothing is staged; throws when a file is neither
 * staged nor in place.
 */
export async function placeStaged(
  staging: string,
  site: string,
  name: string,
): Promise<string | null> {
  const folder = join(staging, name)
  if (!existsSync(join(folder, 'files'))) return null
  const { puts, removes, trees } = readList(join(folder, 'files'))
  const next = join(dirname(site), trees.next)
  for (const { file } of trees.live === null ? [] : puts) linkAgain(join(folder, file))
  await fill(next, { folder, puts, removes, again: '' })
  turnLink(join(folder, linkName), { site, next: trees.next })
  await syncPaths([dirname(site)])
  if (trees.live !== null)
    await fill(join(dirname(site), trees.live), { folder, puts, removes, again: againEnd })
  return trees.live
}

export function dropStage(staging: string, name: string): void {
  rmSync(join(staging, name), { recursive: true, force: true })
}

/** The names of all stages but `keep`. */
export function otherStages(staging: string, keep: string | null): readonly string[] {
  const names = existsSync(staging) ? readdirSync(staging) : []
  return names.filter((name) => name !== keep)
}

interface List {
  readonly puts: readonly Put[]
  readonly removes: readonly string[]
  readonly trees: Trees
}

/** Of lines such as "+3-17 en/index.html", "-tr/index.html", and, the last, ">9 7". */
function readList(file: string): List {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  const of = (sign: string): string[] =>
    lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1))
  const [next = '', live = ''] = of('>')[0]?.split(' ') ?? []
  return {
    puts: of('+').map((line) => {
      const at = line.indexOf(' ')
      return { file: line.slice(0, at), path: line.slice(at + 1) }
    }),
    removes: of('-'),
    trees: { next, live: live === '' ? null : live },
  }
}

/** A second name of a staged file, for the other tree; none when the first has been put in place. */
function linkAgain(file: string): void {
  try {
    linkSync(file, file + againEnd)
  } catch (cause) {
    if (!isMissing(cause) && !hasCode(cause, 'EEXIST')) throw cause
  }
}

/** Brings one tree up to the edition. */
async function fill(
  tree: string,
  from: Omit<List, 'trees'> & { readonly folder: string; readonly again: string },
): Promise<void> {
  const { folder, puts, removes, again } = from
  const folders = new Set<string>()
  for (const { file, path } of puts) placeOne(join(folder, file + again), join(tree, path), folders)
  for (const [at, path] of removes.entries())
    removeOne(join(tree, path), { tree, to: join(folder, `gone-${at}${again}`), folders })
  await syncFolders(tree, folders)
}

function turnLink(
  link: string,
  { site, next }: { readonly site: string; readonly next: string },
): void {
  try {
    renameSync(link, site)
  } catch (cause) {
    if (isMissing(cause) && liveTree(site) === next) return
    throw new Error(`Cannot show readers "${next}"`, { cause })
  }
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

/** Moves a file into the stage, which is dropped at the end, and removes folders that are empty then. */
function removeOne(
  path: string,
  from: { readonly tree: string; readonly to: string; readonly folders: Set<string> },
): void {
  const { tree, to, folders } = from
  try {
    renameSync(path, to)
  } catch (cause) {
    if (!isMissing(cause)) throw cause
  }
  for (let parent = dirname(path); parent !== tree; parent = dirname(parent)) {
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

async function syncFolders(tree: string, folders: ReadonlySet<string>): Promise<void> {
  const present = [...folders].filter((folder) => existsSync(folder))
  if (present.length > syncedSinglyMax) syncFileSystem(tree)
  else await syncPaths(present)
}

function isMissing(cause: unknown): boolean {
  return hasCode(cause, 'ENOENT')
}

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code
}
