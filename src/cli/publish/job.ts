// One job of the publisher, from "taken" to "done" or "failed", with everything the studio shows of it
// on the way. Trying again is always safe: a publish is whole or not at all, and finds what is done.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { PublishingElsewhere } from '../../edition/lease.ts'
import { type Published, publish } from '../../edition/publish.ts'
import { placeSnippets } from '../../edition/server-snippets.ts'
import { readNewestEdition } from '../../store/editions.ts'
import { type Job, type JobCheck, type JobReport, updateJob } from '../../store/jobs.ts'
import { Failure, type Io } from '../command.ts'
import type { OpenNewsroom } from '../newsroom-folder.ts'
import { checkBefore } from './before.ts'
import { countFiles } from './publish.ts'
import { publisherOf } from './publisher.ts'

const triesMax = 5

/** Does `job`, which is noted as running. Never throws for what concerns only this job. */
export async function doJob(
  opened: OpenNewsroom,
  io: Io,
  { job, check }: { readonly job: Job; readonly check: string | null },
): Promise<void> {
  const { db } = opened.store
  const before = job.report.before ?? (await newestNumber(opened))
  let report: JobReport = { ...job.report, before }
  await updateJob(db, job.id, { report })
  try {
    const published = await publishFor(opened, { job, report }, io)
    const newest = await newestNumber(opened)
    // An edition that a try before this one made counts for this job, too.
    const edition = published.edition ?? (newest > before ? newest : null)
    report = { before, ...resultOf(published) }
    if (job.kind === 'publish' && edition !== null) {
      await updateJob(db, job.id, { edition, report: { ...report, phase: 'check' } })
      report = { ...report, check: await checkOutside(opened, check, report) }
    }
    await updateJob(db, job.id, { state: 'done', ended_at: Date.now(), edition, report })
  } catch (error) {
    await fail(opened, job, { before, error })
    io.warn(`publisher: ${error instanceof Error ? error.message : error} [${codeOf(error)}]\n`)
  }
}

async function publishFor(
  opened: OpenNewsroom,
  { job, report }: { readonly job: Job; readonly report: JobReport },
  io: Io,
): Promise<Published> {
  const { db } = opened.store
  let written = 0
  const publisher = await publisherOf(opened, {
    now: Date.now(),
    onProgress(phase, done, of) {
      const now = performance.now()
      if (now - written < 500) return
      written = now
      // A note for the screen; the publish neither waits for it nor fails with it.
      void updateJob(db, job.id, { report: { ...report, phase, done, of } }).catch(() => {})
    },
  })
  if (job.kind !== 'plan') await checkBefore(opened, publisher, { io, compare: null })
  const published = await publish(publisher, { full: false, plan: job.kind === 'plan' })
  if (job.kind !== 'plan') placeSnippets(publisher.site, opened.folder.server)
  return published
}

async function newestNumber({ store }: OpenNewsroom): Promise<number> {
  return (await readNewestEdition(store.db))?.number ?? 0
}

const articlesShown = 12

function resultOf(published: Published): JobReport {
  const { pages, feeds, others } = countFiles(published.touched)
  const articles = published.touched
    .filter(
      (path) => /^[\w-]+\/\d{4}\/\d{2}\/[^/]+\.html$/.test(path) && !path.endsWith('/index.html'),
    )
    .slice(0, articlesShown)
  return { counts: { pages, feeds, others, gone: published.gone.length }, articles }
}

/** Tries again later what may pass by itself; gives up after some tries, until a person asks. */
async function fail(
  { store: { db } }: OpenNewsroom,
  job: Job,
  { before, error }: { readonly before: number; readonly error: unknown },
): Promise<void> {
  const now = Date.now()
  const detail = error instanceof Error ? error.message.slice(0, 500) : String(error)
  const report = { before, fault: codeOf(error), detail }
  if (job.kind === 'publish' && job.tries < triesMax) {
    const due_at = now + 5000 * 2 ** job.tries
    await updateJob(db, job.id, { state: 'waiting', due_at, report })
  } else await updateJob(db, job.id, { state: 'failed', ended_at: now, report })
}

/** PUB-10 somebody else publishes, PUB-11 disk full, PUB-12 folder may not be written, PUB-13 other. */
function codeOf(error: unknown): string {
  if (error instanceof PublishingElsewhere) return 'PUB-10'
  if (error instanceof Failure) return error.code
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'PUB-11'
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'PUB-12' : 'PUB-13'
}

const checkMs = 120_000
const pagesChecked = 1

/**
 * What a reader finds: another process, given nothing but an address and the newsroom's first trust
 * file, fetches the page and the log and checks them. Where no address can be reached from here, the
 * published folder is checked instead: "unreachable" then still means that the edition is whole.
 */
async function checkOutside(
  { folder, newsroom }: OpenNewsroom,
  address: string | null,
  { articles = [] }: JobReport,
): Promise<JobCheck> {
  const trust = join(folder.keys, 'public', 'trust', '1.signers')
  const check = async (at: string): Promise<JobCheck> => {
    const pages = articles.slice(0, pagesChecked).map((path) => `${at}${path}`)
    const outcome = await verifyApart(pages.length > 0 ? pages : [at], trust)
    return { address: at, outcome, at: Date.now() }
  }
  const outside = await check(address ?? newsroom.url)
  if (outside.outcome !== 'unreachable') return outside
  const here = await check(`${folder.site}/`)
  return here.outcome === 'good' ? outside : here
}

/** What `xewer verify` says of `targets`, in a process of its own. */
async function verifyApart(targets: readonly string[], trust: string): Promise<string> {
  const program = fileURLToPath(new URL('../../cli.ts', import.meta.url))
  const args = [program, 'verify', ...targets, '--json', '--no-memory']
  const known = existsSync(trust) ? ['--trust', trust] : []
  try {
    const run = promisify(execFile)
    const { stdout } = await run(process.execPath, [...args, ...known], { timeout: checkMs })
    return outcomeIn(stdout)
  } catch (error) {
    // Its exit code says what it found; without findings it could not look.
    return outcomeIn((error as { stdout?: string }).stdout ?? '')
  }
}

function outcomeIn(json: string): string {
  if (!json.startsWith('[')) return 'unreachable'
  const found = JSON.parse(json) as { outcome: string }[]
  return found.find(({ outcome }) => outcome !== 'good')?.outcome ?? 'good'
}
