// What the readers' search index still has to be told. Noted in the transaction that publishes it, so
// that an interrupted publish finds it again, and forgotten when the index has it.
import { randomBytes } from 'node:crypto'
import { type Db, sql } from './db.ts'
import { putMeta, readMeta } from './newsroom.ts'

export interface Indexing {
  /** The stamp of an index that lacks only what is noted; null when there never was one. */
  readonly told: string | null
  /** The stamp of one that lacks nothing. */
  readonly next: string | null
  readonly articles: readonly string[]
  readonly persons: readonly string[]
}

/** Notes every article and person whose published state changes. Before settleStaged(). */
export async function noteUnindexed(tx: Db): Promise<void> {
  let changes = 0
  for (const kind of ['article', 'person'] as const) {
    const table = sql.table(`live_${kind}`)
    const { rows } = await sql<{ id: string }>`
      select ${sql.ref(kind)} as id from ${table} where phase <> 0 limit 1`.execute(tx)
    changes += rows.length
    if (rows.length === 0) continue
    await sql`insert into unindexed (kind, id)
      select distinct ${sql.lit(kind)}, ${sql.ref(kind)} from ${table} where phase <> 0
      on conflict do nothing`.execute(tx)
  }
  // Another stamp for other changes only: an index that has been told may not be known to be yet.
  if (changes > 0) await putMeta(tx, 'search-next', randomBytes(12).toString('hex'))
}

/** What the index is to be told. */
export async function readIndexing(db: Db): Promise<Indexing> {
  const rows = await db.selectFrom('unindexed').selectAll().orderBy('id').execute()
  const ids = (wanted: 'article' | 'person'): string[] =>
    rows.flatMap(({ kind, id }) => (kind === wanted ? [id] : []))
  const [told, next] = [await readMeta(db, 'search-told'), await readMeta(db, 'search-next')]
  return { told, next, articles: ids('article'), persons: ids('person') }
}

/** The index has been told everything up to `stamp`. */
export async function settleIndexing(tx: Db, stamp: string): Promise<void> {
  await tx.deleteFrom('unindexed').execute()
  await putMeta(tx, 'search-told', stamp)
  await putMeta(tx, 'search-next', stamp)
}
