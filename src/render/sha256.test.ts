// The hash in the policy, against the runtime's own.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { sha256Base64 } from './sha256.ts'

test('sha256Base64() is SHA-256 at every length around a block, and of any text', () => {
  const check = (text: string) =>
    assert.equal(sha256Base64(text), createHash('sha256').update(text).digest('base64'))
  for (let length = 0; length < 200; length++) check('x'.repeat(length))
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), check))
})
