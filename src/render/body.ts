// The body document as markup, by our own table of nodes and marks; what is not in it cannot be
// printed. The same table serves pages (relative links) and feeds (absolute ones).
import type { BodyNode } from '../model/body.ts'
import { type Direction, direction, type Lang } from '../text/lang.ts'
import { say } from '../text/words.ts'
import { resolveHref } from './address.ts'
import { type Attr, attribute, type Html, html, joined } from './html.ts'
import { label } from './label.ts'
import { figure } from './picture.ts'
import { sideOf, sideOfText } from './side.ts'
import type { PictureView } from './views.ts'

/** Where a body is printed. */
export interface Setting {
  readonly lang: Lang
  /** Stands before paths in the tree: "../../" on a page, the newsroom's address in a feed. */
  readonly base: string
  /** The newsroom's address, ending in "/": links to it lead into the tree. */
  readonly url: string
  /** Stands before "#n1": empty on the page itself, the page's address in a feed. */
  readonly page: string
  readonly pictures: Readonly<Record<string, PictureView>>
}

/** The blocks of a body, its footnotes gathered at the end with links both ways. */
export function renderBody(body: BodyNode, setting: Setting): Html {
  const printer: Printer = { setting, notes: [] }
  const blocks = renderBlocks(body.content ?? [], printer, direction(setting.lang))
  return printer.notes.length === 0 ? blocks : html`${blocks}\n${endNotes(printer)}`
}

interface Printer {
  readonly setting: Setting
  /** Filled while the text is walked: the words of each footnote met so far. */
  readonly notes: Html[]
}

function renderBlocks(nodes: readonly BodyNode[], printer: Printer, around: Direction): Html {
  return joined(
    nodes.map((node) => renderBlock(node, printer, around)),
    '\n',
  )
}

function renderBlock(node: BodyNode, printer: Printer, around: Direction): Html {
  const side = sideOf(node, around)
  const attributes = blockAttributes(node, side, around)
  const inner = node.content ?? []
  switch (node.type) {
    case 'paragraph':
      return html`<p${attributes}>${renderInline(inner, printer)}</p>`
    case 'heading':
      return renderHeading(node, attributes, renderInline(inner, printer))
    case 'bullet_list':
      return html`<ul${attributes}>${renderItems(inner, printer, side)}</ul>`
    case 'ordered_list': {
      const start = Number(node.attrs?.['start'] ?? 1)
      const from = attribute('start', start === 1 ? null : start)
      return html`<ol${from}${attributes}>${renderItems(inner, printer, side)}</ol>`
    }
    case 'quote':
      return html`<blockquote${attributes}>${renderBlocks(inner, printer, side)}</blockquote>`
    case 'figure': {
      const { pictures, base, lang } = printer.setting
      const view = pictures[String(node.attrs?.['picture'])] ?? null
      const caption = inner.length === 0 ? null : renderInline(inner, printer)
      return figure(view, { base, lang, caption, attributes, eager: false })
    }
    case 'table':
      return renderTable(inner, attributes, printer, side)
    case 'rule':
      return html`<hr>`
    default:
      throw new RangeError(`Cannot print block "${node.type}": not in the table`)
  }
}

function renderHeading(node: BodyNode, attributes: readonly Attr[], text: Html): Html {
  const level = node.attrs?.['level']
  if (level === 3) return html`<h3${attributes}>${text}</h3>`
  return level === 4 ? html`<h4${attributes}>${text}</h4>` : html`<h2${attributes}>${text}</h2>`
}

function renderItems(items: readonly BodyNode[], printer: Printer, around: Direction): Html {
  const made = items.map((item) => {
    const side = sideOf(item, around)
    const [only, ...more] = item.content ?? []
    const tight = only?.type === 'paragraph' && more.length === 0
    const inner = tight
      ? renderInline(only.content ?? [], printer)
      : renderBlocks(item.content ?? [], printer, side)
    return html`<li${blockAttributes(item, side, around)}>${inner}</li>`
  })
  return joined(made, '\n')
}

/** In a frame of its own that scrolls, so that a wide table does not widen the page. */
function renderTable(
  rows: readonly BodyNode[],
  attributes: readonly Attr[],
  printer: Printer,
  around: Direction,
): Html {
  const made = rows.map((row, y) => {
    const cells = (row.content ?? []).map((cell) => renderCell(cell, y === 0, printer, around))
    return html`<tr>${joined(cells, '')}</tr>`
  })
  const name = say(printer.setting.lang, 'table')
  return html`<div class="wide" role="region" tabindex="0" aria-label="${name}"><table${attributes}>${joined(made, '\n')}</table></div>`
}

