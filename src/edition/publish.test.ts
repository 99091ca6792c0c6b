import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openDesk, spareOf, testNow } from '../../test/desk.ts'
import { live, seeded } from '../../test/histories/histories.ts'
import { historyTime } from '../../test/histories/state.ts'
import { differencesOf, rebuild } from '../../test/rebuilt.ts'
import { parseArticleId, parseDigest } from '../model/id.ts'
import { updateArticle } from '../store/articles.ts'
import { takeLease } from '../store/editions.ts'
import { readPending } from '../store/pending.ts'
import { putPicture } from '../store/pictures.ts'
import { withdraw } from '../store/versions.ts'
import { parseLang } from '../text/lang.ts'
import { PublishingElsewhere } from './lease.ts'
import { publish } from './publish.ts'

const [en, ug] = [parseLang('en'), parseLang('ug')]

test('publish() writes the pages of a first article and nothing the second time', async (t) => {
  const desk = await openDesk(t)
  const id = await desk.create({ date: '2020-05-28' })
  await desk.write(id, en, { headline: 'The passed bill' })
  const first = await desk.publish()
  assert.equal(first.edition, 1)
  assert.ok(first.touched.includes(`en/2020/05/the-passed-bill-${id}.html`))
  const before = desk.tree()
  const second = await desk.publish()
  assert.deepEqual([second.edition, second.touched, second.gone], [null, [], []])
  assert.deepEqual(desk.tree(), before)
})

test('publish() of a changed body prints one page and its feeds', async (t) => {
  const desk = await openDesk(t)
  const ids = []
  for (let n = 0; n < 30; n += 1) {
    const id = await desk.create({ date: `2020-05-${String(1 + (n % 28)).padStart(2, '0')}` })
    await desk.write(id, en, { headline: `Number ${n}` })
    ids.push(id)
  }
  await desk.publish()
  await desk.write(ids[0]!, en, {
    headline: 'Number 0',
    body: {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { dir: null, lang: null },
          content: [{ type: 'text', text: 'Mended.' }],
        },
      ],
    },
  })
  const published = await desk.publish()
  assert.deepEqual(published.touched, [`en/2020/05/number-0-${ids[0]}.html`])
})

test('publish() with plan says what would be written and changes nothing', async (t) => {
  const desk = await openDesk(t)
  const id = await desk.create({})
  await desk.write(id, ug, { headline: 'خەۋەر' })
  const plan = await desk.publish({ plan: true })
  assert.equal(plan.edition, null)
  assert.ok(plan.touched.some((path) => path.startsWith('ug/2020/05/')))
  assert.deepEqual(desk.tree(), [])
  assert.deepEqual((await desk.publish()).touched.toSorted(), plan.touched.toSorted())
})

test('publish() touches what a headline appears on, and no more', async (t) => {
  const desk = await openDesk(t)
  for (let n = 1; n <= 60; n += 1) {
    const id = await desk.create({ date: `2019-${String(1 + (n % 12)).padStart(2, '0')}-10` })
    await desk.write(id, en, { headline: `Filler ${n}` })
  }
  const id = await desk.create({ date: '2019-01-20' })
  await desk.write(id, en, { headline: 'Old name' })
  await desk.publish()
  await desk.write(id, en, { headline: 'New name', teaser: 'Old name. Teaser.' })
  const { touched, printed } = await desk.publish()
  // Its page, its month in three languages, and the two articles beside it.
  assert.equal(touched.length, 6, `${touched}`)
  assert.ok(printed <= 1.5 * touched.length, `${printed} printed for ${touched.length}`)
})

for (const seed of [1, 2, 3]) {
  test(`publishing what changed equals printing everything (history ${seed})`, async (t) => {
    await checkHistory(t, seed, 45)
  })
}

async function checkHistory(t: TestContext, seed: number, steps: number): Promise<void> {
  const desk = await openDesk(t)
  const draw = seeded(seed)
  await live(desk, {
    steps,
    draw,
    async between(step, now) {
      if (draw(3) === 0 || step === steps) await desk.publish({ now })
    },
  })
  const { differences } = await differencesOf(desk, historyTime(steps))
  assert.deepEqual(differences, [])
  assert.deepEqual(await desk.verify(), [])
}

