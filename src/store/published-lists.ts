// The lists readers see, as the live state has them: places of articles, newest first, by list, period
// and neighbourhood. What stands in them is staged and settled in published.ts.
import type { PersonId } from '../model/id.ts'
import type { Lang } from '../text/lang.ts'
import { type Db, rawQuery, sql } from './db.ts'
import { type Era, eras } from './published.ts'

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

/** The newest places of a list, newest first. */
export async function readNewest(db: Db, era: Era, list: ListOf, limit: number): Promise<Place[]> {
  return readPlaces(db, era, list, { where: 'true', order: 'desc', limit, values: [] })
}

/** How many versions are withdrawn while readers see them still, until the next edition. */
export async function countStillShown(db: Db): Promise<number> {
  const row = await db
    .selectFrom('version')
    .innerJoin('live_entry', (join) =>
      join
        .onRef('live_entry.article', '=', 'version.article')
        .onRef('live_entry.lang', '=', 'version.lang'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('version.withdrawn_on', 'is not', null)
    .where('live_entry.list', '=', '')
    .where('live_entry.phase', '<=', 0)
    .executeTakeFirstOrThrow()
  return Number(row.count)
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
