// One command run to its end: wall time, CPU time and peak memory of its process, read from /proc.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

export interface Timed {
  readonly ms: number
  readonly cpuMs: number
  readonly peakMiB: number
  readonly stdout: string
}

const lookMs = 15
const tickMs = 10

/** Runs `command` in `folder`. Throws with what it said when it fails or takes longer than `msMax`. */
export async function timed(
  command: readonly [string, ...string[]],
  { folder, msMax }: { readonly folder: string; readonly msMax: number },
): Promise<Timed> {
  const [program, ...args] = command
  const started = performance.now()
  const child = spawn(program, args, { cwd: folder, timeout: msMax, stdio: 'pipe' })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  let [cpuMs, peakMiB] = [0, 0]
  const look = setInterval(() => {
    const seen = readProcess(child.pid)
    if (seen !== null) [cpuMs, peakMiB] = [seen.cpuMs, Math.max(peakMiB, seen.peakMiB)]
  }, lookMs)
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail)
    child.on('close', done)
  })
  clearInterval(look)
  const ms = performance.now() - started
  if (code !== 0) throw new Error(`Cannot run "${program}" in ${msMax} ms: ${stderr}${stdout}`)
  return { ms, cpuMs, peakMiB, stdout }
}

/** User and system time and the high-water mark of memory; null when the process is gone. */
function readProcess(pid: number | undefined): { cpuMs: number; peakMiB: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    if (peak === undefined) return null
    return {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
      peakMiB: Number(peak) / 1024,
    }
  } catch (cause) {
    if (
      cause instanceof Error &&
      'code' in cause &&
      ['ENOENT', 'ESRCH'].includes(String(cause.code))
    )
      return null
    throw cause
  }
}
