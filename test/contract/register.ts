// What every database under the store has to do for the register of people: proposals when words are
// saved, an editor's word kept, everything that can be taken back.
import assert from 'node:assert/strict'
import type { Text } from '../../src/model/article.ts'
import { bodyOfParagraphs } from '../../src/model/body.ts'
import { type ArticleId, type PersonId, parseArticleId, parsePersonId } from '../../src/model/id.ts'
import { createArticle, readArticle } from '../../src/store/articles.ts'
import type { Db } from '../../src/store/db.ts'
import { noteUnindexed, readIndexing, settleIndexing } from '../../src/store/indexing.ts'
import { readLinks } from '../../src/store/people/links.ts'
import {
  createPerson,
  mergePeople,
  readPerson,
  renamePerson,
  splitPerson,
} from '../../src/store/people/people.ts'
import { proposePerson, readProposals } from '../../src/store/people/propose.ts'
import {
  answerArticle,
  confirmSpellings,
  rejectSpellings,
} from '../../src/store/people/register.ts'
import { readStrangers } from '../../src/store/people/strangers.ts'
import { putRevision } from '../../src/store/versions.ts'
import { type Lang, parseLang } from '../../src/text/lang.ts'
import type { Promises } from './promises.ts'

export const registerContract: Promises = {
  async 'saving proposes whom headline, text and speakers name, and links nobody'(db) {
    await addPerson(db, nuriye, { [en]: 'Nuriye Sadir', [ug]: 'نۇرىيە سادىر' })
    await createArticle(db, one, { speakers: ['Nuria Sadeer'] })
    await save(db, one, 'Nuriya Sadir: a word', 'We met Nuriye Sadir’s sister and Dana Miller.')
    await createArticle(db, two, {})
    await save(db, two, 'Рәсим', 'Нурийә Садирниң сөзи', parseLang('ug-Cyrl'))
    assert.deepEqual(await said(db, 'proposed'), [
      '00000001 headline Nuriya Sadir',
      '00000001 speaker Nuria Sadeer',
      '00000001 text Nuriye Sadir',
      '00000002 text Нурийә Садир',
    ])
    assert.deepEqual((await readArticle(db, one))?.people, [])
    assert.equal((await readProposals(db)).length, 4)
    await save(db, one, 'Nuriya Sadir: a word', 'We met Nuriye Sadir’s sister again.')
    assert.equal((await readProposals(db)).length, 4, 'the same proposal is made once')
    const derived = { kind: 'converted', from: ug } as const
    await save(db, two, 'Nuriye Sadir', 'x', parseLang('ug-Latn'), derived)
    assert.equal((await readProposals(db)).length, 4, 'a converted text proposes nothing')
  },

  async 'a person added later is proposed in what was saved before'(db) {
    await createArticle(db, one, { speakers: ['Nuriye Sadir'] })
    await save(db, one, 'Letters', 'Nuriye Sadir wrote. So did Nuriye Tohti.')
    await createArticle(db, two, { speakers: ['Nuria Sadeer'] })
    await save(db, two, 'Rain', 'It rains.')
    await addPerson(db, nuriye, { [en]: 'Nuriye Sadir' })
    assert.equal(await proposePerson(db, nuriye), 2)
    const links = await confirmSpellings(db, {
      person: nuriye,
      spellings: ['Nuria Sadeer'],
      searchOnly: false,
    })
    assert.deepEqual(
      links.map(({ article, place }) => [article, place]),
      [[two, 'speaker']],
    )
    assert.equal((await readArticle(db, two))?.speakers[0]?.person, nuriye)
    assert.deepEqual((await readArticle(db, one))?.people, [])
  },

  async 'what an editor rejects is remembered, and can be taken back'(db) {
    await addPerson(db, nuriye, { [en]: 'Nuriye Sadir' })
    await createArticle(db, one, {})
    await save(db, one, 'Nuriya Sadir: one', 'x')
    const no = { person: nuriye, spellings: ['Nuriya Sadir'] }
    assert.equal((await rejectSpellings(db, no)).length, 1)
    await createArticle(db, two, {})
    await save(db, two, 'Nuriya Sadir: two', 'Nuriye Sadir was there.')
    await proposePerson(db, nuriye)
    assert.deepEqual(await said(db, 'proposed'), ['00000002 text Nuriye Sadir'])
    assert.deepEqual(await said(db, 'rejected'), ['00000001 headline Nuriya Sadir'])
    await answerArticle(db, { article: two, person: nuriye, spellings: [], status: 'rejected' })
    assert.deepEqual(await said(db, 'proposed'), [])
    assert.equal((await confirmSpellings(db, { ...no, searchOnly: false })).length, 2)
    assert.deepEqual(await said(db, 'confirmed'), [
      '00000001 headline Nuriya Sadir',
      '00000002 headline Nuriya Sadir',
    ])
    assert.deepEqual(await said(db, 'rejected'), ['00000002 text Nuriye Sadir'])
  },

  async 'merged people are proposed as one, and splitting gives each their own back'(db) {
    await addPerson(db, nuriye, { [en]: 'Nuriye Sadir' })
    await addPerson(db, aygul, { [en]: 'Aygul Tohti' })
    await createArticle(db, one, {})
    await save(db, one, 'Aygul Tohti: one', 'Nuriye Sadir was there.')
    await mergePeople(db, { from: aygul, into: nuriye })
    const both = { person: nuriye, spellings: ['Aygul Tohti', 'Nuriye Sadir'], searchOnly: false }
    assert.equal((await confirmSpellings(db, both)).length, 2)
    assert.deepEqual((await readArticle(db, one))?.people, [nuriye])
    await splitPerson(db, aygul)
    assert.deepEqual(new Set((await readArticle(db, one))?.people), new Set([nuriye, aygul]))
    assert.deepEqual(
      (await readLinks(db, { person: aygul })).map(({ spelling }) => spelling),
      ['Aygul Tohti'],
    )
  },

  async 'a new preferred name keeps the old one as a spelling'(db) {
    await addPerson(db, nuriye, { [en]: 'Nuria Sadeer' })
    await renamePerson(db, nuriye, { lang: en, name: 'Nuriye Sadir' })
    await renamePerson(db, nuriye, { lang: ug, name: 'نۇرىيە سادىر' })
    const person = await readPerson(db, nuriye)
    assert.deepEqual(person?.preferred, { en: 'Nuriye Sadir', ug: 'نۇرىيە سادىر' })
    assert.deepEqual(
      person?.spellings.map(({ text }) => text),
      ['Nuria Sadeer'],
    )
    await assert.rejects(renamePerson(db, nuriye, { lang: en, name: '…' }), /no letters/)
    await assert.rejects(renamePerson(db, aygul, { lang: en, name: 'A' }), /there is none/)
  },

  async 'names that nobody has registered are gathered by person'(db) {
    const headlines = ['Nuria Sadeer: a', 'Nuriya Sadir: b', 'Nuriye Sadeer: c', 'Nuriye Sadeer: d']
    for (const [n, headline] of headlines.entries()) {
      const id = parseArticleId(`0000001${n}`)
      await createArticle(db, id, { speakerProposed: headline.split(':')[0] ?? null })
      await save(
        db,
        id,
        headline,
        n < 2 ? 'In town, Dana Miller spoke.' : 'The day of John Smith Road.',
      )
    }
    const groups = (await readStrangers(db)).map((group) => group.map(({ name }) => name))
    assert.deepEqual(groups[0], ['Nuriye Sadeer', 'Nuria Sadeer', 'Nuriya Sadir'])
    assert.ok(groups.some(([name]) => name === 'Dana Miller'))
    await addPerson(db, nuriye, { [en]: 'Nuriye Sadeer' })
    const rest = (await readStrangers(db)).flat().map(({ name }) => name)
    assert.ok(!rest.includes('Nuriye Sadeer') && rest.includes('Nuria Sadeer'))
  },
}

