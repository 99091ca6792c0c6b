// What the publisher is to do. The studio writes jobs down, the one publisher takes them when their
// time has come. A job is due when the clock says so at that moment: a clock that jumps, or a machine
// that slept, makes it late, never lost, and a job that has ended never runs again.
import type { MoveFound, MoveTask, MoveUndone } from '../model/move-in.ts'
import type { JobRow } from './access/tables.ts'
import type { Db } from './db.ts'
import { inTransaction } from './transaction.ts'

/** How far it has come, or how it ended; kept as JSON. */
export interface JobReport {
  readonly phase?: 'compare' | 'print' | 'place' | 'check'
  readonly done?: number
  readonly of?: number | null
  /** Edition before the first try: a try that was killed may have made one. */
  readonly before?: number
  readonly counts?: JobCounts
  /** Paths of touched article pages, some of them. */
  readonly articles?: readonly string[]
  readonly check?: JobCheck
  /** A code when it failed: "PUB-11". */
  readonly fault?: string
  /** For administrators: what the machine said. */
  readonly detail?: string
  /** Of a trial or an import: what was asked for, how much is read, and what was found. */
  readonly move?: MoveTask
  readonly megabytes?: number
  readonly found?: MoveFound
  /** The number of the import that was made or is to be taken back. */
  readonly run?: number
  readonly undone?: MoveUndone
}

export interface JobCounts {
  readonly pages: number
  readonly feeds: number
  readonly others: number
  readonly gone: number
}

/** What a reader's check of the published site found. */
export interface JobCheck {
  readonly address: string
  readonly outcome: string
  readonly at: number
}

export interface Job extends Omit<JobRow, 'report'> {
  readonly report: JobReport
}

/** Writes a job down; `report` is what it has to know. */
export async function putJob(
  db: Db,
  job: Pick<Job, 'id' | 'kind' | 'due_at' | 'made_by' | 'made_at'>,
  report: JobReport = {},
): Promise<void> {
  const fresh = {
    state: 'waiting',
    started_at: null,
    ended_at: null,
    tries: 0,
    edition: null,
  } as const
  await db
    .insertInto('job')
    .values({ ...job, ...fresh, report: JSON.stringify(report) })
    .execute()
}

/** Takes the job that has been due longest at `now` and notes that it runs; null when there is none. */
export async function takeDueJob(db: Db, now: number): Promise<Job | null> {
  return inTransaction(db, async (tx) => {
    const row = await tx
      .selectFrom('job')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    if (row === undefined) return null
    const taken = { state: 'running' as const, started_at: now, tries: row.tries + 1 }
    await tx.updateTable('job').set(taken).where('id', '=', row.id).execute()
    return jobOfRow({ ...row, ...taken })
  })
}

/** Notes how far a job has come, how it ended, or that it is to be tried again. */
export async function updateJob(
  db: Db,
  id: string,
  changes: Partial<Pick<Job, 'state' | 'due_at' | 'ended_at' | 'tries' | 'edition' | 'report'>>,
): Promise<void> {
  const { report, ...rest } = changes
  const values = report === undefined ? rest : { ...rest, report: JSON.stringify(report) }
  await db.updateTable('job').set(values).where('id', '=', id).execute()
}

/** For a publisher that starts: jobs that were running belong to one that has died; they wait again. */
export async function requeueJobs(db: Db): Promise<void> {
  await db.updateTable('job').set({ state: 'waiting' }).where('state', '=', 'running').execute()
}

/**
 * Takes back a job that has not begun, or, where `states` says so, one that runs and looks whether it
 * still may. False when it was in none of them.
 */
export async function cancelJob(
  db: Db,
  id: string,
  { now, states }: { readonly now: number; readonly states: readonly Job['state'][] },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('job')
    .set({ state: 'cancelled', ended_at: now })
    .where('id', '=', id)
    .where('state', 'in', states)
    .executeTakeFirstOrThrow()
  return numUpdatedRows !== 0n
}

/** The job, or null. */
export async function readJob(db: Db, id: string): Promise<Job | null> {
  const row = await db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : jobOfRow(row)
}

/** Jobs of a kind in one of `states`, the latest due first. */
export async function readJobs(
  db: Db,
  filter: {
    readonly kind: Job['kind']
    readonly states: readonly Job['state'][]
    readonly limit: number
  },
): Promise<readonly Job[]> {
  const rows = await db
    .selectFrom('job')
    .selectAll()
    .where('kind', '=', filter.kind)
    .where('state', 'in', filter.states)
    .orderBy('due_at', 'desc')
    .orderBy('id')
    .limit(filter.limit)
    .execute()
  return rows.map(jobOfRow)
}

/** Forgets jobs of a kind made before `before`: plans and trials were only looked at. */
export async function dropOldJobs(db: Db, kind: Job['kind'], before: number): Promise<void> {
  await db
    .deleteFrom('job')
    .where('kind', '=', kind)
    .where('state', 'not in', ['waiting', 'running'])
    .where('made_at', '<', before)
    .execute()
}

function jobOfRow(row: JobRow): Job {
  return { ...row, report: JSON.parse(row.report) as JobReport }
}
