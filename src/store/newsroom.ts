// The newsroom's settings, and private values that belong to the newsroom as a whole.
import type { Newsroom } from '../model/newsroom.ts'
import { type Db, rawQuery } from './db.ts'
import { markPending } from './pending.ts'
import { inTransaction } from './transaction.ts'

const settingsName = 'newsroom'

/** The settings, or null when `xewer init` has not written them yet. */
export async function readNewsroom(db: Db): Promise<Newsroom | null> {
  const value = await readMeta(db, settingsName)
  return value === null ? null : (JSON.parse(value) as Newsroom)
}

/** Replaces the settings; every page may change with them. */
export async function putNewsroom(db: Db, newsroom: Newsroom): Promise<void> {
  await inTransaction(db, async (tx) => {
    await putMeta(tx, settingsName, JSON.stringify(newsroom))
    await markPending(tx, 'newsroom', '')
  })
}

/** A private value ("import-key"), or null when there is none. */
export async function readMeta(db: Db, name: string): Promise<string | null> {
  const rows = await rawQuery<{ value: string }>(db, 'select value from meta where name = ?', [
    name,
  ])
  return rows[0]?.value ?? null
}

/** Keeps a private value under `name`, in place of an earlier one. */
export async function putMeta(db: Db, name: string, value: string): Promise<void> {
  const text = `insert into meta (name, value) values (?, ?)
    on conflict (name) do update set value = excluded.value`
  await rawQuery(db, text, [name, value])
}
