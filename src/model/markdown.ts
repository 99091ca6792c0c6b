// Light markup in: what the plain editor and the folder format are written in. Everything the body
// can hold can be said in it (docs/FOLDER.md), and nothing typed is lost: what is not of a form is text.
import { type Body, type BodyNode, checkBody } from './body.ts'
import { cleanText } from './clean.ts'
import type { Digest } from './id.ts'
import { type MarkdownAttributes, readAttributes } from './markdown-attributes.ts'
import {
  closingBracket,
  type Footnotes,
  parseInline,
  readTarget,
  unescapeText,
} from './markdown-inline.ts'
import { readTable, trimBlank } from './markdown-table.ts'
import { type Note, NoteBook } from './note.ts'

export interface MarkdownOptions {
  /** The digest of the picture a figure names; null when there is none. Whole digests need no asking. */
  readonly picture?: (name: string) => Digest | null
}

export interface MarkdownBody {
  readonly body: Body
  readonly notes: readonly Note[]
  /** Alternative texts given with figures: `![caption](file "alternative text")`, by digest. */
  readonly alt: Readonly<Record<string, string>>
}

/** Deeper quotes and lists are text. */
const nestingMax = 40

/** Reads light markup. Never throws; an empty text is one empty paragraph. Linear in its length. */
export function bodyFromMarkdown(text: string, options: MarkdownOptions = {}): MarkdownBody {
  const clean = cleanText(text).replace(/\r\n?/g, '\n')
  const reading = new Reading(options)
  const lines = reading.takeFootnotes(clean.split('\n'))
  const blocks = [...reading.blocks(lines, 0), ...reading.unusedFootnotes()]
  const content = blocks.length === 0 ? [{ type: 'paragraph' }] : blocks
  const body = checkBody({ type: 'doc', content })
  return { body, notes: reading.notes.list(), alt: reading.alt }
}

