// Publishing from the studio's screens by the real publisher, in its own process, killed on the way.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { readEditions } from '../src/store/editions.ts'
import { readJob } from '../src/store/jobs.ts'
import { readVersion } from '../src/store/versions.ts'
import { parseLang } from '../src/text/lang.ts'
import { writeApproved } from './approved.ts'
import { exited, launcher, newsroomWithStudio, settled, startPublisher, stop } from './publisher.ts'
import { everyRole } from './studio.ts'

const en = parseLang('en')

test('plan, publish, correct, withdraw: each in one sentence, then live and checked', async (t) => {
  const { data, desk } = await newsroomWithStudio(t)
  const one = await writeApproved(desk.studio.db, '00000001', 'Poplars by the river')
  const editor = await desk.as(everyRole)
  const asked = await editor.post('/publishing/plan')
  const plan = asked.headers.get('location') ?? ''
  assert.match(await (await editor.get(plan)).text(), /The publisher is not running/)
  const publisher = await startPublisher(t, data)
  const planned = await settled(desk, plan)
  assert.equal(planned.report.articles?.length, 1)
  const sentence = await (await editor.get(plan)).text()
  assert.match(sentence, /Publishing will write pages: \d+, feeds: \d+/)
  assert.deepEqual(await readEditions(desk.studio.db, 9), [], 'a plan publishes nothing')
  const now = (await editor.post('/publishing/now')).headers.get('location') ?? ''
  const done = await settled(desk, now)
  assert.deepEqual([done.state, done.edition, done.report.check?.outcome], ['done', 1, 'good'])
  const live = await (await editor.get(now)).text()
  assert.match(live, /Edition <bdi>1<\/bdi> is live/)
  assert.match(live, /Checked as a reader would: good/)
  const path = done.report.articles?.[0] ?? ''
  assert.match(pageOf(data, path), /Poplars by the river/)

  const version = `/publishing/versions/${one}/en`
  assert.equal((await editor.post(`${version}/correct`, { correction: ' ' })).status, 422)
  await editor.post(`${version}/correct`, { correction: 'The river was named wrongly.' })
  const second = await settled(desk, (await editor.post('/publishing/now')).headers.get('location'))
  assert.deepEqual(
    [second.state, second.edition, second.report.check?.outcome],
    ['done', 2, 'good'],
  )
  assert.match(pageOf(data, path), /The river was named wrongly\./)

  const still = /still seen by readers until the next edition: 1/
  assert.doesNotMatch(await (await editor.get('/')).text(), still)
  await editor.post(`${version}/withdraw`, { withdrawal: 'The speaker asked for it.' })
  for (const screen of ['/', '/publishing'])
    assert.match(await (await editor.get(screen)).text(), still, screen)
  await settled(desk, (await editor.post('/publishing/now')).headers.get('location'))
  assert.match(pageOf(data, path), /The speaker asked for it\./)
  assert.doesNotMatch(await (await editor.get('/')).text(), still)
  assert.doesNotMatch(pageOf(data, path), /Water and shade/)
  const nothing = await settled(
    desk,
    (await editor.post('/publishing/now')).headers.get('location'),
  )
  assert.deepEqual([nothing.state, nothing.edition], ['done', null])
  await stop(publisher)
  // What belongs to the newsroom alone is in no published file, not even in the signed history.
  const secrets = [editor.account.name, editor.account.id, 'localhost', 'spool', data]
  for (const file of readdirSync(join(data, 'site/live'), {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!file.isFile()) continue
    const text = readFileSync(join(file.parentPath, file.name), 'latin1')
    assert.deepEqual(
      secrets.filter((secret) => text.includes(secret)),
      [],
      file.name,
    )
  }
})

test('a scheduled text goes out once, however often the publisher is killed on the way', async (t) => {
  const { data, desk } = await newsroomWithStudio(t)
  const editor = await desk.as(everyRole)
  const { db } = desk.studio
  let publisher = await startPublisher(t, data)
  for (const [round, delay] of [0, 120, 350].entries()) {
    const id = await writeApproved(db, `0000001${round}`, `Round ${round}`)
    await editor.get('/publishing')
    const soon = Temporal.Now.zonedDateTimeISO('Europe/Berlin').add({ minutes: 1 })
    const at = soon.toPlainDateTime().toString({ smallestUnit: 'minute' })
    const answer = await editor.post('/publishing/at', { at, versions: [`${id}.en`] })
    assert.equal(answer.status, 303, await answer.text())
    const job = answer.headers.get('location')?.split('/').at(-1) ?? ''
    assert.equal((await readVersion(db, { article: id, lang: en }))?.live, null)
    // The clock need not be waited for: the job and its texts are due now.
    await db.updateTable('job').set({ due_at: Date.now() }).where('id', '=', job).execute()
    await db
      .updateTable('version')
      .set({ publish_at: Date.now() })
      .where('article', '=', id)
      .execute()
    while ((await readJob(db, job))?.state === 'waiting') await sleep(5)
    await sleep(delay)
    publisher.kill('SIGKILL')
    await exited(publisher)
    publisher = await startPublisher(t, data)
    const done = await settled(desk, `/${job}`)
    assert.deepEqual([done.state, done.edition], ['done', round + 1], `killed after ${delay} ms`)
    assert.equal((await readVersion(db, { article: id, lang: en }))?.live, 1)
    assert.equal((await readEditions(db, 99)).length, round + 1)
  }
  await stop(publisher)
  const files = readdirSync(join(data, 'site/live/editions')).filter((name) =>
    /^\d+\.txt$/.test(name),
  )
  assert.equal(files.length, 3)
  execFileSync(launcher, ['verify', data, '--no-memory'])
})

test('a second publisher of one newsroom is refused; a failed job says what is safe', async (t) => {
  const { data, desk } = await newsroomWithStudio(t)
  const publisher = await startPublisher(t, data)
  const second = spawn(launcher, ['publisher', '--data', data], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  second.stderr.on('data', (piece) => {
    said += piece
  })
  await exited(second)
  assert.match(said, /\[PUB-02\]/)
  await stop(publisher)
  const editor = await desk.as(everyRole)
  const job = (await editor.post('/publishing/now')).headers.get('location') ?? ''
  const id = job.split('/').at(-1) ?? ''
  const failed = {
    state: 'failed',
    report: JSON.stringify({ fault: 'PUB-11', detail: 'ENOSPC' }),
  } as const
  await desk.studio.db.updateTable('job').set(failed).where('id', '=', id).execute()
  const page = await (await editor.get(job)).text()
  assert.match(page, /The disk is full\. Readers see the last edition, whole.*\[PUB-11\]/)
  const again = (await editor.post(`${job}/retry`)).headers.get('location') ?? ''
  assert.notEqual(again, job)
  await editor.post(`${again}/cancel`)
  assert.match(await (await editor.get(again)).text(), /taken back before it began/)
})

function pageOf(data: string, path: string): string {
  return readFileSync(join(data, 'site/live', path), 'utf8')
}
