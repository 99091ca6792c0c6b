// Writes what a reader found, a batch in a transaction, and enters each item's fate in the account.
// Killed at any point it can simply be run again: what is there already is unchanged.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FoundArticle, FoundItem, FoundVersion } from '../../import/found.ts'
import type { Article, Origin, Text } from '../../model/article.ts'
import { type Body, blockTexts } from '../../model/body.ts'
import type { ArticleId, Digest } from '../../model/id.ts'
import type { Newsroom } from '../../model/newsroom.ts'
import { oldAddressForms } from '../../model/old-address.ts'
import {
  type ArticleFields,
  createArticle,
  readArticle,
  updateArticle,
} from '../../store/articles.ts'
import type { Db } from '../../store/db.ts'
import { noteBefore } from '../../store/imports.ts'
import { readNewsroom } from '../../store/newsroom.ts'
import { putPicture } from '../../store/pictures.ts'
import { readRevision } from '../../store/revisions.ts'
import { addAddress, findBySource, putSource } from '../../store/sources.ts'
import { inTransaction } from '../../store/transaction.ts'
import {
  approve,
  freezeSlug,
  putRevision,
  readVersion,
  sendToReview,
  setLive,
  withdraw,
} from '../../store/versions.ts'
import type { Lang } from '../../text/lang.ts'
import { tellProposals } from '../proposals.ts'
import { type Account, type AccountItem, enter } from './account.ts'
import { findKnown } from './known.ts'
import { type Prepared, prepare, type ReadyArticle } from './prepare.ts'
import { proposeTranslations, type WrittenArticle } from './proposals.ts'
import { importPerson, importSection, importSettings, linkPeople } from './register.ts'

export interface ImportRun {
  readonly db: Db
  /** Of startImport(); null: it cannot be taken back. */
  readonly number: number | null
  readonly account: Account
  /** The id of a source's key: the same in every run. */
  readonly idOf: (key: string) => ArticleId
  /** For versions whose source does not say. */
  readonly lang: Lang
  readonly section: string | null
  readonly keepBylines: boolean
  readonly dryRun: boolean
  /** Milliseconds since 1970. */
  readonly now: number
  /** Folder of re-encoded pictures. */
  readonly media: string
  /** Keys met in this run, of all its sources. */
  readonly seen: Map<string, string>
  /** Of those, the keys that were unchanged. */
  readonly unchanged: Set<string>
  /** Called for each item once it is kept; with the article, when one was written. */
  readonly onItem: (entry: AccountItem, ready: ReadyArticle | null) => void
}

/** A batch is held in memory, and nobody else writes while it is written. */
const batchSize = 200

class DryRunOver extends Error {}

/** Imports all items; the account has one entry for each when it returns. */
export async function importItems(items: AsyncIterable<FoundItem>, run: ImportRun): Promise<void> {
  if (run.dryRun) return tryItems(items, run)
  for await (const batch of batchesOf(items)) {
    const prepared = await prepare(batch, run)
    await inTransaction(run.db, (tx) => writeBatch(prepared, { ...run, db: tx }))
  }
}

/** One transaction for all, taken back at the end: the account is that of a real run. */
async function tryItems(items: AsyncIterable<FoundItem>, run: ImportRun): Promise<void> {
  const media = mkdtempSync(join(tmpdir(), 'xewer-trial-'))
  try {
    await inTransaction(run.db, async (tx) => {
      const trial = { ...run, db: tx, media }
      for await (const batch of batchesOf(items)) {
        await writeBatch(await prepare(batch, trial), trial)
      }
      throw new DryRunOver('Cannot keep a trial')
    })
  } catch (error) {
    if (!(error instanceof DryRunOver)) throw error
  } finally {
    rmSync(media, { recursive: true })
  }
}

