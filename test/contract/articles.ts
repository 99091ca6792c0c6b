// What every database under the store has to do for articles: their versions and revisions, where they
// came from, pictures, settings, and what waits to be published.
import assert from 'node:assert/strict'
import { stateOf } from '../../src/model/article.ts'
import { parseArticleId, parseDigest } from '../../src/model/id.ts'
import {
  createArticle,
  readArticle,
  readArticles,
  updateArticle,
} from '../../src/store/articles.ts'
import { nameByline, publicByline, readBylines, readPosters } from '../../src/store/bylines.ts'
import type { Db } from '../../src/store/db.ts'
import { forgetArticle } from '../../src/store/forget.ts'
import { putMeta, putNewsroom, readMeta, readNewsroom } from '../../src/store/newsroom.ts'
import { clearPending, markPending, readPending } from '../../src/store/pending.ts'
import { putPicture, readPictures, readPictureUses } from '../../src/store/pictures.ts'
import { readRevision, readRevisions, readRevisionsAt } from '../../src/store/revisions.ts'
import { addAddress, findBySource, putSource, readAddresses } from '../../src/store/sources.ts'
import { inTransaction } from '../../src/store/transaction.ts'
import {
  approve,
  freezeSlug,
  readDue,
  readVersion,
  readVersions,
  returnToDraft,
  sendToReview,
  setLive,
  withdraw,
  withdrawApproval,
} from '../../src/store/versions.ts'
import { parseLang } from '../../src/text/lang.ts'
import { en, key, one, pendingNames, put, tr, two, when, words } from './an-article.ts'
import type { Promises } from './promises.ts'

