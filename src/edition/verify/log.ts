// Rebuilds the log of a copy from its records and compares every file of it: checkpoint, bundles,
// tiles, records, signatures, proofs. What is derived must be, byte for byte, what we derive.
import { encodeText, formatBase64, joinBytes, sameBytes } from '../log/bytes.ts'
import { type Checkpoint, parseSignedCheckpoint } from '../log/checkpoint.ts'
import { extendEdge, hashLeaf, rootOfEdge } from '../log/merkle.ts'
import { isFileSigned } from '../log/minisign.ts'
import { checkNote, type Note, type NoteSignature } from '../log/note.ts'
import { formatProof, isProven, parseProof } from '../log/proof.ts'
import { type EditionRecord, editionPath, parseRecord, recordComment } from '../log/record.ts'
import { isSshSigned, sshFingerprint } from '../log/sshsig.ts'
import { formatBundle, parseBundle, splitTile, tilePath, tileWidth } from '../log/tiles.ts'
import { type EditionKey, type TrustFile, voidAfter } from '../log/trust.ts'
import type { Findings } from './report.ts'
import type { Source } from './source.ts'

export type ReadLog = {
  readonly checkpoint: Checkpoint
  /** The checkpoint file as it stands. */
  readonly signed: string
  /** The record of edition n at n - 1, or null where it could not be read. */
  readonly records: readonly (EditionRecord | null)[]
  /** The root of the log at size n. */
  readonly roots: readonly Uint8Array[]
  /** Every file of the log and of the editions, lists apart, that belongs to the copy. */
  readonly paths: ReadonlySet<string>
  /** The largest size that each log key has signed, by its fingerprint. */
  readonly signedBy: ReadonlyMap<string, number>
}

type Context = {
  readonly source: Source
  readonly findings: Findings
  readonly trust: TrustFile
  /** Whether the copy can name its files: then partial tiles are looked for too. */
  readonly listable: boolean
  readonly paths: Set<string>
  readonly signedBy: Map<string, number>
}

const checkpointPath = 'log/checkpoint'

/** Null when there is no checkpoint to start from. `onEdition` hears of each edition checked. */
export async function readLog(
  given: Pick<Context, 'source' | 'findings' | 'trust' | 'listable'>,
  onEdition: (number: number, of: number) => void,
): Promise<ReadLog | null> {
  const context: Context = { ...given, paths: new Set([checkpointPath]), signedBy: new Map() }
  const { source, findings, trust } = context
  const file = await source.read(checkpointPath)
  if (file === null) findings.add('missing', checkpointPath, 'a copy without it cannot be checked')
  const parsed = file && (await findings.guard(checkpointPath, () => parseSignedCheckpoint(file)))
  if (!file || !parsed) return null
  const { note, checkpoint } = parsed
  if (checkpoint.origin !== trust.origin)
    findings.add('unknown-key', checkpointPath, `of "${checkpoint.origin}", not "${trust.origin}"`)
  await checkCheckpoint(context, checkpointPath, { note, size: checkpoint.size })
  const entries = await readEntries(context, checkpoint)
  const roots = rootsOf(entries.map(hashLeaf))
  await checkTiles(context, entries)
  const log = { checkpoint, signed: new TextDecoder().decode(file), roots, ...context }
  const records: (EditionRecord | null)[] = []
  for (const [at, entry] of entries.entries()) {
    records.push(await checkEdition(context, { number: at + 1, entry, root: roots[at + 1] }))
    onEdition(at + 1, entries.length)
  }
  checkOrder(context, records)
  return { ...log, records }
}

/** Each version of the trust file pins the log at the size after which it voids a key. */
export function checkPins({ roots }: ReadLog, trust: TrustFile, findings: Findings): void {
  for (const { after, root } of trust.voids) {
    const ours = roots[after]
    if (ours === undefined)
      findings.add(
        'stale',
        checkpointPath,
        `the trust file knows edition ${after}, this copy does not`,
      )
    else if (formatBase64(ours) !== root)
      findings.add('fork', checkpointPath, `the trust file pins another log of ${after} editions`)
  }
}

async function checkCheckpoint(
  { findings, trust, signedBy }: Context,
  path: string,
  { note, size }: { readonly note: Note; readonly size: number },
): Promise<void> {
  const signers = await findings.guard(path, () => checkNote(note, trust.log))
  if (signers === null) return
  const strange = note.signatures.find((line) => isStrange(line, trust))
  if (strange !== undefined)
    findings.add('altered', path, `it is signed by "${strange.name}", which is no log key`)
  const valid = signers.filter(({ publicKey }) => size <= (voidAfter(trust, publicKey) ?? size))
  for (const { publicKey } of valid) {
    const fingerprint = sshFingerprint(publicKey)
    signedBy.set(fingerprint, Math.max(size, signedBy.get(fingerprint) ?? 0))
  }
  if (valid.length > 0) return
  const reason = signers.length > 0 ? 'signed by a revoked log key' : 'signed by no known log key'
  findings.add('unknown-key', path, reason)
}

