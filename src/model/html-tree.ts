// HTML text as the tree a browser would make of it (WHATWG parsing, by parse5), and a walk over it
// that needs no recursion: 100,000 nested elements are a tree like any other.
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5'

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode
export type HtmlElement = DefaultTreeAdapterTypes.Element
export type HtmlTree = DefaultTreeAdapterTypes.Document
/** What can be walked through: a page or an element of one. */
export type HtmlParent = { childNodes: HtmlNode[] }

/** UTF-16 code units. Longer is no article, and would be held several times over. */
const htmlMax = 16 * 1024 * 1024

/**
 * Parses a page or a piece of one. Throws RangeError when the text is longer than htmlMax or unfolds
 * into more elements than it has characters (mis-nested formatting can multiply itself).
 */
export function parseHtml(html: string): HtmlTree {
  if (html.length > htmlMax) {
    throw new RangeError(`Cannot read HTML: ${html.length} characters, ${htmlMax} are the limit`)
  }
  let left = html.length + 100
  const treeAdapter: typeof defaultTreeAdapter = {
    ...defaultTreeAdapter,
    createElement(...args) {
      if (--left < 0) throw new RangeError('Cannot read HTML: it unfolds into too many elements')
      return defaultTreeAdapter.createElement(...args)
    },
  }
  return parse(html, { treeAdapter, scriptingEnabled: false })
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node
}

/** The attribute's value, or null. */
export function attributeOf(element: HtmlElement, name: string): string | null {
  return element.attrs.find((attribute) => attribute.name === name)?.value ?? null
}

/** The element around it; null at the top. */
export function parentOf(element: HtmlElement | null): HtmlElement | null {
  const parent = element?.parentNode ?? null
  return parent !== null && 'tagName' in parent ? parent : null
}

export interface Visitor {
  /** False: what is inside is not visited and leave() is not called. */
  enter(element: HtmlElement): boolean
  leave(element: HtmlElement): void
  text(text: string): void
}

/** Visits everything inside `root` in document order; contents of <template> are not part of it. */
export function walkHtml(root: HtmlParent, visitor: Visitor): void {
  const open: { children: readonly HtmlNode[]; next: number; element: HtmlElement | null }[] = [
    { children: root.childNodes, next: 0, element: null },
  ]
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const node = top.children[top.next++]
    if (node === undefined) {
      open.pop()
      if (top.element !== null) visitor.leave(top.element)
    } else if (isElement(node)) {
      if (visitor.enter(node)) open.push({ children: node.childNodes, next: 0, element: node })
    } else if (node.nodeName === '#text') {
      visitor.text((node as DefaultTreeAdapterTypes.TextNode).value)
    }
  }
}
