import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { drupalDump } from '../../test/moving/dump.ts'
import { tempFolder } from '../../test/temp-folder.ts'
import { parseLang } from '../text/lang.ts'
import { readSource } from './read.ts'
import { siteKey } from './site-key.ts'

test('siteKey() is one key however the address of a site is written, and another for another site', () => {
  const key = (url: string | null, own: string | null = null) => siteKey('node/12', { url, own })
  assert.equal(key('https://www.old.example/'), 'old.example node/12')
  for (const url of ['http://old.example', 'https://OLD.example/', 'https://www.old.example//'])
    assert.equal(key(url, 'born then'), 'old.example node/12', url)
  assert.equal(key('https://old.example/tr/'), 'old.example/tr node/12')
  assert.match(key(null, 'born then'), /^[0-9a-f]{12} node\/12$/)
  assert.notEqual(key(null, 'born then'), key(null, 'born later'))
  assert.equal(key(null), 'node/12')
})

test('readSource() gives items of two Drupal sites different keys, and those of one site the same', async (t) => {
  const folder = tempFolder(t)
  const keysOf = async (born: number, oldUrl: string | null = null): Promise<readonly string[]> => {
    const file = join(folder, 'dump.sql')
    const birth = `CREATE TABLE \`variable\` (\`name\` text, \`value\` text);
INSERT INTO \`variable\` VALUES ('install_time','i:${born};');\n`
    writeFileSync(file, drupalDump(4) + birth)
    const how = { from: null, lang: null, languages: [parseLang('en')], zone: 'UTC', media: null }
    const rest = { oldUrl, types: [], sectionsFrom: null, charset: null, onBytes() {} }
    const keys: string[] = []
    for await (const item of readSource(file, { ...how, ...rest, scratch: join(folder, 'x') }))
      if (item.kind === 'article')
        keys.push(item.article.key, ...item.article.sources.map(({ key }) => key))
    return keys
  }
  const first = await keysOf(1_300_000_000)
  assert.equal(first.length, 4)
  assert.deepEqual(await keysOf(1_300_000_000), first)
  assert.ok(new Set(first).isDisjointFrom(new Set(await keysOf(1_400_000_000))))
  const [key] = await keysOf(1_300_000_000, 'https://old.example/')
  assert.equal(key, 'old.example node/1')
})