test('a publish that was interrupted after its commit is finished by the next', async (t) => {
  const desk = await openDesk(t)
  const id = await desk.create({})
  await desk.write(id, en, { headline: 'One' })
  await desk.publish()
  await desk.write(id, en, { headline: 'Two' })
  await desk.publish()
  await desk.write(id, en, { headline: 'Three' })
  const page = `en/2020/05/one-${id}.html`
  const words = () => /Two|Three/.exec(readFileSync(join(desk.publisher.site, page), 'utf8'))?.[0]
  // Something stands in the way of a rename: the edition is committed, but not all in place.
  const obstacle = join(spareOf(desk.publisher.site), page)
  rmSync(obstacle)
  mkdirSync(obstacle)
  await assert.rejects(desk.publish())
  assert.deepEqual([words(), await desk.verify()], ['Two', []], 'readers see nothing of it')
  rmdirSync(obstacle)
  const next = await desk.publish()
  assert.deepEqual([next.recovered, next.edition], [true, null])
  assert.deepEqual([words(), await desk.verify()], ['Three', []])
})

test('a copy to be forwarded lies beside each article of a small edition, and of no large one', async (t) => {
  const desk = await openDesk(t)
  const ids: string[] = []
  for (let n = 0; n < 120; n += 1) {
    const id = await desk.create({ date: '2020-05-10' })
    await desk.write(id, en, { headline: `Number ${n}` })
    ids.push(id)
  }
  await desk.publish()
  const page = (n: number) =>
    join(desk.folder, 'site/live', `en/2020/05/number-${n}-${ids[n]}.html`)
  const copy = (n: number) => page(n).replace('.html', '.proof.html')
  const read = (file: string) => readFileSync(file, 'utf8')
  assert.ok(!existsSync(copy(0)) && !/proof\.html/.test(read(page(0))), 'everything was new')
  await desk.write(parseArticleId(ids[0]!), en, { headline: 'Number 0', teaser: 'Mended.' })
  await desk.publish()
  assert.match(
    read(page(0)),
    new RegExp(`<a href="[^"]*number-0-${ids[0]}\\.proof\\.html" download>`),
  )
  assert.ok(
    read(copy(0)).startsWith(`${read(page(0))}<!--xewer-proof\n## record\n# xewer edition 2\n`),
  )
  assert.ok(!existsSync(copy(1)))
  assert.deepEqual(await desk.verify(), [])
  const inRebuilt = new Map<string, string>()
  await rebuild(desk.publisher, (path, bytes) => inRebuilt.set(path, Buffer.from(bytes).toString()))
  assert.equal(inRebuilt.get(`en/2020/05/number-0-${ids[0]}.html`), read(page(0)))
  await desk.publish({ full: true })
  assert.deepEqual(await desk.verify(), [], 'a full edition keeps it')
  await withdraw(
    desk.db,
    { article: parseArticleId(ids[0]!), lang: en },
    { date: '2026-11-24', note: 'Wrong.' },
  )
  await desk.publish()
  assert.ok(!existsSync(copy(0)), 'a stub is not forwarded')
  assert.deepEqual(await desk.verify(), [])
})

