// A withdrawn article leaves a signed page; a forgotten one leaves nothing in any file of the newsroom,
// while the log stays whole and everything else still verifies.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openNewsroom } from '../src/cli/newsroom-folder.ts'
import { command as prune } from '../src/cli/publish/prune.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { publisherOf } from '../src/cli/publish/publisher.ts'
import { command as withdraw } from '../src/cli/publish/withdraw.ts'
import { readConfig } from '../src/config.ts'
import { withLease } from '../src/edition/lease.ts'
import { bodyOfParagraphs } from '../src/model/body.ts'
import { type Digest, parseDigest } from '../src/model/id.ts'
import { updateArticle } from '../src/store/articles.ts'
import { noteBefore, startImport } from '../src/store/imports.ts'
import { putLink } from '../src/store/people/links.ts'
import { createPerson } from '../src/store/people/people.ts'
import { putPicture } from '../src/store/pictures.ts'
import { addAddress } from '../src/store/sources.ts'
import { inTransaction } from '../src/store/transaction.ts'
import { parseLang } from '../src/text/lang.ts'
import { openKeyed } from './keyed.ts'
import { rebuild } from './rebuilt.ts'
import { filesBelow } from './tree-files.ts'

const [en, ug, latin, cyrillic] = ['en', 'ug', 'ug-Latn', 'ug-Cyrl'].map(parseLang) as [
  ReturnType<typeof parseLang>,
  ReturnType<typeof parseLang>,
  ReturnType<typeof parseLang>,
  ReturnType<typeof parseLang>,
]

test('after --forget no file of the newsroom holds the text, the slug, the picture or the id', async (t) => {
  const room = await openKeyed(t, {
    languages: [en, ug, latin, cyrillic],
    derived: [latin, cyrillic].map((to) => ({ from: ug, to })),
  })
  const { desk, folder } = room
  const [secret, other] = [
    await desk.create({ date: '2020-05-28' }),
    await desk.create({ date: '2020-05-27' }),
  ]
  const [own, shared] = ['a', 'b'].map((letter) => parseDigest(letter.repeat(64))) as [
    Digest,
    Digest,
  ]
  for (const digest of [own, shared]) {
    await putPicture(desk.db, {
      digest,
      width: 9,
      height: 9,
      widths: [9],
      credit: null,
      focus: { x: 0, y: 0 },
    })
    writeFileSync(join(folder, 'media', `${digest}-9.webp`), `bytes of ${digest}`)
  }
  const figure = (digest: Digest) => ({ type: 'figure', attrs: { picture: digest, caption: null } })
  const body = bodyOfParagraphs(['Unmistakable testimony from Qumul.'])
  const withFigures = { ...body, content: [...(body.content ?? []), figure(own), figure(shared)] }
  await desk.write(secret, en, { headline: 'Zephyrine witness', body: withFigures as typeof body })
  await desk.write(secret, ug, {
    headline: 'گۇۋاھچىنىڭ سۆزى',
    body: bodyOfParagraphs(['قۇمۇلدىن گۇۋاھلىق.']),
  })
  await desk.write(other, en, { headline: 'Another story' })
  await updateArticle(desk.db, other, { image: shared })
  await addAddress(desk.db, { path: '/node/4711', article: secret, lang: null })
  const person = desk.newPersonId()
  await createPerson(desk.db, {
    id: person,
    preferred: { [en]: 'Somebody' },
    spellings: [],
    unlisted: false,
    slug: null,
  })
  for (const article of [secret, other])
    await putLink(desk.db, {
      article,
      person,
      spelling: 'Somebody',
      place: 'text',
      status: 'confirmed',
    })
  await room.run(publish)
  await inTransaction(desk.db, async (tx) => noteBefore(tx, await startImport(tx, 0), secret))
  // Its path changes, it is listed anew in a full edition, and others carry lists that name it.
  await updateArticle(desk.db, secret, {
    when: { date: '2020-06-01', time: null, zone: null, precision: 'day', raw: null },
  })
  await desk.write(other, en, { headline: 'Another story', teaser: 'Mended.' })
  await room.run(publish)
  await room.run(prune)
  await desk.write(other, en, { headline: 'Another story', teaser: 'Mended twice.' })
  await room.run(publish)
  const site = join(folder, 'site/live')
  const needles = [
    'Zephyrine',
    'zephyrine-witness',
    'Unmistakable testimony',
    'گۇۋاھچىنىڭ',
    'قۇمۇلدىن',
    'guwahchining',
    'node/4711',
    own,
    secret,
  ]
  const found = () => filesHolding(folder, needles)
  assert.deepEqual(
    needles.filter((needle) => filesHolding(folder, [needle]).length === 0),
    [],
  )

  const { out } = await room.run(withdraw, secret, '--forget')
  assert.match(out, /^Forgotten\. /)
  assert.deepEqual(found(), [])
  assert.ok(!existsSync(join(folder, 'media', `${own}-9.webp`)))
  assert.ok(existsSync(join(site, 'media', `${shared}-9.webp`)), 'another article shows it')
  assert.match(
    readFileSync(join(site, `en/2020/05/another-story-${other}.html`), 'utf8'),
    /Mended twice/,
  )
  const good = await room.verify('--no-memory', site)
  assert.equal(good.code, 0, good.out)
  assert.deepEqual(await differences(folder), [])
  // The newsroom goes on.
  await desk.write(other, en, { headline: 'Another story', teaser: 'Mended again.' })
  assert.match((await room.run(publish)).out, /^Edition 6: /)
  assert.equal((await room.verify('--no-memory', site)).code, 0)
  assert.deepEqual(found(), [])
  await assert.rejects(room.run(withdraw, secret, '--forget'), /There is no article/)
})

