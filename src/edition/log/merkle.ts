// The Merkle tree of the log (RFC 6962 section 2.1; verification as in RFC 9162 section 2.1).
// Sizes pass 2^31 in the vectors, so halving is by division: the bit operators would cut them.
import { joinBytes, sameBytes } from './bytes.ts'
import { sha256 } from './hash.ts'

const leafMark = Uint8Array.of(0)
const nodeMark = Uint8Array.of(1)

export type InclusionProof = {
  readonly index: number
  readonly size: number
  readonly leaf: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
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
