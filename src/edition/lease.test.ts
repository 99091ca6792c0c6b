import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDesk, testNow } from '../../test/desk.ts'
import { readLease, takeLease } from '../store/editions.ts'
import { putMeta, readMeta } from '../store/newsroom.ts'
import { PublishingElsewhere, withLease } from './lease.ts'

test('a publisher that slept until another took over can change nothing more', async (t) => {
  const desk = await openDesk(t)
  await withLease(desk.publisher, async (lease) => {
    await lease.transact((tx) => putMeta(tx, 'mark', 'before'))
    const hour = 3_600_000
    const other = { name: 'publish', holder: 'elsewhere 1 1 x', now: testNow + hour }
    assert.ok(await takeLease(desk.db, { ...other, until: testNow + 2 * hour }))
    await assert.rejects(
      lease.transact((tx) => putMeta(tx, 'mark', 'after')),
      PublishingElsewhere,
    )
  })
  assert.equal(await readMeta(desk.db, 'mark'), 'before')
  assert.equal(
    (await readLease(desk.db, 'publish'))?.holder,
    'elsewhere 1 1 x',
    'it keeps the lease',
  )
})
