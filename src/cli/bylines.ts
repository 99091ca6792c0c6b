// `xewer bylines`: the old site's user names are private until it is decided here, once for each,
// what readers see.
import { nameByline, readPosters } from '../store/bylines.ts'
import {
  type Command,
  counted,
  Failure,
  formatJson,
  type Io,
  parseOptions,
  printable,
  runVerb,
  UsageError,
} from './command.ts'
import { openNewsroom } from './newsroom-folder.ts'

const usage = `
xewer bylines list [--data DIR] [--json]
xewer bylines set POSTER NAME [--data DIR]
xewer bylines set POSTER --private [--data DIR]

Lists the user names of the old site with what readers see for each, and sets it. A user name stays
private until it is given a public one, which may be the same. Shown at the next publish.

  --private   readers see no byline
  --json      the list as JSON
`

const options = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  private: { type: 'boolean' },
} as const

export const command: Command = {
  usage,
  run: (args, io) => runVerb(args, io, { list, set }),
}

async function list(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseOptions(args, options)
  const { store } = await openNewsroom(values.data, io)
  try {
    const posters = await readPosters(store.db)
    if (values.json) await io.print(formatJson(posters))
    else
      for (const { poster, articles, decided, byline } of posters) {
        const open = byline === null ? '(private, not decided)' : `${byline} (kept, not decided)`
        const shown = decided ? (byline ?? '(private)') : open
        await io.print(`${printable(poster)}\t${articles}\t${printable(shown)}\n`)
      }
    return 0
  } finally {
    await store.close()
  }
}

async function set(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options)
  const [poster, name] = positionals
  const given = [name, values.private].filter((value) => value !== undefined).length
  if (poster === undefined || given !== 1 || positionals.length > 2)
    throw new UsageError('Say whose name, and either the public name or --private')
  if (name?.trim() === '') throw new UsageError('The public name is empty; --private shows none')
  const { store } = await openNewsroom(values.data, io)
  try {
    const posters = await readPosters(store.db)
    if (!posters.some((known) => known.poster === poster)) {
      throw new Failure('BYL-01', `No article was posted by "${printable(poster)}"`, [
        'Nothing was changed. "xewer bylines list" shows the names there are.',
      ])
    }
    const articles = await nameByline(store.db, poster, name ?? null)
    await io.print(`${counted(articles, 'article')}\n`)
    return 0
  } finally {
    await store.close()
  }
}
