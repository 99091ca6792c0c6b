// What every database has to do for the lists that readers see: both states of them, and no more than asked.
import assert from 'node:assert/strict'
import { type ArticleId, parseArticleId } from '../../src/model/id.ts'
import type { LiveArticle } from '../../src/model/live.ts'
import { orderOf } from '../../src/model/time.ts'
import type { Db } from '../../src/store/db.ts'
import { dropPages, pagesReading, putPages, readingsOf, readPages } from '../../src/store/pages.ts'
import {
  type Era,
  hasStaged,
  readLiveArticles,
  settleStaged,
  stageArticles,
} from '../../src/store/published.ts'
import {
  countLive,
  hasMore,
  type Place,
  readBeside,
  readDays,
  readMonths,
  readNewest,
  readPeriod,
} from '../../src/store/published-lists.ts'
import { en, when } from './an-article.ts'
import type { Promises } from './promises.ts'

const days = ['2020-04-30', '2020-05-01', '2020-05-01', '2020-05-28', '2021-01-01']
const ids = days.map((_, n) => parseArticleId(`0000000${n}`))

export const publishedContract: Promises = {
  async 'lists of readers are read from either end, by period and around a place'(db) {
    await stage(db, new Map(days.map((date, n) => [ids[n]!, article(ids[n]!, date)])))
    assert.ok(await hasStaged(db))
    assert.equal(await countLive(db, 'published'), 0)
    assert.deepEqual(await readMonths(db, 'published', {}), [])
    await settleStaged(db)
    assert.equal(await hasStaged(db), false)
    await stage(db, new Map([[ids[4]!, null]]))
    for (const [era, newest] of [
      ['published', 4],
      ['next', 3],
    ] as const) {
      assert.equal(await countLive(db, era), newest + 1)
      assert.deepEqual(names(await readNewest(db, era, { lang: en }, 2)), [newest, newest - 1])
      assert.deepEqual(await readMonths(db, era, {}), [
        ...(era === 'published' ? ['2021-01'] : []),
        '2020-05',
        '2020-04',
      ])
      assert.deepEqual(await beside(db, era, 'newer'), [3])
      const live = await readLiveArticles(db, era, ids)
      assert.equal(live.length, newest + 1)
    }
    const list = { section: 'news', period: '2020-05' }
    assert.deepEqual(names(await readPeriod(db, 'next', list)), [3, 2, 1])
    assert.deepEqual(await readDays(db, 'next', { section: 'news', month: '2020-05' }), [
      '2020-05-28',
      '2020-05-01',
    ])
    const more = [0, 2, 3].map((count) => hasMore(db, 'next', { ...list, count }))
    assert.deepEqual(await Promise.all(more), [true, true, false])
    assert.deepEqual(await beside(db, 'next', 'older'), [1])
  },

  async 'pages are found by their names and by what they read, however many are asked for'(db) {
    const pages = Array.from({ length: 700 }, (_, n) => ({
      name: `page ${n}`,
      path: `${n}.html`,
      digest: `${n}`,
      edition: 1,
      readings: [`picture ${n % 7}`, `article ${n}`],
    }))
    await putPages(db, pages)
    const asked = pages.slice(1).map(({ name }) => name)
    assert.equal((await readPages(db, [...asked, 'nothing'])).length, 699)
    assert.equal((await pagesReading(db, ['picture 3', 'article 0', 'article 3'])).length, 101)
    assert.deepEqual(await readingsOf(db, ['page 8', 'page 15'], 'picture '), ['picture 1'])
    const again = { ...pages[8]!, digest: 'other', edition: 2, readings: [] }
    await dropPages(db, [again.name])
    await putPages(db, [again])
    const { readings: _, ...row } = again
    assert.deepEqual((await readPages(db, [again.name])).map(plain), [row])
    assert.deepEqual(await pagesReading(db, ['article 8']), [])
  },
}

function article(id: ArticleId, date: string): LiveArticle {
  const version = {
    lang: en,
    revision: 1,
    slug: 'a',
    origin: { kind: 'written' },
    headline: 'A',
    teaser: '',
    byline: null,
    corrections: [],
    alt: '',
    withdrawal: null,
  } as const
  return {
    id,
    when: { ...when, date },
    section: 'news',
    place: null,
    speakers: [],
    people: [],
    image: null,
    versions: [version],
    addresses: [],
  }
}

async function stage(db: Db, states: ReadonlyMap<ArticleId, LiveArticle | null>): Promise<void> {
  await stageArticles(db, states, (_, next) => next)
}

async function beside(db: Db, era: Era, towards: 'older' | 'newer'): Promise<readonly number[]> {
  const place = { order: orderOf({ ...when, date: '2020-05-01' }), id: ids[2]! }
  return names(await readBeside(db, era, { place, towards, limit: 1 }))
}

function names(places: readonly Place[]): readonly number[] {
  return places.map(({ id }) => ids.indexOf(parseArticleId(id)))
}

/** SQLite's rows have no prototype. */
function plain<Row extends object>(row: Row): Row {
  return { ...row }
}
