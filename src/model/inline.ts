// The running text of one block while it is being read: texts with marks, hard breaks, footnotes.
// Neighbouring texts with the same marks become one, as the schema keeps them.
import type { BodyNode } from './body.ts'

export interface Marks {
  readonly link: string | null
  readonly strong: boolean
  readonly emphasis: boolean
  readonly phrase: {
    readonly lang: string | null
    readonly dir: 'rtl' | 'ltr' | null
  } | null
}

export const noMarks: Marks = { link: null, strong: false, emphasis: false, phrase: null }

/** Marks as the schema orders them: link, strong, emphasis, phrase; undefined when there is none. */
function bodyMarks(marks: Marks): BodyNode['marks'] {
  const out: { type: string; attrs?: Readonly<Record<string, unknown>> }[] = []
  if (marks.link !== null) out.push({ type: 'link', attrs: { href: marks.link } })
  if (marks.strong) out.push({ type: 'strong' })
  if (marks.emphasis) out.push({ type: 'emphasis' })
  if (marks.phrase !== null) out.push({ type: 'phrase', attrs: { ...marks.phrase } })
  return out.length === 0 ? undefined : out
}

/** The marks of a node, read back. */
export function marksOf(node: BodyNode): Marks {
  let marks = noMarks
  for (const { type, attrs } of node.marks ?? []) {
    if (type === 'link') marks = { ...marks, link: String(attrs?.['href']) }
    else if (type === 'strong') marks = { ...marks, strong: true }
    else if (type === 'emphasis') marks = { ...marks, emphasis: true }
    else if (type === 'phrase') marks = { ...marks, phrase: attrs as unknown as Marks['phrase'] }
  }
  return marks
}

function sameMarks(a: Marks, b: Marks): boolean {
  if (a === b) return true
  return (
    a.link === b.link &&
    a.strong === b.strong &&
    a.emphasis === b.emphasis &&
    a.phrase?.lang === b.phrase?.lang &&
    a.phrase?.dir === b.phrase?.dir
  )
}

/** Collects running text; nodes() gives it as the schema's inline nodes. */
export class Inline {
  readonly #parts: ({ text: string[]; marks: Marks } | { node: BodyNode; marks: Marks })[] = []

  addText(text: string, marks: Marks): void {
    if (text === '') return
    const last = this.#parts.at(-1)
    if (last !== undefined && 'text' in last && sameMarks(last.marks, marks)) last.text.push(text)
    else this.#parts.push({ text: [text], marks })
  }

  addBreak(marks: Marks): void {
    this.#parts.push({ node: { type: 'hard_break' }, marks })
  }

  addFootnote(content: readonly BodyNode[], marks: Marks): void {
    const node = content.length === 0 ? { type: 'footnote' } : { type: 'footnote', content }
    this.#parts.push({ node, marks })
  }

  nodes(): readonly BodyNode[] {
    return this.#parts.map((part) => {
      const node = 'text' in part ? { type: 'text', text: part.text.join('') } : part.node
      const marks = bodyMarks(part.marks)
      return marks === undefined ? node : { ...node, marks }
    })
  }
}
