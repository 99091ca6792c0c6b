// What several kinds of page show alike: the language's chrome, an article as a list item, the
// addresses of its versions.

import { convertName } from '../model/convert.ts'
import type { Digest } from '../model/id.ts'
import { type LiveArticle, type LiveVersion, shownVersion } from '../model/live.ts'
import { inChain, type Newsroom, type PerLang, type Picture } from '../model/newsroom.ts'
import {
  type Alternate,
  articlePath,
  type Chrome,
  type Item,
  listFolder,
  type PictureView,
  type Section,
  type View,
} from '../render/views.ts'
import { Kept } from '../text/kept.ts'
import { fallbackChain, type Lang } from '../text/lang.ts'
import { canDerive } from '../text/scripts/convert.ts'
import { type Scope, sectionOfScope } from './pages/page.ts'
import type { Reader } from './pages/reader.ts'

/** The chrome of every language; made once per publish. */
export interface Chromes {
  readonly first: Chrome
  of(lang: Lang): Chrome
}

/** What the whole site shows beside its pages. */
export interface ChromeFacts {
  readonly logo: Picture | null
  readonly fingerprint: string | null
}

/** A page ready for the press: where it goes and what it shows. */
export interface Gathered {
  readonly path: string
  readonly view: View
}

/** The chromes made last: what the press has made for them serves the next publish too. */
let last: { readonly from: string; readonly chromes: Chromes } | null = null

/** The chromes of a newsroom's languages: the same objects as long as it says the same. */
export function makeChromes(newsroom: Newsroom, facts: ChromeFacts): Chromes {
  const from = JSON.stringify([newsroom, facts])
  if (last?.from !== from) last = { from, chromes: chromesOf(newsroom, facts) }
  return last.chromes
}

function chromesOf(newsroom: Newsroom, facts: ChromeFacts): Chromes {
  const chromes = new Map(
    newsroom.languages.map((lang) => [lang, makeChrome(newsroom, lang, facts)]),
  )
  const [first] = chromes.values()
  if (first === undefined) throw new RangeError('Cannot publish: the newsroom has no language')
  return {
    first,
    of(lang) {
      const chrome = chromes.get(lang)
      if (chrome === undefined)
        throw new RangeError(`Cannot publish in "${lang}": not a language of the newsroom`)
      return chrome
    },
  }
}

function makeChrome(newsroom: Newsroom, lang: Lang, facts: ChromeFacts): Chrome {
  const chain = fallbackChain(lang, newsroom.languages)
  const name = inChain(newsroom.name, chain) ?? { lang, value: '' }
  return {
    lang,
    siteName: convertName(name.value, name.lang, lang),
    siteNameLang: canDerive(name.lang, lang) ? lang : name.lang,
    url: newsroom.url,
    languages: newsroom.languages,
    sections: newsroom.sections.map((section) => {
      const { name: text, ...own } = namedIn(section.name, chain) ?? { name: section.key }
      return { path: `${listFolder(lang, section.key)}index.html`, text, ...own }
    }),
    accentLight: newsroom.colours.light,
    accentDark: newsroom.colours.dark,
    logo: facts.logo,
    fingerprint: facts.fingerprint,
  }
}

/** The address of one version. */
export function pathOf(article: LiveArticle, version: LiveVersion): string {
  return articlePath(version.lang, article.when.date.slice(0, 7), {
    slug: version.slug,
    id: article.id,
  })
}

/** The addresses of all versions readers can see, in the newsroom's order. */
export function alternatesOf(article: LiveArticle): readonly Alternate[] {
  return article.versions
    .filter((version) => version.withdrawal === null)
    .map((version) => ({ lang: version.lang, path: pathOf(article, version) }))
}

/** One page's counterparts where each language has the same page at the same place. */
export function everyLanguage(
  newsroom: Newsroom,
  pathIn: (lang: Lang) => string,
): readonly Alternate[] {
  return newsroom.languages.map((lang) => ({ lang, path: pathIn(lang) }))
}

/** Articles as the items of a list in one language; those nobody can see in it are left out. */
export async function itemsOf(
  articles: readonly LiveArticle[],
  lang: Lang,
  reader: Reader,
): Promise<readonly Item[]> {
  const items: Item[] = []
  for (const article of articles) {
    const version = shownVersion(article, reader.chain(lang))
    if (version !== null) items.push(await itemOf(article, version, reader))
  }
  return items
}

const items = new Kept<LiveVersion, { readonly picture: string; readonly item: Item }>(500)

/** The same object for the same version and picture: who has printed it once knows it again. */
async function itemOf(article: LiveArticle, version: LiveVersion, reader: Reader): Promise<Item> {
  const picture = await pictureView(article.image, version.alt, reader)
  const shown = JSON.stringify(picture)
  const make = (): Item => makeItem(article, version, picture)
  const known = items.of(version, () => ({ picture: shown, item: make() }))
  return known.picture === shown ? known.item : make()
}

function makeItem(article: LiveArticle, version: LiveVersion, picture: PictureView | null): Item {
  return {
    id: article.id,
    lang: version.lang,
    path: pathOf(article, version),
    headline: version.headline,
    teaser: version.teaser,
    when: article.when,
    byline: version.byline,
    section: article.section,
    picture,
  }
}

/** The names of the speakers as a version in this script shows them. */
export function namesIn(article: LiveArticle, version: LiveVersion): readonly string[] {
  const { origin, lang } = version
  const from = origin.kind === 'converted' ? origin.from : lang
  return article.speakers.map(({ name }) => convertName(name, from, lang))
}

interface Named {
  readonly name: string
  /** Where it is not the first language of the chain. */
  readonly lang?: Lang
}

/** A label in the first language of the chain that has it, in the script of the chain's own. */
export function labelIn(texts: PerLang<string>, chain: readonly Lang[]): string | null {
  return namedIn(texts, chain)?.name ?? null
}

function namedIn(texts: PerLang<string>, chain: readonly Lang[]): Named | null {
  const [lang] = chain
  const found = inChain(texts, chain)
  if (found === null || lang === undefined) return null
  const isOwn = found.lang === lang || canDerive(found.lang, lang)
  const name = convertName(found.value, found.lang, lang)
  return isOwn ? { name } : { name, lang: found.lang }
}

/** A picture with its words, or null when there is none or it is not kept. */
export async function pictureView(
  digest: Digest | null,
  alt: string,
  reader: Reader,
): Promise<PictureView | null> {
  const picture = digest === null ? null : await reader.picture(digest)
  return picture === null ? null : { picture, alt }
}

/** The section of a scope with its name in this language; null for the whole. */
export function sectionIn(scope: Scope, lang: Lang, reader: Reader): Section | null {
  const sectionKey = sectionOfScope(scope)
  if (sectionKey === null) return null
  const section = reader.newsroom.sections.find((candidate) => candidate.key === sectionKey)
  return {
    key: sectionKey,
    ...((section && namedIn(section.name, reader.chain(lang))) ?? { name: sectionKey }),
  }
}
