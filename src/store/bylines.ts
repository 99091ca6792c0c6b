// Bylines of imported articles. The old site printed user names; here they are private until an
// editor decides, once for each, what readers see. The decision never follows from the name itself.
import type { Db } from './db.ts'
import { inOrder } from './order.ts'
import { markPending } from './pending.ts'
import { newestTexts } from './revisions.ts'
import { inTransaction } from './transaction.ts'

export interface Poster {
  /** The old site's user name; private. */
  readonly poster: string
  readonly articles: number
  /** False while nobody has decided. */
  readonly decided: boolean
  /** What readers see: what was decided; until then the name itself where import kept it. Null: nothing. */
  readonly byline: string | null
}

/** All users of the old site with what was decided, the busiest first. */
export async function readPosters(db: Db): Promise<readonly Poster[]> {
  const rows = await db
    .selectFrom('article')
    .leftJoin('poster', 'poster.poster', 'article.poster')
    .select((eb) => [
      'article.poster as name',
      'poster.poster as decided',
      'poster.byline',
      eb.fn.countAll<number>().as('articles'),
    ])
    .where('article.poster', 'is not', null)
    .groupBy(['article.poster', 'poster.poster', 'poster.byline'])
    .execute()
  const kept = await readKept(db)
  const posters = rows.map(({ name, decided, byline, articles }) => ({
    poster: name ?? '',
    articles,
    decided: decided !== null,
    byline: decided === null && kept.has(name ?? '') ? name : byline,
  }))
  return inOrder(posters, ({ poster }) => poster).toSorted((a, b) => b.articles - a.articles)
}

/** Users of the old site whose name stands as the byline of a text. */
async function readKept(db: Db): Promise<ReadonlySet<string>> {
  const rows = await newestTexts(db)
    .innerJoin('article', 'article.id', 'version.article')
    .select('article.poster')
    .distinct()
    .whereRef('revision.byline', '=', 'article.poster')
    .execute()
  return new Set(rows.flatMap(({ poster }) => poster ?? []))
}

/** Decides what readers see for `poster`; null: nothing. Returns the number of articles it concerns. */
export async function nameByline(db: Db, poster: string, byline: string | null): Promise<number> {
  return inTransaction(db, async (tx) => {
    await tx
      .insertInto('poster')
      .values({ poster, byline })
      .onConflict((on) => on.column('poster').doUpdateSet({ byline }))
      .execute()
    const articles = await tx
      .selectFrom('article')
      .select('id')
      .where('poster', '=', poster)
      .orderBy('id')
      .execute()
    for (const { id } of articles) await markPending(tx, 'article', id)
    return articles.length
  })
}

/** What was decided, by poster. */
export async function readBylines(db: Db): Promise<ReadonlyMap<string, string | null>> {
  const rows = await db.selectFrom('poster').selectAll().execute()
  return new Map(rows.map(({ poster, byline }) => [poster, byline]))
}

/**
 * The byline readers see. A byline written in the text stands, unless it is the poster's own name
 * (kept as it stood by import) and a decision has been made about that poster since.
 */
export function publicByline(
  written: string | null,
  poster: string | null,
  decided: ReadonlyMap<string, string | null>,
): string | null {
  const isPosters = written === null || written === poster
  if (poster === null || !isPosters || !decided.has(poster)) return written
  return decided.get(poster) ?? null
}

/** Pen names that texts have been published or drafted under, to choose from; at most `limit`. */
export async function readPenNames(db: Db, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('revision')
    .select('byline')
    .distinct()
    .where('byline', 'is not', null)
    .orderBy('byline')
    .limit(limit)
    .execute()
  return rows.flatMap(({ byline }) => byline ?? [])
}
