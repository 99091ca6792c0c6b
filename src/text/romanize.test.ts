// ASCII keys: the published vectors of BGN/PCGN without their diacritics, the Uyghur triples, and the
// promises every key rests on: total, idempotent, blind to how the same letters were typed.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyString } from '../../test/strings.ts'
import { guessLang, parseLang } from './lang.ts'
import { romanize } from './romanize.ts'

const rows = (file: string) =>
  readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))

const anyText = fc.string({
  unit: fc.constantFrom(
    ..."abZ ’ʻ`'ئۇيغۇرەېىيهيۇЯяшЩъүәңЁёiİışçğñé́̈ٔـ‌‍热娅\u{1F600}\ud800\udfff\n،؟«»½",
  ),
})

test('romanize() reads names by the tables of each language', () => {
  const cases: readonly [string, string | undefined, string][] = [
    ['رابىيە قادىر', 'ug', 'rabiye qadir'],
    ['ئۇيغۇر خەلقىنىڭ', 'ug', 'uyghur xelqining'],
    ['مۇئەللىم، قۇرئان', 'ug', "mu'ellim, qur'an"],
    [
      'مۇى\u0654ەللىم، گۇناه، ئەللاه، هەممىسى، رابىيه',
      'ug',
      "mu'ellim, gunah, ellah, hemmisi, rabiye",
    ],
    ['Рабийә Қадир', 'ug-Cyrl', 'Rabiye Qadir'],
    ['Rabiye Qadir, Ürümchi, ëlan', 'ug-Latn', 'Rabiye Qadir, Urumchi, elan'],
    ['Сайрагүл Сауытбай', 'kk', 'Sayragul Sauytbay'],
    ['Жеңиш', 'ky', 'Jengish'],
    ['Жеңіс', 'kk', 'Zhengis'],
    ['Oʻzbekiston, gʻoya', 'uz', "O'zbekiston, g'oya"],
    ['Ўзбекистон', 'uz-Cyrl', "O'zbekiston"],
    ['İstanbul, ışık, ÇAĞRI', 'tr', 'Istanbul, isik, CAGRI'],
    ['Щука ЩУКА Хрущёв', 'ru', 'Shchuka SHCHUKA Khrushchyov'],
    ['Zürich', 'de', 'Zuerich'],
    ['Zürich', 'fr', 'Zurich'],
    ['Әли', undefined, 'Eli'],
    ['ئابدۇۋەلى ئايۇپ', undefined, 'abduweli ayup'],
  ]
  for (const [text, tag, expected] of cases)
    assert.equal(romanize(text, tag === undefined ? undefined : parseLang(tag)), expected)
})

test('the published romanisations agree but for diacritics', () => {
  const known: Record<string, string> = { kaz: 'kk', kir: 'ky' }
  const read = rows('romanization.tsv')
  const wrong = read.filter(([system = '', source = '', expected = '']) => {
    const lang = parseLang(known[system.split('-')[1] ?? ''] ?? 'ru')
    const plain = expected.normalize('NFD').replace(/\p{M}/gu, '').replace(/[ʼ’]/g, "'")
    // The soft sign is an apostrophe there and nothing here.
    return romanize(source, lang) !== plain.replaceAll("'", '')
  })
  assert.deepEqual(wrong, [])
  assert.ok(read.length > 40)
})

test('the three scripts of a Uyghur word come out alike, hemze apart', () => {
  const key = (text: string, tag: string) =>
    romanize(text, parseLang(tag)).toLowerCase().replaceAll(/['-]/g, '')
  const triples = rows('uyghur-triples.tsv')
  const unlike = triples.filter(([arabic = '', latin = '', cyrillic = '']) => {
    const keys = [
      key(arabic, 'ug'),
      latin && key(latin, 'ug-Latn'),
      cyrillic && key(cyrillic, 'ug-Cyrl'),
    ]
    return new Set(keys.filter((k) => k !== '')).size > 1
  })
  assert.ok(triples.length > 100)
  // Words that the people who typed them spelled differently in Cyrillic.
  assert.deepEqual(
    unlike.map(([arabic]) => arabic),
    ['شەرقىي', 'دىنىي'],
  )
})

test('romanize() gives ASCII for any string, and its result is its own', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyText, anyString),
      fc.constantFrom('ug', 'kk', 'de', 'tr', undefined),
      (text, tag) => {
        const lang = tag === undefined ? undefined : parseLang(tag)
        const once = romanize(text, lang)
        assert.match(once, /^[ -_a-~]*$/)
        assert.equal(romanize(once, lang), once)
        assert.equal(romanize(once), once)
      },
    ),
  )
})

test('romanize() does not see normal forms, joiners, tatweel or the kind of apostrophe', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const expected = romanize(text)
      assert.equal(romanize(text.normalize('NFC')), expected)
      assert.equal(romanize(text.normalize('NFD')), expected)
      assert.equal(romanize([...text].join('\u200C')), romanize([...text].join('\u0640')))
      assert.equal(romanize(text.replace(/[’ʻ`']/g, '‘')), romanize(text.replace(/[’ʻ`']/g, "'")))
    }),
  )
})

test('romanize() takes a megabyte of marks without trouble', () => {
  assert.equal(romanize('\u0654'.repeat(1e6)).length, 0)
  assert.equal(romanize('ئۇ'.repeat(2e5), parseLang('ug')).length, 2e5 * 2 - 1)
})

test('guessLang() goes by letters and admits when they do not tell', () => {
  const cases: readonly [string, string | null][] = [
    ['ئۇيغۇر خەلقىنىڭ رەھبىرى', 'ug'],
    ['رابىيە قادىر', 'ug'],
    ['Уйғур хәлқиниң рәһбири', 'ug-Cyrl'],
    [
      'Uyghur xelqining rehbiri Rabiye Qadir xanim xitay hökümitining siyasitini eyiblidi',
      'ug-Latn',
    ],
    ['Қазақстан Республикасының азаматтары және', 'kk'],
    ['Кыргызстандын өкмөтү', 'ky'],
    ['Правительство Китая', 'ru'],
    ['Уряд України', 'uk'],
    ['Çin hükümeti açıklama yaptı', 'tr'],
    ['الحكومة الصينية', 'ar'],
    ['دولت چین گفت', 'fa'],
    ['中国政府发表声明', 'zh-Hans'],
    ['中國政府發表聲明', 'zh-Hant'],
    ['中国政府の発表', 'ja'],
    ['The Chinese government is training and planning in the morning', null],
    ['2020-05-28', null],
    ['', null],
  ]
  for (const [text, expected] of cases) assert.equal(guessLang(text), expected, text)
})
