// Encryption for keeping: root keys and backups as age files, which the stock `age` program opens
// too. A passphrase is slow to try on purpose (scrypt, about a second).
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

/** 2^18 is age's own default; lower only in tests. */
const workFactor = 18

export async function sealWithPassphrase(
  bytes: Uint8Array,
  passphrase: string,
  workFactorLog2 = workFactor,
): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactorLog2)
  return encrypter.encrypt(bytes)
}

/** Throws when the passphrase is wrong or a byte has changed; the two cannot be told apart. */
export async function openWithPassphrase(
  sealed: Uint8Array,
  passphrase: string,
): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  return opened(decrypter, sealed)
}

/** A new identity (keep it) and the recipient to seal to (may lie anywhere). */
export async function makeIdentity(): Promise<{
  readonly identity: string
  readonly recipient: string
}> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** Seals a stream of any length. `recipients` are `age1...` public keys; the secret key of any opens it. */
export async function sealTo(
  plain: ReadableStream<Uint8Array>,
  recipients: readonly string[],
): Promise<ReadableStream<Uint8Array>> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(plain)
}

/** Opens a sealed stream; an altered byte fails where it is read. `identity`: an `AGE-SECRET-KEY-1...` line. */
export async function openWith(
  sealed: ReadableStream<Uint8Array>,
  identity: string,
): Promise<ReadableStream<Uint8Array>> {
  const decrypter = new Decrypter()
  try {
    decrypter.addIdentity(identity)
    return await decrypter.decrypt(sealed)
  } catch (cause) {
    throw wrongKey(cause)
  }
}

/** Whether `text` is a public key to seal to. */
export function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text)
    return true
  } catch {
    // The package says what is wrong with it; here it is only a question.
    return false
  }
}

async function opened(decrypter: Decrypter, sealed: Uint8Array): Promise<Uint8Array> {
  try {
    return await decrypter.decrypt(sealed)
  } catch (cause) {
    throw wrongKey(cause)
  }
}

function wrongKey(cause: unknown): Error {
  const message = 'Cannot open the sealed file: wrong passphrase or key, or it was altered'
  return new Error(message, { cause })
}
