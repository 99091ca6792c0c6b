// The rows of what is published: the pinned state of articles, persons and settings, the pages with
// their digests and readings, and the editions. Only published.ts, pages.ts,
// editions.ts and indexing.ts read them.

export interface PublishedTables {
  live_article: { article: string; phase: number; article_json: string }
  live_entry: LiveEntryRow
  live_person: { person: string; phase: number; person_json: string }
  live_newsroom: { phase: number; newsroom_json: string }
  page: PageRow
  /** What a page read when it was last rendered. */
  reading: { key: string; page: string }
  edition: EditionRow
  /** Phrases script conversion is told, see fixes.ts. */
  phrase_fix: { from_lang: string; to_lang: string; source: string; target: string }
  /** What the readers' search index has not been told yet. */
  unindexed: { kind: 'article' | 'person'; id: string }
  lease: { name: string; holder: string; until: number }
}

/** An article's place in one list: `list` '' is everything, `lang` '' is all languages together. */
export interface LiveEntryRow {
  list: string
  lang: string
  order_at: number
  article: string
  /** "2020-05-28" */
  day: string
  phase: number
}

export interface PageRow {
  name: string
  path: string
  /** SHA-256 of the file. */
  digest: string
  /** The edition that last changed it. */
  edition: number
}

export interface EditionRow {
  number: number
  state: 'committing' | 'published'
  /** The time in the record: milliseconds since 1970, rounded up to the hour. */
  time: number
  record: string
  touched: number
  gone: number
}
