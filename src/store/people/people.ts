// The register of people. Merging moves nothing: the merged person stays as they were and points at
// whoever stands for them now, so that splitting gives back exactly what was there.
import { randomBytes } from 'node:crypto'
import type { ArticleId, PersonId } from '../../model/id.ts'
import type { Person, Spelling } from '../../model/person.ts'
import type { Lang } from '../../text/lang.ts'
import type { Db } from '../db.ts'
import { putMeta } from '../newsroom.ts'
import { inOrder } from '../order.ts'
import { markPending } from '../pending.ts'
import type { PersonRow, SpellingRow } from '../tables.ts'
import { inTransaction } from '../transaction.ts'

/** Name of the register's stamp among the newsroom's values. */
export const registerStamp = 'register'

type PersonFields = Pick<Person, 'preferred' | 'unlisted'>

/** Adds a person with confirmed or suggested spellings. Fails when the id is taken. */
export async function createPerson(db: Db, person: Person): Promise<void> {
  const { id, preferred, spellings, unlisted, slug } = person
  await inTransaction(db, async (tx) => {
    await tx
      .insertInto('person')
      .values({
        id,
        root: id,
        preferred: JSON.stringify(preferred),
        unlisted: flag(unlisted),
        slug,
      })
      .execute()
    for (const spelling of spellings) await putSpelling(tx, id, spelling)
    await markRegister(tx)
    await markPending(tx, 'person', id)
  })
}

/** Changes preferred names or the unlisted flag. */
export async function updatePerson(
  db: Db,
  id: PersonId,
  changes: Partial<PersonFields>,
): Promise<void> {
  const { preferred, unlisted } = changes
  const values: Partial<PersonRow> = {}
  if (preferred !== undefined) values.preferred = JSON.stringify(preferred)
  if (unlisted !== undefined) values.unlisted = flag(unlisted)
  await inTransaction(db, async (tx) => {
    const root = await rootOf(tx, id)
    await tx.updateTable('person').set(values).where('id', '=', root).execute()
    await markSeen(tx, [root])
  })
}

/**
 * Gives a person another preferred name in one language. The one before stays a spelling: articles
 * are found under it. RangeError for a name without letters.
 */
export async function renamePerson(
  db: Db,
  id: PersonId,
  { lang, name }: { readonly lang: Lang; readonly name: string },
): Promise<void> {
  if (!/\p{L}/u.test(name)) throw new RangeError(`Cannot call a person "${name}": no letters`)
  await inTransaction(db, async (tx) => {
    const person = await readPerson(tx, id)
    if (person === null) throw new RangeError(`Cannot find person "${id}": there is none`)
    const before = person.preferred[lang]
    if (before === name) return
    await updatePerson(tx, id, { preferred: { ...person.preferred, [lang]: name } })
    if (before === undefined || person.spellings.some(({ text }) => text === before)) return
    await putSpelling(tx, person.id, {
      text: before,
      source: 'renamed',
      status: 'confirmed',
      searchOnly: false,
    })
  })
}

/** The person who stands for `id`, with the spellings of everyone merged into them; or null. */
export async function readPerson(db: Db, id: PersonId): Promise<Person | null> {
  const row = await db.selectFrom('person').select('root').where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : ((await peopleOf(db, row.root))[0] ?? null)
}

/** Everybody who stands for themselves, by id. */
export async function readPeople(db: Db): Promise<readonly Person[]> {
  return peopleOf(db, null)
}

/** Who has been merged into `id`, directly or through others. */
export async function readMerged(db: Db, id: PersonId): Promise<readonly PersonId[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('root', '=', id)
    .where('id', '!=', id)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id as PersonId)
}

/** Adds a spelling, or changes what is known of it. "Rejected" is how "is not" is remembered. */
export async function putSpelling(db: Db, person: PersonId, spelling: Spelling): Promise<void> {
  const { text, source, status, searchOnly } = spelling
  const known = { source, status, search_only: flag(searchOnly) }
  await inTransaction(db, async (tx) => {
    await tx
      .insertInto('spelling')
      .values({ person, text, ...known })
      .onConflict((on) => on.columns(['person', 'text']).doUpdateSet(known))
      .execute()
    await markRegister(tx)
    await markPending(tx, 'person', await rootOf(tx, person))
  })
}

/**
 * Lets `into` stand for `from` from now on, with all spellings and articles. RangeError when the two
 * are one already.
 */
export async function mergePeople(
  db: Db,
  { from, into }: { readonly from: PersonId; readonly into: PersonId },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const [source, target] = [await rootOf(tx, from), await rootOf(tx, into)]
    if (source === target) throw new RangeError(`Cannot merge person "${from}": already merged`)
    await markSeen(tx, [source, target])
    await tx.updateTable('person').set({ merged_into: target }).where('id', '=', source).execute()
    await tx.updateTable('person').set({ root: target }).where('root', '=', source).execute()
  })
}

