// The readers' way to an answer: the site's door, the ask process behind it, the page that comes back.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { answerAsk } from '../src/ask/answer.ts'
import { askCommand } from '../src/ask/start.ts'
import { bodyOfParagraphs } from '../src/model/body.ts'
import { openSearcher } from '../src/search/read.ts'
import { createSiteServer } from '../src/serve/serve.ts'
import { startListener } from '../src/serve/start.ts'
import { putLink } from '../src/store/people/links.ts'
import { createPerson } from '../src/store/people/people.ts'
import { parseLang } from '../src/text/lang.ts'
import { type Desk, openDesk } from './desk.ts'
import { need } from './need.ts'
import { checkHtml } from './pages/documents.ts'

const [en, ug, zh] = ['en', 'ug', 'zh-Hans'].map(parseLang) as [
  ReturnType<typeof parseLang>,
  ReturnType<typeof parseLang>,
  ReturnType<typeof parseLang>,
]

/** Three statements of one person, each with her name spelled otherwise, published. */
async function published(t: TestContext): Promise<Desk> {
  const desk = await openDesk(t, { languages: [en, ug, zh] })
  const person = desk.newPersonId()
  await createPerson(desk.db, {
    id: person,
    preferred: { [en]: 'Aygul Tursun', [ug]: 'ئايگۈل تۇرسۇن' },
    spellings: [],
    unlisted: false,
    slug: null,
  })
  for (const name of ['Aygul Tursun', 'Aigül Dursun', 'Aygül <Tursun>']) {
    const id = await desk.create({})
    const body = bodyOfParagraphs(['The well by the mill is "dry" & deep.'])
    await desk.write(id, en, { headline: `${name}: water`, body })
    await putLink(desk.db, {
      article: id,
      person,
      spelling: name,
      place: 'headline',
      status: 'confirmed',
    })
  }
  await desk.publish()
  return desk
}

