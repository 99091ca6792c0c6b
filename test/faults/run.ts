// One fault after another at the points of a step, each in a fresh copy of the newsroom.
import { join } from 'node:path'
import { judge, type Standing } from './judge.ts'
import { copyOf, type Scene } from './scene.ts'
import { type Fault, listPoints, type Point, runBroken } from './strace.ts'

export interface Tally {
  /** Faults that reached the newsroom's folder. */
  hits: number
  /** Runs that never came to the call. */
  misses: number
  /** The step said it was done although a call failed. */
  silent: number
  readonly standing: Record<Standing, number>
  repairMsMax: number
  readonly problems: string[]
}

export function newTally(): Tally {
  return {
    hits: 0,
    misses: 0,
    silent: 0,
    standing: { old: 0, between: 0, new: 0 },
    repairMsMax: 0,
    problems: [],
  }
}

/** The points of a step; with `most`, so many of them spread evenly, starting at one of the first. */
export async function pointsOf(scene: Scene, home: string, most: number | null): Promise<Point[]> {
  const data = copyOf(scene.before, join(home, 'broken'))
  const points = await listPoints(scene.args(data), data, join(home, 'trace'))
  if (most === null || points.length <= most) return points
  const stride = points.length / most
  return Array.from({ length: most }, (_, at) => points[Math.floor((at + 0.5) * stride)]!)
}

/** Breaks one call of the step in a fresh copy and enters what came of it in the tally. */
export async function breakOne(
  scene: Scene,
  point: Point,
  to: { readonly home: string; readonly fault: Fault; readonly tally: Tally },
): Promise<void> {
  const { home, fault, tally } = to
  const data = copyOf(scene.before, join(home, 'broken'))
  const ended = await runBroken(scene.args(data), point, { fault, log: join(home, 'log') })
  const name = `${scene.step}, ${fault} at ${point.call} ${point.path.slice(data.length)} (${point.at})`
  tally[ended.hit ? 'hits' : 'misses'] += 1
  if (fault !== 'kill') {
    if (ended.code === 0) tally.silent += 1
    else if (ended.hit && (ended.code !== 1 || !/\[[A-Z]{3}-\d\d\]/.test(ended.stderr)))
      tally.problems.push(`${name}: ended with ${ended.code ?? ended.signal}: ${ended.stderr}`)
  }
  try {
    const { standing, repairMs, problems } = await judge(scene, data)
    tally.standing[standing] += 1
    tally.repairMsMax = Math.max(tally.repairMsMax, repairMs)
    for (const problem of problems) tally.problems.push(`${name}: ${problem}`)
  } catch (error) {
    tally.problems.push(`${name}: no repair: ${error instanceof Error ? error.message : error}`)
  }
}
