// `xewer sections`: the newsroom's sections. A key is part of addresses and never changes; names may.
import type { Newsroom, Section } from '../model/newsroom.ts'
import { parseSectionKey } from '../model/settings.ts'
import { putNewsroom } from '../store/newsroom.ts'
import { parseLang } from '../text/lang.ts'
import {
  type Command,
  Failure,
  formatJson,
  type Io,
  parseOptions,
  printable,
  readOption,
  runVerb,
  UsageError,
} from './command.ts'
import { openNewsroom } from './newsroom-folder.ts'

const usage = `
xewer sections list [--data DIR] [--json]
xewer sections add KEY --name NAME [--language L] [--data DIR]
xewer sections rename KEY --name NAME [--language L] [--data DIR]

A section's key is part of its address, lower-case letters and digits, and never changes. Its name may
be given, and changed, in each language; languages without one show the next language's.

  --language L   the language of NAME; otherwise the newsroom's first
  --json         the list as JSON
`

const options = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  name: { type: 'string' },
  language: { type: 'string' },
} as const

export const command: Command = {
  usage,
  run: (args, io) => runVerb(args, io, { list, add: put(true), rename: put(false) }),
}

async function list(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseOptions(args, options)
  const { store, newsroom } = await openNewsroom(values.data, io)
  await store.close()
  if (values.json) await io.print(formatJson(newsroom.sections))
  else
    for (const { key, name } of newsroom.sections) {
      const names = Object.entries(name).map(([lang, text]) => `${lang}: ${text}`)
      await io.print(`${key}\t${printable(names.join(', '))}\n`)
    }
  return 0
}

function put(isNew: boolean): Command['run'] {
  return async (args, io) => {
    const { values, positionals } = parseOptions(args, options)
    const [key] = positionals
    const name = values.name?.trim()
    if (key === undefined || positionals.length > 1 || !name)
      throw new UsageError('Say the key of one section and --name NAME')
    if (isNew) readOption(key, parseSectionKey)
    const { store, newsroom } = await openNewsroom(values.data, io)
    try {
      const lang = readOption(values.language ?? newsroom.languages[0]!, parseLang)
      if (!newsroom.languages.includes(lang))
        throw new UsageError(`"${lang}" is not one of ${newsroom.languages.join(', ')}`)
      const known = newsroom.sections.find((section) => section.key === key)
      if ((known !== undefined) === isNew) {
        const state = isNew ? 'There is a section' : 'There is no section'
        throw new Failure('SEC-01', `${state} "${printable(key)}"`, ['Nothing was changed.'])
      }
      const section = { key, name: { ...known?.name, [lang]: name } }
      await putNewsroom(store.db, withSection(newsroom, section))
      return 0
    } finally {
      await store.close()
    }
  }
}

function withSection(newsroom: Newsroom, section: Section): Newsroom {
  const at = newsroom.sections.findIndex(({ key }) => key === section.key)
  const sections = at === -1 ? [...newsroom.sections, section] : newsroom.sections.with(at, section)
  return { ...newsroom, sections }
}

/** UsageError when `key` is not a section of the newsroom. */
export function checkSection(key: string, { sections }: Newsroom): void {
  if (sections.some((section) => section.key === key)) return
  const known = sections.map((section) => section.key).join(', ')
  throw new UsageError(`There is no section "${key}"${known && `, only ${known}`}`)
}
