// Every page there should be, for full builds and for settings that show everywhere: in batches whose
// pages read much the same, so that each can be printed by itself, by any printer, in any order.

import { parseArticleId } from '../../model/id.ts'
import type { LiveArticle } from '../../model/live.ts'
import type { Newsroom } from '../../model/newsroom.ts'
import type { Db } from '../../store/db.ts'
import { readAllLivePersons, readLiveArticles } from '../../store/published.ts'
import { type Place, readBatch, readMonths, readPeriod } from '../../store/published-lists.ts'
import type { Lang } from '../../text/lang.ts'
import { feedPages, periodPage, tipPage } from './key.ts'
import { type Page, personScope, type Scope, sectionScope, standingPages } from './page.ts'
import { listOf, readParts, years } from './periods.ts'
import type { Ahead } from './reader.ts'

/** Pages to print together. */
export interface Batch {
  readonly pages: readonly Page[]
  /** What is worth reading ahead for them; null where a page reads for itself. */
  readonly ahead: Ahead | null
}

const articlesAtOnce = 400
const pagesAtOnce = 200

/** All pages, each in one batch. */
export async function* everyPage(db: Db, newsroom: Newsroom): AsyncGenerator<Batch> {
  const { languages } = newsroom
  yield alone([
    { kind: 'root' },
    { kind: 'robots' },
    { kind: 'not-found-root' },
    { kind: 'sitemap-index' },
    ...languages.flatMap((lang): Page[] => [
      { kind: 'not-found', lang },
      { kind: 'people', lang },
      ...standingPages.map((page): Page => ({ kind: 'standing', page, lang })),
    ]),
  ])
  const scopes = ['-', ...newsroom.sections.map(({ key }) => sectionScope(key))]
  yield* inBatches(listUnits(db, languages, scopes))
  const persons = await readAllLivePersons(db)
  yield* inBatches(
    personUnits(
      db,
      languages,
      persons.map(({ id }) => personScope(id)),
    ),
  )
  for (const lang of languages) {
    yield* articleBatches(db, lang)
    yield* inBatches(mapUnits(db, lang))
  }
  yield alone([{ kind: 'redirects' }])
  for await (const articles of articlesWithAddresses(db)) {
    yield alone(
      articles.flatMap(({ id, addresses }) =>
        addresses.map(({ path }): Page => ({ kind: 'moved', id, address: path })),
      ),
    )
  }
}

/**
 * The fronts and feeds of the whole and its sections, then month by month their archives: what stands in
 * several lists is read once for all of them, and no more than a month of it is held.
 */
async function* listUnits(
  db: Db,
  languages: readonly Lang[],
  scopes: readonly Scope[],
): AsyncGenerator<readonly Page[]> {
  const months = new Map<Scope, readonly string[]>()
  for (const scope of scopes) {
    months.set(scope, await readMonths(db, 'next', listOf(scope)))
    yield frontPages(languages, scope)
  }
  const all = [...new Set([...months.values()].flat())].sort().reverse()
  for (const period of [...years(all), ...all]) {
    const unit: Page[] = []
    for (const scope of scopes) {
      if (!months.get(scope)?.some((month) => month.startsWith(period))) continue
      const parts = period.length === 7 && (await readParts(db, 'next', { scope, period }))
      unit.push(...periodPages(languages, scope, [period, ...(parts || [])]))
    }
    yield unit
  }
}

/** Person by person: their fronts and feeds, then their years. */
async function* personUnits(
  db: Db,
  languages: readonly Lang[],
  scopes: readonly Scope[],
): AsyncGenerator<readonly Page[]> {
  for (const scope of scopes) {
    yield frontPages(languages, scope)
    for (const period of years(await readMonths(db, 'next', listOf(scope)))) {
      const parts = await readParts(db, 'next', { scope, period })
      yield periodPages(languages, scope, [period, ...(parts ?? [])])
    }
  }
}

function frontPages(languages: readonly Lang[], scope: Scope): readonly Page[] {
  return languages.flatMap((lang) => [tipPage(lang, scope), ...feedPages(lang, scope)])
}

function periodPages(
  languages: readonly Lang[],
  scope: Scope,
  periods: readonly string[],
): readonly Page[] {
  return periods.flatMap((period) => languages.map((lang) => periodPage(lang, scope, period)))
}

async function* mapUnits(db: Db, lang: Lang): AsyncGenerator<readonly Page[]> {
  for (const month of await readMonths(db, 'next', { lang }))
    yield [{ kind: 'sitemap', lang, month }]
  const withdrawn = await readPeriod(db, 'next', { only: 'withdrawn', lang, period: '' })
  for (const { id } of withdrawn) yield [{ kind: 'article', id: parseArticleId(id), lang }]
}

/** Articles in the order of their language's list, so that their neighbours are at hand. */
async function* articleBatches(db: Db, lang: Lang): AsyncGenerator<Batch> {
  let before: Place | null = null
  let places = await readBatch(db, { lang }, { after: null, limit: articlesAtOnce })
  while (places.length > 0) {
    const last: Place = places[places.length - 1]!
    const next: Place[] = await readBatch(db, { lang }, { after: last, limit: articlesAtOnce })
    yield {
      pages: places.map(({ id }) => ({ kind: 'article', id: parseArticleId(id), lang })),
      ahead: { lang, places, before, after: next[0] ?? null },
    }
    before = last
    places = next
  }
}

/** Small units put together; one unit's pages stay together. */
async function* inBatches(units: AsyncIterable<readonly Page[]>): AsyncGenerator<Batch> {
  let pages: Page[] = []
  for await (const unit of units) {
    pages.push(...unit)
    if (pages.length < pagesAtOnce) continue
    yield alone(pages)
    pages = []
  }
  if (pages.length > 0) yield alone(pages)
}

function alone(pages: readonly Page[]): Batch {
  return { pages, ahead: null }
}

/** The articles that old addresses lead to, newest first, a batch at a time. */
export async function* articlesWithAddresses(db: Db): AsyncGenerator<readonly LiveArticle[]> {
  let after: Place | null = null
  while (true) {
    const batch: Place[] = await readBatch(
      db,
      { only: 'addresses' },
      { after, limit: articlesAtOnce },
    )
    const [last] = batch.slice(-1)
    if (last === undefined) return
    const live = await readLiveArticles(
      db,
      'next',
      batch.map(({ id }) => id),
    )
    const order = new Map(batch.map(({ id }, at) => [id, at]))
    yield live.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
    after = last
  }
}
