// A newsroom in memory: the same formats and keys as the real one, no disk and no clock. For drills
// and for tests that need a published tree to attack.
import { encodeText, formatHex } from '../log/bytes.ts'
import { composeEdition, type SigningKeys } from '../log/compose.ts'
import { sha256 } from '../log/hash.ts'
import { isReservedPath } from '../log/list.ts'
import { hourAfter } from '../log/record.ts'
import { emptyLog, type LogState, type TreeFile } from '../log/tiles.ts'

export type Rehearsal = {
  readonly origin: string
  readonly keys: SigningKeys
  /** The published tree. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly state: LogState
}

export type Change = {
  readonly put?: readonly TreeFile[]
  readonly gone?: readonly string[]
  /** Paths that vanish without a line about them; their lists must be forgotten. */
  readonly erased?: readonly string[]
  /** Lists to delete, with their parts; what lives of them is listed again. */
  readonly forgotten?: readonly string[]
  /** Pages that get a copy to be forwarded; the caller makes it, see shareFile(). */
  readonly forward?: readonly string[]
  /** List every file anew. */
  readonly full?: boolean
}

/** Hours of the rehearsed newsroom: edition n is dated n hours later. */
const start = Date.UTC(2026, 0, 1)

export function startRehearsal(origin: string, keys: SigningKeys): Rehearsal {
  return { origin, keys, files: new Map(), state: emptyLog }
}

/** The newsroom after one more edition; the one before stays as it was. */
export function publishRehearsed(before: Rehearsal, change: Change): Rehearsal {
  const { origin, keys, state } = before
  const { put = [], gone = [], erased = [], forgotten = [], forward = [], full = false } = change
  const number = state.size + 1
  const files = new Map(before.files)
  const parts = [...files.keys()].filter((path) =>
    forgotten.includes(path.replace(/-\d{4}(?=\.sums$)/, '')),
  )
  for (const path of [...gone, ...erased, ...forgotten, ...parts]) files.delete(path)
  for (const { path, bytes } of put) files.set(path, bytes)
  const again = full || forgotten.length > 0 ? [...files.keys()] : put.map(({ path }) => path)
  const touched = again
    .filter((path) => !isReservedPath(path))
    .map((path) => ({ path, sha256: formatHex(sha256(files.get(path) ?? new Uint8Array())) }))
  const edition = composeEdition({
    number,
    origin,
    timeRounded: rehearsedTime(number),
    nextBy: rehearsedTime(number + 168),
    touched,
    forward,
    gone,
    forgotten,
    full,
    salt: sha256(encodeText(`rehearsal ${number}`)),
    previous: state,
    keys,
  })
  for (const { path, bytes } of edition.files) files.set(path, bytes)
  for (const path of edition.gonePartials) files.delete(path)
  return { origin, keys, files, state: edition.state }
}

/** When edition `number` of a rehearsal is dated. */
export function rehearsedTime(number: number): string {
  return hourAfter(start + number * 3_600_000)
}
