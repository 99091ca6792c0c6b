import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { cpuMs } from '../../test/cpu.ts'
import { parseLang } from './lang.ts'
import { detectLegacy, normalize } from './normalize.ts'
import { duldul, uighursoft } from './scripts/tables/wrong-letters.ts'

const rows = (name: string) =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t'))

const ug = parseLang('ug')
const repaired = (text: string, tag = 'ug') => normalize(text, parseLang(tag)).text

const sentence =
  'ئۇيغۇر جەمئىيىتىنىڭ رەئىسى بۈگۈن بايانات ئېلان قىلىپ، ھەممە قېرىنداشلارنى پاجىئەلىك ژۇرنال چىقىرىشقا، ۋەتەن ۋە گۈزەل ئۆينى قوغداشقا چاقىردى.'

/** The sentence as an old font stored it. */
function typedFor(font: ReadonlyMap<string, string>): string {
  const inverse = new Map([...font].reverse().map(([typed, meant]) => [meant, typed]))
  return sentence.replace(/\p{L}/gu, (letter) => inverse.get(letter) ?? letter)
}

/** Shows one wrong character where texts have it, and what must become of it. */
const shownIn: Record<
  string,
  (found: string, standard: string) => readonly [string, string, string]
> = {
  'presentation-form': (found, standard) => [found, standard, 'ug'],
  'presentation-form-special': (found, standard) => [found, standard, 'ug'],
  sequence: (found, standard) => [found, standard, 'ug'],
  'legacy-uighursoft': (found, standard) => [
    `${typedFor(uighursoft)} ${found}`,
    `${sentence} ${standard}`,
    'ug',
  ],
  'legacy-duldul': (found, standard) => [
    `${typedFor(duldul)} ${found}`,
    `${sentence} ${standard}`,
    'ug',
  ],
  // Who has one of two letters right means the other by the wrong one.
  web: (found, standard) => {
    const rest = 'ەھ'.includes(standard) ? 'ەھ'.replace(standard, '') : 'ي'
    return [`ب${found}ر ${rest}`, `ب${standard}ر ${rest}`, 'ug']
  },
  // We print U+2019 where the list takes U+0027 for the standard sign.
  'latin-apostrophe': (found) => [`qur${found}an`, 'qur’an', 'ug-Latn'],
  'homoglyph-cyrillic': (found, standard) => [`к${found}л`, `к${standard}л`, 'ug-Cyrl'],
  'homoglyph-latin': (found, standard) => [
    `${found}ama${found}et`,
    `${standard}ama${standard}et`,
    'ug-Latn',
  ],
  'encoding-error': (found, standard) => [
    `${found}z k${found}rdi t${found}t`,
    `${standard}z k${standard}rdi t${standard}t`,
    'ug-Latn',
  ],
}

/** Rows that are no repair of ours, and why. */
const leftAlone: Record<string, string> = {
  'latin-letter ë': 'both letters are right: a newsroom chooses, every reader takes both',
  'web ص': 'one site only; elsewhere it is ې of the Duldul font or a word of Arabic',
  'presentation-form ﷳ': 'a whole word of Arabic as one sign: a quotation',
  'presentation-form ﷶ': 'a whole word of Arabic as one sign: a quotation',
  'presentation-form ﷸ': 'a whole word of Arabic as one sign: a quotation',
}

test('the wrong code points of the list are repaired, but for five with a reason', () => {
  const list = rows('uyghur-wrong-codepoints.tsv')
  const wrong: string[] = []
  let right = 0
  for (const [context = '', found = '', , standard = ''] of list) {
    if (leftAlone[`${context} ${found}`] !== undefined) continue
    const [text, expected, tag] = shownIn[context]?.(found, standard) ?? ['', '?', 'ug']
    if (repaired(text, tag) === expected) right += 1
    else wrong.push(`${context} ${found}: ${repaired(text, tag)} / ${expected}`)
  }
  assert.deepEqual(wrong, [])
  assert.equal(right, list.length - Object.keys(leftAlone).length)
  for (const tag of ['ug-Latn']) assert.equal(repaired('këlip kélip', tag), 'këlip kélip')
  assert.equal(repaired('صابۇن'), 'صابۇن')
})

test('normalize() tells the two uses of U+0647 and U+06CC by the rest of the text', () => {
  const words = rows('uyghur-triples.tsv').map(([arabic]) => arabic ?? '')
  const text = words.join(' ')
  for (const [right, wrong] of [
    ['ە', 'ه'],
    ['ھ', 'ه'],
    ['ە', 'ة'],
    ['ى', 'ی'],
    ['ي', 'ی'],
    ['ف', 'ڧ'],
    ['ك', 'ک'],
  ] as const)
    assert.equal(repaired(text.replaceAll(right, wrong)), text, `${right} typed as ${wrong}`)
  // Where both letters are typed alike, the place in the word has to tell.
  const alike = (pattern: RegExp, wrong: string) =>
    words.filter((word) => repaired(word.replaceAll(pattern, wrong)) !== word)
  assert.deepEqual(alike(/[ەھ]/g, 'ه'), [])
  assert.deepEqual(alike(/[ىي]/g, 'ی'), [])
})

