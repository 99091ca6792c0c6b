// Passkeys: the honest one comes in, every lie is refused, and no answer counts twice.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { type Lies, makePasskey, optionsIn } from '../../../test/authenticator.ts'
import { everyRole, openTestStudio, studioOrigin, type Visitor } from '../../../test/studio.ts'
import { firstCode } from '../first.ts'

test('a passkey makes the first account and comes in again', async (t) => {
  const desk = await openTestStudio(t)
  const invitation = (await firstCode(desk.studio)) ?? ''
  const visitor = desk.guest()
  const passkey = makePasskey(studioOrigin)
  const options = optionsIn(await visitor.post('/join', { invitation }))
  const answer = passkey.register(await options)
  const made = await visitor.post('/join/passkey', {
    invitation,
    name: 'Poplar',
    lang: 'ug',
    answer,
  })
  assert.equal(made.status, 200)
  assert.match(await made.text(), /lang="en"/)
  assert.match(await (await visitor.get('/')).text(), /<html lang="ug" dir="rtl">/)
  const again = desk.guest()
  const signed = passkey.signIn(await optionsIn(again.get('/sign-in')))
  assert.equal(
    (await again.post('/sign-in/passkey', { answer: signed })).headers.get('location'),
    '/',
  )
  assert.equal((await again.get('/account/ways-in')).status, 200)
})

const lies: Readonly<Record<string, Lies>> = {
  'another origin': { origin: 'https://evil.example' },
  'the right host on another port': { origin: 'http://localhost:9999' },
  'another relying party': { rpId: 'evil.example' },
  'no user verification': { flags: 0x01 },
  'nobody present': { flags: 0x00 },
  'a challenge of its own': { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
  'an empty challenge': { challenge: '' },
  'the wrong ceremony': { type: 'webauthn.payment' },
}
const signInLies: Readonly<Record<string, Lies>> = {
  ...lies,
  'another key': { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey },
  'an unknown passkey': { id: 'bm9ib2R5' },
  'a counter going back': { counter: 1 },
}

test('signing in with a lie in any part is refused', async (t) => {
  const { guest, passkey } = await withPasskey(t)
  for (const [what, lie] of Object.entries(signInLies)) {
    const visitor = guest()
    const answer = passkey.signIn(await optionsIn(visitor.get('/sign-in')), lie)
    assert.equal((await visitor.post('/sign-in/passkey', { answer })).status, 403, what)
  }
  for (const answer of ['', 'null', '[]', '{}', '{"id":1}', '{"id":"bm9ib2R5"}', '{']) {
    const visitor = guest()
    await visitor.get('/sign-in')
    assert.equal((await visitor.post('/sign-in/passkey', { answer })).status, 403, answer)
  }
  const visitor = guest()
  const answer = passkey.signIn(await optionsIn(visitor.get('/sign-in')))
  assert.equal((await visitor.post('/sign-in/passkey', { answer })).status, 303, 'the honest one')
})

test('registering with a lie in any part is refused', async (t) => {
  const desk = await openTestStudio(t)
  for (const [what, lie] of Object.entries(lies)) {
    const visitor = await desk.as(everyRole)
    const options = await optionsIn(visitor.get('/account/ways-in'))
    const answer = makePasskey(studioOrigin).register(options, lie)
    assert.equal((await visitor.post('/account/passkeys', { answer })).status, 422, what)
  }
  const none = await desk.studio.db.selectFrom('credential').selectAll().execute()
  assert.deepEqual(none, [])
})

test('an answer counts once, in the browser that asked, for a quarter of an hour', async (t) => {
  const { desk, guest, passkey } = await withPasskey(t)
  const visitor = guest()
  const options = await optionsIn(visitor.get('/sign-in'))
  const cookies = [...visitor.cookies]
  const answer = passkey.signIn(options)
  const stranger = guest()
  assert.equal((await stranger.post('/sign-in/passkey', { answer })).status, 403, 'no step')
  await stranger.get('/sign-in')
  assert.equal((await stranger.post('/sign-in/passkey', { answer })).status, 403, 'another step')
  assert.equal((await visitor.post('/sign-in/passkey', { answer })).status, 303)
  for (const [name, value] of cookies) visitor.cookies.set(name, value)
  assert.equal((await visitor.post('/sign-in/passkey', { answer })).status, 403, 'replayed')
  const late = guest()
  const old = passkey.signIn(await optionsIn(late.get('/sign-in')))
  desk.clock.now += 15 * 60_000
  assert.equal((await late.post('/sign-in/passkey', { answer: old })).status, 403, 'too old')
})

async function withPasskey(t: TestContext) {
  const desk = await openTestStudio(t)
  const owner = await desk.as(everyRole)
  const passkey = makePasskey(studioOrigin)
  const answer = passkey.register(await optionsIn(owner.get('/account/ways-in')))
  assert.equal((await owner.post('/account/passkeys', { answer, label: 'Stick' })).status, 303)
  const guest = (): Visitor => desk.guest()
  return { desk, guest, passkey }
}
