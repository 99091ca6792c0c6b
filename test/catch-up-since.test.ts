// What a newsroom that catches up has to find out of pages alone: that two articles became one, that a text
// was forgotten in one language, that keys were changed, that a name must not be found any more.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { command as articles } from '../src/cli/articles/articles.ts'
import { command as restore } from '../src/cli/backup/restore.ts'
import { Failure } from '../src/cli/command.ts'
import { command as keys } from '../src/cli/keys/keys.ts'
import { openNewsroom } from '../src/cli/newsroom-folder.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { publisherOf } from '../src/cli/publish/publisher.ts'
import { command as withdrawCommand } from '../src/cli/publish/withdraw.ts'
import { command as verify } from '../src/cli/verify/verify.ts'
import { readConfig } from '../src/config.ts'
import { publish as makeEdition } from '../src/edition/publish.ts'
import { type ArticleId, parseDigest } from '../src/model/id.ts'
import { readArticle, updateArticle } from '../src/store/articles.ts'
import { nameByline, readBylines } from '../src/store/bylines.ts'
import { openStore } from '../src/store/open.ts'
import { putLink, readLinks } from '../src/store/people/links.ts'
import { createPerson, readPerson, updatePerson } from '../src/store/people/people.ts'
import { putPicture } from '../src/store/pictures.ts'
import { readRevisions } from '../src/store/revisions.ts'
import { putRevision, readVersion, withdraw } from '../src/store/versions.ts'
import { type Lang, parseLang } from '../src/text/lang.ts'
import { copyFolder } from './copy-folder.ts'
import { putApproved, testNow, wholeText } from './desk.ts'
import { runCommand } from './in-process.ts'
import { openKeyed } from './keyed.ts'

const [en, ug, latin, tr] = ['en', 'ug', 'ug-Latn', 'tr'].map(parseLang) as [Lang, Lang, Lang, Lang]

test('articles joined since become one, with the histories of both', async (t) => {
  const { room, back, site } = await openPair(t)
  const { desk } = room
  const [one, other] = [await desk.create({}), await desk.create({})]
  await desk.write(one, en, { headline: 'In English' })
  await desk.write(other, tr, { headline: 'Türkçesi, ilk' })
  await desk.write(other, tr, { headline: 'Türkçesi' })
  await room.run(publish)
  copyTo(room.folder, back)
  await runCommand(articles, ['join', one, other, '--data', room.folder])
  await room.run(publish)
  const { out } = await caughtUp(back, site)
  assert.match(out, new RegExp(`^joined\t${other}\twith ${one}$`, 'm'))
  await look(back, async (db) => {
    assert.equal(await readArticle(db, other), null)
    const revisions = await readRevisions(db, { article: one, lang: tr })
    assert.deepEqual(
      revisions.map(({ headline }) => headline),
      ['Türkçesi', 'Türkçesi, ilk'],
    )
  })
})

