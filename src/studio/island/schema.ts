// The body's own schema (model/body.ts) with what an editor needs besides: how a node stands in the
// page while it is written. What is drawn here is never published; the press prints from the model.
import {
  type Attrs,
  type DOMOutputSpec,
  type MarkSpec,
  Node,
  type NodeSpec,
  Schema,
} from 'prosemirror-model'
import { type Body, bodySchema } from '../../model/body.ts'

export const schema = new Schema({
  nodes: Object.fromEntries(
    Object.entries(bodySchema.nodes).map(([name, { spec }]) => [name, { ...spec, ...drawn(name) }]),
  ),
  marks: Object.fromEntries(
    Object.entries(bodySchema.marks).map(([name, { spec }]) => [
      name,
      { ...spec, ...markDrawn(name) },
    ]),
  ),
})

export function docOf(body: unknown): Node {
  return Node.fromJSON(schema, body)
}

export function bodyOf(doc: Node): Body {
  return doc.toJSON() as Body
}

/** Attributes every block has; a direction nobody has chosen is set by decoration (sides.ts). */
function common({ lang, dir }: Attrs): Record<string, string> {
  return { ...(lang ? { lang } : {}), ...(dir ? { dir, 'data-dir': dir } : {}) }
}

function commonOf(dom: HTMLElement): Attrs {
  const dir = dom.getAttribute('data-dir')
  return { lang: dom.getAttribute('lang'), dir: dir === 'rtl' || dir === 'ltr' ? dir : null }
}

function drawn(name: string): Partial<NodeSpec> {
  const simple = (tag: string): Partial<NodeSpec> => ({
    toDOM: (node): DOMOutputSpec => [tag, common(node.attrs), 0],
    parseDOM: [{ tag, getAttrs: commonOf }],
  })
  const cell = (tag: string): Partial<NodeSpec> => ({
    toDOM: ({ attrs }): DOMOutputSpec => {
      const { colspan, rowspan } = attrs
      return [tag, { ...common(attrs), colspan, rowspan }, 0]
    },
    parseDOM: [{ tag, getAttrs: (dom) => ({ ...commonOf(dom), ...spansOf(dom) }) }],
  })
  switch (name) {
    case 'paragraph':
      return simple('p')
    case 'heading':
      return {
        defining: true,
        toDOM: ({ attrs }) => [`h${attrs['level'] + 1}`, common(attrs), 0],
        parseDOM: [2, 3, 4].map((level) => ({
          tag: `h${level + 1}`,
          getAttrs: (dom) => ({ ...commonOf(dom), level }),
        })),
      }
    case 'bullet_list':
      return simple('ul')
    case 'ordered_list':
      return {
        toDOM: ({ attrs }) => ['ol', { ...common(attrs), start: attrs['start'] }, 0],
        parseDOM: [
          {
            tag: 'ol',
            getAttrs: (dom) => ({ ...commonOf(dom), start: (dom as HTMLOListElement).start }),
          },
        ],
      }
    case 'list_item':
      return { ...simple('li'), defining: true }
    case 'quote':
      return { ...simple('blockquote'), defining: true }
    case 'figure':
      return {
        draggable: true,
        isolating: true,
        toDOM: ({ attrs }) => [
          'figure',
          { ...common(attrs), 'data-picture': attrs['picture'] },
          ['figcaption', 0],
        ],
        parseDOM: [
          {
            tag: 'figure[data-picture]',
            contentElement: 'figcaption',
            getAttrs: (dom) => ({ ...commonOf(dom), picture: dom.getAttribute('data-picture') }),
          },
        ],
      }
    case 'table':
      return {
        isolating: true,
        toDOM: ({ attrs }) => ['table', common(attrs), ['tbody', 0]],
        parseDOM: [{ tag: 'table', getAttrs: commonOf }],
      }
    case 'table_row':
      return { toDOM: () => ['tr', 0], parseDOM: [{ tag: 'tr' }] }
    case 'table_cell':
      return { ...cell('td'), isolating: true }
    case 'table_header':
      return { ...cell('th'), isolating: true }
    case 'rule':
      return { toDOM: () => ['hr'], parseDOM: [{ tag: 'hr' }] }
    case 'hard_break':
      return { selectable: false, toDOM: () => ['br'], parseDOM: [{ tag: 'br' }] }
    case 'footnote':
      return {
        toDOM: () => ['span', { 'data-note': '' }, 0],
        parseDOM: [{ tag: 'span[data-note]' }],
      }
    default:
      return {}
  }
}

function markDrawn(name: string): Partial<MarkSpec> {
  switch (name) {
    case 'link':
      return {
        // No address to follow by accident while writing; it is shown when the caret is in it.
        toDOM: ({ attrs }) => ['a', { 'data-href': attrs['href'], title: attrs['href'] }, 0],
        parseDOM: [
          { tag: 'a[data-href]', getAttrs: (dom) => ({ href: dom.getAttribute('data-href') }) },
        ],
      }
    case 'strong':
      return { toDOM: () => ['strong', 0], parseDOM: [{ tag: 'strong' }, { tag: 'b' }] }
    case 'emphasis':
      return { toDOM: () => ['em', 0], parseDOM: [{ tag: 'em' }, { tag: 'i' }] }
    default:
      return {
        toDOM: ({ attrs }) => ['bdi', { ...common(attrs), 'data-phrase': '' }, 0],
        parseDOM: [{ tag: 'bdi[data-phrase]', getAttrs: commonOf }],
      }
  }
}

function spansOf(dom: HTMLElement): Attrs {
  const { colSpan, rowSpan } = dom as HTMLTableCellElement
  return { colspan: colSpan, rowspan: rowSpan }
}
