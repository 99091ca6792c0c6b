// A whole site and one change to it: Xewer, Hugo and Eleventy side by side, in turns, on one corpus.
//   npm run bench:press -- 1000 10000 [--runs 3] [--peers hugo,eleventy] [--folder /dev/shm]
// Needs Debian's `hugo`; Eleventy is installed into bench/node_modules. Prints the tables of
// docs/PERFORMANCE.md. Each size is a few minutes: 10,000 articles about five on two quiet cores.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { copyFolder } from '../test/copy-folder.ts'
import { type CorpusArticle, corpus } from './corpus.ts'
import { writeEleventyArticle, writeEleventySite } from './peers/eleventy.ts'
import { writeHugoArticle, writeHugoSite } from './peers/hugo.ts'
import { pathOf, planSite, type Standing } from './peers/plan.ts'
import { median, spread, table } from './table.ts'
import { type Timed, timed } from './timed.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    peers: { type: 'string', default: 'hugo,eleventy' },
    folder: { type: 'string', default: '/dev/shm' },
  },
})
const here = import.meta.dirname
const runs = Number(values.runs)
const sizes = positionals.length === 0 ? [1000, 10_000] : positionals.map(Number)
const node = [process.execPath, '--disable-warning=ExperimentalWarning'] as const

interface Peer {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly write: (folder: string, count: number) => void
  readonly change: (folder: string, article: CorpusArticle, standing: Standing) => void
}

const modules = join(here, 'node_modules')
const known: readonly Peer[] = [
  {
    name: 'hugo',
    command: ['hugo', '--quiet', '--destination', 'public'],
    write: (folder, count) => writeHugoSite(folder, planSite(count, 1)),
    change: writeHugoArticle,
  },
  {
    name: 'eleventy',
    command: [...node, 'node_modules/@11ty/eleventy/cmd.cjs', '--quiet'],
    write: (folder, count) => writeEleventySite(folder, planSite(count, 1), modules),
    change: writeEleventyArticle,
  },
]
const peers = known.filter(({ name }) => values.peers.split(',').includes(name))

prepare()
const home = mkdtempSync(join(values.folder, 'xewer-press-'))
try {
  for (const count of sizes) await compare(count)
} finally {
  rmSync(home, { recursive: true, force: true })
}

function prepare(): void {
  if (peers.some(({ name }) => name === 'hugo') && spawnSync('hugo', ['version']).status !== 0)
    throw new Error('Cannot compare with Hugo: install the Debian package "hugo"')
  if (peers.some(({ name }) => name === 'eleventy') && !existsSync(modules))
    spawnSync('npm', ['ci', '--silent'], { cwd: here, stdio: 'inherit' })
}

/** What is known of one way of building: every run, and the tree it left. */
interface Built {
  /** `ready` and `readyCpu`: when, and for how much CPU, the site stands in its folder (ms). */
  readonly runs: (Timed & { readonly ready: number; readonly readyCpu: number })[]
  files: number
  bytes: number
}

async function compare(count: number): Promise<void> {
  const msMax = 60_000 + count * 20
  const made = join(home, `made-${count}`)
  const run = (args: readonly string[]) =>
    timed([...node, join(here, 'press-run.ts'), ...args], { folder: home, msMax })
  await run(['make', made, String(count)])
  for (const peer of peers) peer.write(join(home, `${peer.name}-${count}`), count)
  const xewer: Built = { runs: [], files: 0, bytes: 0 }
  const others = new Map(
    peers.map(({ name }): [string, Built] => [name, { runs: [], files: 0, bytes: 0 }]),
  )
  const published = join(home, `published-${count}`)
  let phases = ''
  for (let turn = 0; turn < runs; turn += 1) {
    rmSync(published, { recursive: true, force: true })
    copyFolder(made, published)
    const own = await run(['publish', published])
    const said = JSON.parse(own.stdout)
    xewer.runs.push({ ...own, ready: said.placedMs, readyCpu: said.placedCpuMs })
    phases = phasesOf(said)
    measureTree(xewer, join(published, 'site/live'))
    for (const peer of peers) {
      const folder = join(home, `${peer.name}-${count}`)
      rmSync(join(folder, 'public'), { recursive: true, force: true })
      const theirs = await timed(peer.command, { folder, msMax })
      others.get(peer.name)?.runs.push({ ...theirs, ready: theirs.ms, readyCpu: theirs.cpuMs })
      measureTree(others.get(peer.name)!, join(folder, 'public'))
    }
  }
  rmSync(made, { recursive: true, force: true })
  showBuilds(count, xewer, others)
  console.log(`\nXewer's time, last run: ${phases}.`)
  const changes = JSON.parse(
    (await run(['changes', published, String(count), String(4 * runs)])).stdout,
  )
  const cold = await run(['publish', published])
  const rebuilt = new Map<string, Rebuilt>()
  for (const peer of peers) rebuilt.set(peer.name, await rebuild(peer, count, msMax))
  showChanges(count, { changes, cold, rebuilt })
  for (const peer of peers)
    rmSync(join(home, `${peer.name}-${count}`), { recursive: true, force: true })
  rmSync(published, { recursive: true, force: true })
}

interface Rebuilt {
  readonly headline: readonly number[]
  readonly nothing: readonly number[]
}

