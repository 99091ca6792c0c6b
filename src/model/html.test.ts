import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseLang } from '../text/lang.ts'
import { type BodyNode, blockTexts, bodySchema, checkBody } from './body.ts'
import { bodyFromHtml } from './html.ts'
import { parseDigest } from './id.ts'
import { formatNote } from './note.ts'

const digest = parseDigest('ab'.repeat(32))

/** The body in one line: `p(some *text*) h2(...)`. */
function shape(node: BodyNode): string {
  if (node.type === 'text' || node.type === 'hard_break' || node.type === 'footnote') {
    const inner =
      node.type === 'text'
        ? (node.text ?? '')
        : node.type === 'hard_break'
          ? '/'
          : `^(${(node.content ?? []).map(shape).join('')})`
    return (node.marks ?? []).reduceRight((text, mark) => {
      if (mark.type === 'strong') return `<b>${text}</b>`
      if (mark.type === 'emphasis') return `<i>${text}</i>`
      if (mark.type === 'link') return `<a ${mark.attrs?.['href']}>${text}</a>`
      return `<${mark.attrs?.['lang']}>${text}</>`
    }, inner)
  }
  const attrs = Object.entries(node.attrs ?? {})
    .filter(([, value]) => value !== null && value !== 1)
    .map(([name, value]) => `${name}=${String(value).slice(0, 8)}`)
  const inner = (node.content ?? []).map(shape).join(isInline(node) ? '' : ' ')
  if (node.type === 'doc') return inner
  return `${node.type}${attrs.length ? `[${attrs}]` : ''}(${inner})`
}
function isInline(node: BodyNode): boolean {
  return bodySchema.nodes[node.type]?.inlineContent === true
}

function check(html: string, expected: string, notes: readonly string[] = []): void {
  const read = bodyFromHtml(html, { lang: parseLang('en') })
  assert.equal(shape(read.body), expected, html)
  assert.deepEqual(read.notes.map(formatNote), notes, html)
}

test('bodyFromHtml() keeps paragraphs, headings, lists, quotes, rules and marks', () => {
  check(
    '<p>One <b>two</b> <em>three</em></p><p>Four',
    'paragraph(One <b>two</b> <i>three</i>) paragraph(Four)',
  )
  check(
    '<h1>A</h1>x<h3><b>B</b></h3>y<h6>C</h6>z',
    'heading[level=2](A) paragraph(x) heading[level=3](B) paragraph(y) heading[level=4](C) paragraph(z)',
  )
  check(
    '<ol start=4><li>a<li>b<ul><li>c</ul></ol>',
    'ordered_list[start=4](list_item(paragraph(a)) list_item(paragraph(b) bullet_list(list_item(paragraph(c)))))',
  )
  check(
    '<ul><li>a</li><ul><li>b</li></ul></ul>',
    'bullet_list(list_item(paragraph(a) bullet_list(list_item(paragraph(b)))))',
  )
  check('<blockquote>q</blockquote><hr>z<hr>', 'quote(paragraph(q)) rule() paragraph(z)')
  check('a<br>b<br><br>c &nbsp; d', 'paragraph(a/b) paragraph(c d)')
  check('<pre>a\n  b</pre>', 'paragraph(a/b)')
  check('H<sub>2</sub>O, m<sup>2</sup>, 1<sup>st</sup>', 'paragraph(H₂O, m², 1st)')
  check('', 'paragraph()')
  check('<p>&nbsp;</p><p> </p><div><br></div>', 'paragraph()')
})

test('bodyFromHtml() reads tables, and unwraps those that only lay things out', () => {
  check(
    '<table><caption>T</caption><tr><th>a<th>b<tr><td colspan=2>c<ul><li>d</ul></table>',
    'paragraph(T) table(table_row(table_header(paragraph(a)) table_header(paragraph(b))) table_row(table_cell[colspan=2](paragraph(c) paragraph(d))))',
  )
  check(
    '<table><tr><td>a<td>b</table>',
    'table(table_row(table_cell(paragraph(a)) table_cell(paragraph(b))))',
  )
  check(
    '<table><tr><td>menu<td><table><tr><td>x<td>y</table>after</table>',
    'paragraph(menu) table(table_row(table_cell(paragraph(x)) table_cell(paragraph(y)))) paragraph(after)',
  )
  check('<table><tr><td><h2>News</h2>text</table>', 'heading[level=2](News) paragraph(text)')
})

