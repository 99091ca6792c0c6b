// Pages of no system we know. What they say of themselves for machines is believed first (JSON-LD,
// microdata, Open Graph); else the article is where most running text stands, with a confidence that
// an editor is shown.
import { attributeOf, type HtmlElement, type HtmlTree, parentOf } from '../../model/html-tree.ts'
import { isDateline } from '../text.ts'
import type { PageItem } from './item.ts'
import { readStatements } from './statements.ts'
import { headlineOfHead } from './system-page.ts'
import { isFurniture } from './systems.ts'
import { findAll, findFirst, linesOf, metaOf, relOf, takeOut, textOf } from './tree.ts'

const blank = {
  machineDate: null,
  dateline: null,
  poster: null,
  section: null,
  tags: [],
  lang: null,
  picture: null,
  number: null,
} as const

/** The one article of a page, or null when there is nothing like one. */
export function readPlainPage(page: HtmlTree): PageItem | null {
  const said = readStatements(page)
  const marked = findFirst(page, (element) => hasItemprop(element, 'articleBody'))
  const lead = leadOf(page)
  takeOut(page, isFurniture)
  const dense = marked === null ? densest(page) : { element: marked, share: 1 }
  if (dense === null) return null
  const body = dense.element
  const dateline = said.date === null ? datelineAround(page, body) : null
  const headline = said.headline ?? lead
  const confidence = confidenceIn({ said, dense, dateline, headline, marked })
  for (const line of [headline, dateline]) {
    if (line !== null) takeOut(body, (element) => isShort(element) && textOf(element) === line)
  }
  return {
    ...blank,
    headline: headline ?? '',
    machineDate: said.date,
    dateline,
    poster: said.author,
    body,
    isWhole: true,
    links: [relOf(page, 'canonical'), metaOf(page, 'og:url'), said.url].filter(
      (link) => link !== null,
    ),
    section: said.section,
    tags: said.tags,
    lang: said.lang,
    picture: metaOf(page, 'og:image'),
    confidence,
    by: said.by ?? 'text density',
  }
}

function confidenceIn(known: {
  readonly said: ReturnType<typeof readStatements>
  readonly dense: { readonly share: number }
  readonly dateline: string | null
  readonly headline: string | null
  readonly marked: HtmlElement | null
}): number {
  const { said, dense, dateline, headline, marked } = known
  if (headline === null) return 0.1
  if (said.by !== null && marked !== null) return 0.95
  const sure =
    said.by === 'JSON-LD' || said.by === 'microdata' ? 0.75 : said.by === null ? 0.25 : 0.5
  const dated = said.date !== null || dateline !== null ? 0.15 : 0
  return Math.min(0.9, Math.round((sure + dated + dense.share * 0.3) * 100) / 100)
}

/** The page's headline: its only <h1>, or what its head says. */
function leadOf(page: HtmlTree): string | null {
  const heads = findAll(page, (element) => element.tagName === 'h1' && textOf(element) !== '')
  if (heads.length === 1) return textOf(heads[0]!)
  const stated = headlineOfHead(page)
  if (stated !== null) return stated
  const second = findFirst(
    page,
    (element) => /^h[1-3]$/.test(element.tagName) && textOf(element) !== '',
  )
  return second === null ? null : textOf(second)
}

/**
 * The element that holds most running text of its own: each paragraph counts for its parent and half
 * for the one around it; links and short lines do not count. `share` is its part of all such text.
 */
function densest(page: HtmlTree): { readonly element: HtmlElement; readonly share: number } | null {
  const scores = new Map<HtmlElement, number>()
  let total = 0
  for (const paragraph of findAll(page, isParagraph)) {
    const length = runningLength(paragraph)
    if (length < 40) continue
    total += length
    const parent = parentOf(paragraph)
    const around = parentOf(parent)
    // A cell or division that holds bare text with line breaks is its own container.
    const holder = paragraph.tagName === 'p' ? parent : paragraph
    if (holder !== null) scores.set(holder, (scores.get(holder) ?? 0) + length)
    const outer = paragraph.tagName === 'p' ? around : parent
    if (outer !== null) scores.set(outer, (scores.get(outer) ?? 0) + length / 2)
  }
  let best: HtmlElement | null = null
  for (const [element, score] of scores)
    if (best === null || score > (scores.get(best) ?? 0)) best = element
  if (best === null || total < 140) return null
  const share = Math.min(1, (scores.get(best) ?? 0) / total)
  return { element: best, share }
}

function isParagraph(element: HtmlElement): boolean {
  if (element.tagName === 'p') return true
  if (!/^(?:div|td|article|section|font|center|body|blockquote|li)$/.test(element.tagName))
    return false
  return ownText(element).trim().length >= 40
}

function ownText(element: HtmlElement): string {
  return element.childNodes
    .map((node) => {
      if (node.nodeName === '#text' && 'value' in node) return node.value
      const isInline = 'tagName' in node && /^(?:b|i|em|strong|font|span|u)$/.test(node.tagName)
      return isInline
        ? node.childNodes.map((inner) => ('value' in inner ? inner.value : '')).join('')
        : ''
    })
    .join(' ')
    .replace(/\s+/g, ' ')
}

/** Letters that are not part of links. */
function runningLength(paragraph: HtmlElement): number {
  const own = paragraph.tagName === 'p' ? textOf(paragraph) : ownText(paragraph)
  const links = findAll(paragraph, (element) => element.tagName === 'a')
  return (
    own.length -
    (paragraph.tagName === 'p' ? links.reduce((sum, link) => sum + textOf(link).length, 0) : 0)
  )
}

/** The line with a date that stands closest above the text, or within its first lines. */
function datelineAround(page: HtmlTree, body: HtmlElement): string | null {
  const inside = linesOf(body)
    .slice(0, 4)
    .find((line) => line.length <= 120 && isDateline(line))
  if (inside !== undefined) return inside
  const first = linesOf(body)[0]
  const lines = linesOf(page)
  const at = first === undefined ? -1 : lines.indexOf(first)
  const above = lines.slice(Math.max(0, at - 8), Math.max(0, at)).reverse()
  return above.find((line) => line.length <= 120 && isDateline(line)) ?? null
}

function isShort(element: HtmlElement): boolean {
  return (
    element.childNodes.length <= 4 &&
    /^(?:p|div|span|font|i|em|small|b|strong|time|h[1-6])$/.test(element.tagName)
  )
}

function hasItemprop(element: HtmlElement, name: string): boolean {
  return (attributeOf(element, 'itemprop') ?? '').split(/\s+/).includes(name)
}
