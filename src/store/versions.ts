// Versions and their revisions. Revisions are only ever added; a version points at the newest, at
// the approved one (what the next publish shows) and at the one readers see now.
// Approval is of a text: when the text changes it falls back to what readers already see.
import type { Origin, Revision, Text, Version, Withdrawal } from '../model/article.ts'
import type { ArticleId } from '../model/id.ts'
import type { Lang } from '../text/lang.ts'
import type { Db } from './db.ts'
import { inOrder } from './order.ts'
import { markPending } from './pending.ts'
import { proposePeople } from './people/propose.ts'
import { putPictureUses } from './pictures.ts'
import { readRevision, rowOfText, sameText } from './revisions.ts'
import type { VersionRow } from './tables.ts'
import { inTransaction } from './transaction.ts'

export interface VersionKey {
  readonly article: ArticleId
  readonly lang: Lang
}

export interface NewRevision extends VersionKey, Pick<Revision, 'madeAt' | 'madeBy' | 'madeFrom'> {
  readonly origin: Origin
  readonly text: Text
}

/** The version, or null when the article does not exist in that language. */
export async function readVersion(db: Db, key: VersionKey): Promise<Version | null> {
  const row = await rowOf(db, key)
  return row === undefined ? null : versionOf(row)
}

/** All versions of `articles`, by article; languages in alphabetical order of their tags. */
export async function readVersions(
  db: Db,
  articles: readonly ArticleId[],
): Promise<ReadonlyMap<ArticleId, readonly Version[]>> {
  if (articles.length === 0) return new Map()
  const rows = await db.selectFrom('version').selectAll().where('article', 'in', articles).execute()
  const versions = inOrder(rows.map(versionOf), ({ lang }) => lang)
  return Map.groupBy(versions, ({ article }) => article)
}

/**
 * Adds a revision, and the version when there is none yet. The same text as the newest revision
 * adds nothing: `isNew` is then false and `number` the newest one's.
 */
export async function putRevision(
  db: Db,
  revision: NewRevision,
): Promise<{ readonly number: number; readonly isNew: boolean }> {
  return inTransaction(db, async (tx) => {
    const { article, lang, origin, text, madeAt, madeBy, madeFrom } = revision
    const version = await rowOf(tx, revision)
    const newest = version?.newest ?? 0
    const last = version && (await readRevision(tx, { article, lang, number: newest }))
    if (last && sameText(last, text)) return { number: newest, isNew: false }
    const number = newest + 1
    const origins = { origin: origin.kind, origin_lang: 'from' in origin ? origin.from : null }
    if (version === undefined) {
      const fresh = { article, lang, ...origins, newest: number, in_review: 0 as const }
      await tx.insertInto('version').values(fresh).execute()
    } else {
      const fallen = { approved: version.live, in_review: 0 as const, publish_at: null }
      await change(tx, revision, { ...origins, newest: number, ...fallen })
    }
    const made = { made_at: madeAt, made_by: madeBy, made_from: madeFrom }
    const row = { article, lang, number, ...rowOfText(text), ...made }
    await tx.insertInto('revision').values(row).execute()
    await putPictureUses(tx, { article, lang, revision: number, body: text.body })
    // What is converted from another script names whom its source names.
    if (origin.kind !== 'converted') await proposePeople(tx, { article, lang }, text)
    await markPending(tx, 'article', article)
    return { number, isNew: true }
  })
}

/** Asks for a second pair of eyes. */
export async function sendToReview(db: Db, key: VersionKey): Promise<void> {
  await inTransaction(db, (tx) => change(tx, key, { in_review: 1 }))
}

/** Ends a review without approval. */
export async function returnToDraft(db: Db, key: VersionKey): Promise<void> {
  await inTransaction(db, (tx) => change(tx, key, { in_review: 0 }))
}

/**
 * Approves the newest revision, to be published at once or from `publishAt` (milliseconds since
 * 1970) on. `revision` is the one the approver has read: RangeError when a newer one exists, so that
 * nobody approves words they have not seen.
 */
export async function approve(
  db: Db,
  key: VersionKey,
  { revision, publishAt }: { readonly revision: number; readonly publishAt: number | null },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('version')
      .set({ approved: revision, in_review: 0, publish_at: publishAt })
      .where('article', '=', key.article)
      .where('lang', '=', key.lang)
      .where('newest', '=', revision)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) {
      const version = await rowOf(tx, key)
      const newest = version === undefined ? 'there is none' : `the newest is ${version.newest}`
      throw new RangeError(`Cannot approve revision ${revision} of ${nameOf(key)}: ${newest}`)
    }
    await markPending(tx, 'article', key.article)
  })
}

/** Takes an approval back before it is published; what readers see already stays. */
export async function withdrawApproval(db: Db, key: VersionKey): Promise<void> {
  await inTransaction(db, async (tx) => {
    const version = await rowOf(tx, key)
    await change(tx, key, { approved: version?.live ?? null, publish_at: null })
    await markPending(tx, 'article', key.article)
  })
}

/** Withdraws a version in public, with a date and a note; null lets it return. */
export async function withdraw(
  db: Db,
  key: VersionKey,
  withdrawal: Withdrawal | null,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { date = null, note = null } = withdrawal ?? {}
    await change(tx, key, { withdrawn_on: date, withdrawal_note: note })
    await markPending(tx, 'article', key.article)
  })
}

/** Gives the version its slug, once and for all. Returns the one in force. */
export async function freezeSlug(db: Db, key: VersionKey, slug: string): Promise<string> {
  return inTransaction(db, async (tx) => {
    const version = await rowOf(tx, key)
    if (version?.slug) return version.slug
    await change(tx, key, { slug })
    return slug
  })
}

/** For the publisher: which revision readers see from now on; null when none. */
export async function setLive(db: Db, key: VersionKey, revision: number | null): Promise<void> {
  await inTransaction(db, (tx) => change(tx, key, { live: revision }))
}

/** Approved versions whose time has come by `now` and that readers do not see yet. */
export async function readDue(db: Db, now: number): Promise<readonly VersionKey[]> {
  const rows = await db
    .selectFrom('version')
    .select(['article', 'lang'])
    .where('publish_at', '<=', now)
    .where('approved', 'is not', null)
    .where((eb) => eb.or([eb('live', 'is', null), eb('live', '!=', eb.ref('approved'))]))
    .orderBy('publish_at')
    .orderBy('article')
    .execute()
  return rows as unknown as VersionKey[]
}

async function rowOf(db: Db, { article, lang }: VersionKey): Promise<VersionRow | undefined> {
  return db
    .selectFrom('version')
    .selectAll()
    .where('article', '=', article)
    .where('lang', '=', lang)
    .executeTakeFirst()
}

async function change(tx: Db, key: VersionKey, values: Partial<VersionRow>): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('version')
    .set(values)
    .where('article', '=', key.article)
    .where('lang', '=', key.lang)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new RangeError(`Cannot change ${nameOf(key)}: there is none`)
}

function nameOf({ article, lang }: VersionKey): string {
  return `article "${article}" in "${lang}"`
}

function versionOf(row: VersionRow): Version {
  const from = row.origin_lang as Lang
  return {
    article: row.article as ArticleId,
    lang: row.lang as Lang,
    origin: row.origin === 'written' ? { kind: 'written' } : { kind: row.origin, from },
    slug: row.slug,
    newest: row.newest,
    approved: row.approved,
    live: row.live,
    inReview: row.in_review === 1,
    publishAt: row.publish_at,
    withdrawal:
      row.withdrawn_on === null
        ? null
        : { date: row.withdrawn_on, note: row.withdrawal_note ?? '' },
  }
}
