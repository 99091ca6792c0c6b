// Coming in without a passkey: the first account, passwords, codes, limits, sessions.
import assert from 'node:assert/strict'
import { createHook } from 'node:async_hooks'
import { test } from 'node:test'
import { everyRole, openTestStudio, type TestStudio, type Visitor } from '../../../test/studio.ts'
import { firstCode } from '../first.ts'
import { totpCode } from './totp.ts'

const password = 'ten poplars under one roof'

test('the first account is made with the code of the console, once, within a quarter of an hour', async (t) => {
  const desk = await openTestStudio(t)
  const code = await firstCode(desk.studio)
  assert.ok(code !== null)
  const [one, two] = [desk.guest(), desk.guest()]
  const [first, second] = [await openJoin(one, code), await openJoin(two, code)]
  desk.clock.now += 14 * 60_000
  const made = await join(desk, one, { ...first, name: 'Poplar' })
  assert.equal(made.status, 200)
  assert.equal((await made.text()).match(/<li><code/g)?.length, 8)
  assert.equal((await join(desk, two, { ...second, name: 'Willow' })).status, 403)
  assert.equal((await one.get('/')).status, 200)
  assert.equal((await two.get('/')).status, 303)
  assert.equal(await firstCode(desk.studio), null)
})

test('a code of the console that was not used dies after a quarter of an hour', async (t) => {
  const desk = await openTestStudio(t)
  const code = (await firstCode(desk.studio)) ?? ''
  desk.clock.now += 15 * 60_000
  assert.equal((await desk.guest().post('/join', { invitation: code })).status, 403)
  const older = (await firstCode(desk.studio)) ?? ''
  const newer = (await firstCode(desk.studio)) ?? ''
  assert.equal((await desk.guest().post('/join', { invitation: older })).status, 403)
  assert.equal((await desk.guest().post('/join', { invitation: newer })).status, 200)
})

test('of two browsers that send the code in one moment, one comes in', async (t) => {
  const desk = await openTestStudio(t)
  const code = (await firstCode(desk.studio)) ?? ''
  const forms = await Promise.all(
    ['A', 'B', 'C'].map(async (name) => {
      const visitor = desk.guest()
      return { visitor, form: { ...(await openJoin(visitor, code)), name } }
    }),
  )
  const answers = await Promise.all(forms.map(({ visitor, form }) => join(desk, visitor, form)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403, 403])
})

test('weak passwords are refused with a reason, and what was typed stays', async (t) => {
  const desk = await openTestStudio(t)
  const code = (await firstCode(desk.studio)) ?? ''
  const visitor = desk.guest()
  for (const [weak, reason] of [
    ['short words', /too short/],
    ['passwordpassword', /everybody tries/],
    ['P@ssw0rd12345678', /everybody tries/],
    ['qwertyuiop123456', /everybody tries/],
    ['Poplar2026Poplar', /everybody tries/],
    ['aaaaaaaaaaaaaaaaaa', /everybody tries/],
    ['x'.repeat(300), /too long/],
  ] as const) {
    const form = await openJoin(visitor, code)
    const answer = await join(desk, visitor, { ...form, name: 'Poplar', password: weak })
    assert.equal(answer.status, 422, weak)
    const page = await answer.text()
    assert.match(page, reason, weak)
    assert.match(page, /value="Poplar"/)
  }
})

test('a name and a password come in with the code of the minute, which works once', async (t) => {
  const { desk, key } = await withAccount(t)
  const visitor = desk.guest()
  const code = totpCode(key, desk.clock.now)
  assert.equal((await signIn(visitor, 'Poplar', { code })).status, 403, 'used when joining')
  desk.clock.now += 60_000
  const next = totpCode(key, desk.clock.now)
  const wrong = await signIn(visitor, 'Poplar', { code: next, password: `${password}!` })
  const unknown = await signIn(visitor, 'Nobody', { code: next })
  assert.equal(wrong.status, 403)
  assert.equal(withoutSteps(await wrong.text()), withoutSteps(await unknown.text()))
  assert.equal(wrong.status, unknown.status)
  const right = await signIn(visitor, ' poplar', { code: next })
  assert.deepEqual([right.status, right.headers.get('location')], [303, '/'])
  assert.equal((await signIn(desk.guest(), 'Poplar', { code: next })).status, 403, 'replayed')
})

