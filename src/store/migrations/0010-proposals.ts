// Articles that may be translations of one another, what was said of them, and by what they are found.
import { type Db, sql } from '../db.ts'
import type { Migration } from '../migration.ts'

const statements = [
  `create table translation_clue (
     clue text not null, article text not null references article (id),
     primary key (clue, article))`,
  `create index translation_clue_article on translation_clue (article)`,
  `create table translation_proposal (
     one text not null references article (id), other text not null references article (id),
     reasons text not null, status text not null, primary key (one, other))`,
  `create index translation_proposal_other on translation_proposal (other)`,
]

export const proposals: Migration = {
  name: '0010-proposals',
  async up(db: Db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
