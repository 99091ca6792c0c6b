// Secrets: made, hashed and sealed. What the studio hands out and must find unchanged later (steps of
// a sign-in, marks of known browsers) is sealed with the newsroom's own secret instead of being kept.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Db } from '../../store/db.ts'
import { putMeta, readMeta } from '../../store/newsroom.ts'
import { inTransaction } from '../../store/transaction.ts'

const metaName = 'studio-secret'

/** The newsroom's secret; made the first time. */
export async function studioSecret(db: Db): Promise<Uint8Array> {
  return inTransaction(db, async (tx) => {
    const known = await readMeta(tx, metaName)
    if (known !== null) return Buffer.from(known, 'base64url')
    const secret = randomBytes(32)
    await putMeta(tx, metaName, secret.toString('base64url'))
    return secret
  })
}

/** SHA-256 in base64url: how secrets that were given out are kept. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** A keyed hash; `purpose` keeps one use from standing in for another. */
export function keyedHash(secret: Uint8Array, purpose: string, text: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\n${text}`).digest()
}

/** `text` with a seal that openSealed() of the same purpose finds unbroken. */
export function seal(secret: Uint8Array, purpose: string, text: string): string {
  return `${text}.${keyedHash(secret, purpose, text).toString('base64url')}`
}

/** The text under an unbroken seal, or null. */
export function openSealed(secret: Uint8Array, purpose: string, sealed: string): string | null {
  const at = sealed.lastIndexOf('.')
  const text = sealed.slice(0, Math.max(at, 0))
  const given = Buffer.from(sealed.slice(at + 1), 'base64url')
  const wanted = keyedHash(secret, purpose, text)
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? text : null
}

const codeLetters = '23456789abcdefghjkmnpqrstvwxyz'

/** A code to be read and typed by people: "kx7m-2pqa-...", about five bits a letter. */
export function makeCode(random: (length: number) => Uint8Array, groups: number): string {
  const letters: string[] = []
  while (letters.length < groups * 4) {
    for (const byte of random(groups * 8)) {
      // Bytes that would favour the first letters are left out.
      if (byte < 240) letters.push(codeLetters[byte % codeLetters.length] ?? '')
    }
  }
  return Array.from({ length: groups }, (_, group) =>
    letters.slice(group * 4, group * 4 + 4).join(''),
  ).join('-')
}

/** A code as typed, in the form it was made in. */
export function tidyCode(typed: string): string {
  const letters = typed.toLowerCase().replace(/[^0-9a-z]/g, '')
  return letters.match(/.{1,4}/g)?.join('-') ?? ''
}