/** A peer's whole build over its last one, after one headline and after nothing. */
async function rebuild(peer: Peer, count: number, msMax: number): Promise<Rebuilt> {
  const folder = join(home, `${peer.name}-${count}`)
  const articles = [...corpus(count, 1)]
  const plan = planSite(count, 1)
  const [headline, nothing]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < runs; turn += 1) {
    const article = articles[Math.floor(((turn + 0.5) / runs) * count)]!
    const changed = { ...article, headline: `Changed headline ${turn}` }
    peer.change(folder, changed, { address: pathOf(article), terms: plan.termsOf(article) })
    headline.push((await timed(peer.command, { folder, msMax })).ms)
  }
  nothing.push((await timed(peer.command, { folder, msMax })).ms)
  return { headline, nothing }
}

function measureTree(built: Built, folder: string): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  built.files = files.length
  built.bytes = files.reduce(
    (sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size,
    0,
  )
}

/** When a side counts as ready, and what that took: ms of wall and of CPU time. */
type Ready = (run: Built['runs'][number]) => readonly [ms: number, cpuMs: number]

function showBuilds(count: number, xewer: Built, others: ReadonlyMap<string, Built>): void {
  const placed: Ready = ({ ready, readyCpu }) => [ready, readyCpu]
  const whole: Ready = ({ ms, cpuMs }) => [ms, cpuMs]
  const row = (name: string, built: Built, ready: Ready) => {
    const rate = (of: Built, until: Ready, at: 0 | 1): number[] =>
      of.runs.map((run) => (of.files / until(run)[at]) * 1000)
    // Paired: both sides of a turn ran within the same minute.
    const ratio = ([0, 1] as const).map((at) =>
      rate(xewer, placed, at).map((own, turn) => own / rate(built, ready, at)[turn]!),
    )
    const each = (of: (run: Built['runs'][number]) => number): number[] => built.runs.map(of)
    return [
      name,
      String(built.files),
      (built.bytes / built.files / 1000).toFixed(1),
      spread(
        each((run) => ready(run)[0] / 1000),
        2,
      ),
      spread(
        each((run) => ready(run)[1] / 1000),
        1,
      ),
      spread(rate(built, ready, 0), 0),
      ...ratio.map((figures) => spread(figures, 2)),
      spread(
        each(({ peakMiB }) => peakMiB),
        0,
      ),
    ]
  }
  const faster = 'Xewer places more files a'
  const heads = ['files', 'KB a file', 'wall s', 'CPU s', 'files a second']
  console.log(`\n### ${count.toLocaleString('en')} articles: the whole site\n`)
  console.log(
    table(
      ['', ...heads, `${faster} second by`, `${faster} CPU second by`, 'peak MiB'],
      [
        row('Xewer, edition in place', xewer, placed),
        row('Xewer, search index too', xewer, whole),
        ...[...others].map(([name, built]) => row(name, built, whole)),
      ],
    ),
  )
}

interface Turn {
  readonly ms: number
  readonly placedMs: number
  readonly cpuMs: number
  readonly touched: number
  readonly printed: number
}

function showChanges(
  count: number,
  {
    changes,
    cold,
    rebuilt,
  }: {
    readonly changes: Readonly<Record<string, readonly Turn[]>>
    readonly cold: Timed
    readonly rebuilt: ReadonlyMap<string, Rebuilt>
  },
): void {
  console.log(`\n### ${count.toLocaleString('en')} articles: one change\n`)
  const rows = Object.entries(changes).map(([kind, turns]) => {
    const each = (of: keyof Turn): number[] => turns.map((turn) => turn[of])
    const ready = median(each('placedMs'))
    const theirs = [...rebuilt].map(([, { headline, nothing }]) => {
      const ms = median(kind === 'nothing' ? nothing : headline)
      return `${(ms / 1000).toFixed(1)} s, ${Math.round(ms / ready)}x`
    })
    const sum = (of: keyof Turn): number => each(of).reduce((a, b) => a + b, 0)
    const wasted = sum('touched') === 0 ? '' : (sum('printed') / sum('touched')).toFixed(2)
    return [
      kind,
      spread(each('placedMs'), 1),
      spread(each('ms'), 1),
      spread(each('cpuMs'), 1),
      spread(each('touched'), 0),
      wasted,
      ...theirs,
    ]
  })
  const heads = [...rebuilt.keys()].map((name) => `${name}, whole build`)
  console.log(
    table(
      [
        '',
        'in place, ms',
        'with search, ms',
        'CPU ms',
        'files written',
        'printed / written',
        ...heads,
      ],
      rows,
    ),
  )
  console.log(
    `\n\`xewer publish\` as a command, nothing changed: ${cold.ms.toFixed(0)} ms, start of the process included.`,
  )
}

function phasesOf(said: {
  beginMs: number
  placedMs: number
  endMs: number
  phases: Record<string, number>
}): string {
  const { beginMs, placedMs, endMs, phases } = said
  const { compare = 0, print = 0, place = 0 } = phases
  const s = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
  return (
    [
      `start ${s(beginMs)}`,
      `compare and stage ${s(print)}`,
      `print, compare digests, sign and commit ${s(place - print)}`,
      `put in place ${s(placedMs - beginMs - place)}`,
      `search index ${s(endMs - placedMs)}`,
    ].join(', ') + (compare > print ? ' (out of order)' : '')
  )
}