test('a page that shared a list with the forgotten article, and has changed since, keeps its copy', async (t) => {
  const room = await openKeyed(t)
  const { desk, folder } = room
  const site = join(folder, 'site/live')
  const [secret, between, other] = [
    await desk.create({ date: '2020-05-28' }),
    await desk.create({ date: '2020-04-27' }),
    await desk.create({ date: '2020-03-27' }),
  ]
  await desk.write(between, en, { headline: 'Their neighbour' })
  await desk.write(secret, en, { headline: 'Zephyrine witness' })
  await desk.write(other, en, { headline: 'Another story' })
  await room.run(publish)
  await desk.write(other, en, { headline: 'Another story', body: bodyOfParagraphs(['Mended.']) })
  await room.run(publish)
  const second = readFileSync(join(site, 'editions/2.sums'), 'utf8')
  assert.ok(
    !second.includes(secret) && second.includes(`# forward en/2020/03/another-story-${other}`),
  )

  await room.run(withdraw, secret, '--forget')
  assert.ok(existsSync(join(site, `en/2020/03/another-story-${other}.proof.html`)))
  const good = await room.verify('--no-memory', site)
  assert.equal(good.code, 0, good.out)
})

test('one version can be forgotten, with the scripts made of it; the others stay', async (t) => {
  const room = await openKeyed(t, {
    languages: [en, ug, latin],
    derived: [{ from: ug, to: latin }],
  })
  const { desk, folder } = room
  const id = await desk.create({ date: '2020-05-28' })
  await desk.write(id, en, { headline: 'It stays' })
  await desk.write(id, ug, { headline: 'گۇۋاھچىنىڭ سۆزى' })
  await room.run(publish)
  await inTransaction(desk.db, async (tx) => noteBefore(tx, await startImport(tx, 0), id))
  await room.run(withdraw, id, '--language', 'ug', '--forget')
  assert.deepEqual(filesHolding(folder, ['گۇۋاھچىنىڭ', 'guwahchining', 'Guwahchining']), [])
  assert.ok(existsSync(join(folder, 'site/live', `en/2020/05/it-stays-${id}.html`)))
  assert.equal((await room.verify('--no-memory', join(folder, 'site/live'))).code, 0)
})

test('a withdrawn article leaves a signed page with its note, and what was never published is forgotten too', async (t) => {
  const room = await openKeyed(t)
  const { desk, folder } = room
  const [id, draft] = [
    await desk.create({ date: '2020-05-28' }),
    await desk.create({ date: '2020-05-29' }),
  ]
  await desk.write(id, en, { headline: 'Too early' })
  await room.run(publish)
  await desk.write(draft, en, { headline: 'Zephyrine draft' })
  await room.run(withdraw, draft, '--forget')
  assert.deepEqual(filesHolding(folder, ['Zephyrine', draft]), [])
  assert.match((await room.run(withdraw, id, '--note', 'The date was wrong.')).out, /xewer publish/)
  assert.match((await room.run(publish)).out, /^Edition 2: /)
  const stub = readFileSync(join(folder, 'site/live', `en/2020/05/too-early-${id}.html`), 'utf8')
  assert.match(stub, /The date was wrong\./)
  assert.doesNotMatch(stub, /the first paragraph/)
  assert.equal((await room.verify('--no-memory', join(folder, 'site/live'))).code, 0)
})

test('a forgetting that was cut short is finished by the next publish, whoever asks for it', async (t) => {
  const room = await openKeyed(t)
  const { desk, folder } = room
  const id = await desk.create({ date: '2020-05-28' })
  const picture = parseDigest('c'.repeat(64))
  await putPicture(desk.db, {
    digest: picture,
    width: 9,
    height: 9,
    widths: [9],
    credit: null,
    focus: { x: 0, y: 0 },
  })
  const file = join(folder, 'media', `${picture}-9.webp`)
  writeFileSync(file, 'bytes')
  await updateArticle(desk.db, id, { image: picture })
  await desk.write(id, en, { headline: 'Zephyrine witness' })
  await room.run(publish)
  await withLease({ db: desk.db, now: Date.now() }, () =>
    assert.rejects(room.run(withdraw, id, '--forget'), /Another process is publishing/),
  )
  assert.ok(existsSync(file), 'nothing of it is public before an edition says so')
  assert.match((await room.run(publish)).out, /^Edition 2: /)
  assert.deepEqual(filesHolding(folder, ['Zephyrine', 'zephyrine', id, picture]), [])
  assert.match((await room.run(publish)).out, /^Nothing to publish/)
})

/** What a rebuild from the database alone would make otherwise. */
async function differences(folder: string): Promise<readonly string[]> {
  const open = await openNewsroom(folder, { config: readConfig({}) })
  const publisher = await publisherOf(open, { now: Date.now(), onProgress: () => {} })
  const rebuilt = await rebuild(publisher, () => {})
  await open.store.close()
  return rebuilt.differences
}

/** Files below `folder` whose bytes or path hold one of `needles`. */
function filesHolding(folder: string, needles: readonly string[]): readonly string[] {
  mkdirSync(folder, { recursive: true })
  return filesBelow(folder).flatMap((file) => {
    const bytes = readFileSync(file)
    const held = needles.filter((needle) => bytes.includes(needle) || file.includes(needle))
    return held.length === 0 ? [] : [`${file}: ${held.join(', ')}`]
  })
}
