// The newsroom's keys. The root key signs trust files only and lives offline, sealed with a
// passphrase; the log and edition keys are the publisher's and lie in keys/, readable by it alone.
import type { KeyObject } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { decodeText, encodeText, formatHex } from '../log/bytes.ts'
import type { SigningKeys } from '../log/compose.ts'
import { formatPrivateKey, makePrivateKey, parsePrivateKey, publicBytes } from '../log/ed25519.ts'
import { sha256 } from '../log/hash.ts'
import { makeNoteKey } from '../log/note.ts'
import { signSsh, sshFingerprint } from '../log/sshsig.ts'
import type { TreeFile } from '../log/tiles.ts'
import {
  editionKeyFiles,
  formatTrust,
  noPage,
  type TrustFile,
  trustPath,
  trustSignaturePath,
  voidAfter,
} from '../log/trust.ts'
import { renderVerifyPage } from '../verify-page/render.ts'
import { openWithPassphrase, sealWithPassphrase } from './age.ts'

export type NewKeys = {
  /** To be sealed, written where the user says, and forgotten. */
  readonly root: KeyObject
  readonly online: SigningKeys
  /** Version 1, to be signed by `root` with signTrust(). */
  readonly trust: TrustFile
}

/** A time during which an edition key may sign: two full hours, see hourAfter(). */
export type KeyWindow = { readonly from: string; readonly until: string }

export type Revocation = {
  /** Which of the newsroom's keys are void from now on; null: all that the trust file names. */
  readonly keys: SigningKeys | null
  /** The last edition that the newsroom itself made, and the root of the log at it (base64). */
  readonly after: number
  readonly root: string
}

/** New keys of a newsroom with one root key. */
export function makeKeys(origin: string, window: KeyWindow): NewKeys {
  const root = makePrivateKey()
  const online = { log: [makePrivateKey()], edition: makePrivateKey() }
  const empty: TrustFile = {
    version: 1,
    origin,
    threshold: 1,
    page: noPage,
    log: [],
    voids: [],
    roots: [publicBytes(root)],
    editions: [],
  }
  return { root, online, trust: withKeys(empty, online, window) }
}

/**
 * The next trust file with new online keys. The old edition key still holds for its window and the
 * old log key stays known; to end them, revoke. During the change both log keys sign.
 */
export function rotate(
  trust: TrustFile,
  online: Pick<SigningKeys, 'log'>,
  window: KeyWindow,
): { readonly trust: TrustFile; readonly online: SigningKeys } {
  const fresh = { log: [makePrivateKey()], edition: makePrivateKey() }
  const next = withKeys({ ...trust, version: trust.version + 1 }, fresh, window)
  return { trust: next, online: { ...fresh, log: [...fresh.log, ...online.log.slice(0, 1)] } }
}

/** The next trust file, in which stolen keys count up to one edition only, and new ones replace them. */
export function revoke(
  trust: TrustFile,
  { keys, after, root }: Revocation,
  window: KeyWindow,
): { readonly trust: TrustFile; readonly online: SigningKeys } {
  const stolen =
    keys === null
      ? [...trust.log, ...trust.editions].map(({ publicKey }) => publicKey)
      : [...keys.log, keys.edition].map(publicBytes)
  const voids = stolen
    .filter((key) => voidAfter(trust, key) === null)
    .map((key) => ({ fingerprint: sshFingerprint(key), after, root }))
  const online = { log: [makePrivateKey()], edition: makePrivateKey() }
  const base = { ...trust, version: trust.version + 1, voids: [...trust.voids, ...voids] }
  return { trust: withKeys(base, online, window), online }
}

/**
 * The files of one version: the trust file, one signature by each root key, the keys for minisign,
 * and the check page with these keys inside, whose digest the trust file then states.
 */
export function signTrust(trust: TrustFile, roots: readonly KeyObject[]): readonly TreeFile[] {
  const page = renderVerifyPage(trust)
  const text = formatTrust({ ...trust, page: formatHex(sha256(page)) })
  const message = encodeText(text)
  return [
    { path: trustPath(trust.version), bytes: message },
    ...roots.map((root, at) => ({
      path: trustSignaturePath(trust.version, at + 1),
      bytes: encodeText(signSsh(root, 'xewer-trust', message)),
    })),
    ...editionKeyFiles(trust),
    { path: 'verify.html', bytes: page },
  ]
}

/** Puts the online keys into a folder that only its owner may enter (0700, files 0600). */
export function writeOnlineKeys(folder: string, { log, edition }: SigningKeys): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  writeSecret(join(folder, 'log.pem'), log.map(formatPrivateKey).join(''))
  writeSecret(join(folder, 'edition.pem'), formatPrivateKey(edition))
}

/** Whether there are online keys: a newsroom made from a copy of its site has none at first. */
export function hasOnlineKeys(folder: string): boolean {
  return ['log.pem', 'edition.pem'].every((name) => existsSync(join(folder, name)))
}

/** Throws when a key is missing, is none, or may be read by others than its owner. */
export function readOnlineKeys(folder: string): SigningKeys {
  const log = readSecret(join(folder, 'log.pem')).split(/(?<=-----END PRIVATE KEY-----\n)/)
  return {
    log: log.map(parsePrivateKey),
    edition: parsePrivateKey(readSecret(join(folder, 'edition.pem'))),
  }
}

/** Writes the root key as an age file into a folder that exists; never over another key. */
export async function writeRootKey(
  path: string,
  root: KeyObject,
  seal: { readonly passphrase: string; readonly workFactorLog2?: number },
): Promise<void> {
  const pem = encodeText(formatPrivateKey(root))
  const sealed = await sealWithPassphrase(pem, seal.passphrase, seal.workFactorLog2)
  writeFileSync(path, sealed, { mode: 0o600, flag: 'wx', flush: true })
}

export async function readRootKey(path: string, passphrase: string): Promise<KeyObject> {
  return parsePrivateKey(decodeText(await openWithPassphrase(readFileSync(path), passphrase)))
}

function withKeys(trust: TrustFile, online: SigningKeys, window: KeyWindow): TrustFile {
  const log = online.log.map((key) => makeNoteKey(trust.origin, publicBytes(key)))
  return {
    ...trust,
    log: [...trust.log, ...log],
    editions: [...trust.editions, { publicKey: publicBytes(online.edition), ...window }],
  }
}

function writeSecret(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
}

function readSecret(path: string): string {
  if ((statSync(path).mode & 0o077) !== 0)
    throw new Error(`Cannot use key "${path}": others than its owner may read it (chmod 600)`)
  return readFileSync(path, 'utf8')
}
