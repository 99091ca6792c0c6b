// Hostile text costs what its length costs: every function that reads text is given the worst we know of
// and must come back within seconds of work, where a quadratic one would need hours.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passageOf } from '../src/search/match.ts'
import { peopleOf } from '../src/search/people.ts'
import { parseQuery } from '../src/search/query.ts'
import { indexWords, keptText } from '../src/search/schema.ts'
import {
  balanceIsolates,
  isolate,
  isolateIfNeeded,
  stripControls,
  textDirection,
} from '../src/text/bidi.ts'
import { sortKey } from '../src/text/collate.ts'
import { parseDateline, readDatelines } from '../src/text/dateline.ts'
import { guessLang, parseLang } from '../src/text/lang.ts'
import { lint } from '../src/text/lint.ts'
import { compareNames } from '../src/text/names/compare.ts'
import { groupNames } from '../src/text/names/groups.ts'
import { nameKeys } from '../src/text/names/keys.ts'
import { findKnownNames, findNameRuns } from '../src/text/names/mentions.ts'
import { parseName } from '../src/text/names/parse.ts'
import { proposeSpeaker } from '../src/text/names/speaker.ts'
import { detectLegacy, normalize } from '../src/text/normalize.ts'
import { romanize } from '../src/text/romanize.ts'
import { convert } from '../src/text/scripts/convert.ts'
import { schemeOf } from '../src/text/scripts/scheme.ts'
import { graphemeCount, sentences, teaser, words } from '../src/text/segment.ts'
import { slugOf } from '../src/text/slug.ts'
import { exactWord, foldWord, tokensOf } from '../src/text/tokens.ts'

const en = parseLang('en')
const ug = parseLang('ug')
const ugLatn = parseLang('ug-Latn')
const zh = parseLang('zh-Hans')

/** A tenth of a megabyte tells linear from quadratic; HOSTILE_SIZE=1000000 for the whole. */
const size = Number(process.env['HOSTILE_SIZE'] ?? 100_000)
const texts: Readonly<Record<string, string>> = {
  'nothing but marks': 'a'.padEnd(size, '\u0301'),
  'marks of many classes': 'e\u0301\u0327\u0323'.repeat(Math.ceil(size / 8)),
  'lone surrogates': '\ud800'.repeat(Math.ceil(size / 2)),
  'nothing but apostrophes': "'".repeat(size),
  'words and apostrophes': "a'".repeat(Math.ceil(size / 2)),
  '200 words of a name': 'Rebiya Qadir '.repeat(100),
  'one long word': 'rabiya'.repeat(Math.ceil(size / 6)),
  'one long word of Arabic letters': 'رابىيە'.repeat(Math.ceil(size / 6)),
  'letters of two uses': 'ھه'.repeat(Math.ceil(size / 2)),
  'Han without a stop': '热比娅'.repeat(Math.ceil(size / 4)),
  'capital letters': 'A '.repeat(Math.ceil(size / 2)),
  'colons and brackets': ':(['.repeat(Math.ceil(size / 3)),
  'quotes and asterisks': '"*'.repeat(Math.ceil(size / 2)),
  'opening overrides': '\u202e\u2066'.repeat(Math.ceil(size / 4)),
  'digits and strokes': '12/'.repeat(Math.ceil(size / 3)),
  spaces: ' '.repeat(size),
  'line feeds': 'a\n'.repeat(Math.ceil(size / 2)),
}

const register = [
  { personId: 'p', spelling: 'Rebiya Qadir' },
  { personId: 'p', spelling: '热比娅·卡德尔' },
  { personId: 'q', spelling: 'Erkin' },
]
const people = peopleOf([
  {
    id: 'p' as never,
    preferred: { [en]: 'Rebiya Qadir' },
    spellings: [],
    searchOnly: [],
    pages: {},
  },
])
const query = parseQuery('rabiya "a a" 热 e*', { languages: [en, ug, zh], exact: false })

const functions: Readonly<Record<string, (text: string) => unknown>> = {
  textDirection,
  isolate,
  isolateIfNeeded: (text) => isolateIfNeeded(text, 'rtl'),
  balanceIsolates,
  stripControls,
  sortKey: (text) => sortKey(text, ug),
  parseDateline,
  readDatelines: (text) => readDatelines([text, text]),
  guessLang,
  lint: (text) => lint(text, ug),
  compareNames: (text) => compareNames(text, 'Rebiya Qadir'),
  groupNames: (text) =>
    groupNames([
      { name: text, count: 1 },
      { name: `${text}x`, count: 1 },
    ]),
  nameKeys: (text) => nameKeys(text),
  findKnownNames: (text) => findKnownNames(text, ug, register),
  findNameRuns,
  parseName,
  proposeSpeaker: (text) => proposeSpeaker(text, 'en'),
  normalize: (text) => normalize(text, ug),
  detectLegacy,
  romanize: (text) => romanize(text),
  'convert to Latin': (text) => convert(text, 'ug', 'ug-Latn'),
  'convert to Arabic': (text) => convert(text, 'ug-Latn', 'ug'),
  schemeOf,
  sentences: (text) => sentences(text, en),
  words: (text) => words(text, ug),
  'words without spaces': (text) => words(text, zh),
  teaser: (text) => teaser(text, 200, en),
  graphemeCount,
  slugOf: (text) => slugOf(text, ugLatn),
  tokensOf: (text) => tokensOf(text, ug),
  foldWord: (text) => foldWord(text, ug),
  exactWord: (text) => exactWord(text, true),
  indexWords: (text) => indexWords(keptText(text), ug),
  parseQuery: (text) => parseQuery(text, { languages: [en, ug, zh], exact: false }),
  'parseQuery, exactly': (text) => parseQuery(text, { languages: [en, ug], exact: true }),
  passageOf: (text) => passageOf(text, en, query),
  'people.find': (text) => people.find(text),
}

for (const [name, read] of Object.entries(functions)) {
  test(`${name} reads hostile text in time that grows with its length`, () => {
    for (const [what, text] of Object.entries(texts)) {
      const before = process.cpuUsage()
      read(text)
      const { user, system } = process.cpuUsage(before)
      // Work, not the clock: the machine may be busy. The slowest linear one needs a tenth of it.
      assert.ok(user + system < 20 * size, `${what}: ${(user + system) / 1000} ms`)
    }
  })
}
