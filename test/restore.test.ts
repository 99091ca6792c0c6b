// Any copy is a backup: the same bytes wherever they lie, and a newsroom back from any of them, whose
// next edition continues the same log.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { command as restore } from '../src/cli/backup/restore.ts'
import { command as bundle } from '../src/cli/bundle.ts'
import { Failure } from '../src/cli/command.ts'
import { command as keys } from '../src/cli/keys/keys.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { command as verify } from '../src/cli/verify/verify.ts'
import { bodyOfParagraphs } from '../src/model/body.ts'
import { updateArticle } from '../src/store/articles.ts'
import { putLink } from '../src/store/people/links.ts'
import { createPerson } from '../src/store/people/people.ts'
import { addAddress } from '../src/store/sources.ts'
import { approve, putRevision, withdraw } from '../src/store/versions.ts'
import { parseLang } from '../src/text/lang.ts'
import { copyFolder } from './copy-folder.ts'
import { testNow, wholeText } from './desk.ts'
import { runCommand } from './in-process.ts'
import { openKeyed } from './keyed.ts'
import { need } from './need.ts'
import { checkLinks } from './pages/documents.ts'
import { serveTree } from './served.ts'
import { tempFolder } from './temp-folder.ts'
import { filesOf } from './tree-files.ts'

const [en, ug, latin, tr] = ['en', 'ug', 'ug-Latn', 'tr'].map(parseLang) as [
  ReturnType<typeof parseLang>,
  ReturnType<typeof parseLang>,
  ReturnType<typeof parseLang>,
  ReturnType<typeof parseLang>,
]

test('copies at the root, at a sub-path, on disk and unzipped are the same bytes and whole', async (t) => {
  if (!need(t, 'unzip')) return
  const { site, elsewhere } = await filledNewsroom(t)
  const same = (copy: string) => execFileSync('diff', ['-r', site, copy], { encoding: 'utf8' })
  checkLinks(site)
  for (const prefix of ['', 'mirror/of/news/']) {
    const files = Object.entries(filesOf(site)).map(([path, bytes]) => [prefix + path, bytes])
    const { port } = await serveTree(t, Object.fromEntries(files))
    const base = `http://127.0.0.1:${port}/${prefix}`
    const fetched = join(elsewhere, `fetched${prefix.length}`)
    await fetchAll(base, Object.keys(filesOf(site)), fetched)
    assert.equal(same(fetched), '')
    const found = await runCommand(verify, ['--no-memory', base])
    assert.equal(found.code, 0, found.out)
  }
  // The tree, the folder of both, the newsroom's: all name the same site.
  for (const named of [site, dirname(site), dirname(dirname(site))])
    await runCommand(bundle, [join(elsewhere, 'site.zip'), '--site', named])
  assert.equal((await runCommand(verify, ['--no-memory', join(elsewhere, 'site.zip')])).code, 0)
  execFileSync('unzip', ['-q', join(elsewhere, 'site.zip'), '-d', join(elsewhere, 'unzipped')])
  assert.equal(same(join(elsewhere, 'unzipped')), '')
  checkLinks(join(elsewhere, 'unzipped'))
  assert.equal((await runCommand(verify, ['--no-memory', join(elsewhere, 'unzipped')])).code, 0)
  const part = join(elsewhere, 'part.zip')
  await runCommand(bundle, [part, '--site', site, '--language', 'ug'])
  const found = await runCommand(verify, ['--no-memory', '--part', part])
  assert.equal(found.code, 0, found.out)
  assert.equal((await runCommand(verify, ['--no-memory', part])).code, 10, 'no whole site')
  const back = join(elsewhere, 'back')
  await runCommand(restore, ['--from-site', join(elsewhere, 'site.zip'), '--data', back])
  assert.equal(same(join(back, 'site/live')), '')
  assert.equal(statSync(join(back, 'site/live')).mode & 0o777, 0o755, 'serve is another user')
})

test('a newsroom comes back from a folder with its keys, and the next publish continues its log', async (t) => {
  const { room, site, elsewhere } = await filledNewsroom(t)
  const back = join(elsewhere, 'back')
  const { out } = await runCommand(restore, [
    ...['--from-site', site, '--data', back, '--keys', join(room.folder, 'keys')],
    ...['--zone', 'Europe/Berlin'],
  ])
  assert.match(
    out,
    /^Restored up to edition 2: \d+ pages as they were\.\n$/,
    'every page, byte for byte',
  )
  assert.equal(
    execFileSync('diff', ['-r', site, join(back, 'site/live')], { encoding: 'utf8' }),
    '',
  )
  assert.match((await runCommand(publish, ['--data', back])).out, /^Nothing to publish/)
  await writeOneMore(back)
  assert.match((await runCommand(publish, ['--data', back])).out, /^Edition 3: /)
  assert.equal((await room.verify(site)).code, 0)
  const next = await room.verify(join(back, 'site/live'))
  assert.equal(next.code, 0, next.out)
  assert.equal(
    (await room.verify(site)).code,
    11,
    'whoever saw the new one finds the old one stale',
  )
})

test('a newsroom comes back from a mirror over HTTP without its keys: the root key makes new ones', async (t) => {
  const { room, site, elsewhere } = await filledNewsroom(t)
  const { port } = await serveTree(t, filesOf(site))
  const back = join(elsewhere, 'back')
  const from = ['--from-site', `http://127.0.0.1:${port}/`, '--data', back]
  const fingerprint = /(?:[0-9a-f]{4} ){15}[0-9a-f]{4}/.exec(
    (await room.run(keys, 'sheet')).out,
  )?.[0]
  const { out } = await runCommand(restore, [...from, '--trust', fingerprint!])
  assert.match(out, /Its keys are lost/)
  await assert.rejects(runCommand(publish, ['--data', back]), /There are no keys to sign with/)
  await runCommand(keys, ['rotate', '--data', back, ...room.root])
  assert.match((await runCommand(publish, ['--data', back])).out, /^Edition 3: /)
  const good = await room.verify('--trust', fingerprint!, join(back, 'site/live'))
  assert.equal(good.code, 0, good.out)
  const code = (wanted: string) => (error: unknown) =>
    error instanceof Failure && error.code === wanted
  await assert.rejects(runCommand(restore, from), code('RES-01'))
})

