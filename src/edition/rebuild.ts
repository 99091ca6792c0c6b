// The published tree made again from the database alone: the repair of a lost or damaged tree, and
// the proof that publishing what changed gives the same pages as printing everything.
import { readAllPages } from '../store/pages.ts'
import { dropStaged } from '../store/published.ts'
import { recover } from './commit.ts'
import { isFixed } from './fixed.ts'
import { withLease } from './lease.ts'
import { everyPage } from './pages/every-page.ts'
import { formatPage } from './pages/page.ts'
import { pageBytes } from './pages/page-bytes.ts'
import { createReader } from './pages/reader.ts'
import { bytesAsKept, print } from './press.ts'
import type { Publisher } from './publisher.ts'
import { makeChromes } from './shown.ts'
import { stageChanges } from './stage-changes.ts'

export interface Rebuilt {
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
