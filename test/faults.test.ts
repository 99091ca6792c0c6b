// A sample of the fault campaign (`npm run check:faults` runs all of it): a few system calls of a
// publish and of an import are broken, and what is left is judged.
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { race, sleeper } from './faults/rivals.ts'
import { breakOne, newTally, pointsOf } from './faults/run.ts'
import { makeHome, makeScenes } from './faults/scene.ts'
import { need } from './need.ts'

test('a publish and an import, broken anywhere, leave whole files and are repaired by the next start', async (t) => {
  if (!need(t, 'strace')) return
  const home = makeHome(tmpdir())
  t.after(() => rmSync(home, { recursive: true, force: true }))
  const scenes = await makeScenes(home)
  for (const [scene, most] of [
    [scenes.publish, 6],
    [scenes.import, 3],
  ] as const) {
    const tally = newTally()
    const faults = ['kill', 'ENOSPC', 'EIO'] as const
    for (const [at, point] of (await pointsOf(scene, home, most)).entries())
      await breakOne(scene, point, { home, fault: faults[at % 3] ?? 'kill', tally })
    assert.deepEqual(tally.problems, [])
    assert.equal(tally.hits, most, 'every fault reached its call')
  }
  assert.deepEqual(await race(scenes.publish, home, 3), [])
  if (need(t, 'faketime')) assert.deepEqual(await sleeper(scenes.publish, home, 400), [])
})
