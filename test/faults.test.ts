// A sample of the fault campaign (`npm run check:faults` runs all of it): a few system calls of a
// publish and of an import are broken, and what is left is judged.
import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { race, sleeper } from './faults/rivals.ts'
import { pointsOf, type Run, runTask, spread } from './faults/run.ts'
import { copyOf, inFolder, makeHome, makeScenes, type Scene } from './faults/scene.ts'
import { copyAtStops } from './faults/stops.ts'
import { type Fault, type Point, runBroken } from './faults/strace.ts'
import { formatProblems } from './faults/table.ts'
import { need } from './need.ts'

test('a publish and an import, broken anywhere, leave whole files and are repaired by the next start', async (t) => {
  if (!need(t, 'strace')) return
  const home = makeHome(tmpdir())
  t.after(() => rmSync(home, { recursive: true, force: true }))
  const [publish, bring] = (await makeScenes(home, ['publish', 'import'])) as [Scene, Scene]
  const points = await pointsOf(publish, home)
  const samples = [
    { scene: publish, points, faults: { kill: 12, ENOSPC: 2, EIO: 2 } },
    {
      scene: bring,
      points: await pointsOf(bring, home),
      faults: { kill: 1, ENOSPC: 1, EIO: 1 },
    },
  ]
  const runs: Run[] = []
  for (const { scene, points, faults } of samples)
    for (const [fault, most] of Object.entries(faults) as [Fault, number][]) {
      const numbers = spread(points.length, most)
      const task = { scene, fault, points, numbers, outsideEvery: most === 1 ? 1 : points.length }
      for await (const run of runTask(task, home)) runs.push(run)
    }
  assert.equal(formatProblems(runs), '')
  assert.equal(runs.filter(({ hit }) => hit).length, 19, 'every fault reached its call')
  await checkStops(publish, { points, home })
  assert.deepEqual(await race(publish, home, 3), [])
  if (need(t, 'faketime')) assert.deepEqual(await sleeper(publish, home, 400), [])
})

/** The copy of a stopped process has to be what a kill at its next call leaves. */
async function checkStops(
  publish: Scene,
  { points, home }: { readonly points: readonly Point[]; readonly home: string },
): Promise<void> {
  const at = points.findIndex(({ call }) => call === 'rename') + 7
  const data = join(home, 'broken')
  const fresh = (): readonly string[] => inFolder(publish.args, copyOf(publish.before, data))
  const wanted = { data, points, wanted: [at], to: join(home, 'stop') }
  const copies = await copyAtStops(fresh(), wanted)
  const how = { fault: 'kill', data, log: join(home, 'log') } as const
  assert.ok((await runBroken(fresh(), points[at]!, how)).hit)
  const files = (folder: string) => readdirSync(folder, { recursive: true }).sort()
  assert.deepEqual(files(copies.get(at)!), files(data))
}
