// Pages have names that say what they show ("archive ug - 2020-05"); keys name what a page reads
// ("chunk ug - 2020-05"). Most keys have one home page; readings by other pages are recorded.
import { type ArticleId, type PersonId, parseArticleId, parsePersonId } from '../../model/id.ts'
import type { FeedFormat, StandingPage } from '../../render/views.ts'
import { type Lang, parseLang } from '../../text/lang.ts'

/** '-' for the whole language, 's.<key>' for a section, 'p.<id>' for a person. */
export type Scope = string

export type Page =
  | { readonly kind: 'root' | 'robots' | 'not-found-root' | 'sitemap-index' | 'redirects' }
  | { readonly kind: 'front'; readonly lang: Lang; readonly scope: Scope }
  | {
      readonly kind: 'archive'
      readonly lang: Lang
      readonly scope: Scope
      readonly period: string
    }
  | { readonly kind: 'article'; readonly id: ArticleId; readonly lang: Lang }
  | { readonly kind: 'people'; readonly lang: Lang }
  | {
      readonly kind: 'person'
      readonly id: PersonId
      readonly lang: Lang
      readonly year: string | null
    }
  | { readonly kind: 'standing'; readonly page: StandingPage; readonly lang: Lang }
  | { readonly kind: 'not-found'; readonly lang: Lang }
  | {
      readonly kind: 'feed'
      readonly format: FeedFormat
      readonly lang: Lang
      readonly scope: Scope
    }
  | { readonly kind: 'sitemap'; readonly lang: Lang; readonly month: string }
  | { readonly kind: 'moved'; readonly id: ArticleId; readonly address: string }

export const feedFormats: readonly FeedFormat[] = ['atom', 'rss', 'json']
export const standingPages: readonly StandingPage[] = [
  'about',
  'corrections',
  'subscribe',
  'mirrors',
  'check',
  'search',
]

/** The page's name: the same text for the same page, for ever. */
export function formatPage(page: Page): string {
  switch (page.kind) {
    case 'front':
      return `front ${page.lang} ${page.scope}`
    case 'archive':
      return `archive ${page.lang} ${page.scope} ${page.period}`
    case 'article':
      return `article ${page.id} ${page.lang}`
    case 'people':
    case 'not-found':
      return `${page.kind} ${page.lang}`
    case 'person':
      return `person ${page.id} ${page.lang} ${page.year ?? '-'}`
    case 'standing':
      return `standing ${page.page} ${page.lang}`
    case 'feed':
      return `feed ${page.format} ${page.lang} ${page.scope}`
    case 'sitemap':
      return `sitemap ${page.lang} ${page.month}`
    case 'moved':
      return `moved ${page.id} ${page.address}`
    default:
      return page.kind
  }
}

/** Reads a name that formatPage() wrote; SyntaxError otherwise. */
export function parsePage(name: string): Page {
  const [kind = '', a = '', b = '', c = ''] = name.split(' ')
  switch (kind) {
    case 'root':
    case 'robots':
    case 'not-found-root':
    case 'sitemap-index':
    case 'redirects':
      return { kind }
    case 'front':
      return { kind, lang: parseLang(a), scope: b }
    case 'archive':
      return { kind, lang: parseLang(a), scope: b, period: c }
    case 'article':
      return { kind, id: parseArticleId(a), lang: parseLang(b) }
    case 'people':
    case 'not-found':
      return { kind, lang: parseLang(a) }
    case 'person':
      return { kind, id: parsePersonId(a), lang: parseLang(b), year: c === '-' ? null : c }
    case 'standing':
      return { kind, page: memberOf(standingPages, a), lang: parseLang(b) }
    case 'feed':
      return { kind, format: memberOf(feedFormats, a), lang: parseLang(b), scope: c }
    case 'sitemap':
      return { kind, lang: parseLang(a), month: b }
    case 'moved':
      return { kind, id: parseArticleId(a), address: name.slice(`moved ${a} `.length) }
  }
  throw new SyntaxError(`Cannot read page name "${name}"`)
}

export const sectionScope = (section: string): Scope => `s.${section}`
export const personScope = (person: PersonId): Scope => `p.${person}`

/** The section's key of a scope, or null. */
export function sectionOfScope(scope: Scope): string | null {
  return scope.startsWith('s.') ? scope.slice(2) : null
}

/** The person of a scope, or null. */
export function personOfScope(scope: Scope): PersonId | null {
  return scope.startsWith('p.') ? parsePersonId(scope.slice(2)) : null
}

function memberOf<T extends string>(members: readonly T[], text: string): T {
  const member = members.find((candidate) => candidate === text)
  if (member === undefined) throw new SyntaxError(`Cannot read page name: "${text}" unknown`)
  return member
}
