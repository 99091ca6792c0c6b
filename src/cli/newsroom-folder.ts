// The newsroom's folder: what lies where in it, and opening it with errors a person can act on.
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Newsroom } from '../model/newsroom.ts'
import type { Store } from '../store/open.ts'
import { Failure, type Io } from './command.ts'

export interface NewsroomFolder {
  /** Absolute. */
  readonly path: string
  /** The file the database is in, unless the settings name a server. */
  readonly database: string
  /** Pictures as re-encoded once: their bytes are truth. */
  readonly media: string
  readonly keys: string
  readonly staging: string
  /** Where an import lays its source out while it runs. */
  readonly scratch: string
  /** The readers' search index. */
  readonly search: string
  /** The published tree: a link to one of two in `trees`, turned by each edition. */
  readonly site: string
  readonly trees: string
  /** Rules for other web servers: what a tree cannot do by itself. */
  readonly server: string
}

export interface OpenNewsroom {
  readonly folder: NewsroomFolder
  readonly store: Store
  /** Where the database is: the path of its file or a postgres:// address. */
  readonly location: string
  readonly newsroom: Newsroom
}

/** Where things lie in the newsroom at `path`; nothing is read or made. */
export function newsroomFolder(path: string): NewsroomFolder {
  const inside = (name: string): string => join(resolve(path), name)
  return {
    path: resolve(path),
    database: inside('newsroom.db'),
    media: inside('media'),
    keys: inside('keys'),
    staging: inside('staging'),
    scratch: inside('import-scratch'),
    search: inside('search.db'),
    site: inside('site/live'),
    trees: inside('site'),
    server: inside('server'),
  }
}

/**
 * The published tree at `folder`, which may be the tree itself, the folder of the two trees, or a
 * newsroom's; undefined when there is none. A link to a tree stays one: it is turned by editions.
 */
export function findTree(folder: string): string | undefined {
  return ['', 'live', 'site', 'site/live'].map((name) => join(folder, name)).find(isTree)
}

/** Whether a published tree has its root here. */
export function isTree(folder: string): boolean {
  return ['log/checkpoint', 'trust/1.signers'].some((path) => existsSync(join(folder, path)))
}

/**
 * Failure when root is about to work in another user's newsroom: that user's own processes could not
 * replace what root had written there, and would stop.
 */
export function refuseRoot(path: string): void {
  if (process.geteuid?.() !== 0 || !existsSync(path)) return
  const { uid } = statSync(path)
  if (uid === 0) return
  throw new Failure('NEW-09', `"${path}" belongs to another user (number ${uid})`, [
    'Nothing was changed. Run it as that user: runuser -u xewer -- xewer ...',
  ])
}

/**
 * Opens the newsroom in `data`, or in the folder the settings name. The caller closes the store.
 * `by` says whether root may: who leaves no file there.
 */
export async function openNewsroom(
  data: string | undefined,
  io: Pick<Io, 'config'>,
  by: 'owner' | 'anybody' = 'owner',
): Promise<OpenNewsroom> {
  const folder = newsroomFolder(data ?? io.config.data)
  if (by === 'owner') refuseRoot(folder.path)
  const hint = `Name the newsroom's folder with --data DIR, or set one up with "xewer init".`
  if (!existsSync(folder.path)) {
    throw new Failure('NEW-01', `There is no folder "${folder.path}"`, [hint])
  }
  if (io.config.database === null && !existsSync(folder.database)) {
    throw new Failure('NEW-02', `There is no newsroom in "${folder.path}"`, [hint])
  }
  const store = await openDatabase(folder, io)
  const { readNewsroom } = await import('../store/newsroom.ts')
  const newsroom = await readNewsroom(store.db)
  if (newsroom === null) {
    await store.close()
    throw new Failure('NEW-03', `The newsroom in "${folder.path}" was not set up to the end`, [
      'Nothing is in it yet. Run "xewer init" again.',
    ])
  }
  return { folder, store, location: io.config.database ?? folder.database, newsroom }
}

/** Opens the newsroom's database, settings or not; `init` makes it this way. */
export async function openDatabase(
  folder: NewsroomFolder,
  { config }: Pick<Io, 'config'>,
): Promise<Store> {
  // Only now: a command that needs no database starts in half the time.
  const { openStore } = await import('../store/open.ts')
  try {
    return await openStore(config.database ?? folder.database)
  } catch (error) {
    throw explainDatabase(error, config.database === null ? folder.database : 'XEWER_DATABASE')
  }
}

function explainDatabase(error: unknown, place: string): unknown {
  if (!(error instanceof Error)) return error
  if (error.name === 'NewerStoreError') {
    const advice = ['Nothing was changed. Use the Xewer that was used last, or a newer one.']
    return new Failure('NEW-04', error.message, advice, error)
  }
  const { code, errcode } = error as Error & { code?: string; errcode?: number }
  // The lowest byte: SQLite puts details above it.
  const sqlite = (errcode ?? 0) & 0xff
  if (sqlite === sqliteNotADatabase || sqlite === sqliteCorrupt) {
    const advice = ['Nothing was changed. Bring back a backup; keep the damaged file for experts.']
    return new Failure('NEW-05', `The database "${place}" is damaged`, advice, error)
  }
  if (sqlite === sqliteBusy) {
    const advice = ['Nothing was changed. Another Xewer is writing: try again in a moment.']
    return new Failure('NEW-06', `The database "${place}" is busy`, advice, error)
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const advice = ['Nothing was changed. Run Xewer as the user the newsroom belongs to.']
    return new Failure('NEW-07', `The database "${place}" may not be opened`, advice, error)
  }
  if (code === 'ECONNREFUSED' || code === 'ENOENT') {
    const advice = ['Nothing was changed. Start the server, or correct the address.']
    return new Failure('NEW-08', `The database server at ${place} does not answer`, advice, error)
  }
  return error
}

const sqliteBusy = 5
const sqliteCorrupt = 11
const sqliteNotADatabase = 26
