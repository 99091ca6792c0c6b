import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeText, isCharset, repairText, repairTurkish } from './charset.ts'

const texts = [
  'Şehir meclisi ışığı açtı',
  'دەريا بويىدىكى كۇتۇپخانا',
  'naïve café “quoted” – it’s',
  '河边的图书馆',
  'Ärzte öffnen die Tür',
  'plain words',
]

test('repairText() undoes one and two layers of double encoding, in every script', () => {
  for (const text of texts) {
    assert.equal(repairText(text), text)
    assert.equal(repairText(doubled(text)), text)
    assert.equal(repairText(doubled(doubled(text))), text)
  }
})

test('repairText() leaves words alone that only look a little like it', () => {
  for (const text of [
    'Ã la carte, très bien, là-bas, é è à',
    'Það er gott veður við ána',
    'Dobrý den, milý příteli',
  ])
    assert.equal(repairText(text), text)
})

test('repairText() never changes what has no letter of Latin-1', () => {
  const letters = fc.constantFrom('ئ', 'ۇ', 'ش', 'ş', 'ı', '河', 'я', 'a', ' ', '1', '-', '🙂')
  fc.assert(
    fc.property(fc.string({ unit: letters }), (text) => {
      assert.equal(repairText(text), text)
    }),
  )
})

test('decodeText() reads Turkish from bytes of windows-1254, and any charset that is named', () => {
  const bytes = Buffer.from('\xdeehir \xfe\xfdk da\xf0\xfd', 'latin1')
  assert.equal(decodeText(bytes, null), 'Şehir şık dağı')
  assert.equal(decodeText(Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), 'gbk'), '你好')
  assert.deepEqual([isCharset('windows-1254'), isCharset('klingon')], [true, false])
})

test('repairTurkish() takes a lone dotless i for Turkish only when the source says so', () => {
  assert.equal(repairTurkish('Basýn açýklamasý', true), 'Basın açıklaması')
  assert.equal(repairTurkish('Basýn açýklamasý', false), 'Basýn açýklamasý')
})

/** UTF-8 taken for MySQL's latin1 and encoded again. */
function doubled(text: string): string {
  return new TextDecoder('windows-1252').decode(Buffer.from(text))
}
