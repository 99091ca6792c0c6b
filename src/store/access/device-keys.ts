// Keys of the copies that browsers keep of unsaved text, one per session. A copy is worthless
// without its key: whoever drops a key makes the copies of a lost or seized device unreadable.
import type { Db } from '../db.ts'

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

/**
 * Makes what the account's browsers have kept unreadable, for ever: one session's, or all but
 * `except`. Signing out does not: what was not sent yet is read again at the next sign-in.
 */
export async function dropDeviceKeys(
  db: Db,
  account: string,
  which: { readonly id: string } | { readonly except: string | null },
): Promise<void> {
  let query = db.deleteFrom('device_key').where('account', '=', account)
  if ('id' in which) query = query.where('session', '=', which.id)
  else if (which.except !== null) query = query.where('session', '!=', which.except)
  await query.execute()
}
