// What is published and not in the readers' search index yet.
import { type Db, sql } from '../db.ts'
import type { Migration } from '../migration.ts'

export const unindexed: Migration = {
  name: '0003-unindexed',
  async up(db: Db) {
    await sql
      .raw('create table unindexed (kind text not null, id text not null, primary key (kind, id))')
      .execute(db)
  },
}
