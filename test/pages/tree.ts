// Reading a published tree: its files, and their pages as parsed documents.
import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'

/** What a page has of one element. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
}

/** Paths of the tree's files that end in `suffix`, in order; "old" mirrors of nothing are not there. */
export function filesIn(folder: string, suffix: string): readonly string[] {
  return globSync(`**/*${suffix}`, { cwd: folder }).sort()
}

/** All elements of a page in document order. */
export function elementsOf(folder: string, path: string): readonly Element[] {
  const found: Element[] = []
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('attrs' in node) {
      const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]))
      found.push({ name: node.nodeName, attributes, text: textOf(node) })
    }
    for (const child of 'childNodes' in node ? node.childNodes : []) walk(child)
  }
  walk(parse(readFileSync(join(folder, path), 'utf8')))
  return found
}

/** Runs a program; its output, whatever its exit code. */
export function outputOf(program: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, timeout: 120_000, maxBuffer: 1 << 26 }
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error)
      else resolve(stdout + stderr)
    })
  })
}

function textOf(node: DefaultTreeAdapterTypes.ParentNode): string {
  return node.childNodes
    .map((child) => ('value' in child ? child.value : 'childNodes' in child ? textOf(child) : ''))
    .join('')
}
