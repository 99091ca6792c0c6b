// The one exception to "revisions are only ever added": an article, or one of its versions, is taken
// out of every table, with the pictures that nothing else shows. The caller publishes what is left.
import type { ArticleId, Digest } from '../model/id.ts'
import type { Lang } from '../text/lang.ts'
import { type Db, isPostgres, sql } from './db.ts'
import { markPending } from './pending.ts'
import { dropProposals } from './proposals.ts'

/** What else a newsroom kept of it outside the database. */
export interface Forgotten {
  /** Pictures that nothing shows any more, with the widths there are files of. */
  readonly pictures: readonly { readonly digest: Digest; readonly widths: readonly number[] }[]
}

/**
 * Deletes versions of an article, and the article when none is left. `kept` are pictures that stay in
 * any case (the newsroom's logo). Inside a transaction.
 */
export async function forgetArticle(
  tx: Db,
  id: ArticleId,
  { langs, kept }: { readonly langs: readonly Lang[]; readonly kept: readonly Digest[] },
): Promise<Forgotten> {
  const shown = await picturesOf(tx, id)
  const of = <T extends 'picture_use' | 'revision' | 'draft' | 'writing' | 'version'>(table: T) =>
    sql`delete from ${sql.table(table)} where article = ${id} and lang in (${sql.join(langs)})`.execute(
      tx,
    )
  for (const table of ['picture_use', 'revision', 'draft', 'writing', 'version'] as const)
    await of(table)
  for (const table of ['address', 'source'] as const)
    await tx.deleteFrom(table).where('article', '=', id).where('lang', 'in', langs).execute()
  const left = await tx.selectFrom('version').select('lang').where('article', '=', id).execute()
  if (left.length === 0) await dropArticle(tx, id)
  else await forgetBefore(tx, id, langs)
  await tx
    .updateTable('audit')
    .set({ subject: 'forgotten' })
    .where('subject', 'like', `%${id}%`)
    .execute()
  await markPending(tx, 'article', id)
  const orphans = await dropOrphans(
    tx,
    shown.filter((digest) => !kept.includes(digest as Digest)),
  )
  return { pictures: orphans }
}

/** Overwrites on the disk what has been deleted. SQLite: the file anew, and nothing left in its log. */
export async function sweepDatabase(db: Db): Promise<void> {
  if (isPostgres(db)) {
    await sql`vacuum full`.execute(db)
    return
  }
  await sql`vacuum`.execute(db)
  await sweepLog(db)
}

/** SQLite overwrites deleted rows where they stood; this takes them out of its log, too. */
export async function sweepLog(db: Db): Promise<void> {
  if (!isPostgres(db)) await sql`pragma wal_checkpoint(truncate)`.execute(db)
}

/** What imports noted of an article, to be given back by their undoing, without `langs`. */
async function forgetBefore(tx: Db, id: ArticleId, langs: readonly Lang[]): Promise<void> {
  const notes = await tx
    .selectFrom('import_article')
    .selectAll()
    .where('article', '=', id)
    .where('before', 'is not', null)
    .execute()
  for (const { run, before } of notes) {
    const noted = JSON.parse(before!) as Record<string, unknown>
    const left = (rows: unknown) =>
      (rows as { lang: string | null }[]).filter(({ lang }) => !langs.includes(lang as Lang))
    const lists = ['versions', 'sources', 'addresses'].map((list) => [list, left(noted[list])])
    await tx
      .updateTable('import_article')
      .set({ before: JSON.stringify({ ...noted, ...Object.fromEntries(lists) }) })
      .where('run', '=', run)
      .where('article', '=', id)
      .execute()
  }
}

async function dropArticle(tx: Db, id: ArticleId): Promise<void> {
  for (const table of ['speaker', 'source', 'address', 'person_link'] as const)
    await tx.deleteFrom(table).where('article', '=', id).execute()
  await dropProposals(tx, id)
  await tx.deleteFrom('import_article').where('article', '=', id).execute()
  await tx.deleteFrom('article').where('id', '=', id).execute()
}

async function picturesOf(tx: Db, id: ArticleId): Promise<readonly string[]> {
  const used = await tx
    .selectFrom('picture_use')
    .select('picture')
    .distinct()
    .where('article', '=', id)
    .execute()
  const own = await tx.selectFrom('article').select('image').where('id', '=', id).execute()
  const images = own.flatMap(({ image }) => image ?? [])
  return [...new Set([...used.map(({ picture }) => picture), ...images])]
}

async function dropOrphans(tx: Db, digests: readonly string[]): Promise<Forgotten['pictures']> {
  const orphans: Forgotten['pictures'][number][] = []
  for (const digest of digests) {
    const used = await tx
      .selectFrom('article')
      .select('id')
      .where('image', '=', digest)
      .union(tx.selectFrom('picture_use').select('article as id').where('picture', '=', digest))
      .executeTakeFirst()
    if (used !== undefined) continue
    const row = await tx
      .selectFrom('picture')
      .select('widths')
      .where('digest', '=', digest)
      .executeTakeFirst()
    await tx.deleteFrom('picture_alt').where('picture', '=', digest).execute()
    await tx.deleteFrom('picture').where('digest', '=', digest).execute()
    await tx.deleteFrom('pending').where('kind', '=', 'picture').where('id', '=', digest).execute()
    if (row !== undefined)
      orphans.push({ digest: digest as Digest, widths: JSON.parse(row.widths) as number[] })
  }
  return orphans
}
