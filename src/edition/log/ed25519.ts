// Ed25519 with raw 32-byte public keys, which is how every format here carries them.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'

/** The fixed DER head of an Ed25519 SubjectPublicKeyInfo (RFC 8410 section 4). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')

export function makePrivateKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey
}

const halves = new WeakMap<KeyObject, Uint8Array>()

/** The 32 bytes of the public half. */
export function publicBytes(key: KeyObject): Uint8Array {
  let bytes = halves.get(key)
  if (bytes === undefined) {
    bytes = exportPublic(key)
    halves.set(key, bytes)
  }
  return bytes
}

function exportPublic(key: KeyObject): Uint8Array {
  const half = key.type === 'private' ? createPublicKey(key) : key
  return new Uint8Array(half.export({ type: 'spki', format: 'der' }).subarray(spkiHead.length))
}

/** PEM text (PKCS #8) to a private key; throws TypeError when it is not an Ed25519 key. */
export function parsePrivateKey(pem: string): KeyObject {
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyType !== 'ed25519')
    throw new TypeError(`Cannot use key "${key.asymmetricKeyType}": only Ed25519 is used here`)
  return key
}

export function formatPrivateKey(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

export function signBytes(key: KeyObject, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, key))
}

/** False for a wrong signature and for 32 bytes that are no key. */
export function isSigned(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean | Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  return verify(null, message, keyObject(publicKey), signature)
}

/** A check meets the same few keys thousands of times; making the object costs half of verifying. */
const recentKeys = new Map<string, KeyObject>()
const recentKeysMax = 64

function keyObject(publicKey: Uint8Array): KeyObject {
  const name = Buffer.from(publicKey).toString('latin1')
  const known = recentKeys.get(name)
  if (known !== undefined) return known
  const der = Buffer.concat([spkiHead, publicKey])
  const made = createPublicKey({ key: der, format: 'der', type: 'spki' })
  if (recentKeys.size >= recentKeysMax) recentKeys.clear()
  recentKeys.set(name, made)
  return made
}
