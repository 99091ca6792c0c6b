// The trust file: an OpenSSH allowed_signers file, so `ssh-keygen -Y verify -f` reads it, whose
// comment lines say what OpenSSH has no words for. Version n + 1 counts only when signed by enough
// root keys of version n and of its own. No key is ever dropped: one is voided after an edition.
import {
  decodeText,
  encodeText,
  formatHex,
  parseBase64,
  parseCount,
  sameBytes,
  shorten,
} from './bytes.ts'
import { isOrigin } from './checkpoint.ts'
import { sha256 } from './hash.ts'
import { fileKeyName, formatFileKeyFile } from './minisign.ts'
import { formatVkey, type NoteKey, parseVkey } from './note.ts'
import {
  formatSshKey,
  isSshSigned,
  parseSshKey,
  parseSshSignature,
  sshFingerprint,
} from './sshsig.ts'
import type { TreeFile } from './tiles.ts'

export type EditionKey = {
  readonly publicKey: Uint8Array
  /** Editions dated from this hour on ... */
  readonly from: string
  /** ... and before this one may be signed by the key. */
  readonly until: string
}

export type VoidKey = {
  /** Of a log or edition key, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string
  /** The last edition for which the key counts; 0: it never did. */
  readonly after: number
  /** Root of the log at that size, so that the past is pinned too. Base64. */
  readonly root: string
}

export type TrustFile = {
  /** From 1, without gaps. */
  readonly version: number
  readonly origin: string
  /** How many of the root keys must sign. */
  readonly threshold: number
  /** SHA-256 of `verify.html`. */
  readonly page: string
  readonly log: readonly NoteKey[]
  readonly voids: readonly VoidKey[]
  readonly roots: readonly Uint8Array[]
  readonly editions: readonly EditionKey[]
}

/** Stands for the digest of the check page where that page itself holds the trust file. */
export const noPage = '0'.repeat(64)

