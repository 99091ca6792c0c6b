// A newsroom in a folder with the real publisher in its own process beside the studio.
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { readJob } from '../src/store/jobs.ts'
import { readNewsroom } from '../src/store/newsroom.ts'
import { openStore } from '../src/store/open.ts'
import { openTestStudio, type TestStudio } from './studio.ts'
import { tempFolder } from './temp-folder.ts'

export const launcher = resolve('xewer')

/** A newsroom in a folder of its own and a studio over it; only the addresses are made up. */
export async function newsroomWithStudio(t: TestContext) {
  const folder = tempFolder(t)
  const data = join(folder, 'newsroom')
  const settings = ['--name', 'News', '--languages', 'en,tr', '--zone', 'Europe/Berlin']
  execFileSync(launcher, ['init', '--data', data, ...settings, '--url', 'https://news.example'])
  const database = join(data, 'newsroom.db')
  const store = await openStore(database)
  const newsroom = await readNewsroom(store.db)
  await store.close()
  const desk = await openTestStudio(t, { database, folder: data, ...(newsroom && { newsroom }) })
  desk.clock.now = Date.now()
  return { data, desk }
}

/** Starts the publisher; it checks the folder as a reader would, there is no server here. */
export async function startPublisher(t: TestContext, data: string): Promise<ChildProcess> {
  const args = ['src/cli.ts', 'publisher', '--data', data, '--check', `${data}/site/live/`]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  await new Promise<void>((ready) => child.stdout?.once('data', () => ready()))
  return child
}

export async function stop(publisher: ChildProcess): Promise<void> {
  publisher.kill('SIGTERM')
  await exited(publisher)
  assert.equal(publisher.exitCode, 0)
}

export async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise((done) => child.once('exit', done))
}

/** Waits until the job at `location` has ended. */
export async function settled({ studio, clock }: TestStudio, location: string | null) {
  const id = location?.split('/').at(-1) ?? ''
  for (;;) {
    const job = await readJob(studio.db, id)
    clock.now = Date.now()
    if (job === null) throw new Error(`There is no job "${id}"`)
    if (job.state !== 'waiting' && job.state !== 'running') return job
    await sleep(50)
  }
}
