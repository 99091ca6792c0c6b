// `xewer ask`: answers readers' searches, in a process that can read the search index and nothing else
// of the newsroom. `xewer start` starts it, too; by itself it is for service units.
import { askCommand } from '../../ask/start.ts'
import { parsePort } from '../../config.ts'
import { startListener } from '../../serve/start.ts'
import { type Command, parseOptions, readOption, UsageError } from '../command.ts'
import { newsroomFolder } from '../newsroom-folder.ts'
import { stopSignal, untilStopped } from '../until-stopped.ts'

const usage = `
xewer ask [--data DIR | --index FILE] [--port N | --socket PATH]

Answers what readers search for. "xewer serve --ask ADDRESS" passes their questions on; nothing else
should reach this door. It may run as another user, who can read the index.

  --data DIR     the newsroom's folder (newsroom)
  --index FILE   the search index by itself (search.db in the newsroom's folder)
  --port N       a port of this machine (any free one)
  --socket PATH  a unix socket in place of a port
`

const options = {
  data: { type: 'string' },
  index: { type: 'string' },
  port: { type: 'string' },
  socket: { type: 'string' },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
    const { data, index, port, socket } = values
    if (data !== undefined && index !== undefined)
      throw new UsageError('Say --data or --index, not both')
    const stop = stopSignal({ withParent: false })
    const ask = askCommand({
      index: index ?? newsroomFolder(data ?? io.config.data).search,
      port: port === undefined ? undefined : readOption(port, parsePort),
      socket,
    })
    const answering = await startListener(ask, 'Cannot answer readers')
    await io.print(`Readers' searches are answered at ${answering.address}\n`)
    return untilStopped([answering], stop)
  },
}
