// Every page there should be, for full builds and for settings that show everywhere. Articles come
// in the order of their language's list, a batch at a time, so that their neighbours are at hand.

import { parseArticleId } from '../model/id.ts'
import type { LiveArticle } from '../model/live.ts'
import type { Newsroom } from '../model/newsroom.ts'
import type { Db } from '../store/db.ts'
import {
  type Place,
  readAllLivePersons,
  readBatch,
  readLiveArticles,
  readMonths,
  readPeriod,
} from '../store/published.ts'
import type { Lang } from '../text/lang.ts'
import { feedPages, hasMonths, periodPage, tipPage } from './key.ts'
import { type Page, personScope, type Scope, sectionScope, standingPages } from './page.ts'
import { listOf, type Primer, years } from './reader.ts'

const batchSize = 500

/** All pages; `primer` has loaded what a batch of articles reads. */
export async function* everyPage(db: Db, newsroom: Newsroom, primer: Primer): AsyncGenerator<Page> {
  yield { kind: 'root' }
  yield { kind: 'robots' }
  yield { kind: 'not-found-root' }
  yield { kind: 'sitemap-index' }
  for (const lang of newsroom.languages) {
    yield { kind: 'not-found', lang }
    yield { kind: 'people', lang }
    for (const page of standingPages) yield { kind: 'standing', page, lang }
    for (const month of await readMonths(db, 'next', { lang }))
      yield { kind: 'sitemap', lang, month }
  }
  const persons = await readAllLivePersons(db)
  const scopes = [
    '-',
    ...newsroom.sections.map(({ key }) => sectionScope(key)),
    ...persons.map(({ id }) => personScope(id)),
  ]
  for (const scope of scopes) {
    const months = await readMonths(db, 'next', listOf(scope))
    for (const lang of newsroom.languages) yield* listPages(lang, scope, months)
    primer.forget()
  }
  for (const lang of newsroom.languages) {
    yield* articlePages(db, lang, primer)
    for (const { id } of await readPeriod(db, 'next', { only: 'withdrawn', lang, period: '' })) {
      yield { kind: 'article', id: parseArticleId(id), lang }
    }
  }
  yield* movedPages(db, primer)
}

function* listPages(lang: Lang, scope: Scope, months: readonly string[]): Generator<Page> {
  yield tipPage(lang, scope)
  yield* feedPages(lang, scope)
  for (const year of years(months)) yield periodPage(lang, scope, year)
  if (hasMonths(scope)) for (const month of months) yield periodPage(lang, scope, month)
}

async function* articlePages(db: Db, lang: Lang, primer: Primer): AsyncGenerator<Page> {
  let after: Place | null = null
  let batch = await readBatch(db, { lang }, { after, limit: batchSize })
  while (batch.length > 0) {
    const last: Place = batch[batch.length - 1]!
    const next: Place[] = await readBatch(db, { lang }, { after: last, limit: batchSize })
    await primer.prime(lang, batch, { before: after, after: next[0] ?? null })
    for (const { id } of batch) yield { kind: 'article', id: parseArticleId(id), lang }
    primer.forget()
    after = last
    batch = next
  }
}

async function* movedPages(db: Db, primer: Primer): AsyncGenerator<Page> {
  yield { kind: 'redirects' }
  for await (const articles of articlesWithAddresses(db)) {
    for (const { id, addresses } of articles) {
      for (const { path } of addresses) yield { kind: 'moved', id, address: path }
    }
    primer.forget()
  }
}

/** The articles that old addresses lead to, newest first, a batch at a time. */
export async function* articlesWithAddresses(db: Db): AsyncGenerator<readonly LiveArticle[]> {
  let after: Place | null = null
  while (true) {
    const batch: Place[] = await readBatch(db, { only: 'addresses' }, { after, limit: batchSize })
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
