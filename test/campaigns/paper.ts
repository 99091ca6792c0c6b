// The commands of a paper, as a reader would copy them.

/** The blocks of commands below each heading, line by line; those that show a file are left out. */
export function readBlocks(text: string): Map<string, string[][]> {
  const found = new Map<string, string[][]>()
  for (const section of text.split(/^## /m).slice(1)) {
    const heading = section.split('\n')[0]!
    const shells = [...section.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].filter(
      ([, kind]) => kind === '',
    )
    if (shells.length > 0)
      found.set(
        heading,
        shells.map(([, , body = '']) => body.trim().split('\n')),
      )
  }
  return found
}
