// The parts of a request that choose a representation: Accept-Encoding, If-None-Match, Range
// (RFC 9110 sections 8, 12, 13, 14). A field that cannot be read is treated as not sent.

export type Coding = 'br' | 'zstd' | 'gzip' | 'identity'
/** Smallest result first: at equal wishes of the reader the earlier one is sent. */
const codings: readonly Coding[] = ['br', 'zstd', 'gzip', 'identity']

/** Browsers send a handful of different values; strangers may send any. */
const rememberedMax = 64
const remembered = new Map<string, Coding>()

/** The coding a reader likes best; 'identity' when nothing else is acceptable. */
export function chooseCoding(acceptEncoding: string): Coding {
  const known = remembered.get(acceptEncoding)
  if (known !== undefined) return known
  const wishes = parseWishes(acceptEncoding)
  const anything = wishes.get('*')
  let best: Coding = 'identity'
  // Identity is acceptable unasked, but only when nothing is asked for that we have.
  let bestWish = wishes.get('identity') ?? 0
  for (const coding of codings) {
    if (coding === 'identity') continue
    const wish = wishes.get(coding) ?? (coding === 'gzip' ? wishes.get('x-gzip') : undefined)
    const weight = wish ?? anything ?? 0
    if (weight > bestWish || (weight > 0 && weight === bestWish && best === 'identity')) {
      best = coding
      bestWish = weight
    }
  }
  if (remembered.size >= rememberedMax) remembered.clear()
  if (acceptEncoding.length <= 256) remembered.set(acceptEncoding, best)
  return best
}

/** Coding -> weight 0..1. An element whose weight cannot be read is left out. */
function parseWishes(acceptEncoding: string): Map<string, number> {
  const wishes = new Map<string, number>()
  for (const element of acceptEncoding.toLowerCase().split(',')) {
    const [name = '', ...parameters] = element.split(';').map((part) => part.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))
    if (name === '') continue
    if (weight === undefined) wishes.set(name, 1)
    else if (/^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight))
      wishes.set(name, Number(weight.slice(2)))
  }
  return wishes
}

/** Whether an If-None-Match value names `tag` (weak comparison: "W/" is ignored). */
export function matchesTag(ifNoneMatch: string, tag: string): boolean {
  const field = ifNoneMatch.trim()
  if (field === '*') return true
  for (const match of field.matchAll(/(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g))
    if (match[1] === tag) return true
  return false
}

/** Whether an If-Match value names `tag` (strong comparison: a weak tag matches nothing). */
export function matchesTagStrongly(ifMatch: string, tag: string): boolean {
  return ifMatch.split(',').some((one) => one.trim() === '*' || one.trim() === tag)
}

/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * Reads "bytes=0-99", "bytes=100-", "bytes=-50" against a length in bytes. Null: send everything
 * (no range, another unit, several ranges); 'none': a range that no byte is in (416).
 */
export function parseRange(range: string, bytes: number): ByteRange | 'none' | null {
  const match = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(range)
  if (match === null) return null
  const [, from = '', to = ''] = match
  if (from === '' && to === '') return null
  if (from === '') {
    const wanted = Math.min(Number(to), bytes)
    return wanted === 0 ? 'none' : { first: bytes - wanted, last: bytes - 1 }
  }
  const first = Number(from)
  const last = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (to !== '' && Number(to) < first) return null
  return first >= bytes ? 'none' : { first, last }
}
