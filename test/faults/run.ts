// One fault after another at the points of a step, each in a fresh copy of the newsroom, each judged.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { judge, type Standing } from './judge.ts'
import { copyOf, inFolder, readyCopy, type Scene } from './scene.ts'
import { copyAtStops } from './stops.ts'
import { type Fault, formatPoint, listPoints, type Point, runBroken } from './strace.ts'

/** What came of one fault. */
export interface Run {
  readonly step: string
  /** `kill twice`: killed at `call`, then the next command was killed, too. */
  readonly fault: Fault | 'kill twice'
  /** The point that was broken, see formatPoint(). */
  readonly call: string
  /** False when the run never came to the call. */
  readonly hit: boolean
  /** The step said it was done although a call failed. */
  readonly silent: boolean
  /** Null when there was no repair. */
  readonly standing: Standing | null
  readonly repairMs: number
  /** Broken and repaired by processes of their own, as at a newsroom's. */
  readonly outside: boolean
  readonly problems: readonly string[]
}

/** So many faults of one kind at points of a step, by their numbers. */
export interface Task {
  readonly scene: Scene
  readonly fault: Run['fault']
  readonly points: readonly Point[]
  readonly numbers: readonly number[]
  /** Every so many-th point, nothing is done in this process: 1 is all. */
  readonly outsideEvery: number
}

/** The points of the scene's step. */
export function pointsOf(scene: Scene, home: string): Promise<Point[]> {
  const data = copyOf(scene.before, join(home, 'broken'))
  return listPoints(inFolder(scene.args, data), { data, log: join(home, 'trace') })
}

/** So many of `points`, spread evenly. */
export function spread(points: number, most: number): readonly number[] {
  const wanted = Math.min(points, most)
  return Array.from({ length: wanted }, (_, at) => Math.floor(((at + 0.5) * points) / wanted))
}

/** Does the task in the folder `home`. */
export async function* runTask(task: Task, home: string): AsyncGenerator<Run> {
  if (task.fault === 'kill twice') yield* killTwice(task, home)
  else if (task.fault === 'kill') yield* kill(task, home)
  else for (const number of task.numbers) yield await breakOne(task, number, home)
}

/** Kills by copies of a process that was stopped; some in earnest, so that one vouches for the other. */
async function* kill(task: Task, home: string): AsyncGenerator<Run> {
  const { scene, numbers } = task
  const stopped = numbers.filter((number) => !isOutside(task, number))
  const copies = stopped.length === 0 ? new Map() : await killedAt(task, home, stopped)
  for (const number of numbers) {
    const data = copies.get(number)
    if (data === undefined) yield await breakOne(task, number, home)
    else {
      const ended = { hit: true, silent: false, outside: false, problems: [] }
      yield await judged(scene, data, { ...ended, fault: 'kill', call: nameOf(task, number) })
      rmSync(data, { recursive: true })
    }
  }
}

/** The newsroom as a kill at each of the points leaves it; some may be missing. */
async function killedAt({ scene, points }: Task, home: string, numbers: readonly number[]) {
  const data = copyOf(scene.before, join(home, 'stopped'))
  const to = join(home, 'stop')
  return copyAtStops(inFolder(scene.args, data), { data, points, wanted: numbers, to })
}

/** Strace counts the calls of each thread, and a file is synced by whichever is free: then once more. */
const triesMax = 5

/** Breaks one call and repairs. */
async function breakOne(task: Task, number: number, home: string): Promise<Run> {
  const { scene, points } = task
  const fault = task.fault === 'kill twice' ? 'kill' : task.fault
  const breaking = () => {
    const data = copyOf(scene.before, join(home, 'broken'))
    const how = { fault, data, log: join(home, 'log') }
    return runBroken(inFolder(scene.args, data), points[number]!, how)
  }
  let ended = await breaking()
  for (let tries = 1; !ended.hit && tries < triesMax; tries += 1) ended = await breaking()
  const { hit, code, signal, stderr } = ended
  const data = join(home, 'broken')
  const problems =
    fault !== 'kill' && hit && code !== 0 && (code !== 1 || !/\[[A-Z]{3}-\d\d\]/.test(stderr))
      ? [`ended with ${code ?? signal}: ${stderr}`]
      : []
  const silent = fault !== 'kill' && hit && code === 0
  const outside = isOutside(task, number)
  const call = nameOf(task, number)
  return judged(scene, data, { fault, call, hit, silent, outside, problems })
}

/** Kills the step, then the next command at every call of its own. */
async function* killTwice(task: Task, home: string): AsyncGenerator<Run> {
  const { scene, numbers } = task
  const first = await killedAt(task, home, numbers)
  for (const number of numbers) {
    const before = first.get(number)
    if (before === undefined) {
      yield missed(scene, nameOf(task, number))
      continue
    }
    readyCopy(scene, before)
    const next = scene.after[0]!
    const data = copyOf(before, join(home, 'again'))
    const to = join(home, 'twice')
    const points = await listPoints(inFolder(next, data), { data, log: join(home, 'trace') })
    // Often it is the whole of the step once more: then a part of it will do.
    const wanted = spread(points.length, 100)
    const args = inFolder(next, copyOf(before, data))
    const copies = await copyAtStops(args, { data, points, wanted, to })
    for (const at of wanted) {
      const copy = copies.get(at)
      const call = `${nameOf(task, number)}, then ${formatPoint(points[at]!)}`
      if (copy === undefined) {
        yield missed(scene, call)
        continue
      }
      const ended = { hit: true, silent: false, outside: false, problems: [] }
      yield await judged(scene, copy, { ...ended, fault: 'kill twice', call })
      rmSync(copy, { recursive: true })
    }
    rmSync(before, { recursive: true })
  }
}

/** A second kill that did not come about: the command went another way than when it was listed. */
function missed({ step }: Scene, call: string): Run {
  const never = { hit: false, silent: false, standing: null, repairMs: 0, outside: false }
  return { ...never, step, fault: 'kill twice', call, problems: [] }
}

async function judged(
  scene: Scene,
  data: string,
  run: Omit<Run, 'step' | 'standing' | 'repairMs'>,
): Promise<Run> {
  try {
    const { standing, repairMs, problems } = await judge(scene, data, run)
    const all = [...run.problems, ...problems]
    return { ...run, step: scene.step, standing, repairMs, problems: all }
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const problems = [...run.problems, `no repair: ${why}`]
    return { ...run, step: scene.step, standing: null, repairMs: 0, problems }
  }
}

function nameOf({ points }: Task, number: number): string {
  return formatPoint(points[number]!)
}

function isOutside({ outsideEvery }: Task, number: number): boolean {
  return number % outsideEvery === 0
}
