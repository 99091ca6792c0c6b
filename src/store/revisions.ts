// Reading the words: every snapshot a version has had.
import type { Correction, Revision, Text } from '../model/article.ts'
import type { Body } from '../model/body.ts'
import type { ArticleId } from '../model/id.ts'
import { Kept } from '../text/kept.ts'
import type { Lang } from '../text/lang.ts'
import { type Db, rawQuery } from './db.ts'
import { many } from './many.ts'
import type { RevisionRow } from './tables.ts'

export interface RevisionKey {
  readonly article: ArticleId
  readonly lang: Lang
  readonly number: number
}

type TextRow = Omit<
  RevisionRow,
  'article' | 'lang' | 'number' | 'made_at' | 'made_by' | 'made_from'
>

/** One revision, or null. */
export async function readRevision(db: Db, key: RevisionKey): Promise<Revision | null> {
  const { article, lang, number } = key
  const row = await db
    .selectFrom('revision')
    .selectAll()
    .where('article', '=', article)
    .where('lang', '=', lang)
    .where('number', '=', number)
    .executeTakeFirst()
  return row === undefined ? null : revisionOf(row)
}

/** All revisions of a version, newest first. */
export async function readRevisions(
  db: Db,
  { article, lang }: Pick<RevisionKey, 'article' | 'lang'>,
): Promise<readonly Revision[]> {
  const rows = await db
    .selectFrom('revision')
    .selectAll()
    .where('article', '=', article)
    .where('lang', '=', lang)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(revisionOf)
}

/** The revisions among `keys` that exist, with their keys; a few thousand at a time. */
export async function readRevisionsAt(
  db: Db,
  keys: readonly RevisionKey[],
): Promise<readonly (Revision & RevisionKey)[]> {
  if (keys.length === 0) return []
  const { places, values } = many(
    keys.map(({ article, lang, number }) => [article, lang, number]),
    '(?, ?, cast(? as integer))',
  )
  const rows = await rawQuery<RevisionRow>(
    db,
    `select * from revision where (article, lang, number) in (values ${places})
     order by article, lang, number`,
    values,
  )
  return rows.map((row) => ({
    ...revisionOf(row),
    article: row.article as ArticleId,
    lang: row.lang as Lang,
  }))
}

const bodies = new Kept<string, Body>(300)

/** The same object for the same words: who has printed it once knows it again. */
function bodyOf(json: string): Body {
  return bodies.of(json, () => JSON.parse(json) as Body)
}

/** The words as columns. */
export function rowOfText(text: Text): TextRow {
  return {
    headline: text.headline,
    teaser: text.teaser,
    teaser_cut: text.teaserCut ? 1 : 0,
    body: JSON.stringify(text.body),
    extent: text.extent,
    byline: text.byline,
    translator: text.translator,
    corrections: JSON.stringify(text.corrections),
    alt: JSON.stringify(text.alt),
  }
}

/** Whether two texts are the same words, to the letter. */
export function sameText(a: Text, b: Text): boolean {
  const [one, two] = [rowOfText(a), rowOfText(b)]
  return (Object.keys(one) as (keyof TextRow)[]).every((column) => one[column] === two[column])
}

function revisionOf(row: RevisionRow): Revision {
  return {
    number: row.number,
    headline: row.headline,
    teaser: row.teaser,
    teaserCut: row.teaser_cut === 1,
    body: bodyOf(row.body),
    extent: row.extent,
    byline: row.byline,
    translator: row.translator,
    corrections: JSON.parse(row.corrections) as Correction[],
    alt: JSON.parse(row.alt) as Record<string, string>,
    madeAt: row.made_at,
    madeBy: row.made_by,
    madeFrom: row.made_from,
  }
}

/** A query of versions, each with its newest text. */
export function newestTexts(db: Db) {
  return db
    .selectFrom('version')
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.article', '=', 'version.article')
        .onRef('revision.lang', '=', 'version.lang')
        .onRef('revision.number', '=', 'version.newest'),
    )
}
