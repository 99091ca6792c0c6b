// Names that articles have and the register has not: speakers, stated or read from headlines, and runs
// of capitalised words in headlines and texts of the newest articles.
import { type Body, blockTexts } from '../../model/body.ts'
import { type CountedName, groupNames } from '../../text/names/groups.ts'
import { findNameRuns } from '../../text/names/mentions.ts'
import { parseName } from '../../text/names/parse.ts'
import { type Db, sql } from '../db.ts'
import { newestTexts } from '../revisions.ts'
import { readPeople } from './people.ts'

/** Texts are looked at of so many articles, the newest. */
const textsMax = 500
/** A name met in texts only has to be met in so many articles. */
const textCountMin = 2

/** Groups of spellings that may be one person each, most frequent first. */
export async function readStrangers(db: Db): Promise<readonly (readonly CountedName[])[]> {
  const known = new Set(
    (await readPeople(db)).flatMap(({ preferred, spellings }) => [
      ...Object.values(preferred),
      ...spellings.map(({ text }) => text),
    ]),
  )
  const counts = new Map<string, number>()
  for (const { name } of await readSpeakers(db)) counts.set(name, (counts.get(name) ?? 0) + 1)
  for (const [name, count] of await namesInTexts(db))
    if (count >= textCountMin || counts.has(name))
      counts.set(name, Math.max(count, counts.get(name) ?? 0))
  const strange = [...counts].filter(([name]) => !known.has(name))
  return groupNames(strange.map(([name, count]) => ({ name, count })))
}

/** Speakers as articles name them, and those only read from headlines. */
function readSpeakers(db: Db): Promise<readonly { name: string }[]> {
  return db
    .selectFrom('speaker')
    .select('name')
    .unionAll(
      db
        .selectFrom('article')
        .select(sql<string>`speaker_proposed`.as('name'))
        .where('speaker_proposed', 'is not', null),
    )
    .execute()
}

/** Runs of capitalised words, with the number of articles that have them. */
async function namesInTexts(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await newestTexts(db)
    .innerJoin('article', 'article.id', 'version.article')
    .select(['article.id', 'revision.headline', 'revision.body'])
    .where('version.origin', '<>', 'converted')
    .orderBy('article.sort_at', 'desc')
    .limit(textsMax)
    .execute()
  const articles = new Map<string, Set<string>>()
  for (const { id, headline, body } of rows) {
    const text = [headline, ...blockTexts(JSON.parse(body) as Body)].join('\n')
    for (const { text: name } of findNameRuns(text)) {
      if (parseName(name).tokens.length < 2) continue
      const met = articles.get(name) ?? new Set()
      articles.set(name, met.add(id))
    }
  }
  return new Map([...articles].map(([name, met]) => [name, met.size]))
}
