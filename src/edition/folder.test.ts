import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openStage, placeStaged } from './folder.ts'

test('placeStaged() puts new files in place before it replaces any, and goes on where it was stopped', async (t) => {
  const home = mkdtempSync(join(tmpdir(), 'xewer-folder-'))
  t.after(() => rmSync(home, { recursive: true, force: true }))
  const [staging, site] = [join(home, 'staging'), join(home, 'site')]
  // A folder where a list should go: its rename fails, which shows what was in place by then.
  mkdirSync(join(site, 'en/index.html'), { recursive: true })
  const stage = openStage(staging, { name: '2', time: 0 })
  for (const path of ['en/index.html', 'en/2026/new.html', 'checkpoint'])
    stage.write(path, Buffer.from(path))
  await stage.seal()
  await assert.rejects(placeStaged(staging, site, '2'), /Cannot put ".*en\/index.html" in place$/)
  assert.ok(existsSync(join(site, 'en/2026/new.html')))
  assert.ok(!existsSync(join(site, 'checkpoint')))
  rmdirSync(join(site, 'en/index.html'))
  await placeStaged(staging, site, '2')
  for (const path of ['en/index.html', 'en/2026/new.html', 'checkpoint'])
    assert.equal(readFileSync(join(site, path), 'utf8'), path)
})
