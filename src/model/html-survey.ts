// What has to be known of a page before it is read in order: which tables only lay things out, and
// which links and blocks are the two halves of a footnote. One pass, whatever the page is like.
import {
  attributeOf,
  type HtmlElement,
  type HtmlNode,
  type HtmlParent,
  isElement,
  parentOf,
  walkHtml,
} from './html-tree.ts'

export interface Survey {
  /** Tables that hold tables, one column, or whole articles. */
  readonly layoutTables: ReadonlySet<HtmlElement>
  /** The mark in the text (the link, or the <sup> that holds nothing else) -> the note's block. */
  readonly footnotes: ReadonlyMap<HtmlElement, HtmlElement>
  /** The notes' blocks, which are not read where they stand. */
  readonly noteBlocks: ReadonlySet<HtmlElement>
  /** Links inside notes that lead back to the text. */
  readonly backLinks: ReadonlySet<HtmlElement>
}

const richTags = new Set(['ul', 'ol', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'hr', 'iframe', 'dl'])
const noteTags = new Set(['li', 'p', 'div', 'td', 'dd', 'aside', 'section'])
/** "1", "[12]", "*", "†", "iv", "12.": what stands for a note in running text. */
const noteMark = /^[[({]?\s*(?:\d{1,4}|[*†‡§#]{1,4}|[ivxlc]{1,6}|[a-z])\s*[\])}.:]?$/i
/** Nodes of a note's block that are searched for the way back. */
const searchMax = 400

interface TableFacts {
  readonly element: HtmlElement
  nested: boolean
  heads: boolean
  rich: boolean
  cellsMax: number
}

export function surveyHtml(tree: HtmlParent): Survey {
  const tables: TableFacts[] = []
  const openTables: TableFacts[] = []
  const byId = new Map<string, HtmlElement>()
  const anchors: HtmlElement[] = []
  walkHtml(tree, {
    text() {},
    leave(element) {
      if (element.tagName === 'table') openTables.pop()
    },
    enter(element) {
      const { tagName } = element
      const table = openTables.at(-1)
      if (tagName === 'table') {
        if (table !== undefined) table.nested = true
        const facts = { element, nested: false, heads: false, rich: false, cellsMax: 0 }
        tables.push(facts)
        openTables.push(facts)
      } else if (table !== undefined) noteInTable(table, element)
      for (const name of ['id', 'name']) {
        const id = attributeOf(element, name)
        if (id !== null && id !== '' && !byId.has(id)) byId.set(id, element)
      }
      if (tagName === 'a' && attributeOf(element, 'href')?.includes('#')) anchors.push(element)
      return true
    },
  })
  const layout = tables.filter(
    ({ nested, heads, rich, cellsMax }) => nested || cellsMax <= 1 || (rich && !heads),
  )
  return {
    layoutTables: new Set(layout.map(({ element }) => element)),
    ...findFootnotes(anchors, byId),
  }
}

function noteInTable(table: TableFacts, element: HtmlElement): void {
  const { tagName } = element
  if (tagName === 'th') table.heads = true
  else if (richTags.has(tagName)) table.rich = true
  else if (tagName === 'tr') {
    const cells = element.childNodes.filter(
      (child) => isElement(child) && (child.tagName === 'td' || child.tagName === 'th'),
    )
    table.cellsMax = Math.max(table.cellsMax, cells.length)
  }
}

/**
 * A footnote is a short link to a block that links back to it: Word, Google Docs, WordPress, Drupal
 * and Markdown all write it so, with different names.
 */
function findFootnotes(
  anchors: readonly HtmlElement[],
  byId: ReadonlyMap<string, HtmlElement>,
): Omit<Survey, 'layoutTables'> {
  const footnotes = new Map<HtmlElement, HtmlElement>()
  const noteBlocks = new Set<HtmlElement>()
  const backLinks = new Set<HtmlElement>()
  for (const anchor of anchors) {
    if (backLinks.has(anchor)) continue
    const target = byId.get(targetOf(anchor) ?? '')
    if (target === undefined || !noteMark.test(shortText(anchor))) continue
    const block = noteBlockOf(target)
    if (block === null || noteBlocks.has(block) || contains(block, anchor)) continue
    const back = linksBack(block, idsAround(anchor))
    if (back.length === 0) continue
    const only = onlyIn(anchor, 'sup')
    footnotes.set(only ?? anchor, block)
    noteBlocks.add(block)
    for (const link of back) backLinks.add(onlyIn(link, 'sup') ?? link).add(link)
  }
  return { footnotes, noteBlocks, backLinks }
}

function targetOf(anchor: HtmlElement): string | null {
  const href = attributeOf(anchor, 'href') ?? ''
  const raw = href.slice(href.indexOf('#') + 1)
  if (!href.includes('#') || raw === '') return null
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}

/** Its own ids, those of what it holds first and of the one or two elements around it. */
function idsAround(anchor: HtmlElement): ReadonlySet<string> {
  const around = [anchor, parentOf(anchor), parentOf(parentOf(anchor))]
  const near = [...around, ...anchor.childNodes.slice(0, 3).filter(isElement)]
  const ids = near.flatMap((element) =>
    element === null ? [] : [attributeOf(element, 'id'), attributeOf(element, 'name')],
  )
  return new Set(ids.filter((id): id is string => id !== null && id !== ''))
}

function noteBlockOf(target: HtmlElement): HtmlElement | null {
  for (let at: HtmlElement | null = target, up = 0; at !== null && up < 5; up++) {
    if (noteTags.has(at.tagName)) {
      // Google Docs and Word put the note's paragraph into a <div> of its own.
      const parent = parentOf(at)
      const alone =
        parent?.tagName === 'div' &&
        parent.childNodes.length < 8 &&
        parent.childNodes.filter(isElement).length === 1
      return at.tagName === 'p' && alone ? parent : at
    }
    at = parentOf(at)
  }
  return null
}

function linksBack(block: HtmlElement, ids: ReadonlySet<string>): readonly HtmlElement[] {
  const found: HtmlElement[] = []
  let seen = 0
  const queue: HtmlNode[] = [...block.childNodes.slice(0, searchMax)]
  for (let node = queue.shift(); node !== undefined && ++seen < searchMax; node = queue.shift()) {
    if (!isElement(node)) continue
    if (node.tagName === 'a' && ids.has(targetOf(node) ?? '\u0000')) found.push(node)
    queue.push(...node.childNodes.slice(0, searchMax - Math.min(searchMax, queue.length)))
  }
  return found
}

function contains(block: HtmlElement, element: HtmlElement): boolean {
  for (let at: HtmlElement | null = element, up = 0; at !== null && up < 200; up++) {
    if (at === block) return true
    at = parentOf(at)
  }
  return false
}

/** The <sup> around it when it holds nothing else. */
function onlyIn(element: HtmlElement, tagName: string): HtmlElement | null {
  const parent = parentOf(element)
  if (parent?.tagName !== tagName || parent.childNodes.length > 5) return null
  const others = parent.childNodes.filter(
    (node) =>
      node !== element && (isElement(node) || ('value' in node && node.value.trim() !== '')),
  )
  return others.length === 0 ? parent : null
}

/** Its text when it is short, else "". */
function shortText(element: HtmlElement): string {
  let text = ''
  const queue: HtmlNode[] = [...element.childNodes.slice(0, 4)]
  for (let node = queue.shift(); node !== undefined && text.length < 12; node = queue.shift()) {
    if ('value' in node) text += node.value
    else if (isElement(node)) queue.unshift(...node.childNodes.slice(0, 4))
  }
  return text.length > 12 ? '' : text.trim()
}
