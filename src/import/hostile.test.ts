// Sources made to hurt: each is refused with a sentence, or its harmless part comes in, within two
// seconds; nothing is written but the scratch folder, which is gone afterwards.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { tempFolder } from '../../test/temp-folder.ts'
import { parseLang } from '../text/lang.ts'
import type { FoundItem } from './found.ts'
import { openMedia } from './media.ts'
import { readSource } from './read.ts'

const dumpHead =
  '-- MySQL dump\nCREATE TABLE node (nid int, vid int, type text, language text, title text, uid int, status int, created int, tnid int);\n'
const body = 'CREATE TABLE node_revisions (nid int, vid int, body text, teaser text, format int);\n'
const dump = (title: string, text: string): string =>
  `${dumpHead}INSERT INTO node VALUES (1,1,'story','en','${title}',0,1,1500000000,0);\n${body}INSERT INTO node_revisions VALUES (1,1,'${text}','',2);\n`
const wxrHead =
  '<?xml version="1.0"?>\n<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>\n'
const wxr = (title: string, content: string, rest = ''): string =>
  `${wxrHead}<item><title>${title}</title><content:encoded><![CDATA[${content}]]></content:encoded><wp:post_id>1</wp:post_id><wp:post_date_gmt>2020-01-01 00:00:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>${rest}</item></channel></rss>`

test('entities are neither declared nor expanded', async (t) => {
  const laughs = Array.from(
    { length: 30 },
    (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
  ).join('')
  const bomb = wxr('&l30;', 'x').replace(
    '<rss',
    `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]><rss`,
  )
  assert.match(reasonsOf(await read(t, 'a.xml', bomb)).join(), /declares entities/)
  assert.equal(headlineOf(await read(t, 'a.xml', wxr('&l30; &x; &amp;', 'x'))), '&l30; &x; &')
})

test('packed bombs are stopped before they fill anything', async (t) => {
  const member = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))
  const packed = Buffer.concat([gzipSync(dumpHead), ...Array(64).fill(member)])
  assert.match(reasonsOf(await read(t, 'a.sql.gz', packed)).join(), /more than a hundredfold/)
  const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  const nothing = Buffer.concat(Array(64).fill(zeros))
  assert.match(
    reasonsOf(await read(t, 'b.gz', nothing)).join(),
    /Nothing Xewer can read|hundredfold/,
  )
  assert.match(
    reasonsOf(await read(t, 'c.zip', Buffer.from('PK\x03\x04bomb'))).join(),
    /packed with zip/,
  )
  const cut = gzipSync(dump('A', 'b')).subarray(0, 60)
  assert.match(
    reasonsOf(await read(t, 'd.sql.gz', cut)).join(),
    /ends too early|breaks off|Nothing/,
  )
})

test('depth and repetition cost no more than their length', async (t) => {
  const many = (piece: string): string => piece.repeat(Math.floor(590_000 / piece.length))
  for (const text of [
    '<div>',
    '<!--',
    '<pre ',
    '[[{"fid":"1"',
    '<table><td>',
    '<b><p>',
    '&#x',
    '<a href=x>',
    '<drupal-media ',
    '\n\n \n',
    '<p/',
  ].map(many)) {
    const found = await read(t, 'a.sql', dump('Deep', text))
    assert.equal(found.length, 1, text.slice(0, 10))
  }
  for (const text of [
    '[caption]',
    '[gallery ids="',
    '[a b="',
    'https://x\n',
    '<!-- wp:',
    '<div class="wp-block-embed__wrapper">',
    '<figure>',
  ].map(many))
    assert.ok((await read(t, 'a.xml', wxr('Deep', text))).length > 0, text.slice(0, 10))
  const nested = wxr('Nested', 'x', '<wp:comment>'.repeat(100_000))
  assert.match(reasonsOf(await read(t, 'a.xml', nested)).join(), /nested too deep/)
  const comments = wxr('Open', 'x', '<!--'.repeat(500_000))
  assert.equal(headlineOf(await read(t, 'a.xml', comments)), 'Open')
  const long = dump('Long', 'x'.repeat(700_000))
  assert.match(reasonsOf(await read(t, 'a.sql', long)).join(), /600000 are the limit/)
})

test('names that mean something to the language are names like any other', async (t) => {
  const strange = wxr(
    'Names',
    'x',
    `<category domain="__proto__" nicename="__proto__">__proto__</category><category domain="category" nicename="constructor">constructor</category><wp:postmeta><wp:meta_key>__proto__</wp:meta_key><wp:meta_value>{"a":1}</wp:meta_value></wp:postmeta>`,
  )
    .replaceAll('>publish<', '>publish<')
    .replace('>post<', '>__proto__<')
  assert.equal(headlineOf(await read(t, 'a.xml', strange)), 'Names')
  const odd = await read(t, 'b.xml', wxr('Odd', 'x').replace('>publish<', '>constructor<'))
  assert.equal(headlineOf(odd), 'Odd')
  const table = `${dump('Tables', 'x')}CREATE TABLE __proto__ (nid int);\nCREATE TABLE field_data___proto__ (entity_id int, __proto__ text, constructor text);\nINSERT INTO field_data___proto__ VALUES (1, 'x', 'y');\n`
  assert.equal(headlineOf(await read(t, 'a.sql', table)), 'Tables')
  assert.deepEqual(Object.keys(Object.prototype), [])
})

