// minisign and signify: one form of public key for both; two kinds of signature. "ED" signs the
// BLAKE2b-512 digest (minisign's own), "Ed" the file itself (signify knows only this one).
// Formats: jedisct1/minisign src/minisign.h. Our comment lines are fixed, so no byte is free.
import type { KeyObject } from 'node:crypto'
import { decodeText, encodeText, formatBase64, joinBytes, parseBase64 } from './bytes.ts'
import { isSigned, publicBytes, signBytes } from './ed25519.ts'
import { blake2b512, sha256 } from './hash.ts'

/** `minisign` or `signify`: which program's default the signature is. */
export type FileSignatureKind = 'minisign' | 'signify'

const marks = { minisign: 'ED', signify: 'Ed' } as const
const untrusted = 'untrusted comment: signed by a key of this newsroom, see trust/'

/** The name by which minisign prints a key: its 8 bytes of id, as a little-endian number. */
export function fileKeyName(publicKey: Uint8Array): string {
  return Array.from(fileKeyId(publicKey).toReversed(), (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}

/** The text after `minisign -P`. */
export function formatFileKey(publicKey: Uint8Array): string {
  return formatBase64(joinBytes(encodeText('Ed'), fileKeyId(publicKey), publicKey))
}

/** The `.pub` file that `minisign -p` and `signify -p` read. */
export function formatFileKeyFile(publicKey: Uint8Array): string {
  const name = fileKeyName(publicKey)
  return `untrusted comment: minisign public key ${name}\n${formatFileKey(publicKey)}\n`
}

/** The four lines of a signature file. `comment` is signed too; it may not hold a line end. */
export function signFile(
  kind: FileSignatureKind,
  key: KeyObject,
  { bytes, comment }: { readonly bytes: Uint8Array; readonly comment: string },
): string {
  const signature = signBytes(key, messageOf(kind, bytes))
  const global = signBytes(key, joinBytes(signature, encodeText(comment)))
  return signatureText(kind, publicBytes(key), { signature, global, comment })
}

/** True when `file` is, byte for byte, a signature of that kind over `bytes` and `comment`. */
export async function isFileSigned(
  kind: FileSignatureKind,
  publicKey: Uint8Array,
  { file, bytes, comment }: { file: Uint8Array; bytes: Uint8Array; comment: string },
): Promise<boolean> {
  const [, head = '', , tail = ''] = decodeText(file).split('\n')
  const [signature, global] = [parseBase64(head).slice(10), parseBase64(tail)]
  return (
    signatureText(kind, publicKey, { signature, global, comment }) === decodeText(file) &&
    (await isSigned(publicKey, messageOf(kind, bytes), signature)) &&
    (await isSigned(publicKey, joinBytes(signature, encodeText(comment)), global))
  )
}

function signatureText(
  kind: FileSignatureKind,
  publicKey: Uint8Array,
  parts: { readonly signature: Uint8Array; readonly global: Uint8Array; readonly comment: string },
): string {
  const head = joinBytes(encodeText(marks[kind]), fileKeyId(publicKey), parts.signature)
  const trusted = `trusted comment: ${parts.comment}`
  return `${[untrusted, formatBase64(head), trusted, formatBase64(parts.global)].join('\n')}\n`
}

function messageOf(kind: FileSignatureKind, bytes: Uint8Array): Uint8Array {
  return kind === 'minisign' ? blake2b512(bytes) : bytes
}

/** Any 8 bytes would do; derived ones need no storing. */
function fileKeyId(publicKey: Uint8Array): Uint8Array {
  return sha256(publicKey).slice(0, 8)
}
