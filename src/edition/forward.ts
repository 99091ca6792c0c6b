// The copies to be forwarded that lie beside pages: the page's bytes and the proof of the edition that
// last changed it. They prove themselves, so they stand in no list; the list only says which there are.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../store/db.ts'
import { type PageRow, type PutPage, readPages } from '../store/pages.ts'
import { forwardName } from './fixed.ts'
import type { ForgetPlan } from './forget.ts'
import type { ComposedEdition } from './log/compose.ts'
import { forwardPath } from './log/list.ts'
import type { Outcomes } from './outcomes.ts'
import { shareFile } from './share.ts'
import { memoryCopy } from './verify/copies.ts'

export interface Forwards {
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  readonly rows: readonly PutPage[]
  /** Names and paths of copies whose page is gone, or has changed in too large an edition. */
  readonly dropped: readonly string[]
  readonly gone: readonly string[]
}

/** The copies that lie beside these pages now. */
export async function readForwards(db: Db, paths: readonly string[]): Promise<readonly PageRow[]> {
  return readPages(db, paths.map(forwardName))
}

/** Pages that stay as they are, and whose copies have to be made again with this edition's list. */
export function forwardAgain(
  { forward }: Pick<ForgetPlan, 'forward'>,
  to: {
    readonly outcomes: Pick<Outcomes, 'touched' | 'forward'>
    readonly gone: readonly string[]
    readonly site: string
  },
): void {
  const touched = new Set([...to.outcomes.touched.map(({ path }) => path), ...to.gone])
  for (const path of forward)
    if (!touched.has(path))
      to.outcomes.forward.push({ path, bytes: readFileSync(join(to.site, path)) })
}

/** New copies for the `pages` of an edition just composed; the `old` ones of touched pages end. */
export async function makeForwards(
  pages: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  from: {
    readonly number: number
    readonly composed: ComposedEdition
    readonly old: readonly PageRow[]
  },
): Promise<Forwards> {
  const { number, composed, old } = from
  const proofs = new Map(composed.files.map(({ path, bytes }) => [path, bytes]))
  const files: Forwards['files'][number][] = []
  const rows: PutPage[] = []
  for (const page of pages) {
    const copy = memoryCopy(new Map([...proofs, [page.path, page.bytes]]))
    const bytes = await shareFile(copy, { path: page.path, edition: number })
    const digest = createHash('sha256').update(bytes).digest('hex')
    const [name, path] = [forwardName(page.path), forwardPath(page.path)]
    files.push({ path, bytes })
    rows.push({ name, path, digest, edition: number, readings: [] })
  }
  const made = new Set(rows.map(({ name }) => name))
  const ended = old.filter(({ name }) => !made.has(name))
  return {
    files,
    rows,
    dropped: ended.map(({ name }) => name),
    gone: ended.map(({ path }) => path),
  }
}
