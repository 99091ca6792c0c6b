// Who is named where: proposals of import and of saving, and what an editor said of them. A link that
// was rejected stays, so that the same proposal is not made again.
import type { ArticleId, PersonId } from '../../model/id.ts'
import type { Db } from '../db.ts'
import { markPending } from '../pending.ts'
import { inTransaction } from '../transaction.ts'
import { rootOf } from './people.ts'

export interface PersonLink {
  readonly article: ArticleId
  readonly person: PersonId
  /** The name as the article writes it. */
  readonly spelling: string
  readonly place: 'headline' | 'text' | 'speaker'
  readonly status: 'proposed' | 'confirmed' | 'rejected'
}

/**
 * Proposes that `spelling` names `person`. False when it changes nothing: the link is known already,
 * perhaps as rejected, of this person or of somebody merged with them.
 */
export async function proposeLink(db: Db, link: Omit<PersonLink, 'status'>): Promise<boolean> {
  const known = await db
    .selectFrom('person_link')
    .innerJoin('person', 'person.id', 'person_link.person')
    .select('article')
    .where('article', '=', link.article)
    .where('spelling', '=', link.spelling)
    .where('place', '=', link.place)
    .where('root', '=', await rootOf(db, link.person))
    .executeTakeFirst()
  if (known !== undefined) return false
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('person_link')
    .values({ ...link, status: 'proposed' })
    .onConflict((on) => on.columns(['article', 'person', 'spelling', 'place']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows !== 0n
}

/** An editor's word on a link, proposed before or not. */
export async function putLink(db: Db, link: PersonLink): Promise<void> {
  const { status } = link
  await inTransaction(db, async (tx) => {
    await tx
      .insertInto('person_link')
      .values(link)
      .onConflict((on) =>
        on.columns(['article', 'person', 'spelling', 'place']).doUpdateSet({ status }),
      )
      .execute()
    await markPending(tx, 'article', link.article)
    await markPending(tx, 'person', await rootOf(tx, link.person))
  })
}

/** Links by article, person (merged ones included) or status; `person` is who stands for them now. */
export async function readLinks(
  db: Db,
  filter: Partial<Pick<PersonLink, 'article' | 'person' | 'status'>>,
): Promise<readonly PersonLink[]> {
  let query = db
    .selectFrom('person_link')
    .innerJoin('person', 'person.id', 'person_link.person')
    .select(['article', 'person.root as person', 'spelling', 'place', 'status'])
    .orderBy('article')
    .orderBy('person.root')
    .orderBy('place')
    .orderBy('spelling')
  if (filter.article !== undefined) query = query.where('article', '=', filter.article)
  if (filter.person !== undefined) query = query.where('person.root', '=', filter.person)
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  return (await query.execute()) as unknown as PersonLink[]
}
