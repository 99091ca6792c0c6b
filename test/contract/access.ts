// What the store promises about people with access and the publisher's jobs, on both engines.
import assert from 'node:assert/strict'
import { parseDigest } from '../../src/model/id.ts'
import {
  countRecoveryCodes,
  createAccount,
  findAccount,
  putCredential,
  putRecoveryCodes,
  readAccount,
  readCredential,
  spendRecoveryCode,
  updateAccount,
  useCredential,
  useTotpStep,
} from '../../src/store/access/accounts.ts'
import {
  countAttempt,
  endSessions,
  findSessionByToken,
  forgetAttempts,
  putInvitation,
  putSession,
  readInvitations,
  spendInvitation,
  spendOnce,
} from '../../src/store/access/sessions.ts'
import {
  cancelJob,
  putJob,
  readJob,
  requeueJobs,
  takeDueJob,
  updateJob,
} from '../../src/store/jobs.ts'
import { readNeeds } from '../../src/store/needs.ts'
import {
  listPictures,
  notePicture,
  putAlt,
  putPicture,
  readAlts,
} from '../../src/store/pictures.ts'
import { readReady } from '../../src/store/ready.ts'
import { parseLang } from '../../src/text/lang.ts'
import type { Promises } from './promises.ts'

const now = 1_790_000_000_000
const en = parseLang('en')
const owner = { id: 'a0000001', name: 'Poplar', roles: ['administrator'], lang: en } as const

