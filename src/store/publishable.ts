// What readers would see of an article or a person now, read from the newsroom's own tables: the
// approved revisions whose time has come, the confirmed persons, the public bylines.
import type { Correction, Origin } from '../model/article.ts'
import {
  type ArticleId,
  type Digest,
  type PersonId,
  parseArticleId,
  parsePersonId,
} from '../model/id.ts'
import type { LiveArticle, LivePerson, LiveVersion } from '../model/live.ts'
import { type Lang, parseLang } from '../text/lang.ts'
import { slugOf } from '../text/slug.ts'
import { type Db, sql } from './db.ts'
import { joinedSystem } from './sources.ts'
import type { ArticleRow, VersionRow } from './tables.ts'

/** How to look: only what is due at `now` (ms since 1970), languages in the newsroom's order. */
export interface Viewpoint {
  readonly now: number
  readonly languages: readonly Lang[]
}

/**
 * The next state of each article of `ids`: null where readers see nothing of it (no date, nothing
 * approved or due). Slugs that are not frozen yet are proposed from the headline.
 */
export async function readPublishable(
  db: Db,
  ids: readonly string[],
  view: Viewpoint,
): Promise<Map<ArticleId, LiveArticle | null>> {
  const result = new Map<ArticleId, LiveArticle | null>(ids.map((id) => [parseArticleId(id), null]))
  if (ids.length === 0) return result
  const [articles, versions, speakers, links, addresses, joined] = await Promise.all([
    db.selectFrom('article').selectAll().where('id', 'in', ids).execute(),
    readVersions(db, ids, view),
    db.selectFrom('speaker').selectAll().where('article', 'in', ids).orderBy('position').execute(),
    readConfirmed(db, ids),
    db.selectFrom('address').selectAll().where('article', 'in', ids).execute(),
    readJoined(db, ids),
  ])
  const bylines = await readPublicBylines(db, articles)
  const versionsOf = Map.groupBy(versions, (version) => version.article)
  const speakersOf = Map.groupBy(speakers, (speaker) => speaker.article)
  const linksOf = Map.groupBy(links, (link) => link.article)
  const addressesOf = Map.groupBy(addresses, (address) => address.article)
  for (const row of articles) {
    const shown = versionsOf.get(row.id) ?? []
    if (row.date === null || shown.length === 0) continue
    const byline = row.poster === null ? null : (bylines.get(row.poster) ?? null)
    const named = linksOf.get(row.id) ?? []
    const id = parseArticleId(row.id)
    const others = joined.get(row.id) ?? []
    result.set(id, {
      id,
      when: momentOf(row),
      section: row.section,
      place: row.place,
      speakers: (speakersOf.get(row.id) ?? []).map(({ name }) => ({
        name,
        person:
          named.find((link) => link.place === 'speaker' && link.spelling === name)?.person ?? null,
      })),
      people: [...new Set(named.map((link) => link.person))],
      image: row.image as Digest | null,
      versions: shown
        .map((version) => liveVersion(version, { byline, image: row.image }))
        .sort((a, b) => view.languages.indexOf(a.lang) - view.languages.indexOf(b.lang)),
      addresses: (addressesOf.get(row.id) ?? [])
        .map(({ path, lang }) => ({ path, lang: lang === null ? null : parseLang(lang) }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
      ...(others.length > 0 && { joined: others.map(({ key }) => parseArticleId(key)) }),
    })
  }
  return result
}

/** Articles that were joined with each of `ids`; one that stands for itself again keeps its places. */
async function readJoined(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly { readonly key: string }[]>> {
  const rows = await db
    .selectFrom('source')
    .leftJoin('article as itself', 'itself.id', 'source.key')
    .select(['source.article', 'source.key'])
    .where('source.article', 'in', ids)
    .where('system', '=', joinedSystem)
    .where('itself.id', 'is', null)
    .orderBy('source.key')
    .execute()
  return Map.groupBy(rows, ({ article }) => article)
}

/** The next state of a person: null when unlisted, merged into another or unknown. */
export async function readListedPerson(db: Db, id: PersonId): Promise<LivePerson | null> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || row.unlisted === 1 || row.merged_into !== null) return null
  const preferred = JSON.parse(row.preferred) as LivePerson['preferred']
  const merged = db.selectFrom('person').select('id').where('root', '=', id)
  const spellings = await db
    .selectFrom('spelling')
    .select(['text', 'search_only'])
    .where('person', 'in', merged)
    .where('status', '=', 'confirmed')
    .orderBy('text')
    .execute()
  const textsOf = (searchOnly: 0 | 1): string[] => [
    ...new Set(spellings.flatMap((one) => (one.search_only === searchOnly ? [one.text] : []))),
  ]
  return {
    id,
    slug: row.slug ?? personSlug(preferred),
    preferred,
    spellings: textsOf(0),
    searchOnly: textsOf(1),
  }
}

/** Ids of all articles with something approved, in order of id, after `after`; for full builds. */
export async function readApprovedIds(db: Db, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('version')
    .select('article')
    .distinct()
    .where('approved', 'is not', null)
    .where('article', '>', after)
    .orderBy('article')
    .limit(limit)
    .execute()
  return rows.map((row) => row.article)
}

/** Articles whose approved revision was held back and is due at `now`. */
export async function readDue(db: Db, now: number): Promise<string[]> {
  const rows = await db
    .selectFrom('version')
    .select('article')
    .distinct()
    .where('publish_at', 'is not', null)
    .where('publish_at', '<=', now)
    .execute()
  return rows.map((row) => row.article)
}

type ShownVersion = VersionRow & {
  number: number
  headline: string
  teaser: string
  byline: string | null
  corrections: string
  alt: string
}

async function readVersions(
  db: Db,
  ids: readonly string[],
  view: Viewpoint,
): Promise<ShownVersion[]> {
  const rows = await db
    .selectFrom('version')
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.article', '=', 'version.article')
        .onRef('revision.lang', '=', 'version.lang')
        .on('revision.number', '=', dueRevision(view.now)),
    )
    .selectAll('version')
    .select(['number', 'headline', 'teaser', 'byline', 'corrections', 'alt'])
    .where('version.article', 'in', ids)
    .execute()
  return rows.filter(
    (row) =>
      view.languages.includes(row.lang as Lang) && (row.withdrawn_on === null || row.live !== null),
  )
}

