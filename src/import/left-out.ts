// What a source holds and a newsroom does not take, counted by reason: a hundred thousand comments are
// one line of the account, with their number.
import type { FoundItem } from './found.ts'

export interface LeftOut {
  add(what: string, reason: string, count?: number): void
  /** One refusal for each reason, in the order met. */
  items(where: string): readonly FoundItem[]
}

const reasonsMax = 2000
const otherwise = 'for other reasons'

export function leftOut(): LeftOut {
  const counts = new Map<string, { what: string; reason: string; count: number }>()
  return {
    add(what, reason, count = 1) {
      const key = `${what}\n${reason}`
      const known = counts.get(key)
      if (known !== undefined) known.count += count
      else if (counts.size < reasonsMax || reason === otherwise)
        counts.set(key, { what, reason, count })
      else this.add(what, otherwise, count)
    },
    items: (where) =>
      [...counts.values()]
        .filter(({ count }) => count > 0)
        .map(({ what, reason, count }) => ({
          kind: 'refused',
          what,
          count,
          where,
          name: null,
          reason,
        })),
  }
}
