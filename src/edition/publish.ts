// Publishing, from what changed to a signed edition in place. One publisher at a time holds the
// lease; every step before commitEdition() can be thrown away, after it only links and renames remain.
import { randomBytes } from 'node:crypto'
import { type PageRow, readAllPages } from '../store/pages.ts'
import { dropStaged } from '../store/published.ts'
import { commitEdition, commitNothing, placeEdition, readLog, recover } from './commit.ts'
import { forwardedPath, isForward } from './fixed.ts'
import { dropStage, openStage } from './folder.ts'
import { type ForgetPlan, planForget, planPrune, readForgetOrder } from './forget.ts'
import { dropIndex, finishForgetting } from './forgotten.ts'
import { forwardAgain, makeForwards, readForwards } from './forward.ts'
import { type Lease, PublishingElsewhere, withLease } from './lease.ts'
import { composeEdition } from './log/compose.ts'
import { emptyLog } from './log/tiles.ts'
import { type Printed, printChanged, startEarly } from './print-changed.ts'
import type { Publisher } from './publisher.ts'
import { updateSearch } from './search.ts'
import type { Staged } from './stage-changes.ts'
import { stageChanges } from './stage-changes.ts'
import { readyTrees } from './trees.ts'

export type { Publisher } from './publisher.ts'

export interface Published {
  /** Null when nothing readers see has changed. */
  readonly edition: number | null
  /** Paths whose bytes are new, in the order printed. */
  readonly touched: readonly string[]
  readonly gone: readonly string[]
  /** Pages that were printed to find out. */
  readonly printed: number
  /** An interrupted publish was finished first. */
  readonly recovered: boolean
}

const promiseMs = 7 * 24 * 3_600_000

/**
 * Publishes everything approved and due. `full` looks at every page; `plan` changes nothing; `prune`
 * makes an edition in any case, after which no older list is needed.
 */
export async function publish(
  publisher: Publisher,
  options: { readonly full: boolean; readonly plan: boolean; readonly prune?: boolean },
): Promise<Published> {
  return withLease(publisher, async (lease) => {
    const { db } = publisher
    const recovered = (await recover(publisher, lease)) === 'finished'
    const printers = await startEarly(publisher)
    try {
      const order = options.plan ? null : await readForgetOrder(db)
      if (order !== null) dropIndex(publisher.search)
      const from = { ...publisher, ...options, lease, onProgress: onCompare(publisher) }
      const staged = await stageChanges(db, from)
      const pressed = await printChanged(publisher, staged, {
        ...options,
        stage: stageOf(lease),
        printers,
      })
      const edition = options.plan
        ? null
        : await finish({ publisher, lease }, staged, { ...pressed, ...options })
      if (options.plan) await lease.transact(dropStaged)
      // Last: readers have the edition, and a large index that is made anew keeps none of them waiting.
      // What it lacks is noted; should this be cut short, the next publish puts its own edition in place first.
      else await updateSearch(publisher)
      if (order !== null) await finishForgetting(publisher, order, lease)
      return summary(pressed, edition, recovered)
    } catch (cause) {
      if (!(cause instanceof PublishingElsewhere)) await lease.transact(dropStaged)
      throw cause
    } finally {
      await printers?.stop()
    }
  })
}

/** Finishes or drops what an interrupted publish left, and publishes nothing new. */
export async function finishInterrupted(publisher: Publisher): Promise<void> {
  await withLease(publisher, (lease) => recover(publisher, lease))
}

