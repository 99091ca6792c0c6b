// The pages of the published tree: which file each is, its digests, the edition that last changed
// it, and what it read when it was rendered. From the readings a change finds its pages.
import { type Db, rawQuery } from './db.ts'
import { insertRows } from './insert.ts'
import { many } from './many.ts'
import type { PageRow } from './published-tables.ts'

export type { PageRow } from './published-tables.ts'

export interface PutPage extends PageRow {
  readonly readings: readonly string[]
}

const chunkRows = 400

/** The pages with these names that exist. */
export async function readPages(db: Db, names: readonly string[]): Promise<PageRow[]> {
  const found: PageRow[] = []
  for (const part of chunks(names)) {
    const { places, values } = many(part.map((name) => [name]))
    const text = `select name, path, digest, edition from page where name in (${places})`
    found.push(...(await rawQuery<PageRow>(db, text, values)))
  }
  return found
}

/** Every page, in the order of names. For full builds and checks only: as many rows as pages. */
export async function readAllPages(db: Db): Promise<PageRow[]> {
  return db.selectFrom('page').selectAll().orderBy('name').execute()
}

/** The name of every page. */
export async function pageNames(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('page').select('name').execute()
  return rows.map(({ name }) => name)
}

/** Names of the pages that read one of these keys. */
export async function pagesReading(db: Db, keys: readonly string[]): Promise<string[]> {
  const names = new Set<string>()
  for (const part of chunks(keys)) {
    const { places, values } = many(part.map((key) => [key]))
    const text = `select page from reading where key in (${places})`
    const rows = await rawQuery<{ page: string }>(db, text, values)
    for (const row of rows) names.add(row.page)
  }
  return [...names]
}

/** What pages read, of the keys that begin with `prefix`. */
export async function readingsOf(
  db: Db,
  names: readonly string[],
  prefix: string,
): Promise<string[]> {
  const keys = new Set<string>()
  for (const part of chunks(names)) {
    const { places, values } = many(part.map((name) => [name]))
    const text = `select distinct key from reading where page in (${places}) and key like ?`
    const rows = await rawQuery<{ key: string }>(db, text, [...values, `${prefix}%`])
    for (const row of rows) keys.add(row.key)
  }
  return [...keys]
}

/** The pages whose names begin with `prefix`, which holds no "%" or "_". Looks at every name. */
export async function readPagesNamedLike(db: Db, prefix: string): Promise<PageRow[]> {
  return db
    .selectFrom('page')
    .selectAll()
    .where('name', 'like', `${prefix}%`)
    .orderBy('name')
    .execute()
}

/** Keeps pages as rendered, with what they read; none of them may be kept already. */
export async function putPages(tx: Db, pages: readonly PutPage[]): Promise<void> {
  const rows = pages.map(({ name, path, digest, edition }) => [name, path, digest, edition])
  await insertRows(tx, 'page', ['name', 'path', 'digest', 'edition'], rows)
  await insertReadings(tx, pages)
}

/** Replaces the readings of pages. */
export async function putReadings(
  tx: Db,
  pages: readonly Pick<PutPage, 'name' | 'readings'>[],
): Promise<void> {
  for (const part of chunks(pages)) {
    const { places, values } = many(part.map(({ name }) => [name]))
    await rawQuery(tx, `delete from reading where page in (${places})`, values)
  }
  await insertReadings(tx, pages)
}

async function insertReadings(
  tx: Db,
  pages: readonly Pick<PutPage, 'name' | 'readings'>[],
): Promise<void> {
  const rows = pages.flatMap(({ name, readings }) => readings.map((key) => [key, name]))
  await insertRows(tx, 'reading', ['key', 'page'], rows)
}

/** Forgets pages that are no more, or are to be put anew: two of them may exchange their places. */
export async function dropPages(tx: Db, names: readonly string[]): Promise<void> {
  for (const part of chunks(names)) {
    const { places, values } = many(part.map((name) => [name]))
    await rawQuery(tx, `delete from reading where page in (${places})`, values)
    await rawQuery(tx, `delete from page where name in (${places})`, values)
  }
}

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += chunkRows) yield all.slice(at, at + chunkRows)
}