async function* batchesOf(items: AsyncIterable<FoundItem>): AsyncGenerator<readonly FoundItem[]> {
  let batch: FoundItem[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function writeBatch(batch: readonly Prepared[], run: ImportRun): Promise<void> {
  const entries: AccountItem[] = []
  const written: WrittenArticle[] = []
  for (const one of batch) {
    if (one.kind !== 'article') {
      entries.push(await writeOne(one, run))
      continue
    }
    const { entry, ...article } = await importArticle(one, run)
    entries.push(entry)
    written.push(article)
  }
  const proposals = await proposeTranslations(run.db, written)
  run.account.proposals.push(...(await tellProposals(run.db, proposals)))
  for (const [at, entry] of entries.entries()) {
    const one = batch[at]
    enter(run.account, entry)
    run.onItem(entry, one?.kind === 'article' ? one : null)
  }
}

async function writeOne(
  one: Exclude<Prepared, ReadyArticle>,
  run: ImportRun,
): Promise<AccountItem> {
  switch (one.kind) {
    case 'settled':
      return one.entry
    case 'person':
      return importPerson(one, run)
    case 'settings':
      return importSettings(one, run)
    case 'section':
      return importSection(one, run)
  }
}

async function importArticle(
  ready: ReadyArticle,
  run: ImportRun,
): Promise<WrittenArticle & { readonly entry: AccountItem }> {
  const { found, kept, digest, strange } = ready
  const { db } = run
  const newsroom = await readNewsroom(db)
  if (newsroom === null) throw new RangeError('Cannot import: the newsroom was not set up')
  for (const picture of kept.values()) await putPicture(db, picture)
  const digests = new Map([...kept].map(([name, picture]) => [name, picture.digest]))
  const known = await findKnown(db, found, run.lang)
  const isOther = known?.isOther ?? false
  const id = known?.article ?? found.id ?? run.idOf(`${found.system}\n${found.key}`)
  if (run.number !== null) await noteBefore(db, run.number, id)
  const notes = [...found.notes, ...strange]
  const isPart = known?.lang != null
  const writing: Writing = { digests, newsroom, run, notes, isOther, isPart }
  const put = await putArticle(id, found, writing)
  const lang = known?.lang ?? null
  await putSource(db, { system: found.system, key: found.key, article: id, lang, digest })
  for (const source of found.sources) {
    const first = await findBySource(db, source.system, source.key)
    if (first === null) await putSource(db, { ...source, article: id, lang: null, digest: '' })
  }
  let isChanged = put !== 'unchanged'
  let name: string | null = null
  const bodies: Body[] = []
  const image = found.image === null ? null : (digests.get(found.image) ?? null)
  const written = { id, found, image, bodies }
  for (const version of found.versions) {
    const text = textOf(version, found, { digests, run })
    name ??= text.headline
    bodies.push(text.body)
    if (await putVersion(id, { version, text }, writing)) isChanged = true
  }
  notes.push(...(await linkPeople(db, id, found)))
  for (const { path: written, lang } of found.addresses) {
    for (const path of oldAddressForms(written)) {
      const isOurs = await addAddress(db, { path, article: id, lang })
      if (!isOurs) notes.push(`“${path}” leads to another article already`)
    }
  }
  const { where, what = 'article' } = found
  if (isOther) {
    const reason = `the same article as one imported before${isChanged ? ', to which it added' : ''}`
    const entry = { where, what, name, fate: 'merged', reason, notes } as const
    return { ...written, entry }
  }
  const open = `the date is open: ${found.whenOpen}. Settle it with "xewer articles set"`
  const reason = found.whenOpen === null ? null : open
  const fate = put === 'imported' ? 'imported' : isChanged ? 'updated' : 'unchanged'
  return { ...written, entry: { where, what, name, fate, reason, notes } }
}

interface Writing {
  readonly newsroom: Newsroom
  readonly run: ImportRun
  /** Of the item; grows. */
  readonly notes: string[]
  /** The article came from another source, to which this item can only add. */
  readonly isOther: boolean
  /** The item is one text of several that were joined: of the article it can only add. */
  readonly isPart: boolean
  /** Of the item's pictures, by their names. */
  readonly digests: ReadonlyMap<string, Digest>
}

async function putArticle(
  id: ArticleId,
  found: FoundArticle,
  writing: Writing,
): Promise<'imported' | 'updated' | 'unchanged'> {
  const { run, digests } = writing
  const fields: ArticleFields = {
    when: found.when,
    whenOpen: found.whenOpen,
    section: sectionOf(found.section ?? run.section, writing),
    tags: found.tags,
    speakers: found.speakers,
    speakerProposed: found.speakerProposed,
    place: found.place,
    image: found.image === null ? null : (digests.get(found.image) ?? null),
    poster: found.poster,
  }
  const before = await readArticle(run.db, id)
  if (before === null) {
    await createArticle(run.db, id, fields)
    return 'imported'
  }
  const kept = writing.isOther || writing.isPart ? knownBefore(before) : settledSince(before, found)
  const isChanged = await updateArticle(run.db, id, { ...fields, ...kept })
  return isChanged ? 'updated' : 'unchanged'
}

/** What an editor has settled since is not undone by what the source does not say. */
function settledSince(before: Article, found: FoundArticle): Partial<ArticleFields> {
  const speakers = before.speakers.map(({ name }) => name)
  return {
    ...(found.when === null && { when: before.when, whenOpen: before.whenOpen }),
    ...(found.speakers.length === 0 && speakers.length > 0 && { speakers, speakerProposed: null }),
    ...(found.section === null && before.section !== null && { section: before.section }),
    ...(found.tags.length === 0 && { tags: before.tags }),
    ...(found.place === null && { place: before.place }),
    ...(found.image === null && { image: before.image }),
  }
}

/** What is known of an article from its first source; another one only fills the gaps. */
function knownBefore(before: Article): Partial<ArticleFields> {
  const { when, section, tags, place, image, poster, speakerProposed } = before
  const speakers = before.speakers.map(({ name }) => name)
  return {
    ...(when !== null && { when, whenOpen: null }),
    ...(section !== null && { section }),
    ...(tags.length > 0 && { tags }),
    ...(place !== null && { place }),
    ...(image !== null && { image }),
    ...(poster !== null && { poster }),
    ...(speakers.length > 0 && { speakers }),
    ...((speakers.length > 0 || speakerProposed !== null) && { speakerProposed }),
  }
}

/** By its key, or by its name as readers see it. */
function sectionOf(
  key: string | null,
  { newsroom, run }: Pick<Writing, 'newsroom' | 'run'>,
): string | null {
  if (key === null) return null
  const section = newsroom.sections.find(
    (known) => known.key === key || Object.values(known.name).includes(key),
  )
  if (section !== undefined) return section.key
  const { missingSections } = run.account
  missingSections.set(key, (missingSections.get(key) ?? 0) + 1)
  return null
}

/** Adds what the source has to say in one language; whether that changed anything. */
async function putVersion(
  id: ArticleId,
  found: { version: FoundVersion; text: Text },
  { run, newsroom, notes, isOther, digests }: Writing,
): Promise<boolean> {
  const { version, text } = found
  const { db } = run
  const key = { article: id, lang: version.lang ?? run.lang }
  if (!newsroom.languages.includes(key.lang)) {
    notes.push(`The newsroom does not publish in “${key.lang}”: kept, not shown`)
  }
  const before = await readVersion(db, key)
  const last = before && (await readRevision(db, { ...key, number: before.newest }))
  if (last && last.madeBy !== null) {
    notes.push(`“${key.lang}” was edited here since: the source's text was not taken`)
    return false
  }
  if (last && isLess(text, last, isOther)) {
    if (!isOther)
      notes.push(`“${key.lang}” was there in full already: this shorter text was not taken`)
    return false
  }
  const { origin } = version
  const madeFrom = version.follows === true ? await newestOf(db, id, origin) : null
  const made = { madeAt: run.now, madeBy: null, madeFrom }
  const { number, isNew } = await putRevision(db, { ...key, origin, text, ...made })
  if (version.slug !== null) await freezeSlug(db, key, version.slug)
  if (version.state === 'approved' && (isNew || before?.approved === null)) {
    await approve(db, key, { revision: number, publishAt: version.publishAt })
  }
  if (version.state === 'in-review' && isNew) await sendToReview(db, key)
  if (isNew) await putNewer(key, { version, shown: number, digests }, run)
  const { withdrawal } = version
  const isWithdrawn = JSON.stringify(before?.withdrawal ?? null) === JSON.stringify(withdrawal)
  if (withdrawal === null || isWithdrawn) return isNew
  await withdraw(db, key, withdrawal)
  return true
}

/** A text that waits behind the one readers see; that one stays theirs until the other is approved. */
async function putNewer(
  key: { readonly article: ArticleId; readonly lang: Lang },
  from: {
    readonly version: FoundVersion
    readonly shown: number
    readonly digests: ReadonlyMap<string, Digest>
  },
  { db, now }: ImportRun,
): Promise<void> {
  const { version, shown, digests } = from
  const { newer, origin } = version
  if (newer == null) return
  await setLive(db, key, shown)
  const text = { ...newer.text(digests), corrections: newer.corrections }
  const made = { madeAt: now, madeBy: null, madeFrom: null }
  const { number } = await putRevision(db, { ...key, origin, text, ...made })
  if (newer.state === 'in-review') await sendToReview(db, key)
  if (newer.state === 'approved')
    await approve(db, key, { revision: number, publishAt: newer.publishAt })
}

/** The revision a version is made from, when its original came in before it. */
async function newestOf(db: Db, article: ArticleId, origin: Origin): Promise<number | null> {
  if (origin.kind === 'written') return null
  return (await readVersion(db, { article, lang: origin.from }))?.newest ?? null
}

/** A beginning never replaces a whole text, nor does another source's text that is not fuller. */
function isLess(text: Text, last: Text, isOther: boolean): boolean {
  if (text.extent !== last.extent) return last.extent === 'whole'
  return isOther && lengthOf(text) <= lengthOf(last) * 1.1
}

function lengthOf({ body }: Text): number {
  return blockTexts(body).join(' ').length
}

function textOf(
  version: FoundVersion,
  found: FoundArticle,
  { digests, run }: { digests: ReadonlyMap<string, Digest>; run: ImportRun },
): Text {
  const text = version.text(digests)
  const byline = text.byline ?? (run.keepBylines ? found.poster : null)
  return { ...text, byline, corrections: version.corrections }
}
