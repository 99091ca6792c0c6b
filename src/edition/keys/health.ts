// Whether the online keys will do for the next edition: known to the trust file, not revoked, inside
// their time. An edition signed otherwise would be refused by every reader, for ever.

import { sameBytes } from '../log/bytes.ts'
import type { SigningKeys } from '../log/compose.ts'
import { publicBytes } from '../log/ed25519.ts'
import { type TrustFile, voidAfter } from '../log/trust.ts'

export interface KeyHealth {
  /** look: replace them soon; wrong: nothing may be signed with them. */
  readonly verdict: 'good' | 'look' | 'wrong'
  readonly text: string
}

const lookDays = 21
const dayMs = 24 * 3_600_000

/** `number` and `now` are those of the next edition. */
export function judgeKeys(
  trust: TrustFile,
  keys: SigningKeys,
  { number, now }: { readonly number: number; readonly now: number },
): KeyHealth {
  const wrong = (text: string): KeyHealth => ({ verdict: 'wrong', text })
  const own = publicBytes(keys.edition)
  const known = trust.editions.filter(({ publicKey }) => sameBytes(publicKey, own))
  if (known.length === 0) return wrong('the edition key is not in the trust file')
  if ((voidAfter(trust, own) ?? number) < number) return wrong('the edition key is revoked')
  const logs = keys.log.map(publicBytes)
  const valid = logs.filter((key) => trust.log.some(({ publicKey }) => sameBytes(publicKey, key)))
  if (valid.length < logs.length) return wrong('a log key is not in the trust file')
  if (valid.every((key) => (voidAfter(trust, key) ?? number) < number))
    return wrong('the log key is revoked')
  const until = Math.max(...known.map((key) => Date.parse(key.until)))
  if (Math.min(...known.map((key) => Date.parse(key.from))) > now)
    return wrong(`the edition key is for later: from ${known[0]?.from}`)
  // The edition is dated at the full hour after now.
  if (now + 3_600_000 > until) return wrong(`the edition key has ended: ${isoDay(until)}`)
  const days = Math.floor((until - now) / dayMs)
  if (days > lookDays) return { verdict: 'good', text: `edition key good until ${isoDay(until)}` }
  return { verdict: 'look', text: `the edition key ends on ${isoDay(until)}, in ${days} days` }
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
