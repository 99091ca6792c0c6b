// Order: Uyghur as its official dictionary has it, in three scripts; others by their own alphabets.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { sortKey } from './collate.ts'
import { parseLang } from './lang.ts'

const rows = (file: string) =>
  readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))

test('sortKey() has the order of the official dictionary, better than the runtime', () => {
  const words = rows('uyghur-dictionary-order.tsv').map(([, word = '']) => word)
  const keys = words.map((word) => sortKey(word, parseLang('ug')))
  const inversions = keys.filter((key, at) => at > 0 && key < (keys[at - 1] ?? ''))
  const runtime = new Intl.Collator('ug')
  const theirs = words.filter(
    (word, at) => at > 0 && runtime.compare(words[at - 1] ?? '', word) > 0,
  )
  assert.ok(words.length > 250)
  assert.deepEqual(inversions, [])
  assert.ok(theirs.length > 0)
})

test('one Uyghur word has one key in its three scripts', () => {
  const triples = rows('uyghur-triples.tsv')
  const unlike = triples.filter(([arabic = '', latin = '', cyrillic = '']) => {
    const keys = [sortKey(arabic, parseLang('ug'))]
    if (latin !== '') keys.push(sortKey(latin, parseLang('ug-Latn')))
    if (cyrillic !== '') keys.push(sortKey(cyrillic, parseLang('ug-Cyrl')))
    return new Set(keys).size > 1
  })
  // Words that the people who typed them spelled differently in Cyrillic.
  assert.deepEqual(
    unlike.map(([arabic]) => arabic),
    ['شەرقىي تۈركىستان', 'شەرقىي', 'دىنىي'],
  )
})

test('hemze, case, marks and punctuation never decide the order', () => {
  const pairs: readonly [string, string, string][] = [
    ['ug', 'مۇئەللىم', 'مۇەللىم'],
    ['ug', 'مۆئمىن', 'مۆمىن'],
    ['ug-Latn', 'Mu’ellim', "mu'ellim"],
    ['ug-Latn', 'qilin’ghan', 'qilinghan'],
    ['fr', 'École', 'ecole'],
    ['en', '“Camps”', 'camps'],
    ['ru', 'Ёлка', 'елка'],
  ]
  for (const [tag, a, b] of pairs)
    assert.equal(sortKey(a, parseLang(tag)), sortKey(b, parseLang(tag)), a)
})

test('sortKey() follows the alphabet of each language', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['tr', ['cam', 'çam', 'dam', 'Isparta', 'İzmir', 'ot', 'öt', 'su', 'şu', 'zil']],
    ['kk', ['ана', 'әке', 'бала', 'қаз', 'лақ', 'үй', 'фара', 'ыдыс', 'іні']],
    ['ru', ['арбуз', 'ёлка', 'ель', 'жук', 'яблоко']],
    ['ug-Latn', ['ana', 'eyib', 'baha', 'chay', 'xet', 'shamal', 'ghaz', 'qol', 'ngu', 'yol']],
    ['ug', ['ئانا', 'ئەيىب', 'باھا', 'چاي', 'خەت', 'قول', 'ئوت', 'ئۇن', 'ئۆي', 'ۋەتەن', 'يول']],
    ['en', ['12', 'Abdul', 'Éva', 'Zahir']],
    ['ar', ['أحمد', 'باسم', 'هادي', 'يوسف']],
    ['zh-Hans', ['北京', '上海']],
    ['kk', ['Яков', 'Adam']],
  ]
  for (const [tag, expected] of cases) {
    const lang = parseLang(tag)
    const sorted = expected
      .toReversed()
      .sort((a, b) => (sortKey(a, lang) < sortKey(b, lang) ? -1 : 1))
    assert.deepEqual(sorted, expected)
  }
})

test('sortKey() is total, blind to normal form, and its order that of code points in UTF-8', () => {
  const tags = fc.constantFrom(
    'ug',
    'ug-Latn',
    'tr',
    'kk',
    'ar',
    'zh-Hans',
    'en',
    'ky-Arab',
    'kk-Latn',
  )
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme' }),
      tags,
      (a, b, tag) => {
        const lang = parseLang(tag)
        const [x, y] = [sortKey(a, lang), sortKey(b, lang)]
        assert.equal(sortKey(a.normalize('NFD'), lang), x)
        assert.equal(
          Math.sign(Buffer.compare(Buffer.from(x), Buffer.from(y))),
          x < y ? -1 : x > y ? 1 : 0,
        )
      },
    ),
  )
})
