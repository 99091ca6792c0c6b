// Whom an import brought into the register, so that it can be taken back.
import { type Db, sql } from '../db.ts'
import type { Migration } from '../migration.ts'

export const importPeople: Migration = {
  name: '0011-import-people',
  async up(db: Db) {
    await sql
      .raw(
        `create table import_person (
           run integer not null references import_run (number), person text not null,
           primary key (run, person))`,
      )
      .execute(db)
  },
}
