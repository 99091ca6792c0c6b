// Sessions: a random secret in a cookie, its hash in the store. Read on every request, so that ending
// one works at once. They die after half an hour of nothing and after half a day in any case.
import type { Account } from '../../model/account.ts'
import { idFromBytes } from '../../model/id.ts'
import {
  dropOldSessions,
  findSessionByToken,
  putSession,
  touchSession,
} from '../../store/access/sessions.ts'
import type { Session, Studio } from '../route.ts'
import { hashSecret, openSealed, seal } from './secret.ts'

const idleMs = 30 * 60_000
const wholeMs = 12 * 3_600_000
/** How exactly use is noted: a write per request would be too much. */
const touchMs = 60_000

/** Opens a session for an account that has just proven itself; the result is a Set-Cookie value. */
export async function startSession(
  studio: Studio,
  account: Pick<Account, 'id'>,
  request: Request,
): Promise<string> {
  const now = studio.now()
  const token = Buffer.from(studio.random(32)).toString('base64url')
  await putSession(studio.db, {
    id: idFromBytes(studio.random(5)),
    token: hashSecret(token),
    account: account.id,
    browser: browserOf(request.headers.get('user-agent') ?? ''),
    made_at: now,
    seen_at: now,
    proven_at: now,
  })
  await dropOldSessions(studio.db, { seenBefore: now - idleMs, madeBefore: now - wholeMs })
  return setCookie(studio, 'session', token)
}

/** The session a request belongs to, or null. */
export async function findSession(studio: Studio, request: Request): Promise<Session | null> {
  const token = readCookie(studio, request, 'session')
  if (token === null) return null
  const found = await findSessionByToken(studio.db, hashSecret(token))
  if (found === null) return null
  const { session, account } = found
  const now = studio.now()
  if (now - session.seen_at > idleMs || now - session.made_at > wholeMs) return null
  if (now - session.seen_at > touchMs) await touchSession(studio.db, session.id, { seen_at: now })
  return { id: session.id, provenAt: session.proven_at, account }
}

type CookieName = 'session' | 'step' | 'known'

/** A cookie of ours on a request, or null. */
export function readCookie(studio: Studio, request: Request, name: CookieName): string | null {
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((part) => part.trim())
  const start = `${cookieName(studio, name)}=`
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length) ?? null
}

/** A Set-Cookie value; it lasts as long as the browser runs, or `days`. Empty text takes it away. */
export function setCookie(studio: Studio, name: CookieName, value: string, days = 0): string {
  const secure = isSecure(studio) ? '; Secure' : ''
  const age = value === '' ? '; Max-Age=0' : days > 0 ? `; Max-Age=${days * 86_400}` : ''
  return `${cookieName(studio, name)}=${value}; Path=/; HttpOnly; SameSite=Strict${secure}${age}`
}

/** Browsers tell cookies of one host apart by name only, not by port: the name holds the port. */
function cookieName(studio: Studio, name: CookieName): string {
  const { port } = new URL(studio.origin)
  return isSecure(studio) ? `__Host-xewer-${name}` : `xewer-${name}-${port || '80'}`
}

function isSecure(studio: Studio): boolean {
  return studio.origin.startsWith('https://')
}

const stepMs = 15 * 60_000

/** One step of a way in: bound to one browser by a cookie, good for a quarter of an hour, used once. */
export interface Step {
  /** What is random in it; challenges and keys are derived from it. */
  readonly nonce: string
  readonly until: number
}

/** A new step and the Set-Cookie value that binds it to the browser. */
export function startStep(studio: Studio): { readonly step: Step; readonly cookie: string } {
  const nonce = Buffer.from(studio.random(32)).toString('base64url')
  const until = studio.now() + stepMs
  const sealed = seal(studio.secret, 'step', `${nonce}_${until}`)
  return { step: { nonce, until }, cookie: setCookie(studio, 'step', sealed) }
}

/** The step a request continues, or null when it has none, or an old one. */
export function readStep(studio: Studio, request: Request): Step | null {
  const text = openSealed(studio.secret, 'step', readCookie(studio, request, 'step') ?? '')
  if (text === null) return null
  const [, nonce = '', until = ''] = /^([\w-]{43})_(\d+)$/.exec(text) ?? []
  return studio.now() < Number(until) ? { nonce, until: Number(until) } : null
}

const browsers = ['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari']
const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux']

/** "Firefox, Linux": no version, no model. */
function browserOf(agent: string): string {
  const find = (names: readonly string[]): string =>
    names.find((name) => agent.includes(name)) ?? '?'
  return `${find(browsers)}, ${find(systems)}`
}
