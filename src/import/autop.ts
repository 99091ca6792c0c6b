// Text as people typed it into an old site's form, as HTML: blank lines are paragraphs, line ends are
// breaks, as Drupal's line break filter and WordPress make them.

const blockNames =
  'address|article|aside|blockquote|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|iframe|object|video|audio'
const blockTag = new RegExp(`<\\/?(?:${blockNames})(?:\\s[^<>]*)?\\/?>`, 'gi')
const beginsBlock = new RegExp(`^<\\/?(?:${blockNames})(?:[\\s/>]|$)`, 'i')
/** Where what is kept as it stands begins: up to its end every line end means itself. */
const keptFrom = /<(pre|script|style|object|iframe|table)(?=[\s>])|<!--/gi

/** HTML with its line ends as paragraphs and breaks. Linear. */
export function paragraphsOfLines(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n')
  const endless = new Set<string>()
  let out = ''
  let at = 0
  for (const match of lines.matchAll(keptFrom)) {
    const name = match[1]?.toLowerCase() ?? '--'
    if (match.index < at || endless.has(name)) continue
    const ends = name === '--' ? /-->/g : new RegExp(`</${name}\\s*>`, 'gi')
    ends.lastIndex = match.index
    const end = ends.exec(lines)
    if (end === null) {
      endless.add(name)
      continue
    }
    const after = end.index + end[0].length
    out += paragraphs(lines.slice(at, match.index)) + lines.slice(match.index, after)
    at = after
  }
  return out + paragraphs(lines.slice(at))
}

/** Plain text as HTML that shows it. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function paragraphs(text: string): string {
  return text
    .replace(blockTag, '\n\n$&\n\n')
    .split(/\n[ \t]*\n/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => (beginsBlock.test(piece) ? piece : `<p>${linesOf(piece).join('<br>\n')}</p>`))
    .join('\n')
}

function linesOf(piece: string): readonly string[] {
  return piece.split('\n').map((line) => line.trim())
}