test('a thousand tries check ten passwords at most, and the owner still comes in', async (t) => {
  const { desk, key, owner } = await withAccount(t)
  const attacker = desk.guest()
  const started = performance.now()
  for (let i = 0; i < 1000; i++) {
    const answer = await signIn(attacker, 'Poplar', {
      code: '000000',
      password: `guess number ${i}`,
    })
    assert.equal(answer.status, 403)
  }
  assert.ok(performance.now() - started < 60_000)
  desk.clock.now += 60_000
  const code = totpCode(key, desk.clock.now)
  assert.equal(
    (await signIn(attacker, 'Poplar', { code })).status,
    403,
    'right, but too many tries',
  )
  await owner.post('/sign-out')
  assert.equal((await signIn(owner, 'Poplar', { code })).status, 303, 'the browser of the owner')
})

test('a refusal costs one password hash, whether there is such an account or not', async (t) => {
  const { desk, key } = await withAccount(t)
  let hashes = 0
  const hook = createHook({
    init(_, type) {
      if (type === 'ARGON2REQUEST') hashes += 1
    },
  })
  t.after(() => hook.disable())
  hook.enable()
  desk.clock.now += 60_000
  const code = totpCode(key, desk.clock.now)
  const done: number[] = []
  for (const [name, wrong] of [
    ['Poplar', 'a password that is not it'],
    ['Nobody', 'a password that is not it'],
    ['Nobody', ''],
    ['Poplar', password],
  ] as const) {
    hashes = 0
    const given = wrong === password ? '000000' : code
    const answer = await signIn(desk.guest(), name, { code: given, password: wrong })
    assert.equal(answer.status, 403)
    done.push(hashes)
  }
  assert.deepEqual(done, [1, 1, 1, 1])
})

test('a recovery code comes in once', async (t) => {
  const { desk, codes } = await withAccount(t)
  const visitor = desk.guest()
  const fields = { name: 'Poplar', code: (codes[0] ?? '').toUpperCase().replaceAll('-', ' ') }
  const answer = await visitor.post('/recover', fields)
  assert.equal(answer.headers.get('location'), '/account?said=saidRecovered')
  assert.equal((await desk.guest().post('/recover', fields)).status, 403)
  assert.equal((await visitor.get('/account/ways-in')).status, 200)
})

test('a session dies when it is ended, after half an hour of nothing, after half a day', async (t) => {
  const desk = await openTestStudio(t)
  const visitor = await desk.as(['writer'])
  const other = await desk.as(everyRole)
  for (let minutes = 0; minutes < 12 * 60; minutes += 29) {
    assert.equal((await visitor.get('/')).status, 200, `${minutes}`)
    desk.clock.now += 29 * 60_000
  }
  assert.equal((await visitor.get('/')).status, 303)
  assert.equal((await other.get('/')).status, 303)
  const admin = await desk.as(everyRole)
  const third = await desk.as(['writer'])
  assert.equal((await third.get('/')).status, 200)
  const closed = await admin.post(`/settings/access/${third.account.id}/close`)
  assert.equal(closed.status, 303)
  assert.equal((await third.get('/')).status, 303)
})

test('dangerous screens ask again after ten minutes, and lead back only inside the studio', async (t) => {
  const { desk, key, owner } = await withAccount(t)
  assert.equal((await owner.get('/settings/access')).status, 200)
  desk.clock.now += 11 * 60_000
  const asked = await owner.get('/settings/access')
  assert.equal(asked.headers.get('location'), '/prove?then=%2Fsettings%2Faccess')
  const code = totpCode(key, desk.clock.now)
  const evil = await owner.post('/prove?then=//evil.example', { password, code })
  assert.equal(evil.headers.get('location'), '/')
  assert.equal((await owner.get('/settings/access')).status, 200)
})