test('publish() with prune lists every file once, and the lists before it go; the log stays', async (t) => {
  const desk = await openDesk(t)
  const id = await desk.create({})
  await desk.write(id, en, { headline: 'One' })
  await desk.publish()
  await desk.write(id, en, { headline: 'One', teaser: 'Mended.' })
  await desk.publish()
  const before = desk.tree()
  const prune = () => publish(desk.publisher, { full: true, plan: false, prune: true })
  assert.equal((await prune()).edition, 3)
  assert.deepEqual(await desk.verify(), [])
  const lists = () => desk.tree().flatMap(([path]) => (path.endsWith('.sums') ? [path] : []))
  assert.deepEqual(lists(), ['editions/3.sums'])
  const pages = (tree: typeof before) => tree.filter(([path]) => !/^(?:editions|log)\//.test(path))
  assert.deepEqual(pages(desk.tree()), pages(before))
  await desk.write(id, en, { headline: 'One', teaser: 'Mended again.' })
  await desk.publish()
  assert.equal((await prune()).edition, 5)
  assert.deepEqual(lists(), ['editions/5.sums'])
  assert.deepEqual(await desk.verify(), [])
})

test('a picture leaves the tree with the last page that shows it', async (t) => {
  const desk = await openDesk(t)
  const [one, two] = [await desk.create({}), await desk.create({})]
  const digest = parseDigest('c'.repeat(64))
  const picture = { digest, width: 9, height: 9, widths: [9], credit: null, focus: { x: 0, y: 0 } }
  await putPicture(desk.db, picture)
  writeFileSync(join(desk.folder, 'media', `${digest}-9.webp`), 'bytes')
  for (const id of [one, two]) {
    await desk.write(id, en, { headline: `Story ${id}` })
    await updateArticle(desk.db, id, { image: digest })
  }
  await desk.publish()
  const file = join(desk.folder, 'site/live/media', `${digest}-9.webp`)
  assert.ok(existsSync(file))
  await updateArticle(desk.db, one, { image: null })
  await desk.publish()
  assert.ok(existsSync(file))
  await withdraw(desk.db, { article: two, lang: en }, { date: '2026-11-24', note: '' })
  const { gone } = await desk.publish()
  assert.deepEqual(
    gone.filter((path) => path.startsWith('media/')),
    [`media/${digest}-9.webp`],
  )
  assert.ok(!existsSync(file))
  assert.deepEqual(await desk.verify(), [])
  await withdraw(desk.db, { article: two, lang: en }, null)
  await desk.publish()
  assert.ok(existsSync(file), 'and comes back with it')
  assert.deepEqual(await desk.verify(), [])
})

test('publish() refuses while another process holds the lease', async (t) => {
  const desk = await openDesk(t)
  const lease = {
    name: 'publish',
    holder: 'elsewhere 1 1 x',
    now: testNow,
    until: testNow + 60_000,
  }
  assert.ok(await takeLease(desk.db, lease))
  await assert.rejects(desk.publish(), PublishingElsewhere)
})

test('publish() derives the other scripts, in one edition with their source, and keeps what was fixed', async (t) => {
  const [latin, cyrillic] = [parseLang('ug-Latn'), parseLang('ug-Cyrl')]
  const languages = [en, ug, latin, cyrillic]
  const desk = await openDesk(t, {
    languages,
    derived: [latin, cyrillic].map((to) => ({ from: ug, to })),
  })
  const id = await desk.create({}, { speakers: ['رابىيە قادىر'] })
  await desk.write(id, ug, { headline: 'مەكتەپ' })
  const { touched } = await desk.publish()
  assert.ok(touched.includes(`ug-latn/2020/05/mektep-${id}.html`), `${touched}`)
  const page = readFileSync(
    join(desk.folder, 'site/live', `ug-cyrl/2020/05/mektep-${id}.html`),
    'utf8',
  )
  assert.match(page, /Мәктәп/)
  assert.match(page, /Рабийә Қадир/)
  assert.deepEqual(await readPending(desk.db), [])
  await desk.write(id, ug, { headline: 'مەكتەپلەر' })
  const again = await desk.publish()
  assert.ok(again.touched.includes(`ug-cyrl/2020/05/mektep-${id}.html`), `${again.touched}`)
})

test('a script that is derived from now on is there for every article at once', async (t) => {
  const latin = parseLang('ug-Latn')
  const desk = await openDesk(t)
  const id = await desk.create({})
  await desk.write(id, ug, { headline: 'مەكتەپ' })
  await desk.publish()
  const { languages } = desk.newsroom()
  const derived = [{ from: ug, to: latin }]
  await desk.settle({ ...desk.newsroom(), languages: [...languages, latin], derived })
  const { touched } = await desk.publish()
  assert.ok(touched.includes(`ug-latn/2020/05/mektep-${id}.html`), `${touched}`)
})

test('a section without a name in a language has another’s, marked as what it is', async (t) => {
  const desk = await openDesk(t)
  const id = await desk.create({ date: '2020-05-28' }, { section: 'press' })
  await desk.write(id, ug, { headline: 'خەۋەر' })
  await desk.publish()
  const page = (path: string) => readFileSync(join(desk.folder, 'site/live', path), 'utf8')
  const link = (href: string) =>
    `<a href="${href}ug/press/index.html" lang="en" dir="ltr">Press</a>`
  const article = page(`ug/2020/05/xewer-${id}.html`)
  assert.equal(article.split(link('../../../')).length, 3, 'above the page and above the headline')
  const section = page('ug/press/index.html')
  assert.match(section, /<h1><span lang="en" dir="ltr">Press<\/span><\/h1>/)
  assert.ok(!page('en/press/index.html').includes('<span lang="en"'))
})

test('a section taken from the settings has no pages, whatever changes in its articles later', async (t) => {
  const desk = await openDesk(t)
  const id = await desk.create({ date: '2020-05-28' }, { section: 'press' })
  await desk.write(id, en, { headline: 'One' })
  await desk.publish()
  const sections = desk.newsroom().sections.filter(({ key }) => key !== 'press')
  await desk.settle({ ...desk.newsroom(), sections })
  await desk.publish()
  await desk.write(id, en, { headline: 'Two' })
  const { touched } = await desk.publish()
  assert.deepEqual(
    touched.filter((path) => path.includes('/press/')),
    [],
  )
  assert.deepEqual((await differencesOf(desk, testNow)).differences, [])
})
