// Publishing, from what changed to a signed edition in place. One publisher at a time holds the
// lease; every step before commitEdition() can be thrown away, every step after it is only renames.
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Digest } from '../model/id.ts'
import type { Newsroom, Picture } from '../model/newsroom.ts'
import { readNewestEdition } from '../store/editions.ts'
import { readMeta } from '../store/newsroom.ts'
import { pagesReading, readAllPages, readPages } from '../store/pages.ts'
import { dropStaged } from '../store/published.ts'
import { inTransaction } from '../store/transaction.ts'
import {
  commitEdition,
  commitNothing,
  type Places,
  placeEdition,
  readLog,
  recover,
} from './commit.ts'
import { dirtyKeys } from './dirty.ts'
import { everyPage } from './every-page.ts'
import { openStage, type Stage } from './folder.ts'
import { homesOf } from './key.ts'
import { withLease } from './lease.ts'
import { composeEdition, type SigningKeys } from './log/compose.ts'
import { hourAfter } from './log/record.ts'
import { emptyLog } from './log/tiles.ts'
import { formatPage, type Page, parsePage } from './page.ts'
import { picturePaths } from './picture-paths.ts'
import { type Outcome, press } from './press.ts'
import { createReader } from './reader.ts'
import { type ChromeFacts, makeChromes } from './shown.ts'
import { type Staged, stageChanges } from './stage-changes.ts'

export interface Publisher extends Places {
  readonly newsroom: Newsroom
  /** Folder of the newsroom's re-encoded pictures. */
  readonly media: string
  readonly readPicture: (digest: Digest) => Promise<Picture | null>
  readonly chrome: ChromeFacts
  /** Fingerprint of the code that prints: another press looks at every page. */
  readonly press: string
  readonly origin: string
  readonly keys: SigningKeys
  /** Files that are not pages: verify.html, trust files, mirrors.txt. */
  readonly extras: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  /** Milliseconds since 1970. */
  readonly now: number
  readonly onProgress: (
    phase: 'compare' | 'print' | 'place',
    done: number,
    of: number | null,
  ) => void
}

export interface Published {
  /** Null when nothing readers see has changed. */
  readonly edition: number | null
  /** Paths whose bytes are new, in the order printed. */
  readonly touched: readonly string[]
  readonly gone: readonly string[]
  /** Pages that were printed to find out. */
  readonly printed: number
  /** An interrupted publish was finished first. */
  readonly recovered: boolean
}

const promiseMs = 7 * 24 * 3_600_000

/** Publishes everything approved and due. `full` looks at every page; `plan` changes nothing. */
export async function publish(
  publisher: Publisher,
  options: { readonly full: boolean; readonly plan: boolean },
): Promise<Published> {
  return withLease(publisher, async () => {
    const { db } = publisher
    const recovered = (await recover(publisher)) === 'finished'
    try {
      const from = { ...publisher, ...options, onProgress: onCompare(publisher) }
      const staged = await stageChanges(db, from)
      const pressed = await printChanged(publisher, staged, options)
      const edition = options.plan
        ? null
        : await finish(publisher, staged, { ...pressed, full: options.full })
      if (options.plan) await inTransaction(db, dropStaged)
      return summary(pressed, edition, recovered)
    } catch (cause) {
      await inTransaction(db, dropStaged)
      throw cause
    }
  })
}

interface Pressed {
  readonly number: number
  readonly time: number
  readonly stage: Stage | null
  readonly outcome: Outcome
  readonly printed: number
  readonly known: ReadonlySet<string>
}

/** Prints what may have changed into a new stage (none for a plan). */
async function printChanged(
  publisher: Publisher,
  staged: Staged,
  options: { readonly full: boolean; readonly plan: boolean },
): Promise<Pressed> {
  const { db, newsroom, staging } = publisher
  const number = ((await readNewestEdition(db))?.number ?? 0) + 1
  const log = (await readLog(db)) ?? emptyLog
  const hour = hourAfter(publisher.now)
  const time = Date.parse(hour < log.time ? log.time : hour)
  const reader = createReader(publisher)
  const everything =
    options.full || staged.everything || (await readMeta(db, 'press')) !== publisher.press
  const pages = everything ? everyPage(db, newsroom, reader) : await dirtyPages(publisher, staged)
  let stage: Stage | null = null
  let printed = 0
  const put = (path: string, bytes: Uint8Array): void => {
    if (options.plan) return
    stage ??= openStage(staging, { number, time })
    stage.write(path, bytes)
  }
  const total = Array.isArray(pages) ? pages.length : null
  const onPage = (): void => {
    printed += 1
    publisher.onProgress('print', printed, total)
  }
  const chromes = makeChromes(newsroom, publisher.chrome)
  const outcome = await press(pages, { db, reader, chromes, number, put, onPage })
  if (everything) await findOrphans(publisher, outcome)
  await putFixed(publisher, outcome, { number, put })
  const names = outcome.changed.map(({ name }) => name)
  const known = new Set((await readPages(db, names)).map(({ name }) => name))
  return { number, time, stage, outcome, printed, known }
}

