// How often somebody may try to come in as an account. Strangers share ten tries an hour for each
// name, known or not. A browser its owner has signed in with before carries a sealed mark and has
// ten tries of its own: whoever hammers on a name does not lock its owner out.
import { accountKey } from '../../model/account.ts'
import { countAttempt, forgetAttempts } from '../../store/access/sessions.ts'
import type { Studio } from '../route.ts'
import { keyedHash, openSealed, seal } from './secret.ts'
import { readCookie, setCookie } from './sessions.ts'

const triesMax = 10
const windowMs = 3_600_000
const markDays = 180

/** Counts a try to come in as `name`; false when there were too many: then nothing may be checked. */
export async function mayTry(studio: Studio, request: Request, name: string): Promise<boolean> {
  const now = studio.now()
  const tries = await countAttempt(studio.db, keyOf(studio, request, name), { now, windowMs })
  return tries <= triesMax
}

/** After coming in: the tries of this browser are forgotten, and it is marked as known. */
export async function rememberBrowser(
  studio: Studio,
  request: Request,
  name: string,
): Promise<string> {
  await forgetAttempts(studio.db, keyOf(studio, request, name))
  const nonce = Buffer.from(studio.random(12)).toString('base64url')
  const mark = seal(studio.secret, markPurpose(studio, name), nonce)
  return setCookie(studio, 'known', mark, markDays)
}

/** A keyed hash: the table does not tell which names were tried. */
function keyOf(studio: Studio, request: Request, name: string): string {
  const mark = readCookie(studio, request, 'known') ?? ''
  const browser = openSealed(studio.secret, markPurpose(studio, name), mark) ?? 'stranger'
  return keyedHash(studio.secret, 'tries', `${accountKey(name)}\n${browser}`).toString('base64url')
}

/** A mark is good for one name only. */
function markPurpose(studio: Studio, name: string): string {
  return `known ${keyedHash(studio.secret, 'name', accountKey(name)).toString('base64url')}`
}
