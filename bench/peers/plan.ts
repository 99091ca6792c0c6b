// The site of a corpus, said plainly enough for any generator: at which address each article stands
// and which other files there are, each with what it shows. The peers print the same files from it.
import { listMax } from '../../src/edition/pages/periods.ts'
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
  articles(): Generator<CorpusArticle>
  /** The lists an article stands in. */
  termsOf(article: CorpusArticle): readonly string[]
}

/** How many articles a list has on each of its days. */
type Days = ReadonlyMap<string, ReadonlyMap<string, number>>

/** Where a changed article stands: at its address, in its lists. */
export interface Standing {
  readonly address?: string
  readonly terms: readonly string[]
}

const tipSize = 20

/** The plan of the corpus of `count` articles. */
export function planSite(count: number, seed: number): SitePlan {
  const days = new Map<string, Map<string, number>>()
  const owned = new Map<string, Map<string, number>>()
  for (const { date, lang, ...article } of corpus(count, seed)) {
    for (const scope of scopesOf(article)) add(days, scope, date)
    add(owned, lang, date)
  }
  const people = corpusPeople(count)
  const pages = corpusLanguages.flatMap((lang) => [
    ...listPages(lang, days),
    ...people.flatMap((person) => [...personPages(lang, person, days)]),
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
    termsOf: (article) => termsOf(article, days),
  }
}

/** An article's address: the slug is made once and stays when the headline changes. */
export function pathOf(article: CorpusArticle): string {
  const { lang, date, id, headline } = article
  return articlePath(lang, date.slice(0, 7), { slug: slugOf(headline, lang), id })
}

function termsOf(article: CorpusArticle, days: Days): readonly string[] {
  const { lang, date } = article
  return [
    `map-${lang}-${date.slice(0, 7)}`,
    ...scopesOf(article).flatMap((scope) => {
      const whole = date.slice(0, scope.startsWith('p-') ? 4 : 7)
      const period =
        partsOf(days, scope, whole).length > 0 ? date.slice(0, whole.length + 3) : whole
      return [`all-${scope}`, `own-${lang}-${scope}`, `in-${scope}-${period}`]
    }),
  ]
}

const parted = new WeakMap<Days, Map<string, readonly string[]>>()

/** The days of a month, or months of a year, that is too long for one page; else none. */
function partsOf(days: Days, scope: string, period: string): readonly string[] {
  const known = parted.get(days) ?? new Map<string, readonly string[]>()
  parted.set(days, known)
  const name = `${scope} ${period}`
  const parts = known.get(name) ?? partsIn(days.get(scope) ?? new Map(), period)
  known.set(name, parts)
  return parts
}

function partsIn(days: ReadonlyMap<string, number>, period: string): readonly string[] {
  const within = [...days].filter(([day]) => day.startsWith(period))
  if (within.reduce((sum, [, count]) => sum + count, 0) <= listMax) return []
  return periodsOf(
    within.map(([day]) => day),
    period.length + 3,
  )
}

/** Periods of `length` characters, newest first. */
function periodsOf(days: Iterable<string>, length: number): readonly string[] {
  return [...new Set([...days].map((day) => day.slice(0, length)))].sort().reverse()
}

function scopesOf(article: Pick<CorpusArticle, 'section' | 'people'>): readonly string[] {
  return ['x', `s-${article.section}`, ...article.people.map((id) => `p-${id}`)]
}

function* listPages(lang: Lang, days: Days): Generator<SitePage> {
  for (const section of [null, ...corpusSections]) {
    const scope = section === null ? 'x' : `s-${section}`
    const folder = listFolder(lang, section)
    const listed = periodsOf(days.get(scope)?.keys() ?? [], 7)
    const years = periodsOf(listed, 4)
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
      const parts = partsOf(days, scope, month)
      const term = parts.length > 0 ? null : `in-${scope}-${month}`
      const links = [...parts, ...beside(listed, month), month.slice(0, 4)].map(to)
      yield page({ ...shared, kind: 'archive', path: to(month).path, title: month, term, links })
      for (const day of parts) {
        const around = [...beside(parts, day), month].map(to)
        const of = { path: to(day).path, title: day, term: `in-${scope}-${day}`, links: around }
        yield page({ ...shared, kind: 'archive', ...of })
      }
    }
  }
}

function* personPages(lang: Lang, { id, name }: CorpusPerson, days: Days): Generator<SitePage> {
  const scope = `p-${id}`
  const folder = personFolder(lang, { id, name })
  const to = (period: string): Link => ({
    path: `${folder}${period.replace('-', '/')}/index.html`,
    text: period,
  })
  const years = periodsOf(days.get(scope)?.keys() ?? [], 4)
  const links = years.map(to)
  const shared = { kind: 'person', lang, title: name, links, feeds: folder } as const
  yield page({ ...shared, path: `${folder}index.html`, term: `all-${scope}`, take: tipSize })
  yield* feedPages({ lang, folder, title: name, term: `own-${lang}-${scope}` }, ['atom'])
  for (const year of years) {
    const parts = partsOf(days, scope, year)
    const term = parts.length > 0 ? null : `in-${scope}-${year}`
    yield page({ ...shared, path: to(year).path, term, links: [...parts.map(to), ...links] })
    for (const month of parts)
      yield page({ ...shared, path: to(month).path, term: `in-${scope}-${month}` })
  }
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

function* mapPages(lang: Lang, owned: Days): Generator<SitePage> {
  for (const month of periodsOf(owned.get(lang)?.keys() ?? [], 7)) {
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

function add(map: Map<string, Map<string, number>>, key: string, day: string): void {
  const known = map.get(key) ?? new Map<string, number>()
  map.set(key, known.set(day, (known.get(day) ?? 0) + 1))
}
