// What each page is made from: plain values, complete, gathered by edition/. Render turns a view
// into bytes and knows nothing else. Paths are paths inside the published tree ("en/2020/05/a-b.html"),
// from its root, without a leading slash; render makes them relative.
import type { Body } from '../model/body.ts'
import type { Digest } from '../model/id.ts'
import type { Mirror, Picture } from '../model/newsroom.ts'
import type { Moment } from '../model/time.ts'
import type { Lang } from '../text/lang.ts'

export interface Link {
  readonly path: string
  readonly text: string
  /** The language of the text, where it is not the page's. */
  readonly lang?: Lang
}

/** A section as its own pages name it. */
export interface Section {
  readonly key: string
  readonly name: string
  /** The language of the name, where it is not the page's. */
  readonly lang?: Lang
}

/** What all pages of one language share: a change here touches every page of the language. */
export interface Chrome {
  readonly lang: Lang
  /** The newsroom's name in this language and the language that name is in. */
  readonly siteName: string
  readonly siteNameLang: Lang
  /** Canonical address ending in "/". */
  readonly url: string
  /** The newsroom's languages in order. */
  readonly languages: readonly Lang[]
  /** Sections in this language: `text` is the section's name. */
  readonly sections: readonly Link[]
  /** CSS hex colours. */
  readonly accentLight: string
  readonly accentDark: string
  readonly logo: Picture | null
  /** Verifier key fingerprint shown in the footer, null before there are keys. */
  readonly fingerprint: string | null
}

/** Another version of the same page; `converted` marks a script derived from another. */
export interface Alternate {
  readonly lang: Lang
  readonly path: string
}

/** One article as lists show it. */
export interface Item {
  readonly id: string
  /** The language shown: the list's own, or the fallback's when the article lacks the list's. */
  readonly lang: Lang
  readonly path: string
  readonly headline: string
  readonly teaser: string
  readonly when: Moment
  readonly byline: string | null
  readonly section: string | null
  readonly picture: PictureView | null
}

export interface PictureView {
  readonly picture: Picture
  readonly alt: string
}

export interface RootView {
  readonly kind: 'root'
  readonly chrome: Chrome
  readonly fronts: readonly { readonly lang: Lang; readonly siteName: string }[]
}

export interface FrontView {
  readonly kind: 'front'
  readonly chrome: Chrome
  /** Null for the newsroom's front, else the section's key and name. */
  readonly section: Section | null
  /** Newest first, at most 20. */
  readonly items: readonly Item[]
  /** Months with articles in this list, newest first, "2020-05". */
  readonly months: readonly string[]
  readonly alternates: readonly Alternate[]
}

/** Archive of a month or day (items), or of a year or a long month (its parts only). */
export interface ArchiveView {
  readonly kind: 'archive'
  readonly chrome: Chrome
  readonly section: Section | null
  /** "2020", "2020-05" or "2020-05-28". */
  readonly period: string
  /** Newest first; empty where there are parts. */
  readonly items: readonly Item[]
  /** For a year its months with articles, for a long month its days, newest first. */
  readonly months: readonly string[]
  /** Neighbouring period with articles, "2020-04" / "2019". */
  readonly older: string | null
  readonly newer: string | null
  readonly alternates: readonly Alternate[]
}

export interface ArticleView {
  readonly kind: 'article'
  readonly chrome: Chrome
  readonly id: string
  readonly path: string
  readonly headline: string
  readonly teaser: string
  readonly teaserCut: boolean
  readonly body: Body
  readonly extent: 'whole' | 'beginning'
  readonly when: Moment
  readonly place: string | null
  readonly byline: string | null
  readonly speakers: readonly { readonly name: string; readonly path: string | null }[]
  /** Listed persons the article names: preferred form in this language and their page. */
  readonly people: readonly Link[]
  readonly section: Link | null
  readonly translator: string | null
  /** The language the article was written in. */
  readonly original: Lang
  /** Set when this version was derived from another script. */
  readonly convertedFrom: Lang | null
  readonly corrections: readonly { readonly date: string; readonly note: string }[]
  /** All live versions, this one included, in the newsroom's order. */
  readonly alternates: readonly Alternate[]
  readonly picture: PictureView | null
  /** Pictures of the body's figures by digest. */
  readonly pictures: Readonly<Record<string, PictureView>>
  readonly older: Link | null
  readonly newer: Link | null
  /** Path of the copy that can be forwarded and checked, null when there is none. */
  readonly share: string | null
}

/** The signed stub of a withdrawn version. */
export interface WithdrawnView {
  readonly kind: 'withdrawn'
  readonly chrome: Chrome
  readonly id: string
  readonly path: string
  readonly headline: string
  readonly date: string
  readonly note: string
  readonly alternates: readonly Alternate[]
}

export interface PeopleView {
  readonly kind: 'people'
  readonly chrome: Chrome
  readonly people: readonly Link[]
  readonly alternates: readonly Alternate[]
}

