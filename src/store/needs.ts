// What waits for one person: their own drafts, texts to look through, translations whose original has
// changed since. For the first screen after signing in.
import { type Db, sql } from './db.ts'
import { readBeginnings } from './drafts.ts'
import type { VersionKey } from './versions.ts'

export interface WaitingVersion extends VersionKey {
  readonly headline: string
}

export interface Needs {
  /** Being typed by this account, or begun by it and neither in review nor approved. */
  readonly drafts: readonly WaitingVersion[]
  /** In review, last changed by somebody else. */
  readonly reviews: readonly WaitingVersion[]
  /** Translations made from an older text of their original. */
  readonly outdated: readonly WaitingVersion[]
}

/** What waits for `account`, `limit` of each kind at most. */
export async function readNeeds(db: Db, account: string, limit: number): Promise<Needs> {
  const unapproved = sql`v.withdrawn_on is null and (v.approved is null or v.approved != v.newest)`
  const typing = sql`exists (select 1 from draft as d
    where d.article = v.article and d.lang = v.lang and d.account = ${account} and d.text is not null)`
  const drafts = sql`((${unapproved} and v.in_review = 0 and r.made_by = ${account}) or ${typing})`
  const reviews = sql`${unapproved} and v.in_review = 1
    and (r.made_by is null or r.made_by != ${account})`
  const outdated = sql`v.withdrawn_on is null and v.origin = 'translated' and exists (
    select 1 from version as o where o.article = v.article and o.lang = v.origin_lang
    and r.made_from < o.newest)`
  const read = async (condition: typeof drafts): Promise<readonly WaitingVersion[]> => {
    const { rows } = await sql<WaitingVersion>`
      select v.article, v.lang, r.headline from version as v
      join revision as r on r.article = v.article and r.lang = v.lang and r.number = v.newest
      where ${condition} order by r.made_at desc, v.article, v.lang limit ${limit}`.execute(db)
    return rows
  }
  const begun = await readBeginnings(db, { account })
  return {
    drafts: [...begun, ...(await read(drafts))].slice(0, limit),
    reviews: await read(reviews),
    outdated: await read(outdated),
  }
}
