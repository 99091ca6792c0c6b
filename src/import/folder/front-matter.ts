// The head of a text file: `key: value` lines between two lines of `---`. A strict little format of our
// own: a value is the rest of its line as it stands, a key may come several times, nothing nests.

export interface FrontMatter {
  /** Values by key, in the order of the file. */
  readonly values: ReadonlyMap<string, readonly string[]>
  /** What follows the head. */
  readonly text: string
}

/** Reads a file's head; a file without one has no values. SyntaxError names the line that is wrong. */
export function parseFrontMatter(file: string): FrontMatter {
  const lines = file
    .replace(/^\u{FEFF}/u, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
  const values = new Map<string, string[]>()
  if (lines[0]?.trimEnd() !== '---') return { values, text: lines.join('\n') }
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === '---')
  if (end < 0)
    throw new SyntaxError('Cannot read front matter: the second line of "---" is missing')
  for (const [at, line] of lines.slice(1, end).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [, key, value] = /^([a-z][\w.-]*):(?:\s+(.*))?$/is.exec(line.trimEnd()) ?? []
    if (key === undefined)
      throw new SyntaxError(`Cannot read line ${at + 2} "${line}": not "key: value"`)
    if (value === undefined || value === '') continue
    values.set(key, [...(values.get(key) ?? []), value])
  }
  return { values, text: lines.slice(end + 1).join('\n') }
}

/** Whether a head can hold the value as it stands. */
export function isPlainValue(value: string): boolean {
  return value !== '' && value === value.replace(/\s+/g, ' ').trim()
}

/** Writes a head that parseFrontMatter() reads back. The values are plain, see isPlainValue(). */
export function formatFrontMatter(values: readonly (readonly [string, string])[]): string {
  const lines = values.map(([key, value]) => `${key}: ${value}`)
  return `---\n${lines.join('\n')}\n---\n`
}
