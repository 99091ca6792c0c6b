import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { articleOf, readFound, refusalsOf } from '../../../test/found.ts'
import { png } from '../../../test/png.ts'
import { folderWith, tempFolder } from '../../../test/temp-folder.ts'
import { blockTexts } from '../../model/body.ts'
import { parseDigest } from '../../model/id.ts'
import type { FoundArticle, FoundItem } from '../found.ts'
import type { HowToRead } from '../how.ts'

test('Drupal 6: a set of translations is one article, in the zone and language of the site', async (t) => {
  const found = await read(t, 'drupal6.sql')
  const library = articleOf(found, 'node/1')
  assert.deepEqual(library.when, {
    date: '2020-05-28',
    time: '13:01',
    zone: 'Europe/Istanbul',
    precision: 'minute',
    raw: null,
  })
  assert.deepEqual(
    library.versions.map(({ lang, origin }) => [lang, origin.kind]),
    [
      ['en', 'written'],
      ['tr', 'translated'],
      ['ug', 'translated'],
    ],
  )
  assert.deepEqual([library.section, library.tags, library.poster], ['news', ['library'], 'poplar'])
  assert.deepEqual(
    library.sources.map(({ key }) => key),
    ['oldvalley.example node/2', 'oldvalley.example node/3'],
  )
  assert.deepEqual(teasersOf(library), [true, false, true])
  const uyghur = library.versions[2]!.text(new Map())
  assert.match(uyghur.teaser, /^شەھەر كېڭىشى/)
})

test('Drupal 6: every path leads on, links inside lead to the new places, others become text', async (t) => {
  const found = await read(t, 'drupal6.sql')
  const library = articleOf(found, 'node/1')
  const paths = library.addresses.map(({ path, lang }) => `${lang} ${path}`)
  for (const path of [
    'en /node/1',
    'en /?q=node/1',
    'en /library-opens',
    'en /news/library',
    'tr /tr/node/2',
    'tr /haber/kütüphane',
    'ug /ug/kutupxana',
  ])
    assert.ok(paths.includes(path), path)
  const body = JSON.stringify(library.versions[0]!.text(new Map()).body)
  assert.ok(body.includes('"/node/4"') && body.includes('"/node/5"') && !body.includes('/user/7'))
  assert.ok(!body.includes('steal'))
  const stray = refusalsOf(found).find(({ what }) => what === 'address')
  assert.match(stray?.reason ?? '', /\/gone\/away/)
})

test('Drupal 6: double encoding and Turkish in Latin-1 columns are read as they were meant', async (t) => {
  const found = await read(t, 'drupal6.sql')
  assert.match(
    wordsOf(articleOf(found, 'node/4')),
    /Çınar ağacı .*üç yüz yaşında\. “Gölgesi” herkesin –/,
  )
  assert.match(
    wordsOf(articleOf(found, 'node/7')),
    /Basın açıklaması: ışık .*şarkı söyledi, çocuklar dağ/,
  )
  assert.deepEqual(articleOf(found, 'node/4').tags, ['Bakış İzlenim'])
})

test('Drupal 6: programs are quoted and stay drafts, missing revisions fall back, nothing is lost silently', async (t) => {
  const found = await read(t, 'drupal6.sql')
  const program = articleOf(found, 'node/6')
  assert.equal(program.versions[0]?.state, 'draft')
  assert.ok(wordsOf(program).includes('db_query("SELECT COUNT(*) FROM {users}")'))
  assert.ok(program.notes.some((note) => note.includes('program')))
  assert.match(wordsOf(articleOf(found, 'node/10')), /The text of an older revision/)
  assert.equal(articleOf(found, 'node/8').versions[0]?.state, 'draft')
  assert.equal(articleOf(found, 'node/13').when, null)
  assert.equal(articleOf(found, 'node/5').section, 'pages')
  const counts = refusalsOf(found).map(({ what, count, name }) => [what, count ?? name])
  assert.deepEqual(counts, [
    ['story', '   '],
    ['revision', 2],
    ['comment', 3],
    ['address', 1],
    ['field', 1],
  ])
})

test('Drupal 7: entity translation and translated nodes, each with its own title, fields and paths', async (t) => {
  const found = await read(t, 'drupal7.sql')
  const bridge = articleOf(found, 'node/1')
  const texts = bridge.versions.map(({ text }) => text(new Map()))
  assert.deepEqual(
    texts.map(({ headline }) => headline),
    ['A bridge for the valley', 'Vadi için bir köprü', 'جىلغا ئۈچۈن بىر كۆۋرۈك'],
  )
  assert.deepEqual(
    texts.map(({ byline }) => byline),
    Array(3).fill('Nuria Example'),
  )
  assert.deepEqual(
    texts.map(({ teaserCut }) => teaserCut),
    [false, true, true],
  )
  assert.match(
    blockTexts(texts[1]!.body).join('|'),
    /Meclis köprüye karar verdi\.\|İş mayısta başlıyor\.\|Source\|Minutes of <the> council\|The "plan"/,
  )
  assert.equal(texts[1]!.teaser, 'Meclis köprüye karar verdi. İş mayısta başlıyor.')
  assert.deepEqual([bridge.section, bridge.tags], ['public-works', ['İnşaat', 'bridge']])
  assert.ok(bridge.addresses.some(({ path, lang }) => path === '/tr/node/1' && lang === 'tr'))
  const stone = articleOf(found, 'node/2')
  assert.deepEqual(
    stone.versions.map(({ lang }) => lang),
    ['tr', 'ug'],
  )
  const linked = JSON.stringify(stone.versions[0]!.text(new Map()).body)
  assert.ok(
    linked.includes('"href":"/node/1"') && linked.includes('youtube.com/watch?v=abcdefghijk'),
  )
})

