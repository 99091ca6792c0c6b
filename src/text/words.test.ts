// The eleven catalogs: same keys, same places for arguments, right script, every message readable.
import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Lang, languageOf, parseLang, scriptOf } from './lang.ts'
import { phrase, say, sayIsolated, type WordKey, worded, wordsLang } from './words.ts'

const folder = new URL('words/', import.meta.url)
const catalogs = new Map(
  readdirSync(folder).map((file): [Lang, Record<string, string>] => [
    parseLang(file.replace('.json', '')),
    JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
  ]),
)
const english = catalogs.get(parseLang('en')) ?? {}
const keys = Object.keys(english) as WordKey[]
const args = { count: 5, date: 'D', name: 'N', language: 'L', number: 7, id: 'I', credit: 'C' }
const all = { ...args, period: 'P', spelling: 'S', query: 'Q', raw: 'R', url: 'U' }

test('the eleven catalogs have the same keys', () => {
  assert.equal(catalogs.size, 11)
  assert.deepEqual([...worded].sort(), [...catalogs.keys()].sort())
  for (const [lang, catalog] of catalogs)
    assert.deepEqual(Object.keys(catalog).sort(), [...keys].sort(), lang)
})

test('every message has the same places for arguments in every language', () => {
  for (const key of keys)
    for (const [lang, catalog] of catalogs)
      assert.deepEqual(
        argumentsOf(catalog[key] ?? ''),
        argumentsOf(english[key] ?? ''),
        `${lang} ${key}`,
      )
})

test('every message is said in full, without controls, braces or double spaces', () => {
  for (const lang of worded)
    for (const key of keys) {
      const said = say(lang, key, all)
      assert.match(said, /^\S(?:.*\S)?$/u, `${lang} ${key}`)
      assert.doesNotMatch(said, /[{}|$\u2066-\u2069]| {2}|undefined/, `${lang} ${key}`)
    }
})

test('no language is written in the letters of another', () => {
  const allowed: Record<string, RegExp> = {
    Latn: /^[\p{Script=Latin}\P{L}]*$/u,
    Cyrl: /^[\p{Script=Cyrillic}\P{L}]*$/u,
    Arab: /^[\p{Script=Arabic}\P{L}]*$/u,
    Hans: /^[\p{Script=Han}\P{L}]*$/u,
  }
  // Names of formats and tools are Latin everywhere.
  const names =
    /RSS|Atom|JSON|cookie|minisign|sha256sum|verify\.html|OK|\{[^}]*\}|\.input.*|match.*/g
  for (const [lang, catalog] of catalogs)
    for (const key of keys)
      assert.match(
        (catalog[key] ?? '').replaceAll(names, ''),
        allowed[scriptOf(lang)] ?? /^$/,
        `${lang} ${key}`,
      )
})

test('no language but English says it in English', () => {
  // Words that two languages share by right.
  const shared = new Set(
    'contact date section source photo feedAtom feedRss feed feedJson'.split(' '),
  )
  const shorter = new Set(
    'original person filterPerson footnote footnotes feeds photoCredit'.split(' '),
  )
  for (const [lang, catalog] of catalogs) {
    if (lang === 'en') continue
    for (const key of keys)
      if (!shared.has(key) && !shorter.has(key))
        assert.notEqual(catalog[key], english[key], `${lang} ${key}`)
  }
})

test('wordsLang() answers for any language with one of the eleven', () => {
  const cases: readonly [string, string][] = [
    ['ug', 'ug'],
    ['ug-Latn', 'ug-Latn'],
    ['ug-CN', 'ug'],
    ['ug-Cyrl-KZ', 'ug-Cyrl'],
    ['en-GB', 'en'],
    ['zh', 'zh-Hans'],
    ['zh-TW', 'zh-Hans'],
    ['kk-CN', 'ug'],
    ['ky', 'ru'],
    ['az', 'tr'],
    ['sw', 'en'],
  ]
  for (const [tag, expected] of cases) assert.equal(wordsLang(parseLang(tag)), expected, tag)
  assert.equal(languageOf(wordsLang(parseLang('ug-Hebr'))), 'ug')
})

test('say() puts arguments in as they are, sayIsolated() keeps them from turning the line round', () => {
  const [en, ug] = [parseLang('en'), parseLang('ug')]
  assert.equal(say(en, 'byline', { name: 'ئۆمەر قانات' }), 'By ئۆمەر قانات')
  assert.equal(sayIsolated(en, 'byline', { name: 'ئۆمەر قانات' }), 'By \u2068ئۆمەر قانات\u2069')
  assert.equal(sayIsolated(en, 'byline', { name: 'Kanat' }), 'By Kanat')
  assert.equal(
    sayIsolated(ug, 'correctedOn', { date: '2020-05-28' }),
    'تۈزىتىلگەن: \u20682020-05-28\u2069',
  )
})

test('say() counts by the rules of each language with the digits 0-9', () => {
  const count = (tag: string, n: number) => say(parseLang(tag), 'resultCount', { count: n })
  assert.equal(count('en', 1), '1 result')
  assert.equal(count('en', 12345), '12345 results')
  assert.deepEqual(
    [1, 3, 5].map((n) => count('ru', n)),
    ['1 результат', '3 результата', '5 результатов'],
  )
  assert.equal(count('ar', 11), '11 نتيجة')
  assert.equal(count('ug-Cyrl', 2), '2 нәтиҗә')
})

test('say() refuses an unknown key and a missing argument', () => {
  assert.throws(() => say(parseLang('en'), 'nothing' as WordKey), RangeError)
  assert.throws(() => say(parseLang('en'), 'constructor' as WordKey), RangeError)
  assert.throws(() => say(parseLang('en'), 'byline'), RangeError)
  assert.throws(() => say(parseLang('en'), 'resultCount'), RangeError)
})

test('phrase() gives the pieces for elements around arguments', () => {
  assert.deepEqual(phrase(parseLang('en'), 'byline'), [{ text: 'By ' }, { arg: 'name' }])
  assert.throws(() => phrase(parseLang('en'), 'resultCount'), RangeError)
})

function argumentsOf(message: string): string[] {
  return [...new Set([...message.matchAll(/\{\$(\w+)/g)].map((match) => match[1] ?? ''))].sort()
}

test('every message is said by some page', () => {
  const code = globSync('src/**/*.ts', { exclude: ['**/*.test.ts'] })
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  assert.deepEqual(
    keys.filter((key) => !new RegExp(`['"\`]${key}['"\`]`).test(code)),
    // No page counts yet; the tests above count with it.
    ['resultCount'],
  )
})
