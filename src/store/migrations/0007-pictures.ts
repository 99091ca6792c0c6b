// What the newsroom knows of a picture beside its bytes: when it came, and what it shows, in words.
import { type Db, sql } from '../db.ts'
import type { Migration } from '../migration.ts'

const statements = [
  `alter table picture add column added_at bigint`,
  `create table picture_alt (
     picture text not null references picture (digest), lang text not null, alt text not null,
     primary key (picture, lang))`,
]

export const pictures: Migration = {
  name: '0007-pictures',
  async up(db: Db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
