// A newsroom as it runs on its machine: the studio, the publisher and the public server, each a
// process of its own, started with the commands that people type.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '../../src/store/open.ts'
import { tempFolder } from '../temp-folder.ts'

const launcher = resolve('xewer')

export interface DayNewsroom {
  readonly data: string
  /** "http://localhost:40123" */
  readonly studio: string
  /** What the console printed for the first account. */
  readonly code: string
  /** Where readers find it: "http://127.0.0.1:40124/" */
  readonly site: string
  /** Runs `xewer` and returns what it prints; fails when the command does. */
  run(...args: readonly string[]): string
  /** Ends the studio without a warning, and starts it again at the same port. */
  killStudio(): Promise<void>
  startStudio(): Promise<void>
  killPublisher(): Promise<void>
  startPublisher(): Promise<void>
}

/** Sets a newsroom up and opens its doors until `t` ends. */
export async function openNewsroom(t: TestContext): Promise<DayNewsroom> {
  const folder = tempFolder(t)
  const data = join(folder, 'newsroom')
  const run = (...args: readonly string[]): string =>
    execFileSync(launcher, args, { encoding: 'utf8' })
  const settings = ['--name', 'News', '--languages', 'en,ug,ug-Latn', '--zone', 'Europe/Berlin']
  run('init', '--data', data, ...settings, '--url', 'https://news.example')
  run('publish', '--data', data)
  const serving = await startCommand(t, ['serve', '--data', data, '--port', '0'], /at (\S+)/)
  const site = serving.said
  const addressAndCode = /at (\S+)\/\n[\s\S]*\n\n {4}(\S+)\n/
  let studio = await startCommand(t, ['studio', '--data', data, '--port', '0'], addressAndCode)
  const [address = '', code = ''] = studio.parts
  const { port } = new URL(address)
  const startPublisher = () =>
    startCommand(t, ['publisher', '--data', data, '--check', site], /(ready)/)
  let publisher = await startPublisher()
  return {
    data,
    studio: address,
    code,
    site,
    run,
    killStudio: () => kill(studio.process),
    async startStudio() {
      studio = await startCommand(t, ['studio', '--data', data, '--port', port], /at (\S+)\//)
    },
    killPublisher: () => kill(publisher.process),
    async startPublisher() {
      publisher = await startPublisher()
    },
  }
}

/** Lets the time of everything that is scheduled come: the clock need not be waited for. */
export async function letTimeCome(data: string): Promise<void> {
  const { db, close } = await openStore(join(data, 'newsroom.db'))
  const now = Date.now()
  await db.updateTable('version').set({ publish_at: now }).where('publish_at', '>', now).execute()
  await db.updateTable('job').set({ due_at: now }).where('due_at', '>', now).execute()
  await close()
}

interface Started {
  readonly process: ChildProcess
  readonly said: string
  readonly parts: readonly string[]
}

/** Starts a command and waits until it has said what `ready` looks for. */
async function startCommand(
  t: TestContext,
  args: readonly string[],
  ready: RegExp,
): Promise<Started> {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => stop(child))
  const said = await new Promise<RegExpExecArray>((found, failed) => {
    let text = ''
    child.once('exit', (code) => failed(new Error(`"${args[0]}" ended with ${code}: ${text}`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      text += `${line}\n`
      const match = ready.exec(text)
      if (match !== null) found(match)
    })
  })
  return { process: child, said: said[1] ?? '', parts: said.slice(1) }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  while (child.signalCode === null) await sleep(5)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  while (child.exitCode === null && child.signalCode === null) await sleep(20)
}