test('a text forgotten in one language is gone from every file here, too, and its pictures', async (t) => {
  const { room, back, site } = await openPair(t, {
    languages: [en, ug, latin],
    derived: [{ from: ug, to: latin }],
  })
  const { desk, folder } = room
  const digest = parseDigest('a'.repeat(64))
  const focus = { x: 0, y: 0 }
  await putPicture(desk.db, { digest, width: 9, height: 9, widths: [9], credit: null, focus })
  writeFileSync(join(folder, 'media', `${digest}-9.webp`), 'unmistakable picture')
  const figure = { type: 'figure', attrs: { picture: digest }, content: [] } as const
  const [id, whole] = [await desk.create({}), await desk.create({})]
  const body = { type: 'doc', content: [figure] } as const
  await desk.write(id, ug, { headline: 'سىر', teaser: 'unmistakable', body })
  await desk.write(id, en, { headline: 'Harmless' })
  await desk.write(whole, en, { headline: 'Unmistakable as well' })
  await room.run(publish)
  // Begun before the backup, of an article that will be forgotten as a whole.
  const made = { madeAt: testNow, madeBy: null, madeFrom: null }
  const text = wholeText({ headline: 'unmistakable draft' })
  await putRevision(desk.db, {
    article: whole,
    lang: ug,
    origin: { kind: 'written' },
    text,
    ...made,
  })
  copyTo(folder, back)
  await room.run(withdrawCommand, id, '--language', 'ug', '--forget')
  await room.run(withdrawCommand, whole, '--forget')
  const { out } = await caughtUp(back, site)
  assert.match(out, new RegExp(`^forgotten\t${id}\tug ug-Latn$`, 'm'))
  assert.match(out, new RegExp(`^forgotten\t${whole}\t$`, 'm'))
  for (const file of readdirSync(back, { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name)
    if (file.isFile()) assert.ok(!/unmistakable/i.test(readFileSync(path, 'latin1')), path)
  }
  await look(back, async (db) => {
    assert.equal((await readVersion(db, { article: id, lang: en }))?.live, 1)
    assert.equal(await readArticle(db, whole), null)
  })
})

test('names that must not be found, bylines taken back, texts that returned and a language given up', async (t) => {
  const { room, back, site } = await openPair(t, { languages: [en, ug, tr] })
  const { desk } = room
  const [seen, hidden] = [desk.newPersonId(), desk.newPersonId()]
  for (const id of [seen, hidden])
    await createPerson(desk.db, {
      id,
      preferred: { [en]: `Person ${id}` },
      spellings: [],
      unlisted: false,
      slug: null,
    })
  const [id, back1] = [await desk.create({}), await desk.create({})]
  await updateArticle(desk.db, id, { poster: 'kanat' })
  await nameByline(desk.db, 'kanat', 'Kanat K.')
  const link = { article: id, place: 'text', status: 'confirmed' } as const
  for (const person of [seen, hidden]) await putLink(desk.db, { ...link, person, spelling: person })
  await desk.write(id, en, { headline: 'Who was there' })
  await desk.write(id, tr, { headline: 'Orada kim vardı' })
  await desk.write(back1, en, { headline: 'Withdrawn for a while' })
  await withdraw(desk.db, { article: back1, lang: en }, { date: '2026-01-01', note: '' })
  await room.run(publish)
  await withdraw(desk.db, { article: back1, lang: en }, null)
  await room.run(publish)
  await withdraw(desk.db, { article: back1, lang: en }, { date: '2026-01-02', note: '' })
  await room.run(publish)
  copyTo(room.folder, back)
  await withdraw(desk.db, { article: back1, lang: en }, null)
  await updatePerson(desk.db, hidden, { unlisted: true })
  await nameByline(desk.db, 'kanat', null)
  await putLink(desk.db, { ...link, person: seen, spelling: seen, status: 'rejected' })
  await room.run(publish)
  const without = { ...desk.newsroom(), languages: [en, ug] }
  await desk.settle(without)
  await room.run(publish)
  const { out } = await caughtUp(back, site)
  assert.match(out, new RegExp(`^returned\t${back1} en\t$`, 'm'))
  assert.match(out, new RegExp(`^person\t${hidden}\tno page any more`, 'm'))
  await look(back, async (db) => {
    assert.equal((await readPerson(db, hidden))?.unlisted, true)
    assert.equal((await readBylines(db)).get('kanat'), null)
    const links = await readLinks(db, { article: id, status: 'confirmed' })
    assert.deepEqual(
      links.map(({ person }) => person),
      [hidden],
      'known here, shown nowhere',
    )
    const kept = await readRevisions(db, { article: id, lang: tr })
    assert.equal(kept[0]?.headline, 'Orada kim vardı', 'its texts stay')
  })
})

test('after keys were changed the newsroom knows the new ones, and publishes with new ones of its own', async (t) => {
  const { room, back, site } = await openPair(t)
  const { desk } = room
  const id = await desk.create({})
  await desk.write(id, en, { headline: 'One' })
  await room.run(publish)
  copyTo(room.folder, back)
  await runCommand(keys, ['revoke', '--data', room.folder, ...room.root])
  await desk.write(id, en, { headline: 'Two' })
  await room.run(publish)
  await caughtUp(back, site)
  await write(back, id, 'Three')
  await assert.rejects(
    runCommand(publish, ['--data', back]),
    (error) => error instanceof Failure && error.code === 'PUB-04',
  )
  await runCommand(keys, ['rotate', '--data', back, ...room.root])
  assert.match((await runCommand(publish, ['--data', back])).out, /^Edition 3: /)
  assert.equal((await room.verify(site)).code, 0)
  const next = await room.verify(join(back, 'site/live'))
  assert.equal(next.code, 0, next.out)
})

test('a database alone from the backup catches up with the tree beside it', async (t) => {
  const { room, back, site } = await openPair(t)
  const { desk } = room
  const id = await desk.create({})
  await desk.write(id, en, { headline: 'One' })
  await room.run(publish)
  copyTo(room.folder, back)
  await desk.write(id, en, { headline: 'Two' })
  await room.run(publish)
  rmSync(join(back, 'site'), { recursive: true })
  copyFolder(join(room.folder, 'site'), join(back, 'site'))
  await caughtUp(back, join(back, 'site/live'))
  assert.equal(
    execFileSync('diff', ['-r', site, join(back, 'site/live')], { encoding: 'utf8' }),
    '',
  )
  assert.ok(!existsSync(join(back, 'catching-up')))
})

test('a page that cannot be read is named, and nothing else suffers', async (t) => {
  const { room, back, site } = await openPair(t)
  const { desk } = room
  await desk.write(await desk.create({}), en, { headline: 'One' })
  await room.run(publish)
  copyTo(room.folder, back)
  await desk.write(await desk.create({}), en, { headline: 'Two' })
  const open = await openNewsroom(room.folder, { config: readConfig({}) })
  const publisher = await publisherOf(open, { now: Date.now(), onProgress: () => {} })
  const strange = { path: 'en/2020/05/strange-00000009.html', bytes: Buffer.from('no page') }
  await makeEdition(
    { ...publisher, keys: publisher.keys, extras: [...publisher.extras, strange] },
    { full: false, plan: false },
  )
  await open.store.close()
  const { code, out, err } = await runCommand(restore, ['--catch-up', site, '--data', back])
  assert.equal(code, 1)
  assert.match(
    out,
    /^unreadable\ten\/2020\/05\/strange-00000009\.html\tCannot read page .*no article$/m,
  )
  assert.match(out, /^new\t\w{8}\ten$/m)
  assert.match(out, /^Caught up from edition 1 to 2: /m)
  assert.match(err, /put it right before you publish/)
})

async function openPair(t: TestContext, settings: Parameters<typeof openKeyed>[1] = {}) {
  const room = await openKeyed(t, settings)
  const back = `${room.folder}-back`
  t.after(() => rmSync(back, { recursive: true, force: true }))
  return { room, back, site: join(room.folder, 'site/live') }
}

/** A backup as `cp` makes it, while nothing writes. */
function copyTo(folder: string, back: string): void {
  copyFolder(folder, back)
}

/** Catches up, and finds every page the same and nothing to publish. */
async function caughtUp(back: string, site: string) {
  const run = await runCommand(restore, ['--catch-up', site, '--data', back])
  assert.equal(run.code, 0)
  assert.match(
    run.out,
    /^Caught up from edition \d to \d: \d+ pages as they were\.\n$/m,
    'all of them',
  )
  assert.equal((await runCommand(verify, ['--no-memory', join(back, 'site/live')])).code, 0)
  const plan = await runCommand(publish, ['--data', back, '--plan'])
  assert.match(plan.out, /^Nothing to publish/)
  return run
}

async function look(
  data: string,
  work: (db: Awaited<ReturnType<typeof openStore>>['db']) => Promise<void>,
) {
  const { db, close } = await openStore(join(data, 'newsroom.db'))
  await work(db).finally(close)
}

async function write(data: string, article: ArticleId, headline: string): Promise<void> {
  await look(data, (db) => putApproved(db, { article, lang: en }, wholeText({ headline })))
}
