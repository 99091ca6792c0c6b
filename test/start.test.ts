// `xewer start` as a whole: every door opens, nothing is published unasked, and its processes end with
// it, however it ends.
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { tempFolder } from './temp-folder.ts'

const root = resolve(import.meta.dirname, '..')

test('start opens all doors of a newsroom and publishes nothing that waits', async (t) => {
  const data = newsroom(t)
  const started = await start(t, data)
  assert.ok(existsSync(join(data, 'site/live/editions/1.txt')))
  write(data, 'second', 'Nobody has said that this is to go out')
  xewer('import', '--data', data, join(data, '..', 'second'))
  await end(started, 'SIGTERM')
  const again = await start(t, data)
  assert.ok(!existsSync(join(data, 'site/live/editions/2.txt')), 'not by starting')
  await end(again, 'SIGTERM')
})

test('the processes of start end with it, even when it is killed', async (t) => {
  const data = newsroom(t)
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const started = await start(t, data)
    assert.equal(started.children.length, 4, 'serve, ask, studio, publisher')
    await end(started, signal)
  }
})

test('start that is stopped while its doors open leaves none of them open', async (t) => {
  const data = newsroom(t)
  const { process: child } = spawnStart(t, data)
  let seen: readonly number[] = []
  while (seen.length < 2) {
    await pause(20)
    seen = childrenOf(child.pid ?? 0)
  }
  child.kill('SIGTERM')
  await gone(child)
  await untilGone(seen)
})

test('a port that is taken already is named, with a way on', async (t) => {
  const data = newsroom(t)
  xewer('publish', '--data', data)
  const other = createServer().listen(0, '127.0.0.1')
  t.after(() => other.close())
  await once(other, 'listening')
  const port = String((other.address() as AddressInfo).port)
  for (const command of ['start', 'serve']) {
    const child = spawn(join(root, 'xewer'), [command, '--data', data, '--port', port])
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    assert.deepEqual(await once(child, 'close'), [1, null])
    assert.match(said, new RegExp(`listens at port ${port} already \\[SRV-12\\]\n.*--port N`))
  }
})

interface Started {
  readonly process: ChildProcess
  readonly children: readonly number[]
}

async function start(t: TestContext, data: string): Promise<Started> {
  const { process: child, lines } = spawnStart(t, data)
  for await (const line of lines) {
    if (line.startsWith('The publisher is ready'))
      return { process: child, children: childrenOf(child.pid ?? 0) }
  }
  throw new Error('start ended')
}

function spawnStart(t: TestContext, data: string) {
  const node = ['--disable-warning=ExperimentalWarning', join(root, 'src/cli.ts')]
  const ports = ['--port', '0', '--studio-port', '0']
  const child = spawn(process.execPath, [...node, 'start', '--data', data, ...ports], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  return { process: child, lines: createInterface({ input: child.stdout }) }
}

async function end({ process: child, children }: Started, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal)
  await gone(child)
  await untilGone(children)
}

async function gone(child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) await pause(20)
}

/** Fails when one of them is still there after ten seconds. */
async function untilGone(pids: readonly number[]): Promise<void> {
  for (let tries = 0; pids.some(isRunning); tries += 1) {
    assert.ok(tries < 200, `${pids.filter(isRunning)} outlived start`)
    await pause(50)
  }
}

function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.split(' ').filter(Boolean).map(Number)
}

function isRunning(pid: number): boolean {
  const stat = `/proc/${pid}/stat`
  return existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8'))
}

function newsroom(t: TestContext): string {
  const home = tempFolder(t)
  const data = join(home, 'newsroom')
  const settings = ['--name', 'Start', '--languages', 'en', '--zone', 'UTC']
  xewer('init', '--data', data, ...settings, '--url', 'https://start.example/')
  write(data, 'first', 'The doors are open')
  xewer('import', '--data', data, join(home, 'first'))
  return data
}

/** One article in a folder beside the newsroom. */
function write(data: string, name: string, headline: string): void {
  const folder = join(data, '..', name, 'story')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'en.md'), `---\nheadline: ${headline}\ndate: 2026-04-02\n---\nText.\n`)
}

function xewer(...args: readonly string[]): void {
  execFileSync(join(root, 'xewer'), args, { stdio: ['ignore', 'ignore', 'inherit'] })
}
