// The verbs of `xewer people` that say who is who. Each is an editor's word: nothing else links.
import { randomBytes } from 'node:crypto'
import {
  type ArticleId,
  idFromBytes,
  type PersonId,
  parseArticleId,
  parsePersonId,
} from '../model/id.ts'
import type { Newsroom } from '../model/newsroom.ts'
import type { Db } from '../store/db.ts'
import type { PersonLink } from '../store/people/links.ts'
import {
  createPerson,
  mergePeople,
  readPerson,
  renamePerson,
  splitPerson,
  updatePerson,
} from '../store/people/people.ts'
import { readProposals } from '../store/people/propose.ts'
import { answerArticle, confirmSpellings, rejectSpellings } from '../store/people/register.ts'
import { readStrangers } from '../store/people/strangers.ts'
import { inTransaction } from '../store/transaction.ts'
import { type Lang, parseLang } from '../text/lang.ts'
import {
  Failure,
  formatJson,
  type Io,
  parseOptions,
  printable,
  readOption,
  UsageError,
} from './command.ts'
import { openNewsroom } from './newsroom-folder.ts'

const options = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  article: { type: 'string' },
  'search-only': { type: 'boolean', default: false },
  unlisted: { type: 'boolean' },
  listed: { type: 'boolean' },
} as const

type Values = ReturnType<typeof parseOptions<typeof options>>['values']

interface Work {
  readonly db: Db
  readonly newsroom: Newsroom
  readonly values: Values
  readonly named: readonly string[]
  readonly io: Io
}

const strangersShown = 40

/** What waits for an editor's word: proposals, and names nobody has registered. */
export const suggest = verb(async ({ db, io, values }) => {
  const proposals = await readProposals(db)
  const strangers = await readStrangers(db)
  if (values.json) return io.print(formatJson({ proposals, strangers }))
  const lines: string[] = []
  for (const [person, links] of Map.groupBy(proposals, ({ person: id }) => id)) {
    lines.push(`${person} ${await nameOf(db, person)} may be named by`)
    for (const { article, place, spelling } of links)
      lines.push(`  ${article} ${place}: ${spelling}`)
  }
  if (lines.length > 0) lines.push('Say "xewer people confirm ID SPELLING...", or "reject".', '')
  for (const group of strangers.slice(0, strangersShown))
    lines.push(group.map(({ name, count }) => `“${name}” (${count})`).join(', '))
  if (strangers.length > 0)
    lines.push('In no register yet. Say "xewer people confirm NAME SPELLING..." for a new person.')
  await io.print(lines.length === 0 ? 'Nothing waits.\n' : `${lines.map(printable).join('\n')}\n`)
})

/** Confirms spellings, or an article, of a person; a name in place of an id makes a new person. */
export const confirm = verb(async (work) => {
  const { db, values, named, io } = work
  const [first, ...spellings] = named
  if (first === undefined) throw new UsageError('Say a person’s id or name, then the spellings')
  const links = await inTransaction(db, async (tx) => {
    const { person, isNew } = await personOf(tx, first, work)
    if (values.article !== undefined) {
      const article = readOption(values.article, parseArticleId)
      return answerArticle(tx, { article, person, spellings, status: 'confirmed' })
    }
    const names = isNew ? [first, ...spellings] : spellings
    const meant = names.length > 0 ? names : await proposedOf(tx, person)
    if (!isNew && meant.length === 0)
      throw new Failure('PEO-02', `Nothing is proposed for person "${person}"`, [
        'Name the spellings to confirm. "xewer people suggest" shows what waits.',
      ])
    return confirmSpellings(tx, { person, spellings: meant, searchOnly: values['search-only'] })
  })
  await report(io, links, values)
})

/** Remembers what is not a person's name, or that an article does not mean them. */
export const reject = verb(async ({ db, values, named, io }) => {
  const [first, ...spellings] = named
  if (first === undefined) throw new UsageError('Say a person’s id, then the spellings')
  if (spellings.length === 0 && values.article === undefined)
    throw new UsageError('Say which spellings, or which --article, are not this person')
  const person = await known(db, first)
  const links =
    values.article === undefined
      ? await rejectSpellings(db, { person, spellings })
      : await answerArticle(db, {
          article: readOption(values.article, parseArticleId),
          person,
          spellings,
          status: 'rejected',
        })
  await report(io, links, values)
})

