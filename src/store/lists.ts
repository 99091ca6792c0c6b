// Lists of articles for the people who make the newsroom: newest first, filtered, page by page.
// Articles whose date is open come first. Readers' lists are made by the press, not here.
import { type Article, type State, stateOf, type Version } from '../model/article.ts'
import type { ArticleId, PersonId } from '../model/id.ts'
import type { Lang } from '../text/lang.ts'
import { readArticles } from './articles.ts'
import { type Db, type RawBuilder, sql } from './db.ts'
import { newestTexts } from './revisions.ts'
import { readVersions } from './versions.ts'

/** Every condition given has to hold. */
export interface ArticleFilter {
  /** In this state, in `lang` when that is given, otherwise in any language. */
  readonly state?: State
  readonly lang?: Lang
  readonly section?: string
  readonly person?: PersonId
  /** Something that import could not settle: an open date or a speaker only proposed. */
  readonly unsettled?: boolean
  /** Not written in this language, nor begun. */
  readonly missing?: Lang
  /** Of this month, "2026-05". */
  readonly month?: string
  /** A translation is older than what it was made from. */
  readonly stale?: boolean
}

export interface ListedArticle {
  readonly article: Article
  readonly versions: readonly ListedVersion[]
  /** Languages whose translation is older than what it was made from. */
  readonly stale: readonly Lang[]
}

export interface ListedVersion {
  readonly version: Version
  readonly state: State
  /** Of the newest revision. */
  readonly headline: string
}

export interface ArticlePage {
  readonly articles: readonly ListedArticle[]
  /** Give it as `after` to go on; null at the end. */
  readonly next: string | null
}

/** The articles that pass `filter`, `limit` of them, after the place an earlier page ended at. */
export async function listArticles(
  db: Db,
  filter: ArticleFilter,
  { limit, after = null }: { readonly limit: number; readonly after?: string | null },
): Promise<ArticlePage> {
  const conditions = conditionsOf(filter)
  if (after !== null) {
    const { sortAt, id } = parseCursor(after)
    conditions.push(sql`(article.sort_at, article.id) < (${sortAt}, ${id})`)
  }
  const rows = await db
    .selectFrom('article')
    .select(['id', 'sort_at'])
    .where(all(conditions))
    .orderBy('sort_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    articles: await readListed(
      db,
      shown.map(({ id }) => id as ArticleId),
    ),
    next: last === undefined ? null : `${last.sort_at}.${last.id}`,
  }
}

/** How many articles pass `filter`. */
export async function countArticles(db: Db, filter: ArticleFilter): Promise<number> {
  const { count } = await db
    .selectFrom('article')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(all(conditionsOf(filter)))
    .executeTakeFirstOrThrow()
  return count
}

/** Articles with the heads of their versions, in the order of `ids`; missing ones are left out. */
export async function readListed(
  db: Db,
  ids: readonly ArticleId[],
): Promise<readonly ListedArticle[]> {
  const articles = await readArticles(db, ids)
  const versions = await readVersions(db, ids)
  const headlines = await readHeadlines(db, ids)
  return ids.flatMap((id) => {
    const article = articles.get(id)
    if (article === undefined) return []
    const listed = (versions.get(id) ?? []).map((version) => ({
      version,
      state: stateOf(version),
      headline: headlines.get(`${id} ${version.lang}`)?.headline ?? '',
    }))
    const stale = (versions.get(id) ?? [])
      .filter(({ lang, origin }) => {
        const from = origin.kind === 'translated' ? origin.from : null
        const original = versions.get(id)?.find((other) => other.lang === from)
        const made = headlines.get(`${id} ${lang}`)?.made_from ?? null
        return original !== undefined && made !== null && made < original.newest
      })
      .map(({ lang }) => lang)
    return [{ article, versions: listed, stale }]
  })
}

