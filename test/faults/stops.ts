// What a kill leaves, at every call of a step, from one run of it: strace stops the process after each
// call that changes the newsroom's folder, the folder is copied, the process goes on. A copy is, byte for
// byte, what is on disk when the process is killed before its next call; locks it lacks, as after a kill.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { quiet, xewer } from './inside.ts'
import { copyOf } from './scene.ts'
import { changing, formatPoint, type Point, reader } from './strace.ts'

/**
 * Runs the step in `data`, whose points are known, and copies the folder to `<to>-<number>` as it is just
 * before each wanted point. Ends the step after the last, or when it goes another way than the
 * points: copies are missing then. Returns them by number.
 */
export async function copyAtStops(
  args: readonly string[],
  from: {
    readonly data: string
    readonly points: readonly Point[]
    readonly wanted: readonly number[]
    readonly to: string
  },
): Promise<ReadonlyMap<number, string>> {
  const { data, points, to } = from
  const wanted = new Set(from.wanted)
  const last = Math.max(...wanted)
  const copies = new Map<number, string>()
  // How many points are over.
  let done = 0
  const copy = (): void => {
    if (wanted.has(done)) copies.set(done, copyOf(data, `${to}-${done}`))
  }
  copy()
  const read = reader(data)
  // The newest point of each thread: it is over when the thread stops.
  const current = new Map<number, string>()
  // At these paths alone: reading the program's own files need not be stopped.
  const paths = new Set(points.map(({ path }) => data + path))
  await stopAtCalls(
    [...paths].flatMap((path) => ['-P', path]),
    args,
    {
      line(line) {
        const point = read(line)
        if (point !== null) current.set(threadOf(line), formatPoint(point))
      },
      stopped(threads) {
        for (const thread of threads) {
          const name = current.get(thread)
          if (name === undefined) continue
          current.delete(thread)
          const listed = points[done]
          if (listed === undefined || name !== formatPoint(listed)) return 'end'
          done += 1
          copy()
        }
        return done >= last ? 'end' : 'go on'
      },
    },
  )
  return copies
}

/** Runs the step; it is stopped after every changing call until `stopped` returns. */
async function stopAtCalls(
  where: readonly string[],
  args: readonly string[],
  on: { line(line: string): void; stopped(threads: readonly number[]): 'go on' | 'end' },
): Promise<void> {
  const calls = changing.join(',')
  const inject = `inject=${calls}:signal=STOP`
  const options = ['-f', '-y', '-s', '0', '-o', '|cat >&2', '-e', `trace=${calls}`, '-e', inject]
  const child = spawn('strace', [...options, ...where, ...xewer, ...args], {
    env: quiet(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const stopped = new Set<number>()
  for await (const line of createInterface({ input: child.stderr })) {
    const thread = threadOf(line)
    if (!/ --- stopped by SIGSTOP ---$/.test(line)) {
      if (!Number.isNaN(thread)) on.line(line)
      continue
    }
    stopped.add(thread)
    const all = threadsBeside(thread)
    if (!all.every((one) => stopped.has(one))) continue
    const then = on.stopped(all)
    for (const one of all) stopped.delete(one)
    process.kill(processOf(thread), then === 'end' ? 'SIGKILL' : 'SIGCONT')
  }
  await ended
}

function threadOf(line: string): number {
  return Number(/^(\d+) /.exec(line)?.[1] ?? Number.NaN)
}

function threadsBeside(thread: number): readonly number[] {
  const folder = `/proc/${thread}/task`
  return existsSync(folder) ? readdirSync(folder).map(Number) : []
}

function processOf(thread: number): number {
  const status = readFileSync(`/proc/${thread}/status`, 'utf8')
  return Number(/^Tgid:\s*(\d+)$/m.exec(status)?.[1])
}
