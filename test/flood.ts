// A server process under attack within a bound of memory, and honest readers beside the attackers.
import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { serveCommand } from '../src/serve/start.ts'

export interface Flood {
  /** Connections that never finish their request. */
  readonly slow: number
  /** Connections that ask without pause. */
  readonly flooders: number
  /** Connections that ask 500 times before they are answered, and come again when hung up on. */
  readonly heapers: number
  readonly seconds: number
}

export interface FloodReport {
  /** 'cgroup': the kernel holds the bound; 'heap': Node's heap does, and the rest is measured. */
  readonly boundBy: 'cgroup' | 'heap'
  /** Highest memory of the server, in MiB: of its cgroup, or resident. */
  readonly memoryMiB: number
  readonly slowBegun: number
  /** The longest that a slow connection stayed, in ms. */
  readonly slowMs: number
  readonly floodAnswers: number
  readonly idle: Readers
  readonly attacked: Readers
}

/** Honest readers: each a connection of its own, the answer compared byte by byte. */
export interface Readers {
  readonly asked: number
  readonly right: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly faults: readonly string[]
}

const boundMiB = 256
const page = `<!doctype html><title>News</title><p>${'A statement, word for word. '.repeat(400)}`

/** Runs the attack against a new server; everything is gone when it resolves. */
export async function runFlood({ slow, flooders, heapers, seconds }: Flood): Promise<FloodReport> {
  const home = mkdtempSync(join(tmpdir(), 'xewer-flood-'))
  mkdirSync(join(home, 'site/en'), { recursive: true })
  for (const path of ['index.html', 'en/index.html']) writeFileSync(join(home, 'site', path), page)
  const bound = makeBound()
  const children: ChildProcess[] = []
  try {
    const command = serveCommand({ folder: join(home, 'site'), port: 0 })
    const server = await begin(bound === null ? ['--max-old-space-size=96', ...command] : command, {
      children,
      bound,
    })
    const port = Number(/:(\d+)\//.exec(await server.line())?.[1])
    const idle = await read(port, 2)
    const flood = await attack(['flood', port, flooders], children)
    const slowly = await attack(['slow', port, slow], children)
    const heap = await attack(['heap', port, heapers], children)
    await Promise.all([flood.line(), heap.line()])
    const reading = read(port, seconds)
    const begun = JSON.parse(await slowly.line()).begun
    const slowMs = JSON.parse(await slowly.line()).longestMs
    const attacked = await reading
    flood.child.kill()
    const floodAnswers = JSON.parse(await flood.line()).answers
    return {
      boundBy: bound === null ? 'heap' : 'cgroup',
      memoryMiB: Math.ceil(memoryOf(server.child, bound)),
      slowBegun: begun,
      slowMs,
      floodAnswers,
      idle,
      attacked,
    }
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await Promise.all(children.map(ended))
    if (bound !== null) rmdirSync(bound)
    rmSync(home, { recursive: true, force: true })
  }
}

/** A cgroup (version 1 or 2) of 256 MiB, or null where we may not make one. */
function makeBound(): string | null {
  const name = `xewer-flood-${process.pid}`
  const places = [
    ['/sys/fs/cgroup/memory', 'memory.limit_in_bytes'],
    ['/sys/fs/cgroup', 'memory.max'],
  ] as const
  for (const [place, setting] of places) {
    const folder = join(place, name)
    try {
      mkdirSync(folder)
    } catch (cause) {
      // No such hierarchy, or not ours to change: the next one, or none.
      if (cause instanceof Error && 'code' in cause) continue
      throw cause
    }
    if (existsSync(join(folder, setting))) {
      writeFileSync(join(folder, setting), String(boundMiB * 1024 * 1024))
      return folder
    }
    rmdirSync(folder)
  }
  return null
}

interface Begun {
  readonly child: ChildProcess
  /** The next line of its output. */
  line(): Promise<string>
}

async function begin(
  args: readonly string[],
  { children, bound }: { readonly children: ChildProcess[]; readonly bound: string | null },
): Promise<Begun> {
  const enter = bound === null ? '' : `echo $$ > ${bound}/cgroup.procs; `
  const child = spawn('sh', ['-c', `${enter}exec "$0" "$@"`, process.execPath, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { MALLOC_ARENA_MAX: '1' },
  })
  children.push(child)
  return { child, line: lineReader(createInterface({ input: child.stdout })) }
}

function attack(args: readonly (string | number)[], children: ChildProcess[]): Promise<Begun> {
  const script = fileURLToPath(new URL('attackers.ts', import.meta.url))
  return begin([script, ...args.map(String)], { children, bound: null })
}

function lineReader(lines: Interface): () => Promise<string> {
  const iterator = lines[Symbol.asyncIterator]()
  return async () => {
    const late = sleep(60_000, null, { ref: false })
    const next = await Promise.race([iterator.next(), late])
    if (next === null) throw new Error('Cannot read from process: it says nothing for 60 s')
    const { value, done } = next
    if (done) throw new Error('Cannot read from process: it ended')
    return value
  }
}

/** Highest memory so far: what the kernel charged the cgroup with, or resident. */
function memoryOf({ pid }: ChildProcess, bound: string | null): number {
  const peaks = ['memory.max_usage_in_bytes', 'memory.peak'].map((name) => join(bound ?? '', name))
  const peak = bound === null ? undefined : peaks.find(existsSync)
  if (peak !== undefined) return Number(readFileSync(peak, 'utf8')) / 1024 / 1024
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024
}

/** About fifty honest readers a second. */
async function read(port: number, seconds: number): Promise<Readers> {
  const endMs = performance.now() + seconds * 1000
  const asking: Promise<{ ms: number; fault: string | null }>[] = []
  while (performance.now() < endMs) {
    asking.push(readOnce(port))
    await sleep(20)
  }
  const answers = await Promise.all(asking)
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (part: number): number =>
    Math.round((sorted[Math.floor(part * sorted.length)] ?? Number.NaN) * 10) / 10
  const faults = answers.flatMap(({ fault }) => fault ?? [])
  return {
    asked: answers.length,
    right: answers.length - faults.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    faults: [...new Set(faults)],
  }
}

function readOnce(port: number): Promise<{ ms: number; fault: string | null }> {
  const beganMs = performance.now()
  return new Promise((resolve) => {
    const settle = (fault: string | null): void =>
      resolve({ ms: performance.now() - beganMs, fault })
    const options = { host: '127.0.0.1', port, path: '/en/', agent: false, timeout: 30_000 }
    const asking = request(options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('error', (cause) => settle(cause.message))
      response.on('end', () =>
        settle(response.statusCode === 200 && text === page ? null : `${response.statusCode}`),
      )
    })
    asking.on('timeout', () => asking.destroy(new Error('no answer in 30 s')))
    asking.on('error', (cause) => settle(cause.message))
    asking.end()
  })
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}
