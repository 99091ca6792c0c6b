import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { tempFolder } from '../../test/temp-folder.ts'
import { type Db, sql } from './db.ts'
import { migrate, NewerStoreError } from './migrate.ts'
import { migrations } from './migrations.ts'
import { openStore } from './open.ts'

test('migrations are numbered without gaps', () => {
  const numbers = migrations.map(({ name }) => Number(/^(\d{4})-[a-z-]+$/.exec(name)?.[1]))
  assert.deepEqual(
    numbers,
    migrations.map((_, index) => index + 1),
  )
})

test('openStore() finds again what was kept, in a file for its owner only', async (t) => {
  const folder = tempFolder(t)
  const path = join(folder, 'newsroom.db')
  const first = await openStore(path)
  await first.db.insertInto('meta').values({ name: 'a', value: '1' }).execute()
  await first.close()
  assert.equal(statSync(path).mode & 0o777, 0o600)
  const second = await openStore(path)
  assert.equal((await second.db.selectFrom('meta').selectAll().execute()).length, 1)
  await second.close()
})

test('a database written by a newer Xewer is refused, not touched', async (t) => {
  const store = await openStore(':memory:')
  t.after(store.close)
  const number = migrations.length + 1
  await store.db.insertInto('migration').values({ number, name: '9999-later' }).execute()
  await assert.rejects(migrate(store.db), (error) => {
    assert.ok(error instanceof NewerStoreError)
    assert.match(error.message, /9999-later/)
    return true
  })
})

test('a step that fails leaves none of the steps behind', async (t) => {
  const store = await openStore(':memory:')
  t.after(store.close)
  const good = async (tx: Db): Promise<void> => {
    await sql`create table good (a integer)`.execute(tx)
  }
  const bad = (): Promise<void> => Promise.reject(new Error('no'))
  const steps = [...migrations, { name: '0098-good', up: good }, { name: '0099-bad', up: bad }]
  await assert.rejects(migrate(store.db, steps), /no/)
  await assert.rejects(sql`select * from good`.execute(store.db), /no such table/)
  assert.equal(
    (await store.db.selectFrom('migration').selectAll().execute()).length,
    migrations.length,
  )
})
