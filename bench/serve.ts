// Our server beside nginx, on the same files and core, in one run: requests per second, CPU time,
// p99, memory under load; and the time from a command to its first page.
// npm run bench:serve [-- --rounds 7 --seconds 3]: needs nginx, wrk and taskset; two cores.
// Rounds alternate, so that a busy minute hurts both; CPU per request is the steadier figure.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { closedPolicy } from '../src/serve/headers.ts'
import { serveCommand } from '../src/serve/start.ts'
import { freePort } from '../test/free-port.ts'
import { measure, memoryMiB, type Peer, type Round } from './load.ts'
import { spread } from './table.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, seconds: { type: 'string', default: '3' } },
})
const rounds = Number(values.rounds)
const pages = 1000
const path = '/en/2020/05/a-statement-0.html'
const home = mkdtempSync(join(tmpdir(), 'xewer-bench-'))
const folder = join(home, 'site')
const running: ChildProcess[] = []
try {
  const page = writeSite()
  const peers = [
    await peer('nginx, gzip_static', startNginx),
    await peer('xewer serve', (port) => startNode({ port })),
  ]
  const sizes = `${(page.length / 1024).toFixed(1)} KiB, ${gzipSync(page, { level: 9 }).length} B gzip`
  console.log(`Page ${sizes}; 64 keep-alive connections; servers on core 0, wrk on core 1.`)
  compare('One page', peers, null)
  compare(`${pages} pages in turn`, peers, writeScript())
  const small = await peer('xewer serve, 4 MiB', (port) => startNode({ port, memoryMax: 4 << 20 }))
  showMemory([peers[1]!, small])
  await showStarts()
} finally {
  for (const child of running) child.kill()
  await sleep(300)
  rmSync(home, { recursive: true, force: true })
}

function compare(title: string, peers: readonly Peer[], script: string | null): void {
  const seconds = Number(values.seconds)
  const measured = peers.map((): Round[] => [])
  for (const each of peers) measure(each, { path, script, seconds: 1 })
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? [0, 1] : [1, 0]
    for (const at of order) measured[at]?.push(measure(peers[at]!, { path, script, seconds }))
  }
  const columns = ['req/s (range)', '/ nginx', 'CPU us/req', '/ nginx', 'p50 ms', 'p99 ms']
  heading(title, columns)
  const base = measured[0] ?? []
  for (const [at, { name }] of peers.entries()) {
    const own = measured[at] ?? []
    const each = (key: keyof Round): number[] => own.map((round) => round[key])
    const ratio = (key: keyof Round): number[] =>
      own.map((round, turn) => round[key] / (base[turn]?.[key] ?? Number.NaN))
    row(name, [
      spread(each('perSecond'), 0),
      spread(ratio('perSecond'), 2),
      spread(each('cpuMicrosPerRequest'), 1),
      spread(ratio('cpuMicrosPerRequest'), 2),
      spread(each('p50Ms'), 2),
      spread(each('p99Ms'), 2),
    ])
  }
}

/** Resident memory after each of ten rounds over all pages; the small one cannot keep them all. */
function showMemory(peers: readonly Peer[]): void {
  const turns = Array.from({ length: 10 }, (_, turn) => String(turn + 1))
  console.log(`\nMiB resident after each of ten rounds over ${pages} pages`)
  for (const each of peers) {
    const seen = turns.map(() => {
      measure(each, { path, script: writeScript(), seconds: Number(values.seconds) })
      return memoryMiB(each.process).toFixed(0)
    })
    console.log(each.name.padEnd(20) + seen.map((mib) => mib.padStart(6)).join(''))
  }
}

/** From the command to the first page read, in turns. */
async function showStarts(): Promise<void> {
  const data = join(home, 'newsroom')
  const commands = [
    ['xewer serve', ['serve', '--site', folder]],
    ['xewer start, existing newsroom', ['start', '--data', data]],
  ] as const
  await timeToPage(['start', '--data', data])
  heading('From the command to the first page', ['ms'])
  for (const [name, command] of commands) {
    const taken: number[] = []
    for (let round = 0; round < rounds; round++) taken.push(await timeToPage(command))
    row(name, [spread(taken, 0)])
  }
}

async function timeToPage(command: readonly string[]): Promise<number> {
  const launcher = join(dirname(dirname(fileURLToPath(import.meta.url))), 'xewer')
  const began = performance.now()
  const child = spawn(launcher, [...command, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  running.push(child)
  const address = await new Promise<string>((resolve) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /^The site is at (\S+)\n/m.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
  })
  await (await fetch(address)).text()
  const taken = performance.now() - began
  child.kill()
  await new Promise((resolve) => child.once('exit', resolve))
  return taken
}

/** Article-like pages: as compressible as real ones (2.8 to 1), each with its compressed sibling. */
function writeSite(): Buffer {
  mkdirSync(join(folder, 'en/2020/05'), { recursive: true })
  mkdirSync(join(folder, 'log'))
  writeFileSync(join(folder, 'log/checkpoint'), 'bench.example/log\n1\n')
  writeFileSync(join(folder, 'index.html'), 'front page')
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

async function peer(name: string, begin: (port: number) => ChildProcess): Promise<Peer> {
  const port = await freePort()
  const made = { name, port, process: begin(port) }
  await untilAnswering(port)
  return made
}

function startNode(options: { readonly port: number; readonly memoryMax?: number }): ChildProcess {
  return startProcess(process.execPath, serveCommand({ folder, ...options }))
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
    env: { ...process.env, MALLOC_ARENA_MAX: '1' },
  })
  running.push(child)
  return child
}

function heading(title: string, columns: readonly string[]): void {
  console.log(`\n${title.padEnd(36)}${columns.map((text) => text.padStart(22)).join('')}`)
}

function row(name: string, cells: readonly string[]): void {
  console.log(name.padEnd(36) + cells.map((text) => text.padStart(22)).join(''))
}

async function untilAnswering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      const reply = await fetch(`http://127.0.0.1:${port}${path}`)
      if (reply.ok) return
    } catch (cause) {
      if (attempt === 49) throw cause
    }
    await sleep(100)
  }
  throw new Error(`Cannot measure: nothing useful on port ${port}`)
}
