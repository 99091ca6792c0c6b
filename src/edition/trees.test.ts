import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openDesk, spareOf, treeOf } from '../../test/desk.ts'
import { parseLang } from '../text/lang.ts'

const en = parseLang('en')

test('from the second edition on there are two trees, the same, and each file is on the disk once', async (t) => {
  const { desk, trees, site, retitle } = await openPublished(t)
  assert.deepEqual(readdirSync(trees), ['1', 'live'])
  const seen: string[] = []
  for (const headline of ['Two', 'Three', 'Four']) {
    await retitle(headline)
    seen.push(readlinkSync(site))
    assert.deepEqual(treeOf(spareOf(site)), desk.tree(), headline)
    for (const [path] of desk.tree())
      assert.equal(inode(join(site, path)), inode(join(spareOf(site), path)), path)
    assert.deepEqual(await desk.verify(), [])
  }
  assert.deepEqual(seen, ['2', '1', '2'], 'they take turns')
  const first = statSync(join(site, 'en/index.html'))
  assert.equal(first.nlink, 2, 'nothing of it is left in staging')
})

test('a second tree that is gone, or of another edition, or anything else beside, is replaced', async (t) => {
  const { desk, trees, site, retitle } = await openPublished(t)
  await retitle('Two')
  rmSync(spareOf(site), { recursive: true })
  mkdirSync(join(trees, 'anything/else'), { recursive: true })
  await retitle('Three')
  assert.deepEqual(treeOf(spareOf(site)), desk.tree())
  const checkpoint = join(spareOf(site), 'log/checkpoint')
  rmSync(checkpoint)
  writeFileSync(checkpoint, 'of another edition')
  const [live, spare] = [readlinkSync(site), basename(spareOf(site))]
  await retitle('Four')
  assert.ok(!readdirSync(trees).includes(spare))
  assert.notEqual(readlinkSync(site), live)
  assert.deepEqual(treeOf(spareOf(site)), desk.tree())
  assert.deepEqual(await desk.verify(), [])
})

test('a database from before, which counts turns again, does not take the live tree for a new one', async (t) => {
  const { desk, site, retitle } = await openPublished(t)
  await retitle('Two')
  const live = Number(readlinkSync(site))
  rmSync(spareOf(site), { recursive: true })
  await desk.db
    .updateTable('meta')
    .set({ value: String(live - 1) })
    .where('name', '=', 'turn')
    .execute()
  await retitle('Three')
  assert.equal(readlinkSync(site), `${live}b`)
  assert.deepEqual(await desk.verify(), [])
})

/** One article is out, called One. */
async function openPublished(t: TestContext) {
  const desk = await openDesk(t)
  const id = await desk.create({})
  const retitle = async (headline: string) => {
    await desk.write(id, en, { headline })
    await desk.publish()
  }
  await retitle('One')
  const { site } = desk.publisher
  return { desk, site, trees: dirname(site), retitle }
}

function inode(file: string): number {
  return statSync(file).ino
}
