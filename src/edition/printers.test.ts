import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDesk } from '../../test/desk.ts'
import { dropPages, readAllPages } from '../store/pages.ts'
import { parseLang } from '../text/lang.ts'
import { isFixed } from './fixed.ts'
import { everyPage } from './pages/every-page.ts'
import { type Pressed, printBeside, startPrinters } from './printers.ts'

test('printBeside() prints the same files as the publishing process alone, and stages them', async (t) => {
  const desk = await openDesk(t)
  for (let n = 0; n < 30; n += 1) {
    const id = await desk.create({ date: `20${10 + (n % 12)}-05-${10 + (n % 18)}` })
    await desk.write(id, parseLang(n % 3 === 0 ? 'ug' : 'en'), { headline: `Number ${n}` })
  }
  await desk.publish()
  const { db, publisher } = desk
  const rows = await readAllPages(db)
  const kept = rows.filter(({ name }) => !isFixed(name)).map((row) => ({ ...row }))
  await dropPages(
    db,
    kept.map(({ name }) => name),
  )
  const folder = join(desk.folder, 'stage')
  mkdirSync(folder)
  const { newsroom, chrome } = publisher
  const store = join(desk.folder, 'newsroom.db')
  const edition = { number: 1, time: Date.UTC(2026, 0, 1), forwardable: true }
  const printers = startPrinters(store)
  const order = { newsroom, chrome, ...edition, folder, printers }
  let pages = 0
  const results: Pressed[] = []
  await printBeside(everyPage(db, newsroom), order, (pressed) => {
    pages += pressed.pages
    results.push(pressed)
  })
  const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1)
  const changed = results.flatMap(({ outcome }) => outcome.changed)
  const printed = changed.map(({ readings, ...row }) => row)
  assert.deepEqual(printed.toSorted(byName), kept.toSorted(byName))
  assert.ok(pages >= kept.length)
  for (const { file, path } of results.flatMap((one) => one.puts))
    assert.deepEqual(
      readFileSync(join(folder, file)),
      readFileSync(join(desk.folder, 'site/live', path)),
    )
})

test('printBeside() gives up with the error of a printer', async (t) => {
  const desk = await openDesk(t)
  const { newsroom, chrome } = desk.publisher
  const order = { newsroom, chrome, number: 1, time: 0, forwardable: false, folder: null }
  const store = join(desk.folder, 'missing', 'newsroom.db')
  await assert.rejects(
    printBeside(
      everyPage(desk.db, newsroom),
      { ...order, printers: startPrinters(store) },
      () => {},
    ),
    /ENOENT/,
  )
})
