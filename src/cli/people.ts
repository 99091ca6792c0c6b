// `xewer people`: the register of people and the spellings of their names.
import { parsePersonId } from '../model/id.ts'
import type { Person } from '../model/person.ts'
import { readLinks } from '../store/links.ts'
import { readMerged, readPeople, readPerson } from '../store/people.ts'
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
xewer people list [--data DIR] [--json]
xewer people show ID [--data DIR] [--json]

The register of people: list shows everybody with their preferred name, show one person with all
spellings and the articles that name them.

  --json   as JSON
`

const options = { data: { type: 'string' }, json: { type: 'boolean' } } as const

export const command: Command = {
  usage,
  run: (args, io) => runVerb(args, io, { list, show }),
}

async function list(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseOptions(args, options)
  const { store } = await openNewsroom(values.data, io)
  try {
    const people = await readPeople(store.db)
    if (values.json) await io.print(formatJson(people))
    else
      for (const person of people) {
        const count = person.spellings.filter(({ status }) => status !== 'rejected').length
        const unlisted = person.unlisted ? '\tunlisted' : ''
        await io.print(`${person.id}\t${printable(nameOf(person))}\t${count}${unlisted}\n`)
      }
    return 0
  } finally {
    await store.close()
  }
}

async function show(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options)
  if (positionals.length !== 1) throw new UsageError('Say the id of one person')
  const id = readOption(positionals[0] ?? '', parsePersonId)
  const { store } = await openNewsroom(values.data, io)
  try {
    const person = await readPerson(store.db, id)
    if (person === null) {
      const advice = ['"xewer people list" shows everybody.']
      throw new Failure('PEO-01', `There is no person "${id}"`, advice)
    }
    const merged = await readMerged(store.db, person.id)
    const links = await readLinks(store.db, { person: person.id })
    if (values.json) await io.print(formatJson({ ...person, merged, links }))
    else {
      const preferred = Object.entries(person.preferred).map(([lang, name]) => `${lang}: ${name}`)
      const spellings = person.spellings.map(({ text, status }) => `${status}: ${text}`)
      const articles = links.map(
        ({ article, place, status, spelling }) => `${article} ${place} ${status}: ${spelling}`,
      )
      const also = merged.map((other) => `merged: ${other}`)
      const lines = [...preferred, ...spellings, ...also, ...articles].map(printable)
      await io.print(`${[person.id, ...lines].join('\n')}\n`)
    }
    return 0
  } finally {
    await store.close()
  }
}

function nameOf({ preferred, spellings }: Person): string {
  return Object.values(preferred)[0] ?? spellings[0]?.text ?? ''
}
