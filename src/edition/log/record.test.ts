import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodeText } from './bytes.ts'
import { type EditionRecord, formatRecord, hourAfter, parseRecord, recordBytes } from './record.ts'

const hour = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
  .map((date) => hourAfter(date.getTime()))
const record: fc.Arbitrary<EditionRecord> = fc.record(
  {
    number: fc.integer({ min: 1 }),
    origin: fc.stringMatching(/^[a-z]{1,20}\.example\/[a-z]{1,20}$/),
    time: hour,
    next: fc.constant('2100-01-01T00:00:00Z'),
    full: fc.boolean(),
    list: fc.stringMatching(/^[0-9a-f]{64}$/),
  },
  { noNullPrototype: true },
)

test('parseRecord() undoes formatRecord(), and no record reaches 1 KiB', () => {
  fc.assert(
    fc.property(record, (value) => {
      const bytes = recordBytes(value)
      assert.deepEqual(parseRecord(bytes), value)
      assert.ok(bytes.length < 1024)
    }),
  )
})

test('parseRecord() takes one spelling only: any changed, added or lost byte is refused or seen', () => {
  fc.assert(
    fc.property(record, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, place, by) => {
      const bytes = recordBytes(value)
      const changed = bytes.slice()
      changed[place % bytes.length] = (changed[place % bytes.length] ?? 0) ^ by
      try {
        assert.notDeepEqual(parseRecord(changed), value)
      } catch (error) {
        if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
      }
      assert.throws(() => parseRecord(bytes.slice(0, place % bytes.length)))
      assert.throws(() => parseRecord(encodeText(`${formatRecord(value)}\n`)))
    }),
  )
})

test('a record names the full hour only, and a promise that lies ahead', () => {
  const good: EditionRecord = {
    number: 7,
    origin: 'news.example/log',
    time: '2026-11-22T11:00:00Z',
    next: '2026-11-29T11:00:00Z',
    full: true,
    list: 'ab'.repeat(32),
  }
  assert.equal(
    formatRecord(good),
    [
      '# xewer edition 7',
      '# origin news.example/log',
      '# time 2026-11-22T11:00:00Z',
      '# next 2026-11-29T11:00:00Z',
      '# full',
      `SHA256 (editions/7.sums) = ${'ab'.repeat(32)}`,
      '',
    ].join('\n'),
  )
  const refuse = (change: Partial<EditionRecord>, what: RegExp) =>
    assert.throws(() => parseRecord(encodeText(formatRecord({ ...good, ...change }))), what)
  refuse({ time: '2026-11-22T11:30:00Z' }, /time/)
  refuse({ time: '2026-02-30T11:00:00Z' }, /time/)
  refuse({ time: '2026-11-22T24:00:00Z' }, /time/)
  refuse({ next: '2026-11-22T11:00:00Z' }, /not after/)
  refuse({ number: 0 }, /number/)
  refuse({ origin: 'https://news.example/log' }, /origin/)
  const other = formatRecord(good).replace('7.sums', '8.sums')
  assert.throws(() => parseRecord(encodeText(other)), /not that of its edition/)
})

test('hourAfter() rounds up, and leaves a full hour as it is', () => {
  assert.equal(hourAfter(Date.UTC(2026, 10, 22, 10, 0, 0, 1)), '2026-11-22T11:00:00Z')
  assert.equal(hourAfter(Date.UTC(2026, 10, 22, 23, 1)), '2026-11-23T00:00:00Z')
  assert.equal(hourAfter(Date.UTC(2026, 10, 22, 10)), '2026-11-22T10:00:00Z')
})
