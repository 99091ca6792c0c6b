// The studio's door, tried with everything there is: every route of the router x every role x every
// method x every origin; and what nobody may change but by a form of the studio itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Role, roles } from '../src/model/account.ts'
import { bodyOfParagraphs } from '../src/model/body.ts'
import { parseArticleId } from '../src/model/id.ts'
import { sql } from '../src/store/db.ts'
import { readDraft } from '../src/store/drafts.ts'
import { readRevisions } from '../src/store/revisions.ts'
import type { Route } from '../src/studio/route.ts'
import { routes } from '../src/studio/routes.ts'
import { parseLang } from '../src/text/lang.ts'
import { rights } from './rights-table.ts'
import { everyRole, openTestStudio, studioOrigin, type TestStudio, type Visitor } from './studio.ts'

const article = '0000000a'
const named: Readonly<Record<string, string>> = { ':lang': 'en', ':article': article }

test('every route has rights that somebody wrote down, and no other', () => {
  const found = Object.fromEntries(routes.map((route) => [nameOf(route), rightsOf(route)]))
  assert.deepEqual(found, rights)
})

test('every route opens for the roles it names and for nobody else', async (t) => {
  const { asked, desk, visitors } = await doorOf(t)
  for (const route of routes) {
    for (const [role, visitor] of visitors) {
      const { status } = await send(visitor, route, {})
      const may = allowed(rights[nameOf(route)] ?? '', role)
      const wanted = may ? 200 : role !== null ? 403 : route.method === 'GET' ? 303 : 401
      assert.equal(status, wanted, `${nameOf(route)} as ${role}`)
      assert.deepEqual(asked.splice(0), may ? [nameOf(route)] : [], `${nameOf(route)} as ${role}`)
    }
  }
  assert.deepEqual(desk.faults, [])
})

test('what asks for a recent proof is not done without one', async (t) => {
  const { asked, desk, visitors } = await doorOf(t)
  desk.clock.now += 11 * 60_000
  for (const route of routes.filter(({ fresh }) => fresh)) {
    for (const [role, visitor] of visitors) {
      if (role === null || !allowed(rights[nameOf(route)] ?? '', role)) continue
      const { headers } = await send(visitor, route, {})
      assert.match(headers.get('location') ?? '', /^\/prove/, nameOf(route))
    }
  }
  assert.deepEqual(asked, [])
})

test('no form of another place, no other method, no other host reaches a route', async (t) => {
  const { asked, visitors } = await doorOf(t)
  const visitor = visitors.get('administrator')!
  const strangers: readonly Record<string, string>[] = [
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:8080' },
    { origin: 'https://localhost:8081' },
    { origin: `${studioOrigin}.evil.example` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ]
  for (const route of routes) {
    const path = pathOf(route)
    if (route.method === 'POST') {
      for (const headers of strangers)
        assert.equal((await visitor.post(path, {}, headers)).status, 403, JSON.stringify(headers))
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])
      assert.equal((await visitor.send(path, { method })).status, 405, method)
    for (const host of ['evil.example', 'localhost', 'localhost:80', '127.0.0.1:8081'])
      assert.equal((await visitor.get(path, { host })).status, 421, host)
  }
  assert.deepEqual(asked, [])
})

test('looking changes nothing, whoever looks at whatever', async (t) => {
  const desk = await openTestStudio(t)
  const visitors = await everybody(desk)
  const before = await everything(desk)
  for (const route of routes.filter(({ method }) => method === 'GET')) {
    for (const [role, visitor] of visitors) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await visitor.send(pathOf(route), { method })
        assert.ok(answer.status < 500, `${method} ${route.path} as ${role}: ${answer.status}`)
        assert.equal(answer.headers.get('cache-control'), 'no-store')
        assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/)
      }
    }
  }
  assert.deepEqual(await everything(desk), before)
  assert.deepEqual(desk.faults, [])
})

test('what is not there is missed in the language of whoever asks', async (t) => {
  const desk = await openTestStudio(t)
  const visitor = await desk.as(['writer'], 'tr')
  const answer = await visitor.get('/nowhere')
  assert.equal(answer.status, 404)
  assert.match(await answer.text(), /<html lang="tr"/)
  const headers = { origin: desk.studio.origin, 'content-type': 'multipart/form-data' }
  const broken = await visitor.send('/account/language', { method: 'POST', body: 'none', headers })
  assert.equal(broken.status, 400)
  assert.match(await broken.text(), /<html lang="tr"/)
  assert.match(await (await desk.guest().get('/nowhere')).text(), /<html lang="en"/)
})

test('empty and hostile forms end in a sentence, never in a fault', async (t) => {
  const desk = await openTestStudio(t)
  const fields = [
    'id',
    'name',
    'lang',
    'roles-new',
    'at',
    'versions',
    'session',
    'passkey',
    'answer',
  ]
  const hostile = Object.fromEntries(fields.map((name) => [name, '\'"><\u0000\u202e{}[]']))
  for (const route of routes.filter(({ method }) => method === 'POST')) {
    for (const form of [{}, hostile]) {
      const visitor = await desk.as(everyRole)
      const answer = await visitor.post(pathOf(route), form)
      assert.ok(answer.status < 500, `${route.path}: ${answer.status}`)
    }
    const visitor = await desk.as(everyRole)
    const headers = { origin: studioOrigin, 'content-type': 'application/json' }
    const answer = await visitor.send(pathOf(route), { method: 'POST', headers, body: '{"a":1}' })
    assert.ok(answer.status < 500, `${route.path} with JSON: ${answer.status}`)
  }
  assert.deepEqual(desk.faults, [])
})

