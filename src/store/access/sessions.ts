// Sign-ins under way, invitations, tries that are counted, things that may be used once, and the log
// of who did what. Times are milliseconds since 1970, given by the caller.
import type { Role } from '../../model/account.ts'
import type { Db } from '../db.ts'
import { inTransaction } from '../transaction.ts'
import { type KeptAccount, readAccount } from './accounts.ts'
import type { AuditRow, InvitationRow, SessionRow } from './tables.ts'

export type { AuditRow, SessionRow } from './tables.ts'

/** Opens a session. */
export async function putSession(db: Db, session: SessionRow): Promise<void> {
  await db.insertInto('session').values(session).execute()
}

/** The session whose secret hashes to `token`, with its account; null when ended or closed. */
export async function findSessionByToken(
  db: Db,
  token: string,
): Promise<{ readonly session: SessionRow; readonly account: KeptAccount } | null> {
  const session = await db
    .selectFrom('session')
    .selectAll()
    .where('token', '=', token)
    .executeTakeFirst()
  if (session === undefined) return null
  const account = await readAccount(db, session.account)
  return account === null || account.closed ? null : { session, account }
}

/** The sessions of an account, last used first. */
export async function readSessions(db: Db, account: string): Promise<readonly SessionRow[]> {
  return db
    .selectFrom('session')
    .selectAll()
    .where('account', '=', account)
    .orderBy('seen_at', 'desc')
    .execute()
}

/** Notes that a session was used, or that its owner has proven themselves again. */
export async function touchSession(
  db: Db,
  id: string,
  times: { readonly seen_at?: number; readonly proven_at?: number },
): Promise<void> {
  await db.updateTable('session').set(times).where('id', '=', id).execute()
}

/** Ends sessions of an account at once: one, or all but `except`. */
export async function endSessions(
  db: Db,
  account: string,
  which: { readonly id: string } | { readonly except: string | null },
): Promise<number> {
  let query = db.deleteFrom('session').where('account', '=', account)
  if ('id' in which) query = query.where('id', '=', which.id)
  else if (which.except !== null) query = query.where('id', '!=', which.except)
  const { numDeletedRows } = await query.executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Forgets sessions that nobody used since `seenBefore` or that began before `madeBefore`. */
export async function dropOldSessions(
  db: Db,
  { seenBefore, madeBefore }: { readonly seenBefore: number; readonly madeBefore: number },
): Promise<void> {
  await db
    .deleteFrom('session')
    .where((eb) => eb.or([eb('seen_at', '<', seenBefore), eb('made_at', '<', madeBefore)]))
    .execute()
}

export interface Invitation {
  /** SHA-256 of the code. */
  readonly code: string
  readonly kind: InvitationRow['kind']
  readonly account: string | null
  readonly roles: readonly Role[]
  readonly madeBy: string | null
  readonly madeAt: number
  readonly until: number
}

/** Keeps an invitation; one of the kind "first", or a reset of the same account, replaces its like. */
export async function putInvitation(db: Db, invitation: Invitation): Promise<void> {
  const { code, kind, account, roles, madeBy, madeAt, until } = invitation
  await inTransaction(db, async (tx) => {
    if (kind === 'first') await tx.deleteFrom('invitation').where('kind', '=', kind).execute()
    if (account !== null) await tx.deleteFrom('invitation').where('account', '=', account).execute()
    const rest = { roles: JSON.stringify(roles), made_by: madeBy, made_at: madeAt, until }
    await tx
      .insertInto('invitation')
      .values({ code, kind, account, ...rest })
      .execute()
  })
}

/** Invitations that still open something at `now`, newest first. */
export async function readInvitations(db: Db, now: number): Promise<readonly Invitation[]> {
  const rows = await db
    .selectFrom('invitation')
    .selectAll()
    .where('until', '>', now)
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map(({ made_by, made_at, roles, until, ...row }) => ({
    ...row,
    roles: JSON.parse(roles) as Role[],
    madeBy: made_by,
    madeAt: Number(made_at),
    until: Number(until),
  }))
}

/** Uses an invitation up. False when it is gone: two browsers cannot both have it. */
export async function spendInvitation(tx: Db, code: string, now: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('invitation')
    .where('code', '=', code)
    .where('until', '>', now)
    .executeTakeFirstOrThrow()
  return numDeletedRows !== 0n
}

/** Counts a try in a window of `windowMs`; returns how many there were, this one included. */
export async function countAttempt(
  db: Db,
  key: string,
  { now, windowMs }: { readonly now: number; readonly windowMs: number },
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const row = await tx.selectFrom('attempt').selectAll().where('key', '=', key).executeTakeFirst()
    const running = row !== undefined && Math.abs(now - Number(row.since)) < windowMs
    const values = running
      ? { since: Number(row.since), count: row.count + 1 }
      : { since: now, count: 1 }
    await tx
      .insertInto('attempt')
      .values({ key, ...values })
      .onConflict((on) => on.column('key').doUpdateSet(values))
      .execute()
    await tx
      .deleteFrom('attempt')
      .where('since', '<', now - 2 * windowMs)
      .execute()
    return values.count
  })
}

/** Forgets the tries of `key`: its owner has come in. */
export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await db.deleteFrom('attempt').where('key', '=', key).execute()
}

/** Uses `key` up until `until`. False when it was used before. */
export async function spendOnce(
  db: Db,
  key: string,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await tx.deleteFrom('spent').where('until', '<', now).execute()
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('spent')
      .values({ key, until })
      .onConflict((on) => on.column('key').doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows !== 0n
  })
}

/** Writes down who did what. */
export async function putAudit(db: Db, entry: AuditRow): Promise<void> {
  await db.insertInto('audit').values(entry).execute()
}

/** What was done before `before`, newest first. */
export async function readAudit(
  db: Db,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<readonly AuditRow[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('at', '<', before)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, at: Number(row.at) }))
}
