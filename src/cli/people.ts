// `xewer people`: the register of people and the spellings of their names.
import { parsePersonId } from '../model/id.ts'
import type { Person } from '../model/person.ts'
import { readLinks } from '../store/people/links.ts'
import { readMerged, readPeople, readPerson } from '../store/people/people.ts'
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
import { confirm, merge, reject, rename, split, suggest } from './people-verbs.ts'

const usage = `
xewer people list | show ID | suggest [--json] [--data DIR]
xewer people confirm ID|NAME [SPELLING...] [--lang TAG] [--article ID] [--search-only] [--unlisted]
xewer people reject ID [SPELLING...] [--article ID]
xewer people merge ID INTO | split ID
xewer people rename ID [NAME] [--lang TAG] [--listed | --unlisted]

The register of people. A person has a preferred name in each language and any number of spellings;
readers find all articles under any of them. Nobody is linked to an article without your word.

  list      everybody, with their preferred name and the number of spellings
  show      one person with all spellings, and the articles that name them
  suggest   what waits for your word: proposals, and names that are in no register yet
  confirm   "these are this person's names": links the articles that have them. A name in place of an
            id makes a new person
  reject    "these are not": remembered, and never proposed again
  merge     two persons are one; the second stands for both
  split     takes a merge back
  rename    another preferred name; articles keep the spelling they were published with

  --article ID   confirm or reject for one article only
  --search-only  pinyin and the like: readers find the person by it and are never shown it
  --unlisted     somebody who must not be found: no page, no list, no search
  --lang TAG     the language of the name (the newsroom's first)
  --json         as JSON
`

const options = { data: { type: 'string' }, json: { type: 'boolean' } } as const

export const command: Command = {
  usage,
  run: (args, io) =>
    runVerb(args, io, { list, show, suggest, confirm, reject, merge, split, rename }),
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
