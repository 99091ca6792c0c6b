// The article that most promises of the store are about, and its words.
import type { Text } from '../../src/model/article.ts'
import { bodyOfParagraphs } from '../../src/model/body.ts'
import { parseArticleId } from '../../src/model/id.ts'
import type { Moment } from '../../src/model/time.ts'
import type { Db } from '../../src/store/db.ts'
import { readPending } from '../../src/store/pending.ts'
import { putRevision } from '../../src/store/versions.ts'
import { parseLang } from '../../src/text/lang.ts'

export const one = parseArticleId('00000001')
export const two = parseArticleId('00000002')
export const en = parseLang('en')
export const tr = parseLang('tr')
export const key = { article: one, lang: en }
export const when: Moment = {
  date: '2020-05-28',
  time: '13:21',
  zone: 'Europe/Berlin',
  precision: 'minute',
  raw: 'Per, 05/28/2020 - 13:21',
}
export const words: Text = {
  headline: 'Headline',
  teaser: 'Teaser.',
  teaserCut: true,
  body: bodyOfParagraphs(['One.', 'ئىككى.']),
  extent: 'beginning',
  byline: 'Kanat',
  translator: null,
  corrections: [{ date: '2020-06-01', note: 'A name was wrong.' }],
  alt: { ['ab'.repeat(32)]: 'A square' },
}
export const revision = {
  ...key,
  origin: { kind: 'written' } as const,
  text: words,
  madeAt: 1_590_000_000_000,
  madeBy: null,
  madeFrom: null,
}

type Put = Partial<Text> & Partial<Pick<Parameters<typeof putRevision>[1], 'lang' | 'origin'>>

/** A revision of the article; what is not given is as in `revision`. */
export function put(db: Db, { lang = en, origin = revision.origin, ...changes }: Put) {
  return putRevision(db, { ...revision, lang, origin, text: { ...words, ...changes } })
}

/** What waits for the next publish: "article 00000001". */
export async function pendingNames(db: Db): Promise<readonly string[]> {
  return (await readPending(db)).map(({ kind, id }) => `${kind} ${id}`)
}
