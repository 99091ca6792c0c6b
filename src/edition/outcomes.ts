// What became of the pages of one publish, from printing to commit. In memory stays what the edition's
// list names; all else of a large publish lies in its stage, so that memory does not grow with what
// pages read. The file goes with the stage: nobody looks for it after a crash.
import { appendFileSync, closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { ListedFile } from './log/list.ts'
import { isPictureKey, type Key } from './pages/key.ts'
import type { Outcome } from './press.ts'

/** What the store is told of some of the pages. */
export type Told = Pick<Outcome, 'changed' | 'same'>

export interface Outcomes {
  /** Takes what became of a batch, after all batches before it. */
  add(outcome: Partial<Outcome>): void
  /** Every page, some at a time, in the order added. Nothing may be added meanwhile. */
  told(): Iterable<Told>
  /** Files whose bytes change, in the order added. */
  readonly touched: ListedFile[]
  /** See Outcome for these. */
  readonly replaced: string[]
  readonly dropped: string[]
  readonly gone: string[]
  readonly forward: Outcome['forward']
  /** How many pages were printed for nothing. */
  readonly same: number
  /** Keys of the pictures that changed pages show. */
  readonly pictures: ReadonlySet<Key>
}

/** So many pages are kept in memory before they are put into the file. */
const keptMax = 1000

/** `folder` gives the stage's folder when it is needed; null when nothing will be committed. */
export function openOutcomes(folder: (() => string) | null): Outcomes {
  const lists = { touched: [], replaced: [], dropped: [], gone: [], forward: [] }
  const {
    touched,
    replaced,
    dropped,
    gone,
    forward,
  }: Omit<Outcomes, 'add' | 'told' | 'pictures' | 'same'> = lists
  const pictures = new Set<Key>()
  const parts: number[] = []
  let same = 0
  let kept: Told = { changed: [], same: [] }
  const file = (): string => join(folder?.() ?? '', 'outcomes')
  const spill = (): void => {
    if (folder !== null) {
      const bytes = Buffer.from(JSON.stringify(kept))
      appendFileSync(file(), bytes)
      parts.push(bytes.length)
    }
    kept = { changed: [], same: [] }
  }
  return {
    ...lists,
    pictures,
    get same() {
      return same
    },
    add(outcome) {
      for (const page of outcome.changed ?? []) {
        touched.push({ path: page.path, sha256: page.digest })
        for (const key of page.readings) if (isPictureKey(key)) pictures.add(key)
        kept.changed.push(page)
      }
      for (const page of outcome.same ?? []) kept.same.push(page)
      same += outcome.same?.length ?? 0
      for (const name of outcome.replaced ?? []) replaced.push(name)
      for (const name of outcome.dropped ?? []) dropped.push(name)
      for (const path of outcome.gone ?? []) gone.push(path)
      for (const page of outcome.forward ?? []) forward.push(page)
      if (kept.changed.length + kept.same.length > keptMax) spill()
    },
    *told() {
      if (parts.length > 0) yield* readParts(file(), parts)
      yield kept
    },
  }
}

function* readParts(file: string, lengths: readonly number[]): Generator<Told> {
  const open = openSync(file, 'r')
  try {
    for (const length of lengths) {
      const bytes = Buffer.allocUnsafe(length)
      if (readSync(open, bytes) !== length) throw new Error(`Cannot read "${file}": it ends early`)
      yield JSON.parse(bytes.toString()) as Told
    }
  } finally {
    closeSync(open)
  }
}
