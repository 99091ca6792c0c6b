// The query builder behind one door: the only file that imports Kysely. Both engines take one
// writer at a time, from the first statement of a transaction on: a transaction that reads first
// and writes later then waits for its turn instead of failing half way.
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'
import type { Tables } from './tables.ts'

export type { RawBuilder } from 'kysely'
export { sql } from 'kysely'

/** A database or a transaction in it: every verb of the store takes one first. */
export type Db = Kysely<Tables>

/** Any number, the same for every Xewer: names the lock that writers on PostgreSQL queue at. */
const writerLock = 0x786577

/** SQLite over an opened database, see sqlite.ts. */
export function sqliteDb(database: SqliteDatabase): Db {
  const dialect = new SqliteDialect({ database })
  dialect.createDriver = () => new ImmediateDriver({ database })
  return new Kysely<Tables>({ dialect })
}

/** PostgreSQL over a pool, see postgres.ts. */
export function postgresDb(pool: PostgresPool): Db {
  const dialect = new PostgresDialect({ pool })
  dialect.createDriver = () => new LockingDriver({ pool })
  return new Kysely<Tables>({ dialect })
}

/** Runs a finished statement whose values stand as `?`; for statements written once and used often. */
export async function rawQuery<Row = never>(
  db: Db,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  let place = 0
  const query = isPostgres(db) ? text.replace(/\?/g, () => `$${++place}`) : text
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(query, [...values]))
  return rows
}

/** Which of the two engines is behind `db`. */
export function isPostgres(db: Db): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

class LockingDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
    await connection.executeQuery(CompiledQuery.raw(`select pg_advisory_xact_lock(${writerLock})`))
  }
}
