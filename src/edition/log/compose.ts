// One edition, from what was touched to every file that proves it. Pure apart from the keys: the
// same arguments give the same bytes, so the publisher may compose again after a crash.
import type { KeyObject } from 'node:crypto'
import { encodeText, formatHex, parseBase64, parseHex } from './bytes.ts'
import { formatCheckpoint } from './checkpoint.ts'
import { sha256 } from './hash.ts'
import { goneHash, isReservedPath, isTreePath, type ListedFile, makeLists } from './list.ts'
import { signFile } from './minisign.ts'
import { type NoteSigner, signNote } from './note.ts'
import { formatProof } from './proof.ts'
import {
  checkRecord,
  type EditionRecord,
  editionPath,
  recordBytes,
  recordComment,
} from './record.ts'
import { signSsh } from './sshsig.ts'
import { appendRecord, type LogState, type TreeFile } from './tiles.ts'

/** The online keys: of the publisher only. */
export type SigningKeys = {
  /** Signs checkpoints; while a log key is being changed, the new one and the old one. */
  readonly log: readonly KeyObject[]
  /** Signs records, for minisign, signify and ssh-keygen. */
  readonly edition: KeyObject
}

export type EditionParts = {
  /** The number of the newest edition plus one. */
  readonly number: number
  readonly origin: string
  /** hourAfter(now), or `previous.time` when that is later: time never runs back in the log. */
  readonly timeRounded: string
  /** Full hour until which the next edition is promised. */
  readonly nextBy: string
  /** Files whose bytes changed, or every file of the tree when `full`; in any order. */
  readonly touched: readonly ListedFile[]
  /** Those of `touched` beside which a copy to be forwarded lies. */
  readonly forward?: readonly string[]
  /** Paths that exist no more; not those of forgotten articles, which no line may give away. */
  readonly gone: readonly string[]
  /** Marks of paths that were gone before, of lists that are being deleted: see goneHash(). */
  readonly goneBefore?: readonly string[]
  /** Lists that are being deleted with this edition; what lives of them must be in `touched`. */
  readonly forgotten?: readonly string[]
  readonly full: boolean
  /** 32 bytes of randomness, stored with the edition and never published. */
  readonly salt: Uint8Array
  readonly previous: LogState
  readonly keys: SigningKeys
}

export type ComposedEdition = {
  readonly record: string
  /** Paths of the lists, parts first. */
  readonly lists: readonly string[]
  /**
   * Lists, record, signatures, proof, tiles, checkpoint: put in place in this order by who cannot show
   * all of them at once.
   */
  readonly files: readonly TreeFile[]
  /** Partial tiles to remove, after the checkpoint stands. Some may not exist. */
  readonly gonePartials: readonly string[]
  readonly state: LogState
}

/** Throws RangeError on parts that make no edition; nothing is ever half composed. */
export function composeEdition(parts: EditionParts): ComposedEdition {
  checkParts(parts)
  const { number, origin, keys, previous } = parts
  const lists = makeLists({
    number,
    salt: parts.salt,
    files: parts.touched.toSorted((a, b) => compareText(a.path, b.path)),
    forward: (parts.forward ?? []).toSorted(compareText),
    gone: [
      ...new Set([
        ...parts.gone.map((path) => goneHash(origin, path)),
        ...(parts.goneBefore ?? []),
      ]),
    ].toSorted(compareText),
    forgotten: (parts.forgotten ?? []).toSorted(compareText),
  })
  const named = lists.at(-1)
  if (named === undefined) throw new RangeError(`Cannot compose edition "${number}": no list`)
  const record: EditionRecord = {
    number,
    origin,
    time: parts.timeRounded,
    next: parts.nextBy,
    full: parts.full,
    list: formatHex(sha256(encodeText(named.text))),
  }
  checkRecord(record)
  const bytes = recordBytes(record)
  const text = new TextDecoder().decode(bytes)
  const { state, files: tiles, gonePartials, proof } = appendRecord(previous, text, record.time)
  const root = parseBase64(state.root)
  const signers = keys.log.map((privateKey): NoteSigner => ({ name: origin, privateKey }))
  const checkpoint = signNote(formatCheckpoint({ origin, size: state.size, root }), signers)
  const comment = recordComment(record)
  const beside: readonly (readonly [string, string])[] = [
    ['txt', text],
    ['minisig', signFile('minisign', keys.edition, { bytes, comment })],
    ['sig', signFile('signify', keys.edition, { bytes, comment })],
    ['sshsig', signSsh(keys.edition, 'xewer-edition', bytes)],
    ['tlog-proof', formatProof(number - 1, proof, checkpoint)],
  ]
  const files = [
    ...lists.map(({ path, text: content }) => ({ path, bytes: encodeText(content) })),
    ...beside.map(([what, content]) => ({
      path: editionPath(number, what),
      bytes: encodeText(content),
    })),
    ...tiles,
    { path: 'log/checkpoint', bytes: encodeText(checkpoint) },
  ]
  return { record: text, lists: lists.map(({ path }) => path), files, gonePartials, state }
}

function checkParts(parts: EditionParts): void {
  const { number, previous, touched, gone, forgotten = [], salt, keys } = parts
  const fail = (state: string): never => {
    throw new RangeError(`Cannot compose edition "${number}": ${state}`)
  }
  if (number !== previous.size + 1) fail(`the log has ${previous.size} editions`)
  if (parts.timeRounded < previous.time) fail(`its time is before that of the last edition`)
  if (salt.length < 16) fail('its salt is shorter than 16 bytes')
  if (keys.log.length === 0) fail('no log key')
  const paths = [...touched.map(({ path }) => path), ...gone]
  const bad = paths.find((path) => !isTreePath(path) || isReservedPath(path))
  if (bad !== undefined) fail(`"${bad}" is no path of a published file`)
  if (new Set(paths).size !== paths.length) fail('a path is listed twice')
  const listed = new Set(touched.map(({ path }) => path))
  const lone = parts.forward?.find((path) => !listed.has(path))
  if (lone !== undefined) fail(`"${lone}" has a copy and is not listed`)
  for (const { sha256: digest } of touched)
    if (parseHex(digest).length !== 32) fail(`"${digest}" is no SHA-256 digest`)
  const list = forgotten.find((path) => !/^editions\/\d+(?:-\d{4})?\.sums$/.test(path))
  if (list !== undefined) fail(`"${list}" is no list`)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
