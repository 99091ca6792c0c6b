import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeText } from './charset.ts'

const samples: Readonly<Record<string, string>> = {
  'windows-1254': 'Vadideki öğretmenler okulun kışın da açık kalmasını istedi. Şubat, İstanbul.',
  'windows-1251': 'Учителя долины просят, чтобы школа работала и зимой.',
  'koi8-r': 'Учителя долины просят, чтобы школа работала и зимой.',
  'windows-1256': 'طلب المعلمون في الوادي أن تبقى المدرسة مفتوحة في الشتاء',
  gb18030: '山谷里的老师们要求学校冬天也开放。我们听取了四十个家庭的意见',
  big5: '山谷裡的老師們要求學校冬天也開放。我們聽取了四十個家庭的意見',
  'windows-1252': 'Les élèves de la vallée veulent que l’école reste ouverte à Noël',
}

test('decodeText() finds the charset of old pages, whatever they declare', () => {
  for (const [charset, text] of Object.entries(samples)) {
    for (const declared of [null, charset, 'iso-8859-1', 'utf-8']) {
      const head = declared === null ? '' : `<meta charset="${declared}">`
      const read = decodeText(encoded(head + text, charset))
      assert.deepEqual(
        [read.text, read.charset],
        [head + text, charset],
        `${charset} as ${declared}`,
      )
      if (declared === 'utf-8') assert.match(read.note ?? '', /^It says utf-8, but reads as /)
    }
  }
})

test('decodeText() believes valid UTF-8 and byte order marks before declarations', () => {
  const text = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1254">Öğretmen'
  const read = decodeText(Buffer.from(text))
  assert.deepEqual([read.text, read.note], [text, 'It says windows-1254, but is UTF-8'])
  assert.equal(decodeText(Buffer.from('\ufeffخەۋەر', 'utf16le')).text, 'خەۋەر')
  assert.equal(decodeText(Buffer.from('\ufeffخەۋەر')).text, 'خەۋەر')
})

test('decodeText() keeps UTF-8 with a broken place as UTF-8, and says so', () => {
  const bytes = Buffer.concat([Buffer.from('ئوقۇتقۇچىلار مەكتەپ'.repeat(20)), Buffer.from([0xd8])])
  const { charset, note } = decodeText(bytes)
  assert.deepEqual([charset, note], ['utf-8', '1 characters could not be read as utf-8'])
})

test('decodeText() undoes letters that were encoded twice', () => {
  const text = '<p>Öğretmenler ve çocuklar — مەكتەپ</p>'
  const twice = Buffer.from(new TextDecoder('windows-1252').decode(Buffer.from(text)))
  const { text: read, note } = decodeText(twice)
  assert.deepEqual([read, note], [text, 'Letters that had been encoded twice were put right'])
})

test('decodeText() reads any bytes', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom('', '<meta charset=x>', '<?xml encoding="koi8-r"?>'),
      (bytes, head) => {
        const { text } = decodeText(Buffer.concat([Buffer.from(head), bytes]))
        assert.ok(text.isWellFormed())
      },
    ),
  )
})

/** A text in a charset that Node can only decode: its table turned round. */
function encoded(text: string, charset: string): Uint8Array {
  const decoder = new TextDecoder(charset)
  const bytesOf = new Map<string, readonly number[]>()
  const learn = (bytes: readonly number[]): void => {
    const letter = decoder.decode(Uint8Array.from(bytes))
    if ([...letter].length === 1 && letter !== '\ufffd' && !bytesOf.has(letter))
      bytesOf.set(letter, bytes)
  }
  for (let first = 128; first < 256; first++) {
    if (charset === 'gb18030' || charset === 'big5')
      for (let second = 64; second < 255; second++) learn([first, second])
    else learn([first])
  }
  return Uint8Array.from(
    [...text].flatMap((letter) =>
      letter < '\u0080' ? letter.charCodeAt(0) : bytesOf.get(letter)!,
    ),
  )
}