test('noughts and halves of letters do not come in', async (t) => {
  const found = await read(t, 'a.sql', dump('A\\0B\u202e', '<p>C\\0D &#xD800; &#0; \u0007</p>'))
  assert.equal(headlineOf(found), 'AB')
  const text = JSON.stringify(textOf(found))
  assert.ok(text.isWellFormed() && !/\\u0000|\\ud800|\u0007/i.test(text))
  const xml = wxr('E&#xD800;F&#0;\0', 'x')
  assert.equal(headlineOf(await read(t, 'a.xml', xml)), 'EF')
})

test('media names reach nothing outside the folder', (t) => {
  const folder = tempFolder(t)
  const media = join(folder, 'files')
  mkdirSync(join(media, 'sub'), { recursive: true })
  writeFileSync(join(folder, 'secret.png'), 'x')
  writeFileSync(join(media, 'sub/good.png'), 'x')
  symlinkSync(join(folder, 'secret.png'), join(media, 'link.png'))
  symlinkSync(folder, join(media, 'up'))
  const find = openMedia(media)
  for (const address of [
    '../secret.png',
    '/sites/default/files/../../secret.png',
    'public://../secret.png',
    'public://%2e%2e/secret.png',
    '..\\secret.png',
    'link.png',
    'up/secret.png',
    'sub',
    '',
    '/',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'sub/good.png\0',
    `${'a/'.repeat(100_000)}x.png`,
    `${'a'.repeat(5000)}.png`,
    '%ff%fe.png',
  ])
    assert.equal(find(address), null, address.slice(0, 40))
  assert.equal(
    find('https://old.example/sites/default/files/styles/large/public/sub/good.png?itok=1')?.name,
    'sub/good.png',
  )
  assert.equal(find('/wp-content/uploads/sub/good-300x200.png')?.name, 'sub/good.png')
  assert.equal(find('https://elsewhere.example/good.png'), null)
})

test('an SQLite file is data: views, triggers and damage do nothing', async (t) => {
  const folder = tempFolder(t)
  const file = join(folder, 'a.sqlite')
  const database = new DatabaseSync(file)
  database.exec(`create view node as with recursive n(nid) as (select 1 union all select nid + 1 from n)
    select nid, nid as vid, 'story' as type from n; create table other (x)`)
  database.close()
  assert.match(reasonsOf(await readFile(t, file)).join(), /there is no table "node"/)
  const garbage = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192, 0xab)])
  assert.match(reasonsOf(await read(t, 'b.sqlite', garbage)).join(), /damaged/)
})

async function read(
  t: TestContext,
  name: string,
  bytes: string | Uint8Array,
): Promise<FoundItem[]> {
  const file = join(tempFolder(t), name)
  writeFileSync(file, bytes)
  return readFile(t, file)
}

/** Reads within two seconds of the processor's time, and leaves nothing behind. */
async function readFile(t: TestContext, file: string): Promise<FoundItem[]> {
  const room = tempFolder(t)
  const scratch = join(room, 'scratch')
  const items: FoundItem[] = []
  const started = process.cpuUsage()
  const languages = ['en', 'ug', 'tr'].map(parseLang)
  const how = { from: null, lang: null, languages, zone: 'UTC', media: null, oldUrl: null }
  const rest = { types: [], sectionsFrom: null, charset: null, scratch, onBytes() {} }
  for await (const item of readSource(file, { ...how, ...rest })) items.push(item)
  for (const item of items)
    if (item.kind === 'article') for (const { text } of item.article.versions) text(new Map())
  const { user, system } = process.cpuUsage(started)
  const seconds = (user + system) / 1_000_000
  assert.ok(seconds < 2, `${seconds.toFixed(1)} s`)
  assert.ok(!existsSync(scratch))
  assert.deepEqual(readdirSync(room), [])
  return items
}

function textOf(items: readonly FoundItem[]) {
  const item = items.find((one) => one.kind === 'article')
  assert.ok(item?.kind === 'article', JSON.stringify(items).slice(0, 300))
  return item.article.versions[0]!.text(new Map())
}

function headlineOf(items: readonly FoundItem[]): string {
  return textOf(items).headline
}

function reasonsOf(items: readonly FoundItem[]): readonly string[] {
  return items.flatMap((item) => (item.kind === 'refused' ? [item.reason] : []))
}
