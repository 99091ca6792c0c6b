import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { wholeText } from '../../../test/desk.ts'
import { openTestStudio } from '../../../test/studio.ts'
import { type ArticleId, parseArticleId } from '../../model/id.ts'
import { readAudit } from '../../store/access/sessions.ts'
import { createArticle, readArticle } from '../../store/articles.ts'
import type { Db } from '../../store/db.ts'
import { proposePair, readProposals } from '../../store/proposals.ts'
import { putRevision, readVersions } from '../../store/versions.ts'
import { takeWriting } from '../../store/writing.ts'
import { parseLang } from '../../text/lang.ts'

const ids = ['0000000a', '0000000b', '0000000c'].map(parseArticleId)
const [one, other, third] = ids as [ArticleId, ArticleId, ArticleId]
const pair = `${one}.${other}`

test('an editor sees why two articles may be one, in their own language, and joins them', async (t) => {
  const { desk, db } = await withPair(t)
  const editor = await desk.as(['editor'], 'tr')
  for (const path of ['/', '/articles'])
    assert.match(await (await editor.get(path)).text(), /href="\/translations"/, path)
  const page = await (await editor.get('/translations')).text()
  for (const part of [
    />Seeds</,
    />ئۇرۇق</,
    /English/,
    /28 Mayıs 2020/,
    /eski adreste aynı ad: seeds/,
  ])
    assert.match(page, part)
  assert.match(page, new RegExp(`value="${one}"\\s+checked`), 'the older one stays')
  // Whoever was about to translate loses nothing, and stands in nobody’s way.
  for (const article of [one, other]) {
    const key = { article, lang: parseLang('ug'), window: article.repeat(2), account: 'a' }
    await takeWriting(db, key, { now: desk.clock.now })
  }
  const answer = await editor.post('/translations/join', { pair, into: one })
  assert.equal(answer.headers.get('location'), '/translations?said=saidJoined')
  const versions = (await readVersions(db, [one])).get(one) ?? []
  assert.deepEqual(versions.map(({ lang }) => lang).sort(), ['en', 'ug'])
  assert.equal(await readArticle(db, other), null)
  const [entry] = await readAudit(db, { before: desk.clock.now + 1, limit: 1 })
  assert.deepEqual([entry?.action, entry?.subject], ['articlesJoined', `${other} ${one}`])
  assert.doesNotMatch(await (await editor.get('/articles')).text(), /href="\/translations"/)
  assert.equal((await editor.post('/translations/join', { pair, into: one })).status, 422)
})

test('what is refused stays refused, and only what is proposed can be joined', async (t) => {
  const { desk, db } = await withPair(t)
  const editor = await desk.as(['editor'])
  for (const forged of [
    { pair: `${one}.${third}`, into: one },
    { pair, into: third },
    { pair: `${one}.${one}`, into: one },
    { pair: 'x', into: 'x' },
  ])
    assert.equal((await editor.post('/translations/join', forged)).status, 422)
  const writer = await desk.as(['writer', 'translator', 'publisher', 'administrator'])
  assert.match(await (await writer.get('/translations')).text(), />Seeds</)
  assert.doesNotMatch(
    await (await writer.get('/translations')).text(),
    /<details>|<button class="main">/,
  )
  for (const path of ['join', 'reject'])
    assert.equal((await writer.post(`/translations/${path}`, { pair, into: one })).status, 403)
  const answer = await editor.post('/translations/reject', { pair, after: pair })
  assert.equal(answer.headers.get('location'), `/translations?said=saidNotJoined&after=${pair}`)
  assert.deepEqual(await readProposals(db, { after: null, limit: 9 }), [])
  assert.equal((await editor.post('/translations/join', { pair, into: one })).status, 422)
  assert.ok((await readArticle(db, other)) !== null)
})

test('two that share a language meanwhile are not joined, and it is said', async (t) => {
  const { desk, db } = await withPair(t)
  const editor = await desk.as(['editor'])
  await write(db, one, 'ug', 'ئۇرۇق')
  const answer = await editor.post('/translations/join', { pair, into: one })
  assert.equal(answer.status, 422)
  assert.match(await answer.text(), /now share a language/)
  assert.ok((await readArticle(db, other)) !== null)
})

async function withPair(t: TestContext) {
  const desk = await openTestStudio(t)
  t.after(() => assert.deepEqual(desk.faults, []))
  const { db } = desk.studio
  const dates = ['2020-05-28', '2020-05-29', '2020-05-29']
  for (const [at, id] of ids.entries()) {
    const date = dates[at]!
    const when = { date, time: null, zone: null, precision: 'day', raw: null } as const
    await createArticle(db, id, { when })
  }
  await write(db, one, 'en', 'Seeds')
  await write(db, other, 'ug', 'ئۇرۇق')
  await write(db, third, 'tr', 'Tohum')
  const reasons = ['the same name in the old address (“seeds”)']
  await proposePair(db, { one, other, reasons })
  return { desk, db }
}

async function write(db: Db, article: ArticleId, tag: string, headline: string): Promise<void> {
  await putRevision(db, {
    article,
    lang: parseLang(tag),
    text: wholeText({ headline }),
    origin: { kind: 'written' },
    madeAt: 0,
    madeBy: null,
    madeFrom: null,
  })
}
