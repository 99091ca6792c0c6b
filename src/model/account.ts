// Who may work in the studio. Accounts are pseudonymous and private: never bylines, never on a public
// page, never made from one.
import type { Lang } from '../text/lang.ts'

/** What an account may do, from least to most; an account may have several. */
export const roles = ['writer', 'translator', 'editor', 'publisher', 'administrator'] as const
export type Role = (typeof roles)[number]

export interface Account {
  readonly id: string
  /** The name to sign in with, and what colleagues see. */
  readonly name: string
  readonly roles: readonly Role[]
  /** Interface language. */
  readonly lang: Lang
}

const nameMax = 40

/** Whether `text` names a role. */
export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text)
}

/** Reads a sign-in name: trimmed, one form of each letter. RangeError when it cannot be one. */
export function parseAccountName(text: string): string {
  const name = text.normalize('NFC').trim().replace(/\s+/g, ' ')
  if (!/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} ._@-]*$/u.test(name) || name.length > nameMax)
    throw new RangeError(`Cannot use name "${name}": letters and digits, ${nameMax} at most`)
  return name
}

/** What two names share when people would take them for the same. */
export function accountKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