async function opened(t: TestContext, desk: Desk): Promise<string> {
  const index = join(desk.folder, 'search.db')
  const ask = await startListener(askCommand({ index }), 'Cannot answer')
  const server = createSiteServer({ folder: join(desk.folder, 'site/live'), ask: ask.address })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(async () => {
    server.closeAllConnections()
    server.close()
    await ask.stop()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ask/search?`
}

const scripts = [
  'Aygul Tursun',
  'ئايگۈل تۇرسۇن',
  'Айгүл Турсун',
  '阿依古丽·吐尔逊',
  'TURSUN, Aygül',
]

test('a reader finds a person in any script by a page without script or cookie', async (t) => {
  const desk = await published(t)
  const address = await opened(t, desk)
  for (const q of scripts) {
    const reply = await fetch(`${address}${new URLSearchParams({ q, lang: 'en' })}`)
    const page = await reply.text()
    assert.equal(reply.status, 200)
    assert.equal(page.match(/<article/g)?.length, 3, q)
    assert.match(page, /Found as: <bdi>Aigül Dursun<\/bdi>/)
    assert.doesNotMatch(page, /<script|https?:\/\/(?!news\.example)|onload/)
    assert.equal(reply.headers.get('set-cookie'), null)
    assert.equal(reply.headers.get('cache-control'), 'no-store')
    assert.match(reply.headers.get('content-security-policy') ?? '', /form-action 'self'/)
  }
  const exact = await fetch(`${address}${new URLSearchParams({ q: 'Aygul Tursun', exact: '1' })}`)
  assert.equal((await exact.text()).match(/<article/g)?.length, 1)
  const hostile = await fetch(
    `${address}q=%3Cscript%3E%22well%22&lang=ug&in=x&year=99999&person=..&before=9e9`,
  )
  const page = await hostile.text()
  assert.match(page, /lang="ug" dir="rtl"/)
  assert.doesNotMatch(page, /<script>/)
})

test('the reason an answer gives is true: the letters asked for, no spelling kept from display', async (t) => {
  const desk = await openDesk(t, { languages: [en, ug, zh] })
  const person = desk.newPersonId()
  const spelling = (text: string, searchOnly: boolean) =>
    ({ text, source: 'editor', status: 'confirmed', searchOnly }) as const
  await createPerson(desk.db, {
    id: person,
    preferred: { [en]: 'Rebiya Kadeer', [zh]: '热比娅·卡德尔' },
    spellings: [spelling('Rebiya Kadder', false), spelling('Rebiyamu Kadeerhan', true)],
    unlisted: false,
    slug: null,
  })
  const id = await desk.create({})
  await desk.write(id, en, { headline: 'Rain', body: bodyOfParagraphs(['It rains.']) })
  await desk.write(id, ug, { headline: 'يامغۇر', body: bodyOfParagraphs(['يامغۇر ياغدى.']) })
  const link = { article: id, person, spelling: 'Rain', place: 'headline' } as const
  await putLink(desk.db, { ...link, status: 'confirmed' })
  await desk.publish()
  const searcher = openSearcher(join(desk.folder, 'search.db'))
  t.after(() => searcher.close())
  const page = (asked: Record<string, string>): string =>
    answerAsk(`/ask/search?${new URLSearchParams(asked)}`, searcher).page
  assert.match(page({ q: '热比娅', lang: 'en' }), /Found as: <bdi>热比娅·卡德尔<\/bdi>/)
  assert.match(page({ q: 'Rebiya Kadder now', lang: 'en' }), /<bdi>Rebiya Kadeer<\/bdi><\/a><\/li>/)
  const hidden = page({ q: 'rebiyamu kaderhan', lang: 'en' })
  assert.match(hidden, /<bdi>Rebiya Kadeer<\/bdi><\/a><\/li>/)
  assert.doesNotMatch(hidden, /Kadeerhan/)
  assert.match(page({ person, lang: 'en' }), /<h1>Search results<\/h1>/)
  assert.match(page({ q: 'يامغۇر', lang: 'zh-Hans' }), /语言：<bdi><span lang="ug" dir="rtl">/)
})

test('what is not the search, behind the search door, is said by the site’s own page', async (t) => {
  const desk = await published(t)
  const address = await opened(t, desk)
  const reply = await fetch(address.replace('/ask/search?', '/ask/'))
  assert.equal(reply.status, 404)
  assert.match(await reply.text(), /Page not found/)
})

test('answers are correct HTML in every language, with results and without', async (t) => {
  if (!need(t, 'java')) return
  const desk = await published(t)
  const searcher = openSearcher(join(desk.folder, 'search.db'))
  const folder = join(desk.folder, 'answers')
  mkdirSync(folder)
  const asked = [
    '',
    'q=water',
    'q=nothing-at-all',
    'q=Aigül+Tursun&exact=1',
    'q="well+by"&in=en&year=2020',
  ]
  for (const lang of ['en', 'ug', 'zh-Hans']) {
    for (const [n, query] of asked.entries()) {
      const { status, page } = answerAsk(`/ask/search?lang=${lang}&${query}`, searcher)
      assert.equal(status, 200)
      writeFileSync(join(folder, `${lang}-${n}.html`), page)
    }
  }
  searcher.close()
  await checkHtml(folder)
})

test('answerAsk() refuses other addresses, and says so when there is no index', () => {
  const searcher = openSearcher('/nowhere/search.db')
  assert.equal(answerAsk('/ask/search?q=x', searcher).status, 503)
  assert.equal(answerAsk('/ask/other', searcher).status, 404)
  assert.equal(answerAsk(`/ask/search?q=${'x'.repeat(5000)}`, searcher).status, 400)
  assert.equal(answerAsk('//[', searcher).status, 400)
})

test('the next page begins where the last one ended', async (t) => {
  const desk = await openDesk(t, { languages: [en] })
  for (let n = 0; n < 25; n++) {
    const id = await desk.create({ date: `2020-05-${String(n + 1).padStart(2, '0')}` })
    await desk.write(id, en, { headline: `Water ${n}` })
  }
  await desk.publish()
  const searcher = openSearcher(join(desk.folder, 'search.db'))
  t.after(() => searcher.close())
  const seen: string[] = []
  for (let query: string | undefined = 'q=water&lang=en'; query !== undefined; ) {
    const { page } = answerAsk(`/ask/search?${query}`, searcher)
    seen.push(...[...page.matchAll(/<h2><a[^>]*>Water (\d+)</g)].map((match) => match[1] ?? ''))
    query = /href="search\?([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 25 }, (_, n) => String(24 - n)),
  )
})

test('the ask process answers questions only, and ends with whoever started it', async (t) => {
  const desk = await published(t)
  const ask = await startListener(
    askCommand({ index: join(desk.folder, 'search.db') }),
    'Cannot answer',
  )
  const port = Number(new URL(ask.address).port)
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.end(
    'POST /ask/search HTTP/1.1\r\nHost: ask\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
  )
  let reply = ''
  for await (const chunk of socket) reply += String(chunk)
  assert.match(reply, /^HTTP\/1\.1 400/)
  ask.process.stdin?.end()
  const [code] = await once(ask.process, 'exit')
  assert.equal(code, 0)
})
