// An import killed at every hundredth item and started again each time: the newsroom of one run, and
// the same pages to the byte.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { copyFolder } from './copy-folder.ts'
import { drupalDump } from './moving/dump.ts'
import { importedRows } from './moving/rows.ts'
import { filesIn } from './pages/tree.ts'
import { png } from './png.ts'
import { tempFolder } from './temp-folder.ts'
import { xewer } from './xewer.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** "npm run check:moving" takes more. */
const nodes = Number(process.env['MOVING_NODES'] ?? 260)

test('an import killed at every hundredth item and resumed gives the same newsroom and pages', (t) => {
  const folder = tempFolder(t)
  const [whole, killed, media, dump] = ['whole', 'killed', 'files', 'dump.sql'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string]
  mkdirSync(media)
  writeFileSync(join(media, 'hall.png'), png(400, 300))
  writeFileSync(dump, drupalDump(nodes))
  xewer(
    'init',
    '--data',
    whole,
    '--name',
    'The Valley',
    '--languages',
    'en,ug,ug-Latn,tr',
    '--zone',
    'Europe/Berlin',
    '--url',
    'https://news.example/',
  )
  copyFolder(whole, killed)

  assert.equal(importUpTo(whole, Number.POSITIVE_INFINITY), null)
  let kills = 0
  for (let items = 0; ; items += 100) {
    if (importUpTo(killed, items) === null) break
    kills += 1
  }
  assert.equal(kills, Math.floor(nodes / 100) + 1)
  assert.equal(importedRows(killed, ['meta']), importedRows(whole, ['meta']))
  assert.ok(!existsSync(join(killed, 'import-scratch')))

  for (const data of [whole, killed]) xewer('publish', '--data', data)
  const pages = filesIn(join(whole, 'site/live'), '').filter((path) =>
    /\.(?:html|atom|rss|json|xml|webp|tsv)$/.test(path),
  )
  assert.ok(pages.length > nodes)
  assert.deepEqual(
    filesIn(join(killed, 'site/live'), '').filter((path) => pages.includes(path)).length,
    pages.length,
  )
  for (const path of pages) {
    const [one, other] = [whole, killed].map((data) => readFileSync(join(data, 'site/live', path)))
    assert.ok(one!.equals(other!), path)
  }

  /** The signal that ended it, or null. */
  function importUpTo(data: string, items: number): string | null {
    const script = join(root, 'test/moving/killed-import.ts')
    const args = ['--disable-warning=ExperimentalWarning', script, data, dump, media, String(items)]
    const { signal, status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    assert.ok(signal === 'SIGKILL' || status === 0, stderr)
    return signal
  }
})
