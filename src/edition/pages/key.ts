// What a page can read, as keys. A change names the keys it alters: the pages that read them are touched.
// `homesOf` names those a key belongs to, which may not exist yet; other readings are recorded.
import {
  type ArticleId,
  type Digest,
  type PersonId,
  parseArticleId,
  parsePersonId,
} from '../../model/id.ts'
import { type Lang, parseLang } from '../../text/lang.ts'
import {
  feedFormats,
  formatPage,
  type Page,
  personOfScope,
  personScope,
  type Scope,
  sectionOfScope,
} from './page.ts'

export type Key = string

export const key = {
  /** The article itself in one language: head, body, facts, its other versions. */
  article: (id: ArticleId, lang: Lang): Key => `article ${id} ${lang}`,
  /** What stands before and after the article in its language. */
  neighbours: (lang: Lang, id: ArticleId): Key => `neighbours ${lang} ${id}`,
  /** The articles of one period of a list, as shown in one language. */
  chunk: (lang: Lang, scope: Scope, period: string): Key => `chunk ${lang} ${scope} ${period}`,
  /** The newest articles of a list, as shown in one language. */
  tip: (lang: Lang, scope: Scope): Key => `tip ${lang} ${scope}`,
  /** The newest articles of a list that exist in the language itself, whole. */
  feed: (lang: Lang, scope: Scope): Key => `feed ${lang} ${scope}`,
  /** Which periods of a list have articles: months, or years of a person. */
  periods: (scope: Scope): Key => `periods ${scope}`,
  /** Which months of one year have articles. */
  year: (scope: Scope, year: string): Key => `year ${scope} ${year}`,
  /** Which parts of a period have pages: days of a long month, months of a person's long year. */
  parts: (scope: Scope, period: string): Key => `parts ${scope} ${period}`,
  /** Which period stands before and after this one. */
  beside: (scope: Scope, period: string): Key => `beside ${scope} ${period}`,
  /** Addresses of one language and month, for the sitemap. */
  map: (lang: Lang, month: string): Key => `map ${lang} ${month}`,
  maps: (): Key => 'maps',
  person: (id: PersonId): Key => `person ${id}`,
  people: (): Key => 'people',
  picture: (digest: Digest): Key => `picture ${digest}`,
  corrections: (lang: Lang): Key => `corrections ${lang}`,
  addresses: (): Key => 'addresses',
} as const

/** Whether a key names a picture. */
export function isPictureKey(name: Key): boolean {
  return name.startsWith('picture ')
}

/**
 * The pages that exist because of what the key names: where a change of it shows first, there already
 * or brought into being by it. Other pages that read the key are found by their recorded readings.
 */
export function homesOf(name: Key, languages: readonly Lang[]): readonly Page[] {
  const [kind = '', a = '', b = '', c = ''] = name.split(' ')
  switch (kind) {
    case 'article':
      return [{ kind, id: parseArticleId(a), lang: parseLang(b) }]
    case 'neighbours':
      return [{ kind: 'article', id: parseArticleId(b), lang: parseLang(a) }]
    case 'chunk':
      return [periodPage(parseLang(a), b, c)]
    case 'tip':
      return [tipPage(parseLang(a), b)]
    case 'feed':
      return feedPages(parseLang(a), b)
    case 'beside':
    case 'parts':
      return languages.map((lang) => periodPage(lang, a, b))
    case 'year':
      return languages.map((lang) => periodPage(lang, a, b))
    case 'map':
      return [{ kind: 'sitemap', lang: parseLang(a), month: b }]
    case 'maps':
      return [{ kind: 'sitemap-index' }]
    case 'person': {
      const id = parsePersonId(a)
      const pages = languages.map((lang): Page => ({ kind: 'person', id, lang, year: null }))
      return [...pages, ...languages.flatMap((lang) => feedPages(lang, personScope(id)))]
    }
    case 'people':
      return languages.map((lang) => ({ kind, lang }))
    case 'corrections':
      return [{ kind: 'standing', page: 'corrections', lang: parseLang(a) }]
    case 'addresses':
      return [{ kind: 'redirects' }]
  }
  return []
}

/** Whether a change of the key finds the page through homesOf(). */
export function isHome(name: Key, page: Page, languages: readonly Lang[]): boolean {
  const wanted = formatPage(page)
  if (name === wanted) return true
  return homesOf(name, languages).some(
    (home) => home.kind === page.kind && formatPage(home) === wanted,
  )
}

/** The front of a list: of a language, a section or a person. */
export function tipPage(lang: Lang, scope: Scope): Page {
  const person = personOfScope(scope)
  return person === null
    ? { kind: 'front', lang, scope }
    : { kind: 'person', id: person, lang, year: null }
}

/** The archive page of a period of a list or a person. */
export function periodPage(lang: Lang, scope: Scope, period: string): Page {
  const person = personOfScope(scope)
  return person === null
    ? { kind: 'archive', lang, scope, period }
    : { kind: 'person', id: person, lang, year: period }
}

/** The feeds of a list: three formats, of a person Atom alone. */
export function feedPages(lang: Lang, scope: Scope): readonly Page[] {
  const formats = personOfScope(scope) === null ? feedFormats : (['atom'] as const)
  return formats.map((format) => ({ kind: 'feed', format, lang, scope }))
}

/** The lists an article stands in: its language's, its section's, its persons'. */
export function scopesOf(article: {
  section: string | null
  people: readonly PersonId[]
}): readonly Scope[] {
  const section = article.section === null ? [] : [`s.${article.section}`]
  return ['-', ...section, ...article.people.map(personScope)]
}

/** True for the lists that have month archives below year archives. */
export function hasMonths(scope: Scope): boolean {
  return scope === '-' || sectionOfScope(scope) !== null
}
