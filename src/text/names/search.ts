// Persons by a name in any spelling or script: keys gather candidates, comparison ranks them.
// A key hit never ranks: an index may be rough (SQLite FTS, or the one in memory here), the order is not.

import type { Lang } from '../lang.ts'
import { type Comparison, explainKeys, scoreKeys } from './compare.ts'
import { type NameKeys, nameKeys } from './keys.ts'

export interface NameEntry {
  /** Whose name: the person's id. */
  readonly id: string
  readonly spelling: string
  readonly keys: NameKeys
}

/** Where names are kept. Promises the entries that share the most telling keys, best first, at most `limit`. */
export interface NameIndex {
  candidates(keys: NameKeys, limit: number): readonly NameEntry[]
}

export interface Hit extends Comparison {
  readonly id: string
  readonly spelling: string
}

/** How many candidates are compared, at most. */
const candidatesMax = 100
/** Names that share less than this part of what the best shares are no candidates. */
const shareMin = 0.12

/**
 * The `k` most alike names, one hit per person and spelling, best first; of so many candidates, where a
 * rougher look is enough.
 */
export function searchNames(
  index: NameIndex,
  query: string,
  k: number,
  candidatesAtMost = candidatesMax,
): readonly Hit[] {
  const keys = nameKeys(query)
  const ranked = index
    .candidates(keys, candidatesAtMost)
    .map((entry) => ({ entry, score: scoreKeys(keys, entry.keys) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.entry.spelling < b.entry.spelling ? -1 : 1))
  return ranked.slice(0, k).map(({ entry }) => ({
    id: entry.id,
    spelling: entry.spelling,
    ...explainKeys(keys, entry.keys),
  }))
}

/** An index in memory over a fixed list of names; lookup grows with the entries that share a key. */
export function memoryIndex(
  names: Iterable<{ readonly id: string; readonly spelling: string; readonly lang?: Lang }>,
): NameIndex {
  const entries: NameEntry[] = []
  const postings = new Map<string, number[]>()
  for (const { id, spelling, lang } of names) {
    const keys = nameKeys(spelling, lang)
    const at = entries.push({ id, spelling, keys }) - 1
    for (const key of allKeys(keys)) {
      const list = postings.get(key)
      if (list === undefined) postings.set(key, [at])
      else list.push(at)
    }
  }
  // A long name shares keys by chance.
  const sizes = Float64Array.from(entries, ({ keys }) => Math.sqrt(4 + keys.grams.length))
  const counts = new Float64Array(entries.length)
  return {
    candidates(keys, limit) {
      const touched: number[] = []
      for (const key of allKeys(keys)) {
        const list = postings.get(key)
        if (list === undefined) continue
        const rarity = Math.log(1 + entries.length / list.length)
        for (const at of list) {
          if (counts[at] === 0) touched.push(at)
          counts[at]! += rarity
        }
      }
      const shares = touched.map((at) => counts[at]! / sizes[at]!)
      for (const at of touched) counts[at] = 0
      const least = shares.reduce((most, share) => Math.max(most, share), 0) * shareMin
      return touched
        .map((at, i) => [shares[i]!, at] as const)
        .filter(([share]) => share >= least)
        .sort((a, b) => b[0] - a[0] || a[1] - b[1])
        .slice(0, limit)
        .map(([, at]) => entries[at]!)
    },
  }
}

function allKeys(keys: NameKeys): string[] {
  return [...keys.grams, ...keys.skeletons, ...keys.han]
}