/** The approved revision once it is due; until then, and after a withdrawal, the live one. */
function dueRevision(now: number) {
  return sql<number>`case when version.withdrawn_on is null
    and (version.publish_at is null or version.publish_at <= ${now})
    then version.approved else version.live end`
}

async function readConfirmed(db: Db, ids: readonly string[]) {
  const rows = await db
    .selectFrom('person_link')
    .innerJoin('person', 'person.id', 'person_link.person')
    .select(['person_link.article', 'person_link.spelling', 'person_link.place', 'person.root'])
    .where('person_link.article', 'in', ids)
    .where('person_link.status', '=', 'confirmed')
    .orderBy('person_link.place', 'desc')
    .orderBy('person.root')
    .execute()
  return rows.map((row) => ({ ...row, person: parsePersonId(row.root) }))
}

async function readPublicBylines(
  db: Db,
  articles: readonly ArticleRow[],
): Promise<Map<string, string>> {
  const posters = [...new Set(articles.flatMap(({ poster }) => (poster === null ? [] : [poster])))]
  if (posters.length === 0) return new Map()
  const rows = await db
    .selectFrom('poster')
    .selectAll()
    .where('poster', 'in', posters)
    .where('byline', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.poster, row.byline ?? '']))
}

function liveVersion(
  row: ShownVersion,
  article: { readonly byline: string | null; readonly image: string | null },
): LiveVersion {
  const lang = parseLang(row.lang)
  const alt = JSON.parse(row.alt) as Readonly<Record<string, string>>
  return {
    lang,
    revision: row.number,
    slug: row.slug ?? slugOf(row.headline, lang),
    origin: originOf(row),
    headline: row.headline,
    teaser: row.teaser,
    byline: row.byline ?? article.byline,
    corrections: JSON.parse(row.corrections) as Correction[],
    alt: article.image === null ? '' : (alt[article.image] ?? ''),
    withdrawal:
      row.withdrawn_on === null
        ? null
        : { date: row.withdrawn_on, note: row.withdrawal_note ?? '' },
  }
}

function originOf(row: VersionRow): Origin {
  if (row.origin === 'written' || row.origin_lang === null) return { kind: 'written' }
  return { kind: row.origin, from: parseLang(row.origin_lang) }
}

function personSlug(preferred: LivePerson['preferred']): string {
  const order = ['en', 'ug-Latn', 'ug', ...Object.keys(preferred)] as Lang[]
  const lang = order.find((candidate) => preferred[candidate] !== undefined)
  return lang === undefined ? '' : slugOf(preferred[lang] ?? '', lang)
}

function momentOf(row: ArticleRow): LiveArticle['when'] {
  return {
    date: row.date ?? '',
    time: row.time,
    zone: row.zone,
    precision: row.precision ?? 'day',
    raw: null,
  }
}
