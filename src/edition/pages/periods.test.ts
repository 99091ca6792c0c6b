import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Desk, openDesk, testNow } from '../../../test/desk.ts'
import { differencesOf } from '../../../test/rebuilt.ts'
import { putLink } from '../../store/people/links.ts'
import { createPerson } from '../../store/people/people.ts'
import { withdraw } from '../../store/versions.ts'
import { parseLang } from '../../text/lang.ts'
import { listMax } from './periods.ts'

const en = parseLang('en')

test('a month too long for one page shows its days, which have pages, and is whole again when it is not', async (t) => {
  const desk = await openDesk(t)
  const person = desk.newPersonId()
  const preferred = { [en]: 'Rabia' }
  await createPerson(desk.db, { id: person, preferred, spellings: [], unlisted: false, slug: null })
  const ids = []
  for (let n = 0; n < listMax; n += 1) {
    const date = `2020-05-${String(1 + (n % 28)).padStart(2, '0')}`
    const id = await desk.create({ date }, { section: 'press' })
    await desk.write(id, en, { headline: `Number ${n}` })
    const link = { article: id, person, spelling: 'Rabia', place: 'text' } as const
    await putLink(desk.db, { ...link, status: 'confirmed' })
    ids.push(id)
  }
  await desk.publish()
  const day = 'en/2020/05/28/index.html'
  assert.equal(existsSync(join(desk.folder, 'site/live', day)), false)
  const one = await desk.create({ date: '2020-05-28' }, { section: 'press' })
  await desk.write(one, en, { headline: 'One too many' })
  await desk.publish()
  assert.match(read(desk, day), /One too many/)
  assert.match(read(desk, 'en/2020/05/index.html'), /05\/28\/index.html/)
  assert.doesNotMatch(read(desk, 'en/2020/05/index.html'), /Number 5</)
  await putLink(desk.db, {
    article: one,
    person,
    spelling: 'Rabia',
    place: 'text',
    status: 'confirmed',
  })
  const { touched } = await desk.publish()
  assert.ok(touched.includes(`en/people/rabia-${person}/2020/05/index.html`), `${touched}`)
  await same(desk)
  await desk.write(ids[3]!, en, { headline: 'Another headline' })
  const change = await desk.publish()
  assert.ok(change.printed <= 1.5 * change.touched.length, `${change.printed}: ${change.touched}`)
  assert.ok(!change.touched.includes('en/2020/05/index.html'))
  assert.ok(change.touched.includes('en/2020/05/04/index.html'), `${change.touched}`)
  await withdraw(desk.db, { article: one, lang: en }, { date: '2026-11-24', note: 'No.' })
  const { gone } = await desk.publish()
  assert.ok(gone.includes(day), `${gone}`)
  assert.match(read(desk, 'en/2020/05/index.html'), /Number 5</)
  await same(desk)
})

async function same(desk: Desk): Promise<void> {
  assert.deepEqual((await differencesOf(desk, testNow)).differences, [])
}

function read(desk: Desk, path: string): string {
  return readFileSync(join(desk.folder, 'site/live', path), 'utf8')
}
