// What is to be done about each found item, decided before anything is written: what is unchanged,
// what comes twice in one run, what cannot be taken. Pictures are made for the rest alone.
import { createHash } from 'node:crypto'
import type { FoundArticle, FoundItem } from '../../import/found.ts'
import { checkMoment } from '../../model/time.ts'
import type { Db } from '../../store/db.ts'
import { findBySource } from '../../store/sources.ts'
import type { Lang } from '../../text/lang.ts'
import type { AccountItem } from './account.ts'
import { digestFiles, type KeptPictures, keepPictures } from './pictures.ts'

/** An item with its fate, or ready to be written. */
export type Prepared =
  | { readonly kind: 'settled'; readonly entry: AccountItem }
  | ReadyArticle
  | Exclude<FoundItem, { readonly kind: 'article' | 'merged' | 'refused' }>

export interface ReadyArticle extends KeptPictures {
  readonly kind: 'article'
  readonly found: FoundArticle
  /** Of the item as the source has it: the same digest next time is an unchanged item. */
  readonly digest: string
}

export interface Preparation {
  readonly db: Db
  /** Folder of re-encoded pictures. */
  readonly media: string
  /** For versions whose source does not say. */
  readonly lang: Lang
  readonly section: string | null
  readonly keepBylines: boolean
  /** Keys met in this run, with the place of the first; grows. */
  readonly seen: Map<string, string>
  /** Those of them that the newsroom has just so; grows. */
  readonly unchanged: Set<string>
}

/** Decides about a batch; results in its order. */
export async function prepare(
  batch: readonly FoundItem[],
  how: Preparation,
): Promise<readonly Prepared[]> {
  const out: Prepared[] = []
  for (const item of batch) out.push(await prepareOne(item, how))
  const waiting = out.filter((one) => one.kind === 'article')
  const pictures = await keepPictures(
    waiting.map(({ found }) => found),
    how.media,
  )
  const done = new Map(waiting.map((one, at) => [one, { ...one, ...pictures[at]! }]))
  return out.map((one) => (one.kind === 'article' ? done.get(one)! : one))
}

async function prepareOne(item: FoundItem, how: Preparation): Promise<Prepared> {
  if (item.kind === 'refused') {
    const { kind: _, ...refused } = item
    return { kind: 'settled', entry: { ...refused, fate: 'refused', notes: [] } }
  }
  if (item.kind === 'merged') return { kind: 'settled', entry: mergedEntry(item, how) }
  if (item.kind !== 'article') return item
  const found = item.article
  const said = trySaid(found, how)
  const { where, what = 'article' } = found
  const entry = { where, what, name: said.name, reason: said.reason, notes: [] }
  if (said.reason !== null) return { kind: 'settled', entry: { ...entry, fate: 'refused' } }
  const key = keyOf(found)
  const first = how.seen.get(key)
  if (first !== undefined) {
    const reason = `the same item as ${first}`
    return { kind: 'settled', entry: { ...entry, fate: 'merged', reason } }
  }
  how.seen.set(key, found.where)
  const { digest } = said
  const known = await findBySource(how.db, found.system, found.key)
  if (known?.digest === digest) {
    how.unchanged.add(key)
    return { kind: 'settled', entry: { ...entry, fate: 'unchanged' } }
  }
  return { kind: 'article', found, digest, kept: new Map(), strange: [] }
}

/** A second place of an article shares its fate: refused with it, nothing new when it is unchanged. */
function mergedEntry(
  { where, what = 'article', name, into, reason }: FoundItem & { kind: 'merged' },
  { seen, unchanged }: Preparation,
): AccountItem {
  const entry = { where, what, name, notes: [] }
  const key = keyOf(into)
  if (unchanged.has(key)) return { ...entry, fate: 'unchanged', reason: null }
  if (seen.has(key)) return { ...entry, fate: 'merged', reason }
  return { ...entry, fate: 'refused', reason: `${reason}, which was refused` }
}

function keyOf({ system, key }: { readonly system: string; readonly key: string }): string {
  return createHash('sha256').update(`${system}\n${key}`).digest('base64')
}

interface Said {
  readonly name: string | null
  readonly digest: string
  /** What is wrong with the item; null when it can be taken. */
  readonly reason: string | null
}

/** Reads all the item says, once, before anything is written for it. */
function trySaid(found: FoundArticle, how: Preparation): Said {
  try {
    if (found.when !== null) checkMoment(found.when)
    return { ...saidBy(found, how), reason: null }
  } catch (error) {
    // One item that cannot be read is that item's refusal; anything else is a fault of ours.
    if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error
    return { name: null, digest: '', reason: error.message }
  }
}

/** The digest is of all the source says and the run adds; places and notes may change freely. */
function saidBy(found: FoundArticle, how: Preparation): { name: string | null; digest: string } {
  const files = digestFiles(found.pictures)
  const { where: _, notes: __, pictures, ...facts } = found
  const credits = pictures.map(({ name, credit, focus }) => [name, credit, focus, files.get(name)])
  const words = found.versions.map((version) => version.text(files))
  const waiting = found.versions.map(({ newer }) => newer?.text(files) ?? null)
  const choices = [how.section, how.lang, how.keepBylines]
  const digest = createHash('sha256')
    .update(JSON.stringify([facts, credits, words, waiting, choices]))
    .digest('hex')
  return { name: words[0]?.headline ?? null, digest }
}
