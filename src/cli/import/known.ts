// Whether the newsroom has an imported article already, under whichever name: the source's own key,
// a key that another copy of the old site gave it, or an old address with the same headline.
import type { FoundArticle } from '../../import/found.ts'
import type { ArticleId, Digest } from '../../model/id.ts'
import { oldAddressForms } from '../../model/old-address.ts'
import type { Db } from '../../store/db.ts'
import { readRevision } from '../../store/revisions.ts'
import { findByAddress, findBySource } from '../../store/sources.ts'
import { readVersion } from '../../store/versions.ts'
import type { Lang } from '../../text/lang.ts'

export interface KnownArticle {
  readonly article: ArticleId
  /** False: by its own key. True: it came from elsewhere, and this only adds to it. */
  readonly isOther: boolean
  /** The text that the item is, when its article was joined with another; null: the whole article. */
  readonly lang: Lang | null
}

/** The article that an item is, or null when it is new. `lang` is that of versions that do not say. */
export async function findKnown(
  db: Db,
  found: FoundArticle,
  lang: Lang,
): Promise<KnownArticle | null> {
  const own = await findBySource(db, found.system, found.key)
  if (own !== null) return { article: own.article, isOther: false, lang: own.lang }
  if (found.id !== null) return null
  for (const { system, key } of found.sources) {
    const other = await findBySource(db, system, key)
    if (other !== null) return { article: other.article, isOther: true, lang: null }
  }
  for (const path of found.addresses.flatMap(({ path }) => oldAddressForms(path))) {
    const article = await findByAddress(db, path)
    if (article !== null && (await hasHeadline(db, article, { found, lang })))
      return { article, isOther: true, lang: null }
  }
  return null
}

/** Two old sites may both have had a "/node/12": the headline must be the same as well. */
async function hasHeadline(
  db: Db,
  article: ArticleId,
  { found, lang }: { readonly found: FoundArticle; readonly lang: Lang },
): Promise<boolean> {
  for (const version of found.versions) {
    const key = { article, lang: version.lang ?? lang }
    const kept = await readVersion(db, key)
    if (kept === null) continue
    const revision = await readRevision(db, { ...key, number: kept.newest })
    const { headline } = version.text(new Map<string, Digest>())
    if (revision !== null && folded(revision.headline) === folded(headline)) return true
  }
  return false
}

function folded(headline: string): string {
  return headline
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
}
