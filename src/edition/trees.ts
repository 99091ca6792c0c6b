// The published tree lies on the disk twice, and readers follow a link to one of the two. An edition is
// put into the other, whole and durable, then the link is turned, then the first is brought up to it. So
// whoever looks meets one edition or the next, never both, and nothing is copied: what is the same in
// both trees is one file with two names.
//
//   site/live -> 7     what readers have
//   site/7/ site/9/    trees, each called by the turn of the publisher that made it
//
// A name is used once only: a publisher that slept past its lease works in trees nobody looks at.
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Db } from '../store/db.ts'
import { putMeta, readMeta } from '../store/newsroom.ts'
import { syncFileSystem } from './disk.ts'
import type { Lease } from './lease.ts'

/** Names of trees beside the link. */
export interface Trees {
  /** Where the edition is put. It holds what `live` holds. */
  readonly next: string
  /** What readers have until then; null before the first edition. */
  readonly live: string | null
}

/** In the database: the tree that holds what the live one holds. */
const spareName = 'spare'

/** The tree the link `site` leads to, or null before there is one. */
export function liveTree(site: string): string | null {
  try {
    return readlinkSync(site)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
}

/** Begins with one tree, empty, in a folder that has none. */
export function makeTree(site: string): void {
  mkdirSync(join(dirname(site), '0'), { recursive: true, mode: 0o755 })
  symlinkSync('0', site)
}

/**
 * Finds the tree that the next edition goes into, with the live one's content. Where there is none (after
 * the first edition, in a newsroom that was copied or restored) it is made of links, under the name of the
 * lease's turn. Trees that are neither go to the folder `stage`.
 */
export async function readyTrees(
  from: { readonly db: Db; readonly site: string; readonly lease: Lease },
  stage: string,
): Promise<Trees> {
  const { db, site, lease } = from
  const live = liveTree(site)
  const spare = await readMeta(db, spareName)
  if (live !== null && spare !== null && isInStep(site, live, spare)) return { next: spare, live }
  // A database from a backup may count turns again that the tree beside it has had.
  const next = live === String(lease.turn) ? `${live}b` : String(lease.turn)
  // While it is held nobody else begins: what is moved away here is in nobody's hands.
  await lease.transact(async () => moveStrays(site, stage))
  const made = join(dirname(site), next)
  mkdirSync(made, { recursive: true })
  if (live !== null) {
    linkAll(join(dirname(site), live), made)
    syncFileSystem(made)
    await lease.transact((tx) => putMeta(tx, spareName, next))
  }
  return { next, live }
}

/** Notes that `tree` holds what the live one holds. */
export async function noteSpare(tx: Db, tree: string | null): Promise<void> {
  await putMeta(tx, spareName, tree ?? '')
}

/** Whether two trees speak of the same edition: what the database says may be of another folder. */
function isInStep(site: string, live: string, spare: string): boolean {
  if (spare === '' || spare === live) return false
  const [one, other] = [live, spare].map((name) => join(dirname(site), name, 'log/checkpoint'))
  return existsSync(one!) && existsSync(other!) && readFileSync(one!).equals(readFileSync(other!))
}

function moveStrays(site: string, stage: string): void {
  const live = liveTree(site)
  const trees = dirname(site)
  for (const entry of existsSync(trees) ? readdirSync(trees, { withFileTypes: true }) : [])
    if (entry.isDirectory() && entry.name !== live)
      renameSync(join(trees, entry.name), join(stage, `stray-${entry.name}`))
}

function linkAll(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [old, made] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) {
      mkdirSync(made)
      linkAll(old, made)
    } else if (entry.isFile()) linkSync(old, made)
  }
}
