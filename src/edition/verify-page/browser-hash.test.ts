import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makePrivateKey, publicBytes, signBytes } from '../log/ed25519.ts'
import * as nodes from '../log/hash.ts'
import { isSigned } from './browser-ed25519.ts'
import { blake2b512, sha256, sha512 } from './browser-hash.ts'

test('the digests of the check page are those of Node, at every length up to three blocks', () => {
  for (let length = 0; length <= 390; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 7 + length) & 255)
    assert.deepEqual(sha256(bytes), nodes.sha256(bytes), `sha256 of ${length}`)
    if (length % 5 > 1 && length > 4) continue
    assert.deepEqual(sha512(bytes), nodes.sha512(bytes), `sha512 of ${length}`)
    assert.deepEqual(blake2b512(bytes), nodes.blake2b512(bytes), `blake2b of ${length}`)
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      assert.deepEqual(sha256(bytes), nodes.sha256(bytes))
    }),
  )
})

test('the check page accepts a signature and refuses it over other bytes', async () => {
  const key = makePrivateKey()
  const [message, signature] = [Uint8Array.of(1), signBytes(key, Uint8Array.of(1))]
  assert.equal(await isSigned(publicBytes(key), message, signature), true)
  assert.equal(await isSigned(publicBytes(key), Uint8Array.of(2), signature), false)
  assert.equal(await isSigned(new Uint8Array(31), message, signature), false)
})
