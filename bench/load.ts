// wrk against one server, and what the server spent on it: CPU time and memory from /proc.
import { type ChildProcess, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Round {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuMicrosPerRequest: number
}

export interface Peer {
  readonly name: string
  readonly port: number
  readonly process: ChildProcess
}

export interface Load {
  /** The address asked for, or the first of them. */
  readonly path: string
  /** A Lua file for wrk that makes other requests. */
  readonly script: string | null
  readonly seconds: number
}

/** One round of 64 keep-alive connections from core 1. Throws when an answer was not a page. */
export function measure(peer: Peer, { path, script, seconds }: Load): Round {
  const url = `http://127.0.0.1:${peer.port}${path}`
  const own = script === null ? [] : ['-s', script]
  const load = ['-t1', '-c64', `-d${seconds}s`, '--latency', '-H', 'Accept-Encoding: gzip']
  const before = cpuMicros(peer.process)
  const run = spawnSync('taskset', ['-c', '1', 'wrk', ...load, ...own, url], { encoding: 'utf8' })
  const cpu = cpuMicros(peer.process) - before
  const figure = (pattern: RegExp): string => {
    const found = pattern.exec(run.stdout)?.[1]
    if (found === undefined) throw new Error(`Cannot read wrk: ${run.stdout}${run.stderr}`)
    return found
  }
  if (/Non-2xx|Socket errors/.test(run.stdout))
    throw new Error(`Cannot compare: ${peer.name} failed\n${run.stdout}`)
  return {
    perSecond: Number(figure(/Requests\/sec:\s+([\d.]+)/)),
    p50Ms: parseMs(figure(/^\s+50%\s+(\S+)/m)),
    p99Ms: parseMs(figure(/^\s+99%\s+(\S+)/m)),
    cpuMicrosPerRequest: cpu / Number(figure(/(\d+) requests in/)),
  }
}

function parseMs(text: string): number {
  const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000 }
  const [, number, unit = ''] = /^([\d.]+)(us|ms|s)$/.exec(text) ?? []
  return Number(number) * (units[unit] ?? Number.NaN)
}

/** User and system time of a process and its children (nginx's worker), in microseconds. */
function cpuMicros(child: ChildProcess): number {
  const ticks = family(child).map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return Number(fields[11]) + Number(fields[12])
  })
  return ticks.reduce((sum, one) => sum + one, 0) * 10_000
}

/** Resident memory of a process and its children, in MiB. */
export function memoryMiB(child: ChildProcess): number {
  const kib = family(child).map((pid) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
  )
  return kib.reduce((sum, one) => sum + one, 0) / 1024
}

function family({ pid }: ChildProcess): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '),
  )
  return [Number(pid), ...children.filter((one) => one !== '').map(Number)]
}
