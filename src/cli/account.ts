// `xewer account`: people with access, for whoever sits at the machine: the way back when nobody can
// sign in any more. What it does stands in the same log as what is done on screen.
import { randomBytes } from 'node:crypto'
import { isRole, type Role, roles } from '../model/account.ts'
import {
  findAccount,
  type KeptAccount,
  readAccounts,
  readCredentials,
  updateAccount,
} from '../store/access/accounts.ts'
import { endSessions, putInvitation, readSessions } from '../store/access/sessions.ts'
import type { Db } from '../store/db.ts'
import { type Action, audit } from '../studio/access/audit.ts'
import { hashSecret, makeCode } from '../studio/access/secret.ts'
import {
  type Command,
  counted,
  Failure,
  formatJson,
  type Io,
  parseOptions,
  printable,
  readOption,
  runVerb,
  UsageError,
} from './command.ts'
import { openNewsroom } from './newsroom-folder.ts'

const usage = `
xewer account list [--data DIR] [--json]
xewer account add --roles LIST [--data DIR]
xewer account reset NAME [--data DIR]
xewer account roles NAME LIST [--data DIR]
xewer account sign-out NAME [--data DIR]
xewer account close NAME [--data DIR]

Shows and changes who may work in the studio. "add" and "reset" print a code that is typed at the
studio's address, /join: it works once, for 24 hours. A reset ends every passkey, password and session
of the account. The last administrator cannot be closed.

  --roles LIST  what a new account may do: writer, translator, editor, publisher, administrator
  --json        the list as JSON
`

const options = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  roles: { type: 'string' },
} as const

export const command: Command = {
  usage,
  run: (args, io) =>
    runVerb(args, io, {
      list,
      add,
      reset: (rest, to) => change(rest, to, reset),
      roles: (rest, to) => change(rest, to, setRoles),
      'sign-out': (rest, to) => change(rest, to, signOut),
      close: (rest, to) => change(rest, to, close),
    }),
}

async function list(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseOptions(args, options)
  const { store } = await openNewsroom(values.data, io)
  try {
    const accounts = []
    for (const { id, name, roles: given, closed, secret } of await readAccounts(store.db)) {
      const passkeys = (await readCredentials(store.db, id)).length
      const sessions = (await readSessions(store.db, id)).length
      accounts.push({ name, roles: given, closed, passkeys, password: secret !== null, sessions })
    }
    if (values.json) await io.print(formatJson(accounts))
    else
      for (const { name, roles: given, closed, passkeys, password, sessions } of accounts) {
        const ways = `${passkeys} passkeys${password ? ', password' : ''}, ${sessions} sessions`
        await io.print(`${printable(name)}\t${closed ? 'closed' : given.join(',')}\t${ways}\n`)
      }
    return 0
  } finally {
    await store.close()
  }
}

async function add(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options)
  if (values.roles === undefined || positionals.length > 0)
    throw new UsageError(
      'Say what the account may do, --roles LIST; its name is chosen by its owner',
    )
  const given = readOption(values.roles, parseRoles)
  const { store } = await openNewsroom(values.data, io)
  try {
    await giveCode(store.db, io, { kind: 'invited', account: null, roles: given })
    await note(store.db, 'invited', given.join(', '))
    return 0
  } finally {
    await store.close()
  }
}

type Change = (
  db: Db,
  io: Io,
  given: { readonly account: KeptAccount; readonly rest: readonly string[] },
) => Promise<void>

async function change(args: readonly string[], io: Io, work: Change): Promise<number> {
  const { values, positionals } = parseOptions(args, options)
  const [name, ...rest] = positionals
  if (name === undefined) throw new UsageError('Say whose account')
  const { store } = await openNewsroom(values.data, io)
  try {
    const account = await findAccount(store.db, name)
    if (account === null) {
      throw new Failure('ACC-01', `There is no account "${printable(name)}"`, [
        'Nothing was changed. "xewer account list" shows the accounts there are.',
      ])
    }
    await work(store.db, io, { account, rest })
    return 0
  } finally {
    await store.close()
  }
}

const reset: Change = async (db, io, { account }) => {
  if (account.closed) await updateAccount(db, account.id, { closed: false })
  await giveCode(db, io, { kind: 'reset', account: account.id, roles: account.roles })
  await note(db, 'accountChanged', account.name)
}

const setRoles: Change = async (db, io, { account, rest }) => {
  const given = readOption(rest[0] ?? '', parseRoles)
  await guarded(updateAccount(db, account.id, { roles: given }))
  await note(db, 'accountChanged', account.name)
  await io.print(`${printable(account.name)}\t${given.join(',')}\n`)
}

const signOut: Change = async (db, io, { account }) => {
  const ended = await endSessions(db, account.id, { except: null })
  await note(db, 'sessionsEnded', account.name)
  await io.print(`${counted(ended, 'session')} ended\n`)
}

const close: Change = async (db, io, { account }) => {
  await guarded(updateAccount(db, account.id, { closed: true }))
  await note(db, 'accountClosed', account.name)
  await io.print(`${printable(account.name)}\tclosed\n`)
}

async function guarded(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const advice = ['Nothing was changed. Give somebody else that role first.']
    throw new Failure('ACC-02', 'This is the last administrator', advice, error)
  }
}

const random = (length: number): Uint8Array => Uint8Array.from(randomBytes(length))
const codeMs = 24 * 3_600_000

async function giveCode(
  db: Db,
  io: Io,
  given: Pick<Parameters<typeof putInvitation>[1], 'kind' | 'account' | 'roles'>,
): Promise<void> {
  const code = makeCode(random, 4)
  const now = Date.now()
  const times = { madeBy: null, madeAt: now, until: now + codeMs }
  await putInvitation(db, { ...given, code: hashSecret(code), ...times })
  await io.print(`${code}\nTyped at the studio's address, /join; it works once, for 24 hours.\n`)
}

async function note(db: Db, action: Action, subject: string): Promise<void> {
  await audit({ db, now: Date.now, random }, null, action, subject)
}

/** "writer,editor". RangeError names what is no role. */
function parseRoles(text: string): readonly Role[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '')
  const wrong = names.find((name) => !isRole(name))
  if (wrong !== undefined)
    throw new RangeError(`Cannot use role "${wrong}": not one of ${roles.join(', ')}`)
  if (names.length === 0) throw new RangeError('Cannot use no roles: name at least one')
  return names.filter(isRole)
}