export const articleContract: Promises = {
  async 'an article is read back as it was created'(db) {
    const fields = {
      when,
      section: 'news',
      tags: ['a', 'ئا'],
      speakers: ['Rabia Kadeer', 'Ilham'],
      place: 'Munich',
      poster: 'Kanat',
    }
    await createArticle(db, one, fields)
    assert.deepEqual(await readArticle(db, one), {
      id: one,
      when,
      whenOpen: null,
      section: 'news',
      tags: ['a', 'ئا'],
      speakers: [
        { name: 'Rabia Kadeer', person: null },
        { name: 'Ilham', person: null },
      ],
      speakerProposed: null,
      people: [],
      place: 'Munich',
      image: null,
      poster: 'Kanat',
      source: null,
    })
    assert.equal(await readArticle(db, two), null)
    await assert.rejects(createArticle(db, one, {}))
    assert.deepEqual([...(await readArticles(db, [two, one])).keys()], [one])
  },

  async 'changing an article marks it pending only when something changed'(db) {
    await createArticle(db, one, { whenOpen: 'day or month?', speakers: ['A'] })
    await clearPending(db, await readPending(db))
    assert.equal(await updateArticle(db, one, { place: null, speakers: ['A'] }), false)
    assert.deepEqual(await readPending(db), [])
    assert.equal(await updateArticle(db, one, { when, speakers: ['B', 'A'] }), true)
    const article = await readArticle(db, one)
    assert.deepEqual(article?.when, when)
    assert.equal(article?.whenOpen, null)
    assert.deepEqual(
      article?.speakers.map(({ name }) => name),
      ['B', 'A'],
    )
    assert.deepEqual(await pendingNames(db), ['article 00000001'])
    await assert.rejects(updateArticle(db, two, { place: 'x' }), /there is none/)
    await assert.rejects(
      updateArticle(db, one, { when: { ...when, date: '2020-02-30' } }),
      /2020-02-30/,
    )
  },

  async 'a thing that changes while it is published stays pending'(db) {
    await markPending(db, 'article', one)
    await markPending(db, 'article', two)
    const read = await readPending(db)
    await markPending(db, 'article', one)
    await clearPending(db, read)
    assert.deepEqual(await pendingNames(db), ['article 00000001'])
  },

  async 'what is marked, cleared and marked again in one transaction is pending'(db) {
    await inTransaction(db, async (tx) => {
      await markPending(tx, 'article', one)
      await markPending(tx, 'article', one)
      await clearPending(tx, await readPending(tx))
      await markPending(tx, 'article', one)
    })
    assert.deepEqual(await pendingNames(db), ['article 00000001'])
  },

  async 'a transaction that fails leaves nothing, a joined one does not commit early'(db) {
    const work = inTransaction(db, async (tx) => {
      await inTransaction(tx, (inner) => createArticle(inner, one, {}))
      throw new Error('stop')
    })
    await assert.rejects(work, /stop/)
    assert.equal(await readArticle(db, one), null)
    assert.deepEqual(await readPending(db), [])
  },

  async 'writers at the same time take turns'(db) {
    await createArticle(db, one, {})
    const puts = Array.from({ length: 10 }, (_, i) => put(db, { headline: `h${i}` }))
    const numbers = (await Promise.all(puts)).map(({ number }) => number)
    assert.deepEqual(
      numbers.toSorted((a, b) => a - b),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    )
    assert.equal((await readVersion(db, key))?.newest, 10)
  },

  async 'a revision is read back as it was put, and the same words add none'(db) {
    await createArticle(db, one, {})
    assert.deepEqual(await put(db, {}), { number: 1, isNew: true })
    assert.deepEqual(await put(db, {}), { number: 1, isNew: false })
    assert.deepEqual(await put(db, { headline: 'Other' }), { number: 2, isNew: true })
    assert.deepEqual(await put(db, {}), { number: 3, isNew: true })
    const made = { madeAt: 1_590_000_000_000, madeBy: null, madeFrom: null }
    assert.deepEqual(
      await readRevision(db, { ...key, number: 1 }),
      JSON.parse(JSON.stringify({ number: 1, ...words, ...made })),
    )
    assert.equal(await readRevision(db, { ...key, number: 4 }), null)
    const all = await readRevisions(db, key)
    assert.deepEqual(
      all.map(({ number }) => number),
      [3, 2, 1],
    )
    const some = await readRevisionsAt(db, [
      { ...key, number: 2 },
      { ...key, lang: tr, number: 1 },
    ])
    assert.deepEqual(
      some.map(({ lang, number, headline }) => [lang, number, headline]),
      [['en', 2, 'Other']],
    )
  },

  async 'approval falls when the text changes, except for what readers see already'(db) {
    await createArticle(db, one, {})
    await put(db, {})
    assert.equal(await state(db), 'drafting')
    await sendToReview(db, key)
    assert.equal(await state(db), 'in review')
    await returnToDraft(db, key)
    assert.equal(await state(db), 'drafting')
    await approve(db, key, { revision: 1, publishAt: null })
    assert.equal(await state(db), 'approved')
    await put(db, { headline: 'Two' })
    assert.equal(await state(db), 'drafting')
    assert.equal((await readVersion(db, key))?.approved, null)
    await assert.rejects(approve(db, key, { revision: 1, publishAt: null }), /newest is 2/)
    await approve(db, key, { revision: 2, publishAt: null })
    await setLive(db, key, 2)
    assert.equal(await state(db), 'live')
    await put(db, { headline: 'Three' })
    assert.equal(await state(db), 'live with changes pending')
    assert.equal((await readVersion(db, key))?.approved, 2)
    await approve(db, key, { revision: 3, publishAt: null })
    await put(db, { headline: 'Four' })
    assert.equal((await readVersion(db, key))?.approved, 2)
    await approve(db, key, { revision: 4, publishAt: null })
    await withdrawApproval(db, key)
    assert.equal((await readVersion(db, key))?.approved, 2)
  },

  async 'a scheduled version is due when its time has come, until it is live'(db) {
    await createArticle(db, one, {})
    await put(db, {})
    await approve(db, key, { revision: 1, publishAt: 1000 })
    assert.equal(await state(db), 'scheduled')
    assert.deepEqual(await readDue(db, 999), [])
    assert.deepEqual(
      (await readDue(db, 1000)).map(({ article, lang }) => [article, lang]),
      [[one, 'en']],
    )
    await setLive(db, key, 1)
    assert.deepEqual(await readDue(db, 1000), [])
  },

  async 'a withdrawal is dated and can be taken back; a slug is frozen'(db) {
    await createArticle(db, one, {})
    await put(db, {})
    await setLive(db, key, 1)
    await withdraw(db, key, { date: '2020-06-01', note: 'Wrong.' })
    assert.equal(await state(db), 'withdrawn')
    const { withdrawal } = (await readVersion(db, key)) ?? {}
    assert.deepEqual(withdrawal, { date: '2020-06-01', note: 'Wrong.' })
    await withdraw(db, key, null)
    assert.equal(await state(db), 'live')
    assert.equal(await freezeSlug(db, key, 'first'), 'first')
    assert.equal(await freezeSlug(db, key, 'second'), 'first')
    await assert.rejects(setLive(db, { ...key, lang: tr }, 1), /article "00000001" in "tr"/)
  },

  async 'an item of an old site is found again, and its addresses lead to one article'(db) {
    await createArticle(db, one, {})
    await createArticle(db, two, {})
    assert.equal(await findBySource(db, 'drupal', 'node/12'), null)
    const item = { system: 'drupal', key: 'node/12', article: one, lang: en, digest: 'a' }
    await putSource(db, item)
    await putSource(db, { ...item, digest: 'b' })
    const { ...found } = await findBySource(db, 'drupal', 'node/12')
    assert.deepEqual(found, { ...item, digest: 'b' })
    assert.equal(await addAddress(db, { path: '/node/12', article: one, lang: null }), true)
    assert.equal(await addAddress(db, { path: '/node/12', article: one, lang: null }), true)
    assert.equal(await addAddress(db, { path: '/node/12', article: two, lang: null }), false)
    await addAddress(db, { path: '/Statement', article: one, lang: en })
    const addresses = ['/Statement', '/node/12']
    assert.deepEqual(
      (await readAddresses(db)).map(({ path }) => path),
      addresses,
    )
    assert.deepEqual((await readArticle(db, one))?.source, {
      system: 'drupal',
      key: 'node/12',
      addresses,
    })
    assert.equal((await readArticle(db, two))?.source, null)
  },

  async 'the name of a poster becomes public by a decision only'(db) {
    await createArticle(db, one, { poster: 'Kanat' })
    await createArticle(db, two, { poster: 'Kanat' })
    await createArticle(db, parseArticleId('00000003'), { poster: 'admin' })
    assert.deepEqual(await readPosters(db), [
      { poster: 'Kanat', articles: 2, decided: false, byline: null },
      { poster: 'admin', articles: 1, decided: false, byline: null },
    ])
    await put(db, {})
    const [kept] = await readPosters(db)
    assert.deepEqual(
      [kept?.decided, kept?.byline],
      [false, 'Kanat'],
      'kept by import: readers see it',
    )
    await clearPending(db, await readPending(db))
    assert.equal(await nameByline(db, 'Kanat', 'K. A.'), 2)
    assert.deepEqual(await pendingNames(db), ['article 00000001', 'article 00000002'])
    await nameByline(db, 'admin', null)
    const decided = await readBylines(db)
    assert.deepEqual(
      [...decided].toSorted(),
      [
        ['Kanat', 'K. A.'],
        ['admin', null],
      ].toSorted(),
    )
    assert.equal(publicByline(null, 'Kanat', decided), 'K. A.')
    assert.equal(publicByline('Kanat', 'Kanat', decided), 'K. A.')
    assert.equal(publicByline('Staff', 'Kanat', decided), 'Staff')
    assert.equal(publicByline('admin', 'admin', decided), null)
    assert.equal(publicByline('Other', 'Other', decided), 'Other')
    assert.equal(publicByline(null, 'Other', decided), null)
    assert.equal(publicByline('Staff', null, decided), 'Staff')
  },

  async 'settings are kept, and change every page'(db) {
    assert.equal(await readNewsroom(db), null)
    const newsroom = {
      name: { [en]: 'News' },
      url: 'https://news.example/',
      zone: 'Europe/Berlin',
      languages: [en],
      derived: [],
      sections: [],
      precision: 'day' as const,
      colours: { light: '#123456', dark: '#abcdef' },
      logo: null,
      about: {},
      mirrors: [],
      solo: true,
    }
    await putNewsroom(db, newsroom)
    assert.deepEqual(await readNewsroom(db), newsroom)
    assert.deepEqual(await pendingNames(db), ['newsroom '])
    await putMeta(db, 'import-key', 'secret')
    await putMeta(db, 'import-key', 'other')
    assert.equal(await readMeta(db, 'import-key'), 'other')
    assert.equal(await readMeta(db, 'none'), null)
  },

  async 'a picture knows where it is used; a figure of an unknown picture is refused'(db) {
    const picture = { digest: parseDigest('ab'.repeat(32)), width: 800, height: 600 }
    const kept = { ...picture, widths: [400, 800], credit: null, focus: { x: 0.5, y: 0.25 } }
    const { digest } = kept
    const figure = { type: 'figure', attrs: { picture: digest, dir: null, lang: null } }
    const body = { type: 'doc' as const, content: [figure] }
    await createArticle(db, one, {})
    await assert.rejects(put(db, { body }))
    await putPicture(db, kept)
    await put(db, { body })
    await createArticle(db, two, { image: digest })
    assert.deepEqual([...(await readPictures(db, [digest])).values()], [kept])
    assert.deepEqual(await readPictureUses(db, digest), [one, two])
    assert.ok((await pendingNames(db)).includes(`picture ${digest}`))
  },

  async 'an article is forgotten whole, or one language of it; pictures go with the last that shows them'(
    db,
  ) {
    const picture = { digest: parseDigest('ef'.repeat(32)), width: 800, height: 600 }
    const kept = { ...picture, widths: [400], credit: null, focus: { x: 0.5, y: 0.25 } }
    await putPicture(db, kept)
    await createArticle(db, one, { speakers: ['Somebody'], image: kept.digest })
    await createArticle(db, two, { image: kept.digest })
    await put(db, {})
    await addAddress(db, { path: '/node/9', article: one, lang: null })
    const ug = parseLang('ug')
    await put(db, { lang: ug })
    const languages = async () =>
      ((await readVersions(db, [one])).get(one) ?? []).map(({ lang }) => lang)
    assert.deepEqual(await languages(), [en, ug])
    await inTransaction(db, (tx) => forgetArticle(tx, one, { langs: [ug], kept: [] }))
    assert.deepEqual(await languages(), [en])
    const all = { langs: [en, ug], kept: [] }
    const first = await inTransaction(db, (tx) => forgetArticle(tx, one, all))
    assert.deepEqual(first.pictures, [], 'the other article still shows it')
    assert.equal(await readArticle(db, one), null)
    assert.deepEqual([await languages(), await readAddresses(db, [one])], [[], []])
    const second = await inTransaction(db, (tx) => forgetArticle(tx, two, all))
    assert.deepEqual(second.pictures, [{ digest: kept.digest, widths: [400] }])
    assert.equal((await readPictures(db, [kept.digest])).size, 0)
    assert.ok((await pendingNames(db)).includes(`article ${one}`))
  },

  async 'versions are read by article, languages in a fixed order'(db) {
    await createArticle(db, one, {})
    for (const lang of ['ug-Latn', 'en', 'ug', 'zh-Hans'])
      await put(db, { lang: parseLang(lang), origin: { kind: 'translated', from: en } })
    const versions = (await readVersions(db, [one])).get(one) ?? []
    assert.deepEqual(
      versions.map(({ lang }) => lang),
      ['en', 'ug', 'ug-Latn', 'zh-Hans'],
    )
    assert.deepEqual(versions[1]?.origin, { kind: 'translated', from: 'en' })
  },
}

async function state(db: Db): Promise<string> {
  return stateOf(await readVersion(db, key))
}
