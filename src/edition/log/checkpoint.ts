// Checkpoints (C2SP tlog-checkpoint): origin, size and root of the log, signed as a note.
// The origin is also the name of the log's key, and never changes.
import { encodeText, formatBase64, parseBase64, parseCount, shorten } from './bytes.ts'
import { type Note, parseNote } from './note.ts'

export type Checkpoint = {
  /** A URL without its scheme, `news.example/log`. */
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${formatBase64(root)}\n`
}

/** The text of a checkpoint note. Extension lines are refused: this log has none. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n')
  const hash = parseBase64(root)
  if (rest.length !== 1 || rest[0] !== '' || hash.length !== 32 || !isOrigin(origin))
    throw new SyntaxError(`Cannot parse checkpoint "${shorten(text)}": not origin, size and root`)
  return { origin, size: parseCount(size), root: hash }
}

/** The note and what it says; its signatures are still to be checked. */
export function parseSignedCheckpoint(bytes: Uint8Array): {
  readonly note: Note
  readonly checkpoint: Checkpoint
} {
  const note = parseNote(bytes)
  return { note, checkpoint: parseCheckpoint(note.text) }
}

/** A host, perhaps a port, and path segments: `news.example/log`, at most 200 characters. */
export function isOrigin(text: string): boolean {
  return (
    /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~-]+)*$/.test(text) &&
    encodeText(text).length <= 200
  )
}
