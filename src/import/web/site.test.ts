import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { png } from '../../../test/png.ts'
import { folderWith } from '../../../test/temp-folder.ts'
import type { FoundItem } from '../found.ts'
import { mergeSightings } from './merge.ts'
import { foldWords, type Sighting } from './sighting.ts'
import { isSavedSite, readSavedSite } from './site.ts'

const how = { lang: null, zone: 'Europe/Istanbul' }
const prose = 'The teachers of the valley have asked that the school stay open in winter. '
  .repeat(3)
  .trim()

test('readSavedSite() makes one article of a list’s line, a page and a feed’s item', (t) => {
  const root = folderWith(t, {
    'valley.example/index.html': `<meta name="Generator" content="Drupal 7"><body class="front"><div id="node-12" class="node node-teaser"><h2><a href="haber/12.html">Schools</a></h2>
      <span class="submitted">Per, 05/28/2020 - 13:21 -- Kanat</span><div class="content"><p>The teachers of the valley have asked</p></div></div>
      <div id="node-13" class="node node-teaser"><h2><a href="/node/13">Stoves</a></h2><span class="submitted">Cu, 04/03/2020 - 16:09 -- Kanat</span><div class="content"><p>Only a beginning</p></div></div>`,
    'valley.example/haber/12.html': `<meta name="Generator" content="Drupal 7"><body class="page-node page-node-12"><h1 id="page-title">Schools</h1><div id="node-12" class="node"><div class="content"><p>${prose}</p></div></div>`,
    'valley.example/rss.xml': `<rss version="2.0"><channel><title>V</title><link>http://valley.example</link><item><title>Schools</title><link>http://www.valley.example/haber/12</link><description>The teachers …</description><guid isPermaLink="false">12 at http://valley.example</guid></item></channel></rss>`,
    'valley.example/contact.html': '<!DOCTYPE html><title>Contact</title><form><input></form>',
  })
  assert.ok(isSavedSite(root))
  const items = [...readSavedSite(root, how)]
  assert.deepEqual(
    items.map((item) => [
      item.kind,
      item.kind === 'article' ? item.article.where : 'where' in item ? item.where : '',
    ]),
    [
      ['refused', 'valley.example/contact.html'],
      ['article', 'valley.example/haber/12.html'],
      ['merged', 'valley.example/index.html, item 1'],
      ['merged', 'valley.example/rss.xml, item 1'],
      ['article', 'valley.example/index.html, item 2'],
    ],
  )
  const [whole, beginning] = articles(items)
  assert.deepEqual(
    [whole?.key, whole?.when?.time, whole?.poster, whole?.addresses.map(({ path }) => path)],
    ['valley.example/node/12', '13:21', 'Kanat', ['/?q=node/12', '/haber/12', '/node/12']],
  )
  const texts = [whole, beginning].map((one) => one!.versions[0]!.text(new Map()))
  assert.deepEqual(
    texts.map(({ extent }) => extent),
    ['whole', 'beginning'],
  )
})

test('readSavedSite() proposes translations that the old site links, and joins none', (t) => {
  const page = (lang: string, number: number, other: string, text: string): string =>
    `<html lang="${lang}"><meta name="Generator" content="Drupal 7"><link rel="alternate" hreflang="x" href="http://valley.example/${other}"><body class="page-node-${number}"><h1 id="page-title">${text.slice(0, 12)}</h1><div id="node-${number}" class="node"><div class="content"><p>${text}</p></div></div>`
  const root = folderWith(t, {
    'valley.example/node/1.html': page('en', 1, 'node/2', prose),
    'valley.example/node/2.html': page(
      'tr',
      2,
      'node/1',
      'Vadideki öğretmenler okulun kışın da açık kalmasını istedi.',
    ),
  })
  const found = articles([...readSavedSite(root, how)])
  assert.deepEqual(
    found.map(({ versions }) => versions.length),
    [1, 1],
  )
  assert.match(
    found[0]!.notes.join(),
    /Maybe a translation of “Vadideki öğr” \(valley\.example\/node\/2\.html\)/,
  )
})

