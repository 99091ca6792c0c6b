// The body document: one closed schema, shared by import, studio and render. What is not in it
// cannot be published. Kept as ProseMirror JSON; `dir` null means: as the text itself says.
import { type Node, Schema } from 'prosemirror-model'
import { type Digest, parseDigest } from './id.ts'

/** A node of the body as JSON; checkBody() is the only way in from outside. */
export interface BodyNode {
  readonly type: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly content?: readonly BodyNode[]
  readonly marks?: readonly {
    readonly type: string
    readonly attrs?: Readonly<Record<string, unknown>>
  }[]
  readonly text?: string
}
export interface Body extends BodyNode {
  readonly type: 'doc'
}

const block = {
  dir: {
    default: null,
    validate: (value: unknown) =>
      check(value === null || value === 'rtl' || value === 'ltr', 'dir'),
  },
  lang: { default: null, validate: checkLang },
}

export const bodySchema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'inline*', attrs: block },
    heading: {
      group: 'block',
      content: 'inline*',
      attrs: {
        ...block,
        level: {
          default: 2,
          validate: (value: unknown) => check(value === 2 || value === 3 || value === 4, 'level'),
        },
      },
    },
    bullet_list: { group: 'block', content: 'list_item+', attrs: block },
    ordered_list: {
      group: 'block',
      content: 'list_item+',
      attrs: { ...block, start: { default: 1, validate: 'number' } },
    },
    list_item: { content: 'paragraph block*', attrs: block },
    quote: { group: 'block', content: 'block+', attrs: block },
    figure: {
      group: 'block',
      content: 'inline*',
      attrs: {
        ...block,
        picture: {
          validate: (value: unknown) =>
            check(typeof value === 'string' && /^[0-9a-f]{64}$/.test(value), 'picture'),
        },
      },
    },
    table: { group: 'block', content: 'table_row+', attrs: block },
    table_row: { content: '(table_cell | table_header)+' },
    table_cell: {
      content: 'paragraph+',
      attrs: {
        ...block,
        colspan: { default: 1, validate: 'number' },
        rowspan: { default: 1, validate: 'number' },
      },
    },
    table_header: {
      content: 'paragraph+',
      attrs: {
        ...block,
        colspan: { default: 1, validate: 'number' },
        rowspan: { default: 1, validate: 'number' },
      },
    },
    rule: { group: 'block' },
    text: { group: 'inline' },
    hard_break: { group: 'inline', inline: true },
    footnote: {
      group: 'inline',
      inline: true,
      content: 'text*',
      atom: true,
      marks: 'link strong emphasis phrase',
    },
  },
  marks: {
    link: {
      attrs: { href: { validate: (value: unknown) => check(isSafeHref(value), 'href') } },
      inclusive: false,
    },
    strong: {},
    emphasis: {},
    phrase: { attrs: { lang: { validate: checkLang }, dir: block.dir } },
  },
})

/**
 * Checks `json` against the schema and gives it back in its canonical form (defaults filled in,
 * neighbouring texts joined). Throws RangeError saying what does not fit.
 */
export function checkBody(json: unknown): Body {
  const node: Node = bodySchema.nodeFromJSON(json)
  if (node.type !== bodySchema.topNodeType) throw new RangeError('Cannot read body: no document')
  node.check()
  return node.toJSON() as Body
}

/** A body of plain paragraphs; an empty list gives one empty paragraph. */
export function bodyOfParagraphs(paragraphs: readonly string[]): Body {
  const texts = paragraphs.length === 0 ? [''] : paragraphs
  const { doc, paragraph } = bodySchema.nodes
  const nodes = texts.map((text) =>
    paragraph!.create(null, text === '' ? null : bodySchema.text(text)),
  )
  return doc!.create(null, nodes).toJSON() as Body
}

/** Digests of the pictures a body shows, in its order. */
export function figuresOf(node: BodyNode): readonly Digest[] {
  if (node.type === 'figure') return [parseDigest(String(node.attrs?.['picture']))]
  return (node.content ?? []).flatMap(figuresOf)
}

/** What a teaser is cut from: running text. Headings, cells, captions are no sentences, unless there are no others. */
export function runningTexts(body: BodyNode): readonly string[] {
  const running = blockTexts(body, new Set(['heading', 'table', 'figure']))
  return running.some((text) => text.trim() !== '') ? running : blockTexts(body)
}

/** The plain text of each block that holds text, in order; footnotes and what is `left` are left out. */
export function blockTexts(
  body: BodyNode,
  left: ReadonlySet<string> = new Set(),
): readonly string[] {
  const out: string[] = []
  const walk = (node: BodyNode): void => {
    if (left.has(node.type)) return
    const children = node.content ?? []
    if (children.some((child) => child.type === 'text' || child.type === 'hard_break')) {
      out.push(children.map(inlineText).join(''))
    } else for (const child of children) walk(child)
  }
  walk(body)
  return out
}

/** http, https, mailto, or a link inside the tree; everything else is dropped on the way in. */
export function isSafeHref(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 2000) return false
  // Browsers read a backslash as a slash: `/\x.example` would lead to another host.
  if (/[\u0000-\u0020\u007f\u202a-\u202e\u2066-\u2069\\]/.test(value)) return false
  return (
    /^(?:https?:\/\/[^/]|mailto:[^@]+@)/i.test(value) ||
    /^(?:\/(?!\/)|\.{1,2}\/|#|[\w-]+(?:[/.#]|$))/.test(value)
  )
}

function inlineText(node: BodyNode): string {
  if (node.type === 'hard_break') return '\n'
  if (node.type === 'text') return node.text ?? ''
  return ''
}

function checkLang(value: unknown): void {
  check(
    value === null ||
      (typeof value === 'string' && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(value)),
    'lang',
  )
}

function check(good: boolean, attribute: string): void {
  if (!good) throw new RangeError(`Cannot read body: wrong value of "${attribute}"`)
}
