// What it costs to hear one sound as another, and the distance of two words made of such costs.
// Symmetric by construction; a sound more or less costs little when the script or Chinese adds fillers.

/** Groups of sounds with the cost of taking one for another of the same group; the lowest wins. */
const groups: readonly (readonly [string, number])[] = [
  ['aA', 0.12],
  ['eA', 0.12],
  ['iI', 0.08],
  ['oO', 0.08],
  ['uU', 0.08],
  ['ei', 0.22],
  ['ae', 0.22],
  ['AI', 0.3],
  ['oOuU', 0.22],
  ['aAo', 0.32],
  ['iIuUeO', 0.35],
  ['aAeiIoOuU', 0.45],
  ['kq', 0.05],
  ['gG', 0.1],
  ['Xh', 0.12],
  ['qX', 0.3],
  ['qGg', 0.3],
  ['kg', 0.35],
  ['kX', 0.35],
  ['kh', 0.45],
  ['qh', 0.4],
  ['GX', 0.45],
  ['Gh', 0.45],
  ['jZ', 0.06],
  ['jc', 0.4],
  ['jy', 0.22],
  ['Zy', 0.35],
  ['cS', 0.4],
  ['cC', 0.35],
  ['ZSz', 0.45],
  ['jz', 0.4],
  ['dj', 0.5],
  ['sS', 0.35],
  ['sz', 0.25],
  ['sC', 0.3],
  ['zC', 0.3],
  ['td', 0.3],
  ['bp', 0.25],
  ['fp', 0.3],
  ['fv', 0.3],
  ['bv', 0.3],
  ['fXh', 0.55],
  ['bw', 0.35],
  ['vw', 0.06],
  ['nN', 0.12],
  ['mn', 0.4],
  ['mb', 0.55],
  ['lr', 0.6],
  ['gN', 0.5],
  ['zd', 0.45],
  ['st', 0.6],
  ['uUow', 0.25],
  ['iIy', 0.2],
  ['ey', 0.35],
  // doubtful letters
  ['xX', 0.06],
  ['xS', 0.12],
  ['xs', 0.22],
  ['xh', 0.15],
  ['xk', 0.35],
  ['xq', 0.35],
  ['qc', 0.35],
  ['Jj', 0.1],
  ['JZ', 0.15],
  ['Jc', 0.15],
  ['Jk', 0.15],
  ['Jq', 0.25],
  ['Js', 0.25],
  ['JC', 0.15],
  ['Ll', 0.05],
  ['Lr', 0.08],
  ['Wwv', 0.05],
  ['WuUoO', 0.1],
  ['Yy', 0.05],
  ['YiIe', 0.1],
  ['Ya', 0.4],
  ['*aAeiIoOuU', 0.1],
  ['1a', 0.05],
  ['1A', 0.05],
  ['1e', 0.15],
  ['1*', 0.1],
  ['2eA', 0.1],
  ['2aiI', 0.15],
  ['2uUoO', 0.3],
  ['3iI', 0.05],
  ['3eA', 0.25],
  ['4o', 0.05],
  ['4uaO', 0.2],
  ['5uU', 0.05],
  ['5oO', 0.15],
  ['12345', 0.1],
  ['12345aAeiIoOuU', 0.4],
  ['7yY', 0.05],
  ['7iI', 0.1],
  ['8wWv', 0.1],
  ['8uo', 0.1],
]

/** What a sound more or less costs; consonants not named here cost 0.85. */
const single: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'aAeiIoOuU'].map((sound) => [sound, 0.5])),
  ...Object.fromEntries([...'12345*'].map((sound) => [sound, 0.1])),
  7: 0.1,
  8: 0.15,
  h: 0.4,
  y: 0.35,
  w: 0.5,
  W: 0.4,
  Y: 0.3,
  G: 0.6,
  P: 0.4,
  V: 0.6,
  n: 0.75,
  r: 0.75,
  L: 0.7,
}

/** Weight of a sound in the length of a word. */
const lengths: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'12345*'].map((sound) => [sound, 0.3])),
  7: 0.2,
  8: 0.2,
  P: 0.5,
  V: 0.7,
}

