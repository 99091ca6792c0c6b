// The first tables: settings, articles with their versions and revisions, people, pictures, and
// what is waiting to be published. The comments of tables.ts say what the columns mean.
import { type Db, sql } from '../db.ts'
import type { Migration } from '../migration.ts'

const statements = [
  `create table meta (name text primary key, value text not null)`,
  `create table pending (
     kind text not null, id text not null, stamp bigint not null, primary key (kind, id))`,

  `create table picture (
     digest text primary key, width integer not null, height integer not null,
     widths text not null, credit text,
     focus_x double precision not null, focus_y double precision not null)`,

  `create table article (
     id text primary key, sort_at bigint not null,
     date text, time text, zone text, precision text, raw text, when_open text,
     section text, tags text not null, speaker_proposed text, place text,
     image text references picture (digest), poster text)`,
  `create index article_newest on article (sort_at desc, id desc)`,
  `create index article_section on article (section, sort_at desc, id desc)`,
  `create index article_poster on article (poster)`,
  `create index article_image on article (image)`,
  `create table speaker (
     article text not null references article (id), position integer not null,
     name text not null, primary key (article, position))`,
  `create table source (
     system text not null, key text not null, article text not null references article (id),
     lang text, digest text not null, primary key (system, key))`,
  `create index source_article on source (article)`,
  `create table address (
     path text primary key, article text not null references article (id), lang text)`,
  `create index address_article on address (article)`,

  `create table version (
     article text not null references article (id), lang text not null,
     origin text not null, origin_lang text, slug text,
     newest integer not null, approved integer, live integer,
     in_review integer not null, publish_at bigint,
     withdrawn_on text, withdrawal_note text, primary key (article, lang))`,
  `create index version_lang on version (lang, article)`,
  `create index version_publish_at on version (publish_at)`,
  `create table revision (
     article text not null, lang text not null, number integer not null,
     headline text not null, teaser text not null, teaser_cut integer not null,
     body text not null, extent text not null, byline text, translator text,
     corrections text not null, alt text not null,
     made_at bigint not null, made_by text, made_from integer,
     primary key (article, lang, number),
     foreign key (article, lang) references version (article, lang))`,
  `create table picture_use (
     picture text not null references picture (digest), article text not null,
     lang text not null, revision integer not null,
     primary key (picture, article, lang, revision),
     foreign key (article, lang, revision) references revision (article, lang, number))`,
  `create table poster (poster text primary key, byline text)`,

  `create table person (
     id text primary key, preferred text not null, unlisted integer not null, slug text,
     merged_into text references person (id), root text not null)`,
  `create index person_root on person (root)`,
  `create table spelling (
     person text not null references person (id), text text not null, source text not null,
     status text not null, search_only integer not null, primary key (person, text))`,
  `create index spelling_text on spelling (text)`,
  `create table person_link (
     article text not null references article (id), person text not null references person (id),
     spelling text not null, place text not null, status text not null,
     primary key (article, person, spelling, place))`,
  `create index person_link_person on person_link (person, status)`,
]

export const first: Migration = {
  name: '0001-first',
  async up(db: Db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
