// node:sqlite in the shape Kysely asks for. Safe before fast: a commit is on the disk when it
// returns (synchronous = full), and deleted words are overwritten in the file (secure_delete).
import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

interface Statement {
  readonly reader: boolean
  all(parameters: readonly unknown[]): unknown[]
  run(parameters: readonly unknown[]): {
    changes: number | bigint
    lastInsertRowid: number | bigint
  }
  iterate(parameters: readonly unknown[]): IterableIterator<unknown>
}

interface Database {
  prepare(sql: string): Statement
  close(): void
}

const busyMs = 10_000
const statementsKept = 300

/**
 * Opens `path`, or a database in memory for ":memory:". Creates the file, for its owner only. So many
 * MiB of the file are kept in memory.
 */
export function openSqlite(path: string, cacheMiB = 64): Database {
  if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600))
  const database = new DatabaseSync(path, {
    timeout: busyMs,
    enableForeignKeyConstraints: true,
    enableDoubleQuotedStringLiterals: false,
  })
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma secure_delete = on;
    pragma cache_size = -${cacheMiB * 1024};
    pragma temp_store = memory;
  `)
  return { prepare: keepingStatements(database), close: () => database.close() }
}

/** Preparing costs more than most of our queries: the ones used last are kept. */
function keepingStatements(database: DatabaseSync): (sql: string) => Statement {
  const kept = new Map<string, Statement>()
  return (sql) => {
    const statement = kept.get(sql) ?? adapt(database, sql)
    kept.delete(sql)
    kept.set(sql, statement)
    if (kept.size > statementsKept) kept.delete(kept.keys().next().value ?? sql)
    return statement
  }
}

function adapt(database: DatabaseSync, sql: string): Statement {
  const statement: StatementSync = database.prepare(sql)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    // A statement of its own: a kept one would be reset under a reader who has not finished.
    iterate: (parameters) => database.prepare(sql).iterate(...values(parameters)),
  }
}

/** node:sqlite refuses what it cannot bind (undefined, booleans) with a TypeError of its own. */
function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[]
}
