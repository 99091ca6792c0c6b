// The fault campaign: `npm run check:faults [-- OPTIONS]`. Kills, full and broken disks at every system
// call of a step that changes the newsroom's folder; publishers in each other's way; jumping clocks;
// disks without space; power cuts. The last two need root.
//   --only KINDS    of calls,rivals,clock,full,power (all)
//   --step STEPS    whose calls: first,publish,import,withdraw,forget,backup (all; errors in the last three are
//                   sampled)
//   --fault FAULTS  of kill,ENOSPC,EIO,'kill twice' (all)
//   --most N        so many calls of each step, spread evenly, instead of every one
//   --part 2/4      the second quarter of the runs
//   --call CALL     only this one, as a problem names it: everything by processes of their own
//   --jobs N        so many runs at once (the machine's cores)
//   --log FILE      keep every run there, one a line; those in it that reached their call are not run again
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fullDisk, powerCut } from '../faults/disks.ts'
import { doTasks } from '../faults/pool.ts'
import { clockJump, race, sleeper } from '../faults/rivals.ts'
import { pointsOf, type Run, spread, type Task } from '../faults/run.ts'
import { makeHome, makeScenes, type Scene, type StepName, steps } from '../faults/scene.ts'
import { formatPoint } from '../faults/strace.ts'
import { formatProblems, formatTable } from '../faults/table.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'calls,rivals,clock,full,power' },
    step: { type: 'string', default: steps.join(',') },
    fault: { type: 'string', default: 'kill,ENOSPC,EIO,kill twice' },
    most: { type: 'string' },
    part: { type: 'string', default: '1/1' },
    call: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    log: { type: 'string' },
  },
})
const most = values.most === undefined ? null : Number(values.most)
const kinds = new Set(values.only.split(','))
const home = makeHome(tmpdir())
process.on('exit', () => rmSync(home, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
let failures = 0
if (kinds.has('calls'))
  await breakCalls(await makeScenes(join(home, 'calls'), values.step.split(',') as StepName[]))
const [publish, bring] = (await makeScenes(home, ['publish', 'import'])) as [Scene, Scene]
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
  await series('import, so many KB free', spare, (kb) => fullDisk(bring, home, kb))
}
if (kinds.has('power') && canMount) {
  const points = await pointsOf(publish, home)
  const some = spread(points.length, most ?? Infinity).map((number) => points[number]!)
  for (const kind of ['ext4', 'xfs'] as const)
    await series(`power cut on ${kind}`, some, (point) => powerCut(publish, home, { point, kind }))
}
console.log(failures === 0 ? 'All good.' : `${failures} problems.`)
process.exitCode = failures === 0 ? 0 : 1

/** Faults at the calls of the steps, by several processes. */
async function breakCalls(scenes: readonly Scene[]): Promise<void> {
  const known = readLog()
  const isKnown = new Set(known.map(nameOf))
  const tasks: Task[] = []
  for (const scene of scenes) {
    const points = await pointsOf(scene, home)
    for (const fault of values.fault.split(',') as Run['fault'][]) {
      const numbers = partOf(numbersOf(scene, points.map(formatPoint), fault)).filter(
        (at) => !isKnown.has(nameOf({ step: scene.step, fault, call: formatPoint(points[at]!) })),
      )
      const outsideEvery = values.call === undefined ? 20 : 1
      const size = fault === 'kill twice' ? 1 : 100
      for (let at = 0; at < numbers.length; at += size)
        tasks.push({ scene, fault, points, numbers: numbers.slice(at, at + size), outsideEvery })
    }
  }
  const of = tasks.reduce((sum, { numbers, fault }) => sum + numbers.length * weightOf(fault), 0)
  const runs: Run[] = [...known]
  const started = performance.now()
  await doTasks(tasks, {
    jobs: Number(values.jobs),
    home,
    onRun(run) {
      runs.push(run)
      if (values.log !== undefined) appendFileSync(values.log, `${JSON.stringify(run)}\n`)
      const done = runs.length - known.length
      const leftMinutes = ((performance.now() - started) / done / 60_000) * Math.max(0, of - done)
      show(`calls broken, about ${Math.ceil(leftMinutes)} minutes to go`, done, of)
    },
  })
  const seconds = (performance.now() - started) / 1000
  const made = runs.length - known.length
  process.stdout.write(`\n${formatTable(runs)}${formatProblems(runs)}`)
  console.log(`${made} runs in ${Math.round(seconds)} s, ${(seconds / made).toFixed(2)} s each`)
  failures += runs.flatMap(({ problems }) => problems).length
}

/** Which points of a step a fault is tried at. */
function numbersOf(
  { step }: Scene,
  points: readonly string[],
  fault: Run['fault'],
): readonly number[] {
  if (values.call !== undefined)
    return points.flatMap((name, at) => (values.call?.split(', then ')[0] === name ? [at] : []))
  const whole = fault === 'kill' || step === 'first' || step === 'publish' || step === 'import'
  const bound = fault === 'kill twice' ? 24 : whole ? Infinity : 60
  return spread(points.length, Math.min(most ?? Infinity, bound))
}

/** Runs of a point: the next command is killed at many of its own calls. */
function weightOf(fault: Run['fault']): number {
  return fault === 'kill twice' ? 100 : 1
}

/** The part of the numbers that this run is for. */
function partOf(numbers: readonly number[]): readonly number[] {
  const [part = 1, of = 1] = values.part.split('/').map(Number)
  const edge = (at: number): number => Math.floor((at * numbers.length) / of)
  return numbers.slice(edge(part - 1), edge(part))
}

function readLog(): readonly Run[] {
  if (values.log === undefined || !existsSync(values.log)) return []
  const lines = readFileSync(values.log, 'utf8').split('\n')
  const runs = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Run)
  return runs.filter(({ hit }) => hit)
}

/** Tells a run from others; of a second kill only the first call counts. */
function nameOf({ step, fault, call }: Pick<Run, 'step' | 'fault' | 'call'>): string {
  return `${step} ${fault} ${call.split(', then ')[0]}`
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
  console.log(`${title}: ${cases.length} rounds; ${problems.length} problems`)
  for (const problem of problems) console.log(`  ${problem}`)
  failures += problems.length
}

/** Over the line before on a terminal; in a file now and then. */
function show(title: string, done: number, of: number): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${title}: ${done} of ${of} ${done === of ? '\n' : ''}`)
  else if (done % 100 === 0 || done === of) process.stderr.write(`${title}: ${done} of ${of}\n`)
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, at) => at)
}
