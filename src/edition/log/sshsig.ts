// OpenSSH public keys and file signatures (OpenSSH PROTOCOL.sshsig), Ed25519 with SHA-512 only.
// `ssh-keygen -Y verify` needs the namespace the signature was made for: it is part of what is signed.
import type { KeyObject } from 'node:crypto'
import {
  decodeText,
  encodeText,
  formatBase64,
  joinBytes,
  parseBase64,
  sameBytes,
  shorten,
} from './bytes.ts'
import { isSigned, publicBytes, signBytes } from './ed25519.ts'
import { sha256, sha512 } from './hash.ts'

/** What a key may sign: edition records, or trust files. */
export type SshNamespace = 'xewer-edition' | 'xewer-trust'

const algorithm = encodeText('ssh-ed25519')
const magic = encodeText('SSHSIG')
const [begin, end] = ['-----BEGIN SSH SIGNATURE-----', '-----END SSH SIGNATURE-----']

/** `ssh-ed25519 AAAA...`, without a comment. */
export function formatSshKey(publicKey: Uint8Array): string {
  return `ssh-ed25519 ${formatBase64(keyBlob(publicKey))}`
}

export function parseSshKey(text: string): Uint8Array {
  const [, base64 = ''] = /^ssh-ed25519 (\S+)$/.exec(text) ?? []
  const publicKey = parseBase64(base64).slice(-32)
  if (publicKey.length !== 32 || formatSshKey(publicKey) !== text)
    throw new SyntaxError(`Cannot parse SSH key "${shorten(text)}": not an Ed25519 public key`)
  return publicKey
}

/** `SHA256:...` as `ssh-keygen -l` prints it. */
export function sshFingerprint(publicKey: Uint8Array): string {
  return `SHA256:${formatBase64(sha256(keyBlob(publicKey))).replace(/=+$/, '')}`
}

export function signSsh(key: KeyObject, namespace: SshNamespace, message: Uint8Array): string {
  const signature = signBytes(key, signedBytes(namespace, sha512(message)))
  return armour(publicBytes(key), namespace, signature)
}

/** The 64 bytes of a signature's key and signature parts, with the key it claims. */
export function parseSshSignature(
  file: Uint8Array,
  namespace: SshNamespace,
): { readonly publicKey: Uint8Array; readonly signature: Uint8Array } {
  const text = decodeText(file)
  const fail = (): never => {
    throw new SyntaxError(`Cannot parse SSH signature "${shorten(text)}": not of "${namespace}"`)
  }
  const lines = text.split('\n')
  if (lines[0] !== begin || lines.at(-2) !== end) fail()
  const blob = parseBase64(lines.slice(1, -2).join(''))
  // "SSHSIG", version, then the key blob: its length (51), "ssh-ed25519" with length, key with length
  const keyAt = magic.length + 4 + 4 + 4 + algorithm.length + 4
  const publicKey = blob.slice(keyAt, keyAt + 32)
  const signature = blob.slice(-64)
  if (publicKey.length !== 32 || armour(publicKey, namespace, signature) !== text) fail()
  return { publicKey, signature }
}

/** True when `file` is the signature by exactly that key, in that namespace, over `message`. */
export async function isSshSigned(
  publicKey: Uint8Array,
  namespace: SshNamespace,
  { file, message }: { readonly file: Uint8Array; readonly message: Uint8Array },
): Promise<boolean> {
  const parsed = parseSshSignature(file, namespace)
  if (!sameBytes(parsed.publicKey, publicKey)) return false
  return isSigned(publicKey, signedBytes(namespace, await sha512(message)), parsed.signature)
}

/** The whole file, lines of 70 characters as ssh-keygen writes them. */
function armour(publicKey: Uint8Array, namespace: SshNamespace, signature: Uint8Array): string {
  const blob = joinBytes(
    magic,
    uint32(1),
    field(keyBlob(publicKey)),
    field(encodeText(namespace)),
    field(new Uint8Array()),
    field(encodeText('sha512')),
    field(joinBytes(field(algorithm), field(signature))),
  )
  const lines = formatBase64(blob).match(/.{1,70}/g) ?? []
  return `${[begin, ...lines, end].join('\n')}\n`
}

function signedBytes(namespace: SshNamespace, digest: Uint8Array): Uint8Array {
  const [space, none] = [encodeText(namespace), new Uint8Array()]
  return joinBytes(magic, field(space), field(none), field(encodeText('sha512')), field(digest))
}

function keyBlob(publicKey: Uint8Array): Uint8Array {
  return joinBytes(field(algorithm), field(publicKey))
}

/** A string of the SSH protocol: length in four bytes, then the bytes (RFC 4251 section 5). */
function field(bytes: Uint8Array): Uint8Array {
  return joinBytes(uint32(bytes.length), bytes)
}

function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}
