// Writes what a reader found, a batch in a transaction, and enters each item's fate in the account.
// Killed at any point it can simply be run again: what is there already is unchanged.
import { createHash } from 'node:crypto'
import type { FoundArticle, FoundItem, FoundVersion } from '../import/found.ts'
import type { Text } from '../model/article.ts'
import type { ArticleId, Digest } from '../model/id.ts'
import { createArticle, readArticle, updateArticle } from '../store/articles.ts'
import type { Db } from '../store/db.ts'
import { putPicture } from '../store/pictures.ts'
import { addAddress, findBySource, putSource } from '../store/sources.ts'
import { inTransaction } from '../store/transaction.ts'
import { approve, freezeSlug, putRevision, withdraw } from '../store/versions.ts'
import type { Lang } from '../text/lang.ts'
import { type Account, type AccountItem, enter } from './import-account.ts'
import { type Ready, withPictures } from './import-pictures.ts'
import { importPerson, importSettings, linkPeople } from './import-register.ts'

export interface ImportRun {
  readonly db: Db
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
  readonly onItem: () => void
}

const batchSize = 200

class DryRunOver extends Error {}

/** Imports all items; the account has one entry for each when it returns. */
export async function importItems(items: AsyncIterable<FoundItem>, run: ImportRun): Promise<void> {
  if (run.dryRun) {
    // One transaction for all, taken back at the end: the account is that of a real run.
    const trial = inTransaction(run.db, async (tx) => {
      for await (const item of items) {
        await importOne(await withPictures(item, run.media), { ...run, db: tx })
      }
      throw new DryRunOver('Cannot keep a trial')
    })
    return trial.catch((error: unknown) => {
      if (!(error instanceof DryRunOver)) throw error
    })
  }
  let batch: Ready[] = []
  const flush = (): Promise<void> =>
    inTransaction(run.db, async (tx) => {
      for (const ready of batch) await importOne(ready, { ...run, db: tx })
      batch = []
    })
  for await (const item of items) {
    // Before the transaction: pictures take long, and nobody else could write meanwhile.
    batch.push(await withPictures(item, run.media))
    if (batch.length >= batchSize) await flush()
  }
  await flush()
}

async function importOne(item: Ready, run: ImportRun): Promise<void> {
  enter(run.account, await fateOf(item, run))
  run.onItem()
}

async function fateOf({ item, kept, strange }: Ready, run: ImportRun): Promise<AccountItem> {
  switch (item.kind) {
    case 'refused':
      return { ...item, fate: 'refused', notes: [] }
    case 'article':
      return importArticle(item.article, { kept, strange }, run)
    case 'person':
      return importPerson(item, run)
    case 'settings':
      return importSettings(item, run)
  }
}

async function importArticle(
  found: FoundArticle,
  { kept, strange }: Pick<Ready, 'kept' | 'strange'>,
  run: ImportRun,
): Promise<AccountItem> {
  const { db } = run
  const { where } = found
  const notes = [...found.notes, ...strange]
  for (const picture of kept.values()) await putPicture(db, picture)
  const digests = new Map([...kept].map(([name, picture]) => [name, picture.digest]))
  const texts = found.versions.map((version) => ({
    version,
    text: textOf(version, found, { kept: digests, run }),
  }))
  const name = texts[0]?.text.headline ?? null
  const digest = digestOf(found, texts, run)
  const known = await findBySource(db, found.system, found.key)
  if (known?.digest === digest) return { where, name, fate: 'unchanged', reason: null, notes: [] }
  const id = known?.article ?? found.id ?? run.idOf(`${found.system}\n${found.key}`)
  const fate = await putArticle(id, found, { kept: digests, run })
  await putSource(db, { system: found.system, key: found.key, article: id, lang: null, digest })
  for (const { version, text } of texts) await putVersion(id, { version, text }, run)
  const strangers = await linkPeople(run.db, id, found)
  for (const { path, lang } of found.addresses) await addAddress(db, { path, article: id, lang })
  return {
    where,
    name,
    fate,
    reason:
      found.whenOpen && `the date is open: ${found.whenOpen}. Settle it with "xewer articles set"`,
    notes: [...notes, ...strangers],
  }
}

async function putArticle(
  id: ArticleId,
  found: FoundArticle,
  { kept, run }: { kept: ReadonlyMap<string, Digest>; run: ImportRun },
): Promise<'imported' | 'updated'> {
  const fields = {
    when: found.when,
    whenOpen: found.whenOpen,
    section: found.section ?? run.section,
    tags: found.tags,
    speakers: found.speakers,
    speakerProposed: found.speakerProposed,
    place: found.place,
    image: found.image === null ? null : (kept.get(found.image) ?? null),
    poster: found.poster,
  }
  const before = await readArticle(run.db, id)
  if (before === null) {
    await createArticle(run.db, id, fields)
    return 'imported'
  }
  // What an editor has settled since is not undone by the source's own doubt.
  const settled = found.when === null ? { when: before.when, whenOpen: before.whenOpen } : {}
  const spoken =
    found.speakers.length === 0 ? { speakers: before.speakers.map(({ name }) => name) } : {}
  await updateArticle(run.db, id, { ...fields, ...settled, ...spoken })
  return 'updated'
}

async function putVersion(
  id: ArticleId,
  found: { version: FoundVersion; text: Text },
  run: ImportRun,
): Promise<void> {
  const { version, text } = found
  const key = { article: id, lang: version.lang ?? run.lang }
  const origin = version.origin
  const { number } = await putRevision(run.db, {
    ...key,
    origin,
    text,
    madeAt: run.now,
    madeBy: null,
    madeFrom: null,
  })
  if (version.slug !== null) await freezeSlug(run.db, key, version.slug)
  if (version.state === 'approved')
    await approve(run.db, key, { revision: number, publishAt: null })
  if (version.withdrawal !== null) await withdraw(run.db, key, version.withdrawal)
}

function textOf(
  version: FoundVersion,
  found: FoundArticle,
  { kept, run }: { kept: ReadonlyMap<string, Digest>; run: ImportRun },
): Text {
  const text = version.text(kept)
  const byline = text.byline ?? (run.keepBylines ? found.poster : null)
  return { ...text, byline, corrections: version.corrections }
}

/** Of everything the run would write: the same digest is an unchanged item. */
function digestOf(found: FoundArticle, texts: readonly { text: Text }[], run: ImportRun): string {
  const { versions: _, where: __, notes: ___, ...facts } = found
  const versions = found.versions.map(({ text: ____, ...version }) => version)
  const words = texts.map(({ text }) => text)
  const choices = [run.section, run.lang]
  return createHash('sha256')
    .update(JSON.stringify([facts, versions, words, choices]))
    .digest('hex')
}
