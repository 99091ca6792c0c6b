// What each kind of place shows of an article: two states are compared by it, and where they differ the
// place is looked at again. Whoever lets a page show more of an article says so here: a fact that is
// missing is a page that stays as it was.
import {
  type LiveArticle,
  type LiveVersion,
  originalOf,
  shownVersion,
  versionIn,
} from '../model/live.ts'
import { orderOf } from '../model/time.ts'
import type { Lang } from '../text/lang.ts'
import { formerPath } from './old-address.ts'
import { scopesOf } from './pages/key.ts'
import { alternatesOf, pathOf } from './shown.ts'

/** What a list of the language shows of the article. */
export function itemFacts(article: LiveArticle, chain: readonly Lang[]) {
  const version = shownVersion(article, chain)
  if (version === null) return null
  const { lang, headline, teaser, byline, alt } = version
  const { when, section, speakers, image } = article
  return [
    lang,
    headline,
    teaser,
    byline,
    alt,
    pathOf(article, version),
    when,
    section,
    speakers.map(({ name }) => name),
    image,
  ]
}

/** Where lists have the article, and in which languages of their own. */
export function placing(article: LiveArticle) {
  const langs = article.versions.filter(isSeen).map(({ lang }) => lang)
  return [orderOf(article.when), scopesOf(article), langs]
}

/** What a sitemap says of the article. */
export function mapFacts(article: LiveArticle, lang: Lang) {
  const version = versionIn(article, lang)
  if (version === null || !isSeen(version)) return null
  const { corrections } = version
  const changed = corrections.at(-1)?.date ?? article.when.date
  return [pathOf(article, version), changed, alternatesOf(article), originalOf(article)]
}

/** What every version's page shows of the story and of the other versions. */
export function storyFacts(article: LiveArticle) {
  const { when, section, place, speakers, people, image } = article
  const origins = article.versions.map(({ lang, origin }) => [lang, origin.kind === 'written'])
  return [when, section, place, speakers, people, image, alternatesOf(article), origins]
}

/** What the neighbours in a language show of the article. */
export function linkFacts(article: LiveArticle, lang: Lang) {
  const version = versionIn(article, lang)
  if (version === null || !isSeen(version)) return null
  return [orderOf(article.when), version.headline, pathOf(article, version)]
}

export function addressFacts(article: LiveArticle) {
  const foreign = article.addresses.filter(({ path }) => formerPath(path, article) === null)
  if (foreign.length === 0) return null
  return [foreign, article.versions.map((version) => pathOf(article, version))]
}

export function seenIn(article: LiveArticle, lang: Lang): boolean {
  const version = versionIn(article, lang)
  return version !== null && isSeen(version)
}

export function isSeen(version: LiveVersion): boolean {
  return version.withdrawal === null
}

export function differ(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) !== JSON.stringify(b ?? null)
}
