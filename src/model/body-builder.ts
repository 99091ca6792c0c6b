// Puts a body together from events in reading order, so that whatever order they come in the result
// fits the schema: text alone gets a paragraph, a list inside a table cell becomes paragraphs, what
// nests too deep is flattened. Linear in what it is given, and never recursive.
import type { Body, BodyNode } from './body.ts'
import { Inline, type Marks, noMarks } from './inline.ts'

/** Lists, quotes and cells inside one another; deeper is nothing a reader could follow. */
const nestingMax = 12

export interface BlockAttrs {
  readonly lang: string | null
  readonly dir: 'rtl' | 'ltr' | null
}
type Container = 'doc' | 'quote' | 'bullet_list' | 'ordered_list' | 'list_item' | TablePart
type TablePart = 'table' | 'table_row' | 'table_cell' | 'table_header'

interface Open {
  readonly type: Container
  readonly attrs: Readonly<Record<string, unknown>>
  readonly children: BodyNode[]
}

interface Textblock {
  readonly type: 'paragraph' | 'heading' | 'caption'
  readonly attrs: Readonly<Record<string, unknown>>
  readonly inline: Inline
  /** The text so far ends in a space, or there is none yet. */
  spaced: boolean
}

export class BodyBuilder {
  readonly #open: Open[] = [{ type: 'doc', attrs: {}, children: [] }]
  /** Of each open(): whether it could stand there; if not, its content goes to the one around it. */
  readonly #stands: boolean[] = []
  /** What could not stand where it was met: figures in running text, text in a table row. */
  #deferred: BodyNode[] = []
  #block: Textblock | null = null
  readonly #attrsOf: (text: string) => BlockAttrs
  /** Called when something nests deeper than nestingMax. */
  readonly #onFlatten: (type: string) => void

  /** `attrsOf` decides a block's language and direction when its text is known. */
  constructor(attrsOf: (text: string) => BlockAttrs, onFlatten: (type: string) => void) {
    this.#attrsOf = attrsOf
    this.#onFlatten = onFlatten
  }

  /** Opens a quote, list, item, table, row or cell; every open() needs its close(). */
  open(type: Exclude<Container, 'doc'>, attrs: Readonly<Record<string, unknown>> = {}): void {
    this.endBlock()
    const stands = this.#fits(type)
    this.#stands.push(stands)
    if (stands) this.#open.push({ type, attrs, children: [] })
  }

  close(): void {
    this.endBlock()
    const top = this.#stands.pop() === true ? this.#open.pop() : undefined
    if (top === undefined) return
    const node = finished(top)
    if (top.type === 'table') {
      // What stood in the table without belonging there comes before it, as browsers place it.
      const held = this.#deferred
      this.#deferred = []
      for (const stray of held) this.#put(stray)
    }
    if (node !== null) this.#put(node)
  }

  /** Begins a heading or a caption; paragraphs begin by themselves. */
  begin(type: 'heading' | 'caption', attrs: Readonly<Record<string, unknown>> = {}): void {
    this.endBlock()
    this.#block = { type, attrs, inline: new Inline(), spaced: true }
  }

  get inHeading(): boolean {
    return this.#block?.type === 'heading'
  }

