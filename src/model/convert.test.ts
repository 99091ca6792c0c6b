import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseLang } from '../text/lang.ts'
import type { Text } from './article.ts'
import { bodyOfParagraphs, bodySchema, checkBody } from './body.ts'
import { convertName, convertText } from './convert.ts'

const [ug, latin, cyrillic] = [parseLang('ug'), parseLang('ug-Latn'), parseLang('ug-Cyrl')]
const how = { from: ug, to: latin, capitals: new Set<string>(), fixes: [] }

test('convertText() derives headline, teaser and body, and leaves marked phrases alone', () => {
  const phrase = bodySchema.mark('phrase', { lang: 'en', dir: null })
  const body = bodySchema.node('doc', null, [
    bodySchema.node('paragraph', { dir: 'rtl', lang: null }, [
      bodySchema.text('بۇ '),
      bodySchema.text('xewer BBC', [phrase]),
      bodySchema.text(' خەۋەر'),
    ]),
  ])
  const { text } = convertText(textOf('مەكتەپ', checkBody(body.toJSON())), how, null)
  assert.equal(text.headline, 'Mektep')
  const [paragraph] = text.body.content ?? []
  assert.deepEqual(
    paragraph?.content?.map((node) => node.text),
    ['Bu ', 'xewer BBC', ' xewer'],
  )
  assert.equal(paragraph?.attrs?.['dir'], null)
})

test('convertText() keeps the blocks of an earlier version whose source has not changed', () => {
  const source = textOf('مەكتەپ', bodyOfParagraphs(['بىرىنچى.', 'ئىككىنچى.']))
  const derived = { ...convertText(source, how, null).text, headline: 'Fixed by hand' }
  const fixed = { ...derived, body: bodyOfParagraphs(['Fixed paragraph.', 'Ikkinchi.']) }
  const next = { ...source, body: bodyOfParagraphs(['بىرىنچى.', 'ئۈچىنچى.']) }
  const { text } = convertText(next, how, { source, derived: fixed })
  assert.equal(text.headline, 'Fixed by hand')
  const words = text.body.content?.map((block) => block.content?.[0]?.text)
  assert.deepEqual(words, ['Fixed paragraph.', 'Üchinchi.'])
})

test('convertText() puts a fixed phrase where its source stands', () => {
  const fixes = [{ source: 'خەۋەر', target: 'XEWER' }]
  const { text } = convertText(
    textOf('بۇ خەۋەر', bodyOfParagraphs(['بۇ خەۋەر.'])),
    { ...how, fixes },
    null,
  )
  assert.equal(text.headline, 'Bu XEWER')
})

test('convertText() writes the public names of who wrote and translated with capitals', () => {
  const source = { ...textOf('خەۋەر', bodyOfParagraphs([])), byline: 'ئۆمەر قانات' }
  const { text } = convertText({ ...source, translator: 'زۆھرە ئاي' }, how, null)
  assert.equal(text.byline, 'Ömer Qanat')
  assert.equal(text.translator, 'Zöhre Ay')
})

test('convertName() writes a name with capitals in each script and leaves other languages alone', () => {
  assert.equal(convertName('رابىيە قادىر', ug, latin), 'Rabiye Qadir')
  assert.equal(convertName('رابىيە قادىر', ug, cyrillic), 'Рабийә Қадир')
  assert.equal(convertName('Rebiya Kadeer', parseLang('en'), latin), 'Rebiya Kadeer')
})

function textOf(headline: string, body: Text['body']): Text {
  const rest = {
    teaserCut: false,
    extent: 'whole',
    byline: null,
    translator: null,
    corrections: [],
    alt: {},
  } as const
  return { headline, teaser: headline, body, ...rest }
}