test('what belongs to another account is out of reach', async (t) => {
  const desk = await openTestStudio(t)
  const [owner, other] = [await desk.as(everyRole), await desk.as(everyRole)]
  const { db } = desk.studio
  const theirs = await db
    .selectFrom('session')
    .selectAll()
    .where('account', '=', owner.account.id)
    .execute()
  await other.post('/account/sessions/end', { session: theirs[0]?.id ?? '' })
  assert.equal((await owner.get('/')).status, 200)
  const key = { account: owner.account.id, public_key: '', transports: '[]', label: 'Stick' }
  await db
    .insertInto('credential')
    .values({ id: 'k1', counter: 0, made_at: 0, ...key })
    .execute()
  await other.post('/account/passkeys/drop', { passkey: 'k1' })
  assert.equal((await db.selectFrom('credential').selectAll().execute()).length, 1)
})

test('what somebody is typing is nobody else’s to change', async (t) => {
  const desk = await openTestStudio(t)
  const [owner, other] = [await desk.as(everyRole), await desk.as(everyRole)]
  const made = await owner.post('/articles/new', { lang: 'en', precision: 'day' })
  const path = made.headers.get('location') ?? ''
  const [, , id = ''] = path.split('/')
  const key = { article: parseArticleId(id), lang: parseLang('en') }
  const window = '0'.repeat(16)
  const save = (seq: number, headline: string, keep = false): string => {
    const text = { headline, teaser: '', body: bodyOfParagraphs(['x']), byline: '' }
    const written = { ...text, translator: '', alt: {} }
    return JSON.stringify({ window, seq, base: 0, keep, madeFrom: null, text: written })
  }
  const typed = async () => (await readDraft(desk.studio.db, { ...key, window }))?.text?.headline
  assert.equal((await owner.postJson(`${path}/save`, save(1, 'Mine'))).status, 200)
  assert.equal((await other.postJson(`${path}/save`, save(2, 'Theirs'))).status, 401)
  assert.equal(await typed(), 'Mine')
  // A form that another account left open in the same browser: the words are kept, as one's own.
  const form = { window, base: '0', madeFrom: '0', headline: 'Theirs', body: 'y', alt: '{}' }
  assert.equal((await other.post(path, form)).status, 303)
  assert.equal(await typed(), 'Mine')
  const revisions = await readRevisions(desk.studio.db, key)
  assert.deepEqual(
    revisions.map(({ headline, madeBy }) => [headline, madeBy]),
    [['Theirs', other.account.id]],
  )
  const writer = await other.post(`${path}/writing`, { window: '1'.repeat(16) })
  assert.equal((await writer.json()).writer, owner.account.name, 'the turn stays whose it is')
  const keys = await Promise.all(
    [owner, other].map(async (visitor) => (await visitor.post('/device-keys')).json()),
  )
  const secrets = keys.map(({ keys: all }) => all.map(({ secret }: { secret: string }) => secret))
  assert.equal(new Set(secrets.flat()).size, 2, 'each has the keys of their own copies alone')
})

/** The door with every route replaced by a probe that says it was reached. */
async function doorOf(t: Parameters<typeof openTestStudio>[0]) {
  const asked: string[] = []
  const probes = routes.map((route): Route => {
    const handle = async (): Promise<Response> => {
      asked.push(nameOf(route))
      return new Response('reached')
    }
    return { ...route, handle }
  })
  const desk = await openTestStudio(t, { routes: probes })
  return { asked, desk, visitors: await everybody(desk) }
}

async function everybody(desk: TestStudio): Promise<Map<Role | null, Visitor>> {
  const visitors = new Map<Role | null, Visitor>([[null, desk.guest()]])
  for (const role of roles) visitors.set(role, await desk.as([role]))
  return visitors
}

function send(visitor: Visitor, route: Route, fields: Record<string, string>): Promise<Response> {
  const path = pathOf(route)
  return route.method === 'GET' ? visitor.get(path) : visitor.post(path, fields)
}

function allowed(right: string, role: Role | null): boolean {
  const names = right.replace('!', '').split(' ')
  return (
    names.includes('anyone') ||
    (role !== null && (names.includes('signed-in') || names.includes(role)))
  )
}

function pathOf({ path }: Route): string {
  return path.replace(/:\w+/g, (part) => named[part] ?? article)
}

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`
}

function rightsOf({ access, fresh }: Route): string {
  return `${typeof access === 'string' ? access : access.join(' ')}${fresh ? '!' : ''}`
}

/** Every row of every table. */
async function everything({ studio }: TestStudio): Promise<unknown> {
  const tables = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' order by name`.execute(studio.db)
  const rows: Record<string, unknown> = {}
  for (const { name } of tables.rows)
    rows[name] = (await sql`select * from ${sql.table(name)}`.execute(studio.db)).rows
  return rows
}
