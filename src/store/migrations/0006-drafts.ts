// Texts on their way into revisions, who is writing just now, and the keys of the copies that
// browsers keep of what was typed.
import { type Db, sql } from '../db.ts'
import type { Migration } from '../migration.ts'

const statements = [
  `create table draft (
     article text not null references article (id), lang text not null, "window" text not null,
     account text not null, base integer not null, seq integer not null,
     text text, made_from integer, saved_at bigint not null, primary key (article, lang, "window"))`,
  `create table writing (
     article text not null references article (id), lang text not null, "window" text not null,
     account text not null, since bigint not null, seen_at bigint not null,
     primary key (article, lang))`,
  `create table device_key (
     session text primary key, account text not null, secret text not null)`,
  `create index device_key_account on device_key (account)`,
]

export const drafts: Migration = {
  name: '0006-drafts',
  async up(db: Db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
