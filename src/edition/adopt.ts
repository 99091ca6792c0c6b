// Takes over a published tree: its log, its editions and its pages become those of a newsroom whose
// database was made anew, so that the next publish goes on where the tree ends and touches only what
// would be printed differently now.
import { putEdition, readEditionsFrom } from '../store/editions.ts'
import { noteUnindexed } from '../store/indexing.ts'
import { putMeta } from '../store/newsroom.ts'
import { dropPages, type PutPage, pageNames, putPages } from '../store/pages.ts'
import { clearPending } from '../store/pending.ts'
import { dropStaged, freezeLive, settleStaged } from '../store/published.ts'
import { readLog } from './commit.ts'
import { fixedName, forwardName } from './fixed.ts'
import { type Lease, withLease } from './lease.ts'
import { decodeText, encodeText } from './log/bytes.ts'
import { forwardPath, isReservedPath } from './log/list.ts'
import { editionPath, parseRecord } from './log/record.ts'
import { appendRecord, emptyLog, type LogState } from './log/tiles.ts'
import { everyPage } from './pages/every-page.ts'
import { createReader } from './pages/reader.ts'
import { bytesAsKept, print } from './press.ts'
import type { Publisher } from './publisher.ts'
import { updateSearch } from './search.ts'
import { makeChromes } from './shown.ts'
import { stageChanges } from './stage-changes.ts'
import { folderCopy } from './verify/copies.ts'

export interface Adopted {
  readonly edition: number
  /** Pages of the tree that would be printed the same, and those that will be touched. */
  readonly same: number
  readonly differ: readonly string[]
}

/** The tree in `publisher.site` must have been verified; the database must have no editions yet. */
export async function adoptTree(publisher: Publisher): Promise<Adopted> {
  return withLease(publisher, async (lease) => {
    if ((await readEditionsFrom(publisher.db, 1, 1)).length > 0)
      throw new Error('Cannot take over a tree: this newsroom has editions of its own')
    try {
      const adopted = await takeOver(publisher, { lease, site: publisher.site, stage: null })
      await updateSearch(publisher)
      return adopted
    } catch (cause) {
      await lease.transact(dropStaged)
      throw cause
    }
  })
}

/**
 * Makes log, editions and page digests of the verified tree at `site` those of the database. Its
 * editions must begin with the database's own. `stage` names the files that put the tree in place: then
 * the newest edition is left as one that a start has to finish; null when the tree lies there already.
 */
export async function takeOver(
  publisher: Publisher,
  from: { readonly lease: Lease; readonly site: string; readonly stage: string | null },
): Promise<Adopted> {
  const { db, newsroom, now } = publisher
  const { lease, site, stage } = from
  const { log, records } = await readRecords(site)
  const known = (await readLog(db))?.size ?? 0
  const tree = await readTree(site)
  const staged = await stageChanges(db, { newsroom, now, lease, full: true, onProgress: () => {} })
  const { rows, differ, same } = await matchPages(publisher, tree)
  for (const [path, kept] of tree) rows.push({ name: restName(path), path, readings: [], ...kept })
  await lease.transact(async (tx) => {
    await dropPages(tx, await pageNames(tx))
    await putPages(tx, rows)
    for (const record of records.slice(known)) {
      const waits = stage !== null && record.number === log.size
      await putEdition(tx, { ...record, state: waits ? 'committing' : 'published' })
    }
    await freezeLive(tx)
    await noteUnindexed(tx)
    await settleStaged(tx)
    await clearPending(tx, staged.pending)
    await putMeta(tx, 'log', JSON.stringify(log))
    if (stage !== null) await putMeta(tx, 'stage', stage)
    // Unless all is the same, the next publish looks at every page.
    await putMeta(tx, 'press', differ.length === 0 && tree.size === 0 ? publisher.press : '')
  })
  return { edition: log.size, same, differ }
}

/** Prints every page and finds it in the tree; takes out of `tree` what was found. */
async function matchPages(publisher: Publisher, tree: Awaited<ReturnType<typeof readTree>>) {
  const { db, newsroom } = publisher
  const rows: PutPage[] = []
  const differ: string[] = []
  let same = 0
  const reader = createReader(publisher)
  const chromes = makeChromes(newsroom, publisher.chrome)
  for await (const { pages, ahead } of everyPage(db, newsroom)) {
    if (ahead !== null) await reader.prime(ahead)
    for (const page of pages) {
      const printed = await print(page, { db, reader, chromes })
      const kept = printed && tree.get(printed.path)
      if (!printed || !kept) {
        if (printed) differ.push(printed.path)
        continue
      }
      tree.delete(printed.path)
      const { name, path, readings } = printed
      if (bytesAsKept(printed.text, kept) === null) differ.push(path)
      else same += 1
      rows.push({ name, path, readings, ...kept })
    }
    reader.forget()
    publisher.onProgress('print', rows.length, null)
  }
  return { rows, differ, same }
}

/** The records of a tree and the log they make. */
export async function readRecords(site: string) {
  const copy = folderCopy(site)
  let log: LogState = emptyLog
  const records: Parameters<typeof putEdition>[1][] = []
  for (let number = 1; ; number += 1) {
    const bytes = await copy.read(editionPath(number, 'txt'))
    if (bytes === null) return { log, records }
    const record = decodeText(bytes)
    const { time } = parseRecord(encodeText(record))
    log = appendRecord(log, record, time).state
    const row = { number, state: 'published' as const, time: Date.parse(time), record }
    records.push({ ...row, touched: 0, gone: 0 })
  }
}

/** Every file that stands in lists, and the copies beside pages, with the edition each states. */
async function readTree(site: string) {
  const copy = folderCopy(site)
  const tree = new Map<string, { readonly digest: string; readonly edition: number }>()
  for (const path of (await copy.paths()) ?? []) {
    if (isReservedPath(path) && !path.endsWith('.proof.html')) continue
    const digest = (await copy.digest(path)) ?? ''
    const text = path.endsWith('.html')
      ? decodeText((await copy.read(path)) ?? new Uint8Array())
      : ''
    const stated = /<meta name="xewer-edition" content="(\d+)">/.exec(text)?.[1]
    tree.set(path, { digest, edition: Number(stated ?? 1) })
  }
  return tree
}

/** What no page is printed for: carried files, copies to be forwarded, and what has to leave. */
function restName(path: string): string {
  if (/^(?:media|trust)\/|^(?:verify\.html|mirrors\.txt)$/.test(path)) return fixedName(path)
  const page = path.replace(/\.proof\.html$/, '.html')
  return page !== path && forwardPath(page) === path ? forwardName(page) : `left ${path}`
}
