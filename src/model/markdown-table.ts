// Tables of light markup: a line for each row, `|` before each cell. A second line of dashes makes the
// first row heads; `{th}` makes one cell a head; ` ¶ ` divides paragraphs within a cell.
import type { BodyNode } from './body.ts'
import { readAttributes } from './markdown-attributes.ts'

/** Reads the rows of a table; each line begins with a bar. */
export function readTable(
  lines: readonly string[],
  inline: (source: string) => readonly BodyNode[],
): BodyNode {
  const rows = lines.map((line) => cellsOf(trimBlank(line)))
  const heads = rows.length > 1 && rows[1]?.every((cell) => /^:?-{3,}:?$/.test(cell)) === true
  const content = (heads ? rows.toSpliced(1, 1) : rows).map((cells, row) => ({
    type: 'table_row',
    content: cells.map((cell) => readCell(cell, heads && row === 0, inline)),
  }))
  return { type: 'table', content }
}

/** Without spaces and tabs at the ends; other white space (U+00A0, U+3000) is the writer's. */
export function trimBlank(text: string): string {
  return text.replace(/^[ \t]+/, '').replace(/(?<![ \t])[ \t]+$/, '')
}

function readCell(
  source: string,
  head: boolean,
  inline: (source: string) => readonly BodyNode[],
): BodyNode {
  const own = readAttributes(source)
  const isCell = own !== null && (own.attributes.word === 'th' || own.attributes.word === 'td')
  const rest = isCell ? source.slice(own.length) : source
  const content = splitAt(rest, '¶').map((text) => {
    const paragraph = trimBlank(text)
    const braces = readAttributes(paragraph)
    if (braces === null || braces.attributes.word !== '') {
      return { type: 'paragraph', content: inline(paragraph) }
    }
    const { lang, dir } = braces.attributes
    const words = trimBlank(paragraph.slice(braces.length))
    return { type: 'paragraph', attrs: { lang, dir }, content: inline(words) }
  })
  if (!isCell) return { type: head ? 'table_header' : 'table_cell', content }
  const { word, lang, dir, numbers } = own.attributes
  const attrs = { lang, dir, ...spansOf(numbers) }
  return { type: word === 'th' ? 'table_header' : 'table_cell', attrs, content }
}

function spansOf(numbers: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const { start: _, ...spans } = numbers
  return spans
}

/** The cells of a row, trimmed; a bar at the end opens no cell. */
function cellsOf(line: string): readonly string[] {
  const pieces = splitAt(line, '|').slice(1)
  const last = pieces.at(-1) ?? ''
  const cells = pieces.length > 1 && trimBlank(last) === '' ? pieces.slice(0, -1) : pieces
  return cells.map((cell) => trimBlank(cell))
}

/** Splits where the character stands without a backslash before it. */
function splitAt(text: string, character: string): readonly string[] {
  const pieces: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === character) {
      pieces.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...pieces, text.slice(from)]
}
