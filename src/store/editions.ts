// Editions and the publisher's lease. An edition is committed in one transaction; its number can
// exist once only, so two publishers can never both make number n.
import { type Db, rawQuery } from './db.ts'
import type { EditionRow } from './published-tables.ts'

export type { EditionRow } from './published-tables.ts'

/** The newest edition, committed or on its way; null before the first. */
export async function readNewestEdition(db: Db): Promise<EditionRow | null> {
  const text = 'select * from edition order by number desc limit 1'
  const [row] = await rawQuery<EditionRow>(db, text, [])
  return row ? { ...row, time: Number(row.time) } : null
}

/** The editions from `first` to `last`, in order. */
export async function readEditionsFrom(db: Db, first: number, last: number): Promise<EditionRow[]> {
  const rows = await db
    .selectFrom('edition')
    .selectAll()
    .where('number', '>=', first)
    .where('number', '<=', last)
    .orderBy('number')
    .execute()
  return rows.map((row) => ({ ...row, time: Number(row.time) }))
}

/** Adds an edition; throws when its number is taken. */
export async function putEdition(tx: Db, edition: EditionRow): Promise<void> {
  await tx.insertInto('edition').values(edition).execute()
}

/** Notes that an edition's files are in place. */
export async function settleEdition(db: Db, number: number): Promise<void> {
  await db.updateTable('edition').set({ state: 'published' }).where('number', '=', number).execute()
}

/**
 * Takes the lease for `holder` until `until` (ms since 1970) unless somebody else's still runs at
 * `now`. True when it is held on return. Taking it again prolongs it.
 */
export async function takeLease(
  db: Db,
  lease: { name: string; holder: string; now: number; until: number },
): Promise<boolean> {
  const { name, holder, now, until } = lease
  const result = await db
    .insertInto('lease')
    .values({ name, holder, until })
    .onConflict((on) =>
      on
        .column('name')
        .doUpdateSet({ holder, until })
        .where((eb) => eb.or([eb('lease.holder', '=', holder), eb('lease.until', '<=', now)])),
    )
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

/**
 * Inside a transaction: true while `holder` has the lease, and then nobody takes it before the
 * transaction ends.
 */
export async function holdLease(tx: Db, name: string, holder: string): Promise<boolean> {
  const result = await tx
    .updateTable('lease')
    .set({ holder })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}

/** Gives the lease back; nothing happens when somebody else holds it. */
export async function dropLease(db: Db, name: string, holder: string): Promise<void> {
  await db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute()
}

/** Who holds the lease and until when, or null. */
export async function readLease(
  db: Db,
  name: string,
): Promise<{ holder: string; until: number } | null> {
  const row = await db.selectFrom('lease').selectAll().where('name', '=', name).executeTakeFirst()
  return row ? { holder: row.holder, until: Number(row.until) } : null
}

/** The newest editions, newest first. */
export async function readEditions(db: Db, limit: number): Promise<readonly EditionRow[]> {
  const rows = await db
    .selectFrom('edition')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, time: Number(row.time) }))
}
