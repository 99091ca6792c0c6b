// The words of live versions, many at a time: what article pages and feeds are printed from.
import type { Correction, Text } from '../model/article.ts'
import type { Body } from '../model/body.ts'
import type { Lang } from '../text/lang.ts'
import type { Db } from './db.ts'

export interface LiveText extends Text {
  readonly article: string
  readonly number: number
}

/** The texts of these revisions, of one language, in no order. */
export async function readTexts(
  db: Db,
  wanted: readonly { article: string; lang: Lang; revision: number }[],
): Promise<LiveText[]> {
  const [first] = wanted
  if (first === undefined) return []
  const rows = await db
    .selectFrom('revision')
    .selectAll()
    .where(
      'article',
      'in',
      wanted.map(({ article }) => article),
    )
    .where('lang', '=', first.lang)
    .where('number', 'in', [...new Set(wanted.map(({ revision }) => revision))])
    .execute()
  const numbers = new Map(wanted.map(({ article, revision }) => [article, revision]))
  return rows
    .filter((row) => numbers.get(row.article) === row.number)
    .map((row) => ({
      article: row.article,
      number: row.number,
      headline: row.headline,
      teaser: row.teaser,
      teaserCut: row.teaser_cut === 1,
      body: JSON.parse(row.body) as Body,
      extent: row.extent,
      byline: row.byline,
      translator: row.translator,
      corrections: JSON.parse(row.corrections) as Correction[],
      alt: JSON.parse(row.alt) as Readonly<Record<string, string>>,
    }))
}
