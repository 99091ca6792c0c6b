// Versions that follow from another script: made anew when their source's approved text has
// changed, kept as revisions like any other text, approved with their source.
import type { Revision, Version, Withdrawal } from '../model/article.ts'
import { type Conversion, convertNote, convertText } from '../model/convert.ts'
import type { ArticleId } from '../model/id.ts'
import type { Newsroom } from '../model/newsroom.ts'
import type { Db } from '../store/db.ts'
import { readFixes } from '../store/fixes.ts'
import { readPeople } from '../store/people/people.ts'
import { readRevision } from '../store/revisions.ts'
import { inTransaction } from '../store/transaction.ts'
import { approve, putRevision, readVersions, withdraw } from '../store/versions.ts'
import type { Lang } from '../text/lang.ts'

/** One way of converting that the newsroom has asked for. */
export interface Derivation {
  readonly from: Lang
  readonly to: Lang
}

/** Derives what is missing or behind for these articles, as of `now` (ms since 1970). */
export async function deriveVersions(
  db: Db,
  ids: readonly ArticleId[],
  from: { readonly newsroom: Newsroom; readonly now: number },
): Promise<void> {
  const { newsroom, now } = from
  if (newsroom.derived.length === 0 || ids.length === 0) return
  const conversions = await conversionsOf(db, newsroom)
  const versionsOf = await readVersions(db, ids)
  for (const id of ids) {
    const versions = versionsOf.get(id) ?? []
    for (const how of conversions) await deriveOne(db, { how, versions, now })
  }
}

async function deriveOne(
  db: Db,
  work: { readonly how: Conversion; readonly versions: readonly Version[]; readonly now: number },
): Promise<void> {
  const { how, versions, now } = work
  const source = versions.find(({ lang }) => lang === how.from)
  const derived = versions.find(({ lang }) => lang === how.to)
  // A version somebody wrote or translated in that script is theirs.
  if (!source || source.withdrawal !== null || (derived && derived.origin.kind !== 'converted'))
    return
  const number = isDue(source, now) ? source.approved : source.live
  if (number === null) return
  const { article } = source
  const last = derived
    ? await readRevision(db, { article, lang: how.to, number: derived.newest })
    : null
  if (last?.madeFrom === number && derived?.approved === derived?.newest) return
  const text = await readRevision(db, { article, lang: how.from, number })
  if (text === null) return
  const revision = await putRevision(db, {
    article,
    lang: how.to,
    origin: { kind: 'converted', from: how.from },
    text: convertText(text, how, last && (await earlierOf(db, last, { article, lang: how.from })))
      .text,
    madeAt: now,
    madeBy: null,
    madeFrom: number,
  })
  await approve(db, { article, lang: how.to }, { revision: revision.number, publishAt: null })
}

async function earlierOf(db: Db, last: Revision, source: { article: ArticleId; lang: Lang }) {
  if (last.madeFrom === null) return null
  const before = await readRevision(db, { ...source, number: last.madeFrom })
  return before && { source: before, derived: last }
}

/** The versions that follow from one by themselves. */
export async function followersOf(
  db: Db,
  { article, lang }: Pick<Version, 'article' | 'lang'>,
): Promise<readonly Version[]> {
  const versions = (await readVersions(db, [article])).get(article) ?? []
  return versions.filter(({ origin }) => origin.kind === 'converted' && origin.from === lang)
}

/**
 * Withdraws a version with the scripts that follow from it: the same words would else stay in public
 * in other letters. `null` lets all return that were withdrawn together.
 */
export async function withdrawWithScripts(
  db: Db,
  version: Version,
  { withdrawal, newsroom }: { readonly withdrawal: Withdrawal | null; readonly newsroom: Newsroom },
): Promise<void> {
  const before = version.withdrawal
  await inTransaction(db, async (tx) => {
    const conversions = await conversionsOf(tx, newsroom)
    for (const follower of await followersOf(tx, version)) {
      const goesAlong =
        withdrawal === null
          ? before !== null && follower.withdrawal?.date === before.date
          : follower.withdrawal === null
      if (!goesAlong) continue
      const how = conversions.find(({ to }) => to === follower.lang)
      const note = (text: string): string => (how === undefined ? text : convertNote(text, how))
      await withdraw(tx, follower, withdrawal && { ...withdrawal, note: note(withdrawal.note) })
    }
    await withdraw(tx, version, withdrawal)
  })
}

/** How each derived script is made, with the register's names and the phrases put right. */
export async function conversionsOf(db: Db, newsroom: Newsroom): Promise<readonly Conversion[]> {
  const capitals = await properNames(db)
  const conversions: Conversion[] = []
  for (const { from, to } of newsroom.derived) {
    conversions.push({ from, to, capitals, fixes: await readFixes(db, from, to) })
  }
  return conversions
}

/** All names of the register: what is capital in scripts that have capitals. */
async function properNames(db: Db): Promise<ReadonlySet<string>> {
  const people = await readPeople(db)
  return new Set(
    people.flatMap(({ preferred, spellings }) => [
      ...Object.values(preferred).filter((name) => name !== undefined),
      ...spellings.filter(({ status }) => status === 'confirmed').map(({ text }) => text),
    ]),
  )
}

function isDue(version: Version, now: number): boolean {
  return version.approved !== null && (version.publishAt === null || version.publishAt <= now)
}
