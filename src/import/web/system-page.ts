// The items of a page made by a system we know: one article, or a list of beginnings.
import { attributeOf, type HtmlElement, type HtmlTree } from '../../model/html-tree.ts'
import { isDateline } from '../text.ts'
import type { PageItem } from './item.ts'
import { drupal, type SiteSystem, wordpress } from './systems.ts'
import {
  byClass,
  classesOf,
  findAll,
  findFirst,
  findOutermost,
  inherited,
  linesOf,
  metaOf,
  relOf,
  takeOut,
  textOf,
} from './tree.ts'

/** Finds out which system made the page and reads its items; empty when it is none we know. */
export function readSystemPage(page: HtmlTree): readonly PageItem[] {
  const system = systemOf(page)
  if (system === null) return []
  const body = findFirst(page, (element) => element.tagName === 'body')
  const number = body === null ? null : system.pageNumber(body)
  const marked = innermostItems(page, system)
  // Block themes mark the parts of the one article, but nothing around them.
  const bare = marked.length === 0 && number !== null ? mainOf(page) : null
  const found = bare === null ? marked : [bare]
  const main = mainItem(page, found, { system, number })
  const items =
    main === null
      ? found.map((item) => readBeginning(item, system))
      : [readWhole(main, { page, system, number })]
  return items.filter((item) => item.headline !== '')
}

function mainOf(page: HtmlTree): HtmlElement | null {
  return (
    findFirst(page, (element) => element.tagName === 'main') ??
    findFirst(page, (element) => element.tagName === 'body')
  )
}

/** The one article of a page; null on a list. Beside it there may be rows of other news. */
function mainItem(
  page: HtmlTree,
  found: readonly HtmlElement[],
  { system, number }: { readonly system: SiteSystem; readonly number: string | null },
): HtmlElement | null {
  const named = found.find((item) => number !== null && system.number(item) === number)
  if (named !== undefined) return named
  const whole = found.filter((item) => !isTeaser(item))
  const [only] = whole
  if (only === undefined || whole.length > 1) return null
  return isArticlePage(page, number, only) ? only : null
}

function isTeaser(item: HtmlElement): boolean {
  return (
    item.tagName === 'tr' || classesOf(item).some((name) => /teaser|summary|views-row/.test(name))
  )
}

