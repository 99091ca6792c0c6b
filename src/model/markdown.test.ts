import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyBody } from '../../test/any-body.ts'
import { type BodyNode, blockTexts, checkBody } from './body.ts'
import { parseDigest } from './id.ts'
import { bodyFromMarkdown } from './markdown.ts'
import { markdownFromBody } from './markdown-write.ts'
import { formatNote } from './note.ts'

const digest = parseDigest('cd'.repeat(32))

/** The body's nodes as nested lists without null attributes: `['paragraph', 'text']`. */
function brief(node: BodyNode): unknown {
  const attrs = Object.fromEntries(
    Object.entries(node.attrs ?? {}).filter(([, value]) => value !== null && value !== 1),
  )
  const marks = (node.marks ?? []).map((mark) =>
    mark.attrs
      ? `${mark.type}=${Object.values(mark.attrs).filter((value) => value !== null)}`
      : mark.type,
  )
  const own = [...marks, ...(Object.keys(attrs).length > 0 ? [attrs] : [])]
  if (node.type === 'text') return marks.length === 0 ? node.text : [node.text, ...own]
  return [node.type, ...own, ...(node.content ?? []).map(brief)]
}

function check(markdown: string, expected: readonly unknown[]): void {
  const { body } = bodyFromMarkdown(markdown)
  assert.deepEqual((body.content ?? []).map(brief), expected, markdown)
}

test('bodyFromMarkdown() reads paragraphs, headings, lists, quotes and rules', () => {
  check('One\ntwo\n\nThree\\\nfour', [
    ['paragraph', 'One two'],
    ['paragraph', 'Three', ['hard_break'], 'four'],
  ])
  check(
    '# A\n## B\n#### C\n###### D',
    [2, 2, 4, 4].map((level, i) => ['heading', { level }, 'ABCD'[i]]),
  )
  check('- a\n- b\n  - c\n\n3. d\n4. e', [
    [
      'bullet_list',
      ['list_item', ['paragraph', 'a']],
      ['list_item', ['paragraph', 'b'], ['bullet_list', ['list_item', ['paragraph', 'c']]]],
    ],
    [
      'ordered_list',
      { start: 3 },
      ['list_item', ['paragraph', 'd']],
      ['list_item', ['paragraph', 'e']],
    ],
  ])
  check('> a\n>\n> b\n\n> c', [
    ['quote', ['paragraph', 'a'], ['paragraph', 'b']],
    ['quote', ['paragraph', 'c']],
  ])
  check('a\n---\nb', [['paragraph', 'a'], ['rule'], ['paragraph', 'b']])
  check('The year was\n2020. Then', [['paragraph', 'The year was 2020. Then']])
  check('热比娅\n卡德尔', [['paragraph', '热比娅卡德尔']])
  check('', [['paragraph']])
})

test('bodyFromMarkdown() reads marks between letters of any script and leaves the unpaired alone', () => {
  check('a **b *c*** d', [['paragraph', 'a ', ['b ', 'strong'], ['c', 'strong', 'emphasis'], ' d']])
  check('我**们**的', [['paragraph', '我', ['们', 'strong'], '的']])
  check('2 * 3 * 4 **x', [['paragraph', '2 * 3 * 4 **x']])
  check('[a *b*](https://x.example/(y)) <https://z.example>', [
    [
      'paragraph',
      ['a ', 'link=https://x.example/(y)'],
      ['b', 'link=https://x.example/(y)', 'emphasis'],
      ' ',
      ['https://z.example', 'link=https://z.example'],
    ],
  ])
  check('[x](javascript:alert(1)) [y](//evil.example) [z] \\[w\\]', [
    ['paragraph', '[x](javascript:alert(1)) [y](//evil.example) [z] [w]'],
  ])
  check('[Doğu]{lang=tr dir=ltr} [a]{class=b}', [
    ['paragraph', ['Doğu', 'phrase=tr,ltr'], ' [a]{class=b}'],
  ])
})

test('bodyFromMarkdown() reads footnotes, and keeps what refers to nothing as text', () => {
  check('A[^1] b[^x].\n\n[^1]: The *note*\n   goes on.\n[^2]: Unused', [
    ['paragraph', 'A', ['footnote', 'The ', ['note', 'emphasis'], ' goes on.'], ' b[^x].'],
    ['paragraph', '[^2]: Unused'],
  ])
})

