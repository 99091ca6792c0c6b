// Readers notice nothing of what goes on behind the site: editions that follow each other, a full disk, a
// ruined or deleted database.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startServe } from '../src/serve/start.ts'
import { parseLang } from '../src/text/lang.ts'
import { openDesk } from './desk.ts'
import { writeTree } from './served.ts'

const pages = Object.fromEntries(
  Array.from({ length: 40 }, (_, number) => [
    `en/${number}.html`,
    `<p>${`${number} `.repeat(3000)}`,
  ]),
)

/** Asks for every page, half of them for the first time, and compares each byte. */
async function readAll(address: string): Promise<void> {
  for (const [path, text] of Object.entries(pages)) {
    const reply = await fetch(`${address}${path}`)
    assert.deepEqual([reply.status, await reply.text()], [200, text], path)
  }
}

test('a database that is ruined or gone does not disturb readers', async (t) => {
  const folder = writeTree(t, pages)
  const database = join(dirname(folder), 'newsroom.db')
  writeFileSync(database, 'SQLite format 3')
  const serving = await startServe({ folder, port: 0 })
  t.after(() => serving.stop())
  await readAll(serving.address)
  writeFileSync(database, 'ruins')
  await readAll(serving.address)
  rmSync(database)
  await readAll(serving.address)
})

test('a full disk does not disturb readers, nor a server that starts on one', async (t) => {
  const place = smallDisk(t)
  if (place === null) return
  const folder = join(place, 'site')
  for (const [path, text] of Object.entries(pages)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const before = await startServe({ folder, port: 0 })
  t.after(() => before.stop())
  assert.equal(await (await fetch(`${before.address}en/7.html`)).text(), pages['en/7.html'])
  fill(place)
  await readAll(before.address)
  const after = await startServe({ folder, port: 0 })
  t.after(() => after.stop())
  await readAll(after.address)
  assert.equal(readFileSync(join(folder, 'en/7.html'), 'utf8'), pages['en/7.html'])
})

test('while edition follows edition every answer is whole, and none goes back', async (t) => {
  const desk = await openDesk(t)
  const id = await desk.create({})
  const history = new Map<string, string[]>()
  const paths = ['index.html', 'en/index.html', `en/2020/05/one-${id}.html`, 'en/feed.atom']
  const publish = async (headline: string) => {
    await desk.write(id, parseLang('en'), {
      headline,
      teaser: `${headline}. ${'So it is. '.repeat(40)}`,
    })
    await desk.publish()
    for (const path of paths) {
      const text = readFileSync(join(desk.publisher.site, path), 'utf8')
      history.set(path, [...(history.get(path) ?? []), text])
    }
  }
  await publish('One')
  const { site } = desk.publisher
  const serving = await startServe({ folder: site, port: 0 })
  t.after(() => serving.stop())
  const answers: { path: string; status: number; text: string }[] = []
  const read = async (path: string) => {
    const reply = await fetch(`${serving.address}${path}`)
    answers.push({ path, status: reply.status, text: await reply.text() })
  }
  let isOver = false
  const readers = paths.map(async (path) => {
    while (!isOver) await read(path)
  })
  for (let turn = 1; turn <= 25; turn += 1) {
    await publish(`One, ${turn}`)
    while (answers.length < turn * paths.length) await pause(1)
  }
  isOver = true
  await Promise.all(readers)
  // A new edition shows within a tenth of a second.
  await pause(150)
  for (const path of paths) await read(path)
  for (const path of paths) {
    const all = answers.filter((answer) => answer.path === path)
    assert.deepEqual([...new Set(all.map(({ status }) => status))], [200])
    const editions = all.map(({ text }) => history.get(path)!.lastIndexOf(text))
    assert.deepEqual(
      editions,
      editions.toSorted((a, b) => a - b),
    )
    assert.deepEqual([editions[0]! >= 0, editions.at(-1)], [true, history.get(path)!.length - 1])
  }
})

/** A disk of a few megabytes, where we are root and may mount one; else the test is skipped. */
function smallDisk(t: TestContext): string | null {
  const place = mkdtempSync(join(tmpdir(), 'xewer-small-'))
  // One hook, as hooks run in the order they were made: what is mounted cannot be removed.
  t.after(() => {
    spawnSync('umount', ['-l', place])
    rmdirSync(place)
  })
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', place])
  if (mount.status !== 0) {
    t.skip('needs root, to mount a small disk')
    return null
  }
  return place
}

function fill(place: string): void {
  assert.throws(() => {
    for (;;) appendFileSync(join(place, 'filler'), Buffer.alloc(65_536))
  }, /ENOSPC/)
  assert.ok(statfsSync(place).bavail < 20)
}
