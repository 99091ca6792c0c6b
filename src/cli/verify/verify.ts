// `xewer verify`: checks copies of a site, single pages and forwarded files, wherever they come from.
// It needs no newsroom, only what the reader trusts, and remembers what it saw.
import { existsSync, readFileSync } from 'node:fs'
import { decodeText } from '../../edition/log/bytes.ts'
import { parseTrust, trustPath } from '../../edition/log/trust.ts'
import { withoutStandIns } from '../../edition/stand-in.ts'
import { UnreadableArchive } from '../../edition/verify/archive.ts'
import { UnreadableCopy } from '../../edition/verify/copies.ts'
import { type FileTrust, trustOfKey, verifyFile } from '../../edition/verify/forwarded.ts'
import { exitCodes, type Outcome } from '../../edition/verify/report.ts'
import type { Source } from '../../edition/verify/source.ts'
import { type Anchor, parseAnchor } from '../../edition/verify/trust.ts'
import { verifyTree } from '../../edition/verify/verify.ts'
import {
  type Command,
  Failure,
  formatJson,
  type Io,
  parseOptions,
  readOption,
  UsageError,
} from '../command.ts'
import { startProgress } from '../progress.ts'
import { type Checked, formatChecked } from './lines.ts'
import { type MemoryPlace, readMemories, readMemory, writeEvidence, writeMemory } from './memory.ts'
import { openTarget, type Target } from './target.ts'

const usage = `
xewer verify DIR|URL|FILE ... [--trust KEY|FILE] [--part] [--state FILE] [--no-memory]
             [--json]

Checks copies of a site: a folder, a zip archive, an address, one page in one of these, or a forwarded
file that carries its own proof. Every changed, missing, added, swapped or rolled-back file is named.

  --trust KEY    what you trust: the fingerprint or verifier key from the newsroom's sheet, or a file
                 with its trust file (trust/1.signers) from somebody you know
  --part         the copy holds a part of the site (a language, a year): files that are not there are
                 not called missing
  --state FILE   where to remember what was seen, instead of a file per newsroom in XEWER_STATE
  --no-memory    neither use nor write what was seen before
  --json         the findings as JSON, one entry for each copy

Exit codes: 0 good, 10 altered, 11 stale (older than promised, or than seen before), 12 fork (two
histories were signed: both are kept as evidence), 13 unknown key. Of several the gravest counts.
`

const options = {
  trust: { type: 'string' },
  part: { type: 'boolean', default: false },
  state: { type: 'string' },
  'no-memory': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

interface Given {
  readonly anchor: Anchor | null
  readonly memory: MemoryPlace | null
  readonly part: boolean
  readonly io: Io
}

/** The gravest last, see outcomeOf(). */
const gravity: readonly Outcome[] = ['good', 'stale', 'altered', 'fork', 'unknown key']

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (positionals.length === 0)
      throw new UsageError('Say what to check: a folder, file or address')
    const given: Given = {
      anchor: values.trust === undefined ? null : readAnchor(values.trust),
      memory: values['no-memory'] ? null : { file: values.state ?? null, folder: io.config.state },
      part: values.part,
      io,
    }
    const checked: Checked[] = []
    for (const name of positionals) {
      checked.push(await check(name, given))
      if (!values.json) await io.print(formatChecked(checked.at(-1)!))
    }
    if (values.json) await io.print(formatJson(checked))
    const worst = Math.max(...checked.map(({ outcome }) => gravity.indexOf(outcome)))
    return exitCodes[gravity[worst] ?? 'good']
  },
}

async function check(name: string, given: Given): Promise<Checked> {
  try {
    const target = await openTarget(name)
    return target.kind === 'copy'
      ? await checkCopy(name, target, given)
      : await checkFile(name, target, given)
  } catch (error) {
    if (error instanceof UnreadableArchive) return brokenArchive(name, error)
    if (!(error instanceof UnreadableCopy)) throw error
    throw new Failure('VER-05', error.message, ['Nothing can be said of this copy.'], error)
  }
}

/** An archive whose directory is broken was altered, whoever did it. */
function brokenArchive(name: string, { message }: Error): Checked {
  return {
    ...nothingKnown,
    target: name,
    kind: 'copy',
    outcome: 'altered',
    problems: [{ kind: 'altered', path: name, detail: message }],
  }
}

