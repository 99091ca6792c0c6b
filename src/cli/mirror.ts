// `xewer mirror`: the other addresses of the site, what is wrong with them, and since when.
import { compareCheckpoint } from '../edition/caught-up.ts'
import type { TrustFile } from '../edition/log/trust.ts'
import { serverCopy, UnreadableCopy } from '../edition/verify/copies.ts'
import type { Problem } from '../edition/verify/report.ts'
import { parseAnchor } from '../edition/verify/trust.ts'
import { verifyTree } from '../edition/verify/verify.ts'
import type { Mirror } from '../model/newsroom.ts'
import { parseSiteUrl } from '../model/settings.ts'
import type { Db } from '../store/db.ts'
import { readEditionsFrom } from '../store/editions.ts'
import { putNewsroom } from '../store/newsroom.ts'
import {
  type Command,
  counted,
  Failure,
  formatJson,
  type Io,
  parseOptions,
  printable,
  readOption,
  runVerb,
  UsageError,
} from './command.ts'
import { fingerprintOf, readTrustFile } from './keys/public.ts'
import { type OpenNewsroom, openNewsroom } from './newsroom-folder.ts'

const usage = `
xewer mirror add URL ...      [--data DIR]
xewer mirror remove URL ...   [--data DIR]
xewer mirror list             [--data DIR] [--json]
xewer mirror check [URL ...]  [--data DIR] [--quick] [--json]

The other addresses at which the site can be read. They stand in mirrors.txt and on a page of their own,
onion addresses first, from the next publish on.

check compares each with this newsroom's log: "fresh", "stale since" the edition that it lacks,
"altered" with the files, "fork", or "unreachable". Onion addresses are asked through a proxy only, so
they are passed over. Exit code 1 when one is altered or a fork.

  --quick   compare the newest edition only, not every file
  --json    the list, or the findings, as JSON
`

