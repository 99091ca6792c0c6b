// A newsroom that worked on after its last backup, and then lost its machine.
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { command as backup } from '../src/cli/backup/backup.ts'
import { command as restore } from '../src/cli/backup/restore.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { command as withdrawCommand } from '../src/cli/publish/withdraw.ts'
import type { ArticleId } from '../src/model/id.ts'
import { createAccount, updateAccount } from '../src/store/access/accounts.ts'
import { createArticle, updateArticle } from '../src/store/articles.ts'
import type { Db } from '../src/store/db.ts'
import { putDraft } from '../src/store/drafts.ts'
import { putNewsroom } from '../src/store/newsroom.ts'
import { putLink } from '../src/store/people/links.ts'
import { createPerson, putSpelling } from '../src/store/people/people.ts'
import { addAddress } from '../src/store/sources.ts'
import { approve, putRevision, withdraw } from '../src/store/versions.ts'
import { hashPassword } from '../src/studio/access/password.ts'
import { type Lang, parseLang } from '../src/text/lang.ts'
import { testNow, wholeText } from './desk.ts'
import { runCommand } from './in-process.ts'
import { openKeyed } from './keyed.ts'
import { tempFolder } from './temp-folder.ts'

const [en, ug, latin, tr] = ['en', 'ug', 'ug-Latn', 'tr'].map(parseLang) as [Lang, Lang, Lang, Lang]
/** How the editor Poplar signs in. */
export const words = 'ten poplars under one roof'
export const totp = 'A'.repeat(32)

export type Lost = Awaited<ReturnType<typeof lostNewsroom>>

