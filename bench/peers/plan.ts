// The site of a corpus, said plainly enough for any generator: at which address each article stands
// and which other files there are, each with what it shows. The peers print the same files from it.
import { archivePath, articlePath, listFolder } from '../../src/render/views.ts'
import type { Lang } from '../../src/text/lang.ts'
import { slugOf } from '../../src/text/slug.ts'
import {
  type CorpusArticle,
  type CorpusPerson,
  corpus,
  corpusLanguages,
  corpusPeople,
  corpusSections,
} from '../corpus.ts'

export const siteUrl = 'https://bench.example/'
export const siteName = 'The Bench'

export interface Link {
  readonly path: string
  readonly text: string
}

/** One file that is not an article's page. */
export interface SitePage {
  readonly kind: 'front' | 'archive' | 'person' | 'people' | 'standing' | 'feed' | 'map' | 'maps'
  readonly lang: Lang
  readonly path: string
  readonly title: string
  /** The articles it shows, newest first: all that carry the term, or the first `take`. */
  readonly term: string | null
  readonly take: number | null
  /** Shorter periods, neighbouring ones, years, people, sitemaps. */
  readonly links: readonly Link[]
  /** The folder of the feeds that belong to it. */
  readonly feeds: string
  readonly format: 'atom' | 'rss' | 'json' | null
}

export interface SitePlan {
  readonly pages: readonly SitePage[]
  /** All articles are counted before the first is given. */
  articles(): Generator<CorpusArticle>
}

const tipSize = 20

/** The plan of the corpus of `count` articles. */
export function planSite(count: number, seed: number): SitePlan {
  const months = new Map<string, Set<string>>()
  const owned = new Map<string, Set<string>>()
  for (const { date, lang, ...article } of corpus(count, seed)) {
    for (const scope of scopesOf(article)) add(months, scope, date.slice(0, 7))
    add(owned, lang, date.slice(0, 7))
  }
  const people = corpusPeople(count)
  const pages = corpusLanguages.flatMap((lang) => [
    ...listPages(lang, months),
    ...people.flatMap((person) => [...personPages(lang, person, months)]),
    peoplePage(lang, people),
    ...['about', 'corrections', 'subscribe', 'mirrors', 'check', 'search', '404'].map((name) =>
      page({ kind: 'standing', lang, path: `${listFolder(lang, null)}${name}.html`, title: name }),
    ),
    ...mapPages(lang, owned),
  ])
  const maps = pages.filter(({ kind }) => kind === 'map').map(({ path }) => ({ path, text: path }))
  const [first] = corpusLanguages
  const root = { kind: 'standing', lang: first!, title: siteName } as const
  return {
    pages: [
      page({ ...root, path: 'index.html' }),
      page({ ...root, path: '404.html' }),
      page({ ...root, kind: 'maps', path: 'sitemap.xml', links: maps }),
      ...pages,
    ],
    articles: () => corpus(count, seed),
  }
}

/** An article's address: the slug is made once and stays when the headline changes. */
export function pathOf(article: CorpusArticle): string {
  const { lang, date, id, headline } = article
  return articlePath(lang, date.slice(0, 7), { slug: slugOf(headline, lang), id })
}

/** The lists an article stands in. */
export function termsOf(article: CorpusArticle): readonly string[] {
  const { lang, date } = article
  return [
    `map-${lang}-${date.slice(0, 7)}`,
    ...scopesOf(article).flatMap((scope) => [
      `all-${scope}`,
      `own-${lang}-${scope}`,
      scope.startsWith('p-')
        ? `in-${scope}-${date.slice(0, 4)}`
        : `in-${scope}-${date.slice(0, 7)}`,
    ]),
  ]
}

function scopesOf(article: Pick<CorpusArticle, 'section' | 'people'>): readonly string[] {
  return ['x', `s-${article.section}`, ...article.people.map((id) => `p-${id}`)]
}

