// A walk over an HTML tree that needs no recursion: 100,000 nested elements are a tree like any other.
import type { HtmlElement, HtmlNode, HtmlText } from './html-parse.ts'

export { type HtmlElement, type HtmlNode, type HtmlTree, parseHtml } from './html-parse.ts'
/** What can be walked through: a page or an element of one. */
export type HtmlParent = { childNodes: HtmlNode[] }

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
      visitor.text((node as HtmlText).value)
    }
  }
}
