// Light markup out: any body, written so that bodyFromMarkdown() gives the very same back. What would
// be read as markup is escaped; space at the edges, which readers trim, is written as a reference.
import type { Body, BodyNode } from './body.ts'
import { type Marks, marksOf } from './inline.ts'
import { formatAttributes } from './markdown-attributes.ts'

export interface MarkdownWriting {
  /** What a figure calls its picture: a file's name. Without it: the digest. */
  readonly pictureName?: (digest: string) => string
  /** Alternative texts by digest, written with the figures. */
  readonly alt?: Readonly<Record<string, string>>
}

/** Writes a body as light markup, ending in a line's end unless it is empty. */
export function markdownFromBody(body: Body, writing: MarkdownWriting = {}): string {
  const writer = new Writer(writing)
  const blocks = body.content ?? []
  const written = writer.blocks(blocks)
  const lines = written.join() === '{p}' ? [] : written
  const notes = writer.footnotes()
  const all = notes.length === 0 ? lines : [...lines, '', ...notes]
  return all.length === 0 ? '' : `${all.join('\n')}\n`
}

/** Where running text stands decides what has to be escaped in it. */
type Place = 'block' | 'line' | 'cell'

class Writer {
  readonly #writing: MarkdownWriting
  readonly #footnotes: string[] = []

  constructor(writing: MarkdownWriting) {
    this.#writing = writing
  }

  /** `[^1]: text` of every footnote written so far. */
  footnotes(): readonly string[] {
    return this.#footnotes
  }

  blocks(nodes: readonly BodyNode[]): string[] {
    return nodes.flatMap((node, i) => {
      const before = nodes[i - 1]
      const divided = node.type.endsWith('_list') && before?.type === node.type
      const lines = this.#block(node, divided)
      return i === 0 ? lines : ['', ...lines]
    })
  }

  #block(node: BodyNode, divided: boolean): string[] {
    const content = node.content ?? []
    const { level, start, picture, ...attrs } = node.attrs ?? {}
    if (node.type === 'rule') return ['---']
    if (node.type === 'paragraph' && content.length === 0) return [formatAttributes('p', attrs)]
    const odd = typeof start === 'number' && !(Number.isInteger(start) && start >= 0 && start < 1e9)
    const own = formatAttributes(divided ? 'list' : '', odd ? { ...attrs, start } : attrs)
    const before = own === '' ? [] : [own]
    switch (node.type) {
      case 'heading': {
        const text = this.#inline(content, 'line')
        return [...before, '#'.repeat(Number(level)) + (text === '' ? '' : ` ${text}`)]
      }
      case 'figure':
        return [...before, this.#figure(String(picture), content)]
      case 'quote':
        return [...before, ...this.blocks(content).map((line) => (line === '' ? '>' : `> ${line}`))]
      case 'table':
        return [...before, ...this.#table(content)]
      case 'bullet_list':
      case 'ordered_list': {
        const first = node.type === 'bullet_list' ? null : odd ? 1 : Number(start)
        return [...before, ...this.#list(content, first)]
      }
      default:
        return [...before, ...this.#inline(content, 'block').split('\n')]
    }
  }

  #list(items: readonly BodyNode[], first: number | null): string[] {
    const loose = items.some((item) => (item.content?.length ?? 0) > 1)
    return items.flatMap((item, i) => {
      const marker = first === null ? '- ' : `${Math.min(first + i, 999_999_999)}. `
      const own = formatAttributes(item.attrs ? 'item' : '', item.attrs ?? {})
      const lines = this.blocks(item.content ?? [])
      const all = own === '{item}' || own === '' ? lines : [own, ...lines]
      const indent = ' '.repeat(marker.length)
      const shown = all.map((line, n) => (n === 0 ? marker : line === '' ? '' : indent) + line)
      return i > 0 && loose ? ['', ...shown] : shown
    })
  }

  #table(rows: readonly BodyNode[]): string[] {
    const firstCells = rows[0]?.content ?? []
    const heads = firstCells.every((cell) => cell.type === 'table_header')
    return rows.flatMap((row, i) => {
      const cells = (row.content ?? []).map((cell) => this.#cell(cell, heads && i === 0))
      const line = `| ${cells.join(' | ')} |`
      return heads && i === 0 ? [line, `|${' --- |'.repeat(cells.length)}`] : [line]
    })
  }

  #cell(cell: BodyNode, head: boolean): string {
    const word = cell.type === 'table_header' ? 'th' : 'td'
    const own = formatAttributes(word, cell.attrs ?? {}, { colspan: 1, rowspan: 1 })
    const plain = own === '{td}' || (head && own === '{th}')
    const paragraphs = (cell.content ?? []).map((paragraph) => {
      const attrs = formatAttributes('', paragraph.attrs ?? {})
      const text = this.#inline(paragraph.content ?? [], 'cell')
      return attrs === '' ? text : `${attrs} ${text}`
    })
    return [...(plain ? [] : [own]), paragraphs.join(' ¶ ')].join(' ')
  }

  #figure(digest: string, caption: readonly BodyNode[]): string {
    const name = this.#writing.pictureName?.(digest) ?? digest
    const alt = this.#writing.alt?.[digest]
    const title = alt === undefined ? '' : ` "${escapeTitle(alt)}"`
    return `![${this.#inline(caption, 'line')}](${escapeAddress(name)}${title})`
  }

