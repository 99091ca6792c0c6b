// An import that is killed (SIGKILL, no chance to tidy up) when it has read a number of items:
// node killed-import.ts NEWSROOM SOURCE MEDIA ITEMS

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { newAccount } from '../../src/cli/import/account.ts'
import { importItems } from '../../src/cli/import/items.ts'
import { readSource } from '../../src/import/read.ts'
import { type ArticleId, idFromBytes } from '../../src/model/id.ts'
import { readNewsroom } from '../../src/store/newsroom.ts'
import { openStore } from '../../src/store/open.ts'

const [data = '', source = '', media = '', items = ''] = process.argv.slice(2)
const { db, close } = await openStore(join(data, 'newsroom.db'))
const newsroom = (await readNewsroom(db))!
const how = { from: null, lang: null, languages: newsroom.languages, zone: newsroom.zone, media }
const rest = { oldUrl: null, types: [], sectionsFrom: null, charset: null, onBytes() {} }
const found = readSource(source, { ...how, ...rest, scratch: join(data, 'import-scratch') })
await importItems(killedAfter(Number(items)), {
  db,
  number: null,
  account: newAccount(),
  idOf: (key) => idFromBytes(createHash('sha256').update(key).digest()) as ArticleId,
  lang: newsroom.languages[0]!,
  section: null,
  keepBylines: false,
  dryRun: false,
  now: 1,
  media: join(data, 'media'),
  seen: new Map(),
  unchanged: new Set(),
  onItem() {},
})
await close()

async function* killedAfter(count: number) {
  let read = 0
  for await (const item of found) {
    if (read++ === count) process.kill(process.pid, 'SIGKILL')
    yield item
  }
}
