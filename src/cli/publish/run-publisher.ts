// `xewer publisher`: the one process with keys. It does what the studio has written down, when its
// time has come, exactly once: whatever a publisher that died has begun is finished or done again by
// the same steps. The clock is looked at every second; there is no long timer that a jump could fool.
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { PublishingElsewhere, withLease } from '../../edition/lease.ts'
import { finishInterrupted } from '../../edition/publish.ts'
import { idFromBytes } from '../../model/id.ts'
import { dropOldJobs, putJob, readJobs, requeueJobs, takeDueJob } from '../../store/jobs.ts'
import { readNewsroom } from '../../store/newsroom.ts'
import { readDue } from '../../store/versions.ts'
import { type Command, Failure, type Io, parseOptions, UsageError } from '../command.ts'
import { type OpenNewsroom, openNewsroom } from '../newsroom-folder.ts'
import { stopSignal } from '../until-stopped.ts'
import { doJob } from './job.ts'
import { doMove } from './move-job.ts'
import { publisherOf } from './publisher.ts'

const usage = `
xewer publisher [--data DIR] [--check URL]

Publishes what the studio has been told to, at once or at its time, and plans what would be written.
What is moved in by the studio it brings in, too.
It is the only process that uses the keys; one runs for each newsroom. Stopped or killed at any moment,
it goes on at its next start.

  --data DIR   the newsroom's folder
  --check URL  where to check each edition as a reader would (the newsroom's own address)
  --with-parent  end when standard input ends: with the process that started it
`

const options = {
  data: { type: 'string' },
  check: { type: 'string' },
  'with-parent': { type: 'boolean', default: false },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
    const opened = await openNewsroom(values.data, io)
    const stop = stopSignal({ withParent: values['with-parent'] })
    try {
      const { db } = opened.store
      const work = (): Promise<void> => workOff(opened, io, { check: values.check ?? null, stop })
      await withLease({ db, now: Date.now(), name: 'publisher' }, work)
      return 0
    } catch (error) {
      if (!(error instanceof PublishingElsewhere)) throw error
      const advice = [
        'Nothing was changed. One is enough: it sees everything the studio writes down.',
      ]
      throw new Failure('PUB-02', 'Another publisher of this newsroom is running', advice, error)
    } finally {
      await opened.store.close()
    }
  },
}

const pollMs = 1000
const plansKeptMs = 3_600_000
/** They hold texts and names of the old site. */
const movesKeptMs = 7 * 86_400_000

async function workOff(
  opened: OpenNewsroom,
  io: Io,
  { check, stop }: { readonly check: string | null; readonly stop: AbortSignal },
): Promise<void> {
  const { db } = opened.store
  await finishInterrupted(await publisherOf(opened, { now: Date.now(), onProgress: () => {} }))
  await requeueJobs(db)
  await io.print('The publisher is ready\n')
  while (!stop.aborted) {
    await noteDue(opened)
    const job = await takeDueJob(db, Date.now())
    if (job !== null) {
      const newsroom = (await readNewsroom(db)) ?? opened.newsroom
      const now = { ...opened, newsroom }
      if (job.kind === 'plan' || job.kind === 'publish') await doJob(now, io, { job, check })
      else await doMove(now, io, { job, stop })
      continue
    }
    await dropOldJobs(db, 'plan', Date.now() - plansKeptMs)
    for (const kind of ['trial', 'import'] as const)
      await dropOldJobs(db, kind, Date.now() - movesKeptMs)
    await sleep(pollMs, undefined, { signal: stop }).catch((error: unknown) => {
      if (!stop.aborted) throw error
    })
  }
}

/** Versions held back until now are published even when nobody wrote a job down for them. */
async function noteDue({ store: { db } }: OpenNewsroom): Promise<void> {
  const now = Date.now()
  if ((await readDue(db, now)).length === 0) return
  const states = ['waiting', 'running'] as const
  const known = await readJobs(db, { kind: 'publish', states, limit: 100 })
  if (known.some(({ due_at }) => due_at <= now)) return
  // After a failure the retry is the waiting job; one that has given up is not begun again by itself.
  const [last] = await readJobs(db, { kind: 'publish', states: ['failed'], limit: 1 })
  if (last !== undefined && now - (last.ended_at ?? 0) < givenUpMs) return
  const id = idFromBytes(randomBytes(5))
  await putJob(db, { id, kind: 'publish', due_at: now, made_by: null, made_at: now })
}

const givenUpMs = 15 * 60_000