/** Finishes a printed publish; the edition's number, or null when nothing changed. */
async function finish(
  { publisher, lease }: { readonly publisher: Publisher; readonly lease: Lease },
  staged: Staged,
  pressed: Printed & { readonly full: boolean; readonly prune?: boolean },
): Promise<number | null> {
  const { number, outcomes, stage, time } = pressed
  const { pending } = staged
  const touchedPaths = new Set(outcomes.touched.map(({ path }) => path))
  const gone = [...new Set(outcomes.gone)].filter((path) => !touchedPaths.has(path))
  const from = { ...publisher, newest: number - 1 }
  const order = await readForgetOrder(publisher.db)
  const pruned = pressed.prune ? planPrune(from) : null
  const forget = order === null ? pruned : await planForget(order, from)
  const lasting = forget?.remove.length ?? 0
  if (touchedPaths.size === 0 && gone.length === 0 && lasting === 0) {
    await commitNothing(lease, { db: publisher.db, outcomes, pending, press: publisher.press })
    dropStage(publisher.staging, stageOf(lease))
    return null
  }
  const sealed = stage ?? openStage(publisher.staging, { name: stageOf(lease), time })
  const withCopies = [...touchedPaths, ...gone, ...(forget?.forward ?? [])]
  const old = await readForwards(publisher.db, withCopies)
  if (forget !== null) forwardAgain(forget, { outcomes, gone, site: publisher.site })
  const composed = await compose(publisher, pressed, { gone, forwardGone: old, forget })
  const forwards = await makeForwards(outcomes.forward, { number, composed, old })
  for (const { path, bytes } of forwards.files) sealed.write(path, bytes)
  for (const { path, bytes } of composed.files) sealed.write(path, bytes)
  const leaving = [...gone, ...forwards.gone, ...(forget?.remove ?? []), ...composed.gonePartials]
  for (const path of leaving) sealed.remove(path)
  await sealed.seal(await readyTrees({ ...publisher, lease }, sealed.folder))
  await commitEdition(lease, {
    stage: stageOf(lease),
    edition: {
      number,
      state: 'committing',
      time,
      record: composed.record,
      touched: outcomes.touched.length,
      gone: gone.length,
    },
    outcomes,
    forwards: { rows: forwards.rows, old: old.map(({ name }) => name) },
    pending,
    log: composed.state,
    press: publisher.press,
  })
  publisher.onProgress('place', 0, sealed.touched)
  await placeEdition(publisher, number, lease)
  return number
}

async function compose(
  publisher: Publisher,
  pressed: Printed & { full: boolean },
  given: {
    readonly gone: readonly string[]
    readonly forwardGone: readonly PageRow[]
    readonly forget: ForgetPlan | null
  },
) {
  const { gone, forwardGone, forget } = given
  const { outcomes, number, time } = pressed
  const changed = new Map(outcomes.touched.map(({ path, sha256 }) => [path, sha256]))
  const forward = new Set(outcomes.forward.map(({ path }) => path))
  const full = pressed.full || number === 1
  if (full) {
    const left = new Set([...gone, ...forwardGone.map(({ path }) => path)])
    const dropped = new Set(outcomes.dropped)
    for (const { path, digest, name } of await readAllPages(publisher.db)) {
      if (changed.has(path) || left.has(path) || dropped.has(name)) continue
      if (isForward(name)) forward.add(forwardedPath(name))
      else changed.set(path, digest)
    }
  }
  for (const { path, sha256 } of forget?.again ?? [])
    if (!gone.includes(path) && !changed.has(path)) changed.set(path, sha256)
  return composeEdition({
    number,
    origin: publisher.origin,
    timeRounded: isoHour(time),
    nextBy: isoHour(time + promiseMs),
    touched: [...changed].map(([path, sha256]) => ({ path, sha256 })),
    forward: [...forward],
    gone: forget === null ? gone : gone.filter((path) => !forget.isForgotten(path)),
    ...(forget && { goneBefore: forget.gone, forgotten: forget.forgotten }),
    full,
    salt: randomBytes(32),
    previous: (await readLog(publisher.db)) ?? emptyLog,
    keys: publisher.keys,
  })
}

function summary(
  { outcomes, printed }: Printed,
  edition: number | null,
  recovered: boolean,
): Published {
  return {
    edition,
    touched: outcomes.touched.map(({ path }) => path),
    gone: [...new Set(outcomes.gone)],
    printed,
    recovered,
  }
}

function onCompare(publisher: Publisher): (done: number, of: number) => void {
  return (done, of) => publisher.onProgress('compare', done, of)
}

function isoHour(time: number): string {
  return `${new Date(time).toISOString().slice(0, 13)}:00:00Z`
}

/** Where a publish keeps its files: nobody else ever uses that name. */
function stageOf({ turn }: Lease): string {
  return String(turn)
}
