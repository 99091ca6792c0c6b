// The fault campaign: `npm run check:faults [-- --most N]`. Kills, full disks and broken disks at every
// system call of a publish and an import that touches the newsroom's folder.
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import { breakOne, newTally, pointsOf } from '../faults/run.ts'
import { makeHome, makeScenes } from '../faults/scene.ts'
import type { Fault } from '../faults/strace.ts'

const { values } = parseArgs({ options: { most: { type: 'string' }, step: { type: 'string' } } })
const most = values.most === undefined ? null : Number(values.most)
const faults: readonly Fault[] = ['kill', 'ENOSPC', 'EIO']
const home = makeHome(tmpdir())
let failures = 0
try {
  const scenes = await makeScenes(home)
  for (const scene of Object.values(scenes)) {
    if (values.step !== undefined && values.step !== scene.step) continue
    const points = await pointsOf(scene, home, most)
    for (const fault of faults) {
      const tally = newTally()
      for (const [at, point] of points.entries()) {
        await breakOne(scene, point, { home, fault, tally })
        process.stderr.write(`\r${scene.step}, ${fault}: ${at + 1} of ${points.length} `)
      }
      process.stderr.write('\n')
      const { hits, misses, silent, standing, repairMsMax, problems } = tally
      console.log(
        `${scene.step}, ${fault}: ${points.length} points, ${hits} broken, ${misses} not reached` +
          `${fault === 'kill' ? '' : `, ${silent} unnoticed`}; tree before repair: ${standing.old} old, ` +
          `${standing.between} between, ${standing.new} new; repair at most ${Math.round(repairMsMax)} ms; ` +
          `${problems.length} problems`,
      )
      for (const problem of problems) console.log(`  ${problem}`)
      failures += problems.length
    }
  }
} finally {
  rmSync(home, { recursive: true, force: true })
}
process.exitCode = failures === 0 ? 0 : 1
