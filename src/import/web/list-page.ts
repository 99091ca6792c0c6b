// A list made by hand: headlines, each with a date below it, read line by line like a page copied as
// text. Used when no system's marks are there.
import type { HtmlElement, HtmlTree } from '../../model/html-tree.ts'
import { attributeOf, parseHtml } from '../../model/html-tree.ts'
import { copiedItems } from '../text.ts'
import type { PageItem } from './item.ts'
import { isFurniture } from './systems.ts'
import { findAll, findFirst, linesOf, takeOut, textOf } from './tree.ts'

/** The items of a hand-made list, in its order; fewer than two are no list. */
export function readListPage(page: HtmlTree): readonly PageItem[] {
  const body = findFirst(page, (element) => element.tagName === 'body')
  if (body === null) return []
  takeOut(page, isFurniture)
  const items = copiedItems(linesOf(body).flatMap((line) => [line, ''])).filter(
    ({ paragraphs }) => paragraphs.length > 0,
  )
  if (items.length < 2) return []
  const links = new Map<string, string>()
  for (const link of findAll(page, (element) => element.tagName === 'a')) {
    const href = attributeOf(link, 'href')
    if (href !== null && !links.has(textOf(link))) links.set(textOf(link), href)
  }
  return items.map(({ headline, dateline, paragraphs }) => ({
    headline,
    machineDate: null,
    dateline,
    poster: null,
    body: bodyOf(paragraphs),
    isWhole: false,
    links: [links.get(headline)].filter((href) => href !== undefined),
    number: null,
    section: null,
    tags: [],
    lang: null,
    picture: null,
    confidence: 0.75,
    by: 'datelines',
  }))
}

function bodyOf(paragraphs: readonly string[]): HtmlElement | null {
  const escaped = paragraphs.map((text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;'))
  const page = parseHtml(escaped.map((text) => `<p>${text}</p>`).join(''))
  return findFirst(page, (element) => element.tagName === 'body')
}
