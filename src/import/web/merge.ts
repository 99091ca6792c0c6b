// Which sightings of a site are one article. Addresses and numbers join them; a headline with the same
// day or the same first words does where addresses are missing; different numbers keep them apart.
import { foldWords, type Sighting } from './sighting.ts'

export interface Group<S extends Sighting> {
  /** Its sightings, the one with the fullest text first. */
  readonly sightings: readonly S[]
  /** Ids that no other group has: a number first. Empty when it is known by its headline alone. */
  readonly ids: readonly string[]
  /** Groups that the old site calls its translations. */
  readonly translations: readonly Pick<Group<S>, 'sightings' | 'ids'>[]
}

/** Groups sightings; order is that of each group's first sighting. Every sighting is in one group. */
export function mergeSightings<S extends Sighting>(found: readonly S[]): readonly Group<S>[] {
  const host = mainHost(found)
  const sightings = found.map((sighting) => ({ sighting, ids: withHost(sighting.ids, host) }))
  const sets = new Sets(sightings.length)
  const shared = joinById(sightings, sets)
  joinByHeadline(sightings, sets)
  const groups = Map.groupBy(sightings.keys(), (at) => sets.find(at))
  const made = [...groups.values()].map((members) =>
    groupOf(
      members.map((at) => sightings[at]!),
      shared,
    ),
  )
  const owner = new Map(made.flatMap(({ group }) => group.ids.map((id) => [id, group] as const)))
  const strangers = new Map(made.map(({ group }) => [group, new Set<Group<S>>()]))
  for (const { group, translations } of made) {
    for (const other of withHost(translations, host).flatMap((id) => owner.get(id) ?? [])) {
      if (other === group) continue
      // One of the two pages may be a copy from before there was a translation.
      strangers.get(group)?.add(other)
      strangers.get(other)?.add(group)
    }
  }
  return made.map(({ group }) => ({ ...group, translations: [...(strangers.get(group) ?? [])] }))
}

interface Known<S> {
  readonly sighting: S
  readonly ids: readonly string[]
}

/** Joins what shares an id; returns the ids that different articles share and that therefore say nothing. */
function joinById<S extends Sighting>(all: readonly Known<S>[], sets: Sets): ReadonlySet<string> {
  const byId = new Map<string, number[]>()
  for (const [at, { ids }] of all.entries()) {
    for (const id of ids) {
      const members = byId.get(id)
      if (members === undefined) byId.set(id, [at])
      else members.push(at)
    }
  }
  const shared = new Set<string>()
  for (const [id, members] of byId) {
    const pages = members.filter((at) => all[at]!.sighting.from === 'article')
    const differ = pages.some((at) => !sameWords(all[at]!.sighting, all[pages[0]!]!.sighting))
    // A wrong "canonical" names one address on many pages; a number belongs to one article.
    if (differ && !isNumber(id)) shared.add(id)
    const firsts = new Map<string, number>()
    for (const at of members) {
      const words = shared.has(id) ? foldWords(all[at]!.sighting.headline) : ''
      const first = firsts.get(words)
      if (first === undefined) firsts.set(words, at)
      else sets.join(first, at)
    }
  }
  return shared
}

function joinByHeadline<S extends Sighting>(all: readonly Known<S>[], sets: Sets): void {
  const byHeadline = Map.groupBy(all.keys(), (at) => foldWords(all[at]!.sighting.headline))
  for (const [headline, members] of byHeadline) {
    if (headline === '') continue
    // A headline of every week ("News") is compared with its nearest namesakes only.
    for (const [i, a] of members.entries()) {
      for (const b of members.slice(i + 1, i + 40)) {
        if (sets.find(a) === sets.find(b)) continue
        if (numbersConflict(all, sets, [a, b]) || !sameStory(all[a]!.sighting, all[b]!.sighting))
          continue
        sets.join(a, b)
      }
    }
  }
}

function sameStory(a: Sighting, b: Sighting): boolean {
  if (a.lang !== b.lang && a.lang !== null && b.lang !== null) return false
  const sameStart =
    a.start.length > 20 &&
    (a.start.startsWith(b.start.slice(0, 40)) || b.start.startsWith(a.start.slice(0, 40)))
  if (a.when !== null && b.when !== null) {
    if (a.when.date === b.when.date) return sameStart || a.from !== b.from
    return false
  }
  return sameStart && b.start.length > 20
}

function sameWords(a: Sighting, b: Sighting): boolean {
  return foldWords(a.headline) === foldWords(b.headline) || (a.start !== '' && a.start === b.start)
}

function numbersConflict<S extends Sighting>(
  all: readonly Known<S>[],
  sets: Sets,
  [a, b]: readonly [number, number],
): boolean {
  const numbers = (at: number): ReadonlySet<string> =>
    new Set(sets.membersOf(at).flatMap((member) => all[member]!.ids.filter(isNumber)))
  const [first, second] = [numbers(a), numbers(b)]
  return first.size > 0 && second.size > 0 && first.isDisjointFrom(second)
}

function groupOf<S extends Sighting>(
  members: readonly Known<S>[],
  shared: ReadonlySet<string>,
): { readonly group: Group<S>; readonly translations: readonly string[] } {
  const sightings = members.map(({ sighting }) => sighting)
  const ids = [...new Set(members.flatMap((one) => one.ids))].filter((id) => !shared.has(id))
  const ranked = [...sightings].sort((a, b) => fullness(b) - fullness(a))
  const sorted = ids.sort((a, b) => Number(isNumber(b)) - Number(isNumber(a)) || (a < b ? -1 : 1))
  const translations = [...new Set(sightings.flatMap((one) => one.translations))]
  return { group: { sightings: ranked, ids: sorted, translations: [] }, translations }
}

/** Whole texts before beginnings, longer before shorter; an article's own page is worth a tenth. */
function fullness({ isWhole, length, from }: Sighting): number {
  return (isWhole ? 1e9 : 0) + length * (from === 'article' ? 1.1 : 1)
}

/** "example.org/node/12" or "example.org/?p=12": the old system's own number. */
function isNumber(id: string): boolean {
  return /\/(?:node\/|\?p=)\d+$/.test(id)
}

function mainHost(found: readonly Sighting[]): string {
  const counts = new Map<string, number>()
  for (const { ids } of found) {
    for (const id of ids) {
      const host = id.split('/', 1)[0]!
      if (host !== '' && !host.startsWith('guid:')) counts.set(host, (counts.get(host) ?? 0) + 1)
    }
  }
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0] as const)[0]
}

/** Ids of files whose host nobody states belong to the site that the others are of. */
function withHost(ids: readonly string[], host: string): readonly string[] {
  return ids.map((id) => (id.startsWith('/') ? host + id : id))
}

/** Disjoint sets of positions (union by size, path halving). */
class Sets {
  readonly #parent: number[]
  readonly #members: number[][]

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, at) => at)
    this.#members = Array.from({ length: size }, (_, at) => [at])
  }

  find(at: number): number {
    let root = at
    while (this.#parent[root] !== root) {
      this.#parent[root] = this.#parent[this.#parent[root]!]!
      root = this.#parent[root]!
    }
    return root
  }

  membersOf(at: number): readonly number[] {
    return this.#members[this.find(at)]!
  }

  join(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)]
    if (x === y) return
    const [big, small] = this.#members[x]!.length >= this.#members[y]!.length ? [x, y] : [y, x]
    this.#parent[small] = big
    this.#members[big]!.push(...this.#members[small]!)
    this.#members[small] = []
  }
}
