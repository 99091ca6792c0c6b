// The Merkle tree of the log (RFC 6962 section 2.1; verification as in RFC 9162 section 2.1).
// Sizes pass 2^31 in the vectors, so halving is by division: the bit operators would cut them.
import { joinBytes, sameBytes } from './bytes.ts'
import { sha256 } from './hash.ts'

const leafMark = Uint8Array.of(0)
const nodeMark = Uint8Array.of(1)

/**
 * The hash of the perfect subtree over leaves `index * 2^level` up to `(index + 1) * 2^level`.
 * Asked only for subtrees that lie inside the tree.
 */
export type SubtreeReader = (level: number, index: number) => Uint8Array

export type InclusionProof = {
  readonly index: number
  readonly size: number
  readonly leaf: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

export type ConsistencyProof = {
  readonly size1: number
  readonly size2: number
  readonly root1: Uint8Array
  readonly root2: Uint8Array
  readonly proof: readonly Uint8Array[]
}

export function hashLeaf(entry: Uint8Array): Uint8Array {
  return sha256(joinBytes(leafMark, entry))
}

export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(joinBytes(nodeMark, left, right))
}

/**
 * The right edge of a tree: its perfect subtrees, largest first. Adding leaf number `size` (from 0)
 * merges as many of them as `size` has low one bits.
 */
export function extendEdge(
  edge: readonly Uint8Array[],
  size: number,
  leaf: Uint8Array,
): readonly Uint8Array[] {
  const grown = [...edge, leaf]
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const right = grown.pop()
    const left = grown.pop()
    if (left === undefined || right === undefined)
      throw new RangeError(`Cannot extend an edge of ${edge.length}: size ${size} has more`)
    grown.push(hashNode(left, right))
  }
  return grown
}

/** The root of a tree from its right edge; of the empty tree, the hash of nothing. */
export function rootOfEdge(edge: readonly Uint8Array[]): Uint8Array {
  if (edge.length === 0) return sha256(new Uint8Array())
  return edge.reduceRight((right, left) => hashNode(left, right))
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

/** RFC 9162 section 2.1.3.2. */
export function isIncluded({ index, size, leaf, proof, root }: InclusionProof): boolean {
  if (!(index >= 0 && index < size && leaf.length === 32)) return false
  let [at, last] = [index, size - 1]
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      hash = hashNode(sibling, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else {
      hash = hashNode(hash, sibling)
    }
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && sameBytes(hash, root)
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