/** The pages that read something that changed, and those that a change may bring into being. */
async function dirtyPages({ db, newsroom }: Publisher, staged: Staged): Promise<Page[]> {
  const keys = [...(await dirtyKeys(db, newsroom.languages, staged.changes))]
  const names = new Set(await pagesReading(db, keys))
  for (const key of keys)
    for (const page of homesOf(key, newsroom.languages)) names.add(formatPage(page))
  for (const { next } of staged.changes.articles) {
    for (const { path } of next?.addresses ?? [])
      names.add(formatPage({ kind: 'moved', id: next!.id, address: path }))
  }
  return [...names]
    .filter((name) => !isFixed(name))
    .sort()
    .map(parsePage)
}

/** After a look at every page: what is kept but was not looked at is no more. */
async function findOrphans({ db }: Publisher, outcome: Outcome): Promise<void> {
  const seen = new Set([...outcome.changed, ...outcome.same].map(({ name }) => name))
  for (const name of outcome.dropped) seen.add(name)
  for (const { name, path } of await readAllPages(db)) {
    if (seen.has(name) || isFixed(name)) continue
    outcome.dropped.push(name)
    outcome.gone.push(path)
  }
}

/** Files that are not printed: extras, and the renditions of every picture a changed page shows. */
async function putFixed(
  publisher: Publisher,
  outcome: Outcome,
  to: { readonly number: number; readonly put: (path: string, bytes: Uint8Array) => void },
): Promise<void> {
  const pictures = await picturePaths(publisher, outcome)
  const paths = [...publisher.extras.map(({ path }) => path), ...pictures]
  const rows = await readPages(publisher.db, paths.map(fixedName))
  const known = new Map(rows.map((row) => [row.name, row]))
  // A picture's name is its content: one that is there already is not read again.
  const files = [...publisher.extras, ...pictures.filter((path) => !known.has(fixedName(path)))]
  for (const file of files) {
    const path = typeof file === 'string' ? file : file.path
    const bytes =
      typeof file === 'string' ? readFileSync(join(publisher.media, basename(path))) : file.bytes
    const digest = createHash('sha256').update(bytes).digest('hex')
    const name = fixedName(path)
    if (known.get(name)?.digest === digest) continue
    outcome.changed.push({ name, path, content: digest, digest, edition: to.number, readings: [] })
    to.put(path, bytes)
  }
}

/** Finishes a printed publish; the edition's number, or null when nothing changed. */
async function finish(
  publisher: Publisher,
  staged: Staged,
  pressed: Pressed & { readonly full: boolean },
): Promise<number | null> {
  const { db } = publisher
  const { number, outcome, known, stage, time } = pressed
  const { pending } = staged
  const touchedPaths = new Set(outcome.changed.map(({ path }) => path))
  const gone = [...new Set(outcome.gone)].filter((path) => !touchedPaths.has(path))
  if (outcome.changed.length === 0 && gone.length === 0) {
    await commitNothing(db, { outcome, pending, press: publisher.press })
    return null
  }
  const sealed = stage ?? openStage(publisher.staging, { number, time })
  const composed = await compose(publisher, pressed, gone)
  for (const { path, bytes } of composed.files) sealed.write(path, bytes)
  for (const path of [...gone, ...composed.gonePartials]) sealed.remove(path)
  sealed.seal()
  await commitEdition(db, {
    edition: {
      number,
      state: 'committing',
      time,
      record: composed.record,
      touched: outcome.changed.length,
      gone: gone.length,
    },
    outcome,
    known,
    pending,
    log: composed.state,
    press: publisher.press,
  })
  publisher.onProgress('place', 0, sealed.touched)
  await placeEdition(publisher, number)
  return number
}

async function compose(
  publisher: Publisher,
  pressed: Pressed & { full: boolean },
  gone: readonly string[],
) {
  const { outcome, number, time } = pressed
  const changed = new Map(outcome.changed.map(({ path, digest }) => [path, digest]))
  const full = pressed.full || number === 1
  if (full) {
    for (const { path, digest, name } of await readAllPages(publisher.db)) {
      if (!changed.has(path) && !gone.includes(path) && !outcome.dropped.includes(name))
        changed.set(path, digest)
    }
  }
  return composeEdition({
    number,
    origin: publisher.origin,
    timeRounded: isoHour(time),
    nextBy: isoHour(time + promiseMs),
    touched: [...changed].map(([path, sha256]) => ({ path, sha256 })),
    gone,
    full,
    salt: randomBytes(32),
    previous: (await readLog(publisher.db)) ?? emptyLog,
    keys: publisher.keys,
  })
}

function summary(
  { outcome, printed }: Pressed,
  edition: number | null,
  recovered: boolean,
): Published {
  return {
    edition,
    touched: outcome.changed.map(({ path }) => path),
    gone: [...new Set(outcome.gone)],
    printed,
    recovered,
  }
}

function onCompare(publisher: Publisher): (done: number, of: number) => void {
  return (done, of) => publisher.onProgress('compare', done, of)
}

function isoHour(time: number): string {
  return `${new Date(time).toISOString().slice(0, 13)}:00:00Z`
}

const fixedPrefix = 'file '

function fixedName(path: string): string {
  return `${fixedPrefix}${path}`
}

function isFixed(name: string): boolean {
  return name.startsWith(fixedPrefix)
}
