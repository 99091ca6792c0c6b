// Writing the index: articles and persons put in place of what was known of them, in one transaction
// per call of update(). Work grows with what is put, not with what is there.
import { renameSync, rmSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { PersonId } from '../model/id.ts'
import { type Lang, parseLang } from '../text/lang.ts'
import type { Entry, Indexed } from './entry.ts'
import { firstPlace, lastVersion, placesFor, versionPlace } from './place.ts'
import {
  createIndex,
  indexWords,
  keptText,
  markOf,
  openToWrite,
  packText,
  readIndexMeta,
  tablesVersion,
  unpackText,
} from './schema.ts'

export interface IndexWriter {
  /** The versions of each article in place of the old ones; none takes it out. */
  putArticles(articles: ReadonlyMap<string, readonly Entry[]>): void
  /** A listed person, or null for one who must not be found. True when they come or go. */
  putPerson(id: PersonId, person: Indexed | null): boolean
  /** A value beside the rows. */
  putMeta(name: string, value: string): void
}

export interface SearchIndex {
  /** The stamp of the last update; null for an index nobody has finished. */
  readonly stamp: string | null
  /** Everything `write` puts and the stamp become visible at once, or nothing does. */
  update(stamp: string, write: (to: IndexWriter) => Promise<void>): Promise<void>
  close(): void
}

/** The index at `path`, or null when there is none that `maker` has made (its fingerprint). */
export function openIndex(path: string, maker: string): SearchIndex | null {
  let database: DatabaseSync | null = null
  try {
    database = openToWrite(path)
    if (database === null) return null
    if (readIndexMeta(database, 'maker') === `${tablesVersion} ${maker}`) return indexOver(database)
  } catch (error) {
    // A damaged file, or one that is no index: it is made again from what is published.
    if (!(error instanceof Error && 'errcode' in error)) throw error
    if (Number(error.errcode) === sqliteBusy) throw error
  }
  database?.close()
  return null
}

const sqliteBusy = 5

/**
 * Makes the index anew beside the old one, which serves until it is replaced. `fill` writes in as
 * many steps as it likes.
 */
export async function rebuildIndex(
  path: string,
  made: { readonly maker: string; readonly stamp: string },
  fill: (step: (write: (to: IndexWriter) => Promise<void>) => Promise<void>) => Promise<void>,
): Promise<void> {
  const fresh = `${path}.new`
  for (const name of [fresh, `${fresh}-journal`]) rmSync(name, { force: true })
  const database = createIndex(fresh)
  try {
    // A file that is thrown away when anything fails needs no journal.
    database.exec(
      'pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -131072',
    )
    setMerging(database, mergedAtEnd)
    await fill((write) => inOne(database, write))
    const writer = writerOver(database)
    writer.putMeta('maker', `${tablesVersion} ${made.maker}`)
    writer.putMeta('stamp', made.stamp)
    database.exec('pragma synchronous = full')
    // One segment in place of many: each word is then looked up once.
    for (const table of ['folded', 'exact'])
      database.exec(`insert into ${table} (${table}) values ('optimize')`)
    setMerging(database, mergedAsItGrows)
    // Written with the disk's word on it: everything before goes with it.
    writer.putMeta('made', made.stamp)
  } finally {
    database.close()
  }
  rmSync(`${path}-journal`, { force: true })
  renameSync(fresh, path)
}

/** Segments of one size that are merged in passing, and those that must be merged at once. */
interface Merging {
  readonly automerge: number
  readonly crisismerge: number
}

const mergedAsItGrows: Merging = { automerge: 4, crisismerge: 16 }
/** Words are merged once, not again and again; so many segments only that memory has room for them. */
const mergedAtEnd: Merging = { automerge: 0, crisismerge: 200 }

function setMerging(database: DatabaseSync, merging: Merging): void {
  for (const table of ['folded', 'exact'])
    for (const [name, value] of Object.entries(merging))
      database.exec(`insert into ${table} (${table}, rank) values ('${name}', ${value})`)
}

function indexOver(database: DatabaseSync): SearchIndex {
  return {
    get stamp() {
      return readIndexMeta(database, 'stamp')
    },
    update: (stamp, write) =>
      inOne(database, async (to) => {
        await write(to)
        to.putMeta('stamp', stamp)
      }),
    close: () => database.close(),
  }
}

async function inOne(
  database: DatabaseSync,
  write: (to: IndexWriter) => Promise<void>,
): Promise<void> {
  database.exec('begin immediate')
  try {
    await write(writerOver(database))
    database.exec('commit')
  } catch (cause) {
    database.exec('rollback')
    throw cause
  }
}

const writers = new WeakMap<DatabaseSync, IndexWriter>()

function writerOver(database: DatabaseSync): IndexWriter {
  const known = writers.get(database)
  if (known !== undefined) return known
  const rows = prepareAll(database)
  const writer: IndexWriter = {
    putArticles(articles) {
      const held = new Map<number, Kept>()
      for (const article of articles.keys())
        for (const { id, lang } of rows.docsOf.all(article) as unknown as DocRow[])
          held.set(id, takeOut(rows, id, parseLang(lang)))
      const next = [...articles].flatMap(([article, entries]) => {
        const [first] = entries
        return first === undefined ? [] : [{ start: firstPlace(article, first.order), entries }]
      })
      next.sort((a, b) => a.start - b.start)
      const holds = new Map<number, Kept>()
      for (const { entries } of next) {
        const { article, order } = entries[0]!
        const place = freePlace(rows, article, order)
        for (const [n, entry] of entries.entries()) {
          const id = versionPlace(place, n)
          holds.set(id, putIn(rows, id, entry))
        }
      }
      // In the order of places: full text gathers rows as long as they ascend, and writes away what
      // it has gathered when one does not.
      const ids = [...new Set([...held.keys(), ...holds.keys()])].sort((a, b) => a - b)
      for (const id of ids) changeWords(rows, id, held.get(id) ?? null, holds.get(id) ?? null)
    },
    putPerson(id, person) {
      const before = rows.person.get(id) !== undefined
      if (person === null) rows.dropPerson.run(id)
      else rows.putPerson.run(id, JSON.stringify(person))
      return before !== (person !== null)
    },
    putMeta(name, value) {
      rows.putMeta.run(name, value)
    },
  }
  writers.set(database, writer)
  return writer
}

interface DocRow {
  readonly id: number
  readonly lang: string
}

type Rows = ReturnType<typeof prepareAll>

function prepareAll(database: DatabaseSync) {
  const statements = {
    docsOf: 'select id, lang from doc where article = ?',
    isTaken: 'select 1 from doc where id between ? and ? limit 1',
    putDoc: 'insert into doc (id, article, lang) values (?, ?, ?)',
    dropDoc: 'delete from doc where id = ?',
    shown: 'select mark, words from shown where doc = ?',
    putShown: 'insert into shown (doc, shown, mark, words) values (?, ?, ?, ?)',
    dropShown: 'delete from shown where doc = ?',
    putNamed: 'insert or ignore into named (person, doc, spelling) values (?, ?, ?)',
    dropNamed: 'delete from named where doc = ?',
    person: 'select 1 from person where id = ?',
    putPerson: 'insert or replace into person (id, person) values (?, ?)',
    dropPerson: 'delete from person where id = ?',
    putMeta: 'insert or replace into meta (name, value) values (?, ?)',
    putFolded: 'insert into folded (rowid, text, mark) values (?, ?, ?)',
    putExact: 'insert into exact (rowid, text, mark) values (?, ?, ?)',
    dropFolded: `insert into folded (folded, rowid, text, mark) values ('delete', ?, ?, ?)`,
    dropExact: `insert into exact (exact, rowid, text, mark) values ('delete', ?, ?, ?)`,
  }
  return Object.fromEntries(
    Object.entries(statements).map(([name, sql]) => [name, database.prepare(sql)]),
  ) as Record<keyof typeof statements, StatementSync>
}

function freePlace(rows: Rows, article: string, order: number): number {
  for (const place of placesFor(article, order)) {
    if (rows.isTaken.get(place, lastVersion(place)) === undefined) return place
  }
  throw new RangeError('Cannot happen: places do not end')
}

/** What full text knows of a version. */
interface Kept {
  readonly lang: Lang
  readonly mark: string
  readonly text: string
}

/** All of an entry but its words. */
function putIn(rows: Rows, id: number, entry: Entry): Kept {
  const { article, lang, shown, people } = entry
  const text = keptText(entry.text)
  const mark = markOf(
    lang,
    people.map(({ person }) => person),
  )
  rows.putDoc.run(id, article, lang)
  rows.putShown.run(id, JSON.stringify(shown), mark, packText(text))
  for (const { person, spelling } of people) rows.putNamed.run(person, id, spelling)
  return { lang, mark, text }
}

/** All of a version but its words. */
function takeOut(rows: Rows, id: number, lang: Lang): Kept {
  const { mark, words } = rows.shown.get(id) as { mark: string; words: Uint8Array }
  rows.dropDoc.run(id)
  rows.dropShown.run(id)
  rows.dropNamed.run(id)
  return { lang, mark, text: unpackText(words) }
}

/** The words go one by one, as they were put in: the index then holds none of them any more. */
function changeWords(rows: Rows, id: number, old: Kept | null, next: Kept | null): void {
  const isSame = old?.text === next?.text && old?.mark === next?.mark && old?.lang === next?.lang
  if (isSame) return
  if (old !== null) {
    const { folded, exact } = indexWords(old.text, old.lang)
    rows.dropFolded.run(id, folded, old.mark)
    rows.dropExact.run(id, exact, old.mark)
  }
  if (next !== null) {
    const { folded, exact } = indexWords(next.text, next.lang)
    rows.putFolded.run(id, folded, next.mark)
    rows.putExact.run(id, exact, next.mark)
  }
}