async function readHeadlines(
  db: Db,
  ids: readonly ArticleId[],
): Promise<ReadonlyMap<string, { readonly headline: string; readonly made_from: number | null }>> {
  if (ids.length === 0) return new Map()
  const rows = await newestTexts(db)
    .select(['version.article', 'version.lang', 'revision.headline', 'revision.made_from'])
    .where('version.article', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [`${row.article} ${row.lang}`, row]))
}

function conditionsOf(filter: ArticleFilter): RawBuilder<boolean>[] {
  const { state, lang, section, person, unsettled, missing, month, stale } = filter
  const conditions: RawBuilder<boolean>[] = []
  if (section !== undefined) conditions.push(sql`article.section = ${section}`)
  if (unsettled) {
    conditions.push(sql`(article.date is null or article.speaker_proposed is not null)`)
  }
  if (month !== undefined) conditions.push(sql`article.date like ${`${month}-%`}`)
  if (missing !== undefined) {
    conditions.push(sql`not exists (
      select 1 from version as v where v.article = article.id and v.lang = ${missing})
      and not ${begunIn(sql`d.lang = ${missing}`)}`)
  }
  if (stale) {
    conditions.push(sql`exists (
      select 1 from version as v
      join revision as r on r.article = v.article and r.lang = v.lang and r.number = v.newest
      join version as o on o.article = v.article and o.lang = v.origin_lang
      where v.article = article.id and v.origin = 'translated' and r.made_from < o.newest)`)
  }
  if (person !== undefined) {
    conditions.push(sql`exists (
      select 1 from person_link as l join person as p on p.id = l.person
      where l.article = article.id and l.status = 'confirmed' and p.root = ${person})`)
  }
  if (state !== undefined || lang !== undefined) {
    const inLang = lang === undefined ? sql`1 = 1` : sql`v.lang = ${lang}`
    const inState = state === undefined || state === 'none' ? sql`1 = 1` : sql`(${inStates[state]})`
    const found = sql<boolean>`exists (
      select 1 from version as v where v.article = article.id and ${inLang} and ${inState})`
    const begun = begunIn(lang === undefined ? sql`1 = 1` : sql`d.lang = ${lang}`)
    if (state === 'none') conditions.push(sql`not ${found} and not ${begun}`)
    else conditions.push(state === 'drafting' ? sql`(${found} or ${begun})` : found)
  }
  return conditions
}

/** Somebody is typing a text of which there is no revision yet. */
function begunIn(inLang: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (select 1 from draft as d where d.article = article.id and ${inLang}
    and d.text is not null and not exists (
      select 1 from version as w where w.article = d.article and w.lang = d.lang))`
}

/** stateOf() in SQL; the contract test holds the two together. */
const inStates: Readonly<Record<Exclude<State, 'none'>, RawBuilder<boolean>>> = {
  withdrawn: sql`v.withdrawn_on is not null`,
  live: sql`v.withdrawn_on is null and v.live = v.newest`,
  'live with changes pending': sql`v.withdrawn_on is null and v.live != v.newest`,
  approved: sql`v.withdrawn_on is null and v.live is null
    and v.approved = v.newest and v.publish_at is null`,
  scheduled: sql`v.withdrawn_on is null and v.live is null
    and v.approved = v.newest and v.publish_at is not null`,
  'in review': sql`v.withdrawn_on is null and v.live is null
    and (v.approved is null or v.approved != v.newest) and v.in_review = 1`,
  drafting: sql`v.withdrawn_on is null and v.live is null
    and (v.approved is null or v.approved != v.newest) and v.in_review = 0`,
}

function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql`1 = 1` : sql`${sql.join(conditions, sql` and `)}`
}

function parseCursor(text: string): { sortAt: number; id: string } {
  const match = /^(-?\d{1,16})\.(\w{8})$/.exec(text)
  if (match === null) throw new SyntaxError(`Cannot read place in a list "${text}": no such form`)
  return { sortAt: Number(match[1]), id: match[2] ?? '' }
}
