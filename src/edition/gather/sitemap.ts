// Sitemaps: one per language and month, and their index.
import { type LiveArticle, type LiveVersion, originalOf, versionIn } from '../../model/live.ts'
import { listFolder, type SitemapView } from '../../render/views.ts'
import { Kept } from '../../text/kept.ts'
import type { Lang } from '../../text/lang.ts'
import type { Reader } from '../pages/reader.ts'
import { alternatesOf, type Gathered, pathOf } from '../shown.ts'

/** The sitemap of a language's articles of one month; null when there is none. */
export async function gatherSitemap(
  page: { readonly lang: Lang; readonly month: string },
  reader: Reader,
): Promise<Gathered | null> {
  const articles = await reader.map(page.lang, page.month)
  if (articles.length === 0) return null
  const path = sitemapPath(page.lang, page.month)
  const pages = articles.flatMap((article) => entryOf(article, page.lang) ?? [])
  return { path, view: { kind: 'sitemap', url: reader.newsroom.url, path, pages } }
}

type Entry = SitemapView['pages'][number]

const entries = new Kept<LiveVersion, Entry>(1500)

/** What a sitemap says of the article; the same object for the same version, as a month is printed often. */
function entryOf(article: LiveArticle, lang: Lang): Entry | null {
  const version = versionIn(article, lang)
  return version && entries.of(version, () => makeEntry(article, version))
}

function makeEntry(article: LiveArticle, version: LiveVersion): Entry {
  const original = versionIn(article, originalOf(article))
  const otherwise = original === null || original.withdrawal !== null ? version : original
  return {
    path: pathOf(article, version),
    changed: version.corrections.at(-1)?.date ?? article.when.date,
    alternates: alternatesOf(article),
    original: pathOf(article, otherwise),
  }
}

/** The index of all sitemaps. */
export async function gatherSitemapIndex(reader: Reader): Promise<Gathered> {
  const paths: string[] = []
  for (const lang of reader.newsroom.languages) {
    for (const month of await reader.monthsIn(lang)) paths.push(sitemapPath(lang, month))
  }
  return { path: 'sitemap.xml', view: { kind: 'sitemap-index', url: reader.newsroom.url, paths } }
}

function sitemapPath(lang: Lang, month: string): string {
  return `sitemap/${listFolder(lang, null).slice(0, -1)}-${month}.xml`
}
