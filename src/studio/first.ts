// The first account: while there is none, the console prints a code that opens the form for it. The
// code dies after a quarter of an hour, at its first use, and when another one is printed.
import { roles } from '../model/account.ts'
import { readAccounts } from '../store/access/accounts.ts'
import { putInvitation } from '../store/access/sessions.ts'
import { hashSecret, makeCode } from './access/secret.ts'
import type { Studio } from './route.ts'

export const firstCodeMinutes = 15

/** A new code for the first account; null when there is an account already. */
export async function firstCode(
  studio: Pick<Studio, 'db' | 'now' | 'random'>,
): Promise<string | null> {
  const accounts = await readAccounts(studio.db)
  if (accounts.some(({ closed }) => !closed)) return null
  const code = makeCode(studio.random, 4)
  const now = studio.now()
  await putInvitation(studio.db, {
    code: hashSecret(code),
    kind: 'first',
    account: null,
    roles,
    madeBy: null,
    madeAt: now,
    until: now + firstCodeMinutes * 60_000,
  })
  return code
}
