// Prints pages and compares them with what is published: only what differs goes to staging.
import { hash } from 'node:crypto'
import { type Finish, namesEdition, offersForward } from '../render/finish.ts'
import { renderView } from '../render/render.ts'
import type { Db } from '../store/db.ts'
import { type PageRow, type PutPage, readPages } from '../store/pages.ts'
import { targetOf } from './gather/article.ts'
import { gather } from './gather/gather.ts'
import { formerPath } from './old-address.ts'
import { articlesWithAddresses, type Batch } from './pages/every-page.ts'
import { isHome } from './pages/key.ts'
import { formatPage, type Page } from './pages/page.ts'
import { pageBytes } from './pages/page-bytes.ts'
import type { Primer, Reader } from './pages/reader.ts'
import { type Chromes, pathOf } from './shown.ts'

/** One page as it should be; `text` carries the edition's mark where the number goes. */
export interface Printed {
  readonly name: string
  readonly path: string
  readonly text: string
  /** Keys it has read and is not the home of. */
  readonly readings: readonly string[]
}

/** What a publish did with the pages it looked at. */
export interface Outcome {
  /** Pages whose bytes change, as they are kept from now on. */
  readonly changed: PutPage[]
  /** Pages whose bytes stay but whose readings may have moved. */
  readonly same: Pick<PutPage, 'name' | 'readings'>[]
  /** Names of changed pages that were published before. */
  readonly replaced: string[]
  /** Names of pages that are no more. */
  readonly dropped: string[]
  /** Files that leave the tree: of dropped pages, and old places of pages that moved. */
  readonly gone: string[]
  /** Changed pages beside which a copy to be forwarded is to lie. */
  readonly forward: { readonly path: string; readonly bytes: Uint8Array }[]
}

export interface Tools {
  readonly db: Db
  readonly reader: Reader & Primer
  readonly chromes: Chromes
  /** Of the edition under way. */
  readonly number: number
  /** Whether changed articles get a copy to be forwarded. */
  readonly forwardable: boolean
  /** Is given each changed page's bytes. */
  readonly put: (path: string, bytes: Uint8Array) => void
}

/** Prints one page; null when it should not be there. */
export async function print(
  page: Page,
  { db, reader, chromes }: Pick<Tools, 'db' | 'reader' | 'chromes'>,
): Promise<Printed | null> {
  const name = formatPage(page)
  if (page.kind === 'redirects') {
    return { name, path: 'redirects.tsv', text: await redirects(db), readings: [] }
  }
  const gathered = await gather(page, reader, chromes)
  const { languages } = reader.newsroom
  // What a page is the home of finds it without being kept: half of all readings.
  const readings = reader.takeReadings().filter((read) => !isHome(read, page, languages))
  return gathered && { name, path: gathered.path, text: renderView(gathered.view), readings }
}

/** Prints a batch and sorts its pages into changed, same and gone. */
export async function press({ pages, ahead }: Batch, tools: Tools): Promise<Outcome> {
  const outcome: Outcome = {
    changed: [],
    same: [],
    replaced: [],
    dropped: [],
    gone: [],
    forward: [],
  }
  const { db, reader } = tools
  if (ahead !== null) await reader.prime(ahead)
  const rows = await readPages(db, pages.map(formatPage))
  const known = new Map(rows.map((row) => [row.name, row]))
  for (const page of pages) {
    const printed = await print(page, tools)
    sort(printed, known.get(formatPage(page)) ?? null, { outcome, ...tools })
  }
  reader.forget()
  return outcome
}

function sort(
  printed: Printed | null,
  known: PageRow | null,
  to: Pick<Tools, 'number' | 'forwardable' | 'put'> & { readonly outcome: Outcome },
): void {
  if (printed === null) {
    if (known !== null) {
      to.outcome.dropped.push(known.name)
      to.outcome.gone.push(known.path)
    }
    return
  }
  const { name, path, text, readings } = printed
  const lasting = lastingFile(text)
  if (known?.path === path && isAsKept(text, known, lasting)) {
    to.outcome.same.push({ name, readings })
    return
  }
  const { number } = to
  const forwardable = to.forwardable && offersForward(text)
  const { bytes, digest } = lasting ?? fileOf(text, { edition: number, forwardable })
  if (forwardable) to.outcome.forward.push({ path, bytes: Buffer.from(bytes) })
  to.outcome.changed.push({ name, path, digest, edition: number, readings })
  if (known !== null) to.outcome.replaced.push(name)
  to.put(path, bytes)
  // The page has moved: nothing must stay at its old address.
  if (known !== null && known.path !== path) to.outcome.gone.push(known.path)
}

/**
 * A page's file as the edition that last changed it has printed it, or null when it would differ now: a
 * new number, or a copy that comes or goes, is no change. The bytes are good until the next page.
 */
export function bytesAsKept(
  text: string,
  { edition, digest }: Pick<PageRow, 'edition' | 'digest'>,
): Uint8Array | null {
  for (const forwardable of offersForward(text) ? [false, true] : [false]) {
    const file = fileOf(text, { edition, forwardable })
    if (file.digest === digest) return file.bytes
  }
  return null
}

interface File {
  readonly bytes: Uint8Array
  readonly digest: string
}

/** The file of a page that is the same in every edition, as feeds are; null for the others. */
function lastingFile(text: string): File | null {
  if (namesEdition(text) || offersForward(text)) return null
  return fileOf(text, { edition: 0, forwardable: false })
}

function isAsKept(text: string, known: PageRow, lasting: File | null): boolean {
  return lasting === null ? bytesAsKept(text, known) !== null : lasting.digest === known.digest
}

function fileOf(text: string, finish: Finish): File {
  const bytes = pageBytes(text, finish)
  return { bytes, digest: sha256(bytes) }
}

/** "old address<TAB>path" lines: what servers lead on that can. */
async function redirects(db: Db): Promise<string> {
  const lines: string[] = []
  for await (const articles of articlesWithAddresses(db)) {
    for (const article of articles) {
      for (const { path, lang } of article.addresses) {
        const version = targetOf(article, lang)
        // A former place of its own is a page of the tree: a date put right does not touch this list.
        if (version === null || formerPath(path, article) !== null) continue
        const to = pathOf(article, version)
        lines.push(`${path}\t/${to}`)
        // "/" with a query was the front page's program by another name.
        if (path.startsWith('/?')) lines.push(`/index.php${path.slice(1)}\t/${to}`)
      }
    }
  }
  return `${lines.sort().join('\n')}${lines.length > 0 ? '\n' : ''}`
}

/** The digest of a file as records name it. */
export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}
