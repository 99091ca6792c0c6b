// Two articles become one, wherever readers may have met them: the places of the one that goes lead on.
import type { ArticleId } from '../model/id.ts'
import type { Db } from '../store/db.ts'
import { joinArticles } from '../store/join.ts'
import { readLiveArticles } from '../store/published.ts'
import { pathOf } from './shown.ts'

/**
 * Moves the texts of `from` into `into`; readers see it with the next publish. RangeError, and nothing
 * is changed, when one of them does not exist or both exist in a language.
 */
export async function joinPublished(
  db: Db,
  { from, into }: { readonly from: ArticleId; readonly into: ArticleId },
): Promise<void> {
  const [live] = await readLiveArticles(db, 'published', [from])
  const places =
    live?.versions.map((version) => ({ path: `/${pathOf(live, version)}`, lang: version.lang })) ??
    []
  await joinArticles(db, { from, into, places })
}
