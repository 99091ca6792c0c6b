// The people desk: a name is proposed with a reason, confirmed or refused, merged and split.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestStudio } from '../../../test/studio.ts'
import { bodyOfParagraphs } from '../../model/body.ts'
import { parseArticleId } from '../../model/id.ts'
import { createArticle } from '../../store/articles.ts'
import type { Db } from '../../store/db.ts'
import { readLinks } from '../../store/people/links.ts'
import { readPeople, readPerson } from '../../store/people/people.ts'
import { proposePeople } from '../../store/people/propose.ts'
import { putRevision } from '../../store/versions.ts'
import { parseLang } from '../../text/lang.ts'

const en = parseLang('en')

test('a new person, a proposal with its reason, an answer that is remembered', async (t) => {
  const desk = await openTestStudio(t)
  const { db } = desk.studio
  const editor = await desk.as(['editor'])
  const reader = await desk.as(['publisher'])
  await write(db, '00000001', 'Rebiya Kadeer speaks in Munich')
  const made = await editor.post('/people/new', {
    name: 'Rebiya Kadeer',
    spellings: ['Rebiya Kadeer'],
  })
  const path = made.headers.get('location')?.split('?')[0] ?? ''
  assert.match(await (await editor.get(path)).text(), /Articles: 1/)
  await write(db, '00000002', 'Rabiya Kadir on the new school')
  const waiting = await (await editor.get('/people')).text()
  assert.match(
    waiting,
    /Is <bdi>Rabiya Kadir<\/bdi> the same person as <bdi>Rebiya Kadeer<\/bdi>\?/,
  )
  assert.match(waiting, /It sounds (?:the same|much alike).*<code dir="auto">Rabiya~Rebiya: a\/e/)
  assert.match(waiting, />Rabiya Kadir on the new school<\/bdi><\/a>/)
  assert.doesNotMatch(waiting, /value="Rabiya Kadir" checked/, 'asked about once')
  assert.doesNotMatch(await (await reader.get('/people')).text(), /action="\/people\/confirm"/)
  const person = path.split('/').at(-1) ?? ''
  await editor.post('/people/confirm', { person, spelling: 'Rabiya Kadir' })
  assert.equal((await readLinks(db, { status: 'confirmed' })).length, 2)
  await write(db, '00000003', 'Rabia Qadir opens a library')
  await editor.post('/people/reject', { person, spelling: 'Rabia Qadir' })
  await write(db, '00000004', 'Rabia Qadir opens another library')
  assert.doesNotMatch(await (await editor.get('/people')).text(), /Is <bdi>Rabia Qadir/)
  assert.deepEqual(desk.faults, [])
})

test('names per language are kept, people are merged, split and unlisted', async (t) => {
  const desk = await openTestStudio(t)
  const { db } = desk.studio
  const editor = await desk.as(['editor'])
  for (const name of ['Rebiya Kadeer', 'Aygul Tursun']) await editor.post('/people/new', { name })
  const [one, two] = (await readPeople(db)).map(({ id }) => id)
  await editor.post(`/people/${one}`, { 'name-ug': 'رابىيە قادىر', unlisted: 'yes' })
  const kept = await readPerson(db, one!)
  assert.deepEqual([kept?.preferred[parseLang('ug')], kept?.unlisted], ['رابىيە قادىر', true])
  assert.equal((await editor.post(`/people/${one}`, { 'name-en': '123' })).status, 422)
  await editor.post(`/people/${one}/merge`, { into: two! })
  assert.equal((await readPeople(db)).length, 1)
  assert.match(
    await (await editor.get(`/people/${two}`)).text(),
    new RegExp(`/people/${one}/split`),
  )
  await editor.post(`/people/${one}/split`)
  assert.equal((await readPeople(db)).length, 2)
  for (const path of ['/people/nobody', '/people/p9999999'])
    assert.equal((await editor.get(path)).status, 404)
  assert.equal((await editor.post(`/people/${one}/merge`, { into: one! })).status, 404)
})

async function write(db: Db, id: string, headline: string): Promise<void> {
  const article = parseArticleId(id)
  const text = {
    headline,
    teaser: '',
    teaserCut: true,
    body: bodyOfParagraphs(['A statement.']),
    extent: 'whole',
    byline: null,
    translator: null,
    corrections: [],
    alt: {},
  } as const
  await createArticle(db, article, {})
  const made = { origin: { kind: 'written' }, madeAt: 0, madeBy: null, madeFrom: null } as const
  await putRevision(db, { article, lang: en, text, ...made })
  await proposePeople(db, { article, lang: en }, text)
}
