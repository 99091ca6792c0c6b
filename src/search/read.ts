// An index open for questions. It is looked after by the publisher, who may replace the file under us:
// a new file is opened, a changed register of people is read again, and a missing one is said so.
import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Lang } from '../text/lang.ts'
import type { Indexed } from './entry.ts'
import { type Found, find, type Limits, type Question, type Source } from './find.ts'
import { type People, peopleOf } from './people.ts'
import { yearOf } from './place.ts'
import { openToRead, readIndexMeta } from './schema.ts'

export interface Searcher {
  /** Null while there is no index, or none that can be read just now. */
  ask<T>(question: (index: ReadIndex) => T): T | null
  close(): void
}

export interface ReadIndex {
  /** The newest edition it knows. */
  readonly edition: number
  readonly languages: readonly Lang[]
  /** The years that have articles, newest first. */
  readonly years: readonly number[]
  readonly people: People
  /** A value the publisher left beside the rows, or null. */
  meta(name: string): string | null
  find(question: Question, limits: Limits): Found
}

/** What SQLite says of a file that is being written, is half written, or is none. */
const passing = {
  busy: 5,
  locked: 6,
  readonly: 8,
  ioError: 10,
  corrupt: 11,
  cannotOpen: 14,
  notADatabase: 26,
}

/** The index at `path`; it need not be there yet. */
export function openSearcher(path: string): Searcher {
  let open: { database: DatabaseSync; file: string; index: ReadIndex; stamp: string } | null = null
  const close = (): void => {
    open?.database.close()
    open = null
  }
  return {
    ask(question) {
      try {
        const file = fileOf(path)
        if (open !== null && open.file !== file) close()
        if (file === null) return null
        if (open === null) {
          const database = openToRead(path)
          open = { database, file, index: indexOver(database, null), stamp: stampOf(database) }
        }
        const stamp = stampOf(open.database)
        if (stamp !== open.stamp)
          open = { ...open, stamp, index: indexOver(open.database, open.index) }
        return question(open.index)
      } catch (error) {
        const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0
        if (!Object.values(passing).includes(code & 0xff)) throw error
        if ((code & 0xff) !== passing.busy) close()
        return null
      }
    },
    close,
  }
}

/** Which file lies there now: another one after a rebuild. */
function fileOf(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? null : `${stat.dev} ${stat.ino}`
}

function stampOf(database: DatabaseSync): string {
  return readIndexMeta(database, 'stamp') ?? ''
}

type Kept = ReadIndex & { readonly register: string }

function indexOver(database: DatabaseSync, before: ReadIndex | null): ReadIndex {
  const meta = (name: string): string | null => readIndexMeta(database, name)
  const languages = JSON.parse(meta('languages') ?? '[]') as Lang[]
  const register = meta('register') ?? ''
  const known = before as Kept | null
  const people = known?.register === register ? known.people : readPeople(database)
  const source: Source = { database, people, languages }
  const kept: Kept = {
    register,
    edition: Number(meta('edition') ?? 0),
    languages,
    years: yearsOf(database),
    people,
    meta,
    find: (question, limits) => find(source, question, limits),
  }
  return kept
}

function readPeople(database: DatabaseSync): People {
  const rows = database.prepare('select person from person order by id').all()
  return peopleOf(rows.map((row) => JSON.parse(String(row['person'])) as Indexed))
}

/** From the newest to the oldest article, with the years between. */
function yearsOf(database: DatabaseSync): readonly number[] {
  const { first, last } = database
    .prepare('select (select min(id) from doc) as first, (select max(id) from doc) as last')
    .get() as { first: number | null; last: number | null }
  if (first === null || last === null) return []
  const [from, to] = [yearOf(first), yearOf(last)]
  return Array.from({ length: Math.min(200, to - from + 1) }, (_, n) => to - n)
}
