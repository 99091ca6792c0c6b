// Disks that are full and power that is cut, on file systems of their own: needs root and mount.
import { execFileSync } from 'node:child_process'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { copyFolder } from '../copy-folder.ts'
import { judge } from './judge.ts'
import { copyOf, inFolder, type Scene } from './scene.ts'
import { type Ended, type Point, runBroken, runStep } from './strace.ts'

export type FileSystem = 'ext4' | 'xfs'

/**
 * Runs the step with `spareKb` kilobytes free on a file system in memory; then there is space again
 * and the next start has to bring things in order.
 */
export async function fullDisk(
  scene: Scene,
  home: string,
  spareKb: number,
): Promise<readonly string[]> {
  const place = join(home, 'small')
  mkdirSync(place, { recursive: true })
  mount('-t', 'tmpfs', '-o', 'size=256m', 'xewer-small', place)
  try {
    const data = copyOf(scene.before, join(place, 'data'))
    const used = Number(execFileSync('du', ['-sk', place], { encoding: 'utf8' }).split('\t')[0])
    mount('-o', `remount,size=${used + spareKb}k`, place)
    const ended = await runStep(inFolder(scene.args, data))
    mount('-o', 'remount,size=256m', place)
    const { problems } = await judge(scene, data, { outside: true })
    return [...toldOff(ended), ...problems]
  } finally {
    unmount(place)
  }
}

/**
 * Kills the step at a call, has the file system write its journal (by syncing a file that has nothing
 * to do with it), cuts the power and starts again.
 */
export async function powerCut(
  scene: Scene,
  home: string,
  at: { readonly point: Point; readonly kind: FileSystem },
): Promise<readonly string[]> {
  const place = join(home, 'disk')
  const image = join(home, 'image')
  mkdirSync(place, { recursive: true })
  writeFileSync(image, '')
  truncateSync(image, 320 << 20)
  execFileSync(`mkfs.${at.kind}`, [at.kind === 'xfs' ? '-fq' : '-qF', image])
  mount('-o', 'loop', image, place)
  try {
    const data = join(place, 'data')
    copyFolder(scene.before, data)
    execFileSync('sync', ['--file-system', place])
    await runBroken(inFolder(scene.args, data), at.point, {
      fault: 'kill',
      data,
      log: join(home, 'log'),
    })
    syncSomethingElse(join(place, 'unrelated'))
    execFileSync('xfs_io', ['-x', '-c', 'shutdown', place])
    unmount(place)
    mount('-o', 'loop', image, place)
    return (await judge(scene, data, { outside: true })).problems
  } finally {
    unmount(place)
    rmSync(image)
  }
}

function toldOff({ code, stderr }: Ended): readonly string[] {
  return code === 0 || (code === 1 && /\[[A-Z]{3}-\d\d\]/.test(stderr))
    ? []
    : [`the step ended with ${code}: ${stderr}`]
}

function syncSomethingElse(path: string): void {
  const file = openSync(path, 'w')
  writeFileSync(file, 'x')
  fsyncSync(file)
  closeSync(file)
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe'] })
}

function unmount(place: string): void {
  execFileSync('umount', [place], { stdio: ['ignore', 'ignore', 'pipe'] })
}