export function formatTrust(trust: TrustFile): string {
  const { origin } = trust
  const lines = [
    `# xewer trust ${trust.version}`,
    `# origin ${origin}`,
    `# threshold ${trust.threshold}`,
    `# page ${trust.page}`,
    ...trust.log.map((key) => `# log ${formatVkey(key)}`),
    ...trust.voids.map((key) => `# void ${key.fingerprint} after ${key.after} ${key.root}`),
    ...trust.roots.map((key) => `${origin} namespaces="xewer-trust" ${formatSshKey(key)}`),
    ...trust.editions.map(
      ({ publicKey, from, until }) =>
        `${origin} namespaces="xewer-edition",valid-after="${sshTime(from)}",` +
        `valid-before="${sshTime(until)}" ${formatSshKey(publicKey)}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** Takes exactly what formatTrust() makes of a valid trust file. */
export function parseTrust(bytes: Uint8Array): TrustFile {
  const text = decodeText(bytes)
  const fail = (state: string): never => {
    throw new SyntaxError(`Cannot parse trust file "${shorten(text)}": ${state}`)
  }
  const take = (pattern: RegExp): string[][] =>
    [...text.matchAll(pattern)].map((match) => match.slice(1))
  const head = /^# xewer trust (\d+)\n# origin (\S+)\n# threshold (\d+)\n# page ([0-9a-f]{64})\n/
  const [, version = '', origin = '', threshold = '', page = ''] = head.exec(text) ?? []
  if (!isOrigin(origin)) fail('not the head of a trust file')
  const trust: TrustFile = {
    version: parseCount(version),
    origin,
    threshold: parseCount(threshold),
    page,
    log: take(/^# log (\S+)$/gm).map(([vkey = '']) => parseVkey(vkey)),
    voids: take(/^# void (SHA256:\S{43}) after (\d+) (\S+)$/gm).map(
      ([fingerprint = '', after = '', root = '']): VoidKey => {
        if (parseBase64(root).length !== 32) fail('a root is not 32 bytes')
        return { fingerprint, after: parseCount(after), root }
      },
    ),
    roots: take(/^\S+ namespaces="xewer-trust" (ssh-ed25519 \S+)$/gm).map(([key = '']) =>
      parseSshKey(key),
    ),
    editions: take(
      /^\S+ namespaces="xewer-edition",valid-after="(\d{14}Z)",valid-before="(\d{14}Z)" (ssh-ed25519 \S+)$/gm,
    ).map(
      ([from = '', until = '', key = '']): EditionKey => ({
        publicKey: parseSshKey(key),
        from: recordTime(from),
        until: recordTime(until),
      }),
    ),
  }
  if (trust.version < 1 || trust.threshold < 1 || trust.threshold > trust.roots.length)
    fail('its root keys cannot reach its threshold')
  if (trust.log.some(({ name }) => name !== origin)) fail('a log key is named otherwise')
  if (new Set(trust.roots.map(formatSshKey)).size !== trust.roots.length)
    fail('a root key stands twice')
  if (formatTrust(trust) !== text) fail('its lines are not in order')
  return trust
}

/** The fixed name of a newsroom's keys: the digest of a trust file, best of its first one. */
export function trustFingerprint(trustText: string): string {
  return formatHex(sha256(encodeText(trustText)))
}

export function trustPath(version: number): string {
  return `trust/${version}.signers`
}

/** Signature `count` (from 1) of a version of the trust file. */
export function trustSignaturePath(version: number, count: number): string {
  return `trust/${version}-${count}.sshsig`
}

/** The edition keys as files for `minisign -p` and `signify -p`. */
export function editionKeyFiles(trust: TrustFile): readonly TreeFile[] {
  return trust.editions.map(({ publicKey }) => ({
    path: `trust/${fileKeyName(publicKey)}.pub`,
    bytes: encodeText(formatFileKeyFile(publicKey)),
  }))
}

/**
 * Why `next` may not follow `before` (null: it is the first), or null when it may. `signatures` are
 * the signature files; each must be by a root key of one of the two.
 */
export async function refuseTrust(
  next: TrustFile,
  before: TrustFile | null,
  signatures: readonly Uint8Array[],
): Promise<string | null> {
  const message = encodeText(formatTrust(next))
  const signers: Uint8Array[] = []
  const known = [...next.roots, ...(before?.roots ?? [])]
  for (const file of signatures) {
    const { publicKey } = parseSshSignature(file, 'xewer-trust')
    if (!known.some((key) => sameBytes(key, publicKey)))
      return 'signed by a key that is no root key'
    if (!(await isSshSigned(publicKey, 'xewer-trust', { file, message })))
      return 'a signature does not hold'
    signers.push(publicKey)
  }
  const enough = ({ roots, threshold }: TrustFile): boolean =>
    roots.filter((key) => signers.some((signer) => sameBytes(signer, key))).length >= threshold
  if (!enough(next)) return 'not signed by enough of its own root keys'
  if (before === null) return next.version === 1 ? null : 'not the first version'
  if (!enough(before)) return `not signed by enough root keys of version ${before.version}`
  return refuseChange(next, before)
}

/** For which editions a log or edition key still counts: all (null), or up to the number given. */
export function voidAfter(trust: Pick<TrustFile, 'voids'>, publicKey: Uint8Array): number | null {
  const fingerprint = sshFingerprint(publicKey)
  return trust.voids.find((key) => key.fingerprint === fingerprint)?.after ?? null
}

function refuseChange(next: TrustFile, before: TrustFile): string | null {
  if (next.version !== before.version + 1) return `does not follow version ${before.version}`
  if (next.origin !== before.origin) return 'of another origin'
  const lines = new Set(formatTrust(next).split('\n'))
  const kept = formatTrust({ ...before, roots: next.roots })
    .split('\n')
    .slice(4)
  const lost = kept.find((line) => !lines.has(line))
  return lost === undefined ? null : `it drops "${shorten(lost)}"`
}

/** `2026-11-22T11:00:00Z` as OpenSSH 9.1 and later read it. */
function sshTime(time: string): string {
  return time.replace(/[-:T]/g, '')
}

function recordTime(time: string): string {
  return time.replace(/^(....)(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')
}
