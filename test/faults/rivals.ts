// Publishers that get in each other's way, and clocks that jump. Every round is judged like a fault:
// one edition per number, the tree as it should be.
import { type ChildProcess, spawn } from 'node:child_process'
import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { quiet, xewer } from './inside.ts'
import { judge } from './judge.ts'
import { copyOf, inFolder, type Scene } from './scene.ts'

interface Publish {
  readonly child: ChildProcess
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>
}

/** Several publishers at once on a copy of the scene: all but one have to wait or find nothing. */
export async function race(scene: Scene, home: string, rivals: number): Promise<string[]> {
  const data = copyOf(scene.before, join(home, 'race'))
  const all = Array.from({ length: rivals }, () => start(scene, data))
  const ends = await Promise.all(all.map(({ ended }) => ended))
  return [...ends.flatMap(refusals), ...(await judge(scene, data, { outside: true })).problems]
}

/**
 * A publisher is stopped `afterMs` after it began; ten minutes later by the clock another publishes;
 * then the first wakes up and must not disturb what is there.
 */
export async function sleeper(scene: Scene, home: string, afterMs: number): Promise<string[]> {
  const data = copyOf(scene.before, join(home, 'sleeper'))
  const first = start(scene, data)
  await pause(afterMs)
  first.child.kill('SIGSTOP')
  const second = start(scene, data, { FAKETIME: '+10m' })
  // A sleeper that holds the database makes the other wait until it gives up.
  const ended = await second.ended
  first.child.kill('SIGCONT')
  const ends = [ended, await first.ended]
  return [...ends.flatMap(refusals), ...(await judge(scene, data, { outside: true })).problems]
}

/** A publish with the clock set off by `offset` ("-10y"), or changed to it while it runs. */
export async function clockJump(
  scene: Scene,
  home: string,
  jump: { readonly offset: string; readonly afterMs: number | null },
): Promise<string[]> {
  const data = copyOf(scene.before, join(home, 'clock'))
  const file = join(home, 'offset')
  writeFileSync(file, jump.afterMs === null ? jump.offset : '+0')
  const running = start(scene, data, {
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  })
  if (jump.afterMs !== null) {
    await pause(jump.afterMs)
    writeFileSync(file, jump.offset)
  }
  const { code, stderr } = await running.ended
  // Signing with a date the keys are not for would spoil the log for good: that is refused.
  const told = code === 0 || (code === 1 && stderr.includes('[PUB-04]'))
  const failed = told ? [] : [`ended with ${code}: ${stderr}`]
  return [...failed, ...(await judge(scene, data, { outside: true })).problems]
}

/** Of Debian's package faketime, on every kind of machine. */
const [fakeClock = ''] = globSync('/usr/lib/*/faketime/libfaketime.so.1')

function start(scene: Scene, data: string, clock: Readonly<Record<string, string>> = {}): Publish {
  const [program = '', ...first] = xewer
  const preload = Object.keys(clock).length === 0 ? {} : { LD_PRELOAD: fakeClock }
  const child = spawn(program, [...first, ...inFolder(scene.args, data)], {
    env: { ...quiet(), ...preload, ...clock },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stderr }))
  })
  return { child, ended }
}

/** A publisher may be told to wait; anything else is a problem. */
function refusals({ code, stderr }: { code: number | null; stderr: string }): string[] {
  const told = code === 0 || (code === 1 && /\[(?:PUB-01|NEW-06)\]/.test(stderr))
  return told ? [] : [`a publisher ended with ${code}: ${stderr}`]
}