function renderCell(cell: BodyNode, first: boolean, printer: Printer, around: Direction): Html {
  const side = sideOf(cell, around)
  const span = (name: 'colspan' | 'rowspan') => {
    const count = Number(cell.attrs?.[name] ?? 1)
    return attribute(name, count === 1 ? null : count)
  }
  const attributes = [span('colspan'), span('rowspan'), ...blockAttributes(cell, side, around)]
  const [only, ...more] = cell.content ?? []
  const inner =
    only !== undefined && more.length === 0
      ? renderInline(only.content ?? [], printer)
      : renderBlocks(cell.content ?? [], printer, side)
  if (cell.type === 'table_cell') return html`<td${attributes}>${inner}</td>`
  return html`<th scope="${first ? 'col' : 'row'}"${attributes}>${inner}</th>`
}

type Mark = NonNullable<BodyNode['marks']>[number]

/** Texts with their marks; a mark that goes on over several texts is opened once. */
function renderInline(nodes: readonly BodyNode[], printer: Printer): Html {
  const pieces: Html[] = []
  const open: Mark[] = []
  for (const node of nodes) {
    const marks = node.marks ?? []
    let kept = 0
    while (kept < open.length && sameMark(open[kept], marks[kept])) kept++
    while (open.length > kept) pieces.push(closeMark(open.pop()))
    for (const mark of marks.slice(kept)) {
      pieces.push(openMark(mark, node, printer.setting))
      open.push(mark)
    }
    pieces.push(renderLeaf(node, printer))
  }
  while (open.length > 0) pieces.push(closeMark(open.pop()))
  return joined(pieces, '')
}

function renderLeaf(node: BodyNode, printer: Printer): Html {
  switch (node.type) {
    case 'text':
      return html`${node.text}`
    case 'hard_break':
      return html`<br>`
    case 'footnote':
      return noteMark(node, printer)
    default:
      throw new RangeError(`Cannot print "${node.type}" in a text: not in the table`)
  }
}

function openMark(mark: Mark, node: BodyNode, setting: Setting): Html {
  switch (mark.type) {
    case 'strong':
      return html`<strong>`
    case 'emphasis':
      return html`<em>`
    case 'phrase': {
      const dir = mark.attrs?.['dir'] ?? sideOfText(node.text ?? '', direction(setting.lang))
      return html`<span lang="${String(mark.attrs?.['lang'])}" dir="${String(dir)}">`
    }
    case 'link':
      return openLink(String(mark.attrs?.['href']), setting)
    default:
      throw new RangeError(`Cannot print mark "${mark.type}": not in the table`)
  }
}

function openLink(href: string, setting: Setting): Html {
  const { inside, to } = resolveHref(href, setting.url)
  if (inside) return html`<a href="${setting.base + to}">`
  if (to.startsWith('#')) return html`<a href="${setting.page + to}">`
  return html`<a href="${to}" rel="noreferrer noopener">`
}

function closeMark(mark: Mark | undefined): Html {
  if (mark?.type === 'strong') return html`</strong>`
  if (mark?.type === 'emphasis') return html`</em>`
  return mark?.type === 'link' ? html`</a>` : html`</span>`
}

function sameMark(one: Mark | undefined, other: Mark | undefined): boolean {
  if (one?.type !== other?.type) return false
  return JSON.stringify(one?.attrs) === JSON.stringify(other?.attrs)
}

function noteMark(node: BodyNode, printer: Printer): Html {
  const { lang, page } = printer.setting
  const around = direction(lang)
  const side = sideOf(node, around)
  const words = renderInline(node.content ?? [], printer)
  printer.notes.push(side === around ? words : html`<span dir="${side}">${words}</span>`)
  const number = printer.notes.length
  const name = say(lang, 'footnote', { number })
  return html`<sup id="r${number}"><a href="${`${page}#n${number}`}" aria-label="${name}">${number}</a></sup>`
}

function endNotes({ setting, notes }: Printer): Html {
  const back = label(setting.lang, 'backToText')
  const items = notes.map(
    (note, i) =>
      html`<li id="n${i + 1}">${note} <a href="${`${setting.page}#r${i + 1}`}">${back}</a></li>`,
  )
  return html`
    <h2>${label(setting.lang, 'footnotes')}</h2>
    <ol class="note">${joined(items, '\n')}</ol>
  `
}

function blockAttributes(node: BodyNode, side: Direction, around: Direction): readonly Attr[] {
  const lang = node.attrs?.['lang']
  const made = [
    attribute('lang', typeof lang === 'string' ? lang : null),
    attribute('dir', side === around ? null : side),
  ]
  return made.filter((one) => one !== null)
}
