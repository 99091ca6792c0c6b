// The proof behind incremental publishing: the tree that all publishes have left, beside the tree
// printed from the database alone. Every byte has to be the same.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { recover } from '../src/edition/commit.ts'
import { isFixed } from '../src/edition/fixed.ts'
import { withLease } from '../src/edition/lease.ts'
import { everyPage } from '../src/edition/pages/every-page.ts'
import { formatPage } from '../src/edition/pages/page.ts'
import { pageBytes } from '../src/edition/pages/page-bytes.ts'
import { createReader } from '../src/edition/pages/reader.ts'
import { bytesAsKept, print } from '../src/edition/press.ts'
import type { Publisher } from '../src/edition/publisher.ts'
import { makeChromes } from '../src/edition/shown.ts'
import { stageChanges } from '../src/edition/stage-changes.ts'
import { readAllPages } from '../src/store/pages.ts'
import { dropStaged } from '../src/store/published.ts'
import type { Desk } from './desk.ts'

/** Kept, not printed: the log, lists and signatures, pictures, copies to be forwarded. */
const notPrinted = /^(?:log|editions|media|trust)\/|^verify\.html$|\.proof\.html$/

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
    if (!printed.has(path) && !notPrinted.test(path)) found.push(`${path}: nothing prints it`)
  return { differences: [...differences, ...found], pages: printed.size }
}

interface Rebuilt {
  readonly pages: number
  /** What differs from the pages as published, one sentence each; empty when all is well. */
  readonly differences: readonly string[]
}

/**
 * Prints every page anew, with the edition number the store has for it, and hands its bytes to
 * `put`. Pictures, signatures and the log are not printed: they are kept.
 */
export async function rebuild(
  publisher: Publisher,
  put: (path: string, bytes: Uint8Array) => void,
): Promise<Rebuilt> {
  return withLease(publisher, async (lease) => {
    const { db, newsroom } = publisher
    await recover(publisher, lease)
    const kept = new Map((await readAllPages(db)).map((row) => [row.name, row]))
    const differences: string[] = []
    try {
      const staged = await stageChanges(db, {
        ...publisher,
        lease,
        full: true,
        onProgress: () => {},
      })
      if (staged.changes.articles.length + staged.changes.persons.length > 0 || staged.everything) {
        differences.push('Something approved has not been published yet')
      }
      const reader = createReader(publisher)
      const chromes = makeChromes(newsroom, publisher.chrome)
      let pages = 0
      for await (const { pages: batch, ahead } of everyPage(db, newsroom)) {
        if (ahead !== null) await reader.prime(ahead)
        for (const page of batch) {
          const name = formatPage(page)
          const printed = await print(page, { db, reader, chromes })
          const row = kept.get(name)
          kept.delete(name)
          if (printed === null && row === undefined) continue
          if (printed === null || row === undefined) {
            const path = row?.path ?? printed?.path
            differences.push(`${path}: ${row ? 'should not be there' : 'is missing'}`)
            continue
          }
          const bytes = bytesAsKept(printed.text, row)
          if (printed.path !== row.path || bytes === null) {
            differences.push(`${row.path}: differs from edition ${row.edition}`)
          }
          const finish = { edition: row.edition, forwardable: false }
          put(printed.path, bytes ?? pageBytes(printed.text, finish))
          pages += 1
        }
        reader.forget()
        publisher.onProgress('print', pages, null)
      }
      for (const { name, path } of kept.values()) {
        if (!isFixed(name)) differences.push(`${path}: should not be there`)
      }
      return { pages, differences }
    } finally {
      await lease.transact(dropStaged)
    }
  })
}

function readFile(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
}