const nothingKnown = {
  origin: null,
  record: null,
  files: 0,
  fingerprint: null,
  trustedBy: 'nothing',
  evidence: [],
} as const

type Copy = Extract<Target, { kind: 'copy' }>

async function checkCopy(
  name: string,
  { source, page, close }: Copy,
  given: Given,
): Promise<Checked> {
  const { anchor, memory, part, io } = given
  const progress = showProgress(io)
  try {
    const origin = await originOf(source)
    const seen = origin === null || memory === null ? null : readMemory(memory, origin)
    const report = await verifyTree(part ? withoutStandIns(source) : source, {
      trusted: anchor,
      remembered: seen?.remembered ?? null,
      now: hourOf(Date.now()),
      files: page !== null ? { path: page } : part ? 'present' : 'all',
      onProgress: progress.report,
    })
    const { remember, evidence, ...rest } = report
    if (remember !== null && memory !== null) {
      const newest = await source.read(trustPath(remember.trustVersion))
      if (newest !== null) writeMemory(memory, { remembered: remember, trust: decodeText(newest) })
    }
    const kept =
      origin === null || memory === null || evidence.length === 0
        ? []
        : writeEvidence(memory, origin, evidence)
    return { target: name, kind: page === null ? 'copy' : 'page', origin, ...rest, evidence: kept }
  } finally {
    progress.end()
    close()
  }
}

async function checkFile(
  name: string,
  { bytes }: Extract<Target, { kind: 'forwarded' }>,
  { anchor, memory }: Given,
): Promise<Checked> {
  const trusts = fileTrusts(anchor, memory)
  if (trusts.length === 0)
    throw new Failure('VER-04', `No key is known to check "${name}" against`, [
      'Name the verifier key or a trust file with --trust, or check a whole copy of the site once:',
      'its keys are then remembered.',
    ])
  let last = await verifyFile(bytes, trusts[0]!)
  for (const trust of trusts.slice(1)) {
    if (last.outcome !== 'unknown key') break
    last = await verifyFile(bytes, trust)
  }
  const { outcome, detail, path, record } = last
  const kind = outcome === 'altered' ? 'altered' : 'unknown-key'
  return {
    ...nothingKnown,
    target: name,
    kind: 'forwarded',
    origin: record?.origin ?? null,
    outcome,
    problems: outcome === 'good' ? [] : [{ kind, path: path ?? name, detail }],
    record,
    files: 1,
    path,
    trustedBy: anchor === null ? 'memory' : 'you',
  }
}

/** The keys a single file can be checked with: of the anchor, or of every newsroom seen before. */
function fileTrusts(anchor: Anchor | null, memory: MemoryPlace | null): readonly FileTrust[] {
  if (anchor?.kind === 'trust') return [anchor.trust]
  if (anchor?.kind === 'log') return [trustOfKey(anchor.key)]
  const known = memory === null ? [] : readMemories(memory)
  return known
    .filter(({ remembered }) => anchor === null || remembered.fingerprint === anchor.digest)
    .map(({ trust }) => parseTrust(new TextEncoder().encode(trust)))
}

function readAnchor(text: string): Anchor {
  return readOption(existsSync(text) ? readFileSync(text, 'utf8') : text, parseAnchor)
}

/** What the copy says it is of: only to find what is remembered; the check itself is verifyTree(). */
async function originOf(source: Source): Promise<string | null> {
  const bytes = await source.read(trustPath(1))
  const head = Buffer.from(bytes?.subarray(0, 1000) ?? []).toString('utf8')
  return /^# origin (\S+)$/m.exec(head)?.[1] ?? null
}

function showProgress(io: Io) {
  const labels = { editions: 'Checking editions', files: 'Checking files' } as const
  let shown: { what: keyof typeof labels; progress: ReturnType<typeof startProgress> } | null = null
  return {
    report(done: number, of: number, what: keyof typeof labels): void {
      if (shown?.what !== what) {
        shown?.progress.end()
        shown = { what, progress: startProgress(io, labels[what], of) }
      }
      shown.progress.report(done)
    },
    end(): void {
      shown?.progress.end()
    },
  }
}

/** The full hour that has begun, as records write it. */
function hourOf(now: number): string {
  return `${new Date(now).toISOString().slice(0, 13)}:00:00Z`
}