const size = 128
const consonantCost = 0.85
const mixedCost = 1.1
const vowels = 'aAeiIoOuU12345*'

/** substitution[a * 128 + b]: the cost of hearing sound a as sound b. */
const substitution: Float64Array = (() => {
  const costs = new Float64Array(size * size).fill(1)
  const set = (a: number, b: number, cost: number): void => {
    const old = costs[a * size + b] ?? 1
    if (cost < old) {
      costs[a * size + b] = cost
      costs[b * size + a] = cost
    }
  }
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const isMixed =
        vowels.includes(String.fromCharCode(a)) !== vowels.includes(String.fromCharCode(b))
      if (isMixed) costs[a * size + b] = mixedCost
    }
  }
  for (let a = 0; a < size; a++) costs[a * size + a] = 0
  for (const [sounds, cost] of groups)
    for (const a of sounds)
      for (const b of sounds) if (a !== b) set(a.charCodeAt(0), b.charCodeAt(0), cost)
  return costs
})()

const gaps = bySound(single, consonantCost)
const weights = bySound(lengths, 1)
/** A vowel that an unvocalised spelling leaves out. */
const unwrittenCost = 0.14
const gapsUnwritten = gaps.map((cost, code) =>
  vowels.includes(String.fromCharCode(code)) ? Math.min(unwrittenCost, cost) : cost,
)

function bySound(table: Readonly<Record<string, number>>, other: number): Float64Array {
  return Float64Array.from({ length: size }, (_, code) => table[String.fromCharCode(code)] ?? other)
}

/** How many full sounds long a word is. */
export function soundLength(sounds: string): number {
  let sum = 0
  for (let at = 0; at < sounds.length; at++) sum += weights[sounds.charCodeAt(at)] ?? 1
  return sum
}

export function gapCost(sound: string): number {
  return gaps[sound.charCodeAt(0)] ?? consonantCost
}

export function substitutionCost(a: string, b: string): number {
  return substitution[a.charCodeAt(0) * size + b.charCodeAt(0)] ?? 1
}

const rowLength = 128
const rowA = new Float64Array(rowLength)
const rowB = new Float64Array(rowLength)
/** No sound costs less than this for its weight in the length, vowels of unwritten scripts apart. */
const gapPerLength = 0.33

/** A distance that the lengths alone promise, without looking at the sounds. */
export function leastDistance(lengthA: number, lengthB: number, unwritten: boolean): number {
  return Math.abs(lengthA - lengthB) * (unwritten ? unwrittenCost : gapPerLength)
}

/**
 * The distance of two words of sounds: the cheapest way to turn one into the other.
 * `unwritten` says that one of the two leaves vowels out. Above `limit` the answer is only "more".
 */
export function soundDistance(a: string, b: string, unwritten: boolean, limit: number): number {
  const gapsHere = unwritten ? gapsUnwritten : gaps
  const n = Math.min(a.length, rowLength - 1)
  const m = Math.min(b.length, rowLength - 1)
  let [before, now] = [rowA, rowB]
  before[0] = 0
  for (let j = 1; j <= m; j++) before[j] = before[j - 1]! + gapsHere[b.charCodeAt(j - 1)]!
  for (let i = 1; i <= n; i++) {
    const code = a.charCodeAt(i - 1)
    const row = code * size
    const gap = gapsHere[code]!
    let left = before[0]! + gap
    let diagonal = before[0]!
    let least = left
    now[0] = left
    for (let j = 1; j <= m; j++) {
      const other = b.charCodeAt(j - 1)
      const above = before[j]!
      let cost = diagonal + substitution[row + other]!
      if (above + gap < cost) cost = above + gap
      if (left + gapsHere[other]! < cost) cost = left + gapsHere[other]!
      now[j] = cost
      left = cost
      diagonal = above
      if (cost < least) least = cost
    }
    if (least > limit) return least
    const spare = before
    before = now
    now = spare
  }
  return before[m]!
}