  /** Running text; white space is collapsed as browsers do. */
  text(text: string, marks: Marks): void {
    let shown = text.replace(/[ \t\n\r\f]+/g, ' ').replace(/[ \u00a0]{2,}/g, ' ')
    if (this.#block === null) {
      if (shown.trim() === '') return
      this.#block = { type: 'paragraph', attrs: {}, inline: new Inline(), spaced: true }
    }
    if (this.#block.spaced) shown = shown.replace(/^ /, '')
    if (shown === '') return
    this.#block.spaced = shown.endsWith(' ')
    this.#block.inline.addText(shown, marks)
  }

  lineBreak(marks: Marks): void {
    if (this.#block === null) return
    if (this.#block.type === 'heading') this.text(' ', marks)
    else {
      this.#block.inline.addBreak(marks)
      this.#block.spaced = true
    }
  }

  footnote(content: readonly BodyNode[], marks: Marks): void {
    this.#block ??= { type: 'paragraph', attrs: {}, inline: new Inline(), spaced: true }
    this.#block.inline.addFootnote(content, marks)
    this.#block.spaced = false
  }

  /** Ends the paragraph, heading or caption; of a caption the text is given back. */
  endBlock(): readonly BodyNode[] {
    const block = this.#block
    this.#block = null
    const lines = block === null ? [] : paragraphsOf(block.inline.nodes())
    let caption: readonly BodyNode[] = []
    if (block?.type === 'caption') caption = lines.flatMap(withSpaceBefore)
    else if (block !== null) for (const line of lines) this.#put(this.#textblock(block, line))
    if (this.#tablePart() === null && this.#deferred.length > 0) {
      const held = this.#deferred
      this.#deferred = []
      for (const node of held) this.#put(node)
    }
    return caption
  }

  /** A figure or a rule: at once between blocks, after the block when inside one. */
  add(node: BodyNode): void {
    if (this.#block !== null) this.#deferred.push(node)
    else this.#put(node)
  }

  /** The document; the builder is used up. Rules and headings that nothing follows are left out. */
  finish(): Body {
    while (this.#stands.length > 0) this.close()
    this.endBlock()
    const children = this.#open[0]?.children ?? []
    while (children.at(-1)?.type === 'rule') children.pop()
    while (children[0]?.type === 'rule') children.shift()
    const content = children.length === 0 ? [{ type: 'paragraph' }] : children
    return { type: 'doc', content }
  }

  #textblock(block: Textblock, content: readonly BodyNode[]): BodyNode {
    const attrs = { ...block.attrs, ...this.#attrsOf(plainText(content)) }
    return { type: block.type, attrs, content }
  }

  #here(): Open {
    return this.#open.at(-1) as Open
  }

  #tablePart(): TablePart | null {
    const { type } = this.#here()
    return type === 'table' || type === 'table_row' || isCell(type) ? (type as TablePart) : null
  }

  #fits(type: Container): boolean {
    const here = this.#here().type
    if (type === 'table_row') return here === 'table'
    if (type === 'table_cell' || type === 'table_header') return here === 'table_row'
    if (type === 'list_item') return here === 'bullet_list' || here === 'ordered_list'
    if (this.#tablePart() !== null) return false
    if (this.#open.length <= nestingMax) return true
    this.#onFlatten(type)
    return false
  }

  #put(node: BodyNode): void {
    const { type, children } = this.#here()
    if (type === 'bullet_list' || type === 'ordered_list') {
      const last = children.at(-1)
      // A list straight inside a list belongs to the item before it.
      if (last !== undefined && node.type.endsWith('_list')) {
        const content = last.content as BodyNode[]
        content.push(node)
      } else children.push(node.type === 'list_item' ? node : itemOf([node]))
    } else if (isCell(type)) {
      if (node.type === 'paragraph') children.push(node)
      else if (node.type === 'heading') children.push(asParagraph(node))
      else this.#deferred.push(node)
    } else if (type === 'table' && node.type !== 'table_row') this.#deferred.push(node)
    else if (type === 'table_row' && !isCell(node.type)) this.#deferred.push(node)
    else children.push(node)
  }
}

function isCell(type: string): boolean {
  return type === 'table_cell' || type === 'table_header'
}

function asParagraph(heading: BodyNode): BodyNode {
  const { level: _, ...attrs } = heading.attrs ?? {}
  return { ...heading, type: 'paragraph', attrs }
}

function itemOf(content: readonly BodyNode[]): BodyNode {
  const first = content[0]?.type === 'paragraph' ? [] : [{ type: 'paragraph' }]
  return { type: 'list_item', content: [...first, ...content] }
}

/** The container as a node, or null when nothing is in it. */
function finished({ type, attrs, children }: Open): BodyNode | null {
  if (type === 'list_item') return children.length === 0 ? null : { ...itemOf(children), attrs }
  if (isCell(type)) {
    return {
      type: type as string,
      attrs,
      content: children.length === 0 ? [{ type: 'paragraph' }] : children,
    }
  }
  if (children.length === 0) return null
  if (type === 'table' && children.every(isEmptyRow)) return null
  return { type, attrs, content: children }
}

function isEmptyRow(row: BodyNode): boolean {
  return (row.content ?? []).every((cell) => (cell.content ?? []).every((block) => !block.content))
}

/** Splits at two breaks or more, takes outer breaks and spaces away, leaves empty lines out. */
function paragraphsOf(nodes: readonly BodyNode[]): readonly (readonly BodyNode[])[] {
  const paragraphs: BodyNode[][] = [[]]
  let breaks: BodyNode[] = []
  for (const node of nodes) {
    if (node.type === 'hard_break') breaks.push(node)
    else if (breaks.length > 0 && isBlank(node) && node.type === 'text') continue
    else {
      if (breaks.length > 1) paragraphs.push([])
      else if (paragraphs.at(-1)?.length !== 0) paragraphs.at(-1)?.push(...breaks)
      breaks = []
      paragraphs.at(-1)?.push(node)
    }
  }
  return paragraphs.map(trimmed).filter((content) => content.length > 0)
}

function isBlank(node: BodyNode): boolean {
  return node.type === 'text' && /^[ \u00a0]*$/.test(node.text ?? '')
}

/** Without white space at the ends and on both sides of each break. */
function trimmed(content: readonly BodyNode[]): readonly BodyNode[] {
  const fromEnd = trimmedRun(content.toReversed(), (text) => text.replace(/[ \u00a0]+$/, ''))
  return trimmedRun(fromEnd.toReversed(), (text) => text.replace(/^[ \u00a0]+/, ''))
}

function trimmedRun(nodes: readonly BodyNode[], trim: (text: string) => string): BodyNode[] {
  const out: BodyNode[] = []
  let atEdge = true
  for (const node of nodes) {
    if (node.type !== 'text') {
      out.push(node)
      atEdge = node.type === 'hard_break'
      continue
    }
    const text = atEdge ? trim(node.text ?? '') : (node.text ?? '')
    if (text === '') continue
    atEdge = false
    out.push({ ...node, text })
  }
  return out
}

function withSpaceBefore(line: readonly BodyNode[], index: number): readonly BodyNode[] {
  if (index === 0) return line
  const inline = new Inline()
  inline.addText(' ', noMarks)
  return [...inline.nodes(), ...line]
}

function plainText(content: readonly BodyNode[]): string {
  return content.map((node) => node.text ?? ' ').join('')
}
