import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { testNewsroom } from '../../../test/desk.ts'
import { decoded, fieldsIn, screen } from '../../../test/forms.ts'
import { everyRole, openTestStudio, type TestStudio, type Visitor } from '../../../test/studio.ts'
import { tempFolder } from '../../../test/temp-folder.ts'
import { bodyOfParagraphs } from '../../model/body.ts'
import { type ArticleId, parseArticleId, parseDigest } from '../../model/id.ts'
import { readAudit } from '../../store/access/sessions.ts'
import { updateArticle } from '../../store/articles.ts'
import { readDrafts } from '../../store/drafts.ts'
import { readFixes } from '../../store/fixes.ts'
import { putAlt, putPicture } from '../../store/pictures.ts'
import { readRevision, readRevisions } from '../../store/revisions.ts'
import { readVersion } from '../../store/versions.ts'
import { parseLang } from '../../text/lang.ts'
import { articleRoutes } from './routes.ts'

const [en, ug, latin] = ['en', 'ug', 'ug-Latn'].map(parseLang) as [never, never, never]
const scripts = { languages: [en, ug, latin], derived: [{ from: ug, to: latin }] }

test('an article is made, written in light markup, reviewed and approved by another', async (t) => {
  const { desk, writer, id } = await withArticle(t)
  const path = `/articles/${id}/en`
  const page = await screen(writer, path)
  assert.match(page, /<textarea id="body"[^>]*lang="en"/)
  await writer.post(`${path}/review`, {
    ...fieldsIn(page),
    headline: 'A school opens',
    body: '## Monday\n\nThe **school** opens, see [the plan](https://a.example/?utm_source=x).',
  })
  const version = await readVersion(desk.studio.db, { article: id, lang: en })
  assert.deepEqual([version?.newest, version?.inReview], [1, true])
  const revision = await readRevision(desk.studio.db, { article: id, lang: en, number: 1 })
  assert.equal(revision?.teaser, 'The school opens, see the plan.')
  assert.deepEqual(
    revision?.body.content?.map(({ type }) => type),
    ['heading', 'paragraph'],
  )
  // Not by a writer, not by whoever wrote last, not a text that has changed since.
  assert.equal((await writer.post(`${path}/approve`, { revision: '1' })).status, 403)
  const editor = await desk.as(['editor'])
  assert.match(
    await (await editor.post(`${path}/approve`, { revision: '2' })).text(),
    /has changed/,
  )
  const approved = await editor.post(`${path}/approve`, { revision: '1' })
  assert.equal(approved.headers.get('location'), `${path}?said=saidApproved`)
  assert.equal((await readVersion(desk.studio.db, { article: id, lang: en }))?.approved, 1)
  // Approval is of a text: it falls when the text changes.
  await writer.post(path, { ...fieldsIn(await screen(writer, path)), headline: 'A school opened' })
  assert.equal((await readVersion(desk.studio.db, { article: id, lang: en }))?.approved, null)
})

test('about the article: what does not fit is said, and nothing of the rest is typed again', async (t) => {
  const { writer, id } = await withArticle(t)
  const sent = { date: '2026-11-20', time: '25:99', zone: 'Europe/Berlin', place: 'Munich' }
  const fields = { ...sent, speakers: 'Nur\u202eaneh', tags: 'camps', precision: 'minute' }
  for (const path of ['/articles/new', `/articles/${id}`]) {
    const answer = await writer.post(path, { ...fields, lang: 'en' })
    assert.equal(answer.status, 422)
    const page = await answer.text()
    assert.match(page, /no day or time of the calendar/)
    for (const typed of Object.values(sent)) assert.ok(page.includes(`value="${typed}"`), typed)
    assert.match(page, />Nur\u202eaneh<\/textarea>/)
    assert.match(page, /value="minute"\s+checked/)
  }
  await writer.post(`/articles/${id}`, { ...fields, time: '9:05' })
  await writer.post(`/articles/${id}`, { ...fields, time: '09:05' })
  // A sign that turns what stands after it is not kept.
  assert.match(await screen(writer, `/articles/${id}`), />Nuraneh<\/textarea>/)
})

