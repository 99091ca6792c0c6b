// What only a newsroom that moves out asks for: everything, in an order that stays.
import type { ArticleId, PersonId } from '../model/id.ts'
import type { Person } from '../model/person.ts'
import type { Db } from './db.ts'
import { inOrder } from './order.ts'
import type { SpellingRow } from './tables.ts'

/** A person as entered, with their own spellings alone. */
export interface RegisteredPerson extends Person {
  readonly mergedInto: PersonId | null
}

/** Ids of up to `limit` articles that come after `after` in the order of ids. */
export async function readArticleIds(
  db: Db,
  after: string,
  limit: number,
): Promise<readonly ArticleId[]> {
  const rows = await db
    .selectFrom('article')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id as ArticleId)
}

/** The keys under which imports know each of `articles`. */
export async function readSourceKeys(
  db: Db,
  articles: readonly ArticleId[],
): Promise<ReadonlyMap<ArticleId, readonly { readonly system: string; readonly key: string }[]>> {
  if (articles.length === 0) return new Map()
  const rows = await db
    .selectFrom('source')
    .select(['article', 'system', 'key'])
    .where('article', 'in', articles)
    .execute()
  const ordered = inOrder(rows, ({ system, key }) => `${system} ${key}`)
  return Map.groupBy(ordered, ({ article }) => article as ArticleId)
}

/** Everybody, merged or not; those who stand for themselves first, then by id. */
export async function readRegister(db: Db): Promise<readonly RegisteredPerson[]> {
  const people = await db.selectFrom('person').selectAll().orderBy('id').execute()
  const rows = await db.selectFrom('spelling').selectAll().execute()
  const spellings = Map.groupBy(
    inOrder(rows, ({ text }) => text),
    ({ person }) => person,
  )
  return people
    .map((row) => ({
      id: row.id as PersonId,
      preferred: JSON.parse(row.preferred) as Person['preferred'],
      spellings: (spellings.get(row.id) ?? []).map(spellingOf),
      unlisted: row.unlisted === 1,
      slug: row.slug,
      mergedInto: row.merged_into as PersonId | null,
    }))
    .toSorted((a, b) => depthOf(a, people) - depthOf(b, people))
}

/** How many merges stand between a person and who stands for them: each comes after their target. */
function depthOf(
  { mergedInto }: Pick<RegisteredPerson, 'mergedInto'>,
  people: readonly { readonly id: string; readonly merged_into: string | null }[],
): number {
  let depth = 0
  for (let next: string | null = mergedInto; next !== null; depth += 1) {
    const at: string = next
    next = people.find(({ id }) => id === at)?.merged_into ?? null
  }
  return depth
}

function spellingOf({
  text,
  source,
  status,
  search_only,
}: SpellingRow): Person['spellings'][number] {
  return { text, source, status, searchOnly: search_only === 1 }
}