function systemOf(page: HtmlTree): SiteSystem | null {
  const generator = metaOf(page, 'generator') ?? ''
  if (/drupal/i.test(generator)) return drupal
  if (/wordpress/i.test(generator)) return wordpress
  const marks = { drupal: 0, wordpress: 0 }
  for (const element of findAll(page, (one) => one.attrs.length > 0)) {
    for (const { name, value } of element.attrs) {
      if (name === 'href' || name === 'src') {
        if (
          /\/sites\/(?:default|all|[\w.-]+)\/(?:files|themes|modules)\/|\/misc\/drupal\.js|\/node\/\d+/.test(
            value,
          )
        )
          marks.drupal++
        if (/\/wp-(?:content|includes)\//.test(value)) marks.wordpress++
      } else if (name === 'data-history-node-id' || name === 'data-drupal-selector') marks.drupal++
      else if (name === 'class') {
        if (
          /(?:^|\s)(?:node-teaser|views-row|node--type-\S+|field-name-body|page-node)(?:\s|$)/.test(
            value,
          )
        )
          marks.drupal++
        if (/(?:^|\s)(?:hentry|entry-title|wp-caption|wp-image-\d+)(?:\s|$)/.test(value))
          marks.wordpress++
      } else if (name === 'id' && /^node-\d+$/.test(value)) marks.drupal++
    }
  }
  if (marks.drupal + marks.wordpress === 0) return null
  return marks.drupal >= marks.wordpress ? drupal : wordpress
}

/** A view's row may hold a node, a node another: the list's items are those that hold no more. */
function innermostItems(page: HtmlTree, system: SiteSystem): readonly HtmlElement[] {
  return findOutermost(page, system.isItem).flatMap((outer) => {
    const inner = findOutermost(outer, system.isItem)
    return inner.length === 0 || textOf(outer).length > 2 * textLength(inner) ? [outer] : inner
  })
}

function textLength(elements: readonly HtmlElement[]): number {
  return elements.reduce((sum, element) => sum + textOf(element).length, 0)
}

function isArticlePage(page: HtmlTree, number: string | null, item: HtmlElement): boolean {
  if (number !== null || metaOf(page, 'og:type') === 'article') return true
  const body = findFirst(page, (element) => element.tagName === 'body')
  const classes = body === null ? [] : classesOf(body)
  if (
    classes.some((name) =>
      /^(?:single|page-node-type-.+|node-type-.+|page-node|path-node)$/.test(name),
    )
  )
    return true
  if (
    classes.some((name) =>
      /^(?:blog|archive|home|front|page-taxonomy.*|path-frontpage)$/.test(name),
    )
  )
    return false
  // An item whose headline is no link to itself is the page's own.
  const head = findFirst(item, (element) => /^h[1-3]$/.test(element.tagName))
  return head === null || findFirst(head, (element) => element.tagName === 'a') === null
}

function readWhole(
  item: HtmlElement,
  from: { readonly page: HtmlTree; readonly system: SiteSystem; readonly number: string | null },
): PageItem {
  const { page, system } = from
  // Reading the parts takes the item apart.
  const headline = headlineOfPage(page, item, system)
  const parts = readParts(item, system)
  const outside = dateOutside(page, system, item)
  const machine =
    parts.machineDate ??
    metaOf(page, 'article:published_time', 'dcterms.created', 'dcterms.date', 'datepublished')
  return {
    ...parts,
    headline: headline ?? parts.headline,
    machineDate: machine,
    dateline: parts.dateline ?? outside,
    isWhole: true,
    links: [
      relOf(page, 'canonical'),
      relOf(page, 'shortlink'),
      metaOf(page, 'og:url'),
      attributeOf(item, 'about'),
    ].filter((link) => link !== null),
    number: system.number(item) ?? from.number,
    section: parts.section ?? metaOf(page, 'article:section'),
    confidence: sureOf(page, item, {
      hasText: parts.body !== null,
      isDated: (parts.dateline ?? outside ?? machine) !== null,
    }),
  }
}

/** A page about a picture is no article; a page without a date may be one of the site's own. */
function sureOf(
  page: HtmlTree,
  item: HtmlElement,
  { hasText, isDated }: { readonly hasText: boolean; readonly isDated: boolean },
): number {
  const body = findFirst(page, (element) => element.tagName === 'body')
  const classes = [...classesOf(item), ...(body === null ? [] : classesOf(body))]
  if (!hasText || classes.includes('attachment')) return 0.3
  const isPage = classes.some((name) =>
    /^(?:type-page|node-type-page|node-page|node--type-page|page-node-type-page)$/.test(name),
  )
  return isPage && !isDated ? 0.6 : 0.95
}

function readBeginning(item: HtmlElement, system: SiteSystem): PageItem {
  const head = findFirst(item, (element) => system.headline(element) && textOf(element) !== '')
  const own = head === null ? null : (linkIn(head) ?? linkAround(head))
  const links = [own, attributeOf(item, 'about'), bookmarkIn(item)].filter((link) => link !== null)
  const parts = readParts(item, system)
  return {
    ...parts,
    isWhole: false,
    links,
    number: system.number(item),
    confidence: parts.body === null ? 0.5 : 0.9,
  }
}

function readParts(
  item: HtmlElement,
  system: SiteSystem,
): Omit<PageItem, 'links' | 'number' | 'isWhole'> {
  const head = findFirst(item, (element) => system.headline(element) && textOf(element) !== '')
  const submitted = findFirst(
    item,
    (element) => system.submitted(element) && /\p{Nd}/u.test(textOf(element)),
  )
  const poster = findFirst(item, system.poster)
  const tags = findAll(item, system.tag).map(textOf)
  const section = findFirst(item, system.section)
  const picture = pictureIn(item, system)
  const machineDate = machineDateIn(item)
  const dateline = submitted === null ? bareDateline(item) : datelineOf(submitted)
  const body = bodyOf(item, system)
  if (body !== null && dateline !== null) takeOut(body, (element) => isLine(element, dateline))
  return {
    headline: head === null ? '' : textOf(head),
    machineDate,
    dateline,
    poster:
      poster === null ? null : textOf(poster).replace(/^(?:by|von|par|yazar)\s+/i, '') || null,
    body,
    section: section === null ? null : textOf(section) || null,
    tags: [...new Set(tags.filter((tag) => tag !== '' && tag.length < 100))].slice(0, 50),
    lang: inherited(item, 'lang') ?? inherited(item, 'xml:lang'),
    picture,
    confidence: 1,
    by: system.name,
  }
}

/** Themes without classes print the dateline bare, within the first lines of the item. */
function bareDateline(item: HtmlElement): string | null {
  const lines = linesOf(item)
  return lines.slice(0, 6).find((line) => line.length <= 120 && isDateline(line)) ?? null
}

/** A small element that holds nothing but this line. */
function isLine(element: HtmlElement, line: string): boolean {
  return (
    element.childNodes.length <= 6 && !/^h[1-6]$/.test(element.tagName) && textOf(element) === line
  )
}

/** A time of day behind "on", or with "Tags:" behind it: the first line with a number in it. */
function datelineOf(submitted: HtmlElement): string {
  const lines = linesOf(submitted)
  // The foot of a WordPress article of 2005 to 2010.
  const filed = /This entry was posted on (.{5,60}?) and is filed/.exec(lines.join(' '))
  if (filed !== null) return filed[1]!
  return (lines.find((line) => /\p{Nd}/u.test(line)) ?? lines.join(' ')).slice(0, 200)
}

/** The text without what is not text. The element is taken out of the page, which may be forgotten. */
function bodyOf(item: HtmlElement, system: SiteSystem): HtmlElement | null {
  for (const fits of system.bodies) {
    const body = findFirst(item, fits)
    if (body === null) continue
    takeOut(body, system.noise)
    if (textOf(body) !== '' || findFirst(body, (one) => one.tagName === 'img') !== null) return body
  }
  const isHead = (element: HtmlElement): boolean =>
    system.headline(element) && (/^h[1-3]$/.test(element.tagName) || byClass('title')(element))
  takeOut(item, (element) => system.noise(element) || isHead(element) || system.submitted(element))
  return textOf(item) === '' ? null : item
}

function machineDateIn(item: HtmlElement): string | null {
  const marked = findFirst(item, (element) => machineDateOf(element) !== null)
  return marked === null ? null : machineDateOf(marked)
}

/** RDFa of Drupal 7 (`property="dc:date dc:created" content=...`), <time>, old hAtom. */
function machineDateOf(element: HtmlElement): string | null {
  const property = attributeOf(element, 'property') ?? attributeOf(element, 'itemprop') ?? ''
  const value =
    /(?:^|\s)(?:dc:date|dc:created|schema:dateCreated|schema:datePublished|datePublished)(?:\s|$)/.test(
      property,
    )
      ? (attributeOf(element, 'content') ?? attributeOf(element, 'datetime'))
      : element.tagName === 'time'
        ? attributeOf(element, 'datetime')
        : element.tagName === 'abbr' && byClass('published', 'date')(element)
          ? attributeOf(element, 'title')
          : null
  return value !== null && /^\d{4}-?\d\d-?\d\d/.test(value.trim()) ? value.trim() : null
}

/** Old themes print headline and dateline of the one article above it. */
function dateOutside(page: HtmlTree, system: SiteSystem, item: HtmlElement): string | null {
  const found = findAll(page, (element) => system.submitted(element)).find((element) => {
    return element !== item && /\p{Nd}/u.test(textOf(element)) && textOf(element).length < 200
  })
  return found === undefined ? null : datelineOf(found)
}

function headlineOfPage(page: HtmlTree, item: HtmlElement, system: SiteSystem): string | null {
  const inside = findFirst(item, (element) => element.tagName === 'h1' && textOf(element) !== '')
  if (inside !== null) return textOf(inside)
  const named = findFirst(
    page,
    (element) =>
      (attributeOf(element, 'id') === 'page-title' ||
        (/^h[12]$/.test(element.tagName) &&
          byClass('title', 'page-title', 'page-header', 'entry-title')(element))) &&
      textOf(element) !== '',
  )
  if (named !== null) return textOf(named)
  const own = findFirst(item, (element) => system.headline(element) && textOf(element) !== '')
  if (own !== null) return textOf(own)
  const first = findFirst(page, (element) => element.tagName === 'h1' && textOf(element) !== '')
  return first === null ? headlineOfHead(page) : textOf(first)
}

/** The headline as the page's <head> has it: Open Graph's, or the title without the site's name. */
export function headlineOfHead(page: HtmlTree): string | null {
  const stated = metaOf(page, 'og:title', 'dc.title', 'twitter:title')
  if (stated !== null) return stated
  const title = findFirst(page, (element) => element.tagName === 'title')
  const text = title === null ? '' : titleText(title)
  return text.replace(/\s+(?:[|»«·•–—]|-)\s+[^|»«·•]*$/u, '').trim() || null
}

/** linesOf() passes <title> over as part of the head. */
function titleText(title: HtmlElement): string {
  return title.childNodes
    .map((node) => ('value' in node ? node.value : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}

function pictureIn(item: HtmlElement, system: SiteSystem): string | null {
  const field = findFirst(item, system.picture)
  const image = field && findFirst(field, (element) => element.tagName === 'img')
  return image === null ? null : attributeOf(image, 'src')
}

function linkIn(element: HtmlElement): string | null {
  const link =
    element.tagName === 'a'
      ? element
      : findFirst(element, (one) => one.tagName === 'a' && attributeOf(one, 'href') !== null)
  return link === null ? null : attributeOf(link, 'href')
}

function linkAround(element: HtmlElement): string | null {
  const parent = element.parentNode
  return parent !== null && 'tagName' in parent && parent.tagName === 'a'
    ? attributeOf(parent, 'href')
    : null
}

/** "Read more" and permanent links lead to the item, too. */
function bookmarkIn(item: HtmlElement): string | null {
  const link = findFirst(item, (element) => {
    if (element.tagName !== 'a') return false
    const rel = (attributeOf(element, 'rel') ?? '').split(/\s+/)
    return rel.includes('bookmark') || byClass('more-link', 'node-readmore-link')(element)
  })
  return link === null ? null : attributeOf(link, 'href')
}