test('one who wrote last approves only where the newsroom works alone, and it is logged', async (t) => {
  for (const solo of [false, true]) {
    const { desk, id } = await withArticle(t, { solo })
    const editor = await desk.as(['editor'])
    const path = `/articles/${id}/en`
    await editor.post(path, {
      ...fieldsIn(await screen(editor, path)),
      headline: 'A school opens',
      body: 'On Monday.',
    })
    await editor.post(`${path}/approve`, { revision: '1' })
    const version = await readVersion(desk.studio.db, { article: id, lang: en })
    assert.equal(version?.approved, solo ? 1 : null)
    const log = await readAudit(desk.studio.db, { before: desk.clock.now + 1, limit: 9 })
    assert.equal(
      log.some(({ action }) => action === 'approvedAlone'),
      solo,
    )
  }
})

test('what is being typed is a draft on every screen, with its headline, before it is kept', async (t) => {
  const { desk, writer, id } = await withArticle(t)
  const path = `/articles/${id}/en`
  const tab = />English<\/a>\s*<span class="state (\w+)"/
  const page = await screen(writer, path)
  assert.equal(tab.exec(page)?.[1], 'none')
  assert.match(page, /href="[^"]*ug-Latn"[^>]*>[^<]*<\/a> <span class="muted">by itself</)
  await save(writer, path, { ...fieldsIn(page), seq: 1, text: 'On.', headline: 'A school opens' })
  const other = await desk.as(['translator'])
  for (const visitor of [writer, other])
    for (const seen of [`/articles/${id}`, path])
      assert.equal(tab.exec(await screen(visitor, seen))?.[1], 'drafting', seen)
  const looked = await screen(other, path)
  assert.match(looked, /<h1><bdi>A school opens<\/bdi><\/h1>/)
  assert.match(looked, /name="headline"[^>]* readonly[^>]*>A school opens</)
  const cell = new RegExp(`href="${path}"><span class="state drafting"`)
  for (const filter of ['', '?state=drafting', '?state=drafting&lang=en', '?missing=ug']) {
    const list = await screen(other, `/articles${filter}`)
    assert.match(list, cell, filter)
    assert.match(list, />A school opens</, filter)
  }
  assert.doesNotMatch(await screen(other, '/articles?missing=en'), /A school opens/)
  assert.doesNotMatch(await screen(other, '/articles?state=none&lang=en'), /A school opens/)
  assert.match(await screen(writer, '/'), /A school opens/)
  assert.doesNotMatch(await screen(other, '/'), /A school opens/)
})

test('a script that follows by itself opens with what readers would get, and says so', async (t) => {
  const { desk, writer, id } = await withArticle(t)
  const path = `/articles/${id}/ug`
  const words = { headline: 'مەكتەپ ئېچىلدى', body: 'بالىلار كەلدى.' }
  await writer.post(path, { ...fieldsIn(await screen(writer, path)), ...words })
  const page = await screen(writer, `/articles/${id}/ug-Latn`)
  assert.match(page, /made from another script by itself/)
  assert.equal(fieldsIn(page)['headline'], 'Mektep ëchildi')
  assert.equal(fieldsIn(page)['body']?.trim(), 'Balilar keldi.')
  assert.equal(await readVersion(desk.studio.db, { article: id, lang: latin }), null)
})

