import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeApproved } from '../../../test/approved.ts'
import { everyRole, openTestStudio } from '../../../test/studio.ts'
import { readVersion } from '../../store/versions.ts'
import { parseLang } from '../../text/lang.ts'

const en = parseLang('en')

test('a time that is taken back leaves no text saying it is scheduled', async (t) => {
  const desk = await openTestStudio(t)
  const { db } = desk.studio
  const id = await writeApproved(db, '00000001', 'Twelve families ask')
  const heldUntil = async () => (await readVersion(db, { article: id, lang: en }))?.publishAt
  const editor = await desk.as(everyRole)
  const soon = Temporal.Instant.fromEpochMilliseconds(desk.clock.now).add({ hours: 30 })
  const at = soon.toZonedDateTimeISO('Europe/Berlin').toPlainDateTime().round('minute').toString()
  const schedule = async (): Promise<string> => {
    const sent = { at: at.slice(0, 16), versions: [`${id}.en`] }
    const answer = await editor.post('/publishing/at', sent)
    assert.equal(answer.status, 303, await answer.text())
    return answer.headers.get('location') ?? ''
  }
  const [one, two] = [await schedule(), await schedule()]
  const until = await heldUntil()
  assert.ok(until)
  await editor.post(`${one}/cancel`)
  assert.equal(await heldUntil(), until, 'the other publication of that time stands')
  const answer = await editor.post(`${two}/cancel`)
  assert.equal(answer.headers.get('location'), `${two}?said=saidUnscheduled`)
  assert.equal(await heldUntil(), null)
})
