// What readers see: the articles, persons and settings that the editions are made of, pinned. A
// publish first stages the next state beside the published one (`phase`), renders from it, and
// makes it the published one in the transaction that commits the edition.
import type { ArticleId, PersonId } from '../model/id.ts'
import type { LiveArticle, LivePerson } from '../model/live.ts'
import type { Newsroom } from '../model/newsroom.ts'
import { orderOf } from '../model/time.ts'
import { Kept } from '../text/kept.ts'
import { type Db, rawQuery, sql } from './db.ts'
import { insertRows } from './insert.ts'
import { many } from './many.ts'

/** -1: published, leaving with the next edition; 0: in both; 1: arriving with the next edition. */
export type Phase = -1 | 0 | 1
/** Which of the two states a reading is of. */
export type Era = 'published' | 'next'

/** Rows of one statement; SQLite takes 32,766 values. */
const frozenAtOnce = 200

/** Said as the partial indexes say it, or they are not used and a publish reads the whole archive. */
const isStaged = sql<boolean>`phase <> 0`

const liveTables = ['live_article', 'live_entry', 'live_person', 'live_newsroom'] as const

/** The live articles with these ids, in no order. */
export async function readLiveArticles(
  db: Db,
  era: Era,
  ids: readonly string[],
): Promise<LiveArticle[]> {
  if (ids.length === 0) return []
  const { places, values } = many(ids.map((id) => [id]))
  const rows = await rawQuery<{ article_json: string }>(
    db,
    `select article_json from live_article where article in (${places}) and ${eras[era]}`,
    values,
  )
  return rows.map((row) => articleOf(row.article_json))
}

const articles = new Kept<string, LiveArticle>(1500)

/** The same object for the same state: lists show an article again and again, sitemaps the whole month. */
function articleOf(json: string): LiveArticle {
  return articles.of(json, () => JSON.parse(json) as LiveArticle)
}

/**
 * Stages articles' next states; null takes one out of the lists. What is pinned already stays as it
 * is. `carry` says what a changed state keeps of the published one. Returns those that differ, each with the published state it differs from.
 */
export async function stageArticles(
  tx: Db,
  states: ReadonlyMap<ArticleId, LiveArticle | null>,
  carry: (old: LiveArticle, next: LiveArticle) => LiveArticle,
): Promise<{ old: LiveArticle | null; next: LiveArticle | null }[]> {
  const ids = [...states.keys()]
  const rows = await tx
    .selectFrom('live_article')
    .select(['article', 'article_json'])
    .where('article', 'in', ids)
    .where('phase', '=', 0)
    .execute()
  const known = new Map(rows.map((row) => [row.article, row.article_json]))
  const changed: {
    id: ArticleId
    old: string | null
    next: LiveArticle | null
    json: string | null
  }[] = []
  for (const [id, state] of states) {
    const old = known.get(id) ?? null
    if (old === (state === null ? null : JSON.stringify(state))) continue
    const next = state && old !== null ? carry(JSON.parse(old) as LiveArticle, state) : state
    changed.push({ id, old, next, json: next === null ? null : JSON.stringify(next) })
  }
  const leaving = changed.filter(({ old }) => old !== null).map(({ id }) => id)
  if (leaving.length > 0) {
    await tx
      .updateTable('live_article')
      .set({ phase: -1 })
      .where('article', 'in', leaving)
      .execute()
    await tx.updateTable('live_entry').set({ phase: -1 }).where('article', 'in', leaving).execute()
  }
  const arriving = changed.flatMap(({ id, next, json }) =>
    next && json ? [{ id, next, json }] : [],
  )
  const articles = arriving.map(({ id, json }) => [id, 1, json])
  await insertRows(tx, 'live_article', ['article', 'phase', 'article_json'], articles)
  const entryRows = arriving.flatMap(({ next }) => entriesOf(next))
  await insertRows(
    tx,
    'live_entry',
    ['list', 'lang', 'order_at', 'article', 'day', 'phase'],
    entryRows,
  )
  return changed.map(({ old, next }) => ({
    old: old === null ? null : (JSON.parse(old) as LiveArticle),
    next,
  }))
}

