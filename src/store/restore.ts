// An article as it was published, put back whole: revision 1, approved, its address frozen.
import type { Origin, Revision, Text, Withdrawal } from '../model/article.ts'
import type { ArticleId, PersonId } from '../model/id.ts'
import type { Lang } from '../text/lang.ts'
import { type ArticleFields, createArticle } from './articles.ts'
import type { Db } from './db.ts'
import { putLink } from './people/links.ts'
import { readRevision, sameText } from './revisions.ts'
import {
  approve,
  freezeSlug,
  putRevision,
  readVersion,
  setLive,
  type VersionKey,
  withdraw,
  withdrawApproval,
} from './versions.ts'

export interface RestoredVersion {
  readonly lang: Lang
  readonly slug: string
  readonly origin: Origin
  readonly text: Text
  readonly withdrawal: Withdrawal | null
}

export interface RestoredArticle {
  readonly id: ArticleId
  readonly fields: Partial<ArticleFields>
  /** Written ones first: what is converted follows from them. */
  readonly versions: readonly RestoredVersion[]
  readonly links: readonly {
    readonly person: PersonId
    readonly spelling: string
    readonly place: 'speaker' | 'text'
  }[]
}

/** Inside a transaction. `now` is milliseconds since 1970. */
export async function putRestored(tx: Db, article: RestoredArticle, now: number): Promise<void> {
  const { id, fields, versions, links } = article
  await createArticle(tx, id, fields)
  for (const { lang, slug, origin, text, withdrawal } of versions) {
    const key = { article: id, lang }
    const made = { madeAt: now, madeBy: null, madeFrom: origin.kind === 'converted' ? 1 : null }
    const { number } = await putRevision(tx, { ...key, origin, text, ...made })
    await freezeSlug(tx, key, slug)
    await approve(tx, key, { revision: number, publishAt: null })
    if (withdrawal === null) continue
    // Only what readers have seen leaves a page behind.
    await setLive(tx, key, number)
    await withdraw(tx, key, withdrawal)
  }
  for (const link of links) await putLink(tx, { article: id, ...link, status: 'confirmed' })
}

/** A version as readers have seen it since, with the revision of its source when it was converted. */
export interface SeenVersion extends RestoredVersion, VersionKey {
  readonly madeFrom: number | null
}

/**
 * Makes what readers have seen the live revision of a version. A newer text that nobody has published
 * stays on top, as a draft: `kept`. Inside a transaction.
 */
export async function putSeen(
  tx: Db,
  seen: SeenVersion,
  now: number,
): Promise<{ readonly number: number; readonly isNew: boolean; readonly kept: boolean }> {
  const { article, lang, origin, text, slug, withdrawal, madeFrom } = seen
  const key = { article, lang }
  const before = await readVersion(tx, key)
  const revisionAt = async (number: number | null) =>
    number === null ? null : readRevision(tx, { ...key, number })
  const [live, newest] = [
    await revisionAt(before?.live ?? null),
    await revisionAt(before?.newest ?? null),
  ]
  const known = [newest, live].find((revision) => revision !== null && sameText(revision, text))
  const isUnseen = newest !== null && newest.number !== live?.number && known !== newest
  let number = known?.number ?? 0
  if (!known) {
    const made = { madeAt: now, madeBy: null, madeFrom }
    number = (await putRevision(tx, { ...key, origin, text, ...made })).number
  }
  await freezeSlug(tx, key, slug)
  await setLive(tx, key, number)
  // Where readers see what they saw, an approval for later stands.
  if (number !== live?.number) await approve(tx, key, { revision: number, publishAt: null })
  if (!known && isUnseen) await putRevision(tx, { ...key, origin, text: newest, ...madeOf(newest) })
  await withdraw(tx, key, withdrawal)
  return { number, isNew: !known, kept: isUnseen }
}

/** An approval that no edition has carried out. */
export interface UnseenApproval extends VersionKey {
  readonly revision: number
  /** Milliseconds since 1970; null: it was due at once. */
  readonly publishAt: number | null
}

/**
 * Approvals that no edition has carried out, of articles with a date, in the site's `languages`, not withdrawn:
 * others are not shown, and nobody need have stopped them. Those due by `until` (milliseconds since 1970) are taken
 * back: somebody may have stopped them since.
 */
export async function dropUnseenApprovals(
  tx: Db,
  { until, languages }: { readonly until: number; readonly languages: readonly Lang[] },
): Promise<readonly UnseenApproval[]> {
  const rows = await tx
    .selectFrom('version')
    .innerJoin('article', 'article.id', 'version.article')
    .select(['article', 'lang', 'approved', 'publish_at'])
    .where('date', 'is not', null)
    .where('lang', 'in', languages)
    .where('withdrawn_on', 'is', null)
    .where('approved', 'is not', null)
    .where((eb) => eb.or([eb('live', 'is', null), eb('live', '!=', eb.ref('approved'))]))
    .orderBy('article')
    .orderBy('lang')
    .execute()
  const found = rows.map(({ article, lang, approved, publish_at }) => ({
    article: article as ArticleId,
    lang: lang as Lang,
    revision: approved ?? 0,
    publishAt: publish_at === null ? null : Number(publish_at),
  }))
  for (const approval of found)
    if (approval.publishAt === null || approval.publishAt <= until)
      await withdrawApproval(tx, approval)
  return found
}

function madeOf({ madeAt, madeBy, madeFrom }: Revision) {
  return { madeAt, madeBy, madeFrom }
}