/**
 * A plain signature by a key that is not in the trust file. Cosignatures of witnesses are longer (they
 * hold a time) and are not ours to judge.
 */
function isStrange({ name, id, signature }: NoteSignature, trust: TrustFile): boolean {
  const known = trust.log.some((key) => key.name === name && sameBytes(key.id, id))
  return signature.length === 64 && !known
}

/** The records' bytes: from the bundles, or from what else leads to the signed root. */
async function readEntries(
  { source, findings }: Context,
  { size, root }: Checkpoint,
): Promise<readonly Uint8Array[]> {
  const bundled = await readBundles(source, size)
  if (sameBytes(rootOf(bundled), root)) return bundled
  const single: Uint8Array[] = []
  for (let number = 1; number <= size; number += 1) {
    const bytes = await source.read(editionPath(number, 'txt'))
    if (bytes === null) break
    single.push(bytes)
  }
  if (sameBytes(rootOf(single), root)) return single
  const mixed = await readByTiles({ source, size, root }, [bundled, single])
  if (mixed !== null) return mixed
  findings.add('altered', checkpointPath, 'its root is not that of the records in this copy')
  return bundled.length === size ? bundled : single
}

/** Stops at the first bundle that is missing or broken: the caller then knows too few entries. */
async function readBundles(source: Source, size: number): Promise<Uint8Array[]> {
  const entries: Uint8Array[] = []
  for (let index = 0; index * tileWidth < size; index += 1) {
    const width = Math.min(tileWidth, size - index * tileWidth)
    const bundle = await source.read(`log/${tilePath('entries', index, width)}`)
    const parsed = bundle && parseOrNull(() => parseBundle(bundle))
    if (!parsed || parsed.length !== width) break
    entries.push(...parsed)
  }
  return entries
}

/** When both kinds of copies are damaged: leaf hashes say which of the two is right, one by one. */
async function readByTiles(
  { source, size, root }: { source: Source; size: number; root: Uint8Array },
  candidates: readonly (readonly Uint8Array[])[],
): Promise<Uint8Array[] | null> {
  const leaves: Uint8Array[] = []
  for (let index = 0; index * tileWidth < size; index += 1) {
    const width = Math.min(tileWidth, size - index * tileWidth)
    const tile = await source.read(`log/${tilePath(0, index, width)}`)
    const hashes = tile && parseOrNull(() => splitTile(tile))
    if (!hashes || hashes.length !== width) return null
    leaves.push(...hashes)
  }
  if (!sameBytes(rootOfLeaves(leaves), root)) return null
  const found = leaves.map((leaf, at) =>
    candidates.map((list) => list[at]).find((entry) => entry && sameBytes(hashLeaf(entry), leaf)),
  )
  return found.every((entry) => entry !== undefined) ? found : null
}

async function checkTiles(context: Context, entries: readonly Uint8Array[]): Promise<void> {
  let [level, hashes] = [0, entries.map(hashLeaf)]
  for (let at = 0; at < entries.length; at += tileWidth)
    await checkTile(context, ['entries', at / tileWidth], entries.slice(at, at + tileWidth))
  while (hashes.length > 0) {
    const above: Uint8Array[] = []
    for (let at = 0; at < hashes.length; at += tileWidth) {
      const tile = hashes.slice(at, at + tileWidth)
      await checkTile(context, [level, at / tileWidth], tile)
      if (tile.length === tileWidth) above.push(rootOfLeaves(tile))
    }
    level += 1
    hashes = above
  }
}

/**
 * The file that must stand, and the partial ones before it: readers of older checkpoints ask for
 * them until the tile is full; then they may still be there. A server is not asked for those.
 */
async function checkTile(
  { source, findings, paths, listable }: Context,
  [level, index]: readonly [number | 'entries', number],
  content: readonly Uint8Array[],
): Promise<void> {
  const format = (part: readonly Uint8Array[]): Uint8Array =>
    level === 'entries' ? formatBundle(part) : joinBytes(...part)
  const path = `log/${tilePath(level, index, content.length)}`
  await expectBytes({ source, findings, paths }, path, format(content))
  if (!listable) return
  for (let width = 1; width < content.length; width += 1) {
    const partial = `log/${tilePath(level, index, width)}`
    if (content.length === tileWidth && (await source.read(partial)) === null) continue
    await expectBytes({ source, findings, paths }, partial, format(content.slice(0, width)))
  }
}

async function expectBytes(
  { source, findings, paths }: Pick<Context, 'source' | 'findings' | 'paths'>,
  path: string,
  expected: Uint8Array,
): Promise<void> {
  paths.add(path)
  const bytes = await source.read(path)
  if (bytes === null) findings.add('missing', path, 'part of the log')
  else if (!sameBytes(bytes, expected))
    findings.add('altered', path, 'not what the records of the log make')
}

