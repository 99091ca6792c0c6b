// What every database has to do for the register of people.
import assert from 'node:assert/strict'
import { parsePersonId } from '../../src/model/id.ts'
import { createArticle, readArticle } from '../../src/store/articles.ts'
import type { Db } from '../../src/store/db.ts'
import { listArticles } from '../../src/store/lists.ts'
import { clearPending, readPending } from '../../src/store/pending.ts'
import { proposeLink, putLink, readLinks } from '../../src/store/people/links.ts'
import {
  createPerson,
  mergePeople,
  putSpelling,
  readMerged,
  readPeople,
  readPerson,
  splitPerson,
  updatePerson,
} from '../../src/store/people/people.ts'
import { en, one, pendingNames, tr } from './an-article.ts'
import type { Promises } from './promises.ts'

export const peopleContract: Promises = {
  async 'a speaker becomes a person by an editor’s word; "is not" is remembered'(db) {
    await createPerson(db, person(rabia, 'Rebiya Kadeer'))
    await createArticle(db, one, { speakers: ['Rabia Kadeer'] })
    const link = {
      article: one,
      person: rabia,
      spelling: 'Rabia Kadeer',
      place: 'speaker' as const,
    }
    assert.equal(await proposeLink(db, link), true)
    assert.equal(await proposeLink(db, link), false)
    assert.equal((await readArticle(db, one))?.speakers[0]?.person, null)
    await putLink(db, { ...link, status: 'confirmed' })
    assert.equal((await readArticle(db, one))?.speakers[0]?.person, rabia)
    await putLink(db, { ...link, place: 'text', status: 'confirmed' })
    assert.deepEqual((await readArticle(db, one))?.people, [rabia])
    const { articles } = await listArticles(db, { person: rabia }, { limit: 10 })
    assert.equal(articles.length, 1)
    await putLink(db, { ...link, status: 'rejected' })
    assert.equal((await readArticle(db, one))?.speakers[0]?.person, null)
    assert.equal(await proposeLink(db, link), false)
    assert.deepEqual(
      (await readLinks(db, { article: one })).map(({ place, status }) => [place, status]),
      [
        ['speaker', 'rejected'],
        ['text', 'confirmed'],
      ],
    )
  },

  async 'merging people is undone by splitting, whatever was merged before and after'(db) {
    for (const [id, name] of [
      [rabia, 'Rebiya Kadeer'],
      [rabiya, 'Rabiya Kadir'],
      [third, 'R. Kadeer'],
    ] as const)
      await createPerson(db, person(id, name))
    await createArticle(db, one, { speakers: ['Rabiya Kadir'] })
    const link = { spelling: 'Rabiya Kadir', place: 'speaker', status: 'confirmed' } as const
    await putLink(db, { article: one, person: rabiya, ...link })
    const before = await readPeople(db)
    await mergePeople(db, { from: rabiya, into: rabia })
    await mergePeople(db, { from: rabia, into: third })
    assert.deepEqual(await spellingsOf(db, rabiya), ['R. Kadeer', 'Rabiya Kadir', 'Rebiya Kadeer'])
    assert.deepEqual(await readMerged(db, third), [rabia, rabiya].toSorted())
    assert.equal((await readArticle(db, one))?.speakers[0]?.person, third)
    assert.equal((await readPeople(db)).length, 1)
    await assert.rejects(mergePeople(db, { from: rabiya, into: third }), /already merged/)
    await clearPending(db, await readPending(db))
    await splitPerson(db, rabia)
    assert.ok((await pendingNames(db)).includes('article 00000001'))
    assert.deepEqual(await spellingsOf(db, third), ['R. Kadeer'])
    assert.deepEqual(await spellingsOf(db, rabiya), ['Rabiya Kadir', 'Rebiya Kadeer'])
    assert.equal((await readArticle(db, one))?.speakers[0]?.person, rabia)
    await splitPerson(db, rabiya)
    assert.deepEqual(await readPeople(db), before)
    await assert.rejects(splitPerson(db, rabia), /not merged/)
  },

  async 'a person keeps spellings with their status and preferred names'(db) {
    await createPerson(db, person(rabia, 'Rebiya Kadeer'))
    const pinyin = {
      text: 'rebiya',
      source: 'editor',
      status: 'suggested',
      searchOnly: true,
    } as const
    await putSpelling(db, rabia, pinyin)
    await putSpelling(db, rabia, { ...pinyin, status: 'rejected' })
    await updatePerson(db, rabia, { unlisted: true, preferred: { [tr]: 'Rabia Kadir' } })
    assert.deepEqual(await readPerson(db, rabia), {
      id: rabia,
      preferred: { tr: 'Rabia Kadir' },
      unlisted: true,
      slug: null,
      spellings: [
        { text: 'Rebiya Kadeer', source: 'editor', status: 'confirmed', searchOnly: false },
        { ...pinyin, status: 'rejected' },
      ],
    })
    assert.equal(await readPerson(db, rabiya), null)
  },
}

const rabia = parsePersonId('p0000002')
const rabiya = parsePersonId('p0000001')
const third = parsePersonId('p0000003')

function person(id: typeof rabia, name: string) {
  const spelling = { text: name, source: 'editor', status: 'confirmed', searchOnly: false } as const
  return { id, preferred: { [en]: name }, spellings: [spelling], unlisted: false, slug: null }
}

async function spellingsOf(db: Db, id: typeof rabia): Promise<readonly string[] | undefined> {
  return (await readPerson(db, id))?.spellings.map(({ text }) => text)
}