/** Stages a person's next state (null: not listed). Returns the published state, or 'same'. */
export async function stagePerson(
  tx: Db,
  id: PersonId,
  next: LivePerson | null,
): Promise<LivePerson | null | 'same'> {
  const row = await tx
    .selectFrom('live_person')
    .select('person_json')
    .where('person', '=', id)
    .where('phase', '=', 0)
    .executeTakeFirst()
  const json = next === null ? null : JSON.stringify(next)
  if ((row?.person_json ?? null) === json) return 'same'
  if (row) await tx.updateTable('live_person').set({ phase: -1 }).where('person', '=', id).execute()
  if (json !== null)
    await tx.insertInto('live_person').values({ person: id, phase: 1, person_json: json }).execute()
  return row ? (JSON.parse(row.person_json) as LivePerson) : null
}

/** Whether readers have these settings: then there is nothing to stage. */
export async function isPublishedNewsroom(db: Db, newsroom: Newsroom): Promise<boolean> {
  const rows = await rawQuery<{ newsroom_json: string }>(
    db,
    'select newsroom_json from live_newsroom where phase <= 0',
    [],
  )
  return rows[0]?.newsroom_json === JSON.stringify(newsroom)
}

/** Whether anything is staged, by a publish under way or by one that was interrupted. */
export async function hasStaged(db: Db): Promise<boolean> {
  const each = liveTables.map((table) => `select 1 from ${table} where phase <> 0`)
  return (await rawQuery<object>(db, `${each.join(' union all ')} limit 1`, [])).length > 0
}

/** Stages the settings. Returns the published ones, null when there are none yet, or 'same'. */
export async function stageNewsroom(tx: Db, next: Newsroom): Promise<Newsroom | null | 'same'> {
  const row = await tx
    .selectFrom('live_newsroom')
    .select('newsroom_json')
    .where('phase', '=', 0)
    .executeTakeFirst()
  const json = JSON.stringify(next)
  if (row?.newsroom_json === json) return 'same'
  if (row) await tx.updateTable('live_newsroom').set({ phase: -1 }).execute()
  await tx.insertInto('live_newsroom').values({ phase: 1, newsroom_json: json }).execute()
  return row ? (JSON.parse(row.newsroom_json) as Newsroom) : null
}

/** Makes the staged state the published one. Inside the transaction that commits the edition. */
export async function settleStaged(tx: Db): Promise<void> {
  for (const table of liveTables) {
    await rawQuery(tx, `delete from ${table} where phase <> 0 and phase = -1`, [])
    await rawQuery(tx, `update ${table} set phase = 0 where phase <> 0`, [])
  }
}

/**
 * Tells the versions and persons what readers will see of them: the live revision, and the slug
 * frozen for good. Inside the transaction that commits the edition, before settleStaged().
 */
export async function freezeLive(tx: Db): Promise<void> {
  const leaving = tx
    .selectFrom('live_article')
    .select('article')
    .where(isStaged)
    .where('phase', '=', -1)
  await tx.updateTable('version').set({ live: null }).where('article', 'in', leaving).execute()
  for (let after = ''; ; ) {
    const rows = await tx
      .selectFrom('live_article')
      .select(['article', 'article_json'])
      .where(isStaged)
      .where('phase', '=', 1)
      .where('article', '>', after)
      .orderBy('article')
      .limit(frozenAtOnce)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) break
    await freezeVersions(
      tx,
      rows.map((row) => articleOf(row.article_json)),
    )
    if (rows.length < frozenAtOnce) break
    after = last.article
  }
  const persons = await tx
    .selectFrom('live_person')
    .select('person_json')
    .where(isStaged)
    .where('phase', '=', 1)
    .execute()
  for (const { person_json } of persons) {
    const { id, slug } = JSON.parse(person_json) as LivePerson
    await tx
      .updateTable('person')
      .set({ slug })
      .where('id', '=', id)
      .where('slug', 'is', null)
      .execute()
  }
}