/** A person's page: year null is the person's front with the newest 20 and the years. */
export interface PersonView {
  readonly kind: 'person'
  readonly chrome: Chrome
  /** "ug/people/rabiye-qadir-7k2m1xq8/" */
  readonly folder: string
  readonly name: string
  readonly otherSpellings: readonly string[]
  /** "2020", "2020-05" of a long year, or null for the person's front. */
  readonly year: string | null
  /** For a long year its months with articles, newest first; there are no items then. */
  readonly months: readonly string[]
  readonly items: readonly Item[]
  /** Years with articles, newest first. */
  readonly years: readonly string[]
  readonly alternates: readonly Alternate[]
}

export type StandingPage = 'about' | 'corrections' | 'subscribe' | 'mirrors' | 'check' | 'search'

export interface StandingView {
  readonly kind: 'standing'
  readonly page: StandingPage
  readonly chrome: Chrome
  readonly alternates: readonly Alternate[]
  /** about: the newsroom's own text, null when none was written. */
  readonly about: { readonly lang: Lang; readonly body: Body } | null
  /** corrections: newest first. */
  readonly corrections: readonly {
    readonly date: string
    readonly note: string
    readonly item: Item
  }[]
  /** mirrors and check. */
  readonly mirrors: readonly Mirror[]
  /** subscribe: sections and people that have feeds of their own. */
  readonly feeds: readonly {
    readonly name: string
    readonly folder: string
    readonly formats: readonly FeedFormat[]
  }[]
  /** search: months to look through instead, newest first. */
  readonly months: readonly string[]
}

export interface NotFoundView {
  readonly kind: 'not-found'
  readonly chrome: Chrome
  /** Null for the one at the root, which offers every language. */
  readonly folder: string | null
}

/** An old address: a small page that leads on. */
export interface MovedView {
  readonly kind: 'moved'
  readonly chrome: Chrome
  readonly path: string
  readonly to: string
  readonly headline: string
}

export type FeedFormat = 'atom' | 'rss' | 'json'

export interface FeedEntry {
  readonly id: string
  readonly path: string
  readonly lang: Lang
  readonly headline: string
  readonly teaser: string
  readonly body: Body
  readonly extent: 'whole' | 'beginning'
  readonly when: Moment
  /** In the order they were made. */
  readonly corrections: ArticleView['corrections']
  readonly byline: string | null
  readonly pictures: Readonly<Record<string, PictureView>>
  readonly picture: PictureView | null
}

export interface FeedView {
  readonly kind: 'feed'
  readonly format: FeedFormat
  readonly chrome: Chrome
  /** "en/feed.atom", "en/press/feed.rss", "en/people/<slug>-<id>/feed.atom" */
  readonly path: string
  /** The page this is the feed of: "en/index.html". */
  readonly of: string
  /** Null for the language's own feed, else the name of the section or person. */
  readonly title: string | null
  /** Newest first, at most 20, of this language only. */
  readonly entries: readonly FeedEntry[]
}

export interface SitemapView {
  readonly kind: 'sitemap'
  readonly url: string
  /** "sitemap/ug-2020-05.xml" */
  readonly path: string
  readonly pages: readonly {
    readonly path: string
    /** "2020-05-28" */
    readonly changed: string
    readonly alternates: readonly Alternate[]
    /** The original's path: hreflang's x-default. */
    readonly original: string
  }[]
}

export interface SitemapIndexView {
  readonly kind: 'sitemap-index'
  readonly url: string
  readonly paths: readonly string[]
}

export interface RobotsView {
  readonly kind: 'robots'
  readonly url: string
}

export type View =
  | RootView
  | FrontView
  | ArchiveView
  | ArticleView
  | WithdrawnView
  | PeopleView
  | PersonView
  | StandingView
  | NotFoundView
  | MovedView
  | FeedView
  | SitemapView
  | SitemapIndexView
  | RobotsView

/** Where a list lives: the whole of a language, or one section of it. */
export function listFolder(lang: Lang, section: string | null): string {
  const folder = lang.toLowerCase()
  return section === null ? `${folder}/` : `${folder}/${section}/`
}

/** "en/2020/05/index.html" of "2020-05", "en/2020/index.html" of "2020", "en/2020/05/28/index.html" of a day. */
export function archivePath(lang: Lang, section: string | null, period: string): string {
  return `${listFolder(lang, section)}${period.replaceAll('-', '/')}/index.html`
}

/** An article's address; `slug` may be empty. */
export function articlePath(
  lang: Lang,
  month: string,
  nameParts: { slug: string; id: string },
): string {
  const { slug, id } = nameParts
  return `${lang.toLowerCase()}/${month.replace('-', '/')}/${slug === '' ? id : `${slug}-${id}`}.html`
}

/** "media/<digest>-<width>.webp" */
export function picturePath(digest: Digest, width: number): string {
  return `media/${digest}-${width}.webp`
}

/**
 * Stands in rendered HTML where the edition's number goes (page meta and footer). The digest that
 * decides whether a page changed is taken before the number is put in, so that a new edition alone
 * touches nothing.
 */
export const editionMark = '\u{F8FF}edition\u{F8FF}'

/** Stands before and after what a page says only when a copy to be forwarded lies beside it. */
export const forwardMark = '\u{F8FF}forward\u{F8FF}'
