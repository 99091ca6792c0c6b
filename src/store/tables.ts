// The rows as they are kept, the same on both engines: instants as milliseconds since 1970, yes and
// no as 1 and 0, structured values as JSON text. Only the store reads rows; everyone else gets
// model values.

import type { AccessTables } from './access/tables.ts'
import type { PublishedTables } from './published-tables.ts'

export type Flag = 0 | 1
export type PendingKind = 'article' | 'person' | 'newsroom' | 'picture'

export interface Tables extends PublishedTables, AccessTables {
  migration: { number: number; name: string }
  /** The newsroom's settings under "newsroom", and private values (keys of hashes) by name. */
  meta: { name: string; value: string }
  pending: { kind: PendingKind; id: string; stamp: number }
  article: ArticleRow
  /** Speakers as the article names them; `position` counts from 0. */
  speaker: { article: string; position: number; name: string }
  source: SourceRow
  /** An old address belongs to one article. `lang` null: to whichever version suits the reader. */
  address: { path: string; article: string; lang: string | null }
  version: VersionRow
  revision: RevisionRow
  /** Public names for the old site's users; `byline` null: stays private. */
  poster: { poster: string; byline: string | null }
  picture: PictureRow
  /** What a picture shows, in words: proposed to every text that uses it. */
  picture_alt: { picture: string; lang: string; alt: string }
  /** Which revisions show a picture as a figure. */
  picture_use: { picture: string; article: string; lang: string; revision: number }
  /** Imports; "open" while one runs or was interrupted. `sections` is a JSON list of keys before it. */
  import_run: {
    number: number
    state: 'open' | 'done' | 'undone'
    started_at: number
    sections: string
  }
  /** JSON of an article as it was before an import; null when it was not there. */
  import_article: { run: number; article: string; before: string | null }
  /** Whom an import brought into the register. */
  import_person: { run: number; person: string }
  /** What an article may share with its translation; see proposals.ts. */
  translation_clue: { clue: string; article: string }
  /** `one` is the smaller id; `reasons` a JSON list of sentences. */
  translation_proposal: {
    one: string
    other: string
    reasons: string
    status: 'proposed' | 'rejected'
  }
  person: PersonRow
  spelling: SpellingRow
  person_link: PersonLinkRow
  draft: DraftRow
  /** Who writes which version just now. */
  writing: WritingRow
  /** `secret` in base64url; see access/device-keys.ts. */
  device_key: { session: string; account: string; secret: string }
}

export interface ArticleRow {
  id: string
  /** orderOf() of the moment; the largest Date of all while the date is open. */
  sort_at: number
  date: string | null
  time: string | null
  zone: string | null
  precision: 'day' | 'minute' | null
  raw: string | null
  when_open: string | null
  section: string | null
  /** JSON list. */
  tags: string
  speaker_proposed: string | null
  place: string | null
  image: string | null
  poster: string | null
}

export interface SourceRow {
  system: string
  key: string
  article: string
  /** The version this item became; null when it stands for the article as a whole. */
  lang: string | null
  /** Of the item as last imported: the same digest is an unchanged item. */
  digest: string
}

export interface VersionRow {
  article: string
  lang: string
  origin: 'written' | 'translated' | 'converted'
  origin_lang: string | null
  slug: string | null
  newest: number
  approved: number | null
  live: number | null
  in_review: Flag
  publish_at: number | null
  withdrawn_on: string | null
  withdrawal_note: string | null
}

export interface RevisionRow {
  article: string
  lang: string
  number: number
  headline: string
  teaser: string
  teaser_cut: Flag
  /** JSON of the body document. */
  body: string
  extent: 'whole' | 'beginning'
  byline: string | null
  translator: string | null
  /** JSON list. */
  corrections: string
  /** JSON object by digest. */
  alt: string
  made_at: number
  made_by: string | null
  made_from: number | null
}

export interface PictureRow {
  digest: string
  width: number
  height: number
  /** JSON list. */
  widths: string
  credit: string | null
  focus_x: number
  focus_y: number
  /** Milliseconds since 1970; private. Null: came with an import. */
  added_at: number | null
}

export interface PersonRow {
  id: string
  /** JSON object by language. */
  preferred: string
  unlisted: Flag
  slug: string | null
  /** The person this one was merged into; null when it stands for itself. */
  merged_into: string | null
  /** The person who stands for this one at the end of all merges; its own id when not merged. */
  root: string
}

export interface SpellingRow {
  person: string
  text: string
  source: string
  status: 'confirmed' | 'suggested' | 'rejected'
  search_only: Flag
}

export interface PersonLinkRow {
  article: string
  person: string
  /** The name as the article writes it. */
  spelling: string
  place: 'headline' | 'text' | 'speaker'
  status: 'proposed' | 'confirmed' | 'rejected'
}

export interface DraftRow {
  article: string
  lang: string
  window: string
  account: string
  /** The revision it was begun from, 0 for none. */
  base: number
  seq: number
  /** JSON of the words; null when they have become a revision. */
  text: string | null
  made_from: number | null
  saved_at: number
}

export interface WritingRow {
  article: string
  lang: string
  window: string
  account: string
  since: number
  seen_at: number
}
