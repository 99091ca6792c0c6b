import assert from 'node:assert/strict'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { tempFolder } from '../../test/temp-folder.ts'
import { openStage, placeStaged } from './folder.ts'
import { makeTree } from './trees.ts'

test('readers have the old tree until all of the new one is in place, then both are the same', async (t) => {
  const { trees, staging, site } = newFolders(t)
  for (const tree of ['0', '7']) {
    mkdirSync(join(trees, tree, 'en'), { recursive: true })
    for (const path of ['en/index.html', 'en/gone.html', 'checkpoint'])
      writeFileSync(join(trees, tree, path), 'old')
  }
  const old = read(site)
  // A folder where a list should go: its rename fails, and shows what readers have by then.
  rmSync(join(trees, '7/en/index.html'))
  mkdirSync(join(trees, '7/en/index.html'))
  await stage(staging, ['en/new.html', 'en/index.html', 'checkpoint'], ['en/gone.html'])
  await assert.rejects(placeStaged(staging, site, '9'), /Cannot put ".*en\/index.html" in place$/)
  assert.deepEqual([readlinkSync(site), read(site)], ['0', old])
  rmdirSync(join(trees, '7/en/index.html'))
  const next = ['checkpoint new', 'en/index.html new', 'en/new.html new']
  // Nor does a fault in the tree that is brought up afterwards disturb them.
  rmSync(join(trees, '0/checkpoint'))
  mkdirSync(join(trees, '0/checkpoint'))
  await assert.rejects(placeStaged(staging, site, '9'), /Cannot put ".*checkpoint" in place$/)
  assert.deepEqual([readlinkSync(site), read(site)], ['7', next])
  rmdirSync(join(trees, '0/checkpoint'))
  assert.equal(await placeStaged(staging, site, '9'), '0')
  assert.deepEqual([read(site), read(join(trees, '0'))], [next, next])
  for (const path of ['en/new.html', 'checkpoint'])
    assert.equal(inode(join(site, path)), inode(join(trees, '0', path)), 'one file, two names')
})

test('whoever places an edition again, after the next one is out, changes nothing', async (t) => {
  const { trees, staging, site } = newFolders(t)
  mkdirSync(join(trees, '7'))
  await stage(staging, ['a.html', 'b.html', 'checkpoint'], [])
  await placeStaged(staging, site, '9')
  await placeStaged(staging, site, '9')
  assert.deepEqual(read(join(trees, '0')), read(site))
  assert.equal(readlinkSync(site), '7')
  rmSync(join(staging, '9'), { recursive: true })
  assert.equal(await placeStaged(staging, site, '9'), null)
})

function newFolders(t: TestContext) {
  const home = tempFolder(t)
  const site = join(home, 'site/live')
  makeTree(site)
  return { staging: join(home, 'staging'), trees: join(home, 'site'), site }
}

/** Stages "new" files and removals for the tree 7, while readers have 0. */
async function stage(
  staging: string,
  puts: readonly string[],
  removes: readonly string[],
): Promise<void> {
  const stage = openStage(staging, { name: '9', time: 0 })
  for (const path of puts) stage.write(path, Buffer.from('new'))
  for (const path of removes) stage.remove(path)
  await stage.seal({ next: '7', live: '0' })
}

/** "en/index.html new" for each file. */
function read(tree: string): readonly string[] {
  return readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file.slice(tree.length + 1)} ${readFileSync(file, 'utf8')}`)
    .sort()
}

function inode(file: string): number {
  return statSync(file).ino
}
