// The files of a folder, for tests that look at all of them.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Every file below `folder`, by its whole path. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The bytes of every file below `folder`, by path within it. */
export function filesOf(folder: string): Record<string, Buffer> {
  return Object.fromEntries(
    filesBelow(folder).map((file) => [relative(folder, file), readFileSync(file)]),
  )
}
