// Imports that can be taken back as long as nothing of them is published: each notes an article as it
// was before it touches it, and gives it back that way.
import type { ArticleId, Digest, PersonId } from '../model/id.ts'
import type { Lang } from '../text/lang.ts'
import type { Db } from './db.ts'
import { type Forgotten, forgetArticle } from './forget.ts'
import { readNewsroom } from './newsroom.ts'
import { markPending } from './pending.ts'
import { dropPerson } from './people/people.ts'
import { joinedSystem } from './sources.ts'
import type { ArticleRow, SourceRow, Tables, VersionRow } from './tables.ts'
import { inTransaction } from './transaction.ts'

/** An article as it was. */
interface Before {
  readonly article: ArticleRow
  readonly speakers: readonly Tables['speaker'][]
  readonly versions: readonly VersionRow[]
  readonly sources: readonly SourceRow[]
  readonly addresses: readonly Tables['address'][]
}

/** Begins an import, or goes on with one that was interrupted. Returns its number. */
export async function startImport(db: Db, now: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    const last = await tx
      .selectFrom('import_run')
      .selectAll()
      .orderBy('number', 'desc')
      .executeTakeFirst()
    if (last?.state === 'open') return last.number
    const number = (last?.number ?? 0) + 1
    const sections = JSON.stringify((await readNewsroom(tx))?.sections.map(({ key }) => key) ?? [])
    await tx
      .insertInto('import_run')
      .values({ number, state: 'open', started_at: now, sections })
      .execute()
    return number
  })
}

/** An import that brought nothing has nothing to take back: the one before it stays the last. */
export async function endImport(db: Db, number: number, state: 'done' | 'undone'): Promise<void> {
  const ended = state === 'done' && (await broughtNothing(db, number)) ? 'undone' : state
  await db.updateTable('import_run').set({ state: ended }).where('number', '=', number).execute()
}

async function broughtNothing(db: Db, number: number): Promise<boolean> {
  const noted = await db
    .selectFrom('import_run')
    .select((eb) => [
      'sections',
      ...(['import_article', 'import_person'] as const).map((table) =>
        eb.exists(eb.selectFrom(table).select('run').where('run', '=', number)).as(table),
      ),
    ])
    .where('number', '=', number)
    .executeTakeFirst()
  if (noted === undefined || noted.import_article || noted.import_person) return false
  const sections = (await readNewsroom(db))?.sections.map(({ key }) => key) ?? []
  return JSON.stringify(sections) === noted.sections
}

/** The newest import that was not taken back, with the keys of the sections before it; or null. */
export async function readNewestImport(
  db: Db,
): Promise<{ readonly number: number; readonly sections: readonly string[] } | null> {
  const row = await db
    .selectFrom('import_run')
    .select(['number', 'sections'])
    .where('state', '!=', 'undone')
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return row === undefined
    ? null
    : { number: row.number, sections: JSON.parse(row.sections) as string[] }
}

/** The articles an import touched, in the order of their ids after `after`. */
export async function readImported(
  db: Db,
  run: number,
  { after, most }: { readonly after: string; readonly most: number },
): Promise<readonly ArticleId[]> {
  const rows = await db
    .selectFrom('import_article')
    .select('article')
    .where('run', '=', run)
    .where('article', '>', after)
    .orderBy('article')
    .limit(most)
    .execute()
  return rows.map(({ article }) => article as ArticleId)
}

/** Notes an article before an import touches it; the first note of a run holds. */
export async function noteBefore(tx: Db, run: number, id: ArticleId): Promise<void> {
  const before = await readBefore(tx, id)
  await tx
    .insertInto('import_article')
    .values({ run, article: id, before: before === null ? null : JSON.stringify(before) })
    .onConflict((on) => on.columns(['run', 'article']).doNothing())
    .execute()
}

/** Notes that an import brought somebody into the register. */
export async function notePerson(tx: Db, run: number, person: PersonId): Promise<void> {
  await tx
    .insertInto('import_person')
    .values({ run, person })
    .onConflict((on) => on.columns(['run', 'person']).doNothing())
    .execute()
}

/**
 * Takes out of the register whom an import brought and nothing else uses by now: no article names
 * them, readers have no page of them. Returns how many went and how many stay.
 */
export async function undoPeople(
  tx: Db,
  run: number,
): Promise<{ readonly gone: number; readonly kept: number }> {
  const rows = await tx
    .selectFrom('import_person')
    .innerJoin('person', 'person.id', 'import_person.person')
    .select('id')
    .where('run', '=', run)
    .orderBy('id')
    .execute()
  let gone = 0
  // Those who were merged into others first: nobody is left to stand for them then.
  for (let before = -1; before < gone; ) {
    before = gone
    for (const { id } of rows) if (await dropPerson(tx, id as PersonId)) gone += 1
  }
  return { gone, kept: rows.length - gone }
}

