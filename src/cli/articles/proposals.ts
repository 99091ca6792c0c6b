// `xewer articles proposals`, `join` and `reject`: what may be a translation of what, and a person's
// word on it.
import { joinPublished } from '../../edition/join-articles.ts'
import { type ArticleId, parseArticleId } from '../../model/id.ts'
import type { Db } from '../../store/db.ts'
import { type Pair, readCandidates, readProposals, rejectPair } from '../../store/proposals.ts'
import { Failure, formatJson, type Io, parseOptions, readOption, UsageError } from '../command.ts'
import { openNewsroom } from '../newsroom-folder.ts'
import { formatProposal, type ToldProposal, tellProposals } from '../proposals.ts'

const listOptions = { data: { type: 'string' }, json: { type: 'boolean' } } as const
const options = { data: { type: 'string' } } as const
const pageSize = 200

/** Lists what nobody has decided. */
export async function proposals(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, listOptions)
  if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
  const { store } = await openNewsroom(values.data, io)
  try {
    const all: ToldProposal[] = []
    for (let after: Pair | null = null; ; ) {
      const page = await readProposals(store.db, { after, limit: pageSize })
      const told = await tellProposals(store.db, page)
      if (values.json) all.push(...told)
      else await io.print(told.map((one) => `${formatProposal(one)}\n`).join(''))
      after = page.at(-1) ?? null
      if (after === null) break
    }
    if (values.json) await io.print(formatJson(all))
    return 0
  } finally {
    await store.close()
  }
}

/** Moves the texts of the second article into the first. */
export async function join(args: readonly string[], io: Io): Promise<number> {
  return decide(args, io, async (db, [into, from]) => {
    try {
      await joinPublished(db, { from, into })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      throw new Failure('ART-04', error.message, ['Nothing was changed.'])
    }
    await io.print(`${from} is part of ${into} now; readers see it with the next publish.\n`)
  })
}

/** Remembers that two articles are not translations of each other. */
export async function reject(args: readonly string[], io: Io): Promise<number> {
  return decide(args, io, (db, [one, other]) => rejectPair(db, one, other))
}

async function decide(
  args: readonly string[],
  io: Io,
  word: (db: Db, ids: readonly [ArticleId, ArticleId]) => Promise<void>,
): Promise<number> {
  const { values, positionals } = parseOptions(args, options)
  if (positionals.length !== 2) throw new UsageError('Say the ids of two articles')
  const [one, other] = positionals.map((id) => readOption(id, parseArticleId)) as [
    ArticleId,
    ArticleId,
  ]
  if (one === other) throw new UsageError('That is one article')
  const { store } = await openNewsroom(values.data, io)
  try {
    const known = await readCandidates(store.db, [one, other])
    const missing = [one, other].find((id) => !known.has(id))
    if (missing !== undefined) {
      const advice = ['Nothing was changed. "xewer articles list" shows them all.']
      throw new Failure('ART-01', `There is no article "${missing}"`, advice)
    }
    await word(store.db, [one, other])
    return 0
  } finally {
    await store.close()
  }
}
