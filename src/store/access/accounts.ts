// Accounts and their ways in: passkeys, password with TOTP, recovery codes. Secrets arrive here
// hashed; nothing here is ever read by a publish.
import { type Account, accountKey, type Role } from '../../model/account.ts'
import type { Lang } from '../../text/lang.ts'
import type { Db } from '../db.ts'
import { inOrder } from '../order.ts'
import { inTransaction } from '../transaction.ts'
import type { AccountRow, CredentialRow } from './tables.ts'

/** How an account proves itself without a passkey. */
export interface PasswordSecret {
  readonly password: string
  readonly totp: string
  /** The last step whose code was used. */
  readonly totpStep: number
}

export interface KeptAccount extends Account {
  readonly secret: PasswordSecret | null
  readonly closed: boolean
  /** Milliseconds since 1970. */
  readonly madeAt: number
}

/** A passkey as kept. */
export interface Credential {
  readonly id: string
  readonly account: string
  /** base64url */
  readonly publicKey: string
  readonly counter: number
  readonly transports: readonly string[]
  readonly label: string
  readonly madeAt: number
  readonly usedAt: number | null
}

/** Adds an account. False when its name is taken. */
export async function createAccount(
  db: Db,
  account: Account & { readonly madeAt: number },
): Promise<boolean> {
  const { id, name, roles, lang, madeAt } = account
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('account')
    .values({
      id,
      name,
      name_key: accountKey(name),
      roles: JSON.stringify(roles),
      lang,
      password: null,
      totp: null,
      totp_step: 0,
      closed: 0,
      made_at: madeAt,
    })
    .onConflict((on) => on.column('name_key').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows !== 0n
}

/** All accounts, closed ones too, by name. */
export async function readAccounts(db: Db): Promise<readonly KeptAccount[]> {
  const rows = await db.selectFrom('account').selectAll().execute()
  return inOrder(rows.map(accountOfRow), ({ name }) => name)
}

/** The account, or null when there is none. */
export async function readAccount(db: Db, id: string): Promise<KeptAccount | null> {
  const row = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : accountOfRow(row)
}

/** The account somebody means who types `name`, or null. */
export async function findAccount(db: Db, name: string): Promise<KeptAccount | null> {
  const row = await db
    .selectFrom('account')
    .selectAll()
    .where('name_key', '=', accountKey(name))
    .executeTakeFirst()
  return row === undefined ? null : accountOfRow(row)
}

export interface AccountChanges {
  readonly roles?: readonly Role[]
  readonly lang?: Lang
  readonly closed?: boolean
  /** Null takes the password away. */
  readonly secret?: PasswordSecret | null
}

/**
 * Changes an account; closing it ends its sessions. RangeError when nobody would be left who may
 * administer the newsroom.
 */
export async function updateAccount(db: Db, id: string, changes: AccountChanges): Promise<void> {
  const { roles, lang, closed, secret } = changes
  const values: Partial<AccountRow> = {}
  if (roles !== undefined) values.roles = JSON.stringify(roles)
  if (lang !== undefined) values.lang = lang
  if (closed !== undefined) values.closed = closed ? 1 : 0
  if (secret !== undefined) {
    const { password = null, totp = null, totpStep = 0 } = secret ?? {}
    Object.assign(values, { password, totp, totp_step: totpStep })
  }
  await inTransaction(db, async (tx) => {
    await tx.updateTable('account').set(values).where('id', '=', id).execute()
    if (closed) await tx.deleteFrom('session').where('account', '=', id).execute()
    if (roles === undefined && !closed) return
    const left = (await readAccounts(tx)).filter((account) => !account.closed)
    if (!left.some((account) => account.roles.includes('administrator')))
      throw new RangeError('Cannot change account: it is the last administrator')
  })
}

/** Notes that the code of a TOTP step was used. False when that step, or a later one, was used before. */
export async function useTotpStep(db: Db, id: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('account')
    .set({ totp_step: step })
    .where('id', '=', id)
    .where('totp_step', '<', step)
    .executeTakeFirstOrThrow()
  return numUpdatedRows !== 0n
}

/** Keeps a passkey. False when it is registered already. */
export async function putCredential(db: Db, credential: Credential): Promise<boolean> {
  const { id, account, publicKey, counter, transports, label, madeAt, usedAt } = credential
  const row: CredentialRow = {
    id,
    account,
    public_key: publicKey,
    counter,
    transports: JSON.stringify(transports),
    label,
    made_at: madeAt,
    used_at: usedAt,
  }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('credential')
    .values(row)
    .onConflict((on) => on.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows !== 0n
}

/** The passkey with this id, or null. */
export async function readCredential(db: Db, id: string): Promise<Credential | null> {
  const row = await db.selectFrom('credential').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : credentialOfRow(row)
}

/** The passkeys of an account, oldest first. */
export async function readCredentials(db: Db, account: string): Promise<readonly Credential[]> {
  const rows = await db
    .selectFrom('credential')
    .selectAll()
    .where('account', '=', account)
    .orderBy('made_at')
    .execute()
  return rows.map(credentialOfRow)
}

/** Notes a use: when, and the authenticator's counter. */
export async function useCredential(
  db: Db,
  id: string,
  use: { readonly counter: number; readonly at: number },
): Promise<void> {
  await db
    .updateTable('credential')
    .set({ counter: use.counter, used_at: use.at })
    .where('id', '=', id)
    .execute()
}

/** Forgets passkeys: one of an account, or all of them when `id` is null. */
export async function dropCredentials(db: Db, account: string, id: string | null): Promise<void> {
  let query = db.deleteFrom('credential').where('account', '=', account)
  if (id !== null) query = query.where('id', '=', id)
  await query.execute()
}

/** Gives an account new recovery codes in place of all earlier ones. */
export async function putRecoveryCodes(
  db: Db,
  account: string,
  hashes: readonly string[],
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.deleteFrom('recovery_code').where('account', '=', account).execute()
    for (const hash of hashes)
      await tx.insertInto('recovery_code').values({ hash, account }).execute()
  })
}

/** Uses a recovery code up. False when the account has no such code. */
export async function spendRecoveryCode(db: Db, account: string, hash: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('recovery_code')
    .where('account', '=', account)
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow()
  return numDeletedRows !== 0n
}

/** How many recovery codes an account has left. */
export async function countRecoveryCodes(db: Db, account: string): Promise<number> {
  const row = await db
    .selectFrom('recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('codes'))
    .where('account', '=', account)
    .executeTakeFirstOrThrow()
  return Number(row.codes)
}

function accountOfRow(row: AccountRow): KeptAccount {
  const { id, name, lang, password, totp } = row
  return {
    id,
    name,
    roles: JSON.parse(row.roles) as Role[],
    lang: lang as Lang,
    secret:
      password === null || totp === null
        ? null
        : { password, totp, totpStep: Number(row.totp_step) },
    closed: row.closed === 1,
    madeAt: Number(row.made_at),
  }
}

function credentialOfRow(row: CredentialRow): Credential {
  return {
    id: row.id,
    account: row.account,
    publicKey: row.public_key,
    counter: Number(row.counter),
    transports: JSON.parse(row.transports) as string[],
    label: row.label,
    madeAt: Number(row.made_at),
    usedAt: row.used_at === null ? null : Number(row.used_at),
  }
}
