// The store's contract on a real PostgreSQL, each test in a schema of its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from '../src/store/db.ts'
import { openStore, type Store } from '../src/store/open.ts'
import { markPending, readPending } from '../src/store/pending.ts'
import { contract } from './contract/contract.ts'
import { startPostgres } from './postgres.ts'

test('PostgreSQL does everything the store promises', async (t) => {
  const url = await startPostgres(t)
  if (url === null) return
  const admin = await openWhenReady(url)
  t.after(admin.close)
  for (const [index, [name, check]] of contract.entries()) {
    await t.test(name, async (t) => {
      const schema = `s${index}`
      await sql.raw(`create schema ${schema}`).execute(admin.db)
      const store = await openStore(`${url}&options=-csearch_path%3D${schema}`)
      t.after(store.close)
      assert.equal(store.dialect, 'postgres')
      await check(store.db)
    })
  }

  await t.test('two processes of Xewer bring one empty database up to date', async () => {
    await sql`create schema twice`.execute(admin.db)
    const at = `${url}&options=-csearch_path%3Dtwice`
    const stores = await Promise.all([openStore(at), openStore(at), openStore(at)])
    for (const store of stores) await store.close()
  })

  await t.test('a server that drops its connections does not end Xewer', async () => {
    const drop = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and backend_type = 'client backend'`
    const store = await openStore(url)
    await readPending(store.db)
    await drop.execute(admin.db)
    await sleep(50)
    await markPending(store.db, 'newsroom', '')
    assert.equal((await readPending(store.db)).length, 1)
    await store.close()
  })
})

/** The socket is there a moment before the server answers. */
async function openWhenReady(url: string): Promise<Store> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await openStore(url)
    } catch (error) {
      if (attempt === 50) throw error
      await sleep(50)
    }
  }
}
