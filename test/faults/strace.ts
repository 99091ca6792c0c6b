// Faults at system calls: strace lists the calls of a step that touch the newsroom's folder, then runs
// the step again and breaks one of them. A call is named by its kind, its path and which of those it is:
// so Node's own pipes are never broken, and the count is the same in every run.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { quiet, xewer } from './scene.ts'

/** System calls that change what is on disk. */
export const changing = [
  'openat',
  'write',
  'pwrite64',
  'fsync',
  'fdatasync',
  'ftruncate',
  'rename',
  'unlink',
  'mkdir',
  'rmdir',
  'utimensat',
  'fchmod',
  'copy_file_range',
] as const

export type Fault = 'kill' | 'ENOSPC' | 'EIO'

/** The `at`-th call (from 1) of one kind that touches `path`. */
export interface Point {
  readonly call: string
  readonly path: string
  readonly at: number
}

export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** Every call of the step that touches `data`, in the order they happen. */
export async function listPoints(
  args: readonly string[],
  data: string,
  log: string,
): Promise<Point[]> {
  const ended = await straced(['--seccomp-bpf', '-e', `trace=${changing.join(',')}`], args, log)
  if (ended.code !== 0) throw new Error(`Cannot trace: the step fails\n${ended.stderr}`)
  const counts = new Map<string, number>()
  const points: Point[] = []
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    const call = /^\d+ +(\w+)\(/.exec(line)?.[1]
    const path = line.slice(Math.max(0, line.indexOf(data))).split(/[">]| \(deleted\)/)[0]
    if (call === undefined || !path?.startsWith(data)) continue
    const name = `${call} ${path}`
    const at = (counts.get(name) ?? 0) + 1
    counts.set(name, at)
    if (!isReading(line)) points.push({ call, path, at })
  }
  return points
}

/** Runs the step with one call broken. `hit` is false when this run never came to that call. */
export async function runBroken(
  args: readonly string[],
  point: Point,
  how: { readonly fault: Fault; readonly log: string },
): Promise<Ended & { readonly hit: boolean }> {
  // With its faster way of stopping, strace sends no signals.
  const [what, quicker] =
    how.fault === 'kill' ? ['signal=KILL', []] : [`error=${how.fault}`, ['--seccomp-bpf']]
  const inject = `inject=${point.call}:${what}:when=${point.at}`
  const options = [...quicker, '-P', point.path, '-e', `trace=${point.call}`, '-e', inject]
  const ended = await straced(options, args, how.log)
  const trace = readFileSync(how.log, 'utf8')
  const hit =
    how.fault === 'kill' ? trace.includes('killed by SIGKILL') : trace.includes('(INJECTED)')
  return { ...ended, hit }
}

/** Runs the step as it is. */
export function runStep(args: readonly string[]): Promise<Ended> {
  return ending(xewer, args)
}

function straced(options: readonly string[], args: readonly string[], log: string): Promise<Ended> {
  return ending(['strace', '-f', '-y', '-s', '0', '-o', log, ...options, ...xewer], args)
}

function ending(program: readonly string[], args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const [name = '', ...first] = program
    const child = spawn(name, [...first, ...args], { env: quiet(), timeout: 60_000 })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}

function isReading(line: string): boolean {
  return line.includes('openat(') && !/O_WRONLY|O_RDWR|O_CREAT/.test(line)
}
