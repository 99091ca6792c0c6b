// The template tag: whatever a value is, it stays where it was put. Checked by reading the result
// with a real HTML parser.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { attribute, dataElement, escapeText, html, joined, styleElement } from './html.ts'

/** Letters that matter to markup more often than chance would have it. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['<', '>', '"', "'", '&', '=', '`', '/', ' ', '\n', '\u0000', '\u000c', '\ufdd0'],
        ...['<!--', '-->', ']]>', '</p>', '</script>', '&lt;', '&#60;', '<img onerror=x src=y>'],
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

test('html`` keeps any string in text and attribute what it was', () => {
  fc.assert(
    fc.property(nasty, nasty, (text, title) => {
      const [element, ...more] = nodesOf(html`<p title="${title}"><b>${text}</b></p>`.text)
      assert.equal(more.length, 0)
      assert.ok(element && 'attrs' in element)
      assert.deepEqual(
        element.attrs.map(({ name }) => name),
        ['title'],
      )
      assert.equal(element.attrs[0]?.value, kept(title))
      const [bold, ...others] = element.childNodes
      assert.equal(others.length, 0)
      assert.ok(bold && 'childNodes' in bold)
      assert.equal(
        bold.childNodes.every((node) => node.nodeName === '#text'),
        true,
      )
      assert.equal(
        bold.childNodes.map((node) => ('value' in node ? node.value : '')).join(''),
        kept(text),
      )
    }),
  )
})

test('html`` lets no value start a program by its address', () => {
  const bad = [
    ...[
      'javascript:alert(1)',
      'JavaScript:alert(1)',
      ' javascript:x',
      'java\nscript:x',
      '\u0001javascript:x',
    ],
    ...[
      'data:text/html,x',
      'vbscript:x',
      'blob:x',
      'file:///etc/passwd',
      'java\tscript:x',
      'x-y:z',
    ],
  ]
  for (const href of bad) assert.throws(() => html`<a href="${href}">x</a>`, RangeError, href)
  const good = [
    'https://a.example/',
    'HTTP://a',
    'mailto:a@b',
    '../a.html',
    'a/b:c',
    '#n1',
    '?q=a:b',
    '',
  ]
  for (const href of good) assert.ok(html`<a href="${href}">x</a>`.text.includes(escapeText(href)))
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (href) => {
      let text: string
      try {
        text = html`<a href="${href}">x</a>`.text
      } catch (error) {
        assert.ok(error instanceof RangeError)
        return
      }
      const [link] = nodesOf(text)
      assert.ok(link && 'attrs' in link)
      const { protocol } = new URL(link.attrs[0]?.value ?? '', 'https://news.example/')
      assert.match(protocol, /^(?:https?|mailto):$/)
    }),
  )
})

test('html`` refuses templates in which no escaping could help', () => {
  const value = 'x'
  const refused = [
    () => html`<script>${value}</script>`,
    () => html`<script type="a">let a = "${value}"</script>`,
    () => html`<STYLE>${value}</STYLE>`,
    () => html`<p onclick="${value}">x</p>`,
    () => html`<p style="${value}">x</p>`,
    () => html`<iframe srcdoc="${value}"></iframe>`,
    () => html`<p title=${value}>x</p>`,
    () => html`<p title='${value}'>x</p>`,
    () => html`<p ${value}="x">x</p>`,
    () => html`<p a${value}="x">x</p>`,
    () => html`<${value}>x</p>`,
    () => html`</p${value}>`,
    () => html`<!-- ${value} -->`,
    () => html`<!doctype ${value}>`,
    () => html`<a href="${value}${value}">x</a>`,
    () => html`<a href="java${value}">x</a>`,
    () => html`<p title="${value}`,
    () => html`<p`,
  ]
  for (const template of refused) assert.throws(template, TypeError, template.toString())
})

test('html`` takes a fixed beginning of an address and a value behind it', () => {
  assert.equal(html`<a href="#n${1}">x</a>`.text, '<a href="#n1">x</a>')
  assert.equal(html`<a href="mailto:${'a@b'}">x</a>`.text, '<a href="mailto:a@b">x</a>')
})

test('html`` knows its own markup, and nothing that looks like it', () => {
  const inner = html`<b>${'<'}</b>`
  assert.equal(
    html`<p>${inner}${[inner, 1, null, false, '&']}</p>`.text,
    '<p><b>&lt;</b><b>&lt;</b>1&amp;</p>',
  )
  assert.equal(joined([inner, inner], ' < ').text, '<b>&lt;</b> &lt; <b>&lt;</b>')
  const forged = { text: '<i>' } as never
  assert.throws(() => html`<p>${forged}</p>`, TypeError)
  assert.throws(() => html`<p title="${inner}">x</p>`, TypeError)
  assert.throws(() => html`<p ${'title'}>x</p>`, TypeError)
})

test('html`` drops the indentation of the template, and the line of a value that prints nothing', () => {
  const made = html`
    <p>
      ${null}
      a ${null} b
    </p>
  `
  assert.equal(made.text, '<p>\na  b\n</p>')
  assert.equal(html`<p>${'\n  kept\n'}</p>`.text, '<p>\n  kept\n</p>')
})

test('attribute() stands in a tag, null prints nothing, programs and addresses are refused', () => {
  assert.equal(html`<p${attribute('lang', 'ug')}${attribute('dir', null)}>`.text, '<p lang="ug">')
  assert.equal(html`<p class="a"${attribute('title', '"')}>`.text, '<p class="a" title="&quot;">')
  for (const name of ['onclick', 'style', 'href', 'src', 'a b', 'A', ''])
    assert.throws(() => attribute(name, 'x'), TypeError, name)
})

test('dataElement() cannot end its own element and reads back as the same value', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const [script, ...more] = nodesOf(dataElement({ text }).text)
      assert.equal(more.length, 0)
      assert.ok(script && 'childNodes' in script)
      const json = script.childNodes.map((node) => ('value' in node ? node.value : '')).join('')
      assert.deepEqual(JSON.parse(json), { text })
    }),
  )
})

test('styleElement() refuses a sheet that could end its element', () => {
  assert.equal(styleElement('p>a{color:red}').text, '<style>p>a{color:red}</style>')
  assert.throws(() => styleElement('</style><script>'), RangeError)
})

function nodesOf(text: string): readonly DefaultTreeAdapterTypes.ChildNode[] {
  return parseFragment(text).childNodes
}

/** What is left of a text without the characters that neither HTML nor XML allows. */
function kept(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g, '')
}
