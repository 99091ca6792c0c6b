import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  isConsistent,
  proveConsistency,
  proveInclusion,
  type SubtreeReader,
} from '../../../test/log-proofs.ts'
import { encodeText, parseBase64 } from './bytes.ts'
import { extendEdge, hashLeaf, hashNode, isIncluded, rootOfEdge } from './merkle.ts'

type Vector = { name: string; desc: string; proof: string[] | null; wantErr: boolean }
type Inclusion = Vector & { leafIdx: number; treeSize: number; root: string; leafHash: string }
type Consistency = Vector & { size1: number; size2: number; root1: string; root2: string }
const vectors: { inclusion: Inclusion[]; consistency: Consistency[] } = JSON.parse(
  readFileSync(new URL('../fixtures/merkle-proofs.json', import.meta.url), 'utf8'),
)

test('98 inclusion proofs, good and bad, are judged as their authors say', () => {
  assert.equal(vectors.inclusion.length, 98)
  for (const {
    name,
    desc,
    leafIdx,
    treeSize,
    root,
    leafHash,
    proof,
    wantErr,
  } of vectors.inclusion) {
    const judged = isIncluded({
      index: leafIdx,
      size: treeSize,
      root: bytes(root),
      leaf: bytes(leafHash),
      proof: (proof ?? []).map(bytes),
    })
    assert.equal(judged, !wantErr, `${name}: ${desc}`)
  }
})

test('98 consistency proofs, good and bad, are judged as their authors say', () => {
  assert.equal(vectors.consistency.length, 98)
  for (const { name, desc, size1, size2, root1, root2, proof, wantErr } of vectors.consistency) {
    const judged = isConsistent({
      size1,
      size2,
      root1: bytes(root1),
      root2: bytes(root2),
      proof: (proof ?? []).map(bytes),
    })
    assert.equal(judged, !wantErr, `${name}: ${desc}`)
  }
})

test('every proof of every tree up to 40 leaves holds, and no neighbour of it does', () => {
  const leaves = Array.from({ length: 40 }, (_, at) => hashLeaf(encodeText(`leaf ${at}`)))
  const read: SubtreeReader = (level, index) =>
    plainRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
  let edge: readonly Uint8Array[] = []
  const roots = [rootOfEdge(edge)]
  for (const [size, leaf] of leaves.entries()) {
    edge = extendEdge(edge, size, leaf)
    roots.push(rootOfEdge(edge))
    assert.deepEqual(rootOfEdge(edge), plainRoot(leaves.slice(0, size + 1)))
  }
  for (let size = 1; size <= 40; size += 1) {
    const root = roots[size] ?? fail()
    for (let index = 0; index < size; index += 1) {
      const leaf = leaves[index] ?? fail()
      const given = { index, size, leaf, root, proof: proveInclusion(index, size, read) }
      assert.equal(isIncluded(given), true)
      assert.equal(isIncluded({ ...given, index: index === 0 ? 1 : index - 1 }), false)
      assert.equal(isIncluded({ ...given, proof: [...given.proof, root] }), false)
      const size1 = index + 1
      const pair = { size1, size2: size, root1: roots[size1] ?? fail(), root2: root }
      const proof = proveConsistency(size1, size, read)
      assert.equal(isConsistent({ ...pair, proof }), true)
      assert.equal(isConsistent({ ...pair, root1: leaf, proof }), size1 === 1)
      if (size1 < size) assert.equal(isConsistent({ ...pair, proof: proof.slice(1) }), false)
    }
  }
})

/** RFC 6962 section 2.1, word by word. */
function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (first === undefined) return rootOfEdge([])
  if (leaves.length === 1) return first
  let cut = 1
  while (cut * 2 < leaves.length) cut *= 2
  return hashNode(plainRoot(leaves.slice(0, cut)), plainRoot(leaves.slice(cut)))
}

/** Some vectors carry text where a hash should be; only its bytes matter. */
function bytes(base64: string): Uint8Array {
  return parseBase64(base64)
}

function fail(): never {
  throw new Error('the tree is larger than its leaves')
}
