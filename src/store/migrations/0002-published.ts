// What is published: pinned states, pages with their readings, editions and the publisher's lease.
import { type Db, sql } from '../db.ts'
import type { Migration } from '../migration.ts'

const statements = [
  `create table live_article (
     article text not null, phase integer not null, article_json text not null,
     primary key (article, phase))`,
  `create table live_entry (
     list text not null, lang text not null, order_at bigint not null, article text not null,
     month text not null, phase integer not null,
     primary key (list, lang, order_at, article, phase))`,
  `create index live_entry_article on live_entry (article)`,
  `create index live_entry_month on live_entry (list, lang, month, phase)`,
  `create table live_person (
     person text not null, phase integer not null, person_json text not null,
     primary key (person, phase))`,
  `create table live_newsroom (phase integer primary key, newsroom_json text not null)`,
  `create table page (
     name text primary key, path text not null unique, content text not null,
     digest text not null, edition integer not null)`,
  `create table reading (key text not null, page text not null, primary key (key, page))`,
  `create index reading_page on reading (page)`,
  `create table edition (
     number integer primary key, state text not null, time bigint not null, record text not null,
     touched integer not null, gone integer not null)`,
  `create table phrase_fix (
     from_lang text not null, to_lang text not null, source text not null, target text not null,
     primary key (from_lang, to_lang, source))`,
  `create table lease (name text primary key, holder text not null, until bigint not null)`,
  // Staging touches few rows of large tables: these find them.
  `create index live_article_staged on live_article (phase) where phase <> 0`,
  `create index live_entry_staged on live_entry (phase) where phase <> 0`,
  `create index live_person_staged on live_person (phase) where phase <> 0`,
]

export const published: Migration = {
  name: '0002-published',
  async up(db: Db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