test('words that stand in the field of a picture are kept, or are not there', async (t) => {
  const { desk, writer, id } = await withArticle(t)
  const { db } = desk.studio
  const image = parseDigest('a'.repeat(64))
  const focus = { x: 0.5, y: 0.5 }
  await putPicture(db, { digest: image, width: 9, height: 9, widths: [9], credit: null, focus })
  await putAlt(db, image, en, 'A school')
  await updateArticle(db, id, { image })
  const path = `/articles/${id}/en`
  const shown = async (): Promise<string> => fieldsIn(await screen(writer, path))['own-alt'] ?? ''
  const kept = async () => readRevision(db, { article: id, lang: en, number: 1 })
  const begun = fieldsIn(await screen(writer, path))
  assert.equal(begun['own-alt'], 'A school', 'a text that is begun takes the shelf’s words')
  await writer.post(path, { ...begun, headline: 'A school opens', body: 'On.' })
  assert.deepEqual((await kept())?.alt, { [image]: 'A school' })
  await writer.post(path, { ...fieldsIn(await screen(writer, path)), 'own-alt': ' ' })
  assert.equal(await shown(), '', 'what is not kept is not shown')
  const [, fix = ''] =
    /name="fix" value="([^"]*describe[^"]*)"/.exec(await screen(writer, path)) ?? []
  await writer.post(`${path}/fix`, { revision: '2', fix: decoded(fix) })
  assert.equal(await shown(), 'A school')
  assert.doesNotMatch(await screen(writer, path), /Under Pictures it has/)
})

test('two write at once: the second is told, both texts are kept, one chooses', async (t) => {
  const { desk, writer, id } = await withArticle(t)
  const path = `/articles/${id}/en`
  const mine = fieldsIn(await screen(writer, path))
  const other = await desk.as(['translator'])
  assert.match(await screen(other, path), /<textarea id="body"/, 'looking takes no turn')
  await save(writer, path, { ...mine, seq: 1, text: 'Typed by the first.' })
  const page = await screen(other, path)
  assert.match(page, /Somebody is writing here now: <bdi>Nurse/)
  assert.match(page, /<textarea id="body"[^>]* readonly/)
  const turn = await (await other.post(`${path}/writing`, { window: '1'.repeat(16) })).json()
  assert.match(turn.writer, /^Nurse/)
  assert.equal((await readDrafts(desk.studio.db, { article: id, lang: en })).length, 1)
  await other.post(`${path}/take-over`)
  const theirs = fieldsIn(await screen(other, path))
  assert.equal(theirs['base'], '1', 'what the first had typed is a version now')
  await other.post(path, { ...theirs, headline: 'Two', body: 'Typed by the second.' })
  const late = await save(writer, path, { ...mine, seq: 2, text: 'More by the first.', keep: true })
  assert.equal(late.conflict, true)
  assert.equal((await readVersion(desk.studio.db, { article: id, lang: en }))?.newest, 2)
  const merge = `${path}/merge?window=${mine['window']}`
  const choices = await screen(other, merge)
  assert.match(choices, /More by the first\./)
  assert.match(choices, /Typed by the second\./)
  const fields = fieldsIn(choices)
  await other.post(`${path}/merge`, { ...fields, headline: 'theirs', 'hunk-0': 'both' })
  const revisions = await readRevisions(desk.studio.db, { article: id, lang: en })
  assert.deepEqual(
    revisions.map(({ headline, body }) => [headline, body.content?.length]),
    [
      ['Two', 2],
      ['', 1],
      ['Two', 1],
      ['', 1],
    ],
  )
  assert.match(await screen(other, `${path}/history`), /More by the first\./)
  assert.equal((await other.get(merge)).headers.get('location'), path)
})

test('a translation begins as the frame of its original and is told when that changes', async (t) => {
  const { desk, writer, id } = await withArticle(t)
  const [source, target] = [`/articles/${id}/en`, `/articles/${id}/ug`]
  await writer.post(source, {
    ...fieldsIn(await screen(writer, source)),
    headline: 'A school opens',
    body: '## Monday\n\nThe school opens.',
  })
  const empty = fieldsIn(await screen(writer, target))
  assert.equal(empty['body'], '##\n\n{p}\n')
  await writer.post(target, {
    ...empty,
    headline: 'مەكتەپ ئېچىلدى',
    body: '## دۈشەنبە\n\nئېچىلىدۇ.',
  })
  const version = await readVersion(desk.studio.db, { article: id, lang: ug })
  assert.deepEqual(version?.origin, { kind: 'translated', from: 'en' })
  assert.doesNotMatch(await screen(writer, '/articles?stale=1'), /A school opens/)
  await writer.post(source, {
    ...fieldsIn(await screen(writer, source)),
    body: '## Monday\n\nThe school does not open.',
  })
  assert.match(
    await screen(writer, target),
    /The school <del>opens<\/del><ins>does not open<\/ins>/,
  )
  assert.match(await screen(writer, '/articles?stale=1'), /A school opens/)
  for (const [query, found] of [
    ['lang=ug&state=drafting', true],
    ['missing=ug', false],
    ['missing=ug-Latn', true],
    ['month=2026-11', true],
    ['month=2026-10', false],
  ] as const)
    assert.equal(
      (await screen(writer, `/articles?${query}`)).includes('A school opens'),
      found,
      query,
    )
})

