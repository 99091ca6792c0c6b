import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { convert } from './convert.ts'
import { schemeOf } from './scheme.ts'
import { tables } from './tables.ts'

const sentences = [
  'بارلىق ئىنسانلار زاتىدىنلا ئەركىن، ئىززەت-ھۆرمەت ۋە ھوقۇقتا باپباراۋەر بولۇپ تۇغۇلغان.',
  'ئۇيغۇر جەمئىيىتىنىڭ رەئىسى بۈگۈن بايانات ئېلان قىلىپ، قېرىنداشلىرىمىزنى قوغداشقا چاقىردى.',
]

test('schemeOf() knows each way of writing a Uyghur sentence', () => {
  for (const { id } of tables[0]?.schemes ?? [])
    for (const sentence of sentences) {
      const text = convert(sentence, 'ug', id).text
      const [first] = schemeOf(text)
      assert.equal(first?.scheme, id, text)
      assert.ok(first.confidence > 0.7, `${text} ${first.confidence}`)
    }
})

test('schemeOf() knows Serbian in both alphabets', () => {
  const check = (text: string, scheme: string) => assert.equal(schemeOf(text)[0]?.scheme, scheme)
  check('Сва људска бића рађају се слободна и једнака у достојанству', 'sr')
  check('Sva ljudska bića rađaju se slobodna i jednaka u dostojanstvu', 'sr-Latn')
})

test('schemeOf() finds none in other languages, numbers or nothing', () => {
  for (const text of [
    'All human beings are born free and equal in dignity and rights.',
    'Alle Menschen sind frei und gleich an Würde und Rechten geboren',
    'Les autorités chinoises ont fermé plusieurs mosquées de la région',
    'Все люди рождаются свободными и равными в своем достоинстве',
    'Барлық адамдар тумысынан азат және қадір-қасиеті мен құқықтары тең',
    'يولد جميع الناس أحرارا متساوين في الكرامة والحقوق',
    '2020',
    '',
  ])
    assert.deepEqual(schemeOf(text), [], text)
})

test('schemeOf() leaves a word that many schemes spell alike undecided', () => {
  const guesses = schemeOf('insan')
  assert.ok(guesses.length >= 3)
  assert.ok((guesses[0]?.confidence ?? 1) < 0.6)
})

test('schemeOf() gives confidences in order that never add up to more than 1', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const confidences = schemeOf(text).map(({ confidence }) => confidence)
      assert.deepEqual(
        confidences,
        [...confidences].sort((a, b) => b - a),
      )
      assert.ok(confidences.reduce((a, b) => a + b, 0) <= 1.0000001)
    }),
  )
})
