// `xewer keys`: the sheet to print, new keys every 90 days, revocation of stolen ones, and the drill
// that shows beforehand that all of this works. All but the sheet need the root key.
import type { KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readLog } from '../../edition/commit.ts'
import { drill } from '../../edition/keys/drill.ts'
import { judgeKeys } from '../../edition/keys/health.ts'
import {
  hasOnlineKeys,
  readOnlineKeys,
  readRootKey,
  revoke,
  rotate,
  signTrust,
  writeOnlineKeys,
} from '../../edition/keys/keys.ts'
import { withLease } from '../../edition/lease.ts'
import { sameBytes } from '../../edition/log/bytes.ts'
import { publicBytes } from '../../edition/log/ed25519.ts'
import { emptyLog } from '../../edition/log/tiles.ts'
import type { TrustFile } from '../../edition/log/trust.ts'
import { type Command, Failure, type Io, parseOptions, runVerb, UsageError } from '../command.ts'
import { type OpenNewsroom, openNewsroom } from '../newsroom-folder.ts'
import { keyWindow } from './new.ts'
import { readPassphrase } from './passphrase.ts'
import { fingerprintOf, readTrustFile, writePublic } from './public.ts'
import { formatSheet } from './sheet.ts'

const usage = `
xewer keys sheet [--data DIR]
xewer keys rotate --root-key FILE [--passphrase-file FILE] [--data DIR]
xewer keys revoke --root-key FILE [--passphrase-file FILE] [--data DIR]
xewer keys drill  --root-key FILE [--passphrase-file FILE] [--data DIR]

sheet    prints the sheet: origin, verifier keys, fingerprint as text and QR code
rotate   makes new log and edition keys for the next 90 days; the old ones stay known. Also when
         they were lost
revoke   the keys on this machine were stolen, or may have been: what they sign after the newest
         edition is refused from now on, and new keys take their place. In a newsroom that was restored
         without its keys: all that its trust file names
drill    plays a theft of the keys in memory: forged editions must be refused, older ones must stay
         good. Shows that the root key can be opened and is the right one. Changes nothing.

  --root-key FILE         the root key, as "xewer init" made it
  --passphrase-file FILE  its passphrase; asked for otherwise

After rotate and revoke publish at once: the new trust file reaches readers with the next edition.
`

const options = {
  data: { type: 'string' },
  'root-key': { type: 'string' },
  'passphrase-file': { type: 'string' },
} as const

export const command: Command = {
  usage,
  run: (args, io) =>
    runVerb(args, io, {
      sheet: (rest, inner) => withNewsroom(rest, inner, printSheet),
      rotate: (rest, inner) => withRoot(rest, inner, renew('rotate')),
      revoke: (rest, inner) => withRoot(rest, inner, renew('revoke')),
      drill: (rest, inner) => withRoot(rest, inner, play),
    }),
}

type Values = ReturnType<typeof parseOptions<typeof options>>['values']

async function withNewsroom(
  args: readonly string[],
  io: Io,
  work: (open: OpenNewsroom, io: Io, values: Values) => Promise<number>,
): Promise<number> {
  const { values, positionals } = parseOptions(args, options)
  if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
  const open = await openNewsroom(values.data, io)
  try {
    return await work(open, io, values)
  } finally {
    await open.store.close()
  }
}

interface WithRoot extends OpenNewsroom {
  readonly trust: TrustFile
  readonly root: KeyObject
}

function withRoot(
  args: readonly string[],
  io: Io,
  work: (open: WithRoot, io: Io) => Promise<number>,
): Promise<number> {
  return withNewsroom(args, io, async (open, _, values) => {
    const trust = readTrustFile(open.folder.keys)
    return work({ ...open, trust, root: await openRoot(values, trust, io) }, io)
  })
}

async function openRoot(values: Values, trust: TrustFile, io: Io): Promise<KeyObject> {
  const file = values['root-key']
  if (file === undefined) throw new UsageError('Say where the root key is: --root-key FILE')
  if (!existsSync(file))
    throw new Failure('KEY-03', `There is no root key at "${file}"`, ['Nothing was changed.'])
  const passphrase =
    values['passphrase-file'] === undefined
      ? await readPassphrase(io)
      : readFileSync(values['passphrase-file'], 'utf8').trim()
  const root = await readRootKey(file, passphrase).catch((cause: unknown) => {
    const advice = ['Nothing was changed. The passphrase is wrong, or the file is damaged.']
    throw new Failure('KEY-04', `The root key "${file}" cannot be opened`, advice, cause)
  })
  if (trust.roots.some((known) => sameBytes(known, publicBytes(root)))) return root
  throw new Failure('KEY-05', `"${file}" is not the root key of this newsroom`, [
    'Nothing was changed. The trust file names another one.',
  ])
}

async function printSheet({ folder }: OpenNewsroom, io: Io): Promise<number> {
  const trust = readTrustFile(folder.keys)
  await io.print(await formatSheet({ trust, fingerprint: fingerprintOf(folder.keys) ?? '' }))
  return 0
}

/** The public files first: should power fail between, the old keys still hold and this runs again. */
function renew(how: 'rotate' | 'revoke') {
  return async ({ folder, store, trust, root }: WithRoot, io: Io): Promise<number> => {
    const { keys } = folder
    return withLease({ db: store.db, now: Date.now() }, async () => {
      const lost = !hasOnlineKeys(keys)
      const log = (await readLog(store.db)) ?? emptyLog
      const window = keyWindow(Date.now())
      const next =
        how === 'rotate'
          ? rotate(trust, lost ? { log: [] } : readOnlineKeys(keys), window)
          : revoke(
              trust,
              { keys: lost ? null : readOnlineKeys(keys), after: log.size, root: log.root },
              window,
            )
      writePublic(keys, signTrust(next.trust, [root]))
      writeOnlineKeys(keys, next.online)
      const { text } = judgeKeys(next.trust, next.online, { number: log.size + 1, now: Date.now() })
      await io.print(
        `${how === 'revoke' ? `The old keys count up to edition ${log.size}. ` : ''}New keys: ${text}.\n` +
          `Trust file ${next.trust.version} goes out with the next edition: run "xewer publish" now.\n`,
      )
      return 0
    })
  }
}

async function play({ folder, trust, root }: WithRoot, io: Io): Promise<number> {
  if (!hasOnlineKeys(folder.keys))
    throw new Failure('KEY-07', `There are no keys to rehearse with in "${folder.keys}"`, [
      'Nothing was changed. Make new ones first: xewer keys rotate --root-key FILE',
    ])
  const online = readOnlineKeys(folder.keys)
  const steps = await drill({ trust, roots: [root], online })
  for (const { step, expected, outcome } of steps)
    await io.print(`${outcome === expected ? 'good' : 'WRONG'}\t${step}: ${outcome}\n`)
  if (steps.every(({ expected, outcome }) => outcome === expected)) return 0
  throw new Failure('KEY-06', 'The drill went wrong', [
    'Nothing was changed. Do not rely on these keys; report this with the lines above.',
  ])
}
