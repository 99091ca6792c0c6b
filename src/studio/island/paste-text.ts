// Plain text on its way in, most of it out of PDF files: lines that only the paper's width ended are
// joined again, words cut at a line's end are made whole, and the shapes of Arabic letters that old
// files store become the letters.
import { type Body, bodyOfParagraphs } from '../../model/body.ts'
import { cleanText } from '../../model/clean.ts'
import { type Note, NoteBook } from '../../model/note.ts'

/** A text as paragraphs, with notes of what was changed. */
export function bodyOfText(text: string): { readonly body: Body; readonly notes: readonly Note[] } {
  const notes = new NoteBook()
  const clean = cleanText(text.replace(/\r\n?/g, '\n'))
  if (clean.length < text.replace(/\r\n?/g, '\n').length)
    notes.add('characters-dropped', 'invisible')
  const letters = clean.replace(shapes, (found) => found.normalize('NFKC'))
  const blocks = letters.split(/\n[ \t]*\n+/)
  const paragraphs = blocks.flatMap(unwrap).map((line) => line.replace(/[ \t]+/g, ' ').trim())
  return { body: bodyOfParagraphs(paragraphs.filter((line) => line !== '')), notes: notes.list() }
}

/** Presentation forms of Arabic letters; ligatures that are signs of their own stay. */
const shapes = /[\ufb50-\ufbc1\ufbd3-\ufd3d\ufd50-\ufdef\ufe70-\ufefc\ufb00-\ufb06]+/g

/** Lines shorter than this are not what paper makes. */
const wrapMin = 40

/** The paragraphs of a block of lines: a line that fills the width goes on in the next one. */
function unwrap(block: string): string[] {
  const lines = block.split('\n').map((line) => line.trim())
  const width = Math.max(...lines.map((line) => line.length))
  if (lines.length < 2 || width < wrapMin) return lines
  const paragraphs: string[] = []
  let isOpen = false
  for (const line of lines) {
    const last = paragraphs.length - 1
    if (isOpen && !/^(?:[-*•–]|\d{1,3}[.)])\s/.test(line))
      paragraphs[last] = joinLines(paragraphs[last] ?? '', line)
    else paragraphs.push(line)
    // A short line is the last of its paragraph.
    isOpen = line.length > width * 0.7
  }
  return paragraphs
}

function joinLines(before: string, after: string): string {
  if (/\p{L}[-\u00ad\u2010]$/u.test(before) && /^(?:\p{Ll}|\p{Lo})/u.test(after))
    return before.slice(0, -1) + after
  return `${before} ${after}`
}