export const accessContract: Promises = {
  async 'an account is found by its name in any case, and the last administrator stays'(db) {
    assert.equal(await createAccount(db, { ...owner, madeAt: now }), true)
    assert.equal(
      await createAccount(db, { ...owner, id: 'a0000002', name: 'POPLAR', madeAt: now }),
      false,
    )
    assert.equal((await findAccount(db, ' poplar '))?.id, owner.id)
    await assert.rejects(updateAccount(db, owner.id, { closed: true }), /last administrator/)
    await assert.rejects(updateAccount(db, owner.id, { roles: ['writer'] }), /last administrator/)
    assert.equal((await readAccount(db, owner.id))?.closed, false)
    const secret = { password: '$argon2id$', totp: 'AAAA', totpStep: 60_000_000_000 }
    await updateAccount(db, owner.id, { secret })
    assert.deepEqual((await readAccount(db, owner.id))?.secret, secret)
    assert.equal(await useTotpStep(db, owner.id, secret.totpStep), false)
    assert.equal(await useTotpStep(db, owner.id, secret.totpStep + 1), true)
    await updateAccount(db, owner.id, { secret: null })
    assert.equal((await readAccount(db, owner.id))?.secret, null)
  },

  async 'passkeys and recovery codes belong to one account; a code works once'(db) {
    await createAccount(db, { ...owner, madeAt: now })
    const key = {
      id: 'k',
      account: owner.id,
      publicKey: 'p',
      counter: 0,
      transports: ['usb'],
      label: 'Stick',
      madeAt: now,
      usedAt: null,
    }
    assert.equal(await putCredential(db, key), true)
    assert.equal(await putCredential(db, key), false)
    await useCredential(db, 'k', { counter: 4_294_967_295, at: now + 1 })
    assert.deepEqual(await readCredential(db, 'k'), {
      ...key,
      counter: 4_294_967_295,
      usedAt: now + 1,
    })
    await putRecoveryCodes(db, owner.id, ['old'])
    await putRecoveryCodes(db, owner.id, ['one', 'two'])
    assert.equal(await spendRecoveryCode(db, owner.id, 'old'), false)
    assert.equal(await spendRecoveryCode(db, 'a0000009', 'one'), false)
    assert.equal(await spendRecoveryCode(db, owner.id, 'one'), true)
    assert.equal(await spendRecoveryCode(db, owner.id, 'one'), false)
    assert.equal(await countRecoveryCodes(db, owner.id), 1)
  },

  async 'a session ends at once; an invitation, a try and a step count as promised'(db) {
    await createAccount(db, { ...owner, madeAt: now })
    const times = { made_at: now, seen_at: now, proven_at: now }
    for (const id of ['s1', 's2'])
      await putSession(db, { id, token: `t-${id}`, account: owner.id, browser: '?, ?', ...times })
    assert.equal((await findSessionByToken(db, 't-s1'))?.account.name, 'Poplar')
    assert.equal(await endSessions(db, owner.id, { except: 's2' }), 1)
    assert.equal(await findSessionByToken(db, 't-s1'), null)
    assert.equal((await findSessionByToken(db, 't-s2'))?.session.proven_at, now)
    const invitation = {
      kind: 'first',
      account: null,
      roles: ['writer'],
      madeBy: null,
      madeAt: now,
    } as const
    await putInvitation(db, { ...invitation, code: 'c1', until: now + 10 })
    await putInvitation(db, { ...invitation, code: 'c2', until: now + 10 })
    assert.deepEqual(
      (await readInvitations(db, now)).map(({ code }) => code),
      ['c2'],
    )
    const spent = await Promise.all([1, 2, 3].map(() => spendInvitation(db, 'c2', now + 9)))
    assert.deepEqual(spent.sort(), [false, false, true])
    const window = { now, windowMs: 1000 }
    const counts = await Promise.all([1, 2, 3].map(() => countAttempt(db, 'k', window)))
    assert.deepEqual(counts.sort(), [1, 2, 3])
    assert.equal(await countAttempt(db, 'k', { ...window, now: now + 1000 }), 1)
    await forgetAttempts(db, 'k')
    assert.equal(await countAttempt(db, 'k', { ...window, now: now + 1001 }), 1)
    assert.equal(await spendOnce(db, 'step', { now, until: now + 5 }), true)
    assert.equal(await spendOnce(db, 'step', { now, until: now + 5 }), false)
  },

  async 'a job is taken once when it is due, survives its publisher, and never runs again'(db) {
    const job = { kind: 'publish', due_at: now + 100, made_by: owner.id, made_at: now } as const
    await putJob(db, { ...job, id: 'j1' })
    await putJob(db, { ...job, id: 'j2', due_at: now + 50 })
    assert.equal(await takeDueJob(db, now), null)
    const taken = await Promise.all([1, 2, 3].map(() => takeDueJob(db, now + 200)))
    assert.deepEqual(taken.map((one) => one?.id ?? null).sort(), ['j1', 'j2', null])
    assert.equal(await cancelJob(db, 'j1', { now, states: ['waiting'] }), false)
    await updateJob(db, 'j2', {
      state: 'done',
      edition: 7,
      ended_at: now + 300,
      report: { before: 6 },
    })
    await requeueJobs(db)
    const again = await takeDueJob(db, now + 400)
    assert.deepEqual([again?.id, again?.tries], ['j1', 2])
    assert.equal(await takeDueJob(db, now + 400), null)
    assert.deepEqual((await readJob(db, 'j2'))?.report, { before: 6 })
  },

  async 'pictures are listed the newest first, with words per language'(db) {
    const [one, two] = ['a', 'b'].map((letter) => parseDigest(letter.repeat(64)))
    const rest = { width: 2, height: 2, widths: [2], credit: null, focus: { x: 0.5, y: 0.5 } }
    for (const digest of [one!, two!]) await putPicture(db, { digest, ...rest })
    await notePicture(db, two!, now)
    await notePicture(db, two!, now + 5)
    const listed = await listPictures(db, { limit: 9, skip: 0 })
    assert.deepEqual(
      listed.map(({ digest }) => digest),
      [two, one],
    )
    await putAlt(db, one!, en, 'A school')
    await putAlt(db, one!, parseLang('tr'), 'Okul')
    await putAlt(db, one!, parseLang('tr'), '')
    assert.deepEqual(await readAlts(db, [one!, two!]), new Map([[one, { en: 'A school' }]]))
    assert.deepEqual(await readReady(db, 9), [])
    assert.deepEqual(await readNeeds(db, owner.id, 9), { drafts: [], reviews: [], outdated: [] })
  },
}
