// Checks a copy of the published tree, wherever it lies, against nothing but itself and what the
// reader trusts: trust files, log, signatures, lists, then every file. Work grows with the files and
// the editions, each read once. It never says "good" of what it could not read.
import { formatBase64 } from '../log/bytes.ts'
import { forwardPath, isReservedPath } from '../log/list.ts'
import { sshFingerprint } from '../log/sshsig.ts'
import { checkForwards } from './forwards.ts'
import { mention, type ReadLists, readLists } from './lists.ts'
import { checkPins, type ReadLog, readLog } from './log.ts'
import { Findings, outcomeOf, type Remembered, type Report } from './report.ts'
import type { Source } from './source.ts'
import { type Anchor, compareTrust, isAnchored, readTrust, type TrustChain } from './trust.ts'

export type VerifyOptions = {
  /** What the reader brought along, or null. */
  readonly trusted: Anchor | null
  /** What the last check of this origin left, or null. */
  readonly remembered: Remembered | null
  /** The time as a record writes it, `2026-11-22T11:00:00Z`; null: do not ask whether it is stale. */
  readonly now: string | null
  /**
   * Which files are compared: all that should be there (the default); those that are there, for a copy
   * of a part of the site; or one, at its path. The log and the lists are checked whole in any case.
   */
  readonly files?: 'all' | 'present' | { readonly path: string }
  readonly onProgress?: (done: number, of: number, what: 'editions' | 'files') => void
}

export async function verifyTree(source: Source, options: VerifyOptions): Promise<Report> {
  const findings = new Findings()
  const { trusted, remembered, now, files: which = 'all', onProgress = () => {} } = options
  const chain = await readTrust(source, findings)
  if (chain === null) return finish(findings, { record: null, files: 0, chain: null }, options)
  if (remembered !== null) compareTrust(chain, remembered, findings)
  const listed = await source.paths()
  const place = { source, findings, listable: listed !== null }
  const log = await readLog({ ...place, trust: chain.latest }, (done, of) =>
    onProgress(done, of, 'editions'),
  )
  if (log === null) return finish(findings, { record: null, files: 0, chain }, options)
  checkPins(log, chain.latest, findings)
  const lists = await readLists({ source, findings, origin: chain.latest.origin }, log.records)
  if (trusted !== null && !isTrusted(trusted, { chain, log, lists }))
    findings.add('unknown-key', 'trust/1.signers', 'nothing you trust vouches for these keys')
  const files = choose(lists, which, listed)
  await checkFiles(source, { lists, files, findings, onProgress })
  const present = new Set(listed ?? [...lists.forward].map(forwardPath))
  const forwards = files
    .map(([path]) => path)
    .filter((path) => lists.forward.has(path))
    .filter((path) => which !== 'present' || present.has(forwardPath(path)))
  await checkForwards(forwards, { source, findings, lists, trust: chain.latest })
  if (typeof which === 'string') checkExtras(listed ?? [], { lists, log, chain, findings })
  else if (files.length === 0)
    findings.add('extra', which.path, 'no edition published it, or a later one removed it')
  const record = log.records.at(-1) ?? null
  if (now !== null && record !== null && record.next < now)
    findings.add('stale', 'log/checkpoint', `the next edition was promised by ${record.next}`)
  const evidence = remembered === null ? [] : compareLogs(log, remembered, findings)
  return finish(findings, { record, files: files.length, chain, log, evidence }, options)
}

type Listed = readonly (readonly [path: string, { readonly digest: string }])[]

function choose(
  { files }: ReadLists,
  which: NonNullable<VerifyOptions['files']>,
  listed: readonly string[] | null,
): Listed {
  if (which === 'all' || (which === 'present' && listed === null)) return [...files]
  const wanted = new Set(which === 'present' ? listed : [which.path])
  return [...files].filter(([path]) => wanted.has(path))
}

type Read = { readonly chain: TrustChain; readonly log: ReadLog; readonly lists: ReadLists }

