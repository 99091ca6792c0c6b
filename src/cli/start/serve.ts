// `xewer serve`: hands out a published folder over HTTP, in a process that can read nothing else.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parsePort } from '../../config.ts'
import { type ServeOptions, type Serving, startServe } from '../../serve/start.ts'
import { type Command, Failure, parseOptions, readOption, UsageError } from '../command.ts'
import { findTree, newsroomFolder } from '../newsroom-folder.ts'
import { stopSignal, untilStopped } from '../until-stopped.ts'

const usage = `
xewer serve --data DIR | --site FOLDER [--port N] [--host HOST] [--socket PATH]
            [--onion-location URL] [--ask ADDRESS]

Serves the published site of a newsroom, or any folder that holds one.

  --data DIR            the newsroom's folder
  --site FOLDER         a published tree: a mirror, an unpacked copy
  --port N              0 takes any free one (8080)
  --host HOST           where to listen (127.0.0.1)
  --socket PATH         a unix socket in place of host and port, for an onion service
  --onion-location URL  the onion's address, for browsers that know how to use it
  --ask ADDRESS         where "xewer ask" answers the readers' questions; without it the search
                        page says what else leads to an article
`

const options = {
  data: { type: 'string' },
  site: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  socket: { type: 'string' },
  'onion-location': { type: 'string' },
  ask: { type: 'string' },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
    if (values.data !== undefined && values.site !== undefined)
      throw new UsageError('Say --data or --site, not both')
    const site =
      values.site === undefined
        ? newsroomFolder(values.data ?? io.config.data).site
        : (findTree(resolve(values.site)) ?? resolve(values.site))
    if (!existsSync(join(site, 'index.html'))) {
      throw new Failure('SRV-01', `There is no published site in "${site}"`, [
        'Publish first: xewer publish --data DIR.',
      ])
    }
    const stop = stopSignal({ withParent: false })
    const serving = await openSite({
      folder: site,
      host: values.host ?? io.config.host,
      port: values.port === undefined ? io.config.port : readOption(values.port, parsePort),
      socket: values.socket,
      onionLocation: values['onion-location'],
      ask: values.ask,
    })
    await io.print(`The site is at ${serving.address}\n`)
    return untilStopped([serving], stop)
  },
}

/** startServe(); Failure SRV-12 when it may not listen where it should. */
export async function openSite(options: ServeOptions): Promise<Serving> {
  try {
    return await startServe(options)
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const where = options.socket ?? `port ${options.port ?? 8080}`
    const advice = ['Nothing is served. Choose another one: --port N (0 takes any free one).']
    if (said.includes('EADDRINUSE'))
      throw new Failure('SRV-12', `Another program listens at ${where} already`, advice, error)
    if (said.includes('EACCES'))
      throw new Failure('SRV-12', `This user may not listen at ${where}`, advice, error)
    throw error
  }
}
