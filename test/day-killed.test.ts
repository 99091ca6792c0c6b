// The studio, and then the publisher too, is killed without warning while something scheduled goes out:
// readers get it once, and the studio says so when it is there again.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { readEditions } from '../src/store/editions.ts'
import { readJob } from '../src/store/jobs.ts'
import { readNewsroom } from '../src/store/newsroom.ts'
import { openStore } from '../src/store/open.ts'
import { readVersion } from '../src/store/versions.ts'
import { parseLang } from '../src/text/lang.ts'
import { writeApproved } from './approved.ts'
import { letTimeCome, openNewsroom } from './day/newsroom.ts'
import { everyRole, openTestStudio } from './studio.ts'

test('what is scheduled goes out once, whoever is killed meanwhile', async (t) => {
  const newsroom = await openNewsroom(t)
  const database = join(newsroom.data, 'newsroom.db')
  const { db, close } = await openStore(database)
  t.after(close)
  const settings = await readNewsroom(db)
  const desk = await openTestStudio(t, {
    database,
    origin: newsroom.studio,
    ...(settings && { newsroom: settings }),
  })
  desk.clock.now = Date.now()
  const { cookies } = await desk.as(everyRole)
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const ask = (path: string, fields?: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${newsroom.studio}${path}`, {
      redirect: 'manual',
      headers: { cookie, origin: newsroom.studio },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    })
  for (const [round, alsoPublisher] of [false, true].entries()) {
    const id = await writeApproved(db, `0000002${round}`, `Round ${round}`)
    const at = Temporal.Now.zonedDateTimeISO('Europe/Berlin').add({ hours: 1 }).toPlainDateTime()
    const time = at.toString({ smallestUnit: 'minute' })
    const scheduled = await ask('/publishing/at', { at: time, versions: `${id}.en` })
    assert.equal(scheduled.status, 303)
    const job = scheduled.headers.get('location') ?? ''
    const state = async () => readJob(db, job.split('/').at(-1) ?? '')
    await letTimeCome(newsroom.data)
    while ((await state())?.state === 'waiting') await sleep(5)
    await newsroom.killStudio()
    if (alsoPublisher) await newsroom.killPublisher()
    await assert.rejects(ask(job))
    await newsroom.startStudio()
    if (alsoPublisher) await newsroom.startPublisher()
    while ((await state())?.state === 'running' || (await state())?.state === 'waiting')
      await sleep(50)
    assert.deepEqual([(await state())?.state, (await state())?.edition], ['done', round + 2])
    assert.equal((await readEditions(db, 9)).length, round + 2)
    assert.equal((await readVersion(db, { article: id, lang: parseLang('en') }))?.live, 1)
    assert.match(await (await ask(job)).text(), /is live/)
  }
  newsroom.run('verify', newsroom.site, '--no-memory')
})
