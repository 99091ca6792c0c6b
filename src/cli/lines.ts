// Lines in, lines out: for filters that may stand in a pipe of any length, or before a person who
// types. Only a line feed ends a line (with the carriage return before it): U+2028 belongs to a text.
import type { Io } from './command.ts'

/** Answers each line of the input with `answer(line)`, as soon as it has been read. */
export async function answerLines(
  io: Pick<Io, 'input' | 'print'>,
  answer: (line: string) => string,
): Promise<void> {
  for await (const lines of readLines(io.input)) {
    await io.print(lines.map((line) => `${answer(line)}\n`).join(''))
  }
}

/** The lines of `input`, in groups as they arrive; a last line may lack its end. */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of input) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (lines.length > 0) yield lines.map(withoutReturn)
  }
  rest += decoder.decode()
  if (rest !== '') yield [withoutReturn(rest)]
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
