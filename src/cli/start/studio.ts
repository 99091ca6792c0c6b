// `xewer studio`: the private web application, on a port of its own. It has no key and publishes
// nothing: it writes down what is to be published, the publisher does it.
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parsePort } from '../../config.ts'
import { studioSecret } from '../../studio/access/secret.ts'
import { createStudio } from '../../studio/app.ts'
import { loadAssets } from '../../studio/assets.ts'
import { firstCode, firstCodeMinutes } from '../../studio/first.ts'
import { type Listening, listen } from '../../studio/listen.ts'
import type { Studio } from '../../studio/route.ts'
import { routes } from '../../studio/routes.ts'
import { type Command, Failure, type Io, parseOptions, readOption, UsageError } from '../command.ts'
import { type OpenNewsroom, openNewsroom } from '../newsroom-folder.ts'
import { stopSignal, untilAborted } from '../until-stopped.ts'

const usage = `
xewer studio [--data DIR] [--port N] [--host HOST] [--url URL]

Starts the studio, where the newsroom writes, translates, checks and publishes. While there is no
account yet it prints a code with which the first one is made, good for ${firstCodeMinutes} minutes.

  --data DIR   the newsroom's folder
  --port N     0 takes any free one (8081)
  --host HOST  where it listens (127.0.0.1: this machine only)
  --url URL    where browsers reach it, when a proxy with TLS stands before it:
               https://studio.example (http://localhost:PORT)
  --with-parent  end when standard input ends: with the process that started it
`

const options = {
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  url: { type: 'string' },
  'with-parent': { type: 'boolean', default: false },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
    const port =
      values.port === undefined ? io.config.studioPort : readOption(values.port, parsePort)
    const url = values.url ?? io.config.studioUrl
    const origin = url === null ? null : readOption(url, parseOrigin)
    const stop = stopSignal({ withParent: values['with-parent'] })
    const opened = await openNewsroom(values.data, io)
    try {
      const at = { host: values.host ?? '127.0.0.1', port, origin }
      const { listening, studio } = await openStudio(opened, at, io)
      await io.print(`The studio is at ${studio.origin}/\n`)
      const code = await firstCode(studio)
      if (code !== null) {
        await io.print(`There is no account yet. Open ${studio.origin}/join and type this code:

    ${code}

It works once, within ${firstCodeMinutes} minutes; starting the studio again prints another one.\n`)
      }
      await untilAborted(stop)
      await listening.close()
      return 0
    } finally {
      await opened.store.close()
    }
  },
}

async function openStudio(
  { folder, store }: OpenNewsroom,
  at: { readonly host: string; readonly port: number; readonly origin: string | null },
  io: Pick<Io, 'warn' | 'config'>,
): Promise<{ readonly listening: Listening; readonly studio: Studio }> {
  const spool = join(folder.path, 'spool')
  mkdirSync(spool, { recursive: true, mode: 0o700 })
  const parts = {
    db: store.db,
    folder: folder.path,
    media: folder.media,
    spool,
    secret: await studioSecret(store.db),
    now: Date.now,
    random: (length: number) => Uint8Array.from(randomBytes(length)),
    assets: await loadAssets(),
    report(error: unknown) {
      const text = error instanceof Error ? (io.config.debug ? error.stack : error.message) : error
      io.warn(`studio: ${text} [STU-02]\n`)
    },
  }
  let studio: Studio | null = null
  try {
    const listening = await listen(at, (port) => {
      studio = { ...parts, origin: at.origin ?? `http://localhost:${port}` }
      return createStudio(studio, routes).fetch
    })
    if (studio === null) throw new Error('Cannot open the studio: it does not listen')
    return { listening, studio }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    const why = code === 'EACCES' ? 'may not be used' : 'is in use'
    const advice = [
      'Nothing was changed. Choose another one: --port N, or --studio-port N of "xewer start".',
    ]
    throw new Failure('STU-01', `Port ${at.port} ${why}`, advice, error)
  }
}

/** "https://studio.example/" -> "https://studio.example". */
function parseOrigin(text: string): string {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw new RangeError(`Cannot use address "${text}": not https:// and a host name alone`)
  return url.origin
}