test('Drupal 7: text without a language is in that of its letters; private fields are left out by name', async (t) => {
  const found = await read(t, 'drupal7.sql')
  assert.equal(articleOf(found, 'node/4').versions[0]?.lang, 'ug-Latn')
  assert.equal(
    wordsOf(articleOf(found, 'node/5')),
    'Contact the bridge builders Come by <the> office & ask.\nWe are there.',
  )
  assert.ok(!JSON.stringify(found).includes('private.example'))
  const reasons = refusalsOf(found).map(({ reason }) => reason)
  assert.ok(reasons.some((reason) => reason.startsWith('field_mail (email)')))
  assert.equal(({} as { polluted?: string }).polluted, undefined)
})

test('Drupal 10: languages of one node, media entities, aliases by language, redirects', async (t) => {
  const found = await read(t, 'drupal10.sql', { '2023-11/square.png': png(40, 30) })
  const festival = articleOf(found, 'node/1')
  assert.deepEqual(
    festival.versions.map(({ lang, state }) => [lang, state]),
    [
      ['ug', 'approved'],
      ['en', 'approved'],
      ['tr', 'draft'],
    ],
  )
  assert.deepEqual([festival.image, festival.section], ['2023-11/square.png', 'festivals'])
  const paths = festival.addresses.map(({ path, lang }) => `${lang} ${path}`)
  for (const path of [
    'ug /node/1',
    'ug /bahar-bayrimi',
    'en /en/node/1',
    'en /spring-festival',
    'en /festival',
    'en /fest.aspx',
  ])
    assert.ok(paths.includes(path), path)
  assert.equal(festival.when?.zone, 'Asia/Almaty')
  const body = festival.versions[0]!.text(new Map([['2023-11/square.png', digest]])).body
  assert.ok(JSON.stringify(body).includes(digest))
})

test('Drupal: an SQLite file and a packed dump give the same as the dump', async (t) => {
  const plain = await read(t, 'drupal7.sql')
  const folder = tempFolder(t)
  const packed = join(folder, 'drupal7.sql')
  writeFileSync(packed, gzipSync(dumpOf('drupal7.sql')))
  assert.equal(shown(await readFile(t, packed)), shown(plain))
  const file = join(folder, 'drupal7.sqlite')
  toSqlite(dumpOf('drupal7.sql'), file)
  assert.equal(
    shown(await readFile(t, file)).replaceAll('drupal7.sqlite', 'drupal7.sql'),
    shown(plain),
  )
})

test('Drupal: table prefixes, chosen types and a vocabulary by name', async (t) => {
  const folder = tempFolder(t)
  const file = join(folder, 'd.sql')
  writeFileSync(file, dumpOf('drupal6.sql').toString().replaceAll('v6_', 'my_site_'))
  const found = await readFile(t, file, { types: ['story'], sectionsFrom: 'keywords' })
  assert.ok(!found.some((item) => item.kind === 'article' && item.article.what !== 'story'))
  assert.deepEqual(
    refusalsOf(found).filter(({ what }) => what === 'page' || what === 'webform').length,
    2,
  )
  assert.deepEqual(articleOf(found, 'node/1').section, 'library')
  const unknown = await readFile(t, file, { sectionsFrom: 'nonsense' })
  assert.match(refusalsOf(unknown)[0]?.reason ?? '', /"nonsense": the site has Sections, Keywords/)
})

const digest = parseDigest('a'.repeat(64))

function dumpOf(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)))
}

function read(
  t: TestContext,
  name: string,
  media: Readonly<Record<string, Uint8Array>> = {},
): Promise<FoundItem[]> {
  return readFile(t, fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)), {
    media: folderWith(t, media),
  })
}

function readFile(
  t: TestContext,
  file: string,
  how: Partial<HowToRead> = {},
): Promise<FoundItem[]> {
  return readFound(t, file, { oldUrl: 'http://oldvalley.example/', ...how })
}

function wordsOf(article: FoundArticle): string {
  const { headline, body } = article.versions[0]!.text(new Map())
  return [headline, ...blockTexts(body)].join(' ')
}

function teasersOf(article: FoundArticle): readonly boolean[] {
  return article.versions.map(({ text }) => text(new Map()).teaserCut)
}

/** Everything a reader says, words included. */
function shown(items: readonly FoundItem[]): string {
  return JSON.stringify(
    items.map((item) =>
      item.kind === 'article'
        ? [item.article, item.article.versions.map(({ text }) => text(new Map()))]
        : item,
    ),
  )
}

/** The dump's tables in an SQLite file; what only MySQL understands is taken out first. */
function toSqlite(dump: Buffer, file: string): void {
  const database = new DatabaseSync(file)
  const sql = dump
    .toString()
    .split('\n')
    .filter((line) => !/^(?:\/\*|--|LOCK|UNLOCK| {2}KEY| {2}PRIMARY)/.test(line))
    .map((line) => line.replace(/^\) ENGINE.*$/, ');').replace(/^( {2}`.*'')$/, '$1'))
    .join('\n')
    .replace(/,\n\);/g, '\n);')
    .replaceAll('int(10) unsigned NOT NULL', 'integer')
    .replaceAll(' NOT NULL', '')
    .replace(/'(?:[^'\\]|\\.)*'/gs, (text) => {
      const inside = text
        .slice(1, -1)
        .replace(/\\(.)/gs, (_, char: string) => ({ n: '\n', r: '\r' })[char] ?? char)
      return `'${inside.replaceAll("'", "''")}'`
    })
  database.exec(sql)
  database.close()
}
