// Times for machines say no more than the dateline does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Moment } from '../model/time.ts'
import { dateTime, feedTime, rssTime } from './when.ts'

const moment: Moment = {
  date: '2020-05-28',
  time: '13:21',
  zone: 'Europe/Berlin',
  precision: 'minute',
  raw: null,
}

test('dateTime() and feedTime() give the instant, UTC in a feed where nobody said the zone', () => {
  assert.equal(dateTime(moment), '2020-05-28T13:21:00+02:00')
  assert.equal(feedTime(moment), '2020-05-28T13:21:00+02:00')
  const plain = { ...moment, zone: null }
  assert.equal(dateTime(plain), '2020-05-28T13:21')
  assert.equal(feedTime(plain), '2020-05-28T13:21:00Z')
})

test('dateTime() and feedTime() never give away the time of a moment shown by the day', () => {
  const day: Moment = { ...moment, precision: 'day' }
  assert.equal(dateTime(day), '2020-05-28')
  assert.equal(feedTime(day), '2020-05-28T12:00:00Z')
})

test('rssTime() writes an instant as RFC 822 does, with its English weekday', () => {
  assert.equal(rssTime('2020-05-28T13:21:00+02:00'), 'Thu, 28 May 2020 13:21:00 +0200')
  assert.equal(rssTime('2020-03-08T00:00:00Z'), 'Sun, 08 Mar 2020 00:00:00 +0000')
  assert.equal(
    new Date(rssTime('1969-12-31T23:59:59-03:30')).toISOString(),
    '1970-01-01T03:29:59.000Z',
  )
})
