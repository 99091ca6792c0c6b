// Takes the last import back: what it brought goes, what it changed is as it was. What has been published
// or worked on since stays, and is named.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Newsroom } from '../../model/newsroom.ts'
import type { Db } from '../../store/db.ts'
import {
  endImport,
  readImported,
  readNewestImport,
  undoArticle,
  undoPeople,
} from '../../store/imports.ts'
import { putNewsroom, readNewsroom } from '../../store/newsroom.ts'
import { inTransaction } from '../../store/transaction.ts'

export interface Undone {
  readonly articles: number
  readonly sections: number
  /** Persons whom the import alone brought into the register. */
  readonly people: number
  /** Of those, the ones that something uses by now. */
  readonly peopleKept: number
  readonly kept: readonly { readonly article: string; readonly reason: string }[]
}

const batchSize = 200

/** Null when there is no import to take back. `media` is the newsroom's folder of pictures. */
export async function undoImport(
  db: Db,
  media: string,
  onArticle: (done: number) => void,
): Promise<Undone | null> {
  const run = await readNewestImport(db)
  if (run === null) return null
  const kept: { article: string; reason: string }[] = []
  let articles = 0
  for (let after = ''; ; ) {
    const batch = await readImported(db, run.number, { after, most: batchSize })
    const last = batch.at(-1)
    if (last === undefined) break
    after = last
    const files: string[] = []
    await inTransaction(db, async (tx) => {
      const logo = (await readNewsroom(tx))?.logo ?? null
      for (const id of batch) {
        const { kept: reason, pictures } = await undoArticle(tx, run.number, { id, logo })
        if (reason === null) articles += 1
        else kept.push({ article: id, reason })
        for (const { digest, widths } of pictures)
          files.push(...widths.map((width) => `${digest}-${width}.webp`))
      }
    })
    // After the transaction: a file too many is harmless, one too few is not.
    for (const file of files) rmSync(join(media, file), { force: true })
    onArticle(articles + kept.length)
    // Signals, timers and notes of progress have their turn: SQLite never waits.
    await setImmediate()
  }
  const { sections, people } = await inTransaction(db, async (tx) => {
    await endImport(tx, run.number, 'undone')
    return {
      sections: await dropSections(tx, run.sections),
      people: await undoPeople(tx, run.number),
    }
  })
  return { articles, sections, people: people.gone, peopleKept: people.kept, kept }
}

/** Sections that came with the import and that no article is in; how many. */
async function dropSections(tx: Db, before: readonly string[]): Promise<number> {
  const newsroom = await readNewsroom(tx)
  if (newsroom === null) return 0
  const stays: Newsroom['sections'][number][] = []
  for (const section of newsroom.sections) {
    const used = await tx
      .selectFrom('article')
      .select('id')
      .where('section', '=', section.key)
      .executeTakeFirst()
    if (before.includes(section.key) || used !== undefined) stays.push(section)
  }
  const gone = newsroom.sections.length - stays.length
  if (gone > 0) await putNewsroom(tx, { ...newsroom, sections: stays })
  return gone
}
