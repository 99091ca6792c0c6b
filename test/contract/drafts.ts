// What every database has to do for texts on their way: drafts, leases, keys of devices.
import assert from 'node:assert/strict'
import { parseArticleId } from '../../src/model/id.ts'
import { deviceKeyOf, dropDeviceKeys, readDeviceKeys } from '../../src/store/access/device-keys.ts'
import { createArticle } from '../../src/store/articles.ts'
import {
  keepDraft,
  mergeDraft,
  putDraft,
  readBeginnings,
  readDraft,
  readDrafts,
} from '../../src/store/drafts.ts'
import { countArticles } from '../../src/store/lists.ts'
import { readNeeds } from '../../src/store/needs.ts'
import { readRevisions } from '../../src/store/revisions.ts'
import { endWriting, readWriting, takeWriting } from '../../src/store/writing.ts'
import { parseLang } from '../../src/text/lang.ts'
import { wholeText } from '../desk.ts'
import type { Promises } from './promises.ts'

const one = parseArticleId('00000001')
const draftKey = { article: one, lang: parseLang('en'), window: 'a' }
const textOf = (headline: string) => wholeText({ headline })

export const draftContract: Promises = {
  async 'a draft: the later number wins, whatever comes when'(db) {
    await createArticle(db, one, {})
    const draft = { ...draftKey, account: 'a', base: 0, madeFrom: null, savedAt: 1 }
    await putDraft(db, { ...draft, seq: 2, text: textOf('two') })
    assert.deepEqual(await putDraft(db, { ...draft, seq: 1, text: textOf('one') }), {
      seq: 2,
      base: 0,
    })
    assert.equal((await readDraft(db, draftKey))?.text?.headline, 'two')
    const how = { origin: { kind: 'written' } as const, now: 5 }
    assert.deepEqual(await keepDraft(db, draftKey, how), { kind: 'revision', number: 1 })
    assert.deepEqual(await keepDraft(db, draftKey, how), { kind: 'revision', number: 1 })
    assert.deepEqual(await readDrafts(db, draftKey), [])
    await putDraft(db, { ...draft, seq: 2, text: textOf('two, again') })
    assert.deepEqual(await readDrafts(db, draftKey), [])
    await assert.rejects(keepDraft(db, { ...draftKey, window: 'none' }, how), RangeError)
  },

  async 'what is begun is known until it is a revision, the newest of each language'(db) {
    await createArticle(db, one, {})
    const draft = { ...draftKey, account: 'a', base: 0, madeFrom: null, savedAt: 1, seq: 1 }
    await putDraft(db, { ...draft, text: textOf('first') })
    await putDraft(db, { ...draft, window: 'b', account: 'b', savedAt: 2, text: textOf('then') })
    const begun = { article: one, lang: draft.lang, account: 'b', headline: 'then' }
    assert.deepEqual(await readBeginnings(db, { ids: [one] }), [begun])
    const mine = [{ ...begun, account: 'a', headline: 'first' }]
    assert.deepEqual(await readBeginnings(db, { account: 'a' }), mine)
    const count = (filter: object): Promise<number> => countArticles(db, filter)
    const { lang } = draft
    assert.deepEqual(
      [
        await count({ state: 'drafting' }),
        await count({ state: 'none' }),
        await count({ missing: lang }),
      ],
      [1, 0, 0],
    )
    assert.deepEqual(
      (await readNeeds(db, 'a', 9)).drafts.map(({ headline }) => headline),
      ['first'],
    )
    await keepDraft(db, draft, { origin: { kind: 'written' }, now: 5 })
    assert.deepEqual(await readBeginnings(db, { ids: [one] }), [])
    const mineNow = (await readNeeds(db, 'b', 9)).drafts.map(({ headline }) => headline)
    assert.deepEqual(mineNow, ['first'], 'a text that is typed over a version counts as mine')
  },

  async 'two who write at once: both texts are kept, and merged into a third'(db) {
    await createArticle(db, one, {})
    const how = { origin: { kind: 'written' } as const, now: 5 }
    const draft = { ...draftKey, account: 'a', base: 0, madeFrom: null, savedAt: 1 }
    await putDraft(db, { ...draft, seq: 1, text: textOf('mine') })
    await putDraft(db, { ...draft, window: 'b', account: 'b', seq: 1, text: textOf('theirs') })
    await keepDraft(db, { ...draftKey, window: 'b' }, how)
    assert.deepEqual(await keepDraft(db, draftKey, how), { kind: 'conflict', newest: 1 })
    assert.equal((await readDrafts(db, draftKey)).length, 1)
    const merge = { merged: textOf('both'), newest: 1, account: 'c', ...how }
    assert.equal(await mergeDraft(db, draftKey, merge), 3)
    const revisions = await readRevisions(db, draftKey)
    assert.deepEqual(
      revisions.map(({ headline, madeBy }) => [headline, madeBy]),
      [
        ['both', 'c'],
        ['mine', 'a'],
        ['theirs', 'b'],
      ],
    )
    assert.deepEqual(await readDrafts(db, draftKey), [])
  },

  async 'the lease goes to one window, runs out, and can be taken over'(db) {
    await createArticle(db, one, {})
    const mine = { ...draftKey, account: 'a' }
    const theirs = { ...draftKey, window: 'b', account: 'b' }
    const first = { window: 'a', account: 'a', since: 1000 }
    assert.deepEqual(await takeWriting(db, mine, { now: 1000 }), first)
    assert.deepEqual(await takeWriting(db, theirs, { now: 2000 }), first)
    assert.deepEqual(await takeWriting(db, mine, { now: 50_000 }), first)
    assert.deepEqual(await readWriting(db, mine, 100_000), first)
    assert.equal(await readWriting(db, mine, 200_000), null)
    assert.equal((await takeWriting(db, theirs, { now: 60_000, over: true })).window, 'b')
    await endWriting(db, mine)
    assert.equal((await readWriting(db, mine, 60_000))?.window, 'b')
    await endWriting(db, theirs)
    assert.equal(await readWriting(db, mine, 60_000), null)
  },

  async 'keys of devices are made once and dropped for ever'(db) {
    const key = { session: 's', account: 'a', secret: 'x' }
    assert.deepEqual(await deviceKeyOf(db, key), key)
    assert.deepEqual(await deviceKeyOf(db, { ...key, secret: 'y' }), key)
    await deviceKeyOf(db, { session: 't', account: 'b', secret: 'z' })
    assert.deepEqual(await readDeviceKeys(db, 'a'), [key])
    await deviceKeyOf(db, { ...key, session: 'u' })
    await dropDeviceKeys(db, 'a', { except: 's' })
    assert.deepEqual(await readDeviceKeys(db, 'a'), [key])
    await dropDeviceKeys(db, 'b', { id: 's' })
    await dropDeviceKeys(db, 'a', { id: 's' })
    assert.deepEqual(await readDeviceKeys(db, 'a'), [])
    assert.equal((await readDeviceKeys(db, 'b')).length, 1)
  },
}