test('other scripts stand beside the text, and a phrase put right stays right', async (t) => {
  const { desk, writer, id } = await withArticle(t)
  const path = `/articles/${id}/ug`
  await writer.post(path, {
    ...fieldsIn(await screen(writer, path)),
    headline: 'مەكتەپ ئېچىلدى',
    body: 'ئۈرۈمچىدە مەكتەپ ئېچىلدى.',
  })
  assert.match(await screen(writer, path), /Mektep ëchildi/)
  await writer.post(`${path}/fix-phrase`, { to: 'ug-Latn', source: 'مەكتەپ', target: 'MEKTEP' })
  const [fix] = await readFixes(desk.studio.db, ug, latin)
  assert.deepEqual({ ...fix }, { source: 'مەكتەپ', target: 'MEKTEP' })
  const variants = await (await writer.get(`${path}/variants`)).json()
  assert.match(variants[0].headline, /^MEKTEP/)
  assert.equal((await writer.post(`${path}/fix-phrase`, { to: 'en', source: 'a' })).status, 400)
})

test('a check is put right at a press, once, and never in a text that has changed', async (t) => {
  const { desk, writer, id } = await withArticle(t)
  const path = `/articles/${id}/en`
  await writer.post(path, {
    ...fieldsIn(await screen(writer, path)),
    headline: 'A sch\u200bool opens',
    body: 'On Monday.',
  })
  const page = await screen(writer, path)
  assert.match(page, /An unseen character divides a word: <bdi>sch\[U\+200B\]ool<\/bdi>/)
  const fix = decoded(/name="fix" value="([^"]*)"/.exec(page)?.[1] ?? '')
  await writer.post(`${path}/fix`, { revision: '1', fix })
  const text = await readRevision(desk.studio.db, { article: id, lang: en, number: 2 })
  assert.equal(text?.headline, 'A school opens')
  assert.match(
    await (await writer.post(`${path}/fix`, { revision: '1', fix })).text(),
    /has changed/,
  )
  assert.equal((await writer.post(`${path}/fix`, { revision: '2', fix: '{' })).status, 400)
})

test('a text that is deleted before readers saw it leaves nothing in the database file', async (t) => {
  const folder = tempFolder(t)
  const database = join(folder, 'newsroom.db')
  const { desk, writer, id } = await withArticle(t, {}, database)
  const path = `/articles/${id}/en`
  const secret = 'Unmistakable testimony'
  const page = fieldsIn(await screen(writer, path))
  await writer.post(path, { ...page, headline: secret, body: `${secret} `.repeat(900) })
  await save(writer, path, { ...page, seq: 1e15, text: `${secret}, unfinished` })
  const held = () =>
    ['', '-wal'].filter((end) => {
      const file = database + end
      return existsSync(file) && readFileSync(file).includes(secret)
    })
  assert.notDeepEqual(held(), [])
  const translator = await desk.as(['translator'])
  assert.equal((await translator.post(`${path}/delete`)).status, 403)
  const answer = await writer.post(`${path}/delete`)
  assert.equal(answer.headers.get('location'), '/articles?said=saidDeleted')
  assert.deepEqual(held(), [])
  assert.equal((await writer.get(path)).status, 404)
})

