// Small questions to a page of our own, which we know the shape of.
import {
  attributeOf,
  type HtmlElement,
  type HtmlParent,
  isElement,
  walkHtml,
} from '../../model/html-tree.ts'

/** The elements inside that `wanted` names, in document order. */
export function findAll(
  root: HtmlParent,
  wanted: (element: HtmlElement) => boolean,
): HtmlElement[] {
  const found: HtmlElement[] = []
  walkHtml(root, {
    enter(element) {
      if (wanted(element)) found.push(element)
      return true
    },
    leave() {},
    text() {},
  })
  return found
}

export function find(
  root: HtmlParent,
  wanted: (element: HtmlElement) => boolean,
): HtmlElement | null {
  return findAll(root, wanted)[0] ?? null
}

/** A test for a tag, and a class when one is given. */
export function tag(name: string, className?: string): (element: HtmlElement) => boolean {
  return (element) =>
    element.tagName === name &&
    (className === undefined ||
      (attributeOf(element, 'class') ?? '').split(' ').includes(className))
}

/** The text inside, as written. */
export function textIn(root: HtmlParent): string {
  let text = ''
  walkHtml(root, {
    enter: () => true,
    leave() {},
    text(piece) {
      text += piece
    },
  })
  return text
}

/** The content of `<meta name=...>` or `<meta property=...>`, or null. */
export function metaOf(root: HtmlParent, name: string): string | null {
  const meta = find(
    root,
    (element) =>
      element.tagName === 'meta' &&
      [attributeOf(element, 'name'), attributeOf(element, 'property')].includes(name),
  )
  return meta && attributeOf(meta, 'content')
}

/** Child elements. */
export function childrenOf(root: HtmlParent): HtmlElement[] {
  return root.childNodes.filter(isElement)
}