export const indexingContract: Promises = {
  async 'what an edition changes is noted for the search index until it has been told'(db) {
    const phases = [
      [one, 1],
      [two, 0],
    ] as const
    for (const [article, phase] of phases)
      await db.insertInto('live_article').values({ article, phase, article_json: '{}' }).execute()
    await db
      .insertInto('live_person')
      .values({ person: nuriye, phase: -1, person_json: '{}' })
      .execute()
    assert.deepEqual(await readIndexing(db), { told: null, next: null, articles: [], persons: [] })
    await noteUnindexed(db)
    await noteUnindexed(db)
    const noted = await readIndexing(db)
    assert.deepEqual([noted.told, noted.articles, noted.persons], [null, [one], [nuriye]])
    await settleIndexing(db, noted.next ?? '')
    const { next } = noted
    assert.deepEqual(await readIndexing(db), { told: next, next, articles: [], persons: [] })
  },
}

const one = parseArticleId('00000001')
const two = parseArticleId('00000002')
const nuriye = parsePersonId('p0000001')
const aygul = parsePersonId('p0000002')
const en = parseLang('en')
const ug = parseLang('ug')

function addPerson(db: Db, id: PersonId, preferred: Partial<Record<Lang, string>>): Promise<void> {
  return createPerson(db, { id, preferred, spellings: [], unlisted: false, slug: null })
}

async function save(
  db: Db,
  article: ArticleId,
  headline: string,
  words: string,
  lang = en,
  origin: Parameters<typeof putRevision>[1]['origin'] = { kind: 'written' },
): Promise<void> {
  const text: Text = {
    headline,
    teaser: '',
    teaserCut: true,
    body: bodyOfParagraphs([words]),
    extent: 'whole',
    byline: null,
    translator: null,
    corrections: [],
    alt: {},
  }
  await putRevision(db, { article, lang, origin, text, madeAt: 1, madeBy: null, madeFrom: null })
}

async function said(db: Db, status: 'proposed' | 'confirmed' | 'rejected') {
  const links = await readLinks(db, { status })
  return links.map(({ article, place, spelling }) => `${article} ${place} ${spelling}`).sort()
}
