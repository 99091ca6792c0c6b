// Which article and which version an address names, with everything a screen about it needs.
import type { Article, Version } from '../../model/article.ts'
import { type ArticleId, parseArticleId } from '../../model/id.ts'
import { readAccount } from '../../store/access/accounts.ts'
import { readArticle } from '../../store/articles.ts'
import type { Db } from '../../store/db.ts'
import { readVersions } from '../../store/versions.ts'
import { isLang, type Lang } from '../../text/lang.ts'
import { errorScreen } from '../layout.ts'
import type { Visit } from '../route.ts'

/** Everything that is written is at most so long. */
export const textBytesMax = 2 * 1024 * 1024

export interface ArticlePlace {
  readonly article: Article
  readonly versions: readonly Version[]
}

export interface VersionPlace extends ArticlePlace {
  readonly lang: Lang
  /** Null when the article is not in that language yet. */
  readonly version: Version | null
  /** The version it is, or would be, translated from; null when it is the original itself. */
  readonly original: Version | null
}

/** A route about one article: 404 when there is none. */
export function atArticle(
  handle: (visit: Visit, place: ArticlePlace) => Promise<Response>,
): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const place = await readArticlePlace(visit)
    return place === null ? errorScreen(visit.studio, visit.lang, 404) : handle(visit, place)
  }
}

/** A route about an article in one of the newsroom's languages, written already or not. */
export function atVersion(
  handle: (visit: Visit, place: VersionPlace) => Promise<Response>,
): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const { studio, params, newsroom, lang } = visit
    const wanted = params['lang'] ?? ''
    const place = await readArticlePlace(visit)
    if (place === null || !isLang(wanted) || !newsroom.languages.includes(wanted))
      return errorScreen(studio, lang, 404)
    return handle(visit, inLang(place, wanted))
  }
}

/** The place as the store has it now. */
export async function withVersions(db: Db, place: VersionPlace): Promise<VersionPlace> {
  const versions = (await readVersions(db, [place.article.id])).get(place.article.id) ?? []
  return inLang({ article: place.article, versions }, place.lang)
}

function inLang(place: ArticlePlace, lang: Lang): VersionPlace {
  const { versions } = place
  const version = versions.find((one) => one.lang === lang) ?? null
  const { origin = null } = version ?? {}
  const from = origin === null || origin.kind === 'written' ? null : origin.from
  const original =
    origin?.kind === 'written'
      ? null
      : (versions.find((one) => one.lang === from) ??
        versions.find((one) => one.origin.kind === 'written' && one.lang !== lang) ??
        versions.find((one) => one.lang !== lang) ??
        null)
  return { ...place, lang, version, original }
}

export function versionPath(article: ArticleId, lang: Lang): string {
  return `/articles/${article}/${lang}`
}

/** What colleagues call an account; nobody for imports. */
export async function nameOf(db: Db, account: string | null): Promise<string> {
  if (account === null) return '—'
  return (await readAccount(db, account))?.name ?? account
}

async function readArticlePlace({ studio, params }: Visit): Promise<ArticlePlace | null> {
  const id = params['id'] ?? ''
  if (!/^[0-9a-z]{8}$/.test(id)) return null
  try {
    parseArticleId(id)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  const article = await readArticle(studio.db, parseArticleId(id))
  if (article === null) return null
  const versions = await readVersions(studio.db, [article.id])
  return { article, versions: versions.get(article.id) ?? [] }
}