/**
 * Gives an article back as it was before an import, or takes it away. `kept` is then null; otherwise
 * a sentence why nothing was changed. `pictures` are those that nothing shows any more.
 */
export async function undoArticle(
  tx: Db,
  run: number,
  { id, logo }: { readonly id: ArticleId; readonly logo: Digest | null },
): Promise<{ readonly kept: string | null; readonly pictures: Forgotten['pictures'] }> {
  const note = await tx
    .selectFrom('import_article')
    .select('before')
    .where('run', '=', run)
    .where('article', '=', id)
    .executeTakeFirstOrThrow()
  const before = note.before === null ? null : (JSON.parse(note.before) as Before)
  const now = await tx.selectFrom('version').selectAll().where('article', '=', id).execute()
  const kept = (await reasonToKeep(tx, now, before?.versions ?? [])) ?? (await joinedSince(tx, id))
  if (kept !== null) return { kept, pictures: [] }
  const langs = now.map(({ lang }) => lang as Lang)
  const gone =
    before === null ? langs : langs.filter((lang) => !before.versions.some((v) => v.lang === lang))
  const keptPictures = logo === null ? [] : [logo]
  const drop = { langs: gone, kept: keptPictures }
  const pictures = gone.length === 0 ? [] : (await forgetArticle(tx, id, drop)).pictures
  if (before !== null) await restore(tx, id, before)
  return { kept: null, pictures }
}

async function readBefore(tx: Db, id: ArticleId): Promise<Before | null> {
  const article = await tx.selectFrom('article').selectAll().where('id', '=', id).executeTakeFirst()
  if (article === undefined) return null
  const of = <T extends 'speaker' | 'version' | 'source' | 'address'>(table: T) =>
    tx
      .selectFrom(table as 'version')
      .selectAll()
      .where('article', '=', id)
      .execute() as unknown as Promise<Tables[T][]>
  return {
    article,
    speakers: await of('speaker'),
    versions: await of('version'),
    sources: await of('source'),
    addresses: await of('address'),
  }
}

async function reasonToKeep(
  tx: Db,
  now: readonly VersionRow[],
  before: readonly VersionRow[],
): Promise<string | null> {
  for (const version of now) {
    const was = before.find(({ lang }) => lang === version.lang)
    if (version.live !== (was?.live ?? null)) return 'it is published'
    const edited = await tx
      .selectFrom('revision')
      .select('number')
      .where('article', '=', version.article)
      .where('lang', '=', version.lang)
      .where('number', '>', was?.newest ?? 0)
      .where('made_by', 'is not', null)
      .executeTakeFirst()
    if (edited !== undefined) return 'somebody has worked on it since'
  }
  return null
}

/** Its texts are in another article now, or another's are in it. */
async function joinedSince(tx: Db, id: ArticleId): Promise<string | null> {
  const joined = await tx
    .selectFrom('source')
    .select('key')
    .where('system', '=', joinedSystem)
    .where((eb) => eb.or([eb('key', '=', id), eb('article', '=', id)]))
    .executeTakeFirst()
  return joined === undefined ? null : 'it was joined with another article'
}

async function restore(tx: Db, id: ArticleId, before: Before): Promise<void> {
  const { id: _, ...fields } = before.article
  await tx.updateTable('article').set(fields).where('id', '=', id).execute()
  for (const { article, lang, ...version } of before.versions) {
    await tx
      .updateTable('version')
      .set(version)
      .where('article', '=', article)
      .where('lang', '=', lang)
      .execute()
    await tx
      .deleteFrom('picture_use')
      .where('article', '=', id)
      .where('lang', '=', lang)
      .where('revision', '>', version.newest)
      .execute()
    await tx
      .deleteFrom('revision')
      .where('article', '=', id)
      .where('lang', '=', lang)
      .where('number', '>', version.newest)
      .execute()
  }
  for (const table of ['speaker', 'source', 'address'] as const)
    await tx.deleteFrom(table).where('article', '=', id).execute()
  if (before.speakers.length > 0)
    await tx
      .insertInto('speaker')
      .values([...before.speakers])
      .execute()
  if (before.sources.length > 0)
    await tx
      .insertInto('source')
      .values([...before.sources])
      .execute()
  if (before.addresses.length > 0)
    await tx
      .insertInto('address')
      .values([...before.addresses])
      .execute()
  await markPending(tx, 'article', id)
}
