// Slugs: short ASCII words whatever the headline is written in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyString } from '../../test/strings.ts'
import { parseLang } from './lang.ts'
import { isReservedName, slugOf } from './slug.ts'

test('slugOf() writes headlines of every language in ASCII', () => {
  const cases: readonly [string, string, string][] = [
    [
      'My gratitude to Mr. Dana Rohrabacher during the pandemic',
      'en',
      'my-gratitude-to-mr-dana-rohrabacher-during-the-pandemic',
    ],
    ['China’s “camps”: what now?', 'en', 'chinas-camps-what-now'],
    ['ئۇيغۇر خەلقىنىڭ ئانىسى', 'ug', 'uyghur-xelqining-anisi'],
    ['Уйғур хәлқиниң аниси', 'ug-Cyrl', 'uyghur-xelqining-anisi'],
    ['Uyghur xelqining anisi', 'ug-Latn', 'uyghur-xelqining-anisi'],
    ['Çin’in açıklaması', 'tr', 'cinin-aciklamasi'],
    ['热比娅·卡德尔', 'zh-Hans', 're-bi-ya-ka-de-er'],
    ['COVID-19: 3.5 million', 'en', 'covid-19-3-5-million'],
    ['😀', 'en', ''],
    ['…', 'ug', ''],
  ]
  for (const [title, tag, expected] of cases) assert.equal(slugOf(title, parseLang(tag)), expected)
})

test('slugOf() is cut at a word, and inside one only when there is no other way', () => {
  const long = slugOf(
    'The passed bill is of great significance not only to the Uyghurs but to all',
    parseLang('en'),
  )
  assert.equal(long, 'the-passed-bill-is-of-great-significance-not-only-to-the')
  assert.equal(slugOf('a'.repeat(99), parseLang('en')), 'a'.repeat(60))
})

test('slugOf() keeps its form for any string, and does not change when made from itself', () => {
  fc.assert(
    fc.property(anyString, fc.constantFrom('en', 'ug', 'zh-Hans', 'de'), (title, tag) => {
      const slug = slugOf(title, parseLang(tag))
      assert.match(slug, /^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/)
      assert.ok(slug.length <= 60)
      assert.equal(slugOf(slug, parseLang(tag)), slug)
      assert.equal(slugOf(title.normalize('NFD'), parseLang(tag)), slug)
    }),
  )
})

test('isReservedName() knows the tree’s own names and those of Windows', () => {
  for (const name of [
    'index',
    'INDEX.html',
    'feed',
    'people',
    'con',
    'Aux.txt',
    'com1',
    'lpt9',
    '2020',
    'search',
  ])
    assert.ok(isReservedName(name), name)
  for (const name of ['statements', 'indexes', 'com10', '20201', 'console', ''])
    assert.ok(!isReservedName(name), name)
})