/** A log key vouches for the editions it signed, so the first trust file must stand in one of them. */
function isTrusted(anchor: Anchor, { chain, log, lists }: Read): boolean {
  if (!isAnchored(anchor, chain)) return false
  if (anchor.kind !== 'log') return true
  const first = lists.mentions.get(mention('trust/1.signers', chain.digests[0] ?? ''))
  return (log.signedBy.get(sshFingerprint(anchor.key.publicKey)) ?? 0) >= (first ?? Infinity)
}

/** Both checkpoints when they contradict each other. */
function compareLogs(log: ReadLog, seen: Remembered, findings: Findings): readonly string[] {
  const { size } = log.checkpoint
  const path = 'log/checkpoint'
  const root = log.roots[seen.size]
  if (seen.origin !== log.checkpoint.origin) return []
  if (size < seen.size)
    findings.add(
      'stale',
      path,
      `it ends with edition ${size}; edition ${seen.size} was seen before`,
    )
  if (root === undefined || formatBase64(root) === seen.root) return []
  findings.add('fork', path, `another history of the first ${seen.size} editions was seen before`)
  return [seen.signed, log.signed]
}

async function checkFiles(
  source: Source,
  given: {
    readonly lists: ReadLists
    readonly files: Listed
    readonly findings: Findings
    readonly onProgress: NonNullable<VerifyOptions['onProgress']>
  },
): Promise<void> {
  const { lists, files, findings, onProgress } = given
  const waiting = files.values()
  const wrong: { path: string; found: string }[] = []
  let done = 0
  const work = async (): Promise<void> => {
    for (const [path, { digest }] of waiting) {
      const found = await source.digest(path)
      if (found === null) findings.add('missing', path, 'published, and not here')
      else if (found !== digest) wrong.push({ path, found })
      done += 1
      onProgress(done, files.length, 'files')
    }
  }
  await Promise.all(Array.from({ length: source.atOnce }, work))
  if (wrong.length === 0) return
  const byDigest = new Map([...lists.files].map(([path, { digest }]) => [digest, path]))
  for (const { path, found } of wrong) {
    const other = byDigest.get(found)
    const old = lists.mentions.get(mention(path, found))
    if (old !== undefined) findings.add('rolled-back', path, `as it was in edition ${old}`)
    else if (other !== undefined) findings.add('swapped', path, `it has the bytes of ${other}`)
    else findings.add('altered', path, 'not the bytes that were published')
  }
}

function checkExtras(
  listed: readonly string[],
  { lists, log, chain, findings }: Read & { readonly findings: Findings },
): void {
  const page = lists.files.get('verify.html')
  if (page !== undefined && page.digest !== chain.latest.page)
    findings.add('altered', 'verify.html', 'not the page that the trust file names')
  let unjudged = 0
  const forwards = new Set([...lists.forward].map(forwardPath))
  for (const path of listed) {
    if (lists.files.has(path) || forwards.has(path) || lists.paths.has(path) || log.paths.has(path))
      continue
    if (lists.incomplete && !isReservedPath(path)) unjudged += 1
    else findings.add('extra', path, 'no edition published it, or a later one removed it')
  }
  if (unjudged > 0) findings.add('extra', '', `${unjudged} more files that no readable list names`)
}

function finish(
  findings: Findings,
  read: {
    readonly record: Report['record']
    readonly files: number
    readonly chain: TrustChain | null
    readonly log?: ReadLog
    readonly evidence?: readonly string[]
  },
  { trusted, remembered }: VerifyOptions,
): Report {
  const { record, files, chain, log, evidence = [] } = read
  const outcome = outcomeOf(findings.problems)
  return {
    outcome,
    problems: findings.problems,
    record,
    files,
    fingerprint: chain?.digests[0] ?? null,
    trustedBy: trusted !== null ? 'you' : remembered !== null ? 'memory' : 'nothing',
    remember: outcome === 'good' && chain && log ? memoryOf(chain, log) : null,
    evidence,
  }
}

function memoryOf({ digests, latest }: TrustChain, { checkpoint, signed }: ReadLog): Remembered {
  return {
    origin: checkpoint.origin,
    fingerprint: digests[0] ?? '',
    trustVersion: latest.version,
    trustDigest: digests.at(-1) ?? '',
    size: checkpoint.size,
    root: formatBase64(checkpoint.root),
    signed,
  }
}
