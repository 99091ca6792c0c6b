// Any body the schema allows, for property tests: a fast-check arbitrary with the texts that make
// trouble (markup characters, edges of white space, scripts) more often than chance would.
import fc from 'fast-check'
import { type Body, type BodyNode, checkBody } from '../src/model/body.ts'
import { cleanText } from '../src/model/clean.ts'

const bits = fc.constantFrom(
  ...'*_[](){}<>|\\&#-+>!^:.`"¶• \t\n'.split(''),
  ...[
    'a',
    'b c',
    '1.',
    '2)',
    '---',
    '# ',
    '![',
    '[^1]',
    '[^1]: x',
    '{p}',
    '{lang=tr}',
    '&#32;',
    '<br>',
  ],
  ...[
    'ئۇيغۇر',
    'سۆز ',
    '维吾尔',
    ' ',
    '\u00a0',
    '  ',
    'x',
    'İ',
    '\r',
    '***',
    '😀',
    '\u2067',
    '\u3000',
  ],
)
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: bits },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => cleanText(parts.join('')))
  .filter((joined) => joined !== '')

const lang = fc.constantFrom(null, null, 'ug', 'ug-Latn', 'tr', 'EN-Latn')
const dir = fc.constantFrom(null, null, 'rtl', 'ltr')
const blockAttrs = fc.record({ lang, dir })
const href = fc.constantFrom(
  'https://a.example/',
  'https://a.example/(b)?c=[d]&#32;|e',
  'mailto:a@b.example',
  '/node/12',
  '#x(y',
)
const digest = fc.constantFrom('0a'.repeat(32), 'ff'.repeat(32))

const marks = fc
  .record({
    link: fc.option(href, { freq: 5 }),
    strong: fc.boolean(),
    emphasis: fc.boolean(),
    phrase: fc.option(fc.record({ lang, dir }), { freq: 5 }),
  })
  .map(({ link, strong, emphasis, phrase }) => [
    ...(link === null ? [] : [{ type: 'link', attrs: { href: link } }]),
    ...(strong ? [{ type: 'strong' }] : []),
    ...(emphasis ? [{ type: 'emphasis' }] : []),
    ...(phrase === null ? [] : [{ type: 'phrase', attrs: phrase }]),
  ])

const textNode = fc
  .tuple(text, marks)
  .map(([words, on]): BodyNode => ({ type: 'text', text: words, marks: on }))
const inline = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: textNode },
    { weight: 1, arbitrary: marks.map((on): BodyNode => ({ type: 'hard_break', marks: on })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.array(textNode, { maxLength: 3 }), marks)
        .map(([content, on]): BodyNode => ({ type: 'footnote', content, marks: on })),
    },
  ),
  { maxLength: 5 },
)

const node =
  (type: string) =>
  (parts: { attrs: object; content: readonly BodyNode[] }): BodyNode => ({
    type,
    attrs: { ...parts.attrs },
    content: parts.content,
  })
const paragraph = fc.record({ attrs: blockAttrs, content: inline }).map(node('paragraph'))
const span = fc.constantFrom(1, 1, 1, 2, 3)
const cell = fc
  .record({
    head: fc.boolean(),
    attrs: fc.record({ lang, dir, colspan: span, rowspan: span }),
    content: fc.array(paragraph, { minLength: 1, maxLength: 2 }),
  })
  .map(({ head, ...parts }) => node(head ? 'table_header' : 'table_cell')(parts))
const row = fc
  .array(cell, { minLength: 1, maxLength: 3 })
  .map((content): BodyNode => ({ type: 'table_row', content }))

const { blocks } = fc.letrec<{ blocks: BodyNode[]; block: BodyNode; item: BodyNode }>((tie) => ({
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    paragraph,
    fc
      .record({ attrs: fc.record({ lang, dir, level: fc.constantFrom(2, 3, 4) }), content: inline })
      .map(node('heading')),
    fc
      .record({ attrs: fc.record({ lang, dir, picture: digest }), content: inline })
      .map(node('figure')),
    fc.constant<BodyNode>({ type: 'rule' }),
    fc
      .record({ attrs: blockAttrs, content: fc.array(row, { minLength: 1, maxLength: 3 }) })
      .map(node('table')),
    fc.record({ attrs: blockAttrs, content: tie('blocks') }).map(node('quote')),
    fc
      .record({ attrs: blockAttrs, content: fc.array(tie('item'), { minLength: 1, maxLength: 3 }) })
      .map(node('bullet_list')),
    fc
      .record({
        attrs: fc.record({ lang, dir, start: fc.constantFrom(1, 1, 7, 0, -2, 1.5, 123456789012) }),
        content: fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
      })
      .map(node('ordered_list')),
  ),
  item: fc
    .record({
      attrs: blockAttrs,
      first: paragraph,
      rest: fc.oneof({ depthSize: 'small' }, fc.constant([]), tie('blocks')),
    })
    .map(({ attrs, first, rest }) => node('list_item')({ attrs, content: [first, ...rest] })),
}))

/** Any valid body in its canonical form. */
export const anyBody: fc.Arbitrary<Body> = blocks.map((content) =>
  checkBody({ type: 'doc', content }),
)
