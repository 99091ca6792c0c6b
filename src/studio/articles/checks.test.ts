import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wholeText } from '../../../test/desk.ts'
import { type BodyNode, bodyOfParagraphs, checkBody } from '../../model/body.ts'
import type { Digest } from '../../model/id.ts'
import { parseLang } from '../../text/lang.ts'
import { type Checked, checksOf, fixText } from './checks.ts'

const picture = 'a'.repeat(64) as Digest
const when = { date: '2026-11-24', time: null, zone: null, precision: 'day', raw: null } as const

function checked(changes: Partial<Checked>): Checked {
  return {
    text: wholeText({ headline: 'The school in the mountains opens' }),
    lang: parseLang('en'),
    article: { when, image: null },
    today: '2026-11-24',
    register: [],
    original: null,
    approving: null,
    ...changes,
  }
}

function check(changes: Partial<Checked>, expected: readonly string[]): void {
  const found = checksOf(checked(changes)).map(({ code, weight }) => `${weight} ${code}`)
  assert.deepEqual(found, expected)
}

test('a whole text of its own language has nothing to put right', () => {
  check({}, [])
  const ug = wholeText({
    headline: 'تاغدىكى مەكتەپ قايتا ئېچىلدى',
    teaser: 'BBC خەۋەر بەردى.',
    body: bodyOfParagraphs(['BBC نىڭ خەۋىرىچە، مەكتەپ دۈشەنبە كۈنى ئېچىلىدۇ.']),
  })
  check({ text: ug, lang: parseLang('ug') }, [])
})

test('what is missing or in the wrong script stops', () => {
  check({ text: wholeText({ headline: ' ', teaser: 'x' }) }, ['stop checkNoHeadline'])
  check({ text: wholeText({ headline: 'x', teaser: 'x', body: bodyOfParagraphs([]) }) }, [
    'stop checkNoText',
  ])
  check({ article: { when: null, image: null } }, ['stop checkDateOpen'])
  check({ lang: parseLang('ug') }, ['stop checkDirection', 'stop checkDirection'])
  check({ article: { when: { ...when, date: '2026-11-25' }, image: null } }, ['look checkFuture'])
})

test('a picture without words for those who do not see it stops, in the text or beside it', () => {
  check({ article: { when, image: picture } }, ['stop checkAlt'])
  const figure: BodyNode = { type: 'figure', attrs: { picture } }
  const body = checkBody({ type: 'doc', content: [figure] })
  check({ text: wholeText({ headline: 'School', body }) }, ['stop checkAlt'])
  check({ text: wholeText({ headline: 'School', body, alt: { [picture]: 'A school' } }) }, [])
  const described = { [picture]: 'A school' }
  check({ text: wholeText({ headline: 'School', body }), described }, ['stop checkAltKnown'])
  const [known] = checksOf(checked({ article: { when, image: picture }, described }))
  assert.deepEqual(fixText(wholeText({ headline: 'School' }), known!.fix!).alt, described)
})

test('whoever wrote last does not approve, unless the newsroom works alone', () => {
  check({ approving: { isLastEditor: true, solo: false } }, ['stop checkSecondEyes'])
  check({ approving: { isLastEditor: true, solo: true } }, ['look checkAlone'])
  check({ approving: { isLastEditor: false, solo: false } }, [])
})

test('a translation behind its original, or still in its words, is told', () => {
  const text = wholeText({ headline: 'The school in the mountains opens' })
  check({ original: { text, newest: 3, madeFrom: 2 } }, [
    'look checkStale',
    'look checkUntranslated',
  ])
})

test('hidden signs stop, mixed alphabets are told, and each fix puts it right', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['The sch\u200bool is open', 'look lint-invisible', 'The school is open'],
    ['The \u202eschool is open', 'stop lint-bidi-override', 'The school is open'],
    ['The s\u0441hool is open', 'look lint-mixed-scripts', 'The school is open'],
  ]
  for (const [written, expected, right] of cases) {
    const text = wholeText({ headline: 'Open', body: bodyOfParagraphs([written, 'And more.']) })
    const [found, ...others] = checksOf(checked({ text }))
    assert.equal(`${found?.weight} ${found?.code}`, expected)
    assert.deepEqual(others, [])
    assert.ok(found?.fix)
    const fixed = fixText(text, found.fix)
    assert.deepEqual(checkBody(fixed.body), bodyOfParagraphs([right, 'And more.']))
    assert.deepEqual(checksOf(checked({ text: fixed })), [])
  }
})

test('a name of the register in a spelling nobody has confirmed is told, with the one to use', () => {
  const register = [{ personId: 'p0000001', spelling: 'Rebiya Kadeer' }]
  const body = bodyOfParagraphs(['Rabiya Kadir spoke in Munich.', 'Rebiya Kadeer went home.'])
  const text = wholeText({ headline: 'Open', body })
  const [found] = checksOf(checked({ text, register }))
  assert.equal(found?.code, 'checkName')
  assert.deepEqual(found?.args, { field: 'body', text: 'Rabiya Kadir', name: 'Rebiya Kadeer' })
  assert.deepEqual(checksOf(checked({ text: fixText(text, found.fix!), register })), [])
})

test('empty paragraphs and directions against the letters go away at a press', () => {
  const turned = {
    type: 'paragraph',
    attrs: { dir: 'rtl' },
    content: [{ type: 'text', text: 'A' }],
  }
  const body = checkBody({ type: 'doc', content: [turned, { type: 'paragraph' }] })
  let text = wholeText({ headline: 'Open', body })
  for (const code of ['checkEmptyBlocks', 'checkTurned']) {
    const found = checksOf(checked({ text })).find((one) => one.code === code)
    assert.ok(found?.fix, code)
    text = fixText(text, found.fix)
  }
  assert.deepEqual(checksOf(checked({ text })), [])
  assert.deepEqual(checkBody(text.body), bodyOfParagraphs(['A']))
})
