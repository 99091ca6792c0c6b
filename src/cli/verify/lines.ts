// What a check found, told to a person: one line that says it, then every file that is not as it was
// published, then what to do.
import type { Problem, ProblemKind, Report } from '../../edition/verify/report.ts'
import { formatFingerprint } from '../../edition/verify/trust.ts'
import { printable } from '../command.ts'

export interface Checked extends Omit<Report, 'remember'> {
  /** As given on the command line. */
  readonly target: string
  readonly kind: 'copy' | 'page' | 'forwarded'
  readonly origin: string | null
  /** Of a forwarded page: where it stands on the site. */
  readonly path?: string | null
}

const kinds: Readonly<Record<ProblemKind, string>> = {
  altered: 'changed',
  missing: 'missing',
  extra: 'not published',
  swapped: 'swapped',
  'rolled-back': 'older version',
  stale: 'stale',
  fork: 'fork',
  'unknown-key': 'wrong key',
}

/** Problems as lines; a path from a stranger's archive cannot play with the terminal. */
export function formatChecked(checked: Checked): string {
  const { target, outcome, problems, evidence } = checked
  const lines = [
    `${outcome}\t${printable(target)}\t${sentence(checked)}`,
    ...problems.map(lineOf),
    ...evidence.map((path) => `\tkept as evidence\t${path}`),
    ...adviceOn(checked).map((line) => `\t${line}`),
  ]
  return `${lines.join('\n')}\n`
}

function lineOf({ kind, path, detail }: Problem): string {
  return `\t${kinds[kind]}\t${printable(path)}\t${printable(detail)}`
}

function sentence({ kind, outcome, record, files, origin, path }: Checked): string {
  const edition = record === null ? '' : `edition ${record.number} of ${record.time}`
  if (outcome === 'unknown key') return 'signed by keys that nothing you trust vouches for'
  if (outcome === 'fork') return 'two histories were signed'
  if (outcome === 'altered') return 'not as it was published'
  if (outcome === 'stale') return `older than it should be: ${edition}`
  if (kind === 'forwarded') return `as ${origin} published it at ${path} in ${edition}`
  if (kind === 'page') return `as ${origin} published it; newest is ${edition}`
  return `all ${files} files as ${origin} published them; newest is ${edition}, next by ${record?.next}`
}

function adviceOn({ kind, outcome, trustedBy, fingerprint }: Checked): readonly string[] {
  if (outcome === 'good' && kind === 'forwarded')
    return ['Pictures outside the file are not covered; a later edition may have corrected it.']
  const seen = fingerprint === null ? '' : formatFingerprint(fingerprint)
  if (outcome === 'good' || outcome === 'stale')
    return trustedBy === 'nothing'
      ? [`Nothing vouches for its keys yet. Compare their fingerprint over a second way:`, seen]
      : []
  return ['Do not trust it. Keep it, note where it came from, and tell the newsroom.']
}
