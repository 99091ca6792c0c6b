// Pages are compared by the digest of their file: the second one, of the text without the edition's
// number, is no longer kept.
import { type Db, sql } from '../db.ts'
import type { Migration } from '../migration.ts'

export const pageDigest: Migration = {
  name: '0004-page-digest',
  async up(db: Db) {
    await sql.raw('alter table page drop column content').execute(db)
  },
}