export const merge = verb(async ({ db, named, io }) => {
  const [from, into] = await two(db, named)
  await refusing(() => mergePeople(db, { from, into }))
  await io.print(`${from} is ${into} from now on; "xewer people split ${from}" takes it back.\n`)
})

export const split = verb(async ({ db, named, io }) => {
  const id = await one(db, named)
  await refusing(() => splitPerson(db, id))
  await io.print(`${id} stands for itself again.\n`)
})

/** Another preferred name in one language; or whether readers may find the person at all. */
export const rename = verb(async ({ db, newsroom, values, named, io }) => {
  const [first, name] = named
  if (first === undefined || named.length > 2)
    throw new UsageError('Say a person’s id and the name')
  const id = await known(db, first)
  const { listed, unlisted } = values
  if (listed && unlisted) throw new UsageError('Say --listed or --unlisted, not both')
  if (name === undefined && !listed && !unlisted) throw new UsageError('Say the name')
  await inTransaction(db, async (tx) => {
    if (name !== undefined)
      await refusing(() => renamePerson(tx, id, { lang: langOf(values, newsroom), name }))
    if (listed || unlisted) await updatePerson(tx, id, { unlisted: unlisted === true })
  })
  await io.print(`${id} ${printable(await nameOf(db, id))}${unlisted ? ' is not listed' : ''}\n`)
})

function verb(work: (work: Work) => Promise<void>) {
  return async (args: readonly string[], io: Io): Promise<number> => {
    const { values, positionals } = parseOptions(args, options)
    const { store, newsroom } = await openNewsroom(values.data, io)
    try {
      await work({ db: store.db, newsroom, values, named: positionals, io })
      return 0
    } finally {
      await store.close()
    }
  }
}

/** The person with this id, or a new one with this name. */
async function personOf(
  tx: Db,
  text: string,
  { newsroom, values }: Work,
): Promise<{ person: PersonId; isNew: boolean }> {
  const id = idOf(text)
  if (id !== null && (await readPerson(tx, id)) !== null) return { person: id, isNew: false }
  if (!/\p{L}/u.test(text)) throw new UsageError(`"${text}" is neither a person’s id nor a name`)
  if (values.article !== undefined) throw new UsageError('Say a person’s id with --article')
  const person = parsePersonId(idFromBytes(randomBytes(5)))
  await createPerson(tx, {
    id: person,
    preferred: { [langOf(values, newsroom)]: text },
    spellings: [],
    unlisted: values.unlisted === true,
    slug: null,
  })
  return { person, isNew: true }
}

function idOf(text: string): PersonId | null {
  try {
    return parsePersonId(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

async function known(db: Db, text: string): Promise<PersonId> {
  const id = readOption(text, parsePersonId)
  const person = await readPerson(db, id)
  if (person !== null) return id
  throw new Failure('PEO-01', `There is no person "${id}"`, [
    '"xewer people list" shows everybody.',
  ])
}

async function one(db: Db, named: readonly string[]): Promise<PersonId> {
  if (named.length !== 1) throw new UsageError('Say the id of one person')
  return known(db, named[0] ?? '')
}

async function two(db: Db, named: readonly string[]): Promise<readonly [PersonId, PersonId]> {
  if (named.length !== 2) throw new UsageError('Say the ids of two persons: who, and who they are')
  return [await known(db, named[0] ?? ''), await known(db, named[1] ?? '')]
}

function langOf({ lang }: Values, { languages }: Newsroom): Lang {
  return lang === undefined ? languages[0]! : readOption(lang, parseLang)
}

async function proposedOf(tx: Db, person: PersonId): Promise<readonly string[]> {
  const links = await readProposals(tx)
  return [
    ...new Set(links.filter((link) => link.person === person).map(({ spelling }) => spelling)),
  ]
}

/** A RangeError of the store says in a sentence why it cannot be. */
async function refusing(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Failure('PEO-03', error.message, ['Nothing was changed.'], error)
  }
}

async function nameOf(db: Db, id: PersonId): Promise<string> {
  const person = await readPerson(db, id)
  return Object.values(person?.preferred ?? {})[0] ?? ''
}

async function report(io: Io, links: readonly PersonLink[], { json }: Values): Promise<void> {
  if (json) return io.print(formatJson(links))
  const lines = links.map(
    ({ article, person, place, spelling, status }) =>
      `${person} ${status}: ${article satisfies ArticleId} ${place}: ${spelling}`,
  )
  await io.print(
    lines.length === 0 ? 'No article was linked.\n' : `${lines.map(printable).join('\n')}\n`,
  )
}
