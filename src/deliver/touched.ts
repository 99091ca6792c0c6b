// What lies in a published tree, and what of it editions have touched, by the lists that stand in it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Checkpoint, parseSignedCheckpoint } from '../edition/log/checkpoint.ts'
import { forwardPath, parseList, partPath, partsOf } from '../edition/log/list.ts'

export const checkpointPath = 'log/checkpoint'

/** The checkpoint of a tree: which log it is of, and which edition is its newest. Null: it has none. */
export function readCheckpoint(site: string): Checkpoint | null {
  const file = join(site, checkpointPath)
  return existsSync(file) ? parseSignedCheckpoint(readFileSync(file)).checkpoint : null
}

/** Every file of the tree, sorted. Links and dot files, which no edition holds, are passed over. */
export function treePaths(site: string): string[] {
  const found: string[] = []
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(site, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory()) walk(`${folder}${entry.name}/`)
      else if (entry.isFile()) found.push(folder + entry.name)
    }
  }
  walk('')
  return found.sort()
}

/**
 * The paths that the lists of editions `from` + 1 to `to` name, those lists among them. Null when one
 * of the lists is gone: then only a comparison of everything tells.
 */
export function readTouched(site: string, from: number, to: number): ReadonlySet<string> | null {
  const touched = new Set<string>()
  for (let number = from + 1; number <= to; number++) {
    const path = partPath(number, 0)
    if (!existsSync(join(site, path))) return null
    const named = parseList(readFileSync(join(site, path)))
    const parts = partsOf(named).map((part) => parseList(readFileSync(join(site, part.path))))
    for (const list of [named, ...parts]) {
      for (const file of list.files) touched.add(file.path)
      for (const page of list.forward) touched.add(forwardPath(page))
    }
    touched.add(path)
  }
  return touched
}