test('links are judged without asking anybody for them', async (t) => {
  const { writer, id } = await withArticle(t)
  const path = `/articles/${id}/en`
  const body =
    '[news.example](https://other.example/) [plain](http://a.example/) [own](https://news.example/x)'
  await writer.post(path, { ...fieldsIn(await screen(writer, path)), headline: 'Links', body })
  const page = await (await writer.post(`${path}/links`)).text()
  for (const fault of ['name another site', 'Not encrypted', 'our own site'])
    assert.match(page, new RegExp(fault))
})

test('keys of devices: one a session, dropped with it; strangers get none', async (t) => {
  const desk = await openTestStudio(t)
  const writer = await desk.as(['writer'])
  const first = await (await writer.post('/device-keys')).json()
  assert.deepEqual(await (await writer.post('/device-keys')).json(), first)
  assert.equal(first.keys.length, 1)
  assert.equal(first.keys[0].session, first.own)
  const other = await (await (await desk.as(['writer'])).post('/device-keys')).json()
  assert.notEqual(other.keys[0].secret, first.keys[0].secret)
  assert.equal((await desk.guest().post('/device-keys')).status, 401)
})

test('what is not an article, a language of the newsroom or a save is refused', async (t) => {
  const { writer, id } = await withArticle(t)
  for (const path of [
    '/articles/zzzzzzzz',
    '/articles/../x',
    `/articles/${id}/de`,
    `/articles/${id}/x_`,
  ])
    assert.equal((await writer.get(path)).status, 404, path)
  assert.equal((await writer.post(`/articles/${id}/en/save`, { a: 'b' })).status, 400)
})

test('hostile forms about a real article end in a sentence, never in a fault', async (t) => {
  const { desk, id } = await withArticle(t)
  const visitor = await desk.as(everyRole)
  const path = `/articles/${id}/en`
  await visitor.post(path, { ...fieldsIn(await screen(visitor, path)), headline: 'A', body: 'B' })
  const names =
    'window base madeFrom alt headline teaser body byline own-alt own-picture kept revision fix to source target newest hunk-0 section date time zone precision image person'
  const posts = articleRoutes.filter(
    ({ method, path }) => method === 'POST' && path !== '/articles/new',
  )
  for (const value of ['{', '[]', 'null', '-1', 'x'.repeat(9000), '\u0000\u202e\ud800<script>'])
    for (const route of posts) {
      if (route.path.endsWith('/delete')) continue
      const fields = Object.fromEntries(names.split(' ').map((name) => [name, value]))
      const asked = route.path.replace(':id', id).replace(':lang', 'en')
      const answer = await visitor.post(asked, fields)
      assert.ok(answer.status < 500, `${asked} ${value.slice(0, 20)}: ${answer.status}`)
    }
})

async function withArticle(
  t: TestContext,
  settings: { readonly solo?: boolean } = {},
  database = ':memory:',
): Promise<{ desk: TestStudio; writer: Visitor; id: ArticleId }> {
  const desk = await openTestStudio(t, {
    newsroom: { ...testNewsroom, ...scripts, ...settings },
    database,
  })
  t.after(() => assert.deepEqual(desk.faults, []))
  const writer = await desk.as(['writer'])
  const fields = {
    ...fieldsIn(await screen(writer, '/articles/new')),
    lang: 'en',
    date: '2026-11-24',
  }
  const made = await writer.post('/articles/new', fields)
  const id = parseArticleId((made.headers.get('location') ?? '').split('/')[2] ?? '')
  return { desk, writer, id }
}

async function save(
  visitor: Visitor,
  path: string,
  sent: Record<string, unknown> & { readonly text: string },
): Promise<{ readonly conflict: boolean }> {
  const body = bodyOfParagraphs([sent.text])
  const { window, base, seq, keep = false, headline = '' } = sent
  const text = { headline, teaser: '', body, byline: '', translator: '', alt: {} }
  const json = JSON.stringify({ window, base: Number(base), seq, keep, madeFrom: null, text })
  const response = await visitor.postJson(`${path}/save`, json)
  assert.equal(response.status, 200)
  return response.json() as Promise<{ conflict: boolean }>
}
