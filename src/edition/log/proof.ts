// Proofs that travel with a record (C2SP tlog-proof): index, audit path, checkpoint, as one text.
// The leaf is not inside: whoever checks it hashes the record's bytes.
import { decodeText, formatBase64, parseBase64, parseCount, shorten } from './bytes.ts'
import { type Checkpoint, parseSignedCheckpoint } from './checkpoint.ts'
import { hashLeaf, isIncluded } from './merkle.ts'
import type { Note } from './note.ts'

export type LogProof = {
  /** From 0. */
  readonly index: number
  /** Leaf to root. */
  readonly hashes: readonly Uint8Array[]
  readonly note: Note
  readonly checkpoint: Checkpoint
  /** The checkpoint's own bytes, as evidence. */
  readonly signed: string
}

const head = 'c2sp.org/tlog-proof@v1'
/** A tree of 2^53 leaves has paths of 53 hashes. */
const hashesMax = 64

export function formatProof(
  index: number,
  hashes: readonly Uint8Array[],
  signedCheckpoint: string,
): string {
  const lines = [head, `index ${index}`, ...hashes.map(formatBase64), '', signedCheckpoint]
  return lines.join('\n')
}

/** Refuses `extra` lines, which the specification allows and nobody may trust. */
export function parseProof(bytes: Uint8Array): LogProof {
  const text = decodeText(bytes)
  const cut = text.indexOf('\n\n')
  const [first, index = '', ...hashes] = text.slice(0, Math.max(cut, 0)).split('\n')
  if (first !== head || !index.startsWith('index ') || hashes.length > hashesMax)
    throw new SyntaxError(`Cannot parse log proof "${shorten(text)}": not a tlog-proof@v1`)
  const path = hashes.map(parseBase64)
  if (path.some((hash) => hash.length !== 32))
    throw new SyntaxError(`Cannot parse log proof "${shorten(text)}": a hash is not 32 bytes`)
  const signed = text.slice(cut + 2)
  const { note, checkpoint } = parseSignedCheckpoint(new TextEncoder().encode(signed))
  return { index: parseCount(index.slice(6)), hashes: path, note, checkpoint, signed }
}

/** True when the proof leads from the record's bytes to the root of its checkpoint. */
export function isProven(record: Uint8Array, { index, hashes, checkpoint }: LogProof): boolean {
  const { size, root } = checkpoint
  return isIncluded({ index, size, leaf: hashLeaf(record), proof: hashes, root })
}