test('normalize() puts hemze before a vowel that begins a word', () => {
  const check = (text: string, expected: string) => assert.equal(repaired(text), expected)
  check('ۇيغۇر', 'ئۇيغۇر')
  check('اۇيغۇر', 'ئۇيغۇر')
  check('«انا» ا', '«ئانا» ا')
  check('2020-ى', '2020-ى')
  check('ى\u0654\u06D5', 'ئە')
})

test('normalize() leaves quotations in Arabic as they are', () => {
  for (const text of ['الله', 'بسم الله الرحمن الرحيم', 'القرآن'])
    assert.deepEqual(normalize(text, ug), { text, changes: [] })
})

test('normalize() repairs a single look-alike, not an acronym with an ending', () => {
  const check = (text: string, expected: string, tag: string) =>
    assert.equal(repaired(text, tag), expected)
  check('қoл əлвәттә кɵңүл', 'қол әлвәттә көңүл', 'ug-Cyrl')
  check('BBCниң Aниң USA', 'BBCниң Aниң USA', 'ug-Cyrl')
  check('Rаbiye Җumhuriyet', 'Rabiye Jumhuriyet', 'ug-Latn')
  check('Москва', 'Москва', 'en')
  check('Mоscow', 'Moscow', 'en')
})

test('normalize() knows presentation forms in every language of Arabic script', () => {
  assert.equal(repaired('ﺳﻼم ﷲ', 'fa'), 'سلام ﷲ')
  assert.equal(repaired('کتاب می‌آید', 'fa'), 'کتاب می‌آید')
})

test('detectLegacy() knows the old fonts, and Arabic, Persian and Uyghur for what they are', () => {
  assert.equal(detectLegacy(typedFor(uighursoft)), 'uighursoft')
  assert.equal(detectLegacy(typedFor(duldul)), 'duldul')
  assert.equal(detectLegacy('ﺋﯘﻳﻐﯘﺭ ﺧﻪﻟﻘﻰ ﺋﯘﻳﻐﯘﺭ'), 'forms')
  for (const text of [
    sentence,
    'يولد جميع الناس أحرارا متساوين في الكرامة والحقوق. وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا بروح الإخاء',
    'تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند',
    'ظظظ',
    '',
  ])
    assert.equal(detectLegacy(text), null, text)
})

const messy = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'ئاەوۇۆېىيبرنسھهیةکكعصڭ ـ،.«»0-'),
      fc.constantFrom(
        '\u0654',
        'ﻼ',
        'ﻩ',
        'ﯼ',
        'الله',
        '\u0301',
        '\u0323',
        '\u200C',
        '각',
        '\uD800',
      ),
      fc.constantFrom(..."abcйқəɵҖš'’`éo"),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''))
const anyTag = fc.constantFrom('ug', 'ug-Latn', 'ug-Cyrl', 'en', 'ru', 'fa', 'kk', 'zh-Hans')

test('normalize() twice is normalize() once, and gives NFC', () => {
  fc.assert(
    fc.property(messy, anyTag, (text, tag) => {
      const once = repaired(text, tag)
      assert.deepEqual(normalize(once, parseLang(tag)), { text: once, changes: [] })
      assert.equal(once, once.normalize('NFC'))
    }),
    { numRuns: 2000 },
  )
})

test('normalize() reports every change: applied to the source they give the result', () => {
  fc.assert(
    fc.property(messy, anyTag, (text, tag) => {
      const { text: result, changes } = normalize(text, parseLang(tag))
      let rebuilt = ''
      let at = 0
      for (const { start, end, from, to } of changes) {
        assert.equal(text.slice(start, end), from)
        assert.notEqual(from, to)
        rebuilt += text.slice(at, start) + to
        at = end
      }
      assert.equal(rebuilt + text.slice(at), result)
    }),
    { numRuns: 1000 },
  )
})

test('normalize() changes nothing in the words of the triples', () => {
  for (const [arabic = '', latin = '', cyrillic = ''] of rows('uyghur-triples.tsv')) {
    assert.equal(repaired(arabic, 'ug'), arabic)
    assert.equal(repaired(latin.replaceAll("'", '’'), 'ug-Latn'), latin.replaceAll("'", '’'))
    assert.equal(repaired(cyrillic, 'ug-Cyrl'), cyrillic)
  }
})

test('normalize() takes linear time on hostile text', () => {
  for (const unit of ['\u0654', '\u0301\u0323', 'ه', "a'", '\uD800', 'ﻼ', '\u1100', 'ئ'])
    for (const tag of ['ug', 'ug-Latn']) {
      const cost = (size: number) => {
        const text = unit.repeat(size / unit.length)
        return cpuMs(() => normalize(text, parseLang(tag)))
      }
      cost(2000)
      const [short, long] = [Math.max(cost(1000), 1), cost(50_000)]
      assert.ok(long < short * 400, `${JSON.stringify(unit)} ${tag}: ${short} ms, ${long} ms`)
    }
})
