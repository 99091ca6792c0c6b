// Tags, scripts, directions. The runtime's own answers must not leak in: `ug-Latn` is left to right
// by our table, and its autonym is in Latin letters.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  autonym,
  direction,
  fallbackChain,
  folderOf,
  isLang,
  languageOf,
  parseLang,
  scriptOf,
} from './lang.ts'

test('parseLang() writes tags in canonical case and drops the default script', () => {
  const cases: readonly [string, string][] = [
    ['EN', 'en'],
    ['ug-Arab', 'ug'],
    ['UG-LATN', 'ug-Latn'],
    ['ug_cyrl', 'ug-Cyrl'],
    ['zh-hans', 'zh-Hans'],
    ['zh-Hans-CN', 'zh-Hans-CN'],
    ['en-us', 'en-US'],
    ['tr-Latn', 'tr'],
    ['kk-Cyrl-KZ', 'kk-KZ'],
    ['uz-CYRL', 'uz-Cyrl'],
    ['uz-Latn', 'uz'],
    ['iw', 'he'],
    ['sh', 'sr-Latn'],
    ['es-419', 'es-419'],
    ['de-CH-1901', 'de-CH-1901'],
  ]
  for (const [text, expected] of cases) assert.equal(parseLang(text), expected)
})

test('parseLang() refuses what is no tag, and says so', () => {
  for (const text of [
    '',
    'e',
    'english',
    'ug-',
    'u',
    '../en',
    'en-u-nu-arab',
    'en us',
    'a'.repeat(99),
  ])
    assert.throws(() => parseLang(text), SyntaxError, text)
})

test('parseLang() is idempotent, total up to SyntaxError, and its results are isLang()', () => {
  const tags = fc.stringMatching(/^[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|\d{3}))?$/)
  fc.assert(
    fc.property(tags, (text) => {
      const lang = parseLang(text)
      assert.equal(parseLang(lang), lang)
      assert.ok(isLang(lang))
      assert.match(folderOf(lang), /^[a-z0-9-]+$/)
      assert.ok(autonym(lang) !== '')
    }),
  )
  fc.assert(fc.property(fc.string(), (text) => typeof isLang(text) === 'boolean'))
})

test('scriptOf() and direction() follow the script, not the language', () => {
  const cases: readonly [string, string, string][] = [
    ['en', 'Latn', 'ltr'],
    ['ug', 'Arab', 'rtl'],
    ['ug-Latn', 'Latn', 'ltr'],
    ['ug-Cyrl', 'Cyrl', 'ltr'],
    ['kk', 'Cyrl', 'ltr'],
    ['kk-Arab', 'Arab', 'rtl'],
    ['kk-CN', 'Arab', 'rtl'],
    ['ky-Arab', 'Arab', 'rtl'],
    ['ar', 'Arab', 'rtl'],
    ['fa', 'Arab', 'rtl'],
    ['he', 'Hebr', 'rtl'],
    ['zh-Hans', 'Hans', 'ltr'],
    ['zh-TW', 'Hant', 'ltr'],
    ['ja', 'Jpan', 'ltr'],
    ['bo', 'Tibt', 'ltr'],
  ]
  for (const [tag, script, dir] of cases) {
    assert.equal(scriptOf(parseLang(tag)), script)
    assert.equal(direction(parseLang(tag)), dir)
  }
})

test('autonym() is written in the script of its own tag', () => {
  assert.equal(autonym(parseLang('ug')), 'ئۇيغۇرچە')
  assert.equal(autonym(parseLang('ug-Latn')), 'Uyghurche')
  assert.equal(autonym(parseLang('ug-Cyrl')), 'Уйғурчә')
  assert.equal(autonym(parseLang('zh-Hans-CN')), '简体中文')
  assert.equal(autonym(parseLang('en-GB')), 'English')
  assert.equal(autonym(parseLang('tr-Cyrl')), 'tr-Cyrl')
})

test('fallbackChain() tries the scripts of the same language first, then the order', () => {
  const order = ['en', 'ug', 'tr', 'ug-Latn', 'ug-Cyrl'].map(parseLang)
  assert.deepEqual(fallbackChain(parseLang('ug-Cyrl'), order), [
    'ug-Cyrl',
    'ug',
    'ug-Latn',
    'en',
    'tr',
  ])
  assert.deepEqual(fallbackChain(parseLang('fr'), order), ['fr', ...order])
  assert.equal(languageOf(parseLang('ug-Cyrl')), 'ug')
})
