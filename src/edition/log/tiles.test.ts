import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  isConsistent,
  proveConsistency,
  proveInclusion,
  readSubtrees,
} from '../../../test/log-proofs.ts'
import { encodeText, formatBase64, joinBytes, parseBase64, sameBytes } from './bytes.ts'
import { extendEdge, hashLeaf, isIncluded, rootOfEdge } from './merkle.ts'
import {
  appendRecord,
  emptyLog,
  formatBundle,
  type LogState,
  parseBundle,
  splitTile,
  tilePath,
} from './tiles.ts'

test('tilePath() writes groups of three digits and the width of a partial tile', () => {
  assert.equal(tilePath(0, 1234067, 256), 'tile/0/x001/x234/067')
  assert.equal(tilePath(1, 0, 256), 'tile/1/000')
  assert.equal(tilePath('entries', 999, 5), 'tile/entries/999.p/5')
  assert.equal(tilePath(2, 1000, 255), 'tile/2/x001/000.p/255')
})

test('a log of 800 records keeps one small state, and its tiles prove any record and any growth', () => {
  const disk = new Map<string, Uint8Array>()
  const roots = [parseBase64(emptyLog.root)]
  let state: LogState = emptyLog
  let edge: readonly Uint8Array[] = []
  for (let at = 0; at < 800; at += 1) {
    const leaf = hashLeaf(encodeText(`record ${at}`))
    edge = extendEdge(edge, at, leaf)
    const { state: next, files, gonePartials, proof } = appendRecord(state, `record ${at}`, '')
    state = next
    const root = parseBase64(state.root)
    assert.deepEqual(root, rootOfEdge(edge))
    assert.ok(isIncluded({ index: at, size: at + 1, leaf, proof, root }))
    roots.push(root)
    for (const { path, bytes } of files) disk.set(path, bytes)
    for (const path of gonePartials) disk.delete(path)
  }
  const read = readSubtrees((level, index) => {
    const width = Math.min(256, Math.floor(800 / 256 ** level) - index * 256)
    return splitTile(disk.get(`log/${tilePath(level, index, width)}`) ?? new Uint8Array())
  })
  const root = parseBase64(state.root)
  for (const index of [0, 1, 255, 256, 511, 512, 799]) {
    const leaf = hashLeaf(encodeText(`record ${index}`))
    const proof = proveInclusion(index, 800, read)
    assert.ok(isIncluded({ index, size: 800, leaf, root, proof }))
  }
  for (const [size1, root1] of roots.entries()) {
    if (size1 === 0) continue
    const proof = proveConsistency(size1, 800, read)
    assert.ok(isConsistent({ size1, size2: 800, root1, root2: root, proof }), `size ${size1}`)
  }
  const bundle = disk.get('log/tile/entries/002') ?? new Uint8Array()
  assert.deepEqual(parseBundle(bundle)[255], encodeText('record 767'))
  const partials = [...disk.keys()].filter((path) => /\/(?:0|entries)\/\d+\.p\//.test(path))
  const left = partials.filter((path) => !path.includes('/003.p/'))
  assert.deepEqual(left, [], 'a full tile stands and its partials were not named for removal')
  assert.equal(partials.length, 2 * 32)
})

test('the record that fills tiles on two levels writes both, and opens the third', () => {
  const hash = hashLeaf(encodeText('record'))
  const tile = formatBase64(joinBytes(...Array.from({ length: 255 }, () => hash)))
  const row = Array.from({ length: 256 }, () => hash)
  const above = formatBase64(joinBytes(...Array.from({ length: 255 }, () => rootOf(row))))
  const records = Array.from({ length: 255 }, () => 'record')
  const before: LogState = { ...emptyLog, size: 65_535, records, tiles: [tile, above] }
  const { state, files, gonePartials, proof } = appendRecord(before, 'record', '')
  assert.deepEqual(
    files.map(({ path, bytes }) => [path, bytes.length]),
    [
      ['log/tile/entries/255', 256 * 8],
      ['log/tile/0/255', 8192],
      ['log/tile/1/000', 8192],
      ['log/tile/2/000.p/1', 32],
    ],
  )
  assert.equal(gonePartials.length, 3 * 255)
  assert.deepEqual([state.records, state.tiles.slice(0, 2)], [[], ['', '']])
  assert.equal(proof.length, 16)
  const root = parseBase64(state.root)
  assert.ok(isIncluded({ index: 65_535, size: 65_536, leaf: hash, proof, root }))
})

test('parseBundle() undoes formatBundle() and refuses a bundle that is cut short', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 6 }), (entries) => {
      const bundle = formatBundle(entries)
      assert.ok(parseBundle(bundle).every((entry, at) => sameBytes(entry, entries[at] ?? entry)))
      assert.equal(parseBundle(bundle).length, entries.length)
      const last = entries.at(-1)
      if (last !== undefined) assert.throws(() => parseBundle(bundle.slice(0, -1)), /cut short/)
    }),
  )
  assert.throws(() => formatBundle([new Uint8Array(65_536)]), RangeError)
  assert.throws(() => splitTile(new Uint8Array(33)), SyntaxError)
  assert.equal(formatBase64(formatBundle([])), '')
})

function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  let edge: readonly Uint8Array[] = []
  for (const [size, leaf] of leaves.entries()) edge = extendEdge(edge, size, leaf)
  return rootOfEdge(edge)
}
