// The published tree made again from the database alone: the repair of a lost or damaged tree, and
// the proof that publishing what changed gives the same pages as printing everything.
import { createHash } from 'node:crypto'
import { editionMark } from '../render/views.ts'
import { readAllPages } from '../store/pages.ts'
import { dropStaged } from '../store/published.ts'
import { inTransaction } from '../store/transaction.ts'
import { recover } from './commit.ts'
import { everyPage } from './every-page.ts'
import { withLease } from './lease.ts'
import { formatPage } from './page.ts'
import { print } from './press.ts'
import type { Publisher } from './publish.ts'
import { createReader } from './reader.ts'
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
  return withLease(publisher, async () => {
    const { db, newsroom } = publisher
    await recover(publisher)
    const kept = new Map((await readAllPages(db)).map((row) => [row.name, row]))
    const differences: string[] = []
    try {
      const staged = await stageChanges(db, { ...publisher, full: true, onProgress: () => {} })
      if (staged.changes.articles.length + staged.changes.persons.length > 0 || staged.everything) {
        differences.push('Something approved has not been published yet')
      }
      const reader = createReader(publisher)
      const chromes = makeChromes(newsroom, publisher.chrome)
      let pages = 0
      for await (const page of everyPage(db, newsroom, reader)) {
        const printed = await print(page, { db, reader, chromes })
        const row = kept.get(formatPage(page))
        kept.delete(formatPage(page))
        if (printed === null && row === undefined) continue
        if (printed === null || row === undefined) {
          differences.push(
            `${row?.path ?? printed?.path}: ${row ? 'should not be there' : 'is missing'}`,
          )
          continue
        }
        const bytes = Buffer.from(printed.text.replaceAll(editionMark, String(row.edition)))
        if (
          printed.path !== row.path ||
          createHash('sha256').update(bytes).digest('hex') !== row.digest
        ) {
          differences.push(`${row.path}: differs from edition ${row.edition}`)
        }
        put(printed.path, bytes)
        pages += 1
        publisher.onProgress('print', pages, null)
      }
      for (const { name, path } of kept.values()) {
        if (!name.startsWith('file ')) differences.push(`${path}: should not be there`)
      }
      return { pages, differences }
    } finally {
      await inTransaction(db, dropStaged)
    }
  })
}
