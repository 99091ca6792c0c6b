// Time-based one-time codes (RFC 6238, SHA-1, 30 seconds, six digits): what every authenticator
// program speaks.
import { createHmac, timingSafeEqual } from 'node:crypto'

const stepMs = 30_000
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The key as people type it into an authenticator: base 32 (RFC 4648) without padding. */
export function formatTotpKey(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

/** The code of the step that `at` (milliseconds since 1970) lies in. */
export function totpCode(key: string, at: number): string {
  return codeOfStep(key, Math.floor(at / stepMs))
}

/**
 * The step whose code was typed: the one of `now`, the one before or the one after (clocks differ);
 * null when it is none of them.
 */
export function findTotpStep(key: string, typed: string, now: number): number | null {
  const digits = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const current = Math.floor(now / stepMs)
  const steps = [current, current - 1, current + 1]
  return (
    steps.find((step) =>
      timingSafeEqual(Buffer.from(codeOfStep(key, step)), Buffer.from(digits)),
    ) ?? null
  )
}

function codeOfStep(key: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', parseTotpKey(key)).update(counter).digest()
  // RFC 4226, 5.3: the last nibble says where the 31 bits begin.
  const offset = (hash.at(-1) ?? 0) & 0xf
  return String((hash.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

function parseTotpKey(key: string): Uint8Array {
  let bits = ''
  for (const letter of key) bits += alphabet.indexOf(letter).toString(2).padStart(5, '0')
  const bytes = bits.match(/.{8}/g) ?? []
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2))
}