test('bodyFromMarkdown() reads tables with heads, spans and several paragraphs in a cell', () => {
  check('| a | b |\n|---|---|\n| c\\|d | {th colspan=2 lang=tr} e ¶ {dir=rtl} f |', [
    [
      'table',
      ['table_row', ['table_header', ['paragraph', 'a']], ['table_header', ['paragraph', 'b']]],
      [
        'table_row',
        ['table_cell', ['paragraph', 'c|d']],
        [
          'table_header',
          { lang: 'tr', colspan: 2 },
          ['paragraph', 'e'],
          ['paragraph', { dir: 'rtl' }, 'f'],
        ],
      ],
    ],
  ])
})

test('bodyFromMarkdown() finds figures by their files, with alternative texts', () => {
  const read = bodyFromMarkdown(
    '![A *b*](my\\ photo.jpg "What \\"it\\" shows")\n\n![Gone](x.jpg)',
    {
      picture: (name) => (name === 'my photo.jpg' ? digest : null),
    },
  )
  assert.deepEqual((read.body.content ?? []).map(brief), [
    ['figure', { picture: digest }, 'A ', ['b', 'emphasis']],
    ['paragraph', 'Gone'],
  ])
  assert.deepEqual(read.alt, { [digest]: 'What "it" shows' })
  assert.deepEqual(read.notes.map(formatNote), ['picture not there: x.jpg'])
  const again = markdownFromBody(read.body, { pictureName: () => 'my photo.jpg', alt: read.alt })
  assert.equal(again, '![A *b*](my&#32;photo.jpg "What \\"it\\" shows")\n\nGone\n')
})

test('bodyFromMarkdown() gives languages and directions to blocks', () => {
  check('{lang=ug dir=rtl}\nسۆز\n\n{lang=tr}\n- {item lang=az}\n  {lang=kk}\n  a', [
    ['paragraph', { dir: 'rtl', lang: 'ug' }, 'سۆز'],
    [
      'bullet_list',
      { lang: 'tr' },
      ['list_item', { lang: 'az' }, ['paragraph', { lang: 'kk' }, 'a']],
    ],
  ])
  check('{lang=ug', [['paragraph', '{lang=ug']])
  check('{lang=ug}', [['paragraph', '{lang=ug}']])
})

test('markdownFromBody() writes what a person would', () => {
  const markdown =
    '## Head\n\nText with **strong**, *emphasis* and [a link](https://x.example/).\n\n- a\n- b\n\n> q\n\n| a | b |\n| --- | --- |\n| c | d |\n\nA line\\\nanother[^1]\n\n[^1]: Note.\n'
  assert.equal(markdownFromBody(bodyFromMarkdown(markdown).body), markdown)
  assert.equal(markdownFromBody(bodyFromMarkdown('').body), '')
})

test('bodyFromMarkdown() gives back every body that markdownFromBody() wrote', () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const markdown = markdownFromBody(body)
      assert.equal(JSON.stringify(bodyFromMarkdown(markdown).body), JSON.stringify(body), markdown)
    }),
    { numRuns: 2000 },
  )
})

test('bodyFromMarkdown() survives the edits of a plain text field: CRLF, spaces at ends', () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const edited = `\n\n${markdownFromBody(body).replaceAll('\n', ' \r\n').replaceAll('\\ \r\n', '\\\r\n')}\r\n`
      assert.equal(JSON.stringify(bodyFromMarkdown(edited).body), JSON.stringify(body))
    }),
  )
})

const pieces = fc.constantFrom(
  '*',
  '**',
  '[',
  ']',
  '(',
  ')',
  '{',
  '}',
  '`',
  '|',
  '>',
  '#',
  '-',
  '1.',
  '\n',
  '\n\n',
  '  ',
  '\\',
  '![',
  '[^1]',
  '[^1]:',
  'a',
  'ئا',
  '&#0;',
  '<br>',
  '¶',
  '---',
  '{lang=ug}',
  '{item}',
  '\t',
  '---|',
)

test('bodyFromMarkdown() makes a valid body of anything', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), (parts) => {
      const { body } = bodyFromMarkdown(parts.join(''))
      assert.equal(JSON.stringify(checkBody(body)), JSON.stringify(body))
    }),
    { numRuns: 1000 },
  )
})

test('bodyFromMarkdown() is linear in hostile text', () => {
  const started = performance.now()
  for (const piece of [
    '[',
    '[a](',
    '*a',
    '>',
    '- ',
    '| ',
    '`',
    '![',
    '{',
    '[^1]',
    '\\',
    '&#',
    '(',
    '[a]{',
    '  \n',
    '- a\n\n',
  ]) {
    bodyFromMarkdown(piece.repeat(40_000))
    bodyFromMarkdown(`a${piece.repeat(20_000)}\n${piece.repeat(20_000)}`)
  }
  assert.ok(performance.now() - started < 20_000)
  assert.equal(blockTexts(bodyFromMarkdown(`${'> '.repeat(1000)}x`).body).length, 1)
})