test('what is sent after the ten minutes is lost, and that is said on the screen it came from', async (t) => {
  const { desk, key, owner } = await withAccount(t)
  desk.clock.now += 11 * 60_000
  const sent = { url: 'https://news.example/', mirrors: '' }
  for (const [path, screen] of [
    ['/settings/addresses', '/settings/addresses'],
    ['/settings/access/invite', '/settings/access'],
    [`/settings/access/${'0'.repeat(8)}/close`, '/settings/access'],
    ['/account/codes', '/account'],
  ] as const) {
    const asked = (await owner.post(path, sent)).headers.get('location') ?? ''
    assert.equal(asked, `/prove?then=${encodeURIComponent(screen)}&again=1`)
  }
  const asking = '/prove?then=%2Fsettings%2Faddresses&again=1'
  const page = await (await owner.get(asking)).text()
  assert.match(page, /was not kept/)
  assert.match(page, /action="\/prove\?then=%2Fsettings%2Faddresses&amp;again=1"/)
  const code = totpCode(key, desk.clock.now)
  const proven = await owner.post(asking, { password, code })
  assert.equal(proven.headers.get('location'), '/settings/addresses?said=saidSendAgain')
})

test('an invitation makes an account with its roles, and an administrator closes it', async (t) => {
  const { desk, owner } = await withAccount(t)
  const invited = await owner.post('/settings/access/invite', { 'roles-new': ['translator'] })
  const code = /class="key">([\w-]+)</.exec(await invited.text())?.[1] ?? ''
  const visitor = desk.guest()
  const form = await openJoin(visitor, code)
  assert.equal((await join(desk, visitor, { ...form, name: 'POPLAR ' })).status, 422, 'name taken')
  const again = await openJoin(visitor, code)
  assert.equal((await join(desk, visitor, { ...again, name: 'Willow' })).status, 200)
  assert.equal((await visitor.get('/settings/access')).status, 403)
  const last = await owner.get('/settings/access')
  const ids = [...(await last.text()).matchAll(/access\/(\w{8})\/close/g)].map(([, id]) => id)
  assert.equal(ids.length, 2)
  const answers = await Promise.all(ids.map((id) => owner.post(`/settings/access/${id}/close`)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422], 'the last one stays')
})

test('an invitation that was taken back opens nothing', async (t) => {
  const { desk, owner } = await withAccount(t)
  const invited = await owner.post('/settings/access/invite', { 'roles-new': ['administrator'] })
  const code = /class="key">([\w-]+)</.exec(await invited.text())?.[1] ?? ''
  assert.equal((await desk.guest().post('/join', { invitation: code })).status, 200)
  const page = await (await owner.get('/settings/access')).text()
  const invitation = /name="invitation" value="([\w-]+)"/.exec(page)?.[1] ?? ''
  await owner.post('/settings/access/uninvite', { invitation })
  assert.equal((await desk.guest().post('/join', { invitation: code })).status, 403)
  assert.match(await (await owner.get('/settings/log')).text(), /took an invitation back/)
})

/** The hidden fields and the authenticator key of the form that a code opens. */
async function openJoin(visitor: Visitor, code: string) {
  const page = await (await visitor.post('/join', { invitation: code })).text()
  const key = (/class="key" dir="ltr">([A-Z2-7 ]+)</.exec(page)?.[1] ?? '').replaceAll(' ', '')
  return { invitation: code, key }
}

async function join(
  desk: TestStudio,
  visitor: Visitor,
  form: {
    readonly invitation: string
    readonly key: string
    readonly name: string
    readonly password?: string
  },
): Promise<Response> {
  const { key, ...fields } = form
  const typed = form.password ?? password
  const code = totpCode(key, desk.clock.now)
  return visitor.post('/join/password', {
    lang: 'en',
    ...fields,
    password: typed,
    again: typed,
    code,
  })
}

async function withAccount(t: Parameters<typeof openTestStudio>[0]) {
  const desk = await openTestStudio(t)
  const owner = desk.guest()
  const form = await openJoin(owner, (await firstCode(desk.studio)) ?? '')
  const page = await (await join(desk, owner, { ...form, name: 'Poplar' })).text()
  const codes = [...page.matchAll(/<li><code dir="ltr">([\w-]+)</g)].map(([, code]) => code ?? '')
  return { desk, owner, key: form.key, codes }
}

async function signIn(
  visitor: Visitor,
  name: string,
  rest: { readonly code: string; readonly password?: string },
): Promise<Response> {
  return visitor.post('/sign-in', { name, password, ...rest })
}

/** Challenges differ from page to page. */
function withoutSteps(page: string): string {
  return page.replace(/data-passkey="[^"]*"/, '')
}
