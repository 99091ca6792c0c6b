// The digests of the formats without Node: stands in the place of log/hash.ts inside the check page.
// Written out because the log is walked synchronously, which the browser's own digests do not allow.

const bits32 = 2 ** 32
const primes = firstPrimes(80)
const roundConstants = primes.slice(0, 64).map((prime) => Number(fraction(prime, 3, 32)))
const startWords = primes.slice(0, 8).map((prime) => Number(fraction(prime, 2, 32)))
const longConstants = primes.map((prime) => fraction(prime, 3, 64))
const longStart = primes.slice(0, 8).map((prime) => fraction(prime, 2, 64))
const mask = (1n << 64n) - 1n

/** FIPS 180-4 section 6.2. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const state = Int32Array.from(startWords)
  const padded = pad(bytes, 64)
  const view = new DataView(padded.buffer)
  const words = new Int32Array(64)
  for (let at = 0; at < padded.length; at += 64) {
    for (let t = 0; t < 16; t += 1) words[t] = view.getInt32(at + t * 4)
    for (let t = 16; t < 64; t += 1) {
      const [a, b] = [words[t - 15] ?? 0, words[t - 2] ?? 0]
      const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
      const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
      words[t] = ((words[t - 16] ?? 0) + s0 + (words[t - 7] ?? 0) + s1) | 0
    }
    mixBlock(state, words)
  }
  const digest = new DataView(new ArrayBuffer(32))
  for (const [at, word] of state.entries()) digest.setInt32(at * 4, word)
  return new Uint8Array(digest.buffer)
}

/** FIPS 180-4 section 6.4. Slow; only records and trust files are hashed with it. */
export function sha512(bytes: Uint8Array): Uint8Array {
  const padded = pad(bytes, 128)
  const view = new DataView(padded.buffer)
  let state = longStart
  for (let at = 0; at < padded.length; at += 128) {
    const words = Array.from({ length: 16 }, (_, t) => view.getBigUint64(at + t * 8))
    for (let t = 16; t < 80; t += 1) {
      const [a, b] = [words[t - 15] ?? 0n, words[t - 2] ?? 0n]
      const s0 = turnLong(a, 1n) ^ turnLong(a, 8n) ^ (a >> 7n)
      const s1 = turnLong(b, 19n) ^ turnLong(b, 61n) ^ (b >> 6n)
      words.push(((words[t - 16] ?? 0n) + s0 + (words[t - 7] ?? 0n) + s1) & mask)
    }
    const mixed = words.reduce(mixLong, state)
    state = state.map((word, place) => (word + (mixed[place] ?? 0n)) & mask)
  }
  return fromLong(state, false)
}

/** RFC 7693, unkeyed, 64 bytes. */
export function blake2b512(bytes: Uint8Array): Uint8Array {
  let state = longStart.map((word, at) => (at === 0 ? word ^ 0x01010040n : word))
  const blocks = Math.max(1, Math.ceil(bytes.length / 128))
  for (let block = 0; block < blocks; block += 1) {
    const part = new Uint8Array(128)
    part.set(bytes.slice(block * 128, block * 128 + 128))
    const view = new DataView(part.buffer)
    const words = Array.from({ length: 16 }, (_, t) => view.getBigUint64(t * 8, true))
    const isLast = block === blocks - 1
    const work = [...state, ...longStart]
    work[12] = (work[12] ?? 0n) ^ BigInt(isLast ? bytes.length : (block + 1) * 128)
    if (isLast) work[14] = (work[14] ?? 0n) ^ mask
    for (let round = 0; round < 12; round += 1) blakeRound(work, words, round)
    state = state.map((word, at) => word ^ (work[at] ?? 0n) ^ (work[at + 8] ?? 0n))
  }
  return fromLong(state, true)
}

const blakeOrder = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
]
const blakeSteps = ['048c', '159d', '26ae', '37bf', '05af', '16bc', '278d', '349e']

function blakeRound(work: bigint[], words: readonly bigint[], round: number): void {
  const order = places(blakeOrder[round % 10] ?? '')
  for (const [step, places4] of blakeSteps.entries()) {
    const [a = 0, b = 0, c = 0, d = 0] = places(places4)
    for (const [half, first, second] of [
      [0, 32n, 24n],
      [1, 16n, 63n],
    ] as const) {
      const word = words[order[step * 2 + half] ?? 0] ?? 0n
      work[a] = ((work[a] ?? 0n) + (work[b] ?? 0n) + word) & mask
      work[d] = turnLong((work[d] ?? 0n) ^ (work[a] ?? 0n), first)
      work[c] = ((work[c] ?? 0n) + (work[d] ?? 0n)) & mask
      work[b] = turnLong((work[b] ?? 0n) ^ (work[c] ?? 0n), second)
    }
  }
}

function places(digits: string): number[] {
  return [...digits].map((digit) => Number.parseInt(digit, 16))
}

function mixBlock(state: Int32Array, words: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let t = 0; t < 64; t += 1) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const one = (h + s1 + ((e & f) ^ (~e & g)) + (roundConstants[t] ?? 0) + (words[t] ?? 0)) | 0
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries())
    state[at] = ((state[at] ?? 0) + word) | 0
}

function mixLong(state: readonly bigint[], word: bigint, t: number): bigint[] {
  const [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state
  const s1 = turnLong(e, 14n) ^ turnLong(e, 18n) ^ turnLong(e, 41n)
  const one = h + s1 + ((e & f) ^ (~e & mask & g)) + (longConstants[t] ?? 0n) + word
  const s0 = turnLong(a, 28n) ^ turnLong(a, 34n) ^ turnLong(a, 39n)
  const two = s0 + ((a & b) ^ (a & c) ^ (b & c))
  return [(one + two) & mask, a, b, c, (d + one) & mask, e, f, g]
}

/** The message, a one bit, zeros, and its length in bits at the end of the last block. */
function pad(bytes: Uint8Array, block: number): Uint8Array<ArrayBuffer> {
  const length = Math.ceil((bytes.length + 1 + block / 8) / block) * block
  const padded = new Uint8Array(length)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(length - 8, Math.floor((bytes.length * 8) / bits32))
  view.setUint32(length - 4, (bytes.length * 8) % bits32)
  return padded
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function turnLong(word: bigint, by: bigint): bigint {
  return ((word >> by) | (word << (64n - by))) & mask
}

function fromLong(words: readonly bigint[], little: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(words.length * 8))
  for (const [at, word] of words.entries()) view.setBigUint64(at * 8, word, little)
  return new Uint8Array(view.buffer)
}

/** The first `bits` bits after the point of the square (2) or cube (3) root of a prime. */
function fraction(prime: number, root: 2 | 3, bits: number): bigint {
  const target = BigInt(prime) << BigInt(root * bits)
  let [low, high] = [0n, 1n << BigInt(bits + 5)]
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** BigInt(root) <= target) low = middle
    else high = middle
  }
  return low & ((1n << BigInt(bits)) - 1n)
}

function firstPrimes(count: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate += 1)
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  return found
}
