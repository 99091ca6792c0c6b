// What every database has to do for the lists that newsrooms work with.
import assert from 'node:assert/strict'
import { parseArticleId } from '../../src/model/id.ts'
import { createArticle } from '../../src/store/articles.ts'
import { type ArticleFilter, countArticles, listArticles } from '../../src/store/lists.ts'
import { putRevision, setLive } from '../../src/store/versions.ts'
import { en, one, put, revision, tr, two, when } from './an-article.ts'
import type { Promises } from './promises.ts'

export const listContract: Promises = {
  async 'lists are newest first, page by page, open dates at the top'(db) {
    const dates = ['2020-01-01', '2020-05-01', '2020-03-01', '2020-05-01']
    for (const [index, date] of dates.entries())
      await createArticle(db, parseArticleId(`0000000${index}`), { when: { ...when, date } })
    await createArticle(db, parseArticleId('00000009'), { whenOpen: 'no date' })
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const page = await listArticles(db, {}, { limit: 2, after })
      seen.push(...page.articles.map(({ article }) => article.id))
      after = page.next
      if (after === null) break
    }
    assert.deepEqual(seen, ['00000009', '00000003', '00000001', '00000002', '00000000'])
    assert.equal(await countArticles(db, {}), 5)
    await assert.rejects(listArticles(db, {}, { limit: 2, after: 'x' }), SyntaxError)
  },

  async 'lists are filtered by language, section, state and what is unsettled'(db) {
    await createArticle(db, one, { when, section: 'news' })
    await createArticle(db, two, { when, speakerProposed: 'Rabia Kadeer' })
    await put(db, {})
    await putRevision(db, { ...revision, article: two, lang: tr })
    await setLive(db, { article: two, lang: tr }, 1)
    const check = async (filter: ArticleFilter, ids: readonly string[]): Promise<void> => {
      const { articles } = await listArticles(db, filter, { limit: 10 })
      assert.deepEqual(
        articles.map(({ article }) => article.id),
        ids,
        JSON.stringify(filter),
      )
      assert.equal(await countArticles(db, filter), ids.length)
    }
    await check({ section: 'news' }, [one])
    await check({ lang: en }, [one])
    await check({ lang: en, state: 'none' }, [two])
    await check({ state: 'live' }, [two])
    await check({ lang: en, state: 'live' }, [])
    await check({ unsettled: true }, [two])
    const { articles } = await listArticles(db, { lang: tr }, { limit: 10 })
    assert.deepEqual(
      articles[0]?.versions.map(({ version, state, headline }) => [version.lang, state, headline]),
      [['tr', 'live', 'Headline']],
    )
  },

  async 'the state of a list is the state of stateOf(), for every combination'(db) {
    const some = [null, 1, 2]
    let count = 0
    for (const approved of some)
      for (const live of some)
        for (const inReview of [0, 1] as const)
          for (const publishAt of [null, 1000])
            for (const withdrawnOn of [null, '2020-06-01']) {
              const article = parseArticleId(String(count++).padStart(8, '0'))
              await createArticle(db, article, {})
              const rest = { approved, live, in_review: inReview, publish_at: publishAt }
              const note = withdrawnOn && { withdrawn_on: withdrawnOn, withdrawal_note: '' }
              await db
                .insertInto('version')
                .values({ article, lang: en, origin: 'written', newest: 2, ...rest, ...note })
                .execute()
            }
    const listed = await listArticles(db, {}, { limit: 100 })
    const versions = listed.articles.flatMap((article) => article.versions)
    const byState = Map.groupBy(versions, (listedVersion) => listedVersion.state)
    assert.equal(versions.length, 72)
    assert.equal(byState.size, 7)
    for (const [wanted, found] of byState) {
      const { articles } = await listArticles(db, { state: wanted }, { limit: 100 })
      assert.deepEqual(
        articles.map(({ article }) => article.id),
        found.map(({ version }) => version.article),
        wanted,
      )
    }
  },
}
