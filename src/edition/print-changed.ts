// The second step of a publish: prints what may have changed, or everything, into a new stage.
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readNewestEdition } from '../store/editions.ts'
import { readMeta } from '../store/newsroom.ts'
import { pageNames, pagesReading, readPages } from '../store/pages.ts'
import { countPending } from '../store/pending.ts'
import { countLive } from '../store/published-lists.ts'
import { readLog } from './commit.ts'
import { dirtyKeys } from './dirty.ts'
import { fixedName, isFixed } from './fixed.ts'
import { openStage, type Stage } from './folder.ts'
import { hourAfter } from './log/record.ts'
import { emptyLog } from './log/tiles.ts'
import { dropOrphanPictures } from './orphan-pictures.ts'
import { type Outcomes, openOutcomes } from './outcomes.ts'
import { type Batch, everyPage } from './pages/every-page.ts'
import { homesOf } from './pages/key.ts'
import { formatPage, type Page, parsePage } from './pages/page.ts'
import { createReader } from './pages/reader.ts'
import { picturePaths } from './picture-paths.ts'
import { type Outcome, press, sha256 } from './press.ts'
import { type Printers, printBeside, printersHere, startPrinters } from './printers.ts'
import type { Publisher } from './publisher.ts'
import { makeChromes } from './shown.ts'
import type { Staged } from './stage-changes.ts'

export interface Printed {
  /** Of the edition under way. */
  readonly number: number
  /** The edition's time: milliseconds since 1970. */
  readonly time: number
  /** Null when nothing was staged: always for a plan. */
  readonly stage: Stage | null
  readonly outcomes: Outcomes
  /** Pages that were printed to find out. */
  readonly printed: number
}

/** With fewer articles, printers beside this process cost more to start than they save. */
const printedBesideMin = 1000

/** Above so many pages or articles no copies to be forwarded are made: each holds the whole list. */
const forwardMax = 100

/** For a large first edition: printers get ready while it is staged. Stop them in any case. */
export async function startEarly({ db, store }: Publisher): Promise<Printers | null> {
  if (store === null || printersHere() === 0 || (await readNewestEdition(db)) !== null) return null
  return (await countPending(db)) < printedBesideMin ? null : startPrinters(store)
}

/** Prints what may have changed into a new stage (none for a plan). */
export async function printChanged(
  publisher: Publisher,
  staged: Staged,
  /** `stage`: the name of a stage, should there be anything to put into it. */
  options: {
    readonly full: boolean
    readonly plan: boolean
    readonly stage: string
    /** Those that have been started already. */
    readonly printers: Printers | null
  },
): Promise<Printed> {
  const { db } = publisher
  const number = ((await readNewestEdition(db))?.number ?? 0) + 1
  const log = (await readLog(db)) ?? emptyLog
  const hour = hourAfter(publisher.now)
  const time = Date.parse(hour < log.time ? log.time : hour)
  const everything =
    options.full || staged.everything || (await readMeta(db, 'press')) !== publisher.press
  const tray = openTray(publisher, { number, time, plan: options.plan, name: options.stage })
  let printed = 0
  const outcomes = openOutcomes(options.plan ? null : () => tray.open().folder)
  /** What is kept and was not looked at. */
  const unseen = new Set(everything ? await pageNames(db) : [])
  const take: Take = (outcome, pages) => {
    outcomes.add(outcome)
    for (const { name } of [...outcome.changed, ...outcome.same]) unseen.delete(name)
    for (const name of outcome.dropped) unseen.delete(name)
    printed += pages
    publisher.onProgress('print', printed, null)
  }
  if (everything) {
    await printEverything(publisher, tray, { printers: options.printers, take })
    await dropOrphans(publisher, unseen, outcomes)
  } else await printDirty(publisher, staged, { tray, take })
  await putFixed(publisher, outcomes, tray)
  await dropOrphanPictures(db, outcomes, publisher.newsroom.logo)
  return { number, time, stage: tray.stage(), outcomes, printed }
}

/** Is given what became of each batch, in order. */
type Take = (outcome: Outcome, pages: number) => void

/** What is printed goes here: to a stage that is opened when there is something to put into it. */
interface Tray {
  readonly number: number
  readonly time: number
  /** Nothing is kept. */
  readonly plan: boolean
  /** Of the stage. */
  readonly name: string
  put(path: string, bytes: Uint8Array): void
  open(): Stage
  stage(): Stage | null
}