const options = {
  data: { type: 'string' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

export const command: Command = {
  usage,
  run: (args, io) =>
    runVerb(args, io, {
      add: (rest, inner) => withNewsroom(rest, inner, change(withMirrors)),
      remove: (rest, inner) => withNewsroom(rest, inner, change(withoutMirrors)),
      list: (rest, inner) => withNewsroom(rest, inner, list),
      check: (rest, inner) => withNewsroom(rest, inner, check),
    }),
}

interface Asked {
  readonly urls: readonly string[]
  readonly quick: boolean
  readonly json: boolean
}

async function withNewsroom(
  args: readonly string[],
  io: Io,
  work: (open: OpenNewsroom, asked: Asked, io: Io) => Promise<number>,
): Promise<number> {
  const { values, positionals } = parseOptions(args, options)
  const urls = positionals.map((text) => readOption(text, parseSiteUrl))
  const open = await openNewsroom(values.data, io)
  try {
    return await work(open, { urls, ...values }, io)
  } finally {
    await open.store.close()
  }
}

function change(mirrorsOf: (old: readonly Mirror[], urls: readonly string[]) => readonly Mirror[]) {
  return async ({ store, newsroom }: OpenNewsroom, { urls }: Asked, io: Io): Promise<number> => {
    if (urls.length === 0) throw new UsageError('Say which address')
    const mirrors = mirrorsOf(newsroom.mirrors, urls)
    await putNewsroom(store.db, { ...newsroom, mirrors })
    await io.print(
      `${counted(mirrors.length, 'other address', 'other addresses')}, from the next publish on.\n`,
    )
    return 0
  }
}

function withMirrors(old: readonly Mirror[], urls: readonly string[]): readonly Mirror[] {
  const added = urls.map((url): Mirror => ({ url, kind: isOnion(url) ? 'onion' : 'web' }))
  const known = new Set(old.map(({ url }) => url))
  return [...old, ...added.filter(({ url }) => !known.has(url))]
}

function withoutMirrors(old: readonly Mirror[], urls: readonly string[]): readonly Mirror[] {
  const missing = urls.find((url) => !old.some((mirror) => mirror.url === url))
  if (missing !== undefined)
    throw new Failure('MIR-01', `"${missing}" is not among the other addresses`, [
      'Nothing was changed. "xewer mirror list" shows them.',
    ])
  return old.filter(({ url }) => !urls.includes(url))
}

/** Reached through Tor only. */
export function isOnion(url: string): boolean {
  return new URL(url).hostname.endsWith('.onion')
}

async function list({ newsroom }: OpenNewsroom, { json }: Asked, io: Io): Promise<number> {
  const lines = newsroom.mirrors.map(({ url, kind }) => `${kind}\t${url}\n`)
  await io.print(json ? formatJson(newsroom.mirrors) : lines.join(''))
  return 0
}

interface Found {
  readonly url: string
  readonly state: 'fresh' | 'stale' | 'altered' | 'fork' | 'unreachable' | 'not asked'
  /** Of the first edition that it lacks: its time, as its record has it. */
  readonly since: string | null
  readonly detail: string
  readonly problems: readonly Problem[]
}

async function check(open: OpenNewsroom, asked: Asked, io: Io): Promise<number> {
  const { urls, quick, json } = asked
  const { store, folder, newsroom } = open
  const trust = readTrustFile(folder.keys)
  const fingerprint = fingerprintOf(folder.keys) ?? ''
  const found: Found[] = []
  for (const url of urls.length > 0 ? urls : newsroom.mirrors.map((mirror) => mirror.url)) {
    const one = await look(url, { db: store.db, trust, fingerprint, quick })
    found.push(one)
    if (!json) await io.print(lineOf(one))
  }
  if (json) await io.print(formatJson(found))
  return found.some(({ state }) => state === 'altered' || state === 'fork') ? 1 : 0
}

async function look(
  url: string,
  from: {
    readonly db: Db
    readonly trust: TrustFile
    readonly fingerprint: string
    readonly quick: boolean
  },
): Promise<Found> {
  const nothing = { url, since: null, detail: '', problems: [] }
  if (isOnion(url)) return { ...nothing, state: 'not asked' }
  try {
    const { db, trust, fingerprint, quick } = from
    const copy = serverCopy(new URL(url))
    const checkpoint = await copy.read('log/checkpoint')
    if (checkpoint === null) return { ...nothing, state: 'altered', detail: 'it has no log' }
    const compared = await compareCheckpoint(db, checkpoint, trust)
    if (compared.kind === 'strange') return { ...nothing, state: 'altered', detail: compared.why }
    if (compared.kind === 'fork' || compared.kind === 'ahead')
      return { ...nothing, state: 'fork', detail: `an edition ${compared.size} that is not ours` }
    const since = await timeOf(db, compared.size + 1)
    const state = compared.kind === 'same' ? 'fresh' : 'stale'
    const found: Found = { ...nothing, state, since, detail: `edition ${compared.size}` }
    if (quick) return found
    const trusted = parseAnchor(fingerprint)
    const { problems } = await verifyTree(copy, { trusted, remembered: null, now: null })
    return problems.length === 0 ? found : { ...found, state: 'altered', problems }
  } catch (error) {
    if (!(error instanceof UnreadableCopy)) throw error
    return { ...nothing, state: 'unreachable', detail: error.message }
  }
}

async function timeOf(db: Db, edition: number): Promise<string | null> {
  const [row] = await readEditionsFrom(db, edition, edition)
  return row === undefined ? null : new Date(row.time).toISOString().replace('.000', '')
}

function lineOf({ url, state, since, detail, problems }: Found): string {
  const when = since === null ? '' : ` since ${since}`
  const lines = problems.map(
    ({ kind, path, detail: why }) => `\t${kind}\t${printable(path)}\t${printable(why)}`,
  )
  return [`${state}${when}\t${url}\t${printable(detail)}`, ...lines, ''].join('\n')
}
