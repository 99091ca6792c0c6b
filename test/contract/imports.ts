// What every database under the store has to do for imports: take them back, propose translations, join.
import assert from 'node:assert/strict'
import { bodyOfParagraphs } from '../../src/model/body.ts'
import {
  type ArticleId,
  type PersonId,
  parseArticleId,
  parseDigest,
  parsePersonId,
} from '../../src/model/id.ts'
import { createArticle, readArticle } from '../../src/store/articles.ts'
import type { Db } from '../../src/store/db.ts'
import { forgetArticle } from '../../src/store/forget.ts'
import {
  endImport,
  noteBefore,
  notePerson,
  readImported,
  readNewestImport,
  startImport,
  undoArticle,
  undoPeople,
} from '../../src/store/imports.ts'
import { joinArticles } from '../../src/store/join.ts'
import { putNewsroom } from '../../src/store/newsroom.ts'
import { putLink, readLinks } from '../../src/store/people/links.ts'
import { createPerson, mergePeople, readPeople } from '../../src/store/people/people.ts'
import { putAlt, putPicture, readPictures, readPictureUses } from '../../src/store/pictures.ts'
import {
  pairOf,
  proposePair,
  putClues,
  readCandidates,
  readProposals,
  rejectPair,
} from '../../src/store/proposals.ts'
import { readRevisions } from '../../src/store/revisions.ts'
import {
  addAddress,
  findByAddresses,
  findBySource,
  putSource,
  readAddresses,
} from '../../src/store/sources.ts'
import { inTransaction } from '../../src/store/transaction.ts'
import { putRevision, readVersion } from '../../src/store/versions.ts'
import { type Lang, parseLang } from '../../src/text/lang.ts'
import { testNewsroom, wholeText } from '../desk.ts'
import type { Promises } from './promises.ts'

const [one, two, three] = ['00000001', '00000002', '00000003'].map(parseArticleId) as [
  ArticleId,
  ArticleId,
  ArticleId,
]
const [en, ug] = ['en', 'ug'].map(parseLang) as [Lang, Lang]
const picture = parseDigest('a'.repeat(64))
const all = { after: null, limit: 100 }