function* listPages(lang: Lang, months: ReadonlyMap<string, Set<string>>): Generator<SitePage> {
  for (const section of [null, ...corpusSections]) {
    const scope = section === null ? 'x' : `s-${section}`
    const folder = listFolder(lang, section)
    const listed = [...(months.get(scope) ?? [])].sort().reverse()
    const years = [...new Set(listed.map((month) => month.slice(0, 4)))]
    const to = (period: string): Link => ({
      path: archivePath(lang, section, period),
      text: period,
    })
    const shared = { lang, feeds: folder } as const
    const title = section ?? siteName
    yield page({
      ...shared,
      kind: 'front',
      path: `${folder}index.html`,
      title,
      term: `all-${scope}`,
      take: tipSize,
      links: [...listed.slice(0, 12), ...years].map(to),
    })
    yield* feedPages({ lang, folder, title, term: `own-${lang}-${scope}` }, ['atom', 'rss', 'json'])
    for (const year of years) {
      const within = listed.filter((month) => month.startsWith(year))
      const links = [...within, ...beside(years, year)].map(to)
      yield page({ ...shared, kind: 'archive', path: to(year).path, title: year, links })
    }
    for (const month of listed) {
      const term = `in-${scope}-${month}`
      const links = [...beside(listed, month), month.slice(0, 4)].map(to)
      yield page({ ...shared, kind: 'archive', path: to(month).path, title: month, term, links })
    }
  }
}

function* personPages(
  lang: Lang,
  { id, name }: CorpusPerson,
  months: ReadonlyMap<string, Set<string>>,
): Generator<SitePage> {
  const scope = `p-${id}`
  const folder = personFolder(lang, { id, name })
  const years = [...new Set([...(months.get(scope) ?? [])].map((month) => month.slice(0, 4)))]
  const links = years
    .sort()
    .reverse()
    .map((year) => ({ path: `${folder}${year}/index.html`, text: year }))
  const shared = { kind: 'person', lang, title: name, links, feeds: folder } as const
  yield page({ ...shared, path: `${folder}index.html`, term: `all-${scope}`, take: tipSize })
  yield* feedPages({ lang, folder, title: name, term: `own-${lang}-${scope}` }, ['atom'])
  for (const { path, text } of links) yield page({ ...shared, path, term: `in-${scope}-${text}` })
}

function* feedPages(
  of: { lang: Lang; folder: string; title: string; term: string },
  formats: readonly ('atom' | 'rss' | 'json')[],
): Generator<SitePage> {
  const { lang, folder, title, term } = of
  for (const format of formats) {
    const path = `${folder}feed.${format}`
    yield page({ kind: 'feed', lang, path, title, term, take: tipSize, feeds: folder, format })
  }
}

function peoplePage(lang: Lang, people: readonly CorpusPerson[]): SitePage {
  const links = people.map((person) => ({
    path: `${personFolder(lang, person)}index.html`,
    text: person.name,
  }))
  return page({
    kind: 'people',
    lang,
    path: `${listFolder(lang, null)}people/index.html`,
    title: 'People',
    links,
  })
}

function* mapPages(lang: Lang, owned: ReadonlyMap<string, Set<string>>): Generator<SitePage> {
  for (const month of owned.get(lang) ?? []) {
    const path = `sitemap/${lang}-${month}.xml`
    yield page({ kind: 'map', lang, path, title: month, term: `map-${lang}-${month}` })
  }
}

function personFolder(lang: Lang, { id, name }: CorpusPerson): string {
  return `${listFolder(lang, null)}people/${name.toLowerCase().replace(' ', '-')}-${id}/`
}

function beside(periods: readonly string[], period: string): readonly string[] {
  const at = periods.indexOf(period)
  return [periods[at - 1], periods[at + 1]].filter((near) => near !== undefined)
}

function page(
  fields: Pick<SitePage, 'kind' | 'lang' | 'path' | 'title'> & Partial<SitePage>,
): SitePage {
  return {
    term: null,
    take: null,
    links: [],
    feeds: listFolder(fields.lang, null),
    format: null,
    ...fields,
  }
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key) ?? new Set()
  map.set(key, known.add(value))
}