function openTray(
  { staging }: Publisher,
  edition: Pick<Tray, 'number' | 'time' | 'plan' | 'name'>,
): Tray {
  let stage: Stage | null = null
  const open = (): Stage => {
    stage ??= openStage(staging, edition)
    return stage
  }
  return {
    ...edition,
    put: (path, bytes) => {
      if (!edition.plan) open().write(path, bytes)
    },
    open,
    stage: () => stage,
  }
}

async function printEverything(
  publisher: Publisher,
  tray: Tray,
  { printers, take }: { readonly printers: Printers | null; readonly take: Take },
): Promise<void> {
  const { db, newsroom, chrome, store } = publisher
  const batches = everyPage(db, newsroom)
  const size = await countLive(db, 'next')
  if (store === null || size < printedBesideMin || printersHere() === 0)
    return printAlone(publisher, { tray, batches, size, take })
  const { number, time, plan } = tray
  const folder = plan ? null : tray.open().folder
  const order = { newsroom, chrome, number, time, forwardable: false, folder }
  const started = printers ?? startPrinters(store)
  await printBeside(batches, { ...order, printers: started }, ({ outcome, puts, pages }) => {
    if (!plan) tray.open().take(puts)
    take(outcome, pages)
  })
}

async function printDirty(
  publisher: Publisher,
  staged: Staged,
  to: { readonly tray: Tray; readonly take: Take },
): Promise<void> {
  const batches = await dirtyBatch(publisher, staged)
  const size = batches.reduce((sum, { pages }) => sum + pages.length, 0)
  await printAlone(publisher, { ...to, batches, size })
}

async function printAlone(
  publisher: Publisher,
  work: {
    readonly tray: Tray
    readonly batches: AsyncIterable<Batch> | Iterable<Batch>
    /** Of the edition: pages it may change, or all articles. */
    readonly size: number
    readonly take: Take
  },
): Promise<void> {
  const { db, newsroom } = publisher
  const { tray, batches, take } = work
  const reader = createReader(publisher)
  const chromes = makeChromes(newsroom, publisher.chrome)
  for await (const batch of batches) {
    const { number, put } = tray
    const forwardable = work.size <= forwardMax
    const outcome = await press(batch, { db, reader, chromes, number, forwardable, put })
    take(outcome, batch.pages.length)
  }
}

/** The pages that read something that changed, and those that a change may bring into being. */
async function dirtyBatch({ db, newsroom }: Publisher, staged: Staged): Promise<Batch[]> {
  const keys = [...(await dirtyKeys(db, newsroom.languages, staged.changes))]
  const names = new Set(await pagesReading(db, keys))
  for (const key of keys)
    for (const page of homesOf(key, newsroom.languages)) names.add(formatPage(page))
  for (const { next } of staged.changes.articles) {
    for (const { path } of next?.addresses ?? [])
      names.add(formatPage({ kind: 'moved', id: next!.id, address: path }))
  }
  const pages: readonly Page[] = [...names]
    .filter((name) => !isFixed(name))
    .sort()
    .map(parsePage)
  return pages.length === 0 ? [] : [{ pages, ahead: null }]
}

/** After a look at every page: what is kept but was not looked at is no more. */
async function dropOrphans(
  { db }: Publisher,
  unseen: ReadonlySet<string>,
  { dropped, gone }: Outcomes,
): Promise<void> {
  const names = [...unseen].filter((name) => !isFixed(name)).sort()
  for (const { name, path } of await readPages(db, names)) {
    dropped.push(name)
    gone.push(path)
  }
}

/** Files that are not printed: extras, and the renditions of every picture a changed page shows. */
async function putFixed(publisher: Publisher, outcomes: Outcomes, to: Tray): Promise<void> {
  const pictures = await picturePaths(publisher, outcomes)
  const paths = [...publisher.extras.map(({ path }) => path), ...pictures]
  const rows = await readPages(publisher.db, paths.map(fixedName))
  const known = new Map(rows.map((row) => [row.name, row]))
  // A picture's name is its content: one that is there already is not read again.
  const files = [...publisher.extras, ...pictures.filter((path) => !known.has(fixedName(path)))]
  for (const file of files) {
    const path = typeof file === 'string' ? file : file.path
    const bytes =
      typeof file === 'string' ? readFileSync(join(publisher.media, basename(path))) : file.bytes
    const digest = sha256(bytes)
    const name = fixedName(path)
    if (known.get(name)?.digest === digest) continue
    const changed = [{ name, path, digest, edition: to.number, readings: [] }]
    outcomes.add({ changed, replaced: known.has(name) ? [name] : [] })
    to.put(path, bytes)
  }
}
