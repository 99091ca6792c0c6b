import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeKeys } from './health.ts'
import { makeKeys, revoke, rotate } from './keys.ts'

const window = { from: '2026-01-01T00:00:00Z', until: '2026-04-01T00:00:00Z' }
const later = { from: '2026-03-01T00:00:00Z', until: '2026-06-01T00:00:00Z' }
const { trust, online } = makeKeys('news.example/log', window)
const at = (day: string, number = 5) => ({ number, now: Date.parse(`${day}T12:00:00Z`) })

test('judgeKeys() warns three weeks before the edition key ends, and refuses after', () => {
  const verdict = (day: string) => judgeKeys(trust, online, at(day)).verdict
  assert.equal(verdict('2026-02-01'), 'good')
  assert.equal(verdict('2026-03-12'), 'look')
  assert.equal(verdict('2026-03-31'), 'look')
  assert.equal(verdict('2026-04-01'), 'wrong')
  assert.equal(verdict('2025-12-01'), 'wrong')
  assert.match(judgeKeys(trust, online, at('2026-03-30')).text, /ends on 2026-04-01, in 1 days/)
})

test('judgeKeys() refuses keys that the trust file does not know, or no longer', () => {
  const stranger = makeKeys('news.example/log', window).online
  assert.match(judgeKeys(trust, stranger, at('2026-02-01')).text, /not in the trust file/)
  const turned = rotate(trust, online, later)
  assert.equal(judgeKeys(turned.trust, turned.online, at('2026-03-02')).verdict, 'good')
  assert.equal(
    judgeKeys(turned.trust, online, at('2026-03-02')).verdict,
    'good',
    'the old still hold',
  )
  assert.match(judgeKeys(trust, turned.online, at('2026-03-02')).text, /not in the trust file/)
  const root = Buffer.alloc(32).toString('base64')
  const revoked = revoke(trust, { keys: online, after: 4, root }, later)
  assert.match(judgeKeys(revoked.trust, online, at('2026-03-02')).text, /revoked/)
  assert.equal(judgeKeys(revoked.trust, revoked.online, at('2026-03-02')).verdict, 'good')
})
