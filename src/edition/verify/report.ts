// What a verification found. A problem names one file and one reason; the outcome is the gravest.
import type { EditionRecord } from '../log/record.ts'

export type ProblemKind =
  /** A file whose bytes are not what the log says. */
  | 'altered'
  | 'missing'
  /** A file that no edition published, or that one has removed. */
  | 'extra'
  /** A file with the bytes of another file of this edition. */
  | 'swapped'
  /** A file with the bytes it had in an earlier edition. */
  | 'rolled-back'
  /** The whole copy is older than promised, or than one seen before. */
  | 'stale'
  /** Two histories, both signed. */
  | 'fork'
  /** Signed by a key that is not known, not yet or no longer valid. */
  | 'unknown-key'

export type Problem = { readonly kind: ProblemKind; readonly path: string; readonly detail: string }

export type Outcome = 'good' | 'altered' | 'stale' | 'fork' | 'unknown key'

/** What to keep between two checks, so that the next one notices an older or another history. */
export type Remembered = {
  readonly origin: string
  /** SHA-256 of the first trust file. */
  readonly fingerprint: string
  readonly trustVersion: number
  readonly trustDigest: string
  readonly size: number
  /** Base64. */
  readonly root: string
  /** The signed checkpoint: evidence, should another history appear. */
  readonly signed: string
}

export type Report = {
  readonly outcome: Outcome
  readonly problems: readonly Problem[]
  /** The newest record of the copy, or null when it could not be read. */
  readonly record: EditionRecord | null
  /** Files that were compared with the log. */
  readonly files: number
  readonly fingerprint: string | null
  /** What vouched for the keys; "nothing" means: accept the fingerprint only if you know it. */
  readonly trustedBy: 'you' | 'memory' | 'nothing'
  /** To be stored for the next check, or null when this copy must not be remembered. */
  readonly remember: Remembered | null
  /** After a fork: the two signed checkpoints that contradict each other. */
  readonly evidence: readonly string[]
}

export const exitCodes: Readonly<Record<Outcome, number>> = {
  good: 0,
  altered: 10,
  stale: 11,
  fork: 12,
  'unknown key': 13,
}

/** The gravest first: a copy under a strange key says nothing that could be believed. */
export function outcomeOf(problems: readonly Problem[]): Outcome {
  const kinds = new Set(problems.map(({ kind }) => kind))
  if (kinds.has('unknown-key')) return 'unknown key'
  if (kinds.has('fork')) return 'fork'
  if (problems.some(({ kind }) => kind !== 'stale')) return 'altered'
  return kinds.has('stale') ? 'stale' : 'good'
}

/** Collects problems; `guard` turns what a strict parser refuses into one. */
export class Findings {
  readonly problems: Problem[] = []

  add(kind: ProblemKind, path: string, detail: string): void {
    this.problems.push({ kind, path, detail })
  }

  /** The value, or null and an "altered" when the bytes at `path` are not in their format. */
  async guard<T>(path: string, read: () => T | Promise<T>): Promise<T | null> {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
      this.add('altered', path, error.message)
      return null
    }
  }
}
