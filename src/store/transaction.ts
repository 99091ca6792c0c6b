// Transactions: the same promise on both engines. One writer at a time, waiting for its turn;
// inside, use only the handle given to `work`: the outer one would wait for ever.
import type { Db } from './db.ts'

/**
 * Runs `work` as one transaction: all of it is durable on return, or none of it when it throws.
 * Inside a transaction it simply joins, so verbs can be combined into larger ones.
 */
export async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}
