import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkMoment, instantOf, type Moment, orderOf } from './time.ts'

const noon: Moment = {
  date: '2020-05-28',
  time: '12:00',
  zone: null,
  precision: 'minute',
  raw: null,
}

test('checkMoment() lets nothing pass that is not on the calendar or the clock', () => {
  const refuses = (changes: Partial<Moment>, names: RegExp): void =>
    assert.throws(() => checkMoment({ ...noon, ...changes }), names)
  assert.equal(checkMoment(noon), noon)
  checkMoment({ ...noon, date: '2020-02-29', time: '23:59' })
  checkMoment({ ...noon, time: null, precision: 'day' })
  refuses({ date: '2021-02-29' }, /date "2021-02-29"/)
  refuses({ date: '2020-13-01' }, /date "2020-13-01"/)
  refuses({ date: '28.05.2020' }, /date/)
  refuses({ time: '24:00' }, /time "24:00"/)
  refuses({ time: '9:00' }, /time "9:00"/)
  refuses({ time: null }, /time is unknown/)
})

test('instantOf() follows the zone through summer and winter, and needs both time and zone', () => {
  const check = (changes: Partial<Moment>, expected: string | null): void =>
    assert.equal(instantOf({ ...noon, ...changes }), expected)
  check({ zone: 'Europe/Berlin' }, '2020-05-28T12:00:00+02:00')
  check({ zone: 'Europe/Berlin', date: '2020-12-28' }, '2020-12-28T12:00:00+01:00')
  check({ zone: '+06:00' }, '2020-05-28T12:00:00+06:00')
  check({ zone: 'Z' }, '2020-05-28T12:00:00Z')
  check({ zone: null }, null)
  check({ zone: 'Z', time: null }, null)
})

test('orderOf() puts a day without a time at its noon', () => {
  const at = Date.UTC(2020, 4, 28, 12)
  assert.equal(orderOf(noon), at)
  assert.equal(orderOf({ ...noon, time: null, precision: 'day' }), at)
  assert.equal(orderOf({ ...noon, zone: 'Asia/Almaty' }), at - 6 * 3_600_000)
})
