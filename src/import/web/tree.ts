// Finding one's way in a saved page: elements by class, their text, and taking out what is not part
// of an article. Nothing here recurses: pages may nest as deep as they like.
import { cleanText } from '../../model/clean.ts'
import { classify, isHidden } from '../../model/html-elements.ts'
import {
  attributeOf,
  type HtmlElement,
  type HtmlParent,
  isElement,
  parentOf,
  walkHtml,
} from '../../model/html-tree.ts'

export type Test = (element: HtmlElement) => boolean

/** All elements inside `root` that fit, in document order; those inside a found one too. */
export function findAll(root: HtmlParent, fits: Test): readonly HtmlElement[] {
  const found: HtmlElement[] = []
  walkHtml(root, {
    enter(element) {
      if (fits(element)) found.push(element)
      return true
    },
    leave() {},
    text() {},
  })
  return found
}

/** The first that fits, or null. */
export function findFirst(root: HtmlParent, fits: Test): HtmlElement | null {
  let found: HtmlElement | null = null
  walkHtml(root, {
    enter(element) {
      if (found === null && fits(element)) found = element
      return found === null
    },
    leave() {},
    text() {},
  })
  return found
}

/** The outermost that fit: nothing inside a found one is looked at. */
export function findOutermost(root: HtmlParent, fits: Test): readonly HtmlElement[] {
  const found: HtmlElement[] = []
  walkHtml(root, {
    enter(element) {
      if (!fits(element)) return true
      found.push(element)
      return false
    },
    leave() {},
    text() {},
  })
  return found
}

export function classesOf(element: HtmlElement): readonly string[] {
  return (attributeOf(element, 'class') ?? '').split(/\s+/).filter((name) => name !== '')
}

/** A test for any of these classes. */
export function byClass(...names: readonly string[]): Test {
  const wanted = new Set(names)
  return (element) => classesOf(element).some((name) => wanted.has(name))
}

/** What a reader sees of it, on one line. */
export function textOf(root: HtmlParent): string {
  return linesOf(root).join(' ')
}

/** What a reader sees of it, a line for each block. */
export function linesOf(root: HtmlParent): readonly string[] {
  const lines: string[] = []
  let line: string[] = []
  const end = (): void => {
    const text = cleanText(line.join('')).replace(/\s+/g, ' ').trim()
    if (text !== '') lines.push(text)
    line = []
  }
  walkHtml(root, {
    text: (text) => void line.push(text),
    enter(element) {
      const kind = classify(element)
      if (kind === 'head' || kind === 'dropped' || kind === 'embed' || isHidden(element))
        return false
      if (kind === 'break' || kind === 'block' || kind === 'rule') end()
      return true
    },
    leave(element) {
      if (classify(element) === 'block') end()
    },
  })
  end()
  return lines
}

/** Takes everything that fits out of the tree. */
export function takeOut(root: HtmlParent, fits: Test): void {
  const parents: HtmlParent[] = [root]
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    const kept = parent.childNodes.filter((node) => !(isElement(node) && fits(node)))
    if (kept.length !== parent.childNodes.length) parent.childNodes = kept
    for (const node of kept) if (isElement(node)) parents.push(node)
  }
}

/** `content` of the first <meta> with one of these names (`name`, `property` or `itemprop`). */
export function metaOf(root: HtmlParent, ...names: readonly string[]): string | null {
  for (const name of names) {
    const meta = findFirst(root, (element) => {
      if (element.tagName !== 'meta') return false
      const own = ['property', 'name', 'itemprop', 'http-equiv'].map((key) =>
        attributeOf(element, key),
      )
      return own.some((value) => value?.toLowerCase() === name)
    })
    const content = cleanText(meta === null ? '' : (attributeOf(meta, 'content') ?? '')).trim()
    if (content !== '') return content
  }
  return null
}

/** `href` of the first <link> or <a> with this `rel`. */
export function relOf(root: HtmlParent, rel: string): string | null {
  const link = findFirst(
    root,
    (element) =>
      (element.tagName === 'link' || element.tagName === 'a') &&
      (attributeOf(element, 'rel') ?? '').toLowerCase().split(/\s+/).includes(rel) &&
      (attributeOf(element, 'href') ?? '') !== '',
  )
  return link === null ? null : attributeOf(link, 'href')
}

/** The attribute of the element itself, or of the nearest one around it that has it. */
export function inherited(element: HtmlElement, name: string): string | null {
  for (let at: HtmlElement | null = element; at !== null; at = parentOf(at)) {
    const value = attributeOf(at, name)
    if (value !== null && value.trim() !== '') return value
  }
  return null
}
