// What has changed since the last publish: marked by the verbs that change it, in their own
// transaction, and cleared by the publisher when it has shown it. A thing that changes while it is
// being published stays pending, because its stamp has moved.
import { randomInt } from 'node:crypto'
import { type Db, sql } from './db.ts'
import type { PendingKind } from './tables.ts'

export interface Pending {
  readonly kind: PendingKind
  /** Article or person id, picture digest; "" for the newsroom. */
  readonly id: string
  /** Another number each time the thing is marked. */
  readonly stamp: number
}

const clearedAtOnce = 200
const stampsMax = 2 ** 48 - 1

/** What each open transaction has marked: once is enough, nobody sees it before it commits. */
const markedIn = new WeakMap<Db, Set<string>>()

/** Notes that readers may have to see `id` differently. Call it in the transaction of the change. */
export async function markPending(tx: Db, kind: PendingKind, id: string): Promise<void> {
  if (tx.isTransaction) {
    const marked = markedIn.get(tx) ?? new Set()
    if (marked.has(`${kind} ${id}`)) return
    markedIn.set(tx, marked.add(`${kind} ${id}`))
  }
  // Random rather than counted: a count would start again once the row has been cleared.
  const stamp = randomInt(stampsMax)
  await tx
    .insertInto('pending')
    .values({ kind, id, stamp })
    .onConflict((on) => on.columns(['kind', 'id']).doUpdateSet({ stamp }))
    .execute()
}

/** Everything pending, by kind and id. */
export async function readPending(db: Db): Promise<readonly Pending[]> {
  return db.selectFrom('pending').selectAll().orderBy('kind').orderBy('id').execute()
}

/** How much is pending. */
export async function countPending(db: Db): Promise<number> {
  const row = await db
    .selectFrom('pending')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** What is pending of these ids of one kind. */
export async function readPendingOf(
  db: Db,
  kind: PendingKind,
  ids: readonly string[],
): Promise<readonly Pending[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('pending')
    .selectAll()
    .where('kind', '=', kind)
    .where('id', 'in', ids)
    .execute()
}

/** Removes what was `read`, except what has been marked again since. */
export async function clearPending(tx: Db, read: readonly Pending[]): Promise<void> {
  markedIn.delete(tx)
  for (let at = 0; at < read.length; at += clearedAtOnce) {
    const rows = read
      .slice(at, at + clearedAtOnce)
      .map(({ kind, id, stamp }) => sql`(${kind}, ${id}, cast(${stamp} as bigint))`)
    await tx
      .deleteFrom('pending')
      .where(sql<boolean>`(kind, id, stamp) in (values ${sql.join(rows)})`)
      .execute()
  }
}
