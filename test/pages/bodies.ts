// Bodies for the pages that tests look at: real prose of a given length, and one with everything.
import { readFileSync } from 'node:fs'
import { type Body, checkBody } from '../../src/model/body.ts'
import { type Digest, parseDigest } from '../../src/model/id.ts'
import { type Lang, parseLang } from '../../src/text/lang.ts'
import { convert } from '../../src/text/scripts/convert.ts'
import { stories } from './stories.ts'

export const pictureDigest: Digest = parseDigest('ab'.repeat(32))

/** Paragraphs of real prose in `lang`, about `words` words (letters, in Chinese). */
export function prose(lang: Lang, words: number): Body {
  const lines = linesIn(lang)
  const content: object[] = []
  let left = words
  for (let i = 0; left > 0; i++) {
    const parts = lang.startsWith('zh')
      ? [...lines[i % lines.length]!]
      : lines[i % lines.length]!.split(' ')
    // The second time round the words stand in another order, or the page would compress to nothing.
    const turned =
      i < lines.length ? parts : parts.map((_, k) => parts[(k * 7 + 3) % parts.length]!)
    const taken = turned.slice(0, left)
    left -= taken.length
    content.push({
      type: 'paragraph',
      content: [{ type: 'text', text: taken.join(lang.startsWith('zh') ? '' : ' ') }],
    })
  }
  return checkBody({ type: 'doc', content })
}

function linesIn(lang: Lang): readonly string[] {
  if (lang === 'ug-Cyrl')
    return linesIn(parseLang('ug')).map((line) => convert(line, 'ug', lang).text)
  const file = new URL(`../fixtures/texts/${lang}.txt`, import.meta.url)
  return readFileSync(file, 'utf8').trim().split('\n')
}

/** A body with every node and mark there is. */
export function everyNode(lang: Lang): Body {
  const text = (value: string, ...marks: object[]) => ({ type: 'text', text: value, marks })
  const p = (...content: object[]) => ({ type: 'paragraph', content })
  const [headline, teaser] = stories[0]!.telling[lang]!
  const cell = (value: string, type = 'table_cell') => ({ type, content: [p(text(value))] })
  return checkBody({
    type: 'doc',
    content: [
      p(
        text(`${teaser} `),
        text(headline, { type: 'strong' }),
        text(' '),
        text('www.example', { type: 'link', attrs: { href: 'https://www.example/?a=1&b=2' } }),
        { type: 'footnote', content: [text('UNESCO, 1968.')] },
        text(' '),
        text('دۇنيا', { type: 'phrase', attrs: { lang: 'ug', dir: 'rtl' } }),
        text(' – '),
        text(
          'savoir-vivre',
          { type: 'emphasis' },
          { type: 'phrase', attrs: { lang: 'fr', dir: 'ltr' } },
        ),
        text('.'),
      ),
      { type: 'heading', attrs: { level: 2 }, content: [text(headline)] },
      p(text(teaser), { type: 'hard_break' }, text(teaser), {
        type: 'footnote',
        content: [text('1969.')],
      }),
      {
        type: 'quote',
        content: [p(text(headline)), { ...p(text('Every child counts.')), attrs: { lang: 'en' } }],
      },
      {
        type: 'bullet_list',
        content: [1, 2].map(() => ({ type: 'list_item', content: [p(text(headline))] })),
      },
      { type: 'heading', attrs: { level: 3 }, content: [text(headline)] },
      {
        type: 'ordered_list',
        attrs: { start: 3 },
        content: [{ type: 'list_item', content: [p(text(headline)), p(text(teaser))] }],
      },
      { type: 'figure', attrs: { picture: pictureDigest }, content: [text(headline)] },
      {
        type: 'table',
        content: [
          {
            type: 'table_row',
            content: ['2024', '2025', '2026', '2027'].map((year) => cell(year, 'table_header')),
          },
          { type: 'table_row', content: ['1', '20', '300', '4000'].map((value) => cell(value)) },
        ],
      },
      { type: 'rule' },
      p(text(teaser), text(' '), text(headline, { type: 'link', attrs: { href: '/node/12' } })),
    ],
  })
}