test('bodyFromHtml() drops what could act, draw or ask, and says so', () => {
  check(
    'a<script>x</script><style>y</style><svg><script>z</script><text>t</text></svg><math>m</math>b',
    'paragraph(ab)',
    ['dropped: script', 'dropped: style', 'dropped: svg', 'dropped: math'],
  )
  check('<form><input>Search</form><p onclick=x()>t</p>', 'paragraph(t)', ['dropped: form'])
  check(
    '<a href=" java\nscript:alert(1)">t</a> <a href="data:text/html,x">u</a>',
    'paragraph(t u)',
    ['link dropped, its text kept: javascript:', 'link dropped, its text kept: data:'],
  )
  check('<p style="display:none">secret</p>seen', 'paragraph(seen)', ['dropped: hidden text'])
  check('a\u202eb\u0007c', 'paragraph(abc)', ['characters dropped: invisible'])
})

test('bodyFromHtml() takes trackers and redirects out of links', () => {
  check(
    '<a href="https://x.example/a?utm_source=f&id=7&fbclid=1#p">t</a>',
    'paragraph(<a https://x.example/a?id=7#p>t</a>)',
    ['taken out of a link: utm_source', 'taken out of a link: fbclid'],
  )
  check(
    '<a href="https://www.google.com/url?q=https://x.example/%3Fa%3D1&sa=D">t</a>',
    'paragraph(<a https://x.example/?a=1>t</a>)',
    ['taken out of a link: redirect'],
  )
  check(
    '<a href="//x.example/">t</a> <a href="/node/12">u</a> <a href="#top">v</a>',
    'paragraph(<a https://x.example/>t</a> <a /node/12>u</a> v)',
  )
})

test('bodyFromHtml() turns embedded players into links', () => {
  check(
    '<p>a<iframe src="//www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0" title="Talk"></iframe>b',
    'paragraph(a) paragraph(<a https://www.youtube.com/watch?v=dQw4w9WgXcQ>Talk</a>) paragraph(b)',
    ['embedded content turned into a link: iframe'],
  )
  check(
    '<video><source src="https://x.example/v.mp4">no</video>',
    'paragraph(<a https://x.example/v.mp4>x.example/v.mp4</a>)',
    ['embedded content turned into a link: video'],
  )
  check('<object data="data:x"></object>t', 'paragraph(t)', ['dropped: object'])
})

test('bodyFromHtml() keeps pictures an importer knows, under their captions', () => {
  const html =
    '<p>a<img src=a.jpg alt=A>b</p><figure><img src=b.jpg><figcaption>C <i>d</i></figcaption></figure><img src=t.gif width=1 height=1>'
  const read = bodyFromHtml(html, { picture: ({ src }) => (src === 'b.jpg' ? digest : null) })
  assert.equal(shape(read.body), 'paragraph(ab) figure[picture=abababab](C <i>d</i>)')
  assert.deepEqual(read.pictures, [
    { src: 'a.jpg', alt: 'A', title: '', caption: '' },
    { src: 'b.jpg', alt: '', title: '', caption: 'C d' },
  ])
  assert.deepEqual(read.notes.map(formatNote), [
    'picture not there: a.jpg',
    'dropped: tracking pixel',
  ])
  const old = bodyFromHtml(
    '<div class="x wp-caption"><img src=b><p class="wp-caption-text">C</p></div>',
    { picture: () => digest },
  )
  assert.equal(shape(old.body), 'figure[picture=abababab](C)')
})

test('bodyFromHtml() understands Google Docs and Word', () => {
  check(
    '<b style="font-weight:normal;"><p dir="ltr"><span style="font-weight:700">A</span><span style="font-style:italic"> b</span></p></b>',
    'paragraph(<b>A</b><i> b</i>)',
  )
  check(
    `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>item<o:p></o:p></p>`,
    'paragraph(item)',
  )
  check(
    `<p><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span>item</p>`,
    'paragraph(1. item)',
  )
})

test('bodyFromHtml() keeps languages and only those directions that say something', () => {
  check('<p dir=ltr>رابىيە قادىر سۆزلىدى</p>', 'paragraph(رابىيە قادىر سۆزلىدى)', [
    'direction contradicts the text: ltr',
  ])
  check(
    '<p dir=rtl lang=ug>BBC رابىيە قادىر بىلەن</p>',
    'paragraph[dir=rtl,lang=ug](BBC رابىيە قادىر بىلەن)',
  )
  check(
    '<p lang=en-US>One <span lang=tr>Doğu Türkistan</span></p>',
    'paragraph(One <tr>Doğu Türkistan</>)',
  )
  check('<div lang=tr><p>Bir<p>İki</div>', 'paragraph[lang=tr](Bir) paragraph[lang=tr](İki)')
  check('<p>a <span lang=EN-US>سۆز</span> <span lang="no tag">c</span>', 'paragraph(a سۆز c)')
})

