// What must hold after a fault: at once, every file of the tree is whole, old or new, the log is good and
// what its checkpoint speaks of is all there; after the next start, which needs no hand, the tree as a
// whole is the new one, its log has one edition per number, and every article is there.

import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { folderCopy } from '../../src/edition/verify/copies.ts'
import { verifyTree } from '../../src/edition/verify/verify.ts'
import { commandInside, commandOutside } from './inside.ts'
import { inFolder, type Pages, pagesOf, type Scene } from './scene.ts'

/** How the tree stood before anything was repaired. */
export type Standing = 'old' | 'new' | 'between'

export interface Verdict {
  readonly standing: Standing
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
  const found = pagesOf(data)
  const problems = [
    ...tornFiles(scene, found),
    ...(await checkLogAtOnce(scene, data)),
    ...(await checkBackup(scene, data, 'at once')),
  ]
  const standing = isEqual(found, scene.old)
    ? 'old'
    : isEqual(found, scene.next)
      ? 'new'
      : 'between'
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
  problems.push(...(await checkLog(scene, data)))
  problems.push(...checkDatabase(data))
  problems.push(...findForgotten(scene, data))
  problems.push(...(await checkBackup(scene, data, 'after all')))
  return { standing, repairMs, problems }
}

/** Files that are neither as they were nor as they will be. */
function tornFiles({ old, next }: Scene, found: Pages): string[] {
  const problems: string[] = []
  for (const [path, digest] of found)
    if (digest !== old.get(path) && digest !== next.get(path)) problems.push(`torn: ${path}`)
  for (const path of old.keys())
    if (next.has(path) && !found.has(path)) problems.push(`vanished: ${path}`)
  return problems
}

function differences(wanted: Pages, found: Pages) {
  const paths = [...new Set([...wanted.keys(), ...found.keys()])]
  return paths
    .filter((path) => wanted.get(path) !== found.get(path))
    .map((path) => `not as it should be: ${path}`)
}

/** The newest checkpoint, old or new, is good; when it is the new one, no page it speaks of is missing. */
async function checkLogAtOnce({ old, next, edition }: Scene, data: string): Promise<string[]> {
  const { number, problems } = await verifiedTree(data)
  const isDone = number === edition
  const changes = (path: string): boolean => next.has(path) && old.get(path) !== next.get(path)
  const wrong = problems.filter(({ kind, path }) => {
    // Not removed yet, or put there before the checkpoint that names it.
    if (kind === 'extra') return false
    if (isDone) return true
    return !(kind === 'altered'
      ? changes(path)
      : kind === 'swapped' && path.endsWith('.proof.html'))
  })
  const strange =
    isDone || number === edition - 1 ? [] : [`at once: edition ${number} is the newest`]
  return [
    ...strange,
    ...wrong.map(({ kind, path, detail }) => `at once: ${kind}: ${path}: ${detail}`),
  ]
}

async function checkLog({ edition }: Scene, data: string): Promise<string[]> {
  const { number, problems } = await verifiedTree(data)
  const strange = number === edition ? [] : [`edition ${number} is the newest`]
  return [...strange, ...problems.map(({ kind, path, detail }) => `${kind}: ${path}: ${detail}`)]
}

async function verifiedTree(data: string) {
  const options = { trusted: null, remembered: null, now: null }
  const { record, problems } = await verifyTree(folderCopy(join(data, 'site/live')), options)
  return { number: record?.number ?? 0, problems }
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