const bullet = /^([ \t]*)[-*+•](?:[ \t]+|$)/
const numbered = /^([ \t]*)(\d{1,9})[.)](?:[ \t]+|$)/
const rule = /^[ \t]*-{3,}[ \t]*$/
const heading = /^[ \t]*(#{1,6})(?:[ \t]+|$)/
const figure = /^[ \t]*!\[/
const blank = /^[ \t]*$/

/** The lines from `at` on that belong together, and what follows them. */
interface Cut {
  readonly node: BodyNode | null
  readonly next: number
}

class Reading {
  readonly notes = new NoteBook()
  readonly alt: Record<string, string> = {}
  readonly #options: MarkdownOptions
  readonly #footnotes = new Map<string, string>()
  readonly #taken: Footnotes = {
    take: (mark) => {
      const text = this.#footnotes.get(mark) ?? null
      this.#footnotes.delete(mark)
      return text
    },
  }

  constructor(options: MarkdownOptions) {
    this.#options = options
  }

  /** Takes `[^1]: text` and its indented lines out of the lines. */
  takeFootnotes(lines: readonly string[]): string[] {
    const out: string[] = []
    for (let at = 0; at < lines.length; at++) {
      const found = /^\[\^([^\s[\]\\]{1,40})\]:[ \t]*(.*)$/.exec(lines[at] ?? '')
      if (found === null || this.#footnotes.has(found[1] ?? '')) {
        out.push(lines[at] ?? '')
        continue
      }
      const note = [found[2] ?? '']
      while (/^[ \t]{2,}[^ \t]/.test(lines[at + 1] ?? '')) note.push(trimBlank(lines[++at] ?? ''))
      this.#footnotes.set(found[1] ?? '', note.join(' ').replace(/[ \t]+$/, ''))
      out.push('')
    }
    return out
  }

  /** Notes that nothing refers to: as they were written. */
  unusedFootnotes(): readonly BodyNode[] {
    return [...this.#footnotes].map(([mark, text]) => ({
      type: 'paragraph',
      content: [{ type: 'text', text: `[^${mark}]: ${unescapeText(text)}` }],
    }))
  }

  blocks(lines: readonly string[], depth: number): BodyNode[] {
    const out: BodyNode[] = []
    let before: { readonly attributes: MarkdownAttributes; readonly line: number } | null = null
    for (let at = 0; at < lines.length; ) {
      if (blank.test(lines[at] ?? '')) {
        at++
        continue
      }
      const attributes: MarkdownAttributes | null = blockAttributes(lines[at] ?? '')
      if (attributes?.word === 'p') {
        out.push({ type: 'paragraph', attrs: blockAttrs(attributes) })
        at++
      } else if (attributes !== null && before === null && attributes.word !== 'item') {
        before = { attributes, line: at++ }
      } else {
        const { node, next } = this.#block(lines, at, depth)
        at = next
        if (node !== null) out.push(withAttributes(node, before?.attributes ?? null))
        before = null
      }
    }
    if (before !== null && before.attributes.word === '') {
      out.push({ type: 'paragraph', content: this.#inline(lines[before.line] ?? '') })
    }
    return out
  }

  #block(lines: readonly string[], at: number, depth: number): Cut {
    const line = lines[at] ?? ''
    const level = heading.exec(line)
    if (level !== null) {
      const attrs = { level: Math.min(4, Math.max(2, (level[1] ?? '').length)) }
      const content = this.#inline(line.slice(level[0].length).replace(/[ \t]+$/, ''))
      return { node: { type: 'heading', attrs, content }, next: at + 1 }
    }
    if (rule.test(line)) return { node: { type: 'rule' }, next: at + 1 }
    if (figure.test(line)) {
      const found = this.#figure(trimBlank(line))
      if (found !== undefined) return { node: found, next: at + 1 }
    }
    if (/^[ \t]*\|/.test(line)) return this.#table(lines, at)
    if (depth < nestingMax) {
      if (/^[ \t]*>/.test(line)) return this.#quote(lines, at, depth)
      if (bullet.test(line) || numbered.test(line)) return this.#list(lines, at, depth)
    }
    return this.#paragraph(lines, at, depth)
  }

  #paragraph(lines: readonly string[], at: number, depth: number): Cut {
    let source = ''
    let next = at
    for (; next < lines.length; next++) {
      const line = lines[next] ?? ''
      if (next > at && interrupts(line, depth)) break
      source += (next > at ? '\n' : '') + trimBlank(line)
    }
    return { node: { type: 'paragraph', content: this.#inline(source) }, next }
  }

  #quote(lines: readonly string[], at: number, depth: number): Cut {
    const inside: string[] = []
    let next = at
    for (; /^[ \t]*>/.test(lines[next] ?? ''); next++) {
      inside.push((lines[next] ?? '').replace(/^[ \t]*> ?/, ''))
    }
    const content = this.blocks(inside, depth + 1)
    const filled = content.length === 0 ? [{ type: 'paragraph' }] : content
    return { node: { type: 'quote', content: filled }, next }
  }

  #table(lines: readonly string[], at: number): Cut {
    let next = at
    while (/^[ \t]*\|/.test(lines[next] ?? '')) next++
    const node = readTable(lines.slice(at, next), (text) => this.#inline(text))
    return { node, next }
  }

  #list(lines: readonly string[], at: number, depth: number): Cut {
    const marker = bullet.test(lines[at] ?? '') ? bullet : numbered
    const items: BodyNode[] = []
    let next = at
    for (let found = marker.exec(lines[at] ?? ''); found !== null; ) {
      const item = itemLines(lines, next, found)
      items.push(this.#item(item.lines, depth))
      next = item.next
      let after = next
      while (after < lines.length && blank.test(lines[after] ?? '')) after++
      found = marker.exec(lines[after] ?? '')
      if (found !== null) next = after
    }
    const start = Number(numbered.exec(lines[at] ?? '')?.[2] ?? '1')
    if (marker === bullet) return { node: { type: 'bullet_list', content: items }, next }
    return { node: { type: 'ordered_list', attrs: { start }, content: items }, next }
  }

  #item(lines: readonly string[], depth: number): BodyNode {
    const own = blockAttributes(lines[0] ?? '')
    const isItem = own?.word === 'item'
    const content = this.blocks(isItem ? lines.slice(1) : lines, depth + 1)
    if (content[0]?.type !== 'paragraph') content.unshift({ type: 'paragraph' })
    return { type: 'list_item', attrs: isItem ? blockAttrs(own) : {}, content }
  }

  /** A line that is a figure and nothing else; undefined when it is text. */
  #figure(line: string): BodyNode | undefined {
    const end = closingBracket(line, 1)
    const target = end < 0 ? null : readTarget(line.slice(end + 1))
    if (target === null || end + 1 + target.length !== line.length) return undefined
    const content = this.#inline(line.slice(2, end))
    const name = target.address
    const digest = this.#options.picture?.(name) ?? (/^[0-9a-f]{64}$/.test(name) ? name : null)
    if (digest === null) {
      this.notes.add('picture-missing', name)
      return { type: 'paragraph', content }
    }
    if (target.title !== null) this.alt[digest] = target.title
    return { type: 'figure', attrs: { picture: digest }, content }
  }

  #inline(source: string): readonly BodyNode[] {
    return parseInline(source, this.#taken)
  }
}

