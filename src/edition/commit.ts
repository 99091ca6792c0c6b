// The commit of an edition and what a start does about one that was interrupted. The transaction in
// commitEdition() decides: before it readers have the old edition and keep it, after it the new one
// is put in place, by this process or by the next start, through the very same function.
import type { Db } from '../store/db.ts'
import { type EditionRow, putEdition, readNewestEdition, settleEdition } from '../store/editions.ts'
import { noteUnindexed } from '../store/indexing.ts'
import { putMeta, readMeta } from '../store/newsroom.ts'
import { dropPages, type PutPage, putPages, putReadings } from '../store/pages.ts'
import { clearPending, type Pending } from '../store/pending.ts'
import { dropStaged, freezeLive, hasStaged, settleStaged } from '../store/published.ts'
import { dropStage, otherStages, placeStaged } from './folder.ts'
import type { Lease } from './lease.ts'
import type { LogState } from './log/tiles.ts'
import type { Outcomes } from './outcomes.ts'
import type { SearchSource } from './search.ts'
import { noteSpare } from './trees.ts'

/** Where a newsroom's editions are made. */
export interface Places extends SearchSource {
  /** Folder of files on their way. */
  readonly staging: string
  /** The published tree: a link to one of the two that lie beside it (trees.ts). */
  readonly site: string
}

export interface Commit {
  readonly edition: EditionRow
  /** Name of the sealed stage. */
  readonly stage: string
  readonly outcomes: Outcomes
  /** Copies to be forwarded: those made, and the names of all that stood beside touched pages before. */
  readonly forwards: { readonly rows: readonly PutPage[]; readonly old: readonly string[] }
  readonly pending: readonly Pending[]
  readonly log: LogState
  /** Fingerprint of the press that printed the pages. */
  readonly press: string
}

/**
 * One transaction: pages, edition, log, pinned state. Throws when the number is taken or the lease
 * was lost.
 */
export async function commitEdition(lease: Lease, commit: Commit): Promise<void> {
  const { edition, stage, outcomes, forwards, pending, log, press } = commit
  await lease.transact(async (tx) => {
    const newest = await readNewestEdition(tx)
    if ((newest?.number ?? 0) !== edition.number - 1) {
      throw new Error(
        `Cannot commit edition ${edition.number}: edition ${newest?.number} came first`,
      )
    }
    await dropPages(tx, [...outcomes.dropped, ...outcomes.replaced, ...forwards.old])
    for (const { changed, same } of outcomes.told()) {
      await putPages(tx, changed)
      await putReadings(tx, same)
    }
    await putPages(tx, forwards.rows)
    await putEdition(tx, edition)
    await freezeLive(tx)
    await noteUnindexed(tx)
    await settleStaged(tx)
    await clearPending(tx, pending)
    await putMeta(tx, 'log', JSON.stringify(log))
    await putMeta(tx, 'stage', stage)
    await putMeta(tx, 'press', press)
  })
}

/** Nothing readers see has changed: the next state becomes the published one without an edition. */
export async function commitNothing(
  lease: Lease,
  commit: Pick<Commit, 'outcomes' | 'pending' | 'press'> & { readonly db: Db },
): Promise<void> {
  const { db, outcomes, pending, press } = commit
  const isIdle = outcomes.same + pending.length === 0 && !(await hasStaged(db))
  if (isIdle && (await readMeta(db, 'press')) === press) return
  await lease.transact(async (tx) => {
    for (const { same } of outcomes.told()) await putReadings(tx, same)
    await freezeLive(tx)
    await noteUnindexed(tx)
    await settleStaged(tx)
    await clearPending(tx, pending)
    await putMeta(tx, 'press', press)
  })
}

/** The state of the log after the newest edition; null before the first. */
export async function readLog(db: Db): Promise<LogState | null> {
  const text = await readMeta(db, 'log')
  return text === null ? null : (JSON.parse(text) as LogState)
}

/** Puts a committed edition's files in place and closes it. Safe to repeat. */
export async function placeEdition(
  { db, staging, site }: Places,
  number: number,
  lease: Lease,
): Promise<void> {
  const stage = await readMeta(db, 'stage')
  if (stage === null) throw new Error(`Cannot put edition ${number} in place: it has no stage`)
  const before = await placeStaged(staging, site, stage)
  await lease.transact(async (tx) => {
    await settleEdition(tx, number)
    await noteSpare(tx, before)
  })
  dropStage(staging, stage)
}

/**
 * Finishes or drops what an interrupted publish left. Says what was done:
 * 'finished' edition n, or 'clean'.
 */
export async function recover(places: Places, lease: Lease): Promise<'clean' | 'finished'> {
  const newest = await readNewestEdition(places.db)
  const waits = newest?.state === 'committing'
  if (await hasStaged(places.db)) await lease.transact(dropStaged)
  const keep = waits ? await readMeta(places.db, 'stage') : null
  const left = otherStages(places.staging, keep)
  const drop = async (): Promise<void> => {
    for (const name of left) dropStage(places.staging, name)
  }
  // With the lease held: whoever is in the midst of a stage has lost it.
  if (left.length > 0) await lease.transact(drop)
  if (!waits) return 'clean'
  await placeEdition(places, newest.number, lease)
  return 'finished'
}
