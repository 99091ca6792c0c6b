// HTML text as the tree a browser would make of it (WHATWG parsing, by parse5). The editor's island
// puts the browser's own parser in the place of this file.
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5'

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode
export type HtmlElement = DefaultTreeAdapterTypes.Element
export type HtmlText = DefaultTreeAdapterTypes.TextNode
export type HtmlTree = DefaultTreeAdapterTypes.Document

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
