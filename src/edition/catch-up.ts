// A newsroom back from an old backup catches up with the editions it has made since: their log, their
// pages, and what `bring` reads in them. It is one transaction and then only links and renames.
//
// Crash points: before the transaction commits nothing has changed but files that nobody looks at. After it
// the newest edition is one that was interrupted: this command, or the next publish, puts it in place.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Newsroom } from '../model/newsroom.ts'
import type { Db } from '../store/db.ts'
import { type PageRow, readAllPages } from '../store/pages.ts'
import { type Adopted, readRecords, takeOver } from './adopt.ts'
import { placeEdition, readLog, recover } from './commit.ts'
import { openStage } from './folder.ts'
import { readForgetOrder } from './forget.ts'
import { dropIndex, finishForgetting } from './forgotten.ts'
import { type Lease, withLease } from './lease.ts'
import { emptyLog } from './log/tiles.ts'
import { parsePage } from './pages/page.ts'
import { createReader } from './pages/reader.ts'
import { print } from './press.ts'
import type { Publisher } from './publisher.ts'
import { updateSearch } from './search.ts'
import { makeChromes } from './shown.ts'
import { readyTrees } from './trees.ts'
import { folderCopy } from './verify/copies.ts'

/** What the newsroom had published when the backup was made. */
export interface Before {
  /** Every file of its tree, by path. */
  readonly pages: ReadonlyMap<string, PageRow>
  /** The text of a page, printed from the database; null when it was not published. */
  read(name: string): Promise<{ readonly path: string; readonly text: string } | null>
}

export interface CatchUp {
  /** The verified tree of the newest edition, whose log begins with the newsroom's own. */
  readonly copy: string
  /** A publisher in a transaction, or with the settings as they are now. */
  readonly publisherOf: (db: Db, newsroom: Newsroom) => Promise<Publisher>
  /** Brings what the newer editions say into the newsroom's tables; returns its settings. */
  readonly bring: (tx: Db, before: Before) => Promise<Newsroom>
}

/** Null when the newsroom knows every edition of the copy. */
export async function catchUp(publisher: Publisher, from: CatchUp): Promise<Adopted | null> {
  return withLease(publisher, async (lease) => {
    const { db } = publisher
    await recover(publisher, lease)
    const { copy, publisherOf, bring } = from
    const newest = (await readRecords(copy)).log
    let newsroom = publisher.newsroom
    let adopted: Adopted | null = null
    if (newest.size > ((await readLog(db)) ?? emptyLog).size) {
      const stage = String(lease.turn)
      await stageTree({ ...publisher, lease }, { copy, stage, time: Date.parse(newest.time) })
      adopted = await lease.transact(async (tx) => {
        const inside: Lease = { turn: lease.turn, transact: (work) => work(tx) }
        newsroom = await bring(tx, await beforeOf(await publisherOf(tx, newsroom)))
        return takeOver(await publisherOf(tx, newsroom), { lease: inside, site: copy, stage })
      })
      await placeEdition(publisher, newest.size, lease)
    }
    const order = await readForgetOrder(db)
    if (order !== null) dropIndex(publisher.search)
    await updateSearch(await publisherOf(db, newsroom))
    if (order !== null) await finishForgetting(publisher, order, lease)
    return adopted
  })
}

async function beforeOf(publisher: Publisher): Promise<Before> {
  const { db, newsroom } = publisher
  const reader = createReader(publisher)
  const chromes = makeChromes(newsroom, publisher.chrome)
  const pages = new Map((await readAllPages(db)).map((row) => [row.path, row]))
  return {
    pages,
    async read(name) {
      const printed = await print(parsePage(name), { db, reader, chromes })
      reader.forget()
      return printed
    },
  }
}

/** Stages what differs between the tree and the copy; the checkpoint comes last. */
async function stageTree(
  from: Pick<Publisher, 'db' | 'staging' | 'site'> & { readonly lease: Lease },
  { copy, stage, time }: { readonly copy: string; readonly stage: string; readonly time: number },
): Promise<void> {
  const { staging, site } = from
  const [ours, theirs] = [folderCopy(site), folderCopy(copy)]
  const checkpoint = 'log/checkpoint'
  const paths = ((await theirs.paths()) ?? []).filter((path) => path !== checkpoint).sort()
  const sealed = openStage(staging, { name: stage, time })
  for (const path of [...paths, checkpoint]) {
    if (path !== checkpoint && (await ours.digest(path)) === (await theirs.digest(path))) continue
    sealed.write(path, readFileSync(join(copy, path)))
  }
  const kept = new Set([...paths, checkpoint])
  for (const path of (await ours.paths()) ?? []) if (!kept.has(path)) sealed.remove(path)
  await sealed.seal(await readyTrees(from, sealed.folder))
}
