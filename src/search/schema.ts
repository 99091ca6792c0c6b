// The tables of the readers' index: one SQLite file that holds published words only. Full text without
// its own copy of the text (contentless): what is taken out is told word by word, and is really gone.
import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { folderOf, type Lang } from '../text/lang.ts'
import { gapToken, tokensOf } from '../text/tokens.ts'

/** Another number when the tables change: an index of another is made again. */
export const tablesVersion = '1'

const busyMs = 2000
const fts = `content='', columnsize=0, tokenize='ascii'`
const tables = `
  create table meta (name text primary key, value text not null) without rowid;
  -- A version and its place in time; the words of it are in the two tables of full text.
  create table doc (id integer primary key, article text not null, lang text not null);
  create index doc_article on doc (article);
  create table shown (doc integer primary key, shown text not null, mark text not null,
    words blob not null);
  create table person (id text primary key, person text not null) without rowid;
  create table named (person text not null, doc integer not null, spelling text not null,
    primary key (person, doc)) without rowid;
  create index named_doc on named (doc);
  create virtual table folded using fts5(text, mark, ${fts}, prefix='2 3 4');
  create virtual table exact using fts5(text, mark, ${fts});
  insert into folded (folded, rank) values ('secure-delete', 1);
  insert into exact (exact, rank) values ('secure-delete', 1);
  insert into folded (folded, rank) values ('hashsize', 16777216);
  insert into exact (exact, rank) values ('hashsize', 16777216);
`

/** Makes an empty index for writing; everyone may read it, nothing in it is private. */
export function createIndex(path: string): DatabaseSync {
  closeSync(openSync(path, 'wx', 0o644))
  const database = new DatabaseSync(path, { timeout: busyMs })
  // A rollback journal: the file may be read by a user who can write nothing beside it.
  database.exec(`pragma journal_mode = delete; pragma secure_delete = on; ${tables}`)
  return database
}

/** Opens an index for writing; null when there is none. */
export function openToWrite(path: string): DatabaseSync | null {
  if (!existsSync(path)) return null
  const database = new DatabaseSync(path, { timeout: busyMs })
  // What does not fit the memory must wait for the commit: readers are shut out only then.
  database.exec(
    'pragma journal_mode = delete; pragma synchronous = full; pragma secure_delete = on; pragma cache_spill = off; pragma cache_size = -32768',
  )
  return database
}

/** Opens an index for reading only. Throws what SQLite says when it cannot be. */
export function openToRead(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: busyMs })
  database.exec(
    'pragma query_only = on; pragma cache_size = -16384; pragma mmap_size = 268435456; pragma temp_store = memory',
  )
  return database
}

/** A value kept beside the rows: who wrote the index, for which edition. */
export function readIndexMeta(database: DatabaseSync, name: string): string | null {
  const row = database.prepare('select value from meta where name = ?').get(name)
  return row === undefined ? null : String(row['value'])
}

/** Longer texts are found by their beginning. */
const textMax = 400_000

/** What is kept of a text, and comes back the same from packText() and unpackText(). */
export function keptText(text: string): string {
  return text.slice(0, textMax).toWellFormed()
}

/** What the two tables of full text are told of a kept text. */
export function indexWords(text: string, lang: Lang): { folded: string; exact: string } {
  const lines = text.split('\n')
  const tokens = lines.map((line) => tokensOf(line, lang))
  return {
    folded: tokens.map((line) => line.map((one) => one.folded).join(' ')).join(` ${gapToken} `),
    exact: tokens.map((line) => line.map((one) => one.exact).join(' ')).join(` ${gapToken} `),
  }
}

/** The tokens a version is marked with: its language and the persons it names. */
export function markOf(lang: Lang, people: readonly string[]): string {
  return [langMark(lang), ...people.map(personMark)].join(' ')
}

export function langMark(lang: Lang): string {
  return `l${folderOf(lang).replaceAll('-', '')}`
}

export function personMark(person: string): string {
  return `p${person}`
}

export function packText(text: string): Uint8Array {
  return deflateRawSync(text, { level: 3 })
}

export function unpackText(packed: Uint8Array): string {
  return inflateRawSync(packed, { maxOutputLength: 4 * textMax }).toString()
}
