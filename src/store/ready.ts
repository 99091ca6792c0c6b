// What has been approved and readers do not see yet: the list in front of whoever publishes.
import type { Db } from './db.ts'
import { markPending } from './pending.ts'
import { inTransaction } from './transaction.ts'
import type { VersionKey } from './versions.ts'

export interface ReadyVersion extends VersionKey {
  readonly headline: string
  /** Milliseconds since 1970 until which it is held back; null: goes out with the next edition. */
  readonly publishAt: number | null
  readonly approved: number
}

/** Approved versions that readers do not see, by their time, the unscheduled first. */
export async function readReady(db: Db, limit: number): Promise<readonly ReadyVersion[]> {
  const rows = await db
    .selectFrom('version')
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.article', '=', 'version.article')
        .onRef('revision.lang', '=', 'version.lang')
        .onRef('revision.number', '=', 'version.approved'),
    )
    .select(['version.article', 'version.lang', 'headline', 'publish_at', 'approved'])
    .where('approved', 'is not', null)
    .where('withdrawn_on', 'is', null)
    .where((eb) => eb.or([eb('live', 'is', null), eb('live', '!=', eb.ref('approved'))]))
    .orderBy((eb) => eb.fn.coalesce('publish_at', eb.val(0)))
    .orderBy('version.article')
    .orderBy('version.lang')
    .limit(limit)
    .execute()
  return rows.map(({ publish_at, approved, ...row }) => ({
    ...row,
    publishAt: publish_at === null ? null : Number(publish_at),
    approved: approved ?? 0,
  })) as unknown as readonly ReadyVersion[]
}

/** Holds approved versions back until `publishAt`, or lets them go out with the next edition (null). */
export async function holdBack(
  db: Db,
  keys: readonly VersionKey[],
  publishAt: number | null,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const { article, lang } of keys) {
      await tx
        .updateTable('version')
        .set({ publish_at: publishAt })
        .where('article', '=', article)
        .where('lang', '=', lang)
        .where('approved', 'is not', null)
        .execute()
      await markPending(tx, 'article', article)
    }
  })
}
