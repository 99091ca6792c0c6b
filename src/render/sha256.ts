// SHA-256 for the one hash that stands inside a page: its style sheet's, in the page's own content
// security policy. This room has no node:crypto; everything that is signed is hashed elsewhere.

/** The hash of a text's UTF-8 bytes in base 64, as CSP writes it. Source: FIPS 180-4. */
export function sha256Base64(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const blocks = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6))
  for (const [i, byte] of bytes.entries()) blocks.setUint8(i, byte)
  blocks.setUint8(bytes.length, 0x80)
  blocks.setBigUint64(blocks.byteLength - 8, BigInt(bytes.length) * 8n)
  const state = fractions(8, 1 / 2)
  for (let at = 0; at < blocks.byteLength; at += 64) mixBlock(state, blocks, at)
  const digest = new DataView(new ArrayBuffer(32))
  for (const [i, word] of state.entries()) digest.setUint32(i * 4, word)
  return btoa(String.fromCharCode(...new Uint8Array(digest.buffer)))
}

function mixBlock(state: Uint32Array, blocks: DataView, at: number): void {
  const w = new Uint32Array(64)
  for (let i = 0; i < 16; i++) w[i] = blocks.getUint32(at + i * 4)
  for (let i = 16; i < 64; i++) {
    const [early, late] = [w[i - 15]!, w[i - 2]!]
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    w[i] = w[i - 16]! + s0 + w[i - 7]! + s1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, ...number[]]
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e!, 6) ^ rotate(e!, 11) ^ rotate(e!, 25)
    const t1 = (h! + s1 + ((e! & f!) ^ (~e! & g!)) + constants[i]! + w[i]!) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const mixed = [a, b, c, d, e!, f!, g!, h!]
  for (const [i, word] of mixed.entries()) state[i] = state[i]! + word
}

const constants = fractions(64, 1 / 3)

/** First 32 bits of the fractional parts of roots of the first `count` primes (FIPS 180-4, 4.2.2). */
function fractions(count: number, power: number): Uint32Array {
  const words = new Uint32Array(count)
  let found = 0
  for (let n = 2; found < count; n++) {
    if (isPrime(n)) words[found++] = (n ** power % 1) * 2 ** 32
  }
  return words
}

function isPrime(n: number): boolean {
  for (let i = 2; i * i <= n; i++) if (n % i === 0) return false
  return true
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}
