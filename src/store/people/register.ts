// An editor's word on who is who: what is confirmed is linked, what is rejected is remembered. All of
// it can be taken back: a link by rejecting it, a rejection by confirming, a merge by splitting.
import type { ArticleId, PersonId } from '../../model/id.ts'
import { type Db, sql } from '../db.ts'
import { inTransaction } from '../transaction.ts'
import { type PersonLink, putLink, readLinks } from './links.ts'
import { putSpelling, readPerson } from './people.ts'
import { proposePerson } from './propose.ts'

export interface Spelled {
  readonly person: PersonId
  readonly spellings: readonly string[]
  /** Pinyin and the like: readers find the person by it and are never shown it. */
  readonly searchOnly: boolean
}

/**
 * "These are this person's names": the spellings are confirmed, and so is every place where an article
 * has one of them now. Returns the links. What is written later is proposed, never linked unasked.
 */
export async function confirmSpellings(
  db: Db,
  { person, spellings, searchOnly }: Spelled,
): Promise<readonly PersonLink[]> {
  return inTransaction(db, async (tx) => {
    const known = (await readPerson(tx, person))?.spellings ?? []
    // A spelling rejected as a whole comes back as a whole; one place rejected by itself stays so.
    const taken = known.filter(
      ({ text, status }) => status === 'rejected' && spellings.includes(text),
    )
    for (const text of spellings)
      await putSpelling(tx, person, { text, source: 'editor', status: 'confirmed', searchOnly })
    await proposePerson(tx, person)
    return answer(
      tx,
      { person, status: 'confirmed' },
      ({ spelling, status }) =>
        spellings.includes(spelling) &&
        (status === 'proposed' || taken.some(({ text }) => text === spelling)),
    )
  })
}

/** "These are not this person's names": the spellings and every place that has them are rejected. */
export async function rejectSpellings(
  db: Db,
  { person, spellings }: Pick<Spelled, 'person' | 'spellings'>,
): Promise<readonly PersonLink[]> {
  return inTransaction(db, async (tx) => {
    for (const text of spellings)
      await putSpelling(tx, person, {
        text,
        source: 'editor',
        status: 'rejected',
        searchOnly: false,
      })
    return answer(tx, { person, status: 'rejected' }, ({ spelling }) =>
      spellings.includes(spelling),
    )
  })
}

/**
 * "This article means this person", or does not: answers every proposal for the two, or those of one
 * spelling. Returns the links.
 */
export async function answerArticle(
  db: Db,
  asked: {
    readonly article: ArticleId
    readonly person: PersonId
    readonly spellings: readonly string[]
    readonly status: 'confirmed' | 'rejected'
  },
): Promise<readonly PersonLink[]> {
  const { article, person, spellings, status } = asked
  return inTransaction(db, (tx) =>
    answer(
      tx,
      { person, status },
      (link) =>
        link.article === article && (spellings.length === 0 || spellings.includes(link.spelling)),
    ),
  )
}

async function answer(
  tx: Db,
  { person, status }: { readonly person: PersonId; readonly status: 'confirmed' | 'rejected' },
  isMeant: (link: PersonLink) => boolean,
): Promise<readonly PersonLink[]> {
  const root = (await readPerson(tx, person))?.id
  if (root === undefined) throw new RangeError(`Cannot find person "${person}": there is none`)
  const all = await readLinks(tx, { person: root })
  const links = all.filter((link) => link.status !== status && isMeant(link))
  for (const { article, spelling, place } of links) {
    const known = await ownerOf(tx, root, { article, spelling, place })
    await putLink(tx, { article, person: known, spelling, place, status })
  }
  return links.map((link) => ({ ...link, status }))
}

/** Of people merged into one, whose proposal it was: splitting must give it back to them. */
async function ownerOf(
  tx: Db,
  root: PersonId,
  { article, spelling, place }: Pick<PersonLink, 'article' | 'spelling' | 'place'>,
): Promise<PersonId> {
  const row = await tx
    .selectFrom('person_link')
    .innerJoin('person', 'person.id', 'person_link.person')
    .select('person_link.person')
    .where('person.root', '=', root)
    .where('article', '=', article)
    .where('spelling', '=', spelling)
    .where('place', '=', place)
    .orderBy(sql`case when person_link.person = ${root} then 0 else 1 end`)
    .limit(1)
    .executeTakeFirstOrThrow()
  return row.person as PersonId
}
