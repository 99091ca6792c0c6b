// Where articles came from: the old system's own keys, by which a second import finds them again,
// and the old addresses that have to lead on.
import type { Source } from '../model/article.ts'
import type { ArticleId } from '../model/id.ts'
import type { Lang } from '../text/lang.ts'
import type { Db } from './db.ts'
import { inOrder } from './order.ts'
import { markPending } from './pending.ts'
import { inTransaction } from './transaction.ts'

/** An item of an old site and what became of it. */
export interface SourceItem {
  readonly system: string
  /** Unique within the system. */
  readonly key: string
  readonly article: ArticleId
  /** The version the item became; null when it stands for the article as a whole. */
  readonly lang: Lang | null
  /** Of the item as last imported: the same digest is an unchanged item. */
  readonly digest: string
}

export interface Address {
  /** Path with query, "/?q=node/12". */
  readonly path: string
  readonly article: ArticleId
  /** The version it leads to; null: whichever suits the reader. */
  readonly lang: Lang | null
}

/** The system of articles that were joined with another; the key is the id they had. */
export const joinedSystem = 'joined'

const atOnce = 500

/** What the item was imported as, or null when it is new. */
export async function findBySource(
  db: Db,
  system: string,
  key: string,
): Promise<SourceItem | null> {
  const row = await db
    .selectFrom('source')
    .selectAll()
    .where('system', '=', system)
    .where('key', '=', key)
    .executeTakeFirst()
  return row === undefined
    ? null
    : { ...row, article: row.article as ArticleId, lang: row.lang as Lang | null }
}

/** Remembers what an item became; several items may become one article. */
export async function putSource(db: Db, item: SourceItem): Promise<void> {
  const { article, lang, digest } = item
  await db
    .insertInto('source')
    .values(item)
    .onConflict((on) => on.columns(['system', 'key']).doUpdateSet({ article, lang, digest }))
    .execute()
}

/** Lets an old address lead to an article. False when it already leads to another one. */
export async function addAddress(db: Db, address: Address): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { article, path } = address
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('address')
      .values(address)
      .onConflict((on) => on.column('path').doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows !== 0n) {
      await markPending(tx, 'article', article)
      return true
    }
    const owner = await tx
      .selectFrom('address')
      .select('article')
      .where('path', '=', path)
      .executeTakeFirst()
    return owner?.article === article
  })
}

/** The article an old address leads to, or null. */
export async function findByAddress(db: Db, path: string): Promise<ArticleId | null> {
  const row = await db
    .selectFrom('address')
    .select('article')
    .where('path', '=', path)
    .executeTakeFirst()
  return (row?.article ?? null) as ArticleId | null
}

/** The articles that old addresses lead to, by address; those that lead nowhere are left out. */
export async function findByAddresses(
  db: Db,
  paths: readonly string[],
): Promise<ReadonlyMap<string, ArticleId>> {
  const found = new Map<string, ArticleId>()
  for (let at = 0; at < paths.length; at += atOnce) {
    const rows = await db
      .selectFrom('address')
      .select(['path', 'article'])
      .where('path', 'in', paths.slice(at, at + atOnce))
      .execute()
    for (const { path, article } of rows) found.set(path, article as ArticleId)
  }
  return found
}

/** All old addresses by path; of the articles given, or of all. */
export async function readAddresses(
  db: Db,
  articles?: readonly ArticleId[],
): Promise<readonly Address[]> {
  if (articles?.length === 0) return []
  let query = db.selectFrom('address').selectAll()
  if (articles !== undefined) query = query.where('article', 'in', articles)
  const rows = (await query.execute()) as unknown as Address[]
  return inOrder(rows, ({ path }) => path)
}

/** The source of each of `articles` that was imported: its first item and all its addresses. */
export async function readSources(
  db: Db,
  articles: readonly ArticleId[],
): Promise<ReadonlyMap<ArticleId, Source>> {
  const items = await db
    .selectFrom('source')
    .select(['article', 'system', 'key'])
    .where('article', 'in', articles)
    .where('system', '!=', joinedSystem)
    .execute()
  if (items.length === 0) return new Map()
  const addresses = Map.groupBy(await readAddresses(db, articles), ({ article }) => article)
  const sources = new Map<ArticleId, Source>()
  for (const { article, system, key } of inOrder(items, ({ system, key }) => `${system} ${key}`)) {
    const id = article as ArticleId
    if (sources.has(id)) continue
    const paths = (addresses.get(id) ?? []).map(({ path }) => path)
    sources.set(id, { system, key, addresses: paths })
  }
  return sources
}
