import assert from 'node:assert/strict'
import { appendFileSync, cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { writeTree } from '../../test/served.ts'
import { tempFolder } from '../../test/temp-folder.ts'
import { makeReady, readyCode } from './ready.ts'
import { startServe } from './start.ts'

const room = fileURLToPath(new URL('.', import.meta.url))

test('the copy that set-up makes is what serves, shut in as the sources are', async (t) => {
  makeReady()
  const serving = await startServe({ folder: writeTree(t, { 'index.html': 'front' }), port: 0 })
  t.after(() => serving.stop())
  const { main, folder } = readyCode()
  assert.ok(serving.process.spawnargs.includes(main))
  assert.match(main, /node_modules\/\.cache\/xewer\/\w+-serve\/main\.mjs$/)
  const readable = serving.process.spawnargs.filter((flag) => flag.startsWith('--allow-fs-read='))
  assert.equal(readable[0], `--allow-fs-read=${folder}`)
  assert.ok(!readable.some((flag) => flag.endsWith('/src/serve')))
  assert.ok(!serving.process.spawnargs.some((flag) => flag.startsWith('--allow-fs-write')))
  assert.equal(await (await fetch(serving.address)).text(), 'front')
})

test('readyCode() is the sources where there is no copy, and after they have changed', (t) => {
  const [sources, cache] = [join(tempFolder(t), 'serve'), tempFolder(t)]
  cpSync(room, sources, { recursive: true })
  const plain = { folder: sources, main: join(sources, 'main.ts') }
  assert.deepEqual(readyCode(sources, cache), plain)
  makeReady(sources, cache)
  makeReady(sources, cache)
  const [copy = '', ...more] = readdirSync(cache)
  assert.deepEqual(more, [], 'made once, nothing half made beside it')
  assert.equal(readyCode(sources, cache).main, join(cache, copy, 'main.mjs'))
  appendFileSync(join(sources, 'headers.ts'), '\n')
  assert.deepEqual(readyCode(sources, cache), plain)
})
