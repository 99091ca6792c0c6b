// Moving in, done by the publisher for the studio, so that no screen waits and no edition is made of half
// an import. No key is used. Killed at any point it is begun again and ends as one run would have.
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { MoveTask } from '../../model/move-in.ts'
import type { Db } from '../../store/db.ts'
import { readNewestImport } from '../../store/imports.ts'
import { type Job, type JobReport, readJob, updateJob } from '../../store/jobs.ts'
import { copyStore } from '../../store/open.ts'
import { parseLang } from '../../text/lang.ts'
import type { Io } from '../command.ts'
import { newAccount, readCount } from '../import/account.ts'
import { runImport } from '../import/run.ts'
import { undoImport } from '../import/undo.ts'
import type { OpenNewsroom } from '../newsroom-folder.ts'
import { newFinding } from './move-found.ts'

/** A source that ended the process this often is not read again by itself. */
const triesMax = 3
const noteMs = 500

/**
 * Does `job`, which is noted as running. Never throws for what concerns only this job. When `stop` says
 * so it waits for the next publisher; when a person has stopped it, it ends where it is.
 */
export async function doMove(
  opened: OpenNewsroom,
  io: Io,
  { job, stop }: { readonly job: Job; readonly stop: AbortSignal },
): Promise<void> {
  const { db } = opened.store
  try {
    dropCopy(opened)
    if (job.tries > triesMax) throw new GivenUp('Cannot go on: it has stopped too often')
    const report =
      job.kind === 'undo' ? await takeBack(opened, job) : await bringIn(opened, { job, stop })
    await updateJob(db, job.id, { state: 'done', ended_at: Date.now(), report })
  } catch (error) {
    if (error instanceof Stopped) {
      // Not the source's fault: the try does not count.
      if (stop.aborted) await updateJob(db, job.id, { state: 'waiting', tries: job.tries - 1 })
      return
    }
    const detail = error instanceof Error ? error.message.slice(0, 500) : String(error)
    const report = { ...job.report, fault: codeOf(error), detail }
    await updateJob(db, job.id, { state: 'failed', ended_at: Date.now(), report })
    io.warn(`publisher: ${detail} [${report.fault}]\n`)
  }
}

class Stopped extends Error {}
class GivenUp extends Error {}
class SourceGone extends Error {}

interface Asked {
  readonly job: Job
  readonly stop: AbortSignal
}

async function bringIn(opened: OpenNewsroom, { job, stop }: Asked): Promise<JobReport> {
  const { move } = job.report
  if (move === undefined) throw new TypeError(`Cannot bring in: job "${job.id}" names no source`)
  if (job.kind === 'import') return importFor(opened, { job, stop, move, at: opened })
  mkdirSync(join(opened.folder.path, 'spool'), { recursive: true, mode: 0o700 })
  try {
    const copy = await copyStore(opened.store, copyFile(opened))
    try {
      const at = { ...opened, store: copy ?? opened.store }
      return await importFor(opened, { job, stop, move, at })
    } finally {
      await copy?.close()
    }
  } finally {
    dropCopy(opened)
  }
}

function copyFile({ folder }: OpenNewsroom): string {
  return join(folder.path, 'spool', 'trial.db')
}

/** Removes the copy a trial was made on, also that of one that was killed. */
function dropCopy(opened: OpenNewsroom): void {
  for (const end of ['', '-wal', '-shm', '-journal'])
    rmSync(`${copyFile(opened)}${end}`, { force: true })
}

async function importFor(
  { newsroom, store, folder }: OpenNewsroom,
  { job, stop, move, at }: Asked & { readonly move: MoveTask; readonly at: OpenNewsroom },
): Promise<JobReport> {
  const account = newAccount()
  const lang = move.lang === null ? null : parseLang(move.lang)
  const finding = newFinding(lang ?? newsroom.languages[0]!)
  let megabytes = 0
  const tell = noter(store.db, job.id)
  const note = (report: JobReport): void => {
    tell.note(report)
    if (stop.aborted || tell.isStopped()) throw new Stopped('Cannot go on: it was stopped')
  }
  const number = await runImport(at, {
    sources: [incoming(folder.path, move.source)],
    how: {
      from: null,
      lang,
      zone: move.zone,
      media: move.media === null ? null : incoming(folder.path, move.media),
      oldUrl: move.oldUrl,
      types: move.types,
      sectionsFrom: null,
      charset: null,
    },
    account,
    section: move.section,
    keepBylines: move.keepBylines,
    dryRun: job.kind === 'trial',
    onBytes(done) {
      megabytes = Math.round(done / 1_048_576)
      note({ move, megabytes })
    },
    onItem(entry, ready) {
      finding.add(entry, ready)
      note({ move, megabytes, done: readCount(account) })
    },
  })
  await tell.settled()
  const found = finding.found(account)
  return number === null ? { move, found } : { move, found, run: number }
}

/** Only the import that was meant: begun again after its end, it must not take back the one before. */
async function takeBack({ store, folder }: OpenNewsroom, job: Job): Promise<JobReport> {
  const { run } = job.report
  const newest = await readNewestImport(store.db)
  if (run === undefined || newest?.number !== run) return job.report
  const tell = noter(store.db, job.id)
  const undone = await undoImport(store.db, folder.media, (done) => tell.note({ run, done }))
  await tell.settled()
  const { articles = 0, sections = 0, kept = [] } = undone ?? {}
  return { run, undone: { articles, sections, kept: kept.length } }
}

/**
 * Writes down how far a job is, now and then, and looks whether a person has stopped it. Wait for
 * settled() before the result is written, so that the result stays.
 */
function noter(db: Db, id: string) {
  let written = performance.now()
  let last: Promise<void> = Promise.resolve()
  let isStopped = false
  const write = async (report: JobReport): Promise<void> => {
    await updateJob(db, id, { report })
    isStopped = (await readJob(db, id))?.state === 'cancelled'
  }
  return {
    note(report: JobReport): void {
      const now = performance.now()
      if (now - written < noteMs) return
      written = now
      // A note for the screen; the work neither waits for it nor fails with it.
      last = write(report).catch(() => {})
    },
    isStopped: () => isStopped,
    settled: () => last,
  }
}

/** The path of what lies in spool/incoming under `name`. */
function incoming(newsroom: string, name: string): string {
  const path = join(newsroom, 'spool', 'incoming', name)
  if (basename(path) !== name || name.startsWith('.') || !existsSync(path))
    throw new SourceGone(`Cannot read source "${name}": it is not in spool/incoming`)
  return path
}

/** MOV-01 other, MOV-02 disk full, MOV-03 the source is gone, MOV-04 stopped too often. */
function codeOf(error: unknown): string {
  if (error instanceof SourceGone) return 'MOV-03'
  if (error instanceof GivenUp) return 'MOV-04'
  const { code, errcode } = error as NodeJS.ErrnoException & { readonly errcode?: number }
  // 13: SQLite's "database or disk is full".
  return code === 'ENOSPC' || code === 'EDQUOT' || errcode === 13 ? 'MOV-02' : 'MOV-01'
}
