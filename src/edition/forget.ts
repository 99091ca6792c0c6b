// Which lists have to go so that a forgotten article is named nowhere, and what must be said again in
// the next edition because those lists said it: live files, files that are gone, lists forgotten before.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../store/db.ts'
import { readMeta } from '../store/newsroom.ts'
import { readAllPages } from '../store/pages.ts'
import { folderOf, type Lang } from '../text/lang.ts'
import { forwardedPath, isForward } from './fixed.ts'
import {
  type EditionList,
  forwardPath,
  goneHash,
  parseList,
  partPath,
  partsOf,
} from './log/list.ts'
import { editionPath } from './log/record.ts'
import { folderCopy } from './verify/copies.ts'

/** What is to be forgotten, kept in the store until an edition has done it. */
export interface ForgetOrder {
  /** An article in some of its languages. Its pages are known by the id in their paths, old ones too. */
  readonly articles: readonly { readonly id: string; readonly langs: readonly Lang[] }[]
  /** Other paths: old addresses, pictures. */
  readonly paths: readonly string[]
}

export interface ForgetPlan {
  readonly isForgotten: (path: string) => boolean
  /** Lists and parts that the next edition calls forgotten; those of earlier times that it must repeat, too. */
  readonly forgotten: readonly string[]
  /** Files of lists that are still there and have to be removed. */
  readonly remove: readonly string[]
  /** Live files to be listed again. */
  readonly again: readonly { readonly path: string; readonly sha256: string }[]
  /** Pages whose copy to be forwarded is made again: it holds a forgotten name, or they are listed again. */
  readonly forward: readonly string[]
  /** Marks of files that are gone, to be repeated. */
  readonly gone: readonly string[]
}

export const forgetName = 'forget'

/** What waits to be forgotten, or null. */
export async function readForgetOrder(db: Db): Promise<ForgetOrder | null> {
  const text = await readMeta(db, forgetName)
  return text === null || text === '' ? null : (JSON.parse(text) as ForgetOrder)
}

/** Reads every list of the tree: a forgotten name may stand in any of them. */
export async function planForget(
  order: ForgetOrder,
  from: {
    readonly db: Db
    readonly site: string
    readonly origin: string
    readonly newest: number
  },
): Promise<ForgetPlan> {
  const { db, site, origin, newest } = from
  const isForgotten = matcherOf(order)
  const lists = await readListsOf(site, newest)
  const pathsOf = (list: EditionList) => [...list.files.map(({ path }) => path), ...list.forward]
  const named = new Set([
    ...order.paths,
    ...lists.flatMap(({ list }) => pathsOf(list)).filter(isForgotten),
  ])
  const marks = new Set([...named].map((path) => goneHash(origin, path)))
  const guilty = lists.filter(
    ({ list }) => pathsOf(list).some(isForgotten) || list.gone.some((mark) => marks.has(mark)),
  )
  const pages = await readAllPages(db)
  const live = new Map(
    pages.filter(({ name }) => !isForward(name)).map(({ path, digest }) => [path, digest]),
  )
  const listed = new Set(guilty.flatMap(({ list }) => pathsOf(list)))
  // A page that is listed without its copy has none any more: its copy is made again, whatever it holds.
  const forward = pages
    .filter(({ name }) => isForward(name))
    .map(({ name }) => forwardedPath(name))
    .filter((path) => !isForgotten(path))
    .filter((path) => listed.has(path) || mentions(join(site, forwardPath(path)), isForgotten))
  const again = new Set([...listed, ...forward])
  const alive = new Set([...live.keys()].map((path) => goneHash(origin, path)))
  const gone = guilty
    .flatMap(({ list }) => list.gone)
    .filter((mark) => !marks.has(mark) && !alive.has(mark))
  return {
    isForgotten,
    forgotten: [
      ...new Set([
        ...guilty.map(({ path }) => path),
        ...guilty.flatMap(({ list }) => list.forgotten),
      ]),
    ],
    remove: guilty.map(({ path }) => path),
    again: [...again].flatMap((path) => {
      const sha256 = live.get(path)
      return sha256 === undefined || isForgotten(path) ? [] : [{ path, sha256 }]
    }),
    forward,
    gone: [...new Set(gone)],
  }
}

/** All lists go, for the next edition lists every file. Those that are gone already are named again. */
export function planPrune(from: { readonly site: string; readonly newest: number }): ForgetPlan {
  const folder = join(from.site, 'editions')
  const present = existsSync(folder) ? readdirSync(folder) : []
  const lists = Array.from({ length: from.newest }, (_, at) => partPath(at + 1, 0))
  return {
    isForgotten: () => false,
    forgotten: lists,
    remove: present
      .filter((name) => /^\d+(?:-\d{4})?\.sums$/.test(name))
      .sort()
      .map((name) => `editions/${name}`),
    again: [],
    forward: [],
    gone: [],
  }
}

/** Paths of pages end in the article's id, whatever month and headline they had. */
function matcherOf({ articles, paths }: ForgetOrder): (path: string) => boolean {
  const exact = new Set(paths)
  const forms = articles.flatMap(({ id, langs }) =>
    langs.map((lang) => new RegExp(`^${folderOf(lang)}/(?:.*[-/])?${id}(?:\\.proof)?\\.html$`)),
  )
  return (path) => exact.has(path) || forms.some((form) => form.test(path))
}

interface PlacedList {
  readonly path: string
  readonly list: EditionList
}

/** Every list that names files and is still there. */
async function readListsOf(site: string, newest: number): Promise<readonly PlacedList[]> {
  const copy = folderCopy(site)
  const lists: PlacedList[] = []
  for (let number = 1; number <= newest; number += 1) {
    const path = editionPath(number, 'sums')
    const bytes = await copy.read(path)
    if (bytes === null) continue
    const list = parseList(bytes)
    const parts = partsOf(list)
    if (parts.length === 0) lists.push({ path, list })
    for (const at of parts.keys()) {
      const part = await copy.read(partPath(number, at + 1))
      if (part !== null) lists.push({ path: partPath(number, at + 1), list: parseList(part) })
    }
  }
  return lists
}

/** Whether the proof at the end of a copy names something forgotten. */
function mentions(file: string, isForgotten: (path: string) => boolean): boolean {
  const text = readFileSync(file, 'utf8')
  const proof = text.slice(text.lastIndexOf('<!--xewer-proof'))
  return [...proof.matchAll(/^(?:SHA256 \((.+)\) = |# forward (.+)$)/gm)].some(
    ([, file = '', forward = '']) => isForgotten(file) || isForgotten(forward),
  )
}
