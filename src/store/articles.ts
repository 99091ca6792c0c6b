// Articles: everything about a story but its words. A change here shows at the next publish in all
// its languages; nothing here is versioned.
import type { Article } from '../model/article.ts'
import type { ArticleId, Digest, PersonId } from '../model/id.ts'
import { checkMoment, type Moment, orderOf } from '../model/time.ts'
import type { Db } from './db.ts'
import { markPending } from './pending.ts'
import { readSources } from './sources.ts'
import type { ArticleRow } from './tables.ts'
import { inTransaction } from './transaction.ts'

/** What can be said of an article; persons come from confirmed links, see people/register.ts. */
export interface ArticleFields
  extends Pick<
    Article,
    'when' | 'whenOpen' | 'section' | 'tags' | 'speakerProposed' | 'place' | 'image' | 'poster'
  > {
  /** Names as the article gives them, in order. */
  readonly speakers: readonly string[]
}

/** Where articles without a date stand: before the newest, so that somebody settles them. */
const openSortAt = 8_640_000_000_000_000

const noFields: ArticleFields = {
  when: null,
  whenOpen: null,
  section: null,
  tags: [],
  speakerProposed: null,
  place: null,
  image: null,
  poster: null,
  speakers: [],
}

/** Adds an article under a new `id`; fields not given are empty. Fails when the id is taken. */
export async function createArticle(
  db: Db,
  id: ArticleId,
  fields: Partial<ArticleFields>,
): Promise<void> {
  const { speakers, ...rest } = { ...noFields, ...fields }
  await inTransaction(db, async (tx) => {
    await tx
      .insertInto('article')
      .values({ id, ...rowOf(rest) })
      .execute()
    await insertSpeakers(tx, id, speakers)
    await markPending(tx, 'article', id)
  })
}

/**
 * Changes the fields given; giving a date settles an open one. Returns whether anything changed.
 * RangeError when there is no such article.
 */
export async function updateArticle(
  db: Db,
  id: ArticleId,
  changes: Partial<ArticleFields>,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const before = await readArticle(tx, id)
    if (before === null) throw new RangeError(`Cannot change article "${id}": there is none`)
    const { speakers, ...rest } = changes
    const now = rowOf(before)
    const next = rowOf({ ...before, ...rest })
    const spokenBefore = before.speakers.map(({ name }) => name)
    const speakersMoved = speakers !== undefined && !sameJson(speakers, spokenBefore)
    if (sameJson(now, next) && !speakersMoved) return false
    await tx.updateTable('article').set(next).where('id', '=', id).execute()
    if (speakersMoved) {
      await tx.deleteFrom('speaker').where('article', '=', id).execute()
      await insertSpeakers(tx, id, speakers)
    }
    await markPending(tx, 'article', id)
    return true
  })
}

/** The article, or null. */
export async function readArticle(db: Db, id: ArticleId): Promise<Article | null> {
  return (await readArticles(db, [id])).get(id) ?? null
}

/** The articles among `ids` that exist, by id; a few thousand at a time. */
export async function readArticles(
  db: Db,
  ids: readonly ArticleId[],
): Promise<ReadonlyMap<ArticleId, Article>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('article').selectAll().where('id', 'in', ids).execute()
  const speakers = await db
    .selectFrom('speaker')
    .select(['article', 'name'])
    .where('article', 'in', ids)
    .orderBy('article')
    .orderBy('position')
    .execute()
  const links = await db
    .selectFrom('person_link')
    .innerJoin('person', 'person.id', 'person_link.person')
    .select(['article', 'spelling', 'place', 'person.root'])
    .where('article', 'in', ids)
    .where('status', '=', 'confirmed')
    .orderBy('person.root')
    .execute()
  const spoken = Map.groupBy(speakers, ({ article }) => article)
  const linked = Map.groupBy(links, ({ article }) => article)
  const sources = await readSources(db, ids)
  const articles = rows.map((row): Article => {
    const mine = linked.get(row.id) ?? []
    const about = mine.filter(({ place }) => place !== 'speaker').map(({ root }) => root)
    const personOf = (name: string): PersonId | null => {
      const link = mine.find(({ spelling, place }) => place === 'speaker' && spelling === name)
      return (link?.root ?? null) as PersonId | null
    }
    return {
      ...fieldsOf(row),
      id: row.id as ArticleId,
      speakers: (spoken.get(row.id) ?? []).map(({ name }) => ({ name, person: personOf(name) })),
      people: [...new Set(about)] as PersonId[],
      source: sources.get(row.id as ArticleId) ?? null,
    }
  })
  return new Map(articles.map((article) => [article.id, article]))
}

async function insertSpeakers(tx: Db, id: ArticleId, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const rows = names.map((name, position) => ({ article: id, position, name }))
  await tx.insertInto('speaker').values(rows).execute()
}

function rowOf(fields: Omit<ArticleFields, 'speakers'>): Omit<ArticleRow, 'id'> {
  const when = fields.when === null ? null : checkMoment(fields.when)
  return {
    sort_at: when === null ? openSortAt : orderOf(when),
    date: when?.date ?? null,
    time: when?.time ?? null,
    zone: when?.zone ?? null,
    precision: when?.precision ?? null,
    raw: when?.raw ?? null,
    when_open: when === null ? fields.whenOpen : null,
    section: fields.section,
    tags: JSON.stringify(fields.tags),
    speaker_proposed: fields.speakerProposed,
    place: fields.place,
    image: fields.image,
    poster: fields.poster,
  }
}

function fieldsOf(row: ArticleRow): Omit<ArticleFields, 'speakers'> {
  return {
    when: whenOf(row),
    whenOpen: row.when_open,
    section: row.section,
    tags: JSON.parse(row.tags) as string[],
    speakerProposed: row.speaker_proposed,
    place: row.place,
    image: row.image as Digest | null,
    poster: row.poster,
  }
}

function whenOf(row: ArticleRow): Moment | null {
  const { date, time, zone, precision, raw } = row
  if (date === null || precision === null) return null
  return { date, time, zone, precision, raw }
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
