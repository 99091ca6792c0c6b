// PostgreSQL for newsrooms that have outgrown one file. Loaded only when a location asks for it.
import pg from 'pg'

/** int8: counts and milliseconds, all below 2^53. */
const int8 = 20

/** A pool of connections to `url`; nothing connects before the first query. */
export function openPostgres(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 8, types: { getTypeParser } })
  // Without a listener a server that restarts would end our process: an idle connection that breaks
  // is dropped by the pool, and whoever queries next gets a new one or an error of their own.
  pool.on('error', () => {})
  return pool
}

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: unknown) =>
  Number(oid) === int8 ? Number : pg.types.getTypeParser(oid, format as 'text')
