// The keys of a new newsroom: the root key goes to a place the user names, sealed with a passphrase;
// the online keys and what is public of them stay in keys/.
import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  type KeyWindow,
  makeKeys,
  signTrust,
  writeOnlineKeys,
  writeRootKey,
} from '../../edition/keys/keys.ts'
import { Failure } from '../command.ts'
import { fingerprintOf, writePublic } from './public.ts'
import { formatSheet } from './sheet.ts'

const hourMs = 3_600_000
const windowDays = 90
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** From this hour on, for so many days: the time an edition key may sign. */
export function keyWindow(now: number): KeyWindow {
  const from = Math.floor(now / hourMs) * hourMs
  const hour = (at: number): string => `${new Date(at).toISOString().slice(0, 13)}:00:00Z`
  return { from: hour(from), until: hour(from + windowDays * 24 * hourMs) }
}

/** Six groups of four letters: about 119 bits. */
export function makePassphrase(): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 6 }, group).join('-')
}

/**
 * Makes root, log and edition keys and the first trust file. Returns what the user has to keep: the
 * sheet, where the root key is, and its passphrase. Failure KEY-01 when a root key lies there already.
 */
export async function makeNewsroomKeys(
  keys: string,
  made: {
    readonly origin: string
    readonly now: number
    readonly rootKey: string
    readonly passphrase: string
    /** Lower only in tests, see edition/keys/age.ts. */
    readonly workFactorLog2?: number
  },
): Promise<string> {
  if (existsSync(made.rootKey)) {
    throw new Failure('KEY-01', `There is a root key in "${made.rootKey}" already`, [
      'Nothing was changed. Name another place with --root-key FILE.',
    ])
  }
  const { root, online, trust } = makeKeys(made.origin, keyWindow(made.now))
  const files = signTrust(trust, [root])
  await writeRootKey(made.rootKey, root, made)
  writeOnlineKeys(keys, online)
  writePublic(keys, files)
  return formatSheet({ trust, fingerprint: fingerprintOf(keys) ?? '' })
}
