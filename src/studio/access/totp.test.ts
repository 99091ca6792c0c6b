import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findTotpStep, formatTotpKey, totpCode } from './totp.ts'

// RFC 6238, appendix B, SHA-1: the last six of its eight digits.
const key = formatTotpKey(Buffer.from('12345678901234567890'))
const vectors: readonly (readonly [seconds: number, code: string])[] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
]

test('totpCode() gives the codes of RFC 6238', () => {
  assert.equal(key, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  for (const [seconds, code] of vectors) assert.equal(totpCode(key, seconds * 1000), code)
})

test('findTotpStep() takes the step before and the one after, and nothing else', () => {
  const at = 1_111_111_111_000
  const code = totpCode(key, at)
  for (const shift of [-30_000, 0, 30_000])
    assert.equal(findTotpStep(key, code, at + shift), Math.floor(at / 30_000))
  for (const shift of [-90_000, 90_000]) assert.equal(findTotpStep(key, code, at + shift), null)
  for (const typed of ['', '050 47', 'O50471', '05047१'])
    assert.equal(findTotpStep(key, typed, at), null)
  assert.ok(findTotpStep(key, ' 050 471 ', at) !== null)
})
