// What a step of the tables' history is. Forward only; a released step is never edited.
import type { Db } from './db.ts'

/** One step. `up` runs on both engines: portable SQL only. */
export interface Migration {
  /** "0001-first": four digits, counted up without gaps, and what the step is about. */
  readonly name: string
  readonly up: (db: Db) => Promise<void>
}
