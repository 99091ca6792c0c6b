// Local times and instants in a named zone, with the hours that clocks skip and repeat.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isZone, offsetsAt, toLocal } from './zone.ts'

test('offsetsAt() says none in a skipped hour, two in a repeated one', () => {
  assert.deepEqual(offsetsAt('2020-05-28', '13:21', 'Europe/Berlin'), ['+02:00'])
  assert.deepEqual(offsetsAt('2020-03-29', '02:30', 'Europe/Berlin'), [])
  assert.deepEqual(offsetsAt('2020-10-25', '02:30', 'Europe/Berlin'), ['+02:00', '+01:00'])
  assert.deepEqual(offsetsAt('2020-05-28', '13:21', 'UTC'), ['Z'])
  assert.deepEqual(offsetsAt('2020-05-28', '13:21', 'Asia/Urumqi'), ['+06:00'])
  assert.throws(() => offsetsAt('2020-05-28', '13:21', 'Mars/Olympus'), RangeError)
})

test('toLocal() gives the local time back with an offset that it has then', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Almaty', 'UTC', '+05:45')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e9 }), zones, (seconds, zone) => {
      const minute = Math.floor(seconds / 60) * 60_000
      const { date, time, offset } = toLocal(minute, zone)
      assert.equal(Date.parse(`${date}T${time}${offset}`), minute)
      assert.ok(offsetsAt(date, time, zone).includes(offset))
    }),
  )
})

test('isZone() knows names and offsets', () => {
  assert.deepEqual(['Europe/Berlin', 'UTC', '+03:00', 'Mars', ''].map(isZone), [
    true,
    true,
    true,
    false,
    false,
  ])
})