/** Lines of the item whose marker is `found` on line `at`, without marker and indent. */
function itemLines(
  lines: readonly string[],
  at: number,
  found: RegExpExecArray,
): { readonly lines: readonly string[]; readonly next: number } {
  const indent = widthOf(found[1] ?? '')
  // Wide gaps behind the marker belong to the text.
  const offset = Math.min(widthOf(found[0]), indent + 5)
  const out = [(lines[at] ?? '').slice(found[0].length)]
  let next = at + 1
  for (; next < lines.length; next++) {
    const line = lines[next] ?? ''
    if (blank.test(line)) {
      let after = next
      while (after < lines.length && blank.test(lines[after] ?? '')) after++
      if (after === lines.length || widthOf(indentOf(lines[after] ?? '')) < indent + 2) break
      for (; next < after; next++) out.push('')
      next--
    } else if (widthOf(indentOf(line)) >= indent + 2) out.push(withoutIndent(line, offset))
    else break
  }
  return { lines: out, next }
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? ''
}

function widthOf(text: string): number {
  return text.replaceAll('\t', '    ').length
}

function withoutIndent(line: string, width: number): string {
  const indent = indentOf(line)
  return ' '.repeat(Math.max(0, widthOf(indent) - width)) + line.slice(indent.length)
}

/** Whether the line ends the paragraph before it. Numbers do only from 1: "in\n2020. Then" is text. */
function interrupts(line: string, depth: number): boolean {
  if (blank.test(line) || heading.test(line) || rule.test(line) || /^[ \t]*\|/.test(line))
    return true
  if (figure.test(line) || blockAttributes(line) !== null) return true
  if (depth >= nestingMax) return false
  return /^[ \t]*>/.test(line) || bullet.test(line) || numbered.exec(line)?.[2] === '1'
}

/** The braces of a line that holds nothing else. */
function blockAttributes(line: string): MarkdownAttributes | null {
  const trimmed = trimBlank(line)
  const read = trimmed.startsWith('{') ? readAttributes(trimmed) : null
  if (read === null || read.length !== trimmed.length) return null
  return read.attributes.word === 'th' || read.attributes.word === 'td' ? null : read.attributes
}

function blockAttrs({ lang, dir }: MarkdownAttributes): {
  lang: string | null
  dir: string | null
} {
  return { lang, dir }
}

function withAttributes(node: BodyNode, attributes: MarkdownAttributes | null): BodyNode {
  if (attributes === null || node.type === 'rule') return node
  const { start } = attributes.numbers
  const own = node.type === 'ordered_list' && start !== undefined ? { start } : {}
  return { ...node, attrs: { ...node.attrs, ...blockAttrs(attributes), ...own } }
}
