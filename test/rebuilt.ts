// The proof behind incremental publishing: the tree that all publishes have left, beside the tree
// printed from the database alone. Every byte has to be the same.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rebuild } from '../src/edition/rebuild.ts'
import type { Desk } from './desk.ts'

/** Kept, not printed: the log, lists and signatures, pictures, copies to be forwarded. */
const kept = /^(?:log|editions|media|trust)\/|^verify\.html$|\.proof\.html$/

/** What differs between the published tree and a clean build, one sentence each. `now`: ms since 1970. */
export async function differencesOf(
  desk: Desk,
  now: number,
): Promise<{ readonly differences: readonly string[]; readonly pages: number }> {
  const found: string[] = []
  const printed = new Set<string>()
  const { differences } = await rebuild({ ...desk.publisher, now }, (path, bytes) => {
    printed.add(path)
    const file = readFile(join(desk.folder, 'site/live', path))
    if (file === null) found.push(`${path}: is not in the tree`)
    else if (!file.equals(bytes)) found.push(`${path}: other bytes`)
  })
  for (const [path] of desk.tree())
    if (!printed.has(path) && !kept.test(path)) found.push(`${path}: nothing prints it`)
  return { differences: [...differences, ...found], pages: printed.size }
}

function readFile(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
}