  #inline(nodes: readonly BodyNode[], place: Place): string {
    let out = ''
    for (let at = 0; at < nodes.length; ) {
      const { link, phrase } = marksOf(nodes[at] as BodyNode)
      let end = at + 1
      while (end < nodes.length && sameGroup(marksOf(nodes[end] as BodyNode), { link, phrase }))
        end++
      const bare = link === null && phrase === null
      const inside = this.#switches(nodes, { at, end, place })
      const behind = !bare && out.endsWith('!') ? `${out.slice(0, -1)}\\!` : out
      out = behind + grouped(inside, { link, phrase })
      at = end
    }
    return out.replace(/^[ \t]|[ \t]$/g, reference)
  }

  /** The nodes from `at` to `end`, which share link and phrase, with strong and emphasis switched. */
  #switches(nodes: readonly BodyNode[], part: { at: number; end: number; place: Place }): string {
    let out = ''
    let now = { strong: false, emphasis: false }
    for (let i = part.at; i <= part.end; i++) {
      const next = i < part.end ? marksOf(nodes[i] as BodyNode) : { strong: false, emphasis: false }
      const changes = [
        next.strong !== now.strong ? '**' : '',
        next.emphasis !== now.emphasis ? '*' : '',
      ]
      const turn = changes.join('')
      const opens = (next.strong && !now.strong) || (next.emphasis && !now.emphasis)
      const closes = (now.strong && !next.strong) || (now.emphasis && !next.emphasis)
      if (closes) out = out.replace(/[ \t]$/, reference)
      out += turn
      now = { strong: next.strong, emphasis: next.emphasis }
      if (i === part.end) break
      const text = this.#leaf(nodes, i, part.place)
      out += opens ? text.replace(/^[ \t]/, reference) : text
    }
    return out
  }

  #leaf(nodes: readonly BodyNode[], i: number, place: Place): string {
    const node = nodes[i] as BodyNode
    const before = nodes[i - 1]
    if (node.type === 'footnote') {
      const number = this.#footnotes.length + 1
      this.#footnotes.push('')
      const text = this.#inline(node.content ?? [], 'line')
      this.#footnotes[number - 1] = `[^${number}]:${text === '' ? '' : ` ${text}`}`
      return `[^${number}]`
    }
    if (node.type === 'hard_break')
      return place === 'block' && isPlainBreak(nodes, i) ? '\\\n' : '<br>'
    const atStart = before === undefined || (before.type === 'hard_break' && place === 'block')
    // "[^1]" is a footnote's mark, also as the text of a link.
    const escaped = escapeText(node.text ?? '', place).replace(/^\^/, '\\^')
    if (before?.type === 'footnote') return escaped.replace(/^:/, '\\:')
    return atStart ? escapeStart(escaped, place) : escaped
  }
}

/** A break between two texts of the same marks, the second not beginning with space. */
function isPlainBreak(nodes: readonly BodyNode[], i: number): boolean {
  const around = [nodes[i - 1], nodes[i + 1]]
  const marks = JSON.stringify(nodes[i]?.marks ?? [])
  return (
    around.every((node) => node?.type === 'text' && JSON.stringify(node.marks ?? []) === marks) &&
    !/[ \t]$/.test(around[0]?.text ?? '') &&
    !/^[ \t]/.test(around[1]?.text ?? '')
  )
}

function sameGroup(marks: Marks, group: Pick<Marks, 'link' | 'phrase'>): boolean {
  return (
    marks.link === group.link &&
    marks.phrase?.lang === group.phrase?.lang &&
    marks.phrase?.dir === group.phrase?.dir
  )
}

function grouped(inside: string, { link, phrase }: Pick<Marks, 'link' | 'phrase'>): string {
  const braces = phrase === null ? '' : formatAttributes('', { ...phrase })
  const spoken = phrase === null ? inside : `[${inside}]${braces === '' ? '{}' : braces}`
  return link === null ? spoken : `[${spoken}](${escapeAddress(link)})`
}

function escapeText(text: string, place: Place): string {
  const escaped = text
    .replace(/[\\*[\]<]/g, '\\$&')
    .replace(/&(?=#)/g, '\\&')
    .replace(/[\n\r\u2028\u2029]/g, reference)
  return place === 'cell' ? escaped.replace(/[|¶]/g, '\\$&') : escaped
}

/** At the start of a line more is markup: "# ", "> ", "- ", "1. ", "|", "{", "---". */
function escapeStart(text: string, place: Place): string {
  if (place === 'cell') return text.replace(/^[{:-]/, '\\$&')
  return text
    .replace(/^(?:[>|{]|#{1,6}(?=[ \t]|$)|[-+•](?=[ \t]|$)|---)/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=[ \t]|$)/, '$1\\$2')
}

function escapeAddress(address: string): string {
  return address
    .replace(/[\\()[\]|¶]/g, '\\$&')
    .replace(/&(?=#)/g, '\\&')
    .replace(/[ \t\n\r\u2028\u2029]/g, reference)
}

function escapeTitle(title: string): string {
  return title
    .replace(/["\\]/g, '\\$&')
    .replace(/&(?=#)/g, '\\&')
    .replace(/[\n\r\u2028\u2029]/g, reference)
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`
}
