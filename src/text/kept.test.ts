import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Kept } from './kept.ts'

test('a value is made once for each key, and all are forgotten when there are too many', () => {
  const kept = new Kept<string, { readonly of: string }>(2)
  let made = 0
  const of = (key: string) =>
    kept.of(key, () => {
      made += 1
      return { of: key }
    })
  assert.equal(of('a'), of('a'))
  of('b')
  assert.equal(made, 2)
  assert.deepEqual(of('c'), { of: 'c' })
  of('c')
  assert.equal(made, 3)
  of('a')
  assert.equal(made, 4)
})