test('readSavedSite() takes pictures of the saved folder, and of nowhere else', (t) => {
  const outside = folderWith(t, { 'secret.png': png(20, 20) })
  const images = [
    'files/a.png',
    '/files/b.png',
    'http://www.valley.example/files/c.png',
    '../../secret.png',
    `${outside}/secret.png`,
    'files/link.png',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    '%2e%2e/%2e%2e/x',
  ]
  const root = folderWith(t, {
    'valley.example/node.html': `<meta name="generator" content="Drupal 7"><body class="page-node-1"><h1 id="page-title">Schools</h1><div class="node"><div class="content"><p>${prose}</p>${images.map((src) => `<img src="${src}" alt="A mill">`).join('')}</div></div>`,
    'valley.example/files/a.png': png(20, 20),
    'valley.example/files/b.png': png(21, 20),
    'valley.example/files/c.png': png(22, 20),
  })
  symlinkSync(join(outside, 'secret.png'), join(root, 'valley.example/files/link.png'))
  symlinkSync(outside, join(root, 'valley.example/elsewhere'))
  const [article] = articles([...readSavedSite(root, how)])
  assert.deepEqual(
    article?.pictures.map(({ name }) => name),
    ['a.png', 'b.png', 'c.png'],
  )
  assert.match(article?.notes.join() ?? '', /picture not there: \.\.\/\.\.\/secret\.png/)
})

test('readSavedSite() keeps doubtful articles for an editor, and refuses what is none', (t) => {
  const root = folderWith(t, {
    'a.html': `<title>About us</title><h1>About us</h1><p>${prose}</p>`,
    'b.html': `<p>${prose}</p>`,
    'c.html': '<h1>Nothing</h1>',
    'a_files/frame.html': `<h1>Buy this</h1><p>28.05.2020</p><p>${prose}</p>`,
    'comments.xml': `<rss version="2.0"><channel><title>Comments</title><link>http://v.example</link><item><title>By: X</title><link>http://v.example/a#comment-3</link><description>${prose}</description></item></channel></rss>`,
    'd.html': `<p>${'x'.repeat(2_100_000)}`,
  })
  const items = [...readSavedSite(root, how)]
  const [about] = articles(items)
  assert.equal(about?.versions[0]?.state, 'in-review')
  assert.match(
    about?.notes.join() ?? '',
    /Read by text density, \d+ % sure: waits for an editor’s look/,
  )
  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'refused' ? [[item.where, item.reason]] : [])),
    [
      ['b.html', 'There is a text, but no headline'],
      ['c.html', 'No article was found on this page'],
      ['comments.xml, item 1', 'A comment, not an article'],
      ['d.html', 'Cannot read page: more than 2000000 characters, which no article has'],
    ],
  )
})

const anySighting: fc.Arbitrary<Sighting> = fc
  .record({
    number: fc.option(fc.integer({ min: 1, max: 5 })),
    path: fc.option(fc.constantFrom('/a', '/b', '/c')),
    headline: fc.constantFrom('One', 'Two', 'Three'),
    from: fc.constantFrom('article', 'list', 'feed'),
    day: fc.option(fc.constantFrom('2020-05-28', '2020-05-29')),
    length: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ number, path, headline, from, day, length }) => ({
    where: 'x',
    from: from as Sighting['from'],
    headline,
    lang: null,
    when: day === null ? null : { date: day, time: null, zone: null, precision: 'day', raw: null },
    whenOpen: null,
    poster: null,
    section: null,
    tags: [],
    isWhole: from === 'article',
    confidence: 1,
    by: 'Drupal',
    ids: [
      ...(number === null ? [] : [`v.example/node/${number}`]),
      ...(path === null ? [] : [`v.example${path}`]),
    ],
    addresses: [],
    translations: [],
    length,
    start: foldWords(`${headline} ${prose}`).slice(0, length * 20),
    notes: [],
  }))

test('mergeSightings() puts every sighting into one group, and no id into two', () => {
  fc.assert(
    fc.property(fc.array(anySighting, { maxLength: 25 }), (sightings) => {
      const groups = mergeSightings(sightings)
      const all = groups.flatMap((group) => group.sightings)
      assert.deepEqual([all.length, new Set(all).size], [sightings.length, sightings.length])
      const ids = groups.flatMap((group) => group.ids)
      assert.equal(new Set(ids).size, ids.length)
      for (const {
        sightings: [first, ...rest],
      } of groups)
        for (const other of rest)
          assert.ok(first!.isWhole || !other.isWhole, 'the fullest is first')
    }),
  )
})

function articles(items: readonly FoundItem[]) {
  return items.flatMap((item) => (item.kind === 'article' ? [item.article] : []))
}
