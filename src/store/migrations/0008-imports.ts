// Imports that can be taken back: which articles each touched, and what they were before.
import { type Db, sql } from '../db.ts'
import type { Migration } from '../migration.ts'

const statements = [
  `create table import_run (
     number integer primary key, state text not null, started_at bigint not null,
     sections text not null)`,
  `create table import_article (
     run integer not null references import_run (number), article text not null, before text,
     primary key (run, article))`,
]

export const imports: Migration = {
  name: '0008-imports',
  async up(db: Db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
