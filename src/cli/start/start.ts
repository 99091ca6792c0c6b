// `xewer start`: opens every door of a newsroom, each a process of its own. Without a newsroom it
// makes the sample one first, so that a fresh clone has something to show.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { askCommand } from '../../ask/start.ts'
import { parsePort } from '../../config.ts'
import { startListener } from '../../serve/start.ts'
import { type Command, type Io, parseOptions, readOption, UsageError } from '../command.ts'
import { type NewsroomFolder, newsroomFolder, openNewsroom } from '../newsroom-folder.ts'
import { publishOnce } from '../publish/publish.ts'
import { type Running, stopSignal, untilStopped } from '../until-stopped.ts'
import { openPrivateDoors } from './private.ts'
import { openSite } from './serve.ts'

const usage = `
xewer start [--data DIR] [--port N] [--host HOST] [--studio-port N]

Starts everything: the public site, the studio, and the publisher behind it. Where there is no newsroom
yet, a sample one is made. What was never published is published first; later editions are made when
somebody says so, or at their time.

  --data DIR       the newsroom's folder (newsroom)
  --port N         of the public site; 0 takes any free one (8080)
  --host HOST      where the public site listens (127.0.0.1)
  --studio-port N  of the studio, which listens to this machine only (8081)
`

const options = {
  data: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  'studio-port': { type: 'string' },
} as const

const sample = fileURLToPath(new URL('../../../sample', import.meta.url))

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
    const folder = newsroomFolder(values.data ?? io.config.data)
    const port = values.port === undefined ? io.config.port : readOption(values.port, parsePort)
    const studioPort = readOption(values['studio-port'] ?? String(io.config.studioPort), parsePort)
    const at = { host: values.host ?? io.config.host, port, studioPort }
    const stop = stopSignal({ withParent: false })
    if (!existsSync(folder.path)) await makeSample(folder, io)
    if (!existsSync(join(folder.site, 'index.html'))) await publishFirst(folder, io)
    return untilStopped(await openDoors(folder, at, io), stop)
  },
}

/** The sample newsroom, in the very way a user would bring in a folder of their own. */
async function makeSample(folder: NewsroomFolder, io: Io): Promise<void> {
  io.warn(`There is no newsroom in ${folder.path} yet: making the sample one.\n`)
  const languages = 'en,ug,ug-Latn,ug-Cyrl,tr,zh-Hans,kk'
  const settings = [
    '--name',
    'The Poplar',
    '--languages',
    languages,
    '--zone',
    'Europe/Berlin',
    '--url',
    'https://poplar.example/',
  ]
  const { command: initCommand } = await import('../init.ts')
  const { command: importCommand } = await import('../import/import.ts')
  await initCommand.run(['--data', folder.path, ...settings], io)
  await importCommand.run(['--data', folder.path, sample], io)
}

async function publishFirst(folder: NewsroomFolder, io: Io): Promise<void> {
  const opened = await openNewsroom(folder.path, io)
  try {
    await publishOnce(opened, io, { full: false, plan: false })
  } finally {
    await opened.store.close()
  }
}

/** The readers' questions first: the site then knows where to pass them on. */
async function openDoors(
  folder: NewsroomFolder,
  at: { readonly host: string; readonly port: number; readonly studioPort: number },
  io: Io,
): Promise<readonly Running[]> {
  const { host, port, studioPort } = at
  const ask = await startListener(askCommand({ index: folder.search }), 'Cannot answer readers')
  const open: Running[] = [ask]
  try {
    const site = await openSite({ folder: folder.site, ask: ask.address, host, port })
    open.push(site)
    await io.print(`The site is at ${site.address}\n`)
    const check = site.address
    open.push(...(await openPrivateDoors({ data: folder.path, studioPort, check }, io)))
    return open
  } catch (cause) {
    await Promise.all(open.map((door) => door.stop()))
    throw cause
  }
}
