import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blockTexts, bodyOfParagraphs, checkBody, isSafeHref, runningTexts } from './body.ts'

const text = (words: string, ...marks: object[]): object => ({ type: 'text', text: words, marks })
const paragraph = (...content: object[]): object => ({ type: 'paragraph', content })
const doc = (...content: object[]): object => ({ type: 'doc', content })

test('checkBody() gives the same canonical form for the same document', () => {
  const loose = checkBody(doc(paragraph(text('a'), text('b'))))
  assert.deepEqual(json(loose), json(checkBody(loose)))
  assert.deepEqual(json(loose), json(bodyOfParagraphs(['ab'])))
})

test('checkBody() refuses what the schema does not have', () => {
  const refuses = (body: unknown): void => assert.throws(() => checkBody(body), RangeError)
  refuses(doc())
  refuses(paragraph(text('a')))
  refuses(doc({ type: 'script' }))
  refuses(doc({ type: 'heading', attrs: { level: 1 } }))
  refuses(doc({ type: 'paragraph', attrs: { dir: 'auto' } }))
  refuses(doc({ type: 'paragraph', attrs: { lang: '"><script>' } }))
  refuses(doc({ type: 'figure', attrs: { picture: 'https://elsewhere.example/a.png' } }))
  refuses(doc({ type: 'list_item', content: [paragraph(text('a'))] }))
  const link = (href: string): object => ({ type: 'link', attrs: { href } })
  refuses(doc(paragraph(text('a', link('javascript:alert(1)')))))
  refuses(doc(paragraph(text('a', { type: 'underline' }))))
  checkBody(doc(paragraph(text('a', link('https://news.example/')))))
})

test('every body of paragraphs passes, and its texts are those paragraphs', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 })), (paragraphs) => {
      const body = checkBody(bodyOfParagraphs(paragraphs))
      assert.deepEqual(blockTexts(body), paragraphs)
    }),
  )
})

test('blockTexts() reads lists, tables and captions in order and leaves footnotes out', () => {
  const note = { type: 'footnote', content: [text('a note')] }
  const item = { type: 'list_item', content: [paragraph(text('in a list'))] }
  const cell = { type: 'table_cell', content: [paragraph(text('in a table'))] }
  const body = checkBody(
    doc(
      paragraph(text('one'), note, { type: 'hard_break' }, text('two')),
      { type: 'bullet_list', content: [item] },
      { type: 'table', content: [{ type: 'table_row', content: [cell] }] },
      { type: 'figure', attrs: { picture: 'ab'.repeat(32) }, content: [text('a caption')] },
    ),
  )
  assert.deepEqual(blockTexts(body), ['one\ntwo', 'in a list', 'in a table', 'a caption'])
  const title = { type: 'heading', attrs: { level: 2 }, content: [text('a heading')] }
  const titled = checkBody({ ...body, content: [title, ...(body.content ?? [])] })
  assert.deepEqual(runningTexts(titled), ['one\ntwo', 'in a list'])
  const cells = { ...body, content: body.content?.slice(2) ?? [] }
  assert.deepEqual(runningTexts(cells), ['in a table', 'a caption'])
})

test('isSafeHref() lets web, mail and inner links pass, and nothing that runs or hides', () => {
  const good = [
    'https://a.example/',
    'HTTP://a.example/x?y#z',
    'mailto:a@b.example',
    '/node/12',
    '#note',
  ]
  const fine = ['../a.html', './a', 'a/b.html', 'en/index.html', 'page']
  for (const href of [...good, ...fine]) assert.ok(isSafeHref(href), href)
  const bad = ['javascript:alert(1)', ' javascript:alert(1)', 'JAVASCRIPT:x', 'data:text/html,x']
  const odd = [
    '//a.example',
    '/\\a.example',
    '\\\\\\\\a.example',
    'https:///x',
    'file:///etc/passwd',
    '',
    'a\tb',
  ]
  for (const href of [...bad, ...odd, 'https://a.example/\u202e', 3, null])
    assert.equal(isSafeHref(href), false, String(href))
})

function json(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
