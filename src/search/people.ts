// Persons a query names, by any spelling in any script: among the listed ones only.
import type { Lang } from '../text/lang.ts'
import type { Band } from '../text/names/compare.ts'
import { memoryIndex, type NameIndex, searchNames } from '../text/names/search.ts'
import type { Indexed } from './entry.ts'
import { isPlain } from './query.ts'

export interface FoundPerson {
  readonly person: Indexed
  /** The spelling of the register that is most like the query. */
  readonly spelling: string
  readonly band: Band
  /** 0 to 1 */
  readonly score: number
  /** Words of the query, as [first, after the last], that name the person. */
  readonly span: readonly [number, number]
}

export interface People {
  /** Who the whole query, or a run of its words, names; most alike first. */
  find(query: string): readonly FoundPerson[]
  get(id: string): Indexed | null
}

const peopleMax = 5
/** A longer query is looked through for names of so many words. */
const wordsOfName = [4, 3, 2]
const wordsMax = 8
const hitsMax = 10
/** Candidates compared for a whole query, and for each of the many parts of a long one. */
const candidatesMax = 50
const partCandidatesMax = 25

export function peopleOf(persons: readonly Indexed[]): People {
  const byId = new Map(persons.map((person) => [person.id as string, person]))
  let names: NameIndex | null = null
  return {
    get: (id) => byId.get(id) ?? null,
    find(query) {
      const words = query.trim().split(/\s+/).slice(0, wordsMax)
      if (byId.size === 0 || !isPlain(query) || words[0] === '') return []
      names ??= memoryIndex(namesOf(persons))
      const whole = alike(names, words, { byId, from: 0, to: words.length })
      if (words.length < 3 || whole[0]?.band === 'sure') return whole
      for (const length of wordsOfName.filter((one) => one < words.length)) {
        const found: FoundPerson[] = []
        for (let from = 0; from + length <= words.length; from++)
          found.push(...alike(names, words, { byId, from, to: from + length }))
        const [best] = found.sort((a, b) => b.score - a.score)
        if (best !== undefined) return found.filter(({ span }) => span[0] === best.span[0])
      }
      return whole
    },
  }
}

/** Every form of a person's name that may find them. */
function* namesOf(
  persons: readonly Indexed[],
): Generator<{ id: string; spelling: string; lang?: Lang }> {
  for (const { id, preferred, spellings, searchOnly } of persons) {
    const told = new Set<string>()
    for (const [lang, spelling] of Object.entries(preferred)) {
      if (spelling === undefined) continue
      told.add(spelling)
      yield { id, spelling, lang: lang as Lang }
    }
    for (const spelling of [...spellings, ...searchOnly])
      if (!told.has(spelling)) yield { id, spelling }
  }
}

interface Stretch {
  readonly byId: ReadonlyMap<string, Indexed>
  readonly from: number
  readonly to: number
}

/** The best spelling of each person that is surely or likely meant. */
function alike(
  names: NameIndex,
  words: readonly string[],
  { byId, from, to }: Stretch,
): readonly FoundPerson[] {
  const found = new Map<string, FoundPerson>()
  const letters = new Set(words.slice(from, to).join('').toLowerCase())
  const common = (text: string): number =>
    [...text.toLowerCase()].filter((letter) => letters.has(letter)).length
  for (const { id, spelling, band, score } of searchNames(
    names,
    words.slice(from, to).join(' '),
    hitsMax,
    to - from === words.length ? candidatesMax : partCandidatesMax,
  )) {
    const person = byId.get(id)
    if (person === undefined || (band !== 'sure' && band !== 'likely')) continue
    const known = found.get(id)
    if (known === undefined) found.set(id, { person, spelling, band, score, span: [from, to] })
    // Of spellings as like the query as each other, the one in its letters is the reason.
    else if (score === known.score && common(spelling) > common(known.spelling))
      found.set(id, { ...known, spelling })
  }
  const all = [...found.values()]
  const best = all[0]?.score ?? 0
  // Beside a person who is surely meant, somebody who is a little like the name is not.
  return all
    .filter(({ score, band }) => band === 'sure' || score >= best - 0.05)
    .slice(0, peopleMax)
}