async function checkEdition(
  context: Context,
  given: {
    readonly number: number
    readonly entry: Uint8Array
    readonly root?: Uint8Array | undefined
  },
): Promise<EditionRecord | null> {
  const { findings } = context
  const { number, entry, root = new Uint8Array() } = given
  const path = editionPath(number, 'txt')
  await expectBytes(context, path, entry)
  const record = await findings.guard(path, () => parseRecord(entry))
  if (record === null) return null
  if (record.number !== number || record.origin !== context.trust.origin) {
    findings.add('altered', path, `it says it is edition ${record.number} of ${record.origin}`)
    return null
  }
  for (const what of ['minisig', 'sig', 'sshsig'] as const)
    await checkSignature(context, { record, entry, what })
  await checkProof(context, { number, entry, root })
  return record
}

type SignatureFile = {
  readonly record: EditionRecord
  readonly entry: Uint8Array
  readonly what: 'minisig' | 'sig' | 'sshsig'
}

async function checkSignature(
  { source, findings, trust, paths }: Context,
  { record, entry, what }: SignatureFile,
): Promise<void> {
  const path = editionPath(record.number, what)
  paths.add(path)
  const file = await source.read(path)
  if (file === null) return findings.add('missing', path, 'a signature of its edition')
  let reason = 'not a signature of its edition by a known key'
  for (const key of trust.editions) {
    if (!(await holds({ record, entry, what }, key.publicKey, file))) continue
    const refusal = refuseKey(trust, key, record)
    if (refusal === null) return
    reason = refusal
    findings.add('unknown-key', path, reason)
    return
  }
  findings.add(what === 'sshsig' ? 'unknown-key' : 'altered', path, reason)
}

/** Why a key may not sign this edition, or null. */
function refuseKey(
  trust: TrustFile,
  { publicKey, from, until }: EditionKey,
  { number, time }: EditionRecord,
): string | null {
  const after = voidAfter(trust, publicKey)
  if (after !== null && number > after) return `its key is revoked after edition ${after}`
  return time < from || time >= until ? `its key is for editions from ${from} to ${until}` : null
}

/** False also when the file is in no form of a signature. */
async function holds(
  { record, entry, what }: SignatureFile,
  key: Uint8Array,
  file: Uint8Array,
): Promise<boolean> {
  try {
    if (what === 'sshsig') return await isSshSigned(key, 'xewer-edition', { file, message: entry })
    const kind = what === 'sig' ? 'signify' : 'minisign'
    return await isFileSigned(kind, key, { file, bytes: entry, comment: recordComment(record) })
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

/** The proof beside a record leads to the root at the record's own size, signed at that time. */
async function checkProof(
  context: Context,
  given: { readonly number: number; readonly entry: Uint8Array; readonly root: Uint8Array },
): Promise<void> {
  const { source, findings, paths } = context
  const { number, entry, root } = given
  const path = editionPath(number, 'tlog-proof')
  paths.add(path)
  const file = await source.read(path)
  if (file === null) return findings.add('missing', path, 'the proof of its edition')
  const proof = await findings.guard(path, () => parseProof(file))
  if (proof === null) return
  const { index, hashes, note, checkpoint, signed } = proof
  const canonical = encodeText(formatProof(index, hashes, signed))
  const fits =
    index === number - 1 &&
    checkpoint.size === number &&
    sameBytes(canonical, file) &&
    isProven(entry, proof)
  if (!fits || checkpoint.origin !== context.trust.origin || !sameBytes(checkpoint.root, root))
    return findings.add('altered', path, 'not the proof of its edition in this log')
  await checkCheckpoint(context, path, { note, size: number })
}

function checkOrder({ findings }: Context, records: readonly (EditionRecord | null)[]): void {
  for (const [at, record] of records.entries()) {
    const before = records[at - 1]
    if (record && before && record.time < before.time)
      findings.add(
        'altered',
        editionPath(record.number, 'txt'),
        'dated before the edition before it',
      )
  }
}

function rootsOf(leaves: readonly Uint8Array[]): readonly Uint8Array[] {
  let edge: readonly Uint8Array[] = []
  const roots = [rootOfEdge(edge)]
  for (const [size, leaf] of leaves.entries()) {
    edge = extendEdge(edge, size, leaf)
    roots.push(rootOfEdge(edge))
  }
  return roots
}

function rootOf(entries: readonly Uint8Array[]): Uint8Array {
  return rootOfLeaves(entries.map(hashLeaf))
}

function rootOfLeaves(leaves: readonly Uint8Array[]): Uint8Array {
  let edge: readonly Uint8Array[] = []
  for (const [size, leaf] of leaves.entries()) edge = extendEdge(edge, size, leaf)
  return rootOfEdge(edge)
}

function parseOrNull<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
