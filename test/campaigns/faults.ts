// The fault campaign: `npm run check:faults [-- --most N] [--only calls,rivals,clock,full,power]`.
// Kills, full and broken disks at every system call of a publish and an import that touches the
// newsroom's folder; publishers in each other's way; jumping clocks; disks without space; power cuts.
// `--most` takes so many calls of each step, spread evenly. The last two kinds need root.
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import { fullDisk, powerCut } from '../faults/disks.ts'
import { clockJump, race, sleeper } from '../faults/rivals.ts'
import { breakOne, newTally, pointsOf } from '../faults/run.ts'
import { makeHome, makeScenes, type Scene } from '../faults/scene.ts'
import type { Fault } from '../faults/strace.ts'

const { values } = parseArgs({
  options: {
    most: { type: 'string' },
    only: { type: 'string', default: 'calls,rivals,clock,full,power' },
  },
})
const most = values.most === undefined ? null : Number(values.most)
const kinds = new Set(values.only.split(','))
const home = makeHome(tmpdir())
let failures = 0
try {
  const scenes = await makeScenes(home)
  const { publish } = scenes
  if (kinds.has('calls')) for (const scene of [publish, scenes.import]) await breakCalls(scene)
  if (kinds.has('rivals')) {
    await series('four publishers at once', range(25), () => race(publish, home, 4))
    const moments = range(40).map((at) => 40 * at)
    await series('a publisher asleep while another publishes', moments, (at) =>
      sleeper(publish, home, at),
    )
  }
  if (kinds.has('clock')) {
    const offsets = ['-1h', '+1h', '-10y', '+10y']
    await series('a clock that is wrong', offsets, (offset) =>
      clockJump(publish, home, { offset, afterMs: null }),
    )
    const jumps = offsets.flatMap((offset) => range(8).map((at) => ({ offset, afterMs: 80 * at })))
    await series('a clock that jumps', jumps, (jump) => clockJump(publish, home, jump))
  }
  const canMount = process.getuid?.() === 0
  if (!canMount) console.log('Without root: no full disks and no power cuts.')
  if (kinds.has('full') && canMount) {
    const spare = range(40).map((at) => 16 * at)
    await series('publish, so many KB free', spare, (kb) => fullDisk(publish, home, kb))
    await series('import, so many KB free', spare, (kb) => fullDisk(scenes.import, home, kb))
  }
  if (kinds.has('power') && canMount) {
    const points = await pointsOf(publish, home, most)
    for (const kind of ['ext4', 'xfs'] as const)
      await series(`power cut on ${kind}`, points, (point) =>
        powerCut(publish, home, { point, kind }),
      )
  }
} finally {
  rmSync(home, { recursive: true, force: true })
}
console.log(failures === 0 ? 'All good.' : `${failures} problems.`)
process.exitCode = failures === 0 ? 0 : 1

async function breakCalls(scene: Scene): Promise<void> {
  const points = await pointsOf(scene, home, most)
  for (const fault of ['kill', 'ENOSPC', 'EIO'] satisfies Fault[]) {
    const tally = newTally()
    for (const [at, point] of points.entries()) {
      await breakOne(scene, point, { home, fault, tally })
      show(`${scene.step}, ${fault}`, at + 1, points.length)
    }
    const { hits, misses, silent, standing, repairMsMax, problems } = tally
    report(
      `${scene.step}, ${fault}: ${hits} calls broken, ${misses} not reached` +
        `${fault === 'kill' ? '' : `, ${silent} unnoticed`}; tree before repair: ` +
        `${standing.old} old, ${standing.between} between, ${standing.new} new; ` +
        `next command at most ${Math.round(repairMsMax)} ms`,
      problems,
    )
  }
}

/** One round for each of `cases`. */
async function series<T>(
  title: string,
  cases: readonly T[],
  round: (one: T) => Promise<readonly string[]>,
): Promise<void> {
  const problems: string[] = []
  for (const [at, one] of cases.entries()) {
    const found = await round(one).catch((error: Error) => [`no repair: ${error.message}`])
    problems.push(...found.map((problem) => `${JSON.stringify(one)}: ${problem}`))
    show(title, at + 1, cases.length)
  }
  report(`${title}: ${cases.length} rounds`, problems)
}

function report(line: string, problems: readonly string[]): void {
  console.log(`${line}; ${problems.length} problems`)
  for (const problem of problems) console.log(`  ${problem}`)
  failures += problems.length
}

function show(title: string, done: number, of: number): void {
  process.stderr.write(`\r${title}: ${done} of ${of}${done === of ? '\n' : ''}`)
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, at) => at)
}
