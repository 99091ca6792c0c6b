// Requests per second of our server beside nginx, on the same files and core, in one run.
// node bench/serve.ts [--rounds 7] [--seconds 3]: needs nginx, wrk and taskset; two cores.
// Rounds alternate, so that a busy minute hurts both; CPU per request is the steadier figure.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { closedPolicy } from '../src/serve/headers.ts'
import { serveCommand } from '../src/serve/start.ts'

interface Round {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuMicrosPerRequest: number
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, seconds: { type: 'string', default: '3' } },
})
const pages = 1000
const home = mkdtempSync(join(tmpdir(), 'xewer-bench-'))
const folder = join(home, 'site')
const running: ChildProcess[] = []
try {
  const page = writeSite()
  const [nginxPort, servePort] = [await freePort(), await freePort()]
  const nginx = startNginx(nginxPort)
  const serve = startProcess(process.execPath, serveCommand({ folder, port: servePort }))
  await untilAnswering(nginxPort)
  await untilAnswering(servePort)
  const sizes = `${(page.length / 1024).toFixed(1)} KiB, ${gzipSync(page, { level: 9 }).length} B gzip`
  console.log(`page ${sizes}; 64 keep-alive connections; servers on core 0, wrk on core 1`)
  const peers = [
    { name: 'nginx, gzip_static', port: nginxPort, process: nginx },
    { name: 'xewer serve', port: servePort, process: serve },
  ]
  for (const [title, script] of [
    ['one page', null],
    [`${pages} pages in turn`, writeScript()],
  ] as const) {
    const rounds = peers.map((): Round[] => [])
    for (const peer of peers) measure({ ...peer, script, seconds: 1 })
    for (let round = 0; round < Number(values.rounds); round++) {
      const order = round % 2 === 0 ? [0, 1] : [1, 0]
      for (const at of order)
        rounds[at]?.push(measure({ ...peers[at]!, script, seconds: Number(values.seconds) }))
    }
    report(title, peers, rounds)
  }
} finally {
  for (const child of running) child.kill()
  await sleep(300)
  rmSync(home, { recursive: true, force: true })
}

/** Article-like pages: as compressible as real ones (2.8 to 1), each with its compressed sibling. */
function writeSite(): Buffer {
  mkdirSync(join(folder, 'en/2020/05'), { recursive: true })
  let state = 1
  const random = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * below)
  }
  const letters = 'etaoinshrdlucmfwypvbgk'
  const words = Array.from({ length: 700 }, () =>
    Array.from({ length: 2 + random(8) }, () => letters[random(1 + random(21))]).join(''),
  )
  const hash = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
  let first = Buffer.alloc(0)
  for (let number = 0; number < pages; number++) {
    const text = Array.from({ length: 1900 }, () => words[Math.min(random(700), random(700))])
    const page = Buffer.from(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hash}"><title>${number}</title><p>${text.join(' ')}</p></html>\n`,
    )
    const file = join(folder, `en/2020/05/a-statement-${number}.html`)
    writeFileSync(file, page)
    writeFileSync(`${file}.gz`, gzipSync(page, { level: 9 }))
    if (number === 0) first = page
  }
  return first
}

function writeScript(): string {
  const file = join(home, 'turn.lua')
  const text = `local n = 0
function request()
  n = (n + 1) % ${pages}
  return wrk.format('GET', '/en/2020/05/a-statement-' .. n .. '.html')
end`
  writeFileSync(file, text)
  return file
}

function startNginx(port: number): ChildProcess {
  const headers = [
    ['Content-Security-Policy', closedPolicy],
    ['Referrer-Policy', 'no-referrer'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['X-Frame-Options', 'DENY'],
    ['Strict-Transport-Security', 'max-age=63072000; includeSubDomains; preload'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Cross-Origin-Embedder-Policy', 'require-corp'],
    ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
    ['X-DNS-Prefetch-Control', 'off'],
    ['Cache-Control', 'max-age=60'],
  ]
  const config = `
user root; daemon off; worker_processes 1; pid ${home}/nginx.pid; error_log ${home}/error.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  types { text/html html; } charset utf-8; gzip_static on; gzip_vary on;
  client_body_temp_path ${home}/t1; proxy_temp_path ${home}/t2; fastcgi_temp_path ${home}/t3;
  uwsgi_temp_path ${home}/t4; scgi_temp_path ${home}/t5;
  server { listen 127.0.0.1:${port}; root ${folder};
    ${headers.map(([name, value]) => `add_header ${name} "${value}";`).join('\n    ')}
  }
}`
  writeFileSync(join(home, 'nginx.conf'), config)
  return startProcess('nginx', ['-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')])
}

function startProcess(command: string, args: readonly string[]): ChildProcess {
  const child = spawn('taskset', ['-c', '0', command, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  running.push(child)
  return child
}

interface Peer {
  readonly name: string
  readonly port: number
  readonly process: ChildProcess
}

function measure(peer: Peer & { readonly script: string | null; readonly seconds: number }): Round {
  const url = `http://127.0.0.1:${peer.port}/en/2020/05/a-statement-0.html`
  const script = peer.script === null ? [] : ['-s', peer.script]
  const load = ['-t1', '-c64', `-d${peer.seconds}s`, '--latency', '-H', 'Accept-Encoding: gzip']
  const before = cpuMicros(peer.process)
  const run = spawnSync('taskset', ['-c', '1', 'wrk', ...load, ...script, url], {
    encoding: 'utf8',
  })
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

function memoryMiB(child: ChildProcess): number {
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

function report(title: string, peers: readonly Peer[], rounds: readonly Round[][]): void {
  console.log(`\n${title}`)
  const base = rounds[0] ?? []
  const wide = (text: string): string => text.padStart(24)
  console.log(
    ['', 'req/s (range)', '/ nginx', 'CPU us/req', '/ nginx', 'p50 ms', 'p99 ms', 'RSS MiB']
      .map((head, at) => (at === 0 ? head.padEnd(20) : wide(head)))
      .join(''),
  )
  for (const [at, peer] of peers.entries()) {
    const own = rounds[at] ?? []
    const each = (key: keyof Round): number[] => own.map((round) => round[key])
    const ratio = (key: keyof Round): number[] =>
      own.map((round, turn) => round[key] / (base[turn]?.[key] ?? Number.NaN))
    const cells = [
      spread(each('perSecond'), 0),
      spread(ratio('perSecond'), 2),
      spread(each('cpuMicrosPerRequest'), 1),
      spread(ratio('cpuMicrosPerRequest'), 2),
      spread(each('p50Ms'), 2),
      spread(each('p99Ms'), 2),
      memoryMiB(peer.process).toFixed(0),
    ]
    console.log(peer.name.padEnd(20) + cells.map(wide).join(''))
  }
}

/** "median (least..most)" */
function spread(figures: readonly number[], digits: number): string {
  const sorted = [...figures].sort((a, b) => a - b)
  const at = (place: number): string => (sorted[place] ?? Number.NaN).toFixed(digits)
  return `${at(sorted.length >> 1)} (${at(0)}..${at(sorted.length - 1)})`
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('Cannot find a free port')
  return address.port
}

async function untilAnswering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      const reply = await fetch(`http://127.0.0.1:${port}/en/2020/05/a-statement-0.html`)
      if (reply.ok) return
    } catch (cause) {
      if (attempt === 49) throw cause
    }
    await sleep(100)
  }
  throw new Error(`Cannot measure: nothing useful on port ${port}`)
}
