// Who may use a route: the one rule, asked by the door and by the navigation.
import type { Access, Session } from './route.ts'

/** Whether somebody signed in as `session` (null: nobody) may use what needs `access`. */
export function mayUse(access: Access, session: Pick<Session, 'account'> | null): boolean {
  if (access === 'anyone') return true
  if (session === null) return false
  return access === 'signed-in' || access.some((role) => session.account.roles.includes(role))
}
