// The browser's own HTML parser in the place of the server's (model/html-parse.ts): pasted markup
// becomes an inert document of its own, in which nothing runs and nothing is fetched, and is copied
// from there into the plain tree that the model reads.
import type { HtmlElement, HtmlNode, HtmlTree } from '../../model/html-parse.ts'

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string },
  ): {
    createHTML(text: string): string
  }
}

/** The one place where text becomes markup; the studio's policy allows this name and no other. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy(
  'xewer-paste',
  { createHTML: (text) => text },
)

/** A document of its own, in which nothing runs and nothing is fetched. */
export function inertDocument(html: string): Document {
  return new DOMParser().parseFromString(policy?.createHTML(html) ?? html, 'text/html')
}

export function parseHtml(html: string): HtmlTree {
  const inert = inertDocument(html)
  const root: { childNodes: HtmlNode[] } = { childNodes: [] }
  const open: { from: Node; into: { childNodes: HtmlNode[] } }[] = [{ from: inert, into: root }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const child of next.from.childNodes) {
      const copy = copyOf(child)
      if (copy === null) continue
      Object.assign(copy, { parentNode: next.into })
      next.into.childNodes.push(copy)
      if ('tagName' in copy) open.push({ from: child, into: copy })
    }
  }
  return root as unknown as HtmlTree
}

/** Texts and elements; comments and the like are nothing. */
function copyOf(node: Node): HtmlNode | null {
  if (node.nodeType === Node.TEXT_NODE)
    return { nodeName: '#text', value: node.nodeValue ?? '' } as HtmlNode
  if (!(node instanceof Element) && node.nodeType !== Node.ELEMENT_NODE) return null
  const { localName, namespaceURI, attributes } = node as Element
  return {
    nodeName: localName,
    tagName: localName,
    namespaceURI,
    attrs: [...attributes].map(({ name, value }) => ({ name, value })),
    childNodes: [],
  } as unknown as HtmlElement
}
