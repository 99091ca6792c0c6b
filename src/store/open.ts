// Opens the newsroom's database, brings its tables up to date, and gives the handle that every
// verb of the store takes first.
import { type Db, postgresDb, sql, sqliteDb } from './db.ts'
import { migrate } from './migrate.ts'
import { openSqlite } from './sqlite.ts'

export interface Store {
  readonly db: Db
  readonly dialect: 'sqlite' | 'postgres'
  /** Waits for the queries under way; the store must not be used afterwards. */
  close(): Promise<void>
}

/**
 * Opens `location`: the path of newsroom.db (created when missing), ":memory:", or a postgres:// URL.
 * `cacheMiB` is how much of a file it keeps in memory. Throws NewerStoreError when a newer Xewer has written there, and whatever the engine says.
 */
export async function openStore(location: string, cacheMiB?: number): Promise<Store> {
  const dialect = /^postgres(?:ql)?:\/\//.test(location) ? 'postgres' : 'sqlite'
  const db =
    dialect === 'sqlite' ? sqliteDb(openSqlite(location, cacheMiB)) : await postgres(location)
  const close = (): Promise<void> => db.destroy()
  try {
    await migrate(db)
  } catch (error) {
    await close()
    throw error
  }
  return { db, dialect, close }
}

/**
 * Opens a copy of `store` made in the new file `file`, for a long trial that would keep all writers of
 * a file waiting; null for a server, where nobody waits. The caller closes it and removes the file.
 */
export async function copyStore({ db, dialect }: Store, file: string): Promise<Store | null> {
  if (dialect !== 'sqlite') return null
  await sql`vacuum into ${file}`.execute(db)
  return openStore(file)
}

async function postgres(url: string): Promise<Db> {
  const { openPostgres } = await import('./postgres.ts')
  return postgresDb(openPostgres(url))
}
