// A text that waits for nothing but the publisher.
import { bodyOfParagraphs } from '../src/model/body.ts'
import { type ArticleId, parseArticleId } from '../src/model/id.ts'
import { createArticle } from '../src/store/articles.ts'
import type { Db } from '../src/store/db.ts'
import { approve, putRevision } from '../src/store/versions.ts'
import { parseLang } from '../src/text/lang.ts'

const en = parseLang('en')

/** Writes and approves one English article. */
export async function writeApproved(db: Db, id: string, headline: string): Promise<ArticleId> {
  const article = parseArticleId(id)
  const when = {
    date: '2026-11-24',
    time: '09:00',
    zone: 'Europe/Berlin',
    precision: 'day',
    raw: null,
  } as const
  await createArticle(db, article, { when })
  const text = {
    headline,
    teaser: 'Water and shade.',
    teaserCut: false,
    body: bodyOfParagraphs(['Water and shade. More of it.']),
    extent: 'whole',
    byline: null,
    translator: null,
    corrections: [],
    alt: {},
  } as const
  const made = { origin: { kind: 'written' }, madeAt: 0, madeBy: null, madeFrom: null } as const
  await putRevision(db, { article, lang: en, text, ...made })
  await approve(db, { article, lang: en }, { revision: 1, publishAt: null })
  return article
}