test('a copy that was altered, or is of somebody else, is not restored', async (t) => {
  const { site, elsewhere } = await filledNewsroom(t)
  const copy = join(elsewhere, 'copy')
  copyFolder(site, copy)
  writeFileSync(join(copy, 'en/index.html'), 'injected')
  const code = (wanted: string) => (error: unknown) =>
    error instanceof Failure && error.code === wanted
  const to = (name: string, ...more: string[]) =>
    runCommand(restore, ['--data', join(elsewhere, name), ...more])
  await assert.rejects(to('a', '--from-site', copy), code('RES-03'))
  await assert.rejects(to('b', '--from-site', site, '--trust', '0'.repeat(64)), code('RES-03'))
  await assert.rejects(to('c', '--from-site', join(site, 'en/index.html')), code('RES-02'))
  await assert.rejects(to('c', '--from-site', join(elsewhere, 'nothing')), code('VER-01'))
  const { port } = await serveTree(t, { 'index.html': Buffer.from('another site') })
  await assert.rejects(to('c', '--from-site', `http://127.0.0.1:${port}/`), code('RES-02'))
  assert.ok(!existsSync(join(elsewhere, 'c')), 'the folder may be named again')
})

/** Two editions with everything a page can show. */
async function filledNewsroom(t: TestContext) {
  const room = await openKeyed(t, {
    languages: [en, ug, latin, tr],
    derived: [{ from: ug, to: latin }],
  })
  const elsewhere = tempFolder(t)
  const { desk, folder } = room
  const person = desk.newPersonId()
  const preferred = { [en]: 'Nurbuwi Tursun', [ug]: 'نۇربۇۋى تۇرسۇن' }
  await createPerson(desk.db, { id: person, preferred, spellings: [], unlisted: false, slug: null })
  const time = { time: '13:21', precision: 'minute' as const }
  const one = await desk.create(
    { date: '2020-05-28', ...time },
    { section: 'press', speakers: ['Nurbuvi Tursun', 'Somebody'] },
  )
  await updateArticle(desk.db, one, { place: 'Brussels' })
  const links = [
    ['Nurbuvi Tursun', 'speaker'],
    ['Nurbuwi', 'text'],
  ] as const
  for (const [spelling, place] of links)
    await putLink(desk.db, { article: one, person, spelling, place, status: 'confirmed' })
  await desk.write(one, en, {
    headline: 'The passed “bill” & more <here>',
    byline: 'Kanat',
    teaserCut: true,
    corrections: [{ date: '2020-06-01', note: 'A name was wrong: it is Tursun.' }],
  })
  await desk.write(one, ug, {
    headline: 'قوبۇل قىلىنغان قانۇن',
    body: bodyOfParagraphs(['بىرىنچى.', 'ئىككىنچى.']),
  })
  const { number } = await putRevision(desk.db, {
    article: one,
    lang: tr,
    origin: { kind: 'translated', from: en },
    text: wholeText({ headline: 'Kabul edilen tasarı', translator: 'Mira', extent: 'beginning' }),
    madeAt: testNow,
    madeBy: null,
    madeFrom: null,
  })
  await approve(desk.db, { article: one, lang: tr }, { revision: number, publishAt: null })
  for (const path of ['/node/12', '/?q=node/12'])
    await addAddress(desk.db, { path, article: one, lang: null })
  const two = await desk.create({ date: '2021-01-31' }, { section: 'letters' })
  await desk.write(two, en, { headline: 'Too early' })
  const three = await desk.create({ date: '2021-02-01' })
  await desk.write(three, ug, { headline: 'ئۈچىنچى خەۋەر' })
  await room.run(publish)
  await withdraw(desk.db, { article: two, lang: en }, { date: '2021-02-02', note: 'It was wrong.' })
  // Put right: its former place leads on.
  const when = { date: '2021-01-20', time: null, zone: null, precision: 'day', raw: null } as const
  await updateArticle(desk.db, three, { when })
  await room.run(publish)
  return { room, folder, site: join(folder, 'site/live'), elsewhere }
}

async function writeOneMore(data: string): Promise<void> {
  const { openStore } = await import('../src/store/open.ts')
  const { createArticle } = await import('../src/store/articles.ts')
  const { parseArticleId } = await import('../src/model/id.ts')
  const { db, close } = await openStore(join(data, 'newsroom.db'))
  const id = parseArticleId('00000001')
  const when = { date: '2021-03-01', time: null, zone: null, precision: 'day' as const, raw: null }
  await createArticle(db, id, { when })
  const made = { madeAt: testNow, madeBy: null, madeFrom: null }
  const text = wholeText({ headline: 'After the restore' })
  await putRevision(db, { article: id, lang: en, origin: { kind: 'written' }, text, ...made })
  await approve(db, { article: id, lang: en }, { revision: 1, publishAt: null })
  await close()
}

async function fetchAll(base: string, paths: readonly string[], to: string): Promise<void> {
  for (const path of paths) {
    const response = await fetch(new URL(path.split('/').map(encodeURIComponent).join('/'), base))
    assert.equal(response.status, 200, path)
    mkdirSync(join(to, path, '..'), { recursive: true })
    writeFileSync(join(to, path), Buffer.from(await response.arrayBuffer()))
  }
}
