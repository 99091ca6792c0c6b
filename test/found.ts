// What the readers of old sites find in a file, for the tests of each.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { FoundArticle, FoundItem } from '../src/import/found.ts'
import type { HowToRead } from '../src/import/how.ts'
import { readSource } from '../src/import/read.ts'
import { parseLang } from '../src/text/lang.ts'
import { tempFolder } from './temp-folder.ts'

/** Reads a file, as `how` says and otherwise as a newsroom in five languages would. */
export async function readFound(
  t: TestContext,
  file: string,
  how: Partial<HowToRead> = {},
): Promise<FoundItem[]> {
  const base: HowToRead = {
    from: null,
    lang: null,
    languages: ['en', 'ug', 'tr', 'ug-Latn', 'zh-Hans'].map(parseLang),
    zone: 'Europe/Berlin',
    media: null,
    oldUrl: null,
    types: [],
    sectionsFrom: null,
    charset: null,
    scratch: join(tempFolder(t), 'scratch'),
    onBytes() {},
  }
  const items: FoundItem[] = []
  for await (const item of readSource(file, { ...base, ...how })) items.push(item)
  return items
}

/** The one article whose key is `key`, whichever site it is of. */
export function articleOf(items: readonly FoundItem[], key: string): FoundArticle {
  const item = items.find(
    (one) => one.kind === 'article' && ` ${one.article.key}`.endsWith(` ${key}`),
  )
  assert.ok(item?.kind === 'article', key)
  return item.article
}

export function refusalsOf(items: readonly FoundItem[]) {
  return items.filter((item) => item.kind === 'refused')
}
