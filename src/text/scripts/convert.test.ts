import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cpuMs } from '../../../test/cpu.ts'
import { type ConvertOptions, canDerive, convert, convertRuns } from './convert.ts'
import { tables } from './tables.ts'

const schemes = tables.flatMap((table) => table.schemes.map((scheme) => scheme.id))
const plain: ConvertOptions = { startsSentence: false }

const vowels = [...'اەوۇۆۈېى']
const consonants = [...'بپتجچخدرزژسشغفقكگڭلمنھۋي']

/** Words as the orthography allows them: no vowel begins one without hemze, which carries or follows a vowel. */
const wellFormed = fc
  .array(fc.constantFrom(...vowels, ...consonants, ...vowels, 'ئ'), { minLength: 1, maxLength: 14 })
  .map((letters) => {
    const word: string[] = []
    for (const letter of letters) {
      const before = word.at(-1) ?? ''
      if (letter === 'ئ' && (before === '' || before === 'ئ')) continue
      if (word.length === 0 && vowels.includes(letter)) word.push('ئ')
      if (before === 'ئ' && !vowels.includes(letter) && !vowels.includes(word.at(-2) ?? ''))
        word.pop()
      word.push(letter)
    }
    if (word.at(-1) === 'ئ') word.pop()
    return word.join('')
  })
  .filter((word) => word !== '')

