// Bodies as markup: every node by our table, marks nested right, notes both ways, links inside and out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkBody } from '../model/body.ts'
import { parseLang } from '../text/lang.ts'
import { renderBody, type Setting } from './body.ts'

const page: Setting = {
  lang: parseLang('en'),
  base: '../../../',
  url: 'https://news.example/',
  page: '',
  pictures: {},
}
const feed: Setting = { ...page, base: page.url, page: 'https://news.example/en/a.html' }

const text = (value: string, ...marks: object[]) => ({ type: 'text', text: value, marks })
const link = (href: string) => ({ type: 'link', attrs: { href } })
const paragraph = (...content: object[]) => ({ type: 'paragraph', content })

function check(content: readonly object[], expected: string, setting: Setting = page): void {
  assert.equal(renderBody(checkBody({ type: 'doc', content }), setting).text, expected)
}

test('marks that go on over several texts are opened once and closed in order', () => {
  const href = link('https://a.example/')
  const strong = { type: 'strong' }
  check(
    [paragraph(text('a ', href), text('b', href, strong), text(' c', href), text(' <d>'))],
    '<p><a href="https://a.example/" rel="noreferrer noopener">a <strong>b</strong> c</a> &lt;d&gt;</p>',
  )
  check(
    [paragraph(text('a', link('https://a.example/')), text('b', link('https://b.example/')))],
    '<p><a href="https://a.example/" rel="noreferrer noopener">a</a><a href="https://b.example/" rel="noreferrer noopener">b</a></p>',
  )
})

test('links into the tree are relative on a page and absolute in a feed', () => {
  const content = [paragraph(text('x', link('/node/12')))]
  check(content, '<p><a href="../../../node/12/index.html">x</a></p>')
  check(content, '<p><a href="https://news.example/node/12/index.html">x</a></p>', feed)
})

test('footnotes stand at the end, with ways there and back', () => {
  const note = { type: 'footnote', content: [text('N & n')] }
  check(
    [paragraph(text('a'), note)],
    '<p>a<sup id="r1"><a href="#n1" aria-label="Note 1">1</a></sup></p>\n<h2>Notes</h2>\n<ol class="note"><li id="n1">N &amp; n <a href="#r1">Back to the text</a></li></ol>',
  )
  const inFeed = renderBody(checkBody({ type: 'doc', content: [paragraph(note)] }), feed).text
  assert.ok(inFeed.includes('href="https://news.example/en/a.html#n1"'))
})

test('a block or phrase that runs the other way says so', () => {
  check(
    [paragraph(text('دۇنيا')), { ...paragraph(text('Monde')), attrs: { lang: 'fr' } }],
    '<p dir="rtl">دۇنيا</p>\n<p lang="fr">Monde</p>',
  )
  check(
    [paragraph(text('a '), text('دۇنيا', { type: 'phrase', attrs: { lang: 'ug', dir: null } }))],
    '<p>a <span lang="ug" dir="rtl">دۇنيا</span></p>',
  )
})

test('lists of single paragraphs are tight, tables scroll in a frame with a name', () => {
  const item = { type: 'list_item', content: [paragraph(text('a'))] }
  check(
    [{ type: 'ordered_list', attrs: { start: 3 }, content: [item, item] }],
    '<ol start="3"><li>a</li>\n<li>a</li></ol>',
  )
  const row = {
    type: 'table_row',
    content: [
      { type: 'table_header', content: [paragraph(text('h'))] },
      { type: 'table_cell', attrs: { colspan: 2 }, content: [paragraph(text('c'))] },
    ],
  }
  check(
    [{ type: 'table', content: [row, row] }],
    '<div class="wide" role="region" tabindex="0" aria-label="Table"><table><tr><th scope="col">h</th><td colspan="2">c</td></tr>\n<tr><th scope="row">h</th><td colspan="2">c</td></tr></table></div>',
  )
})

test('a figure has size, alternative text and credit; without its picture the caption stays', () => {
  const digest = 'cd'.repeat(32)
  const content = [{ type: 'figure', attrs: { picture: digest }, content: [text('A hill')] }]
  const picture = {
    digest,
    width: 1000,
    height: 500,
    widths: [320, 640, 1000],
    credit: 'K',
    focus: { x: 0, y: 0 },
  }
  const pictures = { [digest]: { picture, alt: 'Hill "x"' } } as unknown as Setting['pictures']
  check(
    content,
    `<figure><img src="../../../media/${digest}-640.webp" srcset="../../../media/${digest}-320.webp 320w, ../../../media/${digest}-640.webp 640w, ../../../media/${digest}-1000.webp 1000w" sizes="(min-width:60rem) 44rem, 100vw" width="640" height="320" loading="lazy" alt="Hill &quot;x&quot;"><figcaption>A hill <small>Photo: <bdi>K</bdi></small></figcaption></figure>`,
    { ...page, pictures },
  )
  check(content, '<figure><figcaption>A hill</figcaption></figure>')
})
