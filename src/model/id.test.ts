import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { idFromBytes, parseArticleId, parseDigest, parsePersonId } from './id.ts'

const fiveBytes = fc.uint8Array({ minLength: 5, maxLength: 5 })

test('an id of any bytes is read back as article and as person', () => {
  fc.assert(
    fc.property(fiveBytes, (bytes) => {
      const id = idFromBytes(bytes)
      assert.equal(parseArticleId(id), id)
      assert.equal(parsePersonId(id), id)
    }),
  )
})

test('other bytes give another id; only the first five count', () => {
  fc.assert(
    fc.property(fiveBytes, fiveBytes, (a, b) => {
      assert.equal(idFromBytes(a) === idFromBytes(b), Buffer.compare(a, b) === 0)
      assert.equal(idFromBytes(Buffer.concat([a, b])), idFromBytes(a))
    }),
  )
})

test('idFromBytes() writes Crockford’s base 32, highest bits first', () => {
  assert.equal(idFromBytes(Uint8Array.of(0, 0, 0, 0, 1)), '00000001')
  assert.equal(idFromBytes(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff)), 'zzzzzzzz')
  assert.throws(() => idFromBytes(new Uint8Array(4)), RangeError)
})

test('what is no id or digest is refused', () => {
  for (const text of ['', '0000000', '000000000', '0000000l', '0000000A', '../../ab', '0000000\n'])
    assert.throws(() => parseArticleId(text), SyntaxError, text)
  assert.throws(() => parsePersonId('iiiiiiii'), SyntaxError)
  assert.equal(parseDigest('0a'.repeat(32)), '0a'.repeat(32))
  for (const text of ['0a', '0A'.repeat(32), `${'0a'.repeat(32)}\n`])
    assert.throws(() => parseDigest(text), SyntaxError, text)
})
