// `xewer prune`: one edition that lists every file, so that the lists of all editions before it can go.
import { type Command, parseOptions, UsageError } from '../command.ts'
import { openNewsroom } from '../newsroom-folder.ts'
import { publishOnce } from './publish.ts'

const usage = `
xewer prune [--data DIR]

Makes one edition that lists every file of the site and deletes the lists of all editions before it.
Checking a copy then reads one list instead of thousands. Once a year is plenty.

The log, the records and their signatures stay, and so do forwarded articles. What is lost: earlier
bytes of a page can no longer be told from any others, and older editions not be checked alone.
`

const options = { data: { type: 'string' } } as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
    const open = await openNewsroom(values.data, io)
    try {
      const { edition } = await publishOnce(open, io, { full: true, plan: false, prune: true })
      await io.print(
        edition === null
          ? 'There is nothing to prune.\n'
          : `Edition ${edition} lists every file; the lists before it are gone.\n`,
      )
      return 0
    } finally {
      await open.store.close()
    }
  },
}
