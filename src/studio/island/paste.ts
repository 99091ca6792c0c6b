// Pasting: everything from outside goes through the same reading as an import, so that nothing gets
// into the text by the clipboard that could not get in by the front door. What was left behind is told.
import { DOMSerializer, Slice } from 'prosemirror-model'
import { Plugin, Selection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { bodyFromHtml } from '../../model/html.ts'
import type { Note } from '../../model/note.ts'
import type { Lang } from '../../text/lang.ts'
import { bodyOfText } from './paste-text.ts'
import { docOf, schema } from './schema.ts'

export interface Pasting {
  readonly lang: Lang
  readonly onNotes: (notes: readonly Note[]) => void
  /** More than anybody writes at once: nothing was taken. */
  readonly onTooLong: () => void
  /** Files that are pasted, or dropped at a place (null: at the caret). */
  readonly onFiles: (view: EditorView, files: readonly File[], at: number | null) => void
}

/** Characters of markup or text; a book has fewer. */
const pasteMax = 2 * 1024 * 1024

export function pasting(options: Pasting): Plugin {
  /** What was copied here last: comes back exactly as it was. */
  let own: { readonly text: string; readonly slice: Slice } | null = null
  const take = (view: EditorView, from: DataTransfer, at: number | null): void => {
    const [html, text] = [from.getData('text/html'), from.getData('text/plain')]
    const files = [...from.files]
    const plain = at === null && isPlainWanted
    if (own !== null && own.text === text && html !== '') insert(view, own.slice)
    // A picture copied from a page comes with the markup that showed it, and no words.
    else if (text === '' && files.length > 0) options.onFiles(view, files, at)
    else if (Math.max(html.length, text.length) > pasteMax || isTooDeep(html)) options.onTooLong()
    else {
      const isHtml = html !== '' && !plain
      const { body, notes } = isHtml
        ? bodyFromHtml(withoutDefault(html), { lang: options.lang })
        : bodyOfText(text)
      insert(view, sliceOf(docOf(body).content))
      options.onNotes(notes)
    }
  }
  return new Plugin({
    props: {
      clipboardSerializer: serializer(),
      clipboardTextSerializer(slice) {
        const text = slice.content.textBetween(0, slice.content.size, '\n\n', '\n')
        own = { text, slice }
        return text
      },
      handleDOMEvents: {
        paste(view, event) {
          event.preventDefault()
          if (event.clipboardData !== null) take(view, event.clipboardData, null)
          return true
        },
        keydown(_, event) {
          isPlainWanted = event.shiftKey && event.code === 'KeyV'
          return false
        },
        drop(view, event) {
          // Within the editor it is a move, and nobody's business but the editor's.
          if (view.dragging !== null || event.dataTransfer === null) return false
          event.preventDefault()
          const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
          if (place !== null) {
            const there = Selection.near(view.state.doc.resolve(place.pos))
            view.dispatch(view.state.tr.setSelection(there))
          }
          take(view, event.dataTransfer, blockPlace(view, event))
          return true
        },
      },
    },
  })
}

/** Between two blocks, where the pointer is nearest. */
function blockPlace(view: EditorView, { clientY }: MouseEvent): number {
  let at = 0
  view.state.doc.forEach((node, offset) => {
    const shown = view.nodeDOM(offset)
    const { top = 0, bottom = 0 } =
      shown instanceof HTMLElement ? shown.getBoundingClientRect() : {}
    if (clientY > (top + bottom) / 2) at = offset + node.nodeSize
  })
  return at
}

/** Word names the language of its own menus for the whole text: nobody chose it. */
function withoutDefault(html: string): string {
  return /<meta[^>]*Microsoft Word|xmlns:o=/i.test(html.slice(0, 4000))
    ? html.replace(/<body[^>]*>/i, '<body>')
    : html
}

/** Browsers take time with the square of the depth: nobody's text is nested like this. */
const depthMax = 2000
/** Elements that need no end, or have none. */
const open = /^(?:p|li|d[td]|t[hdr]|tbody|option|br|hr|img|input|meta|link|col|wbr|source|area)$/i

function isTooDeep(html: string): boolean {
  let depth = 0
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][\w:-]*)/gi)) {
    if (open.test(name)) continue
    depth = end === '/' ? Math.max(0, depth - 1) : depth + 1
    if (depth > depthMax) return true
  }
  return false
}

/** Ctrl+Shift+V: the words only. */
let isPlainWanted = false

function insert(view: EditorView, slice: Slice): void {
  view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true))
  view.focus()
}

/** Paragraphs at the ends flow into the paragraph they are pasted into. */
function sliceOf(content: Slice['content']): Slice {
  const isOpen = (node: typeof content.firstChild): number =>
    node?.type === schema.nodes['paragraph'] ? 1 : 0
  return new Slice(content, isOpen(content.firstChild), isOpen(content.lastChild))
}

/** For other programs links are links again. */
function serializer(): DOMSerializer {
  const { nodes, marks } = DOMSerializer.fromSchema(schema)
  return new DOMSerializer(nodes, {
    ...marks,
    link: ({ attrs }) => ['a', { href: attrs['href'] }, 0],
  })
}
