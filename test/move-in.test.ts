// Moving in by the studio's screens: an old page looked at, decided about, brought in by the real
// publisher and published; another source brought in and taken back; and what is no source at all.
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { putJob, readJob } from '../src/store/jobs.ts'
import { countArticles } from '../src/store/lists.ts'
import { parseLang } from '../src/text/lang.ts'
import { newsroomWithStudio, settled, startPublisher, stop } from './publisher.ts'
import { type Fields, openTestStudio, type Visitor } from './studio.ts'

const fixture = (name: string): File => {
  const path = new URL(`../src/import/fixtures/${name}`, import.meta.url)
  return new File([readFileSync(path)], `C:\\old site\\${name}`)
}
const page = 'news-page.txt'

test('an old page is looked at, decided about, brought in and published; another is taken back', async (t) => {
  const { data, desk } = await newsroomWithStudio(t)
  const { db } = desk.studio
  const publisher = await startPublisher(t, data)
  const person = await desk.as(['administrator', 'publisher'])
  const articles = async () => countArticles(db, { lang: parseLang('en') })
  const after = async (path: string, fields: Fields = {}) => {
    const answer = await person.post(path, fields)
    const location = answer.headers.get('location')
    assert.ok(location, `${path}: ${answer.status}`)
    const job = await settled(desk, location)
    return { location, job, text: await textAt(person, location) }
  }

  const brought = await person.post('/move-in/upload', { file: fixture(page) })
  assert.equal(brought.headers.get('location'), '/move-in?said=saidBrought')
  assert.deepEqual(readdirSync(join(data, 'spool/incoming')), [page])
  const first = await after('/move-in/try', { source: page })
  assert.equal(first.job.state, 'done', first.text)
  // Dates as understood beside what the source said; old beside ours; who posted; nothing changed.
  assert.match(first.text, /Per, 05\/28\/2020 - 13:21 -- Poplar/)
  assert.match(first.text, /28 May 2020[^<]*13:21.*Europe\/Berlin/)
  assert.match(first.text, /<bdi>Poplar<\/bdi>: 7/)
  assert.match(first.text, /<section class="moved">/)
  assert.equal(await articles(), 0)
  assert.deepEqual(readdirSync(join(data, 'spool')), ['incoming'])

  const decided = { source: page, zone: 'Europe/Istanbul', lang: 'en', bylines: 'keep' }
  const second = await after('/move-in/try', decided)
  assert.match(second.text, /Europe\/Istanbul/)
  const done = await after(`${second.location}/import`)
  assert.deepEqual(
    [done.job.state, done.job.report.found?.counts.imported, await articles()],
    ['done', 7, 7],
  )
  await after('/publishing/now')
  const site = join(data, 'site/live')
  const month = readdirSync(join(site, 'en/2020/05')).find((name) => name !== 'index.html')
  assert.match(readFileSync(join(site, 'en/2020/05', month ?? ''), 'utf8'), /Poplar/)

  await person.post('/move-in/upload', { file: fixture('wordpress.xml') })
  const other = await after('/move-in/try', { source: 'wordpress.xml' })
  const arrived = await after(`${other.location}/import`)
  const before = await articles()
  assert.ok(before > 7)
  const number = String(arrived.job.report.run)
  assert.equal((await person.post('/move-in/undo', { number: '1' })).status, 422)
  const undone = await after('/move-in/undo', { number })
  assert.match(undone.text, /Taken back: articles/)
  assert.equal(await articles(), 7)
  // Begun again after its end, it does not take back the import before.
  const again = { state: 'waiting', report: JSON.stringify({ run: Number(number) }) } as const
  await db.updateTable('job').set(again).where('id', '=', undone.job.id).execute()
  await settled(desk, undone.location)
  assert.match(await textAt(person, undone.location), /It has been taken back/)
  assert.equal(await articles(), 7)
  const kept = await after('/move-in/undo', { number: '1' })
  assert.match(kept.text, /Articles that stay.*: 7/)
  assert.equal(await articles(), 7)
  await stop(publisher)
})

test('an import may be stopped by whoever runs the machine and by a person, and taken back', async (t) => {
  const { data, desk } = await newsroomWithStudio(t)
  const { db } = desk.studio
  const person = await desk.as(['administrator'])
  const item = (number: number): string =>
    `Water for village ${number}\n\nThu, 05/28/2020 - 13:21 -- Poplar\n\nThe spring of village ${number} runs again.\n\n`
  const text = Array.from({ length: 3000 }, (_, number) => item(number)).join('')
  await person.post('/move-in/upload', { file: new File([text], 'long.txt') })
  const first = await startPublisher(t, data)
  const move = { source: 'long.txt', media: null, oldUrl: null, lang: null, zone: 'Europe/Berlin' }
  const task = { ...move, section: null, keepBylines: false, types: [] }
  const [id, run, now] = ['longrun0', '/move-in/runs/longrun0', Date.now()]
  const job = { id, kind: 'import', due_at: now, made_by: null, made_at: now } as const
  await putJob(db, job, { move: task })
  await begun()
  await stop(first)
  const waiting = await readJob(db, id)
  assert.deepEqual([waiting?.state, waiting?.tries], ['waiting', 0])
  assert.ok((await countArticles(db, {})) > 0)

  const second = await startPublisher(t, data)
  await begun()
  await person.post(`${run}/cancel`)
  const page = await textAt(person, run)
  assert.match(page, /It was stopped\. What had come in until then stays/)
  const number = /name="number" value="(\d+)"/.exec(page)?.[1] ?? ''
  const undo = (await person.post('/move-in/undo', { number })).headers.get('location')
  const undone = await settled(desk, undo)
  assert.ok((undone.report.undone?.articles ?? 0) > 0)
  assert.equal((await readJob(db, id))?.state, 'cancelled')
  assert.equal(await countArticles(db, {}), 0)
  await stop(second)

  async function begun(): Promise<void> {
    for (;;) {
      const job = await readJob(db, id)
      if (job?.state === 'running' && (job.report.done ?? 0) > 0) return
      assert.match(job?.state ?? '', /waiting|running/)
      await sleep(10)
    }
  }
})

