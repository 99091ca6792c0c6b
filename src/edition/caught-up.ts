// Whether a newsroom's own log is the one that readers have seen. A database brought back from an old
// backup would sign another edition under a number that is taken: a fork that nobody can undo.
import type { Db } from '../store/db.ts'
import { readEditionsFrom } from '../store/editions.ts'
import { readLog } from './commit.ts'
import { encodeText, formatBase64 } from './log/bytes.ts'
import { parseSignedCheckpoint } from './log/checkpoint.ts'
import { extendEdge, hashLeaf, rootOfEdge } from './log/merkle.ts'
import { checkNote } from './log/note.ts'
import { emptyLog } from './log/tiles.ts'
import { type TrustFile, voidAfter } from './log/trust.ts'

export type Comparison =
  /** same: the newest edition; behind: an older one of ours; ahead: editions we do not know. */
  | { readonly kind: 'same' | 'behind' | 'ahead'; readonly size: number }
  /** Another edition under a number of ours. */
  | { readonly kind: 'fork'; readonly size: number }
  /** Not a checkpoint of ours, or signed by no key that holds at its size. */
  | { readonly kind: 'strange'; readonly why: string }

/** Compares a published checkpoint with the database. */
export async function compareCheckpoint(
  db: Db,
  published: Uint8Array,
  trust: TrustFile,
): Promise<Comparison> {
  const ours = (await readLog(db)) ?? emptyLog
  const read = await readSigned(published, trust)
  if (typeof read === 'string') return { kind: 'strange', why: read }
  const { size, root } = read
  if (size > ours.size) return { kind: 'ahead', size }
  const known = size === ours.size ? ours.root : await rootAt(db, size)
  if (known !== root) return { kind: 'fork', size }
  return { kind: size === ours.size ? 'same' : 'behind', size }
}

async function readSigned(
  bytes: Uint8Array,
  trust: TrustFile,
): Promise<{ readonly size: number; readonly root: string } | string> {
  try {
    const { note, checkpoint } = parseSignedCheckpoint(bytes)
    const { origin, size, root } = checkpoint
    if (origin !== trust.origin) return `it is of "${origin}"`
    const signers = await checkNote(note, trust.log)
    const valid = signers.some(({ publicKey }) => size <= (voidAfter(trust, publicKey) ?? size))
    return valid ? { size, root: formatBase64(root) } : 'signed by no key that holds'
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return error.message
  }
}

/** The root of the log when it had `size` editions. */
async function rootAt(db: Db, size: number): Promise<string> {
  let edge: readonly Uint8Array[] = []
  for (const { number, record } of await readEditionsFrom(db, 1, size))
    edge = extendEdge(edge, number - 1, hashLeaf(encodeText(record)))
  return formatBase64(rootOfEdge(edge))
}