export const importContract: Promises = {
  async 'an import is taken back: what it changed is as it was, what it brought is gone'(db) {
    await putNewsroom(db, testNewsroom)
    await write(db, one, en, 'Before')
    await addAddress(db, { path: '/node/1', article: one, lang: null })
    const run = await startImport(db, 1)
    assert.equal(await startImport(db, 2), run, 'an interrupted import goes on')
    await noteBefore(db, run, one)
    await write(db, one, en, 'After')
    await noteBefore(db, run, two)
    await write(db, two, ug, 'New', picture)
    await putAlt(db, picture, ug, 'A hall')
    await endImport(db, run, 'done')
    assert.equal((await readNewestImport(db))?.number, run)
    assert.deepEqual(await readImported(db, run, { after: '', most: 9 }), [one, two])
    for (const id of [one, two]) {
      const undone = await inTransaction(db, (tx) => undoArticle(tx, run, { id, logo: null }))
      assert.equal(undone.kept, null)
      assert.deepEqual(
        undone.pictures.map(({ digest }) => digest),
        id === two ? [picture] : [],
      )
    }
    assert.deepEqual(
      (await readRevisions(db, { article: one, lang: en })).map(({ headline }) => headline),
      ['Before'],
    )
    assert.equal((await readAddresses(db, [one])).length, 1)
    assert.equal(await readArticle(db, two), null)
    assert.equal((await readPictures(db, [picture])).size, 0)
  },

  async 'an import takes back whom it alone brought into the register'(db) {
    const run = await startImport(db, 1)
    const [ana, bo, cy] = ['p0000001', 'p0000002', 'p0000003'].map(parsePersonId) as [
      PersonId,
      PersonId,
      PersonId,
    ]
    for (const id of [ana, bo, cy]) {
      const spelling = { text: id, source: 'folder', status: 'confirmed' } as const
      const spellings = [{ ...spelling, searchOnly: false }]
      await createPerson(db, {
        id,
        preferred: { [en]: id },
        spellings,
        unlisted: false,
        slug: null,
      })
      await notePerson(db, run, id)
      await notePerson(db, run, id)
    }
    await mergePeople(db, { from: ana, into: bo })
    await write(db, one, en, 'One')
    await putLink(db, {
      article: one,
      person: cy,
      spelling: 'Cy',
      place: 'text',
      status: 'confirmed',
    })
    assert.deepEqual(await inTransaction(db, (tx) => undoPeople(tx, run)), { gone: 2, kept: 1 })
    assert.deepEqual(
      (await readPeople(db)).map(({ id }) => id),
      [cy],
    )
  },

  async 'a forgotten article takes its picture and the words for it along'(db) {
    await write(db, one, en, 'Hall', picture)
    await putAlt(db, picture, en, 'A hall')
    const gone = await inTransaction(db, (tx) => forgetArticle(tx, one, { langs: [en], kept: [] }))
    assert.equal(gone.pictures.length, 1)
    const left = await db.selectFrom('picture_alt').selectAll().execute()
    assert.deepEqual(left, [])
  },

  async 'clues tell who shares them, until too many do'(db) {
    for (const id of [one, two, three]) await write(db, id, en, id)
    const first = await putClues(db, [
      { clue: 'a', article: one },
      { clue: 'b', article: one },
      { clue: 'b', article: one },
    ])
    assert.deepEqual([...first], [])
    const second = await putClues(db, [
      { clue: 'a', article: two },
      { clue: 'c', article: three },
    ])
    assert.deepEqual([...second], [['a', [one, two]]])
    for (let at = 10; at < 40; at++) await write(db, parseArticleId(`000000${at}`), en, 'Many')
    const many = [...Array(30).keys()].map((at) => parseArticleId(`000000${at + 10}`))
    assert.deepEqual(
      [
        ...(await putClues(
          db,
          many.map((article) => ({ clue: 'd', article })),
        )),
      ],
      [],
    )
    const kept = await db
      .selectFrom('translation_clue')
      .select('clue')
      .where('clue', '=', 'd')
      .execute()
    assert.equal(kept.length, 21)
  },

  async 'a proposal gathers reasons, and a rejected one is not made again'(db) {
    await write(db, one, en, 'One')
    await write(db, two, ug, 'Two')
    await write(db, three, ug, 'Three')
    const pair = pairOf(two, one)
    assert.deepEqual(pair, { one, other: two })
    assert.equal(await proposePair(db, { ...pair, reasons: ['a'] }), true)
    assert.equal(await proposePair(db, { ...pair, reasons: ['a'] }), false)
    assert.equal(await proposePair(db, { ...pair, reasons: ['b'] }), true)
    await proposePair(db, { ...pairOf(one, three), reasons: ['c'] })
    await proposePair(db, { ...pairOf(two, three), reasons: ['one language'] })
    const [first] = await readProposals(db, { after: null, limit: 1 })
    assert.deepEqual(first, { ...pair, reasons: ['a', 'b'] })
    assert.deepEqual(await readProposals(db, { after: pair, limit: 9 }), [
      { one, other: three, reasons: ['c'] },
    ])
    await rejectPair(db, two, one)
    assert.equal(await proposePair(db, { ...pair, reasons: ['d'] }), false)
    assert.equal((await readProposals(db, all)).length, 1)
    assert.throws(() => pairOf(one, one), RangeError)
    await inTransaction(db, (tx) => forgetArticle(tx, three, { langs: [ug], kept: [] }))
    assert.deepEqual(await readProposals(db, all), [])
  },

  async 'joining moves the texts of an article with all that belongs to them'(db) {
    await write(db, one, en, 'One')
    await write(db, two, ug, 'Two', picture)
    await write(db, two, ug, 'Two, revised', picture)
    await write(db, three, ug, 'Three')
    const person = { id: 'p0000001' as Parameters<typeof createPerson>[1]['id'] }
    const names = { preferred: { [en]: 'Ana' }, spellings: [], unlisted: false, slug: null }
    await createPerson(db, { ...person, ...names })
    const link = { person: person.id, spelling: 'Ana', place: 'text', status: 'confirmed' } as const
    await putLink(db, { ...link, article: two })
    await addAddress(db, { path: '/node/1', article: one, lang: null })
    await addAddress(db, { path: '/node/2', article: two, lang: null })
    await putSource(db, { system: 'web', key: '2', article: two, lang: null, digest: 'x' })
    await proposePair(db, { ...pairOf(two, one), reasons: ['a'] })
    await putClues(db, [{ clue: 'a', article: two }])
    const places = [{ path: `/ug/2020/05/two-${two}.html`, lang: ug }]
    await assert.rejects(joinArticles(db, { from: three, into: two, places: [] }), /both exist in/)
    await joinArticles(db, { from: two, into: one, places })
    assert.equal(await readArticle(db, two), null)
    assert.equal(await readVersion(db, { article: two, lang: ug }), null)
    assert.equal((await readVersion(db, { article: one, lang: ug }))?.newest, 2)
    assert.equal((await readRevisions(db, { article: one, lang: ug })).length, 2)
    assert.deepEqual(await readPictureUses(db, picture), [one])
    assert.deepEqual(
      (await readLinks(db, { person: person.id })).map(({ article }) => article),
      [one],
    )
    const ways = new Map((await readAddresses(db, [one])).map(({ path, lang }) => [path, lang]))
    assert.deepEqual(Object.fromEntries(ways), {
      '/node/1': en,
      '/node/2': ug,
      [places[0]!.path]: ug,
    })
    assert.equal((await findByAddresses(db, ['/node/2', '/x'])).get('/node/2'), one)
    const source = await findBySource(db, 'web', '2')
    assert.deepEqual([source?.article, source?.lang, source?.digest], [one, ug, 'x'])
    assert.deepEqual(await readProposals(db, all), [])
    assert.deepEqual([...(await readCandidates(db, [one])).get(one)!.langs].sort(), [en, ug])
    await assert.rejects(joinArticles(db, { from: two, into: one, places: [] }), /no text/)
  },

  async 'what was joined since an import is not taken back with it'(db) {
    const run = await startImport(db, 1)
    for (const [id, lang] of [
      [one, en],
      [two, ug],
    ] as const) {
      await noteBefore(db, run, id)
      await write(db, id, lang, 'Text')
    }
    await endImport(db, run, 'done')
    await joinArticles(db, { from: two, into: one, places: [] })
    for (const id of [one, two]) {
      const { kept } = await inTransaction(db, (tx) => undoArticle(tx, run, { id, logo: null }))
      assert.match(kept ?? '', /joined/)
    }
    assert.ok(await readVersion(db, { article: one, lang: ug }))
  },
}

async function write(
  db: Db,
  id: ArticleId,
  lang: Lang,
  headline: string,
  image: typeof picture | null = null,
): Promise<void> {
  if (image !== null) {
    const size = { width: 1, height: 1, widths: [1], credit: null, focus: { x: 0, y: 0 } }
    await putPicture(db, { digest: image, ...size })
  }
  if ((await readArticle(db, id)) === null) await createArticle(db, id, { image })
  const figure = { type: 'figure', attrs: { picture: image, caption: null } }
  const plain = bodyOfParagraphs(['Words.'])
  const body = image === null ? plain : { ...plain, content: [...(plain.content ?? []), figure] }
  const made = { madeAt: 1, madeBy: null, madeFrom: null, origin: { kind: 'written' } as const }
  await putRevision(db, { article: id, lang, ...made, text: { ...wholeText({ headline }), body } })
}