/** Undoes the merge of `id` into another, and of nobody else. RangeError when `id` is not merged. */
export async function splitPerson(db: Db, id: PersonId): Promise<void> {
  await inTransaction(db, async (tx) => {
    const root = await rootOf(tx, id)
    if (root === id) throw new RangeError(`Cannot split person "${id}": not merged into another`)
    const members = await tx
      .selectFrom('person')
      .select(['id', 'merged_into'])
      .where('root', '=', root)
      .execute()
    const mine = new Set<string>([id])
    // At most as many rounds as there were merges into one another.
    for (let before = 0; before < mine.size; ) {
      before = mine.size
      for (const member of members) {
        if (member.merged_into !== null && mine.has(member.merged_into)) mine.add(member.id)
      }
    }
    await markSeen(tx, [root])
    await tx.updateTable('person').set({ merged_into: null }).where('id', '=', id).execute()
    await tx
      .updateTable('person')
      .set({ root: id })
      .where('id', 'in', [...mine])
      .execute()
    await markPending(tx, 'person', id)
  })
}

/** Takes somebody out of the register; false when anything uses them or they are not there. */
export async function dropPerson(tx: Db, id: PersonId): Promise<boolean> {
  const used = await tx
    .selectFrom('person_link')
    .select('person as id')
    .where('person', '=', id)
    .union(tx.selectFrom('live_person').select('person as id').where('person', '=', id))
    .union(tx.selectFrom('person').select('id').where('merged_into', '=', id))
    .executeTakeFirst()
  if (used !== undefined) return false
  await tx.deleteFrom('spelling').where('person', '=', id).execute()
  const { numDeletedRows } = await tx
    .deleteFrom('person')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) return false
  await markRegister(tx)
  await tx.deleteFrom('pending').where('kind', '=', 'person').where('id', '=', id).execute()
  return true
}

/** The person who stands for `id` at the end of all merges. RangeError when there is none. */
export async function rootOf(db: Db, id: PersonId): Promise<PersonId> {
  const row = await db.selectFrom('person').select('root').where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new RangeError(`Cannot find person "${id}": there is none`)
  return row.root as PersonId
}

/** Marks people and every article that names them. */
async function markSeen(tx: Db, roots: readonly PersonId[]): Promise<void> {
  await markRegister(tx)
  for (const root of roots) await markPending(tx, 'person', root)
  const articles = await tx
    .selectFrom('person_link')
    .innerJoin('person', 'person.id', 'person_link.person')
    .select('article')
    .distinct()
    .where('person.root', 'in', roots)
    .where('status', '=', 'confirmed')
    .execute()
  for (const { article } of articles) await markPending(tx, 'article', article as ArticleId)
}

/** Another stamp for another register: whoever keeps what they read of it reads again. */
async function markRegister(tx: Db): Promise<void> {
  await putMeta(tx, registerStamp, randomBytes(12).toString('hex'))
}

async function peopleOf(db: Db, root: string | null): Promise<readonly Person[]> {
  let people = db.selectFrom('person').selectAll().whereRef('id', '=', 'root').orderBy('id')
  let spellings = db
    .selectFrom('spelling')
    .innerJoin('person', 'person.id', 'spelling.person')
    .selectAll('spelling')
    .select('person.root')
    .orderBy('spelling.person')
  if (root !== null) {
    people = people.where('id', '=', root)
    spellings = spellings.where('person.root', '=', root)
  }
  const byRoot = Map.groupBy(await spellings.execute(), (row) => row.root)
  return (await people.execute()).map((row) => ({
    id: row.id as PersonId,
    preferred: JSON.parse(row.preferred) as Partial<Record<Lang, string>>,
    spellings: oncePerText(byRoot.get(row.id) ?? []),
    unlisted: row.unlisted === 1,
    slug: row.slug,
  }))
}

/** Of a spelling that several merged people have, the strongest word counts. */
function oncePerText(rows: readonly SpellingRow[]): readonly Spelling[] {
  const strength = { confirmed: 2, suggested: 1, rejected: 0 }
  const strongest = new Map<string, SpellingRow>()
  for (const row of rows) {
    const other = strongest.get(row.text)
    if (other === undefined || strength[row.status] > strength[other.status])
      strongest.set(row.text, row)
  }
  return inOrder([...strongest.values()], ({ text }) => text).map(
    ({ text, source, status, search_only }) => ({
      text,
      source,
      status,
      searchOnly: search_only === 1,
    }),
  )
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0
}
