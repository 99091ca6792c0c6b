// Replays the lists of a copy, newest first, into the one digest that each file must have. The
// newest mention of a path wins, and a full edition ends the past. A list may be absent only when a
// newer list says that it was deleted on purpose.
import { formatHex } from '../log/bytes.ts'
import { sha256 } from '../log/hash.ts'
import {
  type EditionList,
  goneHash,
  isReservedPath,
  parseList,
  partPath,
  partsOf,
} from '../log/list.ts'
import type { EditionRecord } from '../log/record.ts'
import type { Findings } from './report.ts'
import type { Source } from './source.ts'

export type ReadLists = {
  /** What each live file must be, and the edition that last touched it. */
  readonly files: ReadonlyMap<string, { readonly digest: string; readonly edition: number }>
  /** Live pages beside which a copy to be forwarded lies. */
  readonly forward: ReadonlySet<string>
  /** Paths of lists that belong to the copy. */
  readonly paths: ReadonlySet<string>
  /** True when a list is missing or broken: then unlisted files cannot be judged. */
  readonly incomplete: boolean
  /** `path digest` of every line of every list, with the first edition that has it. */
  readonly mentions: ReadonlyMap<string, number>
}

type Replay = {
  readonly source: Source
  readonly findings: Findings
  readonly origin: string
  readonly files: Map<string, { readonly digest: string; readonly edition: number }>
  readonly paths: Set<string>
  readonly mentions: Map<string, number>
  readonly forward: Set<string>
  readonly gone: Set<string>
  readonly forgotten: Set<string>
  incomplete: boolean
}

/** `records[n - 1]` is the record of edition n. */
export async function readLists(
  given: { readonly source: Source; readonly findings: Findings; readonly origin: string },
  records: readonly (EditionRecord | null)[],
): Promise<ReadLists> {
  const replay: Replay = {
    ...given,
    files: new Map(),
    paths: new Set(),
    mentions: new Map(),
    forward: new Set(),
    gone: new Set(),
    forgotten: new Set(),
    incomplete: false,
  }
  let superseded = false
  for (const record of records.toReversed()) {
    if (record === null) {
      replay.incomplete ||= !superseded
      continue
    }
    const lists = await readEdition(replay, record)
    replay.incomplete ||= !superseded && lists === null
    for (const list of lists ?? []) {
      for (const file of list.files)
        replay.mentions.set(mention(file.path, file.sha256), list.number)
      if (!superseded) applyFiles(replay, list)
    }
    for (const list of lists ?? []) {
      for (const path of list.forward)
        if (replay.files.get(path)?.edition === list.number) replay.forward.add(path)
      for (const hash of list.gone) replay.gone.add(hash)
      for (const path of list.forgotten) replay.forgotten.add(path)
    }
    superseded ||= record.full
  }
  return replay
}

/** How a line of a list is found again in `mentions`. */
export function mention(path: string, digest: string): string {
  return `${digest} ${path}`
}

function applyFiles({ files, gone, origin }: Replay, list: EditionList): void {
  for (const { path, sha256: digest } of list.files) {
    if (files.has(path)) continue
    if (gone.size > 0 && gone.has(goneHash(origin, path))) continue
    files.set(path, { digest, edition: list.number })
  }
}

/** The lists of one edition that name files, or null when one of them cannot be read. */
async function readEdition(
  replay: Replay,
  { number, list: digest }: EditionRecord,
): Promise<readonly EditionList[] | null> {
  const named = await readOne(replay, { number, part: 0, digest })
  if (named === null || named === 'forgotten') return named === null ? null : []
  const parts = await replay.findings.guard(partPath(number, 0), () => partsOf(named))
  if (parts === null) return null
  if (parts.length === 0) return [checkPaths(replay, named)]
  const lists: EditionList[] = []
  let whole = true
  for (const [at, part] of parts.entries()) {
    const list = await readOne(replay, { number, part: at + 1, digest: part.sha256 })
    if (list === null) whole = false
    else if (list !== 'forgotten') lists.push(checkPaths(replay, list))
  }
  replay.incomplete ||= !whole
  return lists
}

async function readOne(
  { source, findings, paths, forgotten }: Replay,
  { number, part, digest }: { number: number; part: number; digest: string },
): Promise<EditionList | 'forgotten' | null> {
  const path = partPath(number, part)
  const bytes = await source.read(path)
  if (forgotten.has(path)) {
    if (bytes !== null) findings.add('extra', path, 'a newer edition has withdrawn this list')
    paths.add(path)
    return 'forgotten'
  }
  if (bytes === null) {
    findings.add('missing', path, `a list of edition ${number}`)
    return null
  }
  paths.add(path)
  if (formatHex(sha256(bytes)) !== digest) {
    findings.add('altered', path, `not the list that edition ${number} names`)
    return null
  }
  const list = await findings.guard(path, () => parseList(bytes))
  if (list === null || (list.number === number && list.part === part)) return list
  findings.add('altered', path, `it says it is list ${list.number}, part ${list.part}`)
  return null
}

function checkPaths({ findings }: Replay, list: EditionList): EditionList {
  const reserved = list.files.find(({ path }) => isReservedPath(path))
  if (reserved !== undefined)
    findings.add('altered', partPath(list.number, list.part), `it lists "${reserved.path}"`)
  return list
}
