// What a monitor does with the log and Xewer itself does not: proofs made from tiles, and whether one
// tree is the beginning of another (RFC 6962 section 2.1; RFC 9162 section 2.1).
import { sameBytes } from '../src/edition/log/bytes.ts'
import { extendEdge, hashNode, rootOfEdge } from '../src/edition/log/merkle.ts'

const tileWidth = 256

/**
 * The hash of the perfect subtree over leaves `index * 2^level` up to `(index + 1) * 2^level`.
 * Asked only for subtrees that lie inside the tree.
 */
export type SubtreeReader = (level: number, index: number) => Uint8Array

export type ConsistencyProof = {
  readonly size1: number
  readonly size2: number
  readonly root1: Uint8Array
  readonly root2: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** The audit path of one leaf, leaf to root. */
export function proveInclusion(index: number, size: number, read: SubtreeReader): Uint8Array[] {
  if (!(index >= 0 && index < size))
    throw new RangeError(`Cannot prove leaf ${index}: the tree has ${size}`)
  const path: Uint8Array[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from)
    const isLeft = index < middle
    path.push(isLeft ? hashRange(middle, to, read) : hashRange(from, middle, read))
    if (isLeft) to = middle
    else from = middle
  }
  return path.reverse()
}

/** What shows that the tree of `size1` leaves is the beginning of the tree of `size2`. */
export function proveConsistency(size1: number, size2: number, read: SubtreeReader): Uint8Array[] {
  if (!(size1 >= 0 && size1 <= size2))
    throw new RangeError(`Cannot prove size ${size1} inside size ${size2}: it is larger`)
  if (size1 === 0 || size1 === size2) return []
  const path: Uint8Array[] = []
  let [from, to] = [0, size2]
  while (size1 !== to) {
    const middle = from + largestPowerBelow(to - from)
    const isLeft = size1 <= middle
    path.push(isLeft ? hashRange(middle, to, read) : hashRange(from, middle, read))
    if (isLeft) to = middle
    else from = middle
  }
  if (from > 0) path.push(hashRange(from, to, read))
  return path.reverse()
}

/** RFC 9162 section 2.1.4.2. The empty tree begins every tree, which proves nothing: false. */
export function isConsistent({ size1, size2, root1, root2, proof }: ConsistencyProof): boolean {
  if (!(size1 > 0 && size1 <= size2)) return false
  if (size1 === size2) return proof.length === 0 && sameBytes(root1, root2)
  let [at, last] = [size1 - 1, size2 - 1]
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  const path = at === 0 ? [root1, ...proof] : [...proof]
  const first = path.shift()
  if (first === undefined) return false
  let [old, grown] = [first, first]
  for (const sibling of path) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      old = hashNode(sibling, old)
      grown = hashNode(sibling, grown)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else {
      grown = hashNode(grown, sibling)
    }
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && sameBytes(old, root1) && sameBytes(grown, root2)
}

/** Reads subtree hashes out of tiles; `readTile(level, index)` gives as many hashes as there are. */
export function readSubtrees(
  readTile: (level: number, index: number) => readonly Uint8Array[],
): SubtreeReader {
  return (level, index) => {
    const span = 2 ** (level % 8)
    const first = index * span
    const tile = readTile(Math.floor(level / 8), Math.floor(first / tileWidth))
    const hashes = tile.slice(first % tileWidth, (first % tileWidth) + span)
    if (hashes.length !== span)
      throw new RangeError(`Cannot read subtree ${index} of level ${level}: its tile ends before`)
    const none: readonly Uint8Array[] = []
    return rootOfEdge(hashes.reduce((edge, hash, at) => extendEdge(edge, at, hash), none))
  }
}

/** The hash over leaves `from` up to `to`, where `from` is a multiple of a power of two >= to - from. */
function hashRange(from: number, to: number, read: SubtreeReader): Uint8Array {
  const edge: Uint8Array[] = []
  let at = from
  while (at < to) {
    let level = 0
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level += 1
    edge.push(read(level, at / 2 ** level))
    at += 2 ** level
  }
  return rootOfEdge(edge)
}

function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}
