// What each HTML element is to us. Unknown ones are transparent: their text stays. What could act,
// ask or draw (scripts, forms, SVG) goes with everything inside it.
import { attributeOf, type HtmlElement, isElement } from './html-tree.ts'

export type ElementKind =
  | 'inline'
  | 'block'
  | 'break'
  | 'rule'
  | 'picture'
  | 'embed'
  /** Never shown by browsers either, not worth a note. */
  | 'head'
  /** Dropped with a note. */
  | 'dropped'

const kinds: Readonly<Record<string, ElementKind>> = Object.assign(
  Object.create(null) as Record<string, ElementKind>,
  kindsOf('head', 'title meta link base basefont bgsound param source track col colgroup wbr rp'),
  kindsOf(
    'dropped',
    'script style template form input select textarea button datalist optgroup option output progress meter canvas applet map area dialog marquee frameset frame noframes noembed svg math portal',
  ),
  kindsOf('embed', 'iframe video audio object embed'),
  kindsOf('picture', 'img'),
  kindsOf('break', 'br'),
  kindsOf('rule', 'hr'),
  kindsOf(
    'block',
    'html body p div section article header footer main aside nav address center fieldset legend figure figcaption dl dt dd pre listing xmp plaintext h1 h2 h3 h4 h5 h6 details summary hgroup ul ol menu dir li blockquote table caption thead tbody tfoot tr td th',
  ),
)

function kindsOf(kind: ElementKind, names: string): Record<string, ElementKind> {
  return Object.fromEntries(names.split(' ').map((name) => [name, kind]))
}

export function classify(element: HtmlElement): ElementKind {
  if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') return 'dropped'
  return kinds[element.tagName] ?? 'inline'
}

/** Not shown by browsers: `hidden`, `display: none`; and Word's bullets. */
export function isHidden(element: HtmlElement): boolean {
  if (attributeOf(element, 'hidden') !== null || isBulletMark(element)) return true
  return /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/.test(styleOf(element))
}

/** Word writes a list's bullet or number into the text; a bullet says nothing, a number does. */
export function isBulletMark(element: HtmlElement): boolean {
  return (
    /mso-list\s*:\s*ignore/.test(styleOf(element)) &&
    !/[\p{N}\p{L}]{2}|\p{N}/u.test(nearText(element))
  )
}

/** Whether the element makes its text strong or emphasised, or plain again; null: says nothing. */
export function inlineStyle(element: HtmlElement): {
  readonly strong: boolean | null
  readonly emphasis: boolean | null
} {
  const { tagName } = element
  const style = styleOf(element)
  const weight = /font-weight\s*:\s*(\w+)/.exec(style)?.[1]
  const slant = /font-style\s*:\s*(\w+)/.exec(style)?.[1]
  const bold = weight === undefined ? null : /^(?:bold|bolder|[6-9]00)$/.test(weight)
  const slanted = slant === undefined ? null : slant === 'italic' || slant === 'oblique'
  const byTag = {
    strong: /^(?:b|strong)$/.test(tagName) ? true : null,
    emphasis: /^(?:i|em|cite|dfn|var)$/.test(tagName) ? true : null,
  }
  // Google Docs wraps everything into <b style="font-weight:normal">.
  return { strong: bold ?? byTag.strong, emphasis: slanted ?? byTag.emphasis }
}

/** Where the embedded thing can be seen on its own, or null. */
export function embedAddress(element: HtmlElement): string | null {
  const own = ['src', 'data', 'data-src'].map((name) => attributeOf(element, name))
  const inner = element.childNodes
    .slice(0, 20)
    .filter(isElement)
    .map((child) => {
      if (child.tagName === 'source' || child.tagName === 'embed') return attributeOf(child, 'src')
      const isMovie =
        child.tagName === 'param' && /^(?:movie|src)$/i.test(attributeOf(child, 'name') ?? '')
      return isMovie ? attributeOf(child, 'value') : null
    })
  const found = [...own, ...inner].find((address) => address !== null && address.trim() !== '')
  return found === undefined || found === null ? null : watchAddress(found.trim())
}

/** A player's address as the address people open: youtube.com/embed/X is youtube.com/watch?v=X. */
function watchAddress(address: string): string {
  const full = address.startsWith('//') ? `https:${address}` : address
  const tube = /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/(?:embed|v)\/([\w-]{6,20})/i.exec(
    full,
  )
  if (tube !== null) return `https://www.youtube.com/watch?v=${tube[1]}`
  const vimeo = /^https?:\/\/player\.vimeo\.com\/video\/(\d+)/i.exec(full)
  return vimeo === null ? full : `https://vimeo.com/${vimeo[1]}`
}

/** The picture an <img> shows; null for one that only counts readers. */
export function pictureOf(
  element: HtmlElement,
): { readonly src: string; readonly alt: string; readonly title: string } | null {
  const lazy = ['data-src', 'data-lazy-src', 'data-original', 'src']
    .map((name) => attributeOf(element, name)?.trim() ?? '')
    .find((src) => src !== '')
  const size = ['width', 'height'].map((name) => attributeOf(element, name)?.trim())
  if (lazy === undefined || size.some((pixels) => /^[01](?:px)?$/.test(pixels ?? ''))) return null
  return {
    src: lazy,
    alt: (attributeOf(element, 'alt') ?? '').trim(),
    title: (attributeOf(element, 'title') ?? '').trim(),
  }
}

function styleOf(element: HtmlElement): string {
  return (attributeOf(element, 'style') ?? '').slice(0, 2000).toLowerCase()
}

function nearText(element: HtmlElement): string {
  return element.childNodes
    .slice(0, 3)
    .map((node) => {
      if ('value' in node) return node.value
      return isElement(node)
        ? node.childNodes.map((n) => ('value' in n ? n.value : '')).join('')
        : ''
    })
    .join('')
}