/** A newsroom that is backed up after edition 1, works on to edition 4, and is lost. */
export async function lostNewsroom(t: TestContext) {
  const room = await openKeyed(t, {
    languages: [en, ug, latin, tr],
    derived: [{ from: ug, to: latin }],
  })
  const { desk, folder } = room
  const { db } = desk
  const elsewhere = tempFolder(t)
  const person = desk.newPersonId()
  const preferred = { [en]: 'Nurbuwi Tursun' }
  await createPerson(db, { id: person, preferred, spellings: [], unlisted: false, slug: null })
  for (const [text, searchOnly] of [
    ['Nurbuvi', false],
    ['Nurbüwi', true],
  ] as const)
    await putSpelling(db, person, { text, source: 'desk', status: 'confirmed', searchOnly })
  const edited = await desk.create({}, { section: 'press', speakers: ['Nurbuvi'] })
  await updateArticle(db, edited, { tags: ['private'], place: 'Brussels' })
  await putLink(db, {
    article: edited,
    person,
    spelling: 'Nurbuvi',
    place: 'speaker',
    status: 'confirmed',
  })
  await desk.write(edited, en, { headline: 'The law was passed' })
  await desk.write(edited, ug, { headline: 'قوبۇل قىلىنغان قانۇن' })
  await translate(db, edited, 'Yasa geçti')
  await addAddress(db, { path: '/node/12', article: edited, lang: null })
  const [withdrawn, forgotten, moved, stopped, later] = [
    await desk.create({ date: '2020-06-01' }),
    await desk.create({ date: '2020-06-02' }),
    await desk.create({ date: '2020-06-03' }),
    await desk.create({ date: '2020-06-04' }),
    await desk.create({ date: '2020-06-30' }),
  ]
  await desk.write(withdrawn, en, { headline: 'Too early' })
  await desk.write(forgotten, en, { headline: 'An unforgettable name' })
  await desk.write(moved, en, { headline: 'Dated wrongly' })
  await desk.write(stopped, en, { headline: 'As it was' })
  await desk.write(later, en, { headline: 'Beside what is new' })
  await room.run(publish)
  // Not public: a translation gone over, a text begun, a secret one, an approval that will be stopped.
  await draft(db, edited, tr, 'Yasa: taslak')
  const [begun, secret] = [await desk.create({ date: '2020-06-05' }), await desk.create({})]
  await draft(db, begun, en, 'Begun')
  await draft(db, secret, en, 'Never shown')
  await draft(db, secret, en, 'Never shown, better')
  await desk.write(stopped, en, { headline: 'Approved, then stopped' })
  const undated = desk.newId()
  await createArticle(db, undated, {})
  await desk.write(undated, en, { headline: 'Waits for its date' })
  const revision = await draft(db, later, en, 'For later')
  await approve(db, { article: later, lang: en }, { revision, publishAt: Date.UTC(2100, 0) })
  const account = {
    id: 'a1',
    name: 'Poplar',
    roles: ['editor'] as const,
    lang: en,
    madeAt: testNow,
  }
  await createAccount(db, account)
  const password = await hashPassword(words, (length) => new Uint8Array(length))
  await updateAccount(db, 'a1', { secret: { password, totp, totpStep: 0 } })
  const typed = { article: secret, lang: en, window: 'w', account: 'a1', base: 2, seq: 1 }
  const text = wholeText({ headline: 'Being typed' })
  await putDraft(db, { ...typed, text, madeFrom: null, savedAt: testNow })
  const key = join(elsewhere, 'key.txt')
  const recipient = (await runCommand(backup, ['--new-key', key])).out.trim()
  await room.run(backup, join(elsewhere, 'a.age'), '--to', recipient)

  await draft(db, stopped, en, 'Rewritten, unapproved')
  await desk.write(edited, en, { headline: 'The law was changed' })
  await desk.write(edited, ug, { headline: 'ئۆزگەرتىلگەن قانۇن' })
  await translate(db, edited, 'Yasa değişti')
  await desk.write(begun, en, { headline: 'Begun and finished' })
  await updateArticle(db, moved, {
    when: { date: '2020-05-03', time: null, zone: 'Europe/Berlin', precision: 'day', raw: null },
    section: 'letters',
  })
  await putSpelling(db, person, {
    text: 'Nurbuwi T.',
    source: 'desk',
    status: 'confirmed',
    searchOnly: false,
  })
  await room.run(publish)
  const other = desk.newPersonId()
  const named = { [en]: 'Qeyser Abla' }
  await createPerson(db, {
    id: other,
    preferred: named,
    spellings: [],
    unlisted: false,
    slug: null,
  })
  const fresh = await desk.create({ date: '2020-07-01' }, { speakers: ['Qeyser Abla'] })
  await putLink(db, {
    article: fresh,
    person: other,
    spelling: 'Qeyser Abla',
    place: 'speaker',
    status: 'confirmed',
  })
  await desk.write(fresh, en, { headline: 'After the backup' })
  await withdraw(db, { article: withdrawn, lang: en }, { date: '2026-03-03', note: 'Wrong.' })
  const settings = desk.newsroom()
  const [press, ...rest] = settings.sections
  await putNewsroom(db, {
    ...settings,
    sections: [{ ...press!, name: { [en]: 'Newsroom' } }, ...rest],
  })
  await room.run(publish)
  await room.run(withdrawCommand, forgotten, '--forget')
  const back = join(elsewhere, 'back')
  await runCommand(restore, [join(elsewhere, 'a.age'), '--key', key, '--data', back])
  const ids = {
    edited,
    withdrawn,
    forgotten,
    moved,
    stopped,
    later,
    undated,
    begun,
    secret,
    fresh,
    person,
    other,
  }
  return { room, ids, back, site: join(folder, 'site/live'), elsewhere }
}

async function draft(db: Db, article: ArticleId, lang: Lang, headline: string): Promise<number> {
  const made = { madeAt: testNow, madeBy: null, madeFrom: null }
  const origin =
    lang === tr ? ({ kind: 'translated', from: en } as const) : ({ kind: 'written' } as const)
  const text = wholeText({ headline, translator: lang === tr ? 'Mira' : null })
  return (await putRevision(db, { article, lang, origin, text, ...made })).number
}

async function translate(db: Db, article: ArticleId, headline: string): Promise<void> {
  const revision = await draft(db, article, tr, headline)
  await approve(db, { article, lang: tr }, { revision, publishAt: null })
}
