// Carries the newest edition of a tree to one destination. What is there is known from its checkpoint
// and from our memory; what it lacks, from the lists of the editions since.
//
// Crash points: the memory names every path that may lie there before the first is sent, and a new
// edition only when its checkpoint has arrived. Whatever stops it, the next run sends the rest; until
// then readers there find old pages or new ones, and the checkpoint speaks of the old edition.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Checkpoint } from '../edition/log/checkpoint.ts'
import { type Destination, type Holding, putHolding, readHolding } from './destination.ts'
import { planDelivery } from './plan.ts'
import { CarrierError, rsync } from './rsync.ts'
import { checkpointPath, readCheckpoint, readTouched, treePaths } from './touched.ts'

export interface Delivery {
  readonly name: string
  /** The edition that is there now, and the one that was before (0: none). */
  readonly edition: number
  readonly before: number
  readonly sent: number
  readonly removed: number
}

export interface Way {
  readonly site: string
  /** Where we remember what the destination holds. */
  readonly memory: string
  /** Compare every file, and remove whatever no edition holds. */
  readonly full: boolean
  /** Say what would be done; nothing is sent. */
  readonly plan: boolean
}

/** CarrierError when the destination cannot be reached or holds something else; nothing is lost then. */
export async function deliver(destination: Destination, way: Way): Promise<Delivery> {
  const edition = readCheckpoint(way.site)
  if (edition === null)
    throw new CarrierError(`Cannot deliver "${way.site}": nothing was published`, 'Publish first.')
  const pocket = mkdtempSync(join(tmpdir(), 'xewer-deliver-'))
  try {
    const there = await lookThere(destination, pocket)
    const known = readHolding(way.memory)
    const holding = known?.to === destination.to ? known : null
    await refuseStrangers(destination, { edition, there, holding })
    const { name } = destination
    const before = there?.size ?? 0
    const touched =
      way.full || holding === null || holding.edition === 0 || holding.edition > before
        ? null
        : readTouched(way.site, holding.edition, edition.size)
    const isWhole = touched === null
    if (!isWhole && holding?.edition === edition.size && holding.perhaps.length === 0)
      return { name, edition: before, before, sent: 0, removed: 0 }
    const paths = treePaths(way.site)
    const plan =
      touched === null || holding === null
        ? { fresh: paths, changed: paths, gone: [] }
        : planDelivery(paths, { held: holding.paths, perhaps: holding.perhaps, touched })
    const { fresh, changed, gone } = plan
    const sent = isWhole ? paths.length : fresh.length + changed.length + 1
    const done = { name, edition: edition.size, before, sent, removed: gone.length }
    if (way.plan) return done
    mkdirSync(join(pocket, 'log'))
    copyFileSync(join(way.site, checkpointPath), join(pocket, checkpointPath))
    const held = holding?.paths ?? []
    const perhaps = [...new Set([...(holding?.perhaps ?? []), ...paths])]
    const { to } = destination
    putHolding(way.memory, { to, edition: holding?.edition ?? 0, paths: held, perhaps })
    await send(destination, { ...way, pocket, plan, isWhole })
    putHolding(way.memory, { to, edition: edition.size, paths, perhaps: [...held, ...perhaps] })
    const removed = await remove(destination, { site: way.site, gone, isWhole })
    putHolding(way.memory, { to, edition: edition.size, paths, perhaps: [] })
    return { ...done, removed }
  } finally {
    rmSync(pocket, { recursive: true, force: true })
  }
}

/** The checkpoint that lies at the destination, or null. */
async function lookThere(destination: Destination, pocket: string): Promise<Checkpoint | null> {
  const only = ['--include=/log/', `--include=/${checkpointPath}`, '--exclude=*']
  const to = join(pocket, 'there/')
  mkdirSync(to)
  await rsync({ options: ['--recursive', ...only], from: `${destination.to}/`, to }, destination)
  return readCheckpoint(join(pocket, 'there'))
}

interface Both {
  readonly edition: Checkpoint
  readonly there: Checkpoint | null
  readonly holding: Holding | null
}

/** Nothing is sent to, and above all removed from, a folder that is not a copy of this very site. */
async function refuseStrangers(
  destination: Destination,
  { edition, there, holding }: Both,
): Promise<void> {
  const refuse = (state: string, advice: string): never => {
    throw new CarrierError(`Cannot deliver to "${destination.name}": ${state}`, advice)
  }
  if (there !== null && there.origin !== edition.origin)
    refuse(`a copy of ${there.origin} is there`, 'Nothing was sent. Name another folder.')
  if (there !== null && there.size > edition.size) {
    const advice = 'Nothing was sent. Bring this newsroom up to date with its own public log first.'
    refuse(`it holds edition ${there.size}, which is newer than ${edition.size} here`, advice)
  }
  if (there !== null || holding !== null) return
  const listed = await rsync({ options: ['--list-only'], from: `${destination.to}/` }, destination)
  const names = (listed ?? '')
    .split('\n')
    .flatMap((line) => /^\S+\s+\S+ \S+ \S+ (.+)$/.exec(line)?.[1] ?? [])
  const stranger = names.find((name) => !name.startsWith('.') && name !== 'lost+found')
  if (stranger !== undefined)
    refuse(`something else is there ("${stranger}")`, 'Nothing was sent. Name an empty folder.')
}

interface Sending {
  readonly site: string
  readonly pocket: string
  readonly plan: ReturnType<typeof planDelivery>
  readonly isWhole: boolean
}

async function send(destination: Destination, { site, pocket, plan, isWhole }: Sending) {
  const to = `${destination.to}/`
  const steps = [
    { files: plan.fresh, options: isWhole ? ['--ignore-existing'] : ['--checksum'] },
    // All of them take their places at the end, close together.
    { files: plan.changed, options: ['--checksum', '--delay-updates'] },
  ]
  for (const { files, options } of steps) {
    const own = files.filter((path) => path !== checkpointPath)
    if (own.length > 0) await rsync({ options, files: own, from: `${site}/`, to }, destination)
  }
  // Its copy: an edition that is made meanwhile has one of its own.
  const last = { options: ['--checksum'], files: [checkpointPath], from: `${pocket}/`, to }
  await rsync(last, destination)
}

/** Returns how many went. */
async function remove(
  destination: Destination,
  { site, gone, isWhole }: { site: string; gone: readonly string[]; isWhole: boolean },
): Promise<number> {
  const place = { from: `${site}/`, to: `${destination.to}/` }
  if (!isWhole) {
    if (gone.length === 0) return 0
    const options = ['--recursive', '--force', '--delete-missing-args']
    await rsync({ options, files: gone, ...place }, destination)
    return gone.length
  }
  // Sends nothing, removes what no edition holds; a host's own dot files (.well-known) stay.
  const options = ['--recursive', '--existing', '--ignore-existing', '--delete', '--filter=P .*']
  const said = await rsync({ options: [...options, '--itemize-changes'], ...place }, destination)
  return (said ?? '').split('\n').filter((line) => line.startsWith('*deleting')).length
}