test('bodyFromHtml() finds the footnotes of word processors and other systems', () => {
  const expected = 'paragraph(Text^(The note.) more)'
  check(
    '<p>Text<sup><a href="#fn1" id="r1">1</a></sup> more<hr><ol><li id="fn1">The note. <a href="#r1">↩</a></ol>',
    expected,
  )
  check(
    '<p>Text<a href="#_ftn1" name="_ftnref1">[1]</a> more</p><div style="mso-element:footnote-list"><hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> The note.</p></div></div>',
    expected,
  )
  check(
    '<p>Text<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> more</p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> The note.</p></div>',
    expected,
  )
  check(
    '<p>Text<sup data-fn="u" class="fn"><a href="#u" id="u-link">1</a></sup> more</p><ol class="wp-block-footnotes"><li id="u">The note. <a href="#u-link">↩︎</a></li></ol>',
    expected,
  )
  check('<p>See <a href="#b">1</a><p id=b>no way back', 'paragraph(See 1) paragraph(no way back)')
})

test('bodyFromHtml() flattens what nests too deep, quickly', () => {
  const started = performance.now()
  const deep = bodyFromHtml(`${'<div>'.repeat(10_000)}x`)
  assert.deepEqual(blockTexts(deep.body), ['x'])
  const quotes = bodyFromHtml(`${'<blockquote><ul><li>'.repeat(5_000)}x`)
  assert.deepEqual(blockTexts(quotes.body), ['x'])
  assert.ok(quotes.notes.some((note) => note.code === 'flattened'))
  bodyFromHtml(`<p>${'<b><i><a href=x>'.repeat(5_000)}x`)
  bodyFromHtml('<table><tr><td>'.repeat(5_000))
  assert.ok(performance.now() - started < 10_000)
  assert.throws(
    () =>
      bodyFromHtml(
        `<p>${Array.from({ length: 3000 }, (_, i) => `<b id=${i}>`).join('')}${'<p>x</p>'.repeat(3000)}`,
      ),
    /too many elements/,
  )
})

const tags =
  'p div span b i a ul ol li blockquote table tr td th thead caption figure figcaption img br hr h1 h2 sup script style svg math iframe form input template pre section select option noscript title body html frameset textarea dl dt video source font nobr button object'.split(
    ' ',
  )
const attributes = [
  '',
  ' href="javascript:alert(1)"',
  ' href="https://a.example/?utm_a=1"',
  ' src="x.jpg"',
  ' onclick=alert(1)',
  ' style="font-weight:bold"',
  ' dir=rtl',
  ' lang=ug',
  ' id=a href="#b"',
  ' id=b href="#a"',
  ' class="wp-caption"',
  ' colspan=3',
  ' start=-4',
  ' hidden',
]
const soup = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom(...tags), fc.constantFrom(...attributes))
        .map(([tag, attribute]) => `<${tag}${attribute}>`),
      fc.constantFrom(...tags).map((tag) => `</${tag}>`),
      fc.constantFrom(
        'text',
        ' ',
        'سۆز',
        '\u202e',
        '&nbsp;',
        '<!--',
        '-->',
        '<![CDATA[',
        '\n',
        '1',
        '&#0;',
      ),
      fc.string(),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

test('bodyFromHtml() makes of any tag soup a body the schema accepts, with nothing active in it', () => {
  fc.assert(
    fc.property(soup, (html) => {
      const { body } = bodyFromHtml(html, { picture: () => digest })
      const json = JSON.stringify(body)
      assert.equal(JSON.stringify(checkBody(JSON.parse(json))), json)
      assert.doesNotMatch(json, /"href":"(?!https:\/\/a\.example\/")/)
      assert.doesNotMatch(json, /\u202e/)
    }),
    { numRuns: 1500 },
  )
})

test('bodyFromHtml() loses no word of text that is not hidden', () => {
  const block = fc.constantFrom(
    'p',
    'div',
    'li',
    'blockquote',
    'h2',
    'td',
    'span',
    'b',
    'a',
    'center',
    'ul',
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(block, fc.boolean()), { maxLength: 40 }), (pieces) => {
      const html = pieces
        .map(([tag, close], i) => `<${tag}>w${i} ${close ? `</${tag}>` : ''}`)
        .join('')
      const words = blockTexts(bodyFromHtml(html).body).join(' ').match(/w\d+/g) ?? []
      assert.deepEqual(
        words,
        pieces.map((_, i) => `w${i}`),
      )
    }),
  )
})
