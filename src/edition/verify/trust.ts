// Walks the trust files of a copy from version 1 on, and asks whether something the reader already
// trusts vouches for them: a fingerprint, a log key, a trust file, or the memory of the last check.
import { decodeText, formatHex, parseHex, sameBytes, shorten } from '../log/bytes.ts'
import { sha256 } from '../log/hash.ts'
import { type NoteKey, parseVkey } from '../log/note.ts'
import {
  formatTrust,
  noPage,
  parseTrust,
  refuseTrust,
  type TrustFile,
  trustFingerprint,
  trustPath,
  trustSignaturePath,
} from '../log/trust.ts'
import type { Findings, Remembered } from './report.ts'
import type { Source } from './source.ts'

/** What the reader brings along. */
export type Anchor =
  | { readonly kind: 'fingerprint'; readonly digest: string }
  | { readonly kind: 'log'; readonly key: NoteKey }
  | { readonly kind: 'trust'; readonly trust: TrustFile }

export type TrustChain = {
  /** Version 1 first; at least one. */
  readonly versions: readonly TrustFile[]
  readonly latest: TrustFile
  /** SHA-256 of each version's file. */
  readonly digests: readonly string[]
}

/** A fingerprint (64 hexadecimal digits, spaces allowed), a verifier key, or the text of a trust file. */
export function parseAnchor(text: string): Anchor {
  const digest = text.replace(/\s/g, '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(digest)) return { kind: 'fingerprint', digest }
  if (text.startsWith('# xewer trust'))
    return { kind: 'trust', trust: parseTrust(new TextEncoder().encode(text)) }
  if (text.includes('+')) return { kind: 'log', key: parseVkey(text.trim()) }
  throw new SyntaxError(
    `Cannot parse key "${shorten(text)}": not a fingerprint, verifier key or trust file`,
  )
}

/** The fingerprint as the sheet prints it: sixteen groups of four digits. */
export function formatFingerprint(digest: string): string {
  parseHex(digest)
  return (digest.match(/.{4}/g) ?? []).join(' ')
}

/** The versions of the trust file that follow from one another, or null when not even the first holds. */
export async function readTrust(source: Source, findings: Findings): Promise<TrustChain | null> {
  const versions: TrustFile[] = []
  const digests: string[] = []
  for (;;) {
    const path = trustPath(versions.length + 1)
    const bytes = await source.read(path)
    if (bytes === null) break
    const next = await findings.guard(path, () => parseTrust(bytes))
    if (next === null) break
    const refusal = await findings.guard(path, async () =>
      refuseTrust(next, versions.at(-1) ?? null, await readSignatures(source, next.version)),
    )
    if (refusal !== null) findings.add('unknown-key', path, refusal)
    if (refusal !== null || findings.problems.some((problem) => problem.path === path)) break
    versions.push(next)
    digests.push(formatHex(sha256(bytes)))
  }
  const latest = versions.at(-1)
  if (latest !== undefined) return { versions, latest, digests }
  if (findings.problems.length === 0)
    findings.add('missing', trustPath(1), 'a copy without it cannot be checked')
  return null
}

/** Whether a fingerprint or trust file that the reader brought belongs to the chain. */
export function isAnchored(anchor: Anchor, { versions, digests }: TrustChain): boolean {
  if (anchor.kind === 'fingerprint') return digests.includes(anchor.digest)
  if (anchor.kind === 'log') return versions.some((trust) => hasLogKey(trust, anchor.key))
  const pinned = withoutPage(anchor.trust)
  return versions.some((trust) => withoutPage(trust) === pinned)
}

/** Finds a chain that is not the remembered one, or ends before it. */
export function compareTrust(chain: TrustChain, seen: Remembered, findings: Findings): void {
  const path = trustPath(seen.trustVersion)
  if (chain.digests[0] !== seen.fingerprint)
    findings.add('unknown-key', trustPath(1), 'these are not the keys of the copy seen before')
  else if (chain.versions.length < seen.trustVersion)
    findings.add('stale', path, 'a copy seen before had this newer trust file')
  else if (chain.digests[seen.trustVersion - 1] !== seen.trustDigest)
    findings.add('fork', path, 'another trust file of that version was seen before')
}

function hasLogKey(trust: TrustFile, key: NoteKey): boolean {
  return trust.log.some((known) => sameBytes(known.publicKey, key.publicKey))
}

function withoutPage(trust: TrustFile): string {
  return trustFingerprint(formatTrust({ ...trust, page: noPage }))
}

async function readSignatures(source: Source, version: number): Promise<Uint8Array[]> {
  const signatures: Uint8Array[] = []
  for (;;) {
    const bytes = await source.read(trustSignaturePath(version, signatures.length + 1))
    if (bytes === null) return signatures
    decodeText(bytes)
    signatures.push(bytes)
  }
}
