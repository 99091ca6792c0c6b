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

/** `recipients` are `age1...` public keys; the matching secret key of any one of them opens it. */
export async function sealTo(
  bytes: Uint8Array,
  recipients: readonly string[],
): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes)
}

/** `identity` is an `AGE-SECRET-KEY-1...` line. */
export async function openWith(sealed: Uint8Array, identity: string): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return opened(decrypter, sealed)
}

async function opened(decrypter: Decrypter, sealed: Uint8Array): Promise<Uint8Array> {
  try {
    return await decrypter.decrypt(sealed)
  } catch (cause) {
    throw new Error('Cannot open the sealed file: wrong passphrase or key, or it was altered', {
      cause,
    })
  }
}