/** Anything people paste: all scripts of the tables, signs, addresses, broken characters. */
const pasted = fc
  .array(
    fc.oneof(
      wellFormed,
      fc.constantFrom(...'abcdeghnsxzwABNSÖёцьъяЯюйжЩЉљњнјџəⱪ'),
      fc.constantFrom(..." \n.,;:!?،؛؟«»“”'’‘ʼʻ`-()0195"),
      fc.constantFrom(
        'ئ',
        'ا',
        'ە',
        'ع',
        'ﻼ',
        'ـ',
        '\u0308',
        '\u200C',
        '\u00AD',
        '\uD800',
        '\uDC00',
        '😀',
      ),
      fc.constantFrom(
        'BBC',
        'https://xewer.org/ئا',
        'a@b.org',
        'New York',
        'n’gh',
        'ǆ',
        'NJ',
        '漢字',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

test('convert() from Arabic to Latin script and back is the identity on every well-formed word', () => {
  fc.assert(
    fc.property(wellFormed, fc.constantFrom('ë', 'é'), (word, eLetter) => {
      const latin = convert(word, 'ug', 'ug-Latn', { eLetter })
      assert.deepEqual(latin.losses, [])
      assert.equal(convert(latin.text, 'ug-Latn', 'ug').text, word)
    }),
    { numRuns: 3000 },
  )
})

test('convert() to Cyrillic with hemze written and back is the identity, too', () => {
  fc.assert(
    fc.property(wellFormed, (word) => {
      const cyrillic = convert(word, 'ug', 'ug-Cyrl', { hemze: 'ъ' }).text
      assert.equal(convert(cyrillic, 'ug-Cyrl', 'ug', { hemze: 'ъ' }).text, word)
    }),
    { numRuns: 2000 },
  )
})

test('convert() to Cyrillic without hemze loses exactly consonant-hemze, hemze-consonant, bare hiatus', () => {
  const set = (letters: readonly string[]) => `[${letters.join('')}]`
  const lossy = new RegExp(`${set(consonants)}ئ|ئ${set(consonants)}|${set(vowels)}${set(vowels)}`)
  fc.assert(
    fc.property(wellFormed, (word) => {
      const { text, losses } = convert(word, 'ug', 'ug-Cyrl')
      assert.equal(losses.length > 0, lossy.test(word))
      assert.equal(convert(text, 'ug-Cyrl', 'ug').text === word, !lossy.test(word))
      for (const loss of losses) assert.equal(loss.kind, 'hemze')
    }),
    { numRuns: 2000 },
  )
})

test('convert() reports no loss exactly when the way back restores the input', () => {
  for (const table of tables)
    for (const { id: from } of table.schemes)
      for (const { id: to } of table.schemes)
        fc.assert(
          fc.property(pasted, fc.boolean(), (text, startsSentence) => {
            const options = { startsSentence }
            const there = convert(text, from, to, options)
            const back = convert(there.text, to, from, options).text
            assert.equal(there.losses.length === 0, back === text)
          }),
          { numRuns: 120 },
        )
})

test('convert() places each loss on the text it names, in order', () => {
  fc.assert(
    fc.property(pasted, fc.constantFrom(...schemes.slice(0, 6)), (text, to) => {
      let before = 0
      for (const loss of convert(text, 'ug-Latn', to).losses) {
        assert.equal(text.slice(loss.start, loss.end), loss.text)
        assert.ok(loss.start >= before && loss.end > loss.start, JSON.stringify(loss))
        before = loss.end
      }
    }),
    { numRuns: 500 },
  )
})

test('convert() is the same on a text and on its parts between spaces', () => {
  fc.assert(
    fc.property(pasted, pasted, fc.constantFrom('ug', 'ug-Latn', 'ug-Cyrl'), (a, b, from) => {
      const lower = (text: string) => convert(text, from, 'ug-Latn-x-uyy', plain).text.toLowerCase()
      assert.equal(lower(`${a} ${b}`), `${lower(a)} ${lower(b)}`)
    }),
  )
})

test('convert() writes the digits and signs of the Arabic script as the others do, and says so', () => {
  const text = '۲۰۱۹-يىلى ٪٢٫٥'
  for (const [to, expected] of [
    ['ug-Latn', '2019-yili %2.5'],
    ['ug-Cyrl', '2019-йили %2.5'],
  ] as const) {
    const { text: written, losses } = convert(text, 'ug', to)
    assert.equal(written, expected)
    assert.deepEqual(new Set(losses.map(({ kind }) => kind)), new Set(['punctuation']))
  }
})

test('convert() keeps foreign words, addresses, numbers and marked phrases byte for byte', () => {
  const text = 'بۇ BBC نىڭ https://xewer.org/ئا?a=1,2 ۋە a.b@xewer.org، 1,000.5؛ 漢字 قول'
  const latin = convert(text, 'ug', 'ug-Latn', {
    protect: [{ start: text.length - 3, end: text.length }],
  })
  const expected = 'Bu BBC ning https://xewer.org/ئا?a=1,2 we a.b@xewer.org, 1,000.5; 漢字 قول'
  assert.equal(latin.text, expected)
  assert.deepEqual(
    latin.kept.map(({ kind, text }) => [kind, text]),
    [
      ['foreign-run', 'BBC'],
      ['address', 'https://xewer.org/ئا?a=1,2'],
      ['address', 'a.b@xewer.org'],
      ['foreign-run', '漢字'],
      ['protected', 'قول'],
    ],
  )
  assert.deepEqual(latin.losses, [])
  const foreign = convert('بۇ USA', 'ug', 'ug-Latn')
  assert.deepEqual(foreign.losses, [{ start: 3, end: 6, kind: 'foreign-run', text: 'USA' }])
})

test('convert() sets capitals at sentences and for names with their endings, in Latin and Cyrillic', () => {
  const capitals = new Set(['رابىيە قادىر', 'ئۆمەر'])
  const text = 'بۈگۈن رابىيە قادىرنىڭ خەۋىرى. ئۇ ئۆمەرگە: «كەل» دېدى؛ قادىر... يوق! 2020-يىلى'
  assert.equal(
    convert(text, 'ug', 'ug-Latn', { capitals }).text,
    'Bügün Rabiye Qadirning xewiri. U Ömerge: “Kel” dëdi; qadir... yoq! 2020-yili',
  )
  assert.equal(
    convert(text, 'ug', 'ug-Cyrl', { capitals }).text,
    'Бүгүн Рабийә Қадирниң хәвири. У Өмәргә: «Кәл» деди; қадир... йоқ! 2020-йили',
  )
})

test('convert() gives a name its capital only with endings of the language', () => {
  const capitals = new Set(['ئۆمەر'])
  const check = (word: string, expected: string) =>
    assert.equal(convert(word, 'ug', 'ug-Latn', { capitals, startsSentence: false }).text, expected)
  check('ئۆمەرلەرنىڭكى', 'Ömerlerningki')
  check('ئۆمەرباغ', 'ömerbagh')
  check('ئۇيغۇرچە', 'Uyghurche')
})

test('convert() reads the other habits of writing Uyghur', () => {
  const check = (from: string, text: string, expected: string) =>
    assert.equal(convert(text, from, 'ug').text, expected)
  check('ug-Latn', "mu'ellim n`g s‘h v", 'مۇئەللىم نگ سھ ۋ')
  check('ug-Latn', 'Mö’min QUR’AN', 'مۆئمىن قۇرئان')
  check('ug-Cyrl', "шеирлар ма'арип мәсъул дуня", 'شېئىرلار مائارىپ مەسئۇل دۇنيا')
  check('ug-Latn-x-uyy', 'jəngqi ⱪol kømür ⱨin’gan', 'جەڭچى قول كۆمۈر ھىنگان')
  check('ug-Latn-x-turkic', 'ceñçi özbékistanğa muellim', 'جەڭچى ئۆزبېكىستانغا مۇئەللىم')
  check('ug-Latn-x-ascii', 'wAtAn kOmUr urux muAllim', 'ۋەتەن كۆمۈر ئۇرۇش مۇئەللىم')
})

test('convert() keeps capitals between two scripts that have them', () => {
  const check = (text: string, expected: string) =>
    assert.equal(convert(text, 'ug-Cyrl', 'ug-Latn').text, expected)
  check('Яш Шинҗаң ШИНҖАҢ Я Ш', 'Yash Shinjang SHINJANG Ya Sh')
  check('Өркәш Дөләт', 'Örkesh Dölet')
})

test('convert() turns Serbian from one table: nothing else was added for it', () => {
  const check = (cyrillic: string, latin: string) => {
    assert.deepEqual(convert(cyrillic, 'sr', 'sr-Latn'), { text: latin, losses: [], kept: [] })
    assert.equal(convert(latin, 'sr-Latn', 'sr').text, cyrillic)
  }
  check('Љубав и Његош: ЏУНГЛА, џеп', 'Ljubav i Njegoš: DŽUNGLA, džep')
  check('инјекција надживети', 'injekcija nadživeti')
  const odd = convert('ванјезички', 'sr', 'sr-Latn')
  assert.deepEqual(odd.losses, [{ start: 2, end: 4, kind: 'spelling', text: 'нј' }])
})

test('convert() names the two schemes when no table has both', () => {
  assert.throws(() => convert('', 'ug', 'sr'), {
    name: 'RangeError',
    message: 'Cannot convert text "ug" to "sr": no table has both scripts',
  })
})

test('convertRuns() sees one paragraph through its marks', () => {
  const run = (text: string, protect = false) => ({ text, protect })
  const runs = [
    run('سا'),
    run('لا'),
    run('م. ئۇ '),
    run('قول', true),
    run(' شېئىر جەم'),
    run('ئىي'),
  ]
  const latin = convertRuns(runs, 'ug', 'ug-Latn')
  assert.deepEqual(
    latin.map((one) => one.text),
    ['Sa', 'la', 'm. U ', 'قول', ' shë’ir jem', '’iy'],
  )
  const cyrillic = convertRuns(runs, 'ug', 'ug-Cyrl')
  assert.deepEqual(
    cyrillic.map((one) => one.losses),
    [[], [], [], [], [], [{ start: 0, end: 1, kind: 'hemze', text: 'ئ' }]],
  )
})

test('convertRuns() gives the text of convert(), however the text is cut', () => {
  fc.assert(
    fc.property(
      fc.array(pasted, { maxLength: 5 }),
      fc.constantFrom('ug', 'ug-Cyrl'),
      (texts, from) => {
        const runs = texts.map((text) => ({ text, protect: false }))
        const whole = convert(texts.join(''), from, 'ug-Latn').text
        assert.equal(
          convertRuns(runs, from, 'ug-Latn')
            .map((run) => run.text)
            .join(''),
          whole,
        )
      },
    ),
  )
})

test('canDerive() knows the scripts of one language only', () => {
  assert.ok(canDerive('ug', 'ug-Latn') && canDerive('ug', 'ug-Cyrl') && canDerive('sr', 'sr-Latn'))
  assert.ok(!canDerive('ug', 'ug') && !canDerive('ug', 'en') && !canDerive('en', 'ug-Latn'))
})

test('convert() takes linear time on hostile text', () => {
  const hostile = [
    '\u0654',
    "'",
    'a',
    'ئ',
    'a@',
    '\uD800',
    'a.',
    'ъ',
    '\u00AD',
    '1,',
    'ئۇيغۇر ',
    "a'",
  ]
  for (const unit of hostile)
    for (const from of ['ug', 'ug-Latn', 'ug-Cyrl']) {
      const cost = (size: number) => {
        const text = unit.repeat(size / unit.length)
        return cpuMs(() => convert(text, from, from === 'ug' ? 'ug-Latn' : 'ug'))
      }
      cost(2000)
      // Fifty times the text; a quadratic step would take 2,500 times as long.
      const [short, long] = [Math.max(cost(1000), 1), cost(50_000)]
      assert.ok(long < short * 400, `${JSON.stringify(unit)} ${from}: ${short} ms, ${long} ms`)
    }
})
