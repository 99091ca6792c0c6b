import type { Db } from '../../src/store/db.ts'

/** Checks by what they promise, each for an empty database. */
export type Promises = Readonly<Record<string, (db: Db) => Promise<void>>>
