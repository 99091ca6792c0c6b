// The first step of a publish: what is pending is compared with what is published and staged as the
// next state. Everything later reads the staged state, so that edits made meanwhile wait their turn.
import { type ArticleId, parseArticleId, parseDigest, parsePersonId } from '../model/id.ts'
import type { Newsroom } from '../model/newsroom.ts'
import type { Db } from '../store/db.ts'
import { type Pending, readPending, readPendingOf } from '../store/pending.ts'
import {
  readApprovedIds,
  readDue,
  readListedPerson,
  readPublishable,
} from '../store/publishable.ts'
import {
  isPublishedNewsroom,
  stageArticles,
  stageNewsroom,
  stagePerson,
} from '../store/published.ts'
import { countLive } from '../store/published-lists.ts'
import { deriveVersions } from './derive.ts'
import type { Changes } from './dirty.ts'
import type { Lease } from './lease.ts'
import { withFormerPlaces } from './old-address.ts'

const batchSize = 200
const fewChanges = 500

export interface Staged {
  readonly pending: readonly Pending[]
  readonly changes: Changes
  /** So much changes that every page is looked at: new settings, or a large part of the archive. */
  readonly everything: boolean
}

/** What a publish starts from. */
export interface Start {
  readonly newsroom: Newsroom
  /** Milliseconds since 1970: what is scheduled for later stays back. */
  readonly now: number
  /** Compare every article, not only the pending ones. */
  readonly full: boolean
  readonly onProgress: (done: number, of: number) => void
  readonly lease: Lease
}

/** Stages the next state. Each batch is a transaction; dropStaged() undoes them all. */
export async function stageChanges(db: Db, start: Start): Promise<Staged> {
  const { newsroom, now, lease } = start
  const pending = await readPending(db)
  const settings = (await isPublishedNewsroom(db, newsroom))
    ? 'same'
    : await lease.transact((tx) => stageNewsroom(tx, newsroom))
  const articles: Changes['articles'][number][] = []
  const shown = pending.filter(({ kind }) => kind !== 'article')
  let changed = 0
  let done = 0
  const everyArticle = start.full || (settings !== 'same' && languagesDiffer(settings, newsroom))
  const ids = await candidateIds(db, { now, full: everyArticle }, pending)
  const most = await mostChanges(db, ids.length)
  for (let at = 0; at < ids.length; at += batchSize) {
    const batch = ids.slice(at, at + batchSize)
    await lease.transact(async (tx) => {
      await deriveVersions(tx, batch, start)
      // Read here, in the transaction that reads the articles: an edit made later stays pending.
      shown.push(...(await readPendingOf(tx, 'article', batch)))
      const next = await readPublishable(tx, batch, { now, languages: newsroom.languages })
      for (const change of await stageArticles(tx, next, withFormerPlaces)) {
        changed += 1
        if (changed <= most) articles.push(change)
      }
    })
    done += batch.length
    start.onProgress(done, ids.length)
  }
  return {
    pending: shown,
    changes: {
      articles,
      persons: await stagePersons(db, pending, start),
      pictures: picturesOf(pending),
    },
    everything: settings !== 'same' || changed > most,
  }
}

/** With more changes than this every page is looked at, and they need not be remembered. */
async function mostChanges(db: Db, candidates: number): Promise<number> {
  // Counting costs what the archive is large: not for a few articles.
  if (candidates <= fewChanges) return fewChanges
  return Math.max(fewChanges, (await countLive(db, 'published')) / 5)
}

/** Another language or derived script: readers may see more or less of any article. */
function languagesDiffer(before: Newsroom | null, next: Newsroom): boolean {
  const facts = ({ languages, derived }: Newsroom): string => JSON.stringify([languages, derived])
  return before !== null && facts(before) !== facts(next)
}

async function candidateIds(
  db: Db,
  { full, now }: Pick<Start, 'full' | 'now'>,
  pending: readonly Pending[],
): Promise<ArticleId[]> {
  const ids = new Set(pending.filter(({ kind }) => kind === 'article').map(({ id }) => id))
  for (const id of await readDue(db, now)) ids.add(id)
  if (full) {
    for (let last = ''; ; ) {
      const batch = await readApprovedIds(db, last, 5000)
      for (const id of batch) ids.add(id)
      const end = batch.at(-1)
      if (end === undefined) break
      last = end
    }
  }
  return [...ids].map(parseArticleId)
}

async function stagePersons(
  db: Db,
  pending: readonly Pending[],
  { full, lease }: Start,
): Promise<Changes['persons']> {
  const marked = pending.filter(({ kind }) => kind === 'person').map(({ id }) => id)
  const all = full ? (await db.selectFrom('person').select('id').execute()).map(({ id }) => id) : []
  const persons: Changes['persons'][number][] = []
  for (const id of new Set([...marked, ...all].map(parsePersonId))) {
    const next = await readListedPerson(db, id)
    const old = await lease.transact((tx) => stagePerson(tx, id, next))
    if (old !== 'same') persons.push({ id, old, next })
  }
  return persons
}

function picturesOf(pending: readonly Pending[]): Changes['pictures'] {
  return pending.filter(({ kind }) => kind === 'picture').map(({ id }) => parseDigest(id))
}