async function freezeVersions(tx: Db, articles: readonly LiveArticle[]): Promise<void> {
  const rows = articles.flatMap((article) =>
    article.versions.map(
      ({ lang, revision, slug }) => sql`(${article.id}, ${lang}, ${revision}, ${slug})`,
    ),
  )
  await sql`update version set
      live = cast(v.column3 as integer),
      slug = coalesce(version.slug, v.column4),
      publish_at = case when approved = cast(v.column3 as integer) then null else publish_at end
    from (values ${sql.join(rows)}) as v
    where version.article = v.column1 and version.lang = v.column2`.execute(tx)
  await keepFormerPlaces(tx, articles)
}

/** Addresses that the articles got by moving: of ours, with the article's id at the end. */
async function keepFormerPlaces(tx: Db, articles: readonly LiveArticle[]): Promise<void> {
  const rows = articles.flatMap(({ id, addresses }) =>
    addresses
      .filter(({ path }) => path.endsWith(`-${id}.html`))
      .map(({ path, lang }) => ({ path, lang, article: id })),
  )
  if (rows.length === 0) return
  await tx
    .insertInto('address')
    .values(rows)
    .onConflict((on) => on.column('path').doNothing())
    .execute()
}

/** Forgets the staged state: what is published stays. */
export async function dropStaged(tx: Db): Promise<void> {
  for (const table of liveTables) {
    await tx.deleteFrom(table).where(isStaged).where('phase', '=', 1).execute()
    await tx.updateTable(table).set({ phase: 0 }).where(isStaged).execute()
  }
}

/** The listed persons with these ids. */
export async function readLivePersons(db: Db, ids: readonly PersonId[]): Promise<LivePerson[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('live_person')
    .select('person_json')
    .where('person', 'in', ids)
    .where('phase', '>=', 0)
    .execute()
  return rows.map((row) => JSON.parse(row.person_json) as LivePerson)
}

/** Every listed person of the next edition. */
export async function readAllLivePersons(db: Db): Promise<LivePerson[]> {
  const rows = await db
    .selectFrom('live_person')
    .select('person_json')
    .where('phase', '>=', 0)
    .orderBy('person')
    .execute()
  return rows.map((row) => JSON.parse(row.person_json) as LivePerson)
}

// One row per list an article stands in: '' for everything, 's.<key>', 'p.<id>', each for all
// languages together ('') and for every language with a version that readers can see.
function entriesOf(article: LiveArticle): (string | number)[][] {
  const shown = article.versions.filter((version) => version.withdrawal === null)
  const lists = [
    '',
    ...(article.section === null ? [] : [`s.${article.section}`]),
    ...article.people.map((id) => `p.${id}`),
  ]
  const langs = shown.length === 0 ? [] : ['', ...shown.map((version) => version.lang)]
  const day = article.when.date
  const order = orderOf(article.when)
  const entry = (list: string, lang: string) => [list, lang, order, article.id, day, 1]
  const corrected = shown.filter((version) => version.corrections.length > 0)
  const withdrawn = article.versions.filter((version) => version.withdrawal !== null)
  return [
    ...lists.flatMap((list) => langs.map((lang) => entry(list, lang))),
    ...corrected.map(({ lang }) => entry('corrections', lang)),
    ...withdrawn.map(({ lang }) => entry('withdrawn', lang)),
    ...(article.addresses.length === 0 ? [] : [entry('addresses', '')]),
  ]
}

/** Rows of an era; said as text, for statements that are written once. */
export const eras: Readonly<Record<Era, string>> = { published: 'phase <= 0', next: 'phase >= 0' }
