// Nodes that are more than text while they are written: pictures with the field for those who do not
// see them, footnotes as a mark that opens.
import type { Node } from 'prosemirror-model'
import type { EditorView, NodeView, NodeViewConstructor } from 'prosemirror-view'
import { element } from './dom.ts'
import type { Opened } from './opened.ts'
import type { Said } from './said.ts'

export interface FigureWords {
  readonly opened: Opened
  readonly said: Said
  /** Alternative texts as they stand, by digest; changed by the fields. */
  readonly alt: Map<string, string>
  readonly onAlt: () => void
  /** True while the page opens: only what is put in later takes its shelf's words along. */
  readonly isOpening: () => boolean
}

export function figureView({
  opened,
  said,
  alt,
  onAlt,
  isOpening,
}: FigureWords): NodeViewConstructor {
  return (node: Node): NodeView => {
    const digest = String(node.attrs['picture'])
    const picture = opened.pictures.find((one) => one.digest === digest)
    if (!alt.has(digest)) alt.set(digest, isOpening() ? '' : (picture?.alt ?? ''))
    const contentDOM = element('figcaption', { 'data-empty': said('edCaption') })
    const field = element('input', {
      value: alt.get(digest) ?? '',
      lang: opened.lang,
      dir: 'auto',
      oninput: () => {
        alt.set(digest, field.value)
        onAlt()
      },
    })
    const image =
      picture === undefined
        ? element('p', { class: 'gone' }, said('edPictureGone'))
        : element('img', { src: picture.src, alt: '' })
    const about = element(
      'label',
      { contenteditable: 'false' },
      element('span', {}, said('edAlt')),
      field,
    )
    const dom = element('figure', { 'data-picture': digest }, image, contentDOM, about)
    return {
      dom,
      contentDOM,
      stopEvent: (event) => about.contains(event.target as globalThis.Node),
      ignoreMutation: (change) => !contentDOM.contains(change.target),
      update: (next) => next.type === node.type && next.attrs['picture'] === digest,
    }
  }
}

export function footnoteView(said: Said, open: (view: EditorView) => void): NodeViewConstructor {
  return (node, view): NodeView => {
    const mark = (shown: Node): string => `${said('edFootnote')}: ${shown.textContent}`
    const dom = element('span', {
      class: 'note',
      role: 'note',
      contenteditable: 'false',
      'aria-label': mark(node),
      title: node.textContent,
      ondblclick: () => open(view),
    })
    return {
      dom,
      update(next) {
        if (next.type !== node.type) return false
        dom.setAttribute('aria-label', mark(next))
        dom.title = next.textContent
        return true
      },
      ignoreMutation: () => true,
    }
  }
}
