import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { articleOf, readFound, refusalsOf } from '../../../test/found.ts'
import { png } from '../../../test/png.ts'
import { folderWith, tempFolder } from '../../../test/temp-folder.ts'
import { blockTexts } from '../../model/body.ts'
import { parseDigest } from '../../model/id.ts'
import { parseLang } from '../../text/lang.ts'
import type { FoundItem } from '../found.ts'

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))

test('Polylang: siblings with one slug are one article in three languages, each with its path', async (t) => {
  const found = await read(t, fixture('wordpress.xml'))
  const spring = articleOf(found, 'post/10')
  assert.deepEqual(
    spring.versions.map(({ lang, origin }) => [lang, origin.kind]),
    [
      ['en', 'written'],
      ['tr', 'translated'],
      ['ug', 'translated'],
    ],
  )
  assert.deepEqual(spring.when, {
    date: '2021-03-05',
    time: '14:20',
    zone: '+03:00',
    precision: 'minute',
    raw: '2021-03-05 14:20:00',
  })
  const paths = spring.addresses.map(({ path, lang }) => `${lang} ${path}`)
  for (const path of [
    'en /?p=10',
    'en /2021/03/05/spring/',
    'en /2021/03/05/spring-old/',
    'tr /tr/2021/03/05/spring/',
    'ug /archives/12',
  ])
    assert.ok(paths.includes(path), path)
  assert.deepEqual(
    [spring.section, spring.tags, spring.poster],
    ['news-notes', ['Town', 'spring', 'Haber'], 'Poplar Desk'],
  )
})

test('Blocks, captions, galleries and players become text, figures and links', async (t) => {
  const media = { '2021/03/spring.png': png(60, 40), '2021/03/plan.png': png(50, 40) }
  const spring = articleOf(await read(t, fixture('wordpress.xml'), media), 'post/10')
  assert.equal(spring.image, '2021/03/spring.png')
  const [field, plan] = ['a', 'b'].map((letter) => parseDigest(letter.repeat(64)))
  const kept = new Map([
    ['2021/03/spring.png', field!],
    ['2021/03/plan.png', plan!],
  ])
  const [en, tr] = spring.versions.map(({ text }) => text(kept))
  assert.deepEqual(figuresOf(en!.body), [plan])
  assert.deepEqual(figuresOf(tr!.body), [plan, field, plan])
  assert.deepEqual(
    [en!.alt[field!], en!.alt[plan!], en!.teaser],
    ['A field in spring', 'The plan', 'Flowers, early this year.'],
  )
  const words = blockTexts(en!.body)
  for (const part of [
    'A plan of the fields',
    'youtube.com/watch?v=abcdefghijk',
    'Write to the desk.',
    'He wrote: ]]> and more ]]> here.',
  ])
    assert.ok(words.includes(part), part)
  const turkish = blockTexts(tr!.body).join('\n')
  assert.ok(
    turkish.includes('[sic]') &&
      turkish.includes('Tarlaların planı') &&
      !turkish.includes('contact-form'),
  )
  const links = JSON.stringify(en!.body)
  assert.ok(
    links.includes('"/2021/03/05/council/"') &&
      links.includes('"/archives/12"') &&
      !links.includes('/category/news'),
  )
})

test('What is not shown stays back, what is no article is counted with its reason', async (t) => {
  const found = await read(t, fixture('wordpress.xml'))
  assert.equal(articleOf(found, 'post/15').versions[0]?.state, 'draft')
  assert.equal(articleOf(found, 'post/16').versions[0]?.state, 'draft')
  assert.equal(articleOf(found, 'post/20').versions[0]?.publishAt, Date.UTC(2040, 0, 1, 9))
  assert.equal(articleOf(found, 'post/14').section, 'pages')
  const counts = refusalsOf(found).map(({ what, count }) => `${count} ${what}`)
  assert.deepEqual(counts.sort(), [
    '1 nav_menu_item',
    '1 post',
    '1 revision',
    '1 wp_block',
    '2 attachment',
    '3 comment',
  ])
  const all = JSON.stringify(found)
  assert.ok(!all.includes('private.example') && !all.includes('10.1.2.3'))
})

test('WPML groups by trid; what is broken is mended where it is safe, otherwise named', async (t) => {
  const found = await read(t, fixture('wordpress-wpml.xml'))
  assert.deepEqual(
    articleOf(found, 'post/1').versions.map(({ lang }) => lang),
    ['tr', 'en'],
  )
  const mended = articleOf(found, 'post/3')
  const text = mended.versions[0]!.text(new Map())
  assert.equal(text.headline, 'Üç satır ö & AT&T')
  assert.deepEqual(blockTexts(text.body), ['One ]]> two.', 'Three.'])
  assert.ok(mended.notes.some((note) => note.startsWith('mended')))
  const names = refusalsOf(found).map(({ name, reason }) => `${name}: ${reason}`)
  assert.equal(names.length, 4)
  for (const part of [
    'Kayıp bölüm: ',
    'Aynı sayı: ',
    'Yarım kalan: It breaks off',
    ': It has no headline',
  ])
    assert.ok(
      names.some((name) => name.includes(part)),
      part,
    )
  assert.ok(articleOf(found, 'post/6'))
})

test('An export in parts, or packed, gives the same articles', async (t) => {
  const folder = tempFolder(t)
  const text = readFileSync(fixture('wordpress.xml'), 'utf8')
  const at = text.indexOf('<item>', text.indexOf('Vadiye'))
  const [head, tail] = [text.slice(0, text.indexOf('\t<item>')), '</channel>\n</rss>\n']
  writeFileSync(join(folder, 'part1.xml'), text.slice(0, at) + tail)
  writeFileSync(join(folder, 'part2.xml.gz'), gzipSync(head + text.slice(at)))
  const whole = articlesIn(await read(t, fixture('wordpress.xml')))
  assert.deepEqual(articlesIn(await read(t, folder)), whole)
})

function articlesIn(items: readonly FoundItem[]): readonly string[] {
  return items.flatMap((item) => {
    if (item.kind !== 'article') return []
    const { where: _, ...article } = item.article
    return [JSON.stringify([article, article.versions.map(({ text }) => text(new Map()))])]
  })
}

function figuresOf(body: {
  readonly content?: readonly {
    readonly type: string
    readonly attrs?: Readonly<Record<string, unknown>>
  }[]
}): readonly unknown[] {
  return (body.content ?? [])
    .filter(({ type }) => type === 'figure')
    .map(({ attrs }) => attrs?.['picture'])
}

function read(
  t: TestContext,
  path: string,
  media: Readonly<Record<string, Uint8Array>> = {},
): Promise<FoundItem[]> {
  const languages = ['en', 'ug', 'tr'].map(parseLang)
  return readFound(t, path, { languages, media: folderWith(t, media) })
}
