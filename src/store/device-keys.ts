// Keys of the copies that browsers keep of unsaved text, one per session. A copy is worthless
// without its key: whoever drops a key makes the copies of a lost or seized device unreadable.
import type { Db } from './db.ts'

export interface DeviceKey {
  /** Names the session; not its secret. */
  readonly session: string
  readonly account: string
  /** 32 bytes in base64url. */
  readonly secret: string
}

/** The session's key; `fresh` becomes it when there is none yet. */
export async function deviceKeyOf(db: Db, fresh: DeviceKey): Promise<DeviceKey> {
  await db
    .insertInto('device_key')
    .values(fresh)
    .onConflict((on) => on.column('session').doNothing())
    .execute()
  const { session } = fresh
  const row = db.selectFrom('device_key').selectAll().where('session', '=', session)
  return { ...(await row.executeTakeFirstOrThrow()) }
}

/** All keys of an account: sessions that ended by themselves leave copies that can be read again. */
export async function readDeviceKeys(db: Db, account: string): Promise<readonly DeviceKey[]> {
  const rows = db.selectFrom('device_key').selectAll().where('account', '=', account)
  return (await rows.orderBy('session').execute()).map((row) => ({ ...row }))
}

/** Makes what the session's browser has kept unreadable, for ever. */
export async function dropDeviceKey(db: Db, session: string): Promise<void> {
  await db.deleteFrom('device_key').where('session', '=', session).execute()
}
