import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chooseCoding, matchesTag, matchesTagStrongly, parseRange } from './negotiate.ts'

test('chooseCoding() follows the wishes of the reader and then the size', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate, zstd', 'zstd'],
    ['gzip, deflate', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZIP;Q=1', 'gzip'],
    ['deflate', 'identity'],
    ['*', 'br'],
    ['br;q=0, *', 'zstd'],
    ['gzip;q=0', 'identity'],
    ['*;q=0', 'identity'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br;q=0.5, gzip;q=0.8, identity', 'identity'],
    ['identity;q=0.5, gzip;q=0.5', 'gzip'],
    ['gzip;q=0.001', 'gzip'],
    ['gzip;q=2', 'identity'],
    ['gzip;q=, br;q=x', 'identity'],
    [' , ;q=1,gzip ; q=0.3', 'gzip'],
  ]
  for (const [field, expected] of cases) assert.equal(chooseCoding(field), expected, field)
})

test('chooseCoding() never sends what the reader refuses', () => {
  const names = ['br', 'zstd', 'gzip', 'identity', '*']
  const weights = fc.constantFrom(';q=0', ';q=0.0', ';q=0.3', ';q=1', '')
  const field = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), weights), {
    selector: ([name]) => name,
  })
  fc.assert(
    fc.property(field, (wishes) => {
      const chosen = chooseCoding(wishes.map(([name, weight]) => name + weight).join(','))
      const wish = wishes.find(([name]) => name === chosen) ?? wishes.find(([name]) => name === '*')
      const weight = wish === undefined ? 0 : Number(wish[1].slice(3) || 1)
      assert.ok(chosen === 'identity' || weight > 0)
    }),
  )
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void chooseCoding(text)))
})

test('matchesTag() reads lists, weak tags and the star', () => {
  assert.equal(matchesTag('"a"', '"a"'), true)
  assert.equal(matchesTag('W/"a"', '"a"'), true)
  assert.equal(matchesTag('"x,y", W/"b" , "a"', '"a"'), true)
  assert.equal(matchesTag('*', '"a"'), true)
  assert.equal(matchesTag('"x, "a"', '"q"'), false)
  assert.equal(matchesTag('a', '"a"'), false)
  assert.equal(matchesTag('', '"a"'), false)
  assert.equal(matchesTagStrongly('W/"a", "b"', '"a"'), false)
  assert.equal(matchesTagStrongly('"b", "a"', '"a"'), true)
})

test('parseRange() reads one range, ignores several and knows the impossible', () => {
  const cases: readonly (readonly [string, number, unknown])[] = [
    ['bytes=0-0', 10, { first: 0, last: 0 }],
    ['bytes=2-', 10, { first: 2, last: 9 }],
    ['bytes=-3', 10, { first: 7, last: 9 }],
    ['bytes=-30', 10, { first: 0, last: 9 }],
    ['bytes=5-99', 10, { first: 5, last: 9 }],
    ['BYTES=0-1', 10, { first: 0, last: 1 }],
    ['bytes=10-', 10, 'none'],
    ['bytes=-0', 10, 'none'],
    ['bytes=0-', 0, 'none'],
    ['bytes=5-2', 10, null],
    ['bytes=0-1,3-4', 10, null],
    ['bytes=-', 10, null],
    ['bytes=a-b', 10, null],
    ['lines=0-1', 10, null],
    [`bytes=${'9'.repeat(99)}-`, 10, null],
  ]
  for (const [field, bytes, expected] of cases)
    assert.deepEqual(parseRange(field, bytes), expected, field)
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.nat(12), (from, to, bytes) => {
      const part = parseRange(`bytes=${from}-${to}`, bytes)
      if (part === null || part === 'none') return
      assert.ok(part.first <= part.last && part.last < bytes)
    }),
  )
})
