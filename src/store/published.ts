// What readers see: the articles, persons and settings that the editions are made of, pinned. A
// publish first stages the next state beside the published one (`phase`), renders from it, and
// makes it the published one in the transaction that commits the edition.
import type { ArticleId, PersonId } from '../model/id.ts'
import type { LiveArticle, LivePerson } from '../model/live.ts'
import type { Newsroom } from '../model/newsroom.ts'
import { orderOf } from '../model/time.ts'
import { Kept } from '../text/kept.ts'
import type { Lang } from '../text/lang.ts'
import { type Db, rawQuery, sql } from './db.ts'
import { insertRows } from './insert.ts'
import { many } from './many.ts'

/** -1: published, leaving with the next edition; 0: in both; 1: arriving with the next edition. */
export type Phase = -1 | 0 | 1
/** Which of the two states a reading is of. */
export type Era = 'published' | 'next'

/** A list: everything, one section, or one person; `lang` counts only versions in that language. */
export interface ListOf {
  readonly section?: string
  readonly person?: PersonId
  readonly lang?: Lang
  /**
   * Instead: articles with a public correction in the language; withdrawn stubs in the language;
   * articles with old addresses (`lang` left out).
   */
  readonly only?: 'corrections' | 'withdrawn' | 'addresses'
}

/** A place in the order of articles: newest first, then by id. */
export interface Place {
  readonly order: number
  readonly id: string
}

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

/** The newest places of a list, newest first. */
export async function readNewest(db: Db, era: Era, list: ListOf, limit: number): Promise<Place[]> {
  return readPlaces(db, era, list, { where: 'true', order: 'desc', limit, values: [] })
}

/** The places of a list in a year ("2020"), a month or a day, newest first. */
export async function readPeriod(
  db: Db,
  era: Era,
  list: ListOf & { period: string },
): Promise<Place[]> {
  const values = [list.period, `${list.period}~`]
  return readPlaces(db, era, list, { where: inPeriod, order: 'desc', limit: null, values })
}

/**
 * Months in which a list has articles, newest first. Steps from month to month along the index, so
 * that the cost is that of the months, not of the articles.
 */
export async function readMonths(db: Db, era: Era, list: ListOf): Promise<string[]> {
  const within = sql`list = ${listName(list)} and lang = ${list.lang ?? ''} and ${sql.raw(eras[era])}`
  const { rows } = await sql<{ month: string }>`
    with recursive step(day) as (
      select max(day) from live_entry where ${within}
      union all
      select (select max(day) from live_entry where ${within} and day < substr(step.day, 1, 7))
      from step where step.day is not null)
    select substr(day, 1, 7) as month from step where day is not null`.execute(db)
  return rows.map((row) => row.month)
}

/** The days of one month ("2020-05") on which a list has articles, newest first. */
export async function readDays(
  db: Db,
  era: Era,
  list: ListOf & { month: string },
): Promise<string[]> {
  const { month } = list
  const within = sql`list = ${listName(list)} and lang = ${list.lang ?? ''} and ${sql.raw(eras[era])}`
  // One bound in each step: given two, SQLite may walk from the month's end every time.
  const { rows } = await sql<{ day: string }>`
    with recursive step(day) as (
      select max(day) from live_entry where ${within} and day < ${`${month}~`}
      union all
      select (select max(day) from live_entry where ${within} and day < step.day)
      from step where step.day >= ${month})
    select day from step where day >= ${month}`.execute(db)
  return rows.map((row) => row.day)
}

/** Whether a list has more than `count` articles in a period; reads no more than that many. */
export async function hasMore(
  db: Db,
  era: Era,
  list: ListOf & { period: string; count: number },
): Promise<boolean> {
  const found = await rawQuery<object>(
    db,
    `select 1 from live_entry where ${inList(era)} and ${inPeriod} limit 1 offset ?`,
    [...namesOf(list), list.period, `${list.period}~`, list.count],
  )
  return found.length > 0
}

/** The places of a list after (older) or before (newer) a place, nearest first. */
export async function readBeside(
  db: Db,
  era: Era,
  list: ListOf & { place: Place; towards: 'older' | 'newer'; limit: number },
): Promise<Place[]> {
  const { place, limit } = list
  const older = list.towards === 'older'
  // A comparison of rows is found in the index; one with `or` walks there from the list's end.
  const where = `(order_at, article) ${older ? '<' : '>'} (?, ?)`
  const values = [place.order, place.id]
  return readPlaces(db, era, list, { where, order: older ? 'desc' : 'asc', limit, values })
}

/**
 * The places of a whole list, newest first, a batch at a time: those after `after`. For full builds.
 */
export async function readBatch(
  db: Db,
  list: ListOf,
  batch: { after: Place | null; limit: number },
): Promise<Place[]> {
  const { after, limit } = batch
  if (after === null) return readNewest(db, 'next', list, limit)
  return readBeside(db, 'next', { ...list, place: after, towards: 'older', limit })
}

/** How many articles are live in an era. */
export async function countLive(db: Db, era: Era): Promise<number> {
  const rows = await rawQuery<{ count: number }>(
    db,
    `select count(*) as count from live_entry where ${inList(era)}`,
    namesOf({}),
  )
  return Number(rows[0]?.count)
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
const eras: Readonly<Record<Era, string>> = { published: 'phase <= 0', next: 'phase >= 0' }

const inPeriod = 'day >= ? and day < ?'

/** The rows of one list; its values are those of namesOf(). */
function inList(era: Era): string {
  return `list = ? and lang = ? and ${eras[era]}`
}

function namesOf(list: ListOf): readonly string[] {
  return [listName(list), list.lang ?? '']
}

async function readPlaces(
  db: Db,
  era: Era,
  list: ListOf,
  asked: {
    readonly where: string
    readonly order: 'asc' | 'desc'
    readonly limit: number | null
    readonly values: readonly (string | number)[]
  },
): Promise<Place[]> {
  const { where, order, limit, values } = asked
  const rows = await rawQuery<{ order_at: number; article: string }>(
    db,
    `select order_at, article from live_entry where ${inList(era)} and ${where}
     order by order_at ${order}, article ${order}${limit === null ? '' : ' limit ?'}`,
    [...namesOf(list), ...values, ...(limit === null ? [] : [limit])],
  )
  return rows.map(placeOf)
}

function listName(list: ListOf): string {
  if (list.only !== undefined) return list.only
  if (list.person !== undefined) return `p.${list.person}`
  return list.section === undefined ? '' : `s.${list.section}`
}

function placeOf(row: { order_at: number; article: string }): Place {
  return { order: Number(row.order_at), id: row.article }
}
