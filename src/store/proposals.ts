// Articles that may be translations of one another: found by clues that two of them share, kept as
// proposals, decided by a person. What was rejected stays, so that it is not proposed again.
import type { ArticleId } from '../model/id.ts'
import type { Lang } from '../text/lang.ts'
import type { Db } from './db.ts'
import { insertRows } from './insert.ts'
import { inTransaction } from './transaction.ts'

/** Two articles, the one with the smaller id first. */
export interface Pair {
  readonly one: ArticleId
  readonly other: ArticleId
}

export interface Proposal extends Pair {
  /** Sentences for people. */
  readonly reasons: readonly string[]
}

/** An article as one of a pair. */
export interface Candidate {
  readonly langs: ReadonlySet<string>
  /** "2020-05-28", or null while it is open. */
  readonly date: string | null
}

/** A clue that more articles share says nothing: a picture of every week, a slug like "news". */
const sharedMax = 20
const atOnce = 400

/**
 * Notes the clues of articles and returns, by clue, all articles that share it: at most `sharedMax`,
 * otherwise none. The work is that of `clues`, however large the archive. Inside a transaction.
 */
export async function putClues(
  tx: Db,
  clues: readonly { readonly clue: string; readonly article: ArticleId }[],
): Promise<ReadonlyMap<string, readonly ArticleId[]>> {
  const sharing = new Map<string, Set<ArticleId>>()
  const names = [...new Set(clues.map(({ clue }) => clue))]
  for (let at = 0; at < names.length; at += atOnce) {
    const rows = await tx
      .selectFrom('translation_clue')
      .selectAll()
      .where('clue', 'in', names.slice(at, at + atOnce))
      .orderBy('clue')
      .orderBy('article')
      .execute()
    for (const { clue, article } of rows)
      sharing.set(clue, (sharing.get(clue) ?? new Set()).add(article as ArticleId))
  }
  const fresh: [string, string][] = []
  for (const { clue, article } of clues) {
    const members = sharing.get(clue) ?? new Set()
    // One above the limit is kept: it says that the clue has become common.
    if (members.has(article) || members.size > sharedMax) continue
    sharing.set(clue, members.add(article))
    fresh.push([clue, article])
  }
  await insertRows(tx, 'translation_clue', ['clue', 'article'], fresh)
  const told = [...sharing].filter(([, { size }]) => size > 1 && size <= sharedMax)
  return new Map(told.map(([clue, members]) => [clue, [...members]]))
}

/** What has to be known of articles before they are proposed as a pair. */
export async function readCandidates(
  db: Db,
  ids: readonly ArticleId[],
): Promise<ReadonlyMap<ArticleId, Candidate>> {
  const found = new Map<ArticleId, { langs: Set<string>; date: string | null }>()
  for (let at = 0; at < ids.length; at += atOnce) {
    const rows = await db
      .selectFrom('version')
      .innerJoin('article', 'article.id', 'version.article')
      .select(['article.id', 'date', 'version.lang'])
      .where('article.id', 'in', ids.slice(at, at + atOnce))
      .execute()
    for (const { id, date, lang } of rows) {
      const known = found.get(id as ArticleId) ?? { langs: new Set<string>(), date }
      known.langs.add(lang)
      found.set(id as ArticleId, known)
    }
  }
  return found
}

/** Proposes a pair, or adds reasons to it. False when it is known as it is, perhaps as rejected. */
export async function proposePair(tx: Db, { one, other, reasons }: Proposal): Promise<boolean> {
  const known = await tx
    .selectFrom('translation_proposal')
    .select(['reasons', 'status'])
    .where('one', '=', one)
    .where('other', '=', other)
    .executeTakeFirst()
  if (known === undefined) {
    const row = { one, other, reasons: JSON.stringify(reasons), status: 'proposed' as const }
    await tx.insertInto('translation_proposal').values(row).execute()
    return true
  }
  if (known.status === 'rejected') return false
  const before = JSON.parse(known.reasons) as string[]
  const all = [...new Set([...before, ...reasons])]
  if (all.length === before.length) return false
  await tx
    .updateTable('translation_proposal')
    .set({ reasons: JSON.stringify(all) })
    .where('one', '=', one)
    .where('other', '=', other)
    .execute()
  return true
}

/** Up to `limit` proposals nobody has decided, after a pair; the two still share no language. */
export async function readProposals(
  db: Db,
  { after, limit }: { readonly after: Pair | null; readonly limit: number },
): Promise<readonly Proposal[]> {
  let query = db
    .selectFrom('translation_proposal')
    .select(['one', 'other', 'reasons'])
    .where('status', '=', 'proposed')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('version as a')
            .innerJoin('version as b', 'b.lang', 'a.lang')
            .select('a.lang')
            .whereRef('a.article', '=', 'one')
            .whereRef('b.article', '=', 'other'),
        ),
      ),
    )
    .orderBy('one')
    .orderBy('other')
    .limit(limit)
  if (after !== null)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('one', 'other'), '>', tuple(after.one, after.other)),
    )
  const rows = await query.execute()
  return rows.map(({ one, other, reasons }) => ({
    one: one as ArticleId,
    other: other as ArticleId,
    reasons: JSON.parse(reasons) as string[],
  }))
}

/** Whether a pair is proposed and waits for somebody's word. */
export async function isOpenPair(db: Db, { one, other }: Pair): Promise<boolean> {
  const row = await db
    .selectFrom('translation_proposal')
    .select('status')
    .where('one', '=', one)
    .where('other', '=', other)
    .executeTakeFirst()
  return row?.status === 'proposed'
}

/** Remembers that two articles are not translations of each other, proposed before or not. */
export async function rejectPair(db: Db, a: ArticleId, b: ArticleId): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = { ...pairOf(a, b), reasons: '[]', status: 'rejected' as const }
    await tx
      .insertInto('translation_proposal')
      .values(row)
      .onConflict((on) => on.columns(['one', 'other']).doUpdateSet({ status: 'rejected' }))
      .execute()
  })
}

/** Two ids in the order in which pairs are kept. RangeError for one article twice. */
export function pairOf(a: ArticleId, b: ArticleId): Pair {
  if (a === b) throw new RangeError(`Cannot pair article "${a}": it is one article`)
  return a < b ? { one: a, other: b } : { one: b, other: a }
}

/** Languages in which both exist. */
export function sharedLangs(a: Candidate, b: Candidate): readonly Lang[] {
  return [...a.langs].filter((lang) => b.langs.has(lang)) as Lang[]
}

/** Takes an article out of all pairs and clues. Inside a transaction. */
export async function dropProposals(tx: Db, id: ArticleId): Promise<void> {
  await tx.deleteFrom('translation_clue').where('article', '=', id).execute()
  await tx
    .deleteFrom('translation_proposal')
    .where((eb) => eb.or([eb('one', '=', id), eb('other', '=', id)]))
    .execute()
}
