// Sentences and teasers: never inside a grapheme or a word, not after "Mr.", on one line.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyString } from '../../test/strings.ts'
import { balanceIsolates, stripControls } from './bidi.ts'
import { parseLang } from './lang.ts'
import { graphemeCount, sentences, teaser, words } from './segment.ts'

const en = parseLang('en')
const ug = parseLang('ug')
const zh = parseLang('zh-Hans')

const prose = fc
  .array(
    fc.constantFrom(
      'Mr.',
      'Dana',
      'U.S.',
      'region.',
      'today,',
      'e\u0301t\u00E9',
      '👩‍👩‍👧',
      'ئۇيغۇر',
      'خەلقى.',
      'نېمە؟',
      '热比娅·卡德尔说。',
      'J.',
      '\u2068ئۆمەر',
      'قانات\u2069',
      '“Stop!”',
      '…',
      'i.e.',
      '28.',
      'Mai',
      'a'.repeat(30),
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((parts) => parts.join(' '))

test('sentences() ends at stops, not at abbreviations, initials or small letters', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    [
      'en',
      'I thank Mr. Dana Rohrabacher. He warned us.',
      ['I thank Mr. Dana Rohrabacher. ', 'He warned us.'],
    ],
    [
      'en',
      'The U.S. House passed it. “Good!” she said. Yes?',
      ['The U.S. House passed it. ', '“Good!” she said. ', 'Yes?'],
    ],
    [
      'en',
      'in Uyghur region.but there. J. R. Smith',
      ['in Uyghur region.but there. ', 'J. R. Smith'],
    ],
    [
      'en',
      'He waited … and left. Then … Nothing.',
      ['He waited … and left. ', 'Then … ', 'Nothing.'],
    ],
    ['en', 'Headline\n\nText', ['Headline\n\n', 'Text']],
    ['de', 'Am 28. Mai kam Dr. Bauer. Er blieb.', ['Am 28. Mai kam Dr. Bauer. ', 'Er blieb.']],
    [
      'ru',
      'Это было в 2020 г. Потом т. е. позже. Конец.',
      ['Это было в 2020 г. Потом т. е. позже. ', 'Конец.'],
    ],
    ['ug', 'بۇ بىر گەپ. نېمە دېدى؟ بىلمەيمەن.', ['بۇ بىر گەپ. ', 'نېمە دېدى؟ ', 'بىلمەيمەن.']],
    ['zh-Hans', '他说。“走吧！”她走了？', ['他说。', '“走吧！”', '她走了？']],
    ['en', '', []],
  ]
  for (const [tag, text, expected] of cases)
    assert.deepEqual(sentences(text, parseLang(tag)), expected)
})

test('sentences() joined are the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(prose, anyString),
      fc.constantFrom('en', 'ug', 'zh-Hans', 'de'),
      (text, tag) => {
        assert.equal(sentences(text, parseLang(tag)).join(''), text)
      },
    ),
  )
})

test('words() keeps hemze, apostrophes and joiners inside a word', () => {
  assert.deepEqual(words('Jem’iy «mö’min» – 3 ta.', parseLang('ug-Latn')), [
    'Jem’iy',
    'mö’min',
    '3',
    'ta',
  ])
  assert.deepEqual(words('مەسئۇل، می‌خواهم', ug), ['مەسئۇل', 'می‌خواهم'])
  assert.deepEqual(words('新闻网站。', zh), ['新闻', '网站'])
})

test('teaser() keeps whole sentences, or the first words and an ellipsis', () => {
  const text = 'I thank Mr. Dana Rohrabacher. He warned us six years ago. Nobody listened.'
  assert.equal(teaser(text, 200, en), text)
  assert.equal(teaser(text, 60, en), 'I thank Mr. Dana Rohrabacher. He warned us six years ago.')
  assert.equal(teaser(text, 40, en), 'I thank Mr. Dana Rohrabacher.')
  assert.equal(teaser(text, 24, en), 'I thank Mr. Dana…')
  assert.equal(teaser(text, 14, en), 'I thank…')
  assert.equal(teaser('  Two\n lines,\tmore and more', 10, en), 'Two lines…')
  assert.equal(teaser('a'.repeat(50), 20, en), '…')
  assert.equal(teaser('', 20, en), '')
})

test('teaser() cuts Chinese between words and not at the dot inside a name', () => {
  const text = '热比娅·卡德尔向全世界的维吾尔人民发表了重要讲话'
  for (let max = 8; max < graphemeCount(text); max++) {
    const cut = teaser(text, max, zh)
    assert.match(cut, /^(?:热比娅·.*[^·])?…$/u)
    assert.ok(text.startsWith(cut.slice(0, -1)))
  }
})

test('teaser() is a beginning of the text that ends at a grapheme and a word, isolates balanced', () => {
  fc.assert(
    fc.property(
      prose,
      fc.integer({ min: 1, max: 120 }),
      fc.constantFrom('en', 'ug', 'ug-Latn', 'tr'),
      (text, max, tag) => {
        const line = stripControls(text.replace(/\s+/g, ' ').trim())
        const cut = teaser(text, max, parseLang(tag))
        assert.ok(graphemeCount(cut) <= max, cut)
        assert.equal(balanceIsolates(cut), cut)
        const shown = stripControls(cut).replace(/…$/, '')
        assert.ok(line.startsWith(shown), cut)
        const next = line.slice(shown.length)
        assert.ok(shown === '' || next === '' || /^[\s.,;:“«…-]/u.test(next), `${cut} | ${next}`)
      },
    ),
  )
})

test('teaser() and sentences() take a megabyte in a blink', () => {
  assert.equal(teaser('a\u0654'.repeat(5e5), 100, en), '…')
  assert.equal(graphemeCount(teaser('ab. '.repeat(2.5e5), 100, en)) <= 100, true)
  assert.equal(sentences('.'.repeat(1e6), en).length, 1)
})
