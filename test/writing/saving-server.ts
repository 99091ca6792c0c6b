// A server of one version's saves over a newsroom's database, to be killed: a save per line of its
// input, an answer per line of its output once it is durable.
import { createInterface } from 'node:readline'
import { parseArticleId } from '../../src/model/id.ts'
import { openStore } from '../../src/store/open.ts'
import { answerSave, parseWindowSave } from '../../src/studio/articles/saves.ts'
import { parseLang } from '../../src/text/lang.ts'

const [path = '', article = ''] = process.argv.slice(2)
const { db } = await openStore(path)
const how = {
  article: parseArticleId(article),
  lang: parseLang('ug'),
  account: 'writer',
  origin: { kind: 'written' } as const,
}
for await (const line of createInterface({ input: process.stdin })) {
  const saved = await answerSave(db, parseWindowSave(JSON.parse(line)), { ...how, now: Date.now() })
  process.stdout.write(`${JSON.stringify(saved)}\n`)
}
