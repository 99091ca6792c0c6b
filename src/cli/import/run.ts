// One run of the import, for the command and for the publisher, who does it for the studio: reads each
// source and writes it, under a number by which it can be taken back.
import { createHmac, randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { HowToRead } from '../../import/how.ts'
import { readSource } from '../../import/read.ts'
import { type ArticleId, idFromBytes, parseArticleId } from '../../model/id.ts'
import type { Db } from '../../store/db.ts'
import { endImport, startImport } from '../../store/imports.ts'
import { putMeta, readMeta } from '../../store/newsroom.ts'
import type { OpenNewsroom } from '../newsroom-folder.ts'
import { type ImportRun, importItems } from './items.ts'

export interface ImportAsked
  extends Pick<ImportRun, 'account' | 'section' | 'keepBylines' | 'dryRun' | 'onItem'> {
  /** Paths of files or folders. */
  readonly sources: readonly string[]
  readonly how: Omit<HowToRead, 'languages' | 'scratch' | 'onBytes'>
  readonly onBytes: HowToRead['onBytes']
}

/** Imports; the account is full on return. Its number, or null when it was a trial. */
export async function runImport(
  { newsroom, store, folder }: Pick<OpenNewsroom, 'newsroom' | 'store' | 'folder'>,
  { sources, how, onBytes, ...asked }: ImportAsked,
): Promise<number | null> {
  const { db } = store
  const idOf = await idMaker(db, asked.dryRun)
  const number = asked.dryRun ? null : await startImport(db, Date.now())
  const run = { number, seen: new Map<string, string>(), unchanged: new Set<string>() }
  const { languages } = newsroom
  for (const source of sources) {
    const found = readSource(source, { ...how, languages, scratch: folder.scratch, onBytes })
    const items = withPauses(found)
    const lang = how.lang ?? languages[0]!
    await importItems(items, {
      ...asked,
      ...run,
      db,
      idOf,
      lang,
      now: Date.now(),
      media: folder.media,
    })
  }
  if (number !== null) await endImport(db, number, 'done')
  return number
}

/** Lets the process see to signals, timers and notes of progress between items: SQLite never waits. */
async function* withPauses<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  let paused = performance.now()
  for await (const item of items) {
    yield item
    if (performance.now() - paused < pauseAfterMs) continue
    await setImmediate()
    paused = performance.now()
  }
}

const pauseAfterMs = 50

/** Ids that are the same in every run, and say nothing about the source to others. */
async function idMaker(db: Db, dryRun: boolean): Promise<(key: string) => ArticleId> {
  const kept = await readMeta(db, 'import-key')
  const secret = kept ?? randomBytes(32).toString('hex')
  if (kept === null && !dryRun) await putMeta(db, 'import-key', secret)
  return (key) =>
    parseArticleId(
      idFromBytes(createHmac('sha256', Buffer.from(secret, 'hex')).update(key).digest()),
    )
}
