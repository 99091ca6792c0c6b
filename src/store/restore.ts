// An article as it was published, put back whole: revision 1, approved, its address frozen.
import type { Origin, Text, Withdrawal } from '../model/article.ts'
import type { ArticleId, PersonId } from '../model/id.ts'
import type { Lang } from '../text/lang.ts'
import { type ArticleFields, createArticle } from './articles.ts'
import type { Db } from './db.ts'
import { putLink } from './people/links.ts'
import { approve, freezeSlug, putRevision, setLive, withdraw } from './versions.ts'

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