test('what is no source, and what only looks like one, ends in a sentence', async (t) => {
  const { data, desk } = await newsroomWithStudio(t)
  const publisher = await startPublisher(t, data)
  const person = await desk.as(['administrator'])
  const incoming = join(data, 'spool/incoming')
  const hostile = {
    'bomb.zip': 'PK\u0003\u0004rest',
    'nothing.sql': '-- MySQL dump 10\nINSERT INTO `node` VALUES (1,',
    'cut.xml':
      '<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>A',
    'noise.bin': '\u0000\u0001\u0002'.repeat(5000),
  }
  for (const [name, bytes] of Object.entries(hostile)) {
    await person.post('/move-in/upload', { file: new File([bytes], `../../${name}`) })
    const asked = await person.post('/move-in/try', { source: name })
    const location = asked.headers.get('location') ?? ''
    const job = await settled(desk, location)
    assert.equal(job.state, 'done', `${name}: ${job.report.detail}`)
    const counts = job.report.found?.counts
    assert.equal(counts?.imported, 0, name)
    const text = await textAt(person, location)
    assert.match(text, /There is nothing new to bring in here/, name)
    assert.doesNotMatch(text, /\/import"/, name)
  }
  assert.deepEqual(readdirSync(incoming).sort(), Object.keys(hostile).sort())
  assert.match(await lastTold(person), /packed with zip/)
  await stop(publisher)

  // A source that has ended the publisher again and again is not read once more.
  const asked = await person.post('/move-in/try', { source: 'noise.bin' })
  writeFileSync(join(data, 'spool/trial.db'), 'of a trial that was killed')
  const id = asked.headers.get('location')?.split('/').at(-1) ?? ''
  await desk.studio.db.updateTable('job').set({ tries: 3 }).where('id', '=', id).execute()
  const again = await startPublisher(t, data)
  const given = await settled(desk, `/${id}`)
  assert.deepEqual([given.state, given.report.fault], ['failed', 'MOV-04'])
  assert.deepEqual(readdirSync(join(data, 'spool')), ['incoming'])
  assert.match(await textAt(person, `/move-in/runs/${id}`), /role="alert".*\[MOV-04\]/)
  await stop(again)

  async function lastTold(visitor: Visitor): Promise<string> {
    const overview = await textAt(visitor, '/move-in')
    const runs = [...overview.matchAll(/\/move-in\/runs\/\w+/g)].map(([path]) => path)
    return (await Promise.all(runs.map((path) => textAt(visitor, path)))).join('\n')
  }
})

test('a form names what lies in the folder, never a path; what cannot be meant changes nothing', async (t) => {
  const desk = await openTestStudio(t)
  const person = await desk.as(['administrator'])
  const { spool, db } = desk.studio
  const incoming = join(spool, 'incoming')
  mkdirSync(join(incoming, 'pages'), { recursive: true })
  writeFileSync(join(spool, 'secret.txt'), 'x')
  symlinkSync(join(spool, 'secret.txt'), join(incoming, 'link.txt'))
  const wrong: readonly [string, Record<string, string>][] = [
    ['/move-in/try', {}],
    ['/move-in/try', { source: '../secret.txt' }],
    ['/move-in/try', { source: 'link.txt' }],
    ['/move-in/try', { source: join(spool, 'secret.txt') }],
    ['/move-in/try', { source: 'pages', media: '..' }],
    ['/move-in/try', { source: 'pages', lang: 'xx' }],
    ['/move-in/try', { source: 'pages', zone: 'Nowhere/At-all' }],
    ['/move-in/try', { source: 'pages', section: 'none' }],
    ['/move-in/try', { source: 'pages', 'old-url': 'javascript:alert(1)' }],
    ['/move-in/drop', { name: '../secret.txt' }],
    ['/move-in/drop', { name: '..' }],
    ['/move-in/undo', { number: '1' }],
    ['/move-in/upload', { file: 'no file' }],
  ]
  for (const [path, fields] of wrong) {
    const answer = await person.post(path, fields)
    assert.equal(answer.status, 422, JSON.stringify(fields))
    assert.match(await answer.text(), /role="alert">[^<]*Nothing was (?:changed|made)/)
  }
  assert.deepEqual(await db.selectFrom('job').selectAll().execute(), [])
  const empty = await person.post('/move-in/upload', { file: new File([], 'empty.xml') })
  assert.equal(empty.status, 422)
  const told = await person.post('/move-in/try', { source: 'pages' })
  const run = told.headers.get('location') ?? ''
  assert.equal((await person.post(`${run}/import`)).status, 422, 'not before the trial is done')
  const publishing = run.replace('move-in/runs', 'publishing/jobs')
  const publisher = await desk.as(['publisher'])
  assert.equal((await publisher.post(`${publishing}/cancel`)).status, 404)
  await person.post(`${run}/cancel`)
  assert.match(await textAt(person, run), /taken back before it began/)
  await person.post('/move-in/drop', { name: 'pages' })
  assert.deepEqual(readdirSync(incoming), ['link.txt'])
  assert.deepEqual(desk.faults, [])
})

async function textAt(visitor: Visitor, path: string): Promise<string> {
  return (await visitor.get(path)).text()
}
