// Old addresses that lead on: lines "old path with query<TAB>new path" in redirects.tsv, in the
// tree or beside it. A target is always a path of this site; a line that says otherwise is passed over.

import type { Stats } from 'node:fs'
import { lstatSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { decodeUri, parseTarget } from './target.ts'

export interface Redirects {
  /** The new path ("/en/2020/05/x-1.html") for an old one with its query, or null. */
  lookUp(path: string, query: string): string | null
}

const checkEveryMs = 1000

/** Reads the first of `files` that exists, and again whenever it changes (looked at once a second). */
export function createRedirects(files: readonly string[]): Redirects {
  let table: ReadonlyMap<string, string> = new Map()
  let seen = ''
  let checkedMs = Number.NEGATIVE_INFINITY

  function refresh(): void {
    const nowMs = performance.now()
    if (nowMs - checkedMs < checkEveryMs) return
    checkedMs = nowMs
    const found = firstRegular(files)
    const stamp = found === null ? '' : stampOf(found.file, found.stats)
    if (stamp === seen) return
    table = found === null ? new Map() : parseRedirects(readFileSync(found.file, 'utf8'))
    seen = stamp
  }

  return {
    lookUp(path, query) {
      refresh()
      if (table.size === 0) return null
      // Trackers add parameters of their own: each parameter alone may be the old address.
      const queries = query === '' ? [''] : [query, ...query.split('&')]
      const to = queries
        .map((part) => table.get(keyOf(path, part)))
        .find((one) => one !== undefined)
      return to === undefined || to === path ? null : to
    },
  }
}

/** Old address (decoded, with "?query" when it has one) -> new path. */
export function parseRedirects(text: string): ReadonlyMap<string, string> {
  const table = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [old, next, rest] = line.split('\t')
    if (!old || !next || rest !== undefined) continue
    const from = parseTarget(absolute(old), '')
    const to = parseTarget(absolute(next), '')
    if (typeof from === 'string' || typeof to === 'string' || to.query !== '') continue
    table.set(keyOf(from.path, from.query), to.path)
  }
  return table
}

/** Old addresses were written with and without escapes: /?q=node%2F12 is /?q=node/12. */
function keyOf(path: string, query: string): string {
  return query === '' ? path : `${path}?${decodeUri(query) ?? query}`
}

/** In the file paths may stand without the first slash and, if not ASCII, unescaped. */
function absolute(address: string): string {
  const path = address.startsWith('/') ? address : `/${address}`
  return path.replace(/[^\x21-\x7e]/gu, encodeURIComponent)
}

function firstRegular(files: readonly string[]): { file: string; stats: Stats } | null {
  for (const file of files) {
    const stats = lstatSync(file, { throwIfNoEntry: false })
    if (stats?.isFile()) return { file, stats }
  }
  return null
}

function stampOf(file: string, stats: Stats): string {
  return [file, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ')
}
