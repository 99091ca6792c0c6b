// Which of many names may be spellings of one: gathered around the most frequent, by comparison with
// it alone, so that a chain of small steps never joins two people. Suggestions for an editor, no more.
import { memoryIndex, searchNames } from './search.ts'

export interface CountedName {
  readonly name: string
  /** How often it was met. */
  readonly count: number
}

/** Names compared at once, at most; the rarest of more are left out. */
const namesMax = 3000
const nearMax = 25

/** Groups of spellings, the most frequent first in each and among them. */
export function groupNames(names: readonly CountedName[]): readonly (readonly CountedName[])[] {
  const ranked = [...names]
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .slice(0, namesMax)
  const index = memoryIndex(ranked.map(({ name }, at) => ({ id: String(at), spelling: name })))
  const groupOf = new Map<number, CountedName[]>()
  const groups: CountedName[][] = []
  ranked.forEach((one, at) => {
    const near = searchNames(index, one.name, nearMax)
      .filter(({ band }) => band === 'sure' || band === 'likely')
      .map(({ id }) => groupOf.get(Number(id)))
    const group = near.find((found) => found !== undefined)
    if (group !== undefined) group.push(one)
    else {
      const fresh = [one]
      groupOf.set(at, fresh)
      groups.push(fresh)
    }
  })
  const total = (group: readonly CountedName[]): number =>
    group.reduce((sum, { count }) => sum + count, 0)
  return groups.sort((a, b) => total(b) - total(a))
}
