// Which imported articles may be translations of one another. The work is that of the articles of a
// batch: clues are looked up by what they say, never article by article.
import { createHash } from 'node:crypto'
import type { FoundArticle } from '../../import/found.ts'
import { type Body, figuresOf } from '../../model/body.ts'
import type { ArticleId, Digest } from '../../model/id.ts'
import { hrefsOf } from '../../model/links.ts'
import { oldAddressForms } from '../../model/old-address.ts'
import type { Db } from '../../store/db.ts'
import {
  type Candidate,
  type Proposal,
  pairOf,
  proposePair,
  putClues,
  readCandidates,
  sharedLangs,
} from '../../store/proposals.ts'
import { readRevision } from '../../store/revisions.ts'
import { findByAddresses, findBySource } from '../../store/sources.ts'
import { readVersions } from '../../store/versions.ts'

/** An article of the batch, as it was written. */
export interface WrittenArticle {
  readonly id: ArticleId
  readonly found: FoundArticle
  readonly image: Digest | null
  readonly bodies: readonly Body[]
}

interface Clue {
  readonly article: ArticleId
  readonly clue: string
  readonly reason: string
  /** How many days may lie between the two. */
  readonly daysMax: number
}

/** Further links of an article are not looked at. */
const linksMax = 30
/** A translation follows within this time. */
const monthsApart = 62

/** Proposes what the articles of a batch may be translations of; what is new. In a transaction. */
export async function proposeTranslations(
  tx: Db,
  batch: readonly WrittenArticle[],
): Promise<readonly Proposal[]> {
  const clues = batch.flatMap(cluesOf)
  const sharing = await putClues(tx, clues)
  const linked = await linkedPairs(tx, batch)
  const named = new Set([...sharing.values()].flat())
  for (const { one, other } of linked) named.add(one).add(other)
  const candidates = await readCandidates(tx, [...named])
  const reasons = new Map<string, Set<string>>()
  const propose = (a: ArticleId, b: ArticleId, reason: string, daysMax: number): void => {
    const [first, second] = [candidates.get(a), candidates.get(b)]
    if (a === b || !first || !second || sharedLangs(first, second).length > 0) return
    const days = daysBetween(first, second)
    if (days === null ? daysMax === 0 : days > daysMax) return
    const { one, other } = pairOf(a, b)
    const known = reasons.get(`${one} ${other}`) ?? new Set<string>()
    reasons.set(`${one} ${other}`, known.add(reason))
    if (days === 0) known.add('the same day')
  }
  for (const { article, clue, reason, daysMax } of clues)
    for (const other of sharing.get(clue) ?? []) propose(article, other, reason, daysMax)
  for (const { one, other, reasons: why } of await mutual(tx, linked, candidates))
    for (const reason of why) propose(one, other, reason, Number.POSITIVE_INFINITY)
  const made: Proposal[] = []
  for (const [pair, why] of reasons) {
    const [one, other] = pair.split(' ') as [ArticleId, ArticleId]
    const proposal = { one, other, reasons: [...why] }
    if (await proposePair(tx, proposal)) made.push(proposal)
  }
  return made
}

function cluesOf({ id, found, image, bodies }: WrittenArticle): readonly Clue[] {
  const clues = new Map<string, Clue>()
  const add = (kind: string, value: string, why: Pick<Clue, 'reason' | 'daysMax'>): void => {
    const clue = createHash('sha256').update(`${kind} ${value}`).digest('base64url').slice(0, 16)
    clues.set(clue, { article: id, clue, ...why })
  }
  const picture = image ?? bodies.flatMap(figuresOf)[0]
  if (picture !== undefined)
    add('picture', picture, { reason: 'the same picture', daysMax: monthsApart })
  for (const { path } of found.addresses) {
    const number = /(?:\/node\/|\/archives\/|[?&](?:p|id|nid)=|node\/)(\d{1,12})$/.exec(path)?.[1]
    if (number !== undefined) {
      const reason = `the same number in the old address (${number})`
      add('number', number, { reason, daysMax: 0 })
    }
    const slug = slugIn(path)
    if (slug !== null) {
      const reason = `the same name in the old address (“${slug}”)`
      add('slug', slug, { reason, daysMax: monthsApart })
    }
  }
  return [...clues.values()]
}

/** "spring" of "/2021/03/05/spring-tr.html": what translations may share; null for numbers and shorts. */
function slugIn(path: string): string | null {
  if (path.includes('?')) return null
  const [last = ''] = path.replace(/\/+$/, '').split('/').slice(-1)
  const bare = last.replace(/\.\w{2,5}$/, '').toLowerCase()
  const slug = bare.replace(/[-_](?:[a-z]{2}(?:[-_][a-z]{2,4})?)$/, '')
  return slug.length >= 5 && slug.length <= 200 && /\p{L}{3}/u.test(slug) ? slug : null
}

interface Linked {
  readonly one: ArticleId
  readonly other: ArticleId
  /** Null: `one`'s text leads to `other`, and the other way has to be looked at. */
  readonly reason: string | null
}

/** Whom the articles of a batch link to, of those that are here already. */
async function linkedPairs(tx: Db, batch: readonly WrittenArticle[]): Promise<readonly Linked[]> {
  const pairs: Linked[] = []
  const paths = new Map(batch.map(({ id, bodies }) => [id, pathsIn(bodies)]))
  const targets = await findByAddresses(tx, [...paths.values()].flat())
  for (const { id, found } of batch) {
    for (const { system, key } of found.translations) {
      const other = (await findBySource(tx, system, key))?.article
      if (other === undefined || other === id) continue
      pairs.push({ one: id, other, reason: 'the old site links them as translations' })
    }
    for (const other of new Set(paths.get(id)?.map((path) => targets.get(path))))
      if (other !== undefined && other !== id) pairs.push({ one: id, other, reason: null })
  }
  return pairs
}

/** Of `linked`, what holds in both directions; only texts that could be a pair are read. */
async function mutual(
  tx: Db,
  linked: readonly Linked[],
  candidates: ReadonlyMap<ArticleId, Candidate>,
): Promise<readonly Proposal[]> {
  const out: Proposal[] = []
  for (const { one, other, reason } of linked) {
    const [first, second] = [candidates.get(one), candidates.get(other)]
    if (!first || !second || sharedLangs(first, second).length > 0) continue
    if (reason !== null) {
      out.push({ one, other, reasons: [reason] })
      continue
    }
    const back = await findByAddresses(tx, pathsIn(await bodiesOf(tx, other)))
    if ([...back.values()].includes(one))
      out.push({ one, other, reasons: ['their texts link to each other'] })
  }
  return out
}

/** Old addresses to which texts may lead. */
function pathsIn(bodies: readonly Body[]): readonly string[] {
  return bodies
    .flatMap(hrefsOf)
    .slice(0, linksMax)
    .flatMap((href) => oldAddressForms(href.replace(/^https?:\/\/[^/]+/i, '')).slice(0, 1))
}

async function bodiesOf(tx: Db, article: ArticleId): Promise<readonly Body[]> {
  const bodies: Body[] = []
  for (const { lang, newest } of (await readVersions(tx, [article])).get(article) ?? []) {
    const revision = await readRevision(tx, { article, lang, number: newest })
    if (revision !== null) bodies.push(revision.body)
  }
  return bodies
}

/** Null while a date is open. */
function daysBetween(a: Candidate, b: Candidate): number | null {
  if (a.date === null || b.date === null) return null
  return Math.abs(Date.parse(a.date) - Date.parse(b.date)) / 86_400_000
}
