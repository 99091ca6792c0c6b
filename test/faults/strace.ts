// Faults at system calls: strace lists the calls of a step that touch the newsroom's folder, then runs
// the step again and breaks one of them. A call is named by its kind, its path and which of those it is:
// so Node's own pipes are never broken, and the count is the same in every run.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { quiet, xewer } from './inside.ts'

/** System calls that change what is on disk. */
export const changing = [
  'openat',
  'write',
  'pwrite64',
  'fsync',
  'fdatasync',
  'ftruncate',
  'link',
  'symlink',
  'rename',
  'unlink',
  'mkdir',
  'rmdir',
  'utimensat',
  'fchmod',
  'copy_file_range',
] as const

export type Fault = 'kill' | 'ENOSPC' | 'EIO'

/** The `at`-th call (from 1) of one kind that touches `path` of the newsroom's folder ("/site/en"). */
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

/** Every call of the step that changes something in `data`, in the order they happen. */
export async function listPoints(
  args: readonly string[],
  { data, log }: { readonly data: string; readonly log: string },
): Promise<Point[]> {
  const ended = await straced(['--seccomp-bpf', '-e', `trace=${changing.join(',')}`], args, log)
  if (ended.code !== 0) throw new Error(`Cannot trace: the step fails\n${ended.stderr}`)
  const read = reader(data)
  return readFileSync(log, 'utf8')
    .split('\n')
    .map(read)
    .filter((point) => point !== null)
}

/** Reads the lines of a trace in turn: the point of a line, or null when it is none. */
export function reader(data: string): (line: string) => Point | null {
  const counts = new Map<string, number>()
  return (line) => {
    const call = /^\d+ +(\w+)\(/.exec(line)?.[1]
    const path = line.slice(Math.max(0, line.indexOf(data))).split(/[">]| \(deleted\)/)[0]
    if (call === undefined || !path?.startsWith(data)) return null
    const name = `${call} ${path}`
    const at = (counts.get(name) ?? 0) + 1
    counts.set(name, at)
    return isReading(line) ? null : { call, path: path.slice(data.length), at }
  }
}

/** "fsync /site/en 2": names a point for `--call`. */
export function formatPoint({ call, path, at }: Point): string {
  return `${call} ${path} ${at}`
}

/** Runs the step in `data` with one call broken. `hit` is false when it never came to that call. */
export async function runBroken(
  args: readonly string[],
  point: Point,
  how: { readonly fault: Fault; readonly data: string; readonly log: string },
): Promise<Ended & { readonly hit: boolean }> {
  const { fault, data, log } = how
  // With its faster way of stopping, strace sends no signals.
  const [what, quicker] =
    fault === 'kill' ? ['signal=KILL', []] : [`error=${fault}`, ['--seccomp-bpf']]
  const inject = `inject=${point.call}:${what}:when=${point.at}`
  const options = [...quicker, '-P', data + point.path, '-e', `trace=${point.call}`, '-e', inject]
  const ended = await straced(options, args, log)
  const trace = readFileSync(log, 'utf8')
  const hit = fault === 'kill' ? trace.includes('killed by SIGKILL') : trace.includes('(INJECTED)')
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
