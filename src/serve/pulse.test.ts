import assert from 'node:assert/strict'
import { lstatSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeTree } from '../../test/served.ts'
import { createPulse } from './pulse.ts'

test('a new checkpoint makes everything stale within a tenth of a second', (t) => {
  const file = join(writeTree(t, { 'log/checkpoint': 'one' }), 'log/checkpoint')
  let looks = 0
  const pulse = createPulse(() => {
    looks++
    return lstatSync(file)
  })
  assert.equal(pulse.isFresh(1000, 1000), true)
  for (let nowMs = 1000; nowMs < 1100; nowMs++) assert.equal(pulse.isFresh(1000, nowMs), true)
  assert.equal(looks, 1)
  writeFileSync(`${file}.new`, 'two')
  renameSync(`${file}.new`, file)
  assert.equal(pulse.isFresh(1000, 1100), false)
  assert.equal(pulse.isFresh(1101, 1102), true)
  assert.equal(looks, 2)
})

test('a page is looked at once a second, and ten times where no checkpoint tells', (t) => {
  const file = join(writeTree(t, { 'log/checkpoint': 'one' }), 'log/checkpoint')
  const told = createPulse(() => lstatSync(file))
  told.isFresh(0, 0)
  assert.deepEqual([told.isFresh(0, 999), told.isFresh(0, 1000)], [true, false])
  const untold = createPulse(() => null)
  assert.deepEqual([untold.isFresh(0, 99), untold.isFresh(0, 100)], [true, false])
})
