// A throw-away database beside the newsroom's: a source whose parts lie far from each other (a node
// here, its text a gigabyte later) is laid out in it once and then read in order, in little memory.
// Only columns that an article is made of are ever put there; it is gone when the import ends.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'

export type Cell = string | number | null
export type Row = Readonly<Record<string, Cell>>

export interface Scratch {
  /** Makes a table without rows. */
  table(name: string, columns: readonly string[]): void
  insert(name: string, values: readonly Cell[]): void
  /** Runs a statement that gives nothing back. */
  run(sql: string, ...values: readonly Cell[]): void
  all(sql: string, ...values: readonly Cell[]): readonly Row[]
  first(sql: string, ...values: readonly Cell[]): Row | null
  /** One after the other; other questions may be asked meanwhile. */
  each(sql: string, ...values: readonly Cell[]): IterableIterator<Row>
  tables(): ReadonlyMap<string, readonly string[]>
}

/** Opens an empty one in `folder`; what an earlier run left there is removed. Close it when done. */
export function openScratch(folder: string): { readonly scratch: Scratch; close(): void } {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(join(folder, 'scratch.db'))
  database.exec(`
    pragma page_size = 16384;
    pragma journal_mode = memory;
    pragma synchronous = off;
    pragma cache_size = -16384;
    pragma temp_store = file;
    begin`)
  return {
    scratch: scratchOf(database),
    close() {
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A name as SQL has it. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A cell as text, or null. */
export function textIn(row: Row | null, column: string): string | null {
  const cell = row?.[column] ?? null
  return cell === null ? null : String(cell)
}

function scratchOf(database: DatabaseSync): Scratch {
  const tables = new Map<string, readonly string[]>()
  const inserts = new Map<string, StatementSync>()
  const kept = new Map<string, StatementSync>()
  const prepared = (sql: string): StatementSync => {
    const statement = kept.get(sql) ?? database.prepare(sql)
    kept.set(sql, statement)
    return statement
  }
  return {
    table(name, columns) {
      tables.set(name, columns)
      database.exec(`create table ${sqlName(name)} (${columns.map(sqlName).join(', ')})`)
      const places = columns.map(() => '?').join(', ')
      inserts.set(name, database.prepare(`insert into ${sqlName(name)} values (${places})`))
    },
    insert(name, values) {
      inserts.get(name)?.run(...values)
    },
    run: (sql, ...values) => void prepared(sql).run(...values),
    all: (sql, ...values) => prepared(sql).all(...values) as unknown as Row[],
    first: (sql, ...values) => (prepared(sql).get(...values) ?? null) as Row | null,
    each: (sql, ...values) =>
      database.prepare(sql).iterate(...values) as unknown as IterableIterator<Row>,
    tables: () => tables,
  }
}
