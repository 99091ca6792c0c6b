// What must hold after a fault: at once, readers have one edition or the next, whole and with a good log;
// after the next start, which needs no hand, they have the new one, its log has one edition per number,
// both trees are the same, and every article is there.

import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { folderCopy } from '../../src/edition/verify/copies.ts'
import { verifyTree } from '../../src/edition/verify/verify.ts'
import { treeOf } from '../desk.ts'
import { commandInside, commandOutside } from './inside.ts'
import { inFolder, type Pages, pagesOf, readyCopy, type Scene, siteOf } from './scene.ts'

/** Which edition readers had before anything was repaired. */
export type Standing = 'old' | 'new'

export interface Verdict {
  /** Null when it was neither, which is a problem. */
  readonly standing: Standing | null
  /** What the next command took, in milliseconds; the start of Node included where it ran `outside`. */
  readonly repairMs: number
  readonly problems: readonly string[]
}

const repairMsMax = 5000

/**
 * Judges the newsroom `data` that a fault was done to. Commands run in this process, or `outside`, as
 * processes of their own.
 */
export async function judge(
  scene: Scene,
  data: string,
  { outside }: { readonly outside: boolean },
): Promise<Verdict> {
  const { standing, problems } = await judgeAtOnce(scene, data)
  readyCopy(scene, data)
  let repairMs = 0
  for (const args of scene.after) {
    const started = performance.now()
    await (outside ? commandOutside : commandInside)(inFolder(args, data)).catch((error: Error) => {
      // What is forgotten already cannot be forgotten again.
      if (scene.step !== 'forget' || !/There is no article/.test(error.message)) throw error
    })
    repairMs ||= performance.now() - started
  }
  if (repairMs > repairMsMax) problems.push(`the next command took ${Math.round(repairMs)} ms`)
  problems.push(...differences(scene.next, pagesOf(data)))
  problems.push(...(await checkLog(data, scene.edition)))
  problems.push(...checkTrees(data))
  problems.push(...checkDatabase(data))
  problems.push(...findForgotten(scene, data))
  problems.push(...(await checkBackup(scene, data, 'after all')))
  return { standing, repairMs, problems }
}

/** What readers have, whatever was cut short. */
async function judgeAtOnce(
  scene: Scene,
  data: string,
): Promise<{ readonly standing: Standing | null; readonly problems: string[] }> {
  const { old, next, edition, editionBefore } = scene
  const found = pagesOf(data)
  const backup = await checkBackup(scene, data, 'at once')
  const standing = isEqual(found, old) ? 'old' : isEqual(found, next) ? 'new' : null
  if (standing === null) {
    const nearer = [old, next].map((pages) => differences(pages, found))
    const few = nearer.sort((a, b) => a.length - b.length)[0]!.slice(0, 5)
    return { standing, problems: [...backup, ...few.map((line) => `at once: ${line}`)] }
  }
  const numbers = isEqual(old, next)
    ? [editionBefore, edition]
    : [standing === 'old' ? editionBefore : edition]
  const log = found.size === 0 ? [] : await checkLog(data, ...numbers)
  return { standing, problems: [...backup, ...log.map((line) => `at once: ${line}`)] }
}

function differences(wanted: Pages, found: Pages): string[] {
  const paths = [...new Set([...wanted.keys(), ...found.keys()])]
  return paths
    .filter((path) => wanted.get(path) !== found.get(path))
    .map((path) => `not as it should be: ${path}`)
}

/** The tree is whole, every signature good, and its edition one of `numbers`. */
async function checkLog(data: string, ...numbers: readonly number[]): Promise<string[]> {
  const options = { trusted: null, remembered: null, now: null }
  const { record, problems } = await verifyTree(folderCopy(siteOf(data)), options)
  const number = record?.number ?? 0
  const strange = numbers.includes(number) ? [] : [`edition ${number} is the newest`]
  return [...strange, ...problems.map(({ kind, path, detail }) => `${kind}: ${path}: ${detail}`)]
}

/** The tree that readers do not see is the same, or there is none yet; nothing else lies beside. */
function checkTrees(data: string): string[] {
  const site = siteOf(data)
  if (!existsSync(site)) return []
  const live = readlinkSync(site)
  const spares = readdirSync(dirname(site)).filter((name) => name !== live && name !== 'live')
  if (spares.length > 1) return [`too many trees: ${spares}`]
  const seen = JSON.stringify(treeOf(site))
  return spares.flatMap((name) =>
    JSON.stringify(treeOf(join(dirname(site), name))) === seen ? [] : [`tree ${name} is another`],
  )
}

function checkDatabase(data: string): string[] {
  const db = new DatabaseSync(join(data, 'newsroom.db'))
  try {
    const rows = db.prepare('pragma integrity_check').all()
    const answer = JSON.stringify(rows)
    const waiting = db.prepare(`select number from edition where state <> 'published'`).all()
    return [
      ...(answer === '[{"integrity_check":"ok"}]' ? [] : [`database: ${answer}`]),
      ...waiting.map(({ number }) => `edition ${number} was never finished`),
    ]
  } finally {
    db.close()
  }
}

/** Files that still hold what was to be forgotten. */
function findForgotten({ forgotten }: Scene, data: string): string[] {
  if (forgotten.length === 0) return []
  return readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) => {
      const text = `${file.slice(data.length)} ${readFileSync(file)}`
      const word = forgotten.find((one) => text.includes(one))
      return word === undefined ? [] : [`"${word}" is in ${file.slice(data.length)}`]
    })
}

/** A backup is a whole newsroom, or there is none yet; beside it nothing is left of the making. */
async function checkBackup(
  { secret, old }: Scene,
  data: string,
  when: 'at once' | 'after all',
): Promise<string[]> {
  if (secret === null) return []
  const names = readdirSync(data)
  const left = names.filter((name) => /^backup\.(?:db|age\.part)/.test(name))
  if (when === 'after all' && left.length > 0) return [`left behind: ${left}`]
  if (!names.includes('backup.age')) return when === 'at once' ? [] : ['there is no backup']
  const restored = `${data}.restored`
  try {
    const from = ['restore', join(data, 'backup.age'), '--key', secret, '--data', restored]
    await commandInside(from)
    const right = isEqual(pagesOf(restored), old) && checkDatabase(restored).length === 0
    return right ? [] : [`the backup is not whole ${when}`]
  } finally {
    rmSync(restored, { recursive: true, force: true })
  }
}

function isEqual(a: Pages, b: Pages): boolean {
  return a.size === b.size && [...a].every(([path, digest]) => b.get(path) === digest)
}
