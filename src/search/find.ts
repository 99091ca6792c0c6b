// Answers a question from the index, newest first, in bounded time: the index is walked from the newest
// place down in growing slices, and when the time is up, what was found is the answer so far.
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { PersonId } from '../model/id.ts'
import { fallbackChain, type Lang } from '../text/lang.ts'
import type { Shown } from './entry.ts'
import { type Passage, passageOf, placeOf } from './match.ts'
import type { FoundPerson, People } from './people.ts'
import { articlePlace, yearPlace } from './place.ts'
import { matchTerms, parseQuery, type Query, queryMax, type Term } from './query.ts'
import { langMark, personMark, unpackText } from './schema.ts'

export interface Question {
  readonly text: string
  /** The reader's. */
  readonly lang: Lang
  readonly exact: boolean
  /** Only versions in this language. */
  readonly only: Lang | null
  readonly person: PersonId | null
  readonly year: number | null
  /** Where the last answer ended: only what is older. */
  readonly before: number | null
}

export interface Result {
  readonly article: string
  /** The version to show: the reader's language first. */
  readonly lang: Lang
  readonly shown: Shown
  /** Names and words as the article has them, where the reader typed them otherwise. */
  readonly foundAs: readonly string[]
  /** Where it was found, perhaps in another version than the one shown. */
  readonly passage: (Passage & { readonly lang: Lang }) | null
}

export interface Found {
  readonly results: readonly Result[]
  /** Persons the query names. */
  readonly persons: readonly FoundPerson[]
  /** `before` of the next question, when there is or may be more. */
  readonly before: number | null
}

/** An open index. */
export interface Source {
  readonly database: DatabaseSync
  readonly people: People
  readonly languages: readonly Lang[]
}

export interface Limits {
  /** Articles of one answer. */
  readonly resultsMax: number
  /** Milliseconds after which an answer ends with what it has. */
  readonly msMax: number
}

/** Beginnings of words are gathered anew for each slice: few, and soon large. */
const firstSlice = 4096
const sliceGrowth = 16
const newestPlace = Number.MAX_SAFE_INTEGER

/** The articles that answer the question, with the reasons. */
export function find(source: Source, question: Question, limits: Limits): Found {
  const asked = readQuestion(source, question)
  if (asked.expression === '') return { results: [], persons: asked.persons, before: null }
  const { groups, before } = walk(source.database, { ...asked, question }, limits)
  const results = groups.map((ids) => resultOf(source, ids, { ...asked, question }))
  return { results, persons: asked.persons, before }
}

interface Asked {
  readonly query: Query
  readonly persons: readonly FoundPerson[]
  /** What the full-text engine is asked; '' for nothing. */
  readonly expression: string
}

function readQuestion({ people, languages }: Source, question: Question): Asked {
  const { text, exact, person, only } = question
  const persons = exact ? [] : people.find(text)
  const parse = (words: string): readonly Term[] => parseQuery(words, { languages, exact }).terms
  const [first] = persons
  const pieces: string[] = []
  const terms: Term[] = []
  if (first === undefined) {
    terms.push(...parse(text))
    if (terms.length > 0) pieces.push(`text : (${matchTerms(terms)})`)
  } else {
    const words = text.trim().split(/\s+/)
    const [from, to] = first.span
    const name = parse(words.slice(from, to).join(' '))
    const rest = parse([...words.slice(0, from), ...words.slice(to)].join(' '))
    const named = persons.filter(({ span }) => span[0] === from && span[1] === to)
    const marks = named.map((one) => `"${personMark(one.person.id)}"`).join(' OR ')
    const written = name.length === 0 ? '' : `(text : (${matchTerms(name)})) OR `
    pieces.push(`(${written}(mark : (${marks})))`)
    if (rest.length > 0) pieces.push(`(text : (${matchTerms(rest)}))`)
    terms.push(...name, ...rest)
  }
  // A person nobody may find is no filter either: nothing answers.
  if (person !== null && people.get(person) === null)
    return { query: { terms, exact }, persons, expression: '' }
  if (person !== null) pieces.push(`(mark : "${personMark(person)}")`)
  if (pieces.length > 0 && only !== null) pieces.push(`(mark : "${langMark(only)}")`)
  return { query: { terms, exact }, persons, expression: pieces.join(' AND ') }
}

interface Walk extends Asked {
  readonly question: Question
}

/** Ids of matching versions, by article, newest first. */
function walk(database: DatabaseSync, { expression, question }: Walk, limits: Limits) {
  const { year, before, exact } = question
  const { boundary, ...tables } = statementsOf(database)
  const matching = exact ? tables.exact : tables.folded
  const deadline = performance.now() + limits.msMax
  const low = year === null ? 0 : yearPlace(year)
  let high = Math.min(before ?? newestPlace, year === null ? newestPlace : yearPlace(year + 1)) - 1
  const groups: number[][] = []
  let last = -1
  for (let size = firstSlice; high >= low; size *= sliceGrowth) {
    const end = boundary.get(high, low, size) as readonly [number] | undefined
    const bottom = end?.[0] ?? low
    for (const row of matching.iterate(expression, bottom, high)) {
      const [id] = row as unknown as readonly [number]
      const place = articlePlace(id)
      if (place === last) groups.at(-1)?.push(id)
      else if (groups.length === limits.resultsMax) return { groups, before: last }
      else groups.push([id])
      last = place
    }
    high = bottom - 1
    if (end === undefined) break
    // The article a slice ended in may go on below it: then it is the next answer's, too.
    if (performance.now() > deadline) return { groups, before: high + 1 }
  }
  return { groups, before: null }
}

const statements = new WeakMap<DatabaseSync, ReturnType<typeof prepareAll>>()

function statementsOf(database: DatabaseSync) {
  let known = statements.get(database)
  if (known === undefined) {
    known = prepareAll(database)
    statements.set(database, known)
  }
  return known
}

function prepareAll(database: DatabaseSync) {
  const matching = (table: string): StatementSync =>
    database.prepare(
      `select rowid from ${table} where ${table} match ? and rowid between ? and ? order by rowid desc`,
    )
  const all = {
    folded: matching('folded'),
    exact: matching('exact'),
    boundary: database.prepare(
      'select id from doc where id <= ? and id >= ? order by id desc limit 1 offset ?',
    ),
  }
  for (const statement of Object.values(all)) statement.setReturnArrays(true)
  return {
    ...all,
    versions: database.prepare(
      'select id, lang, article from doc where article = (select article from doc where id = ?)',
    ),
    shown: database.prepare('select shown from shown where doc = ?'),
    words: database.prepare('select words from shown where doc = ?'),
    spelling: database.prepare('select spelling from named where person = ? and doc = ?'),
  }
}

interface VersionRow {
  readonly id: number
  readonly lang: Lang
  readonly article: string
}

function resultOf(source: Source, ids: readonly number[], asked: Walk): Result {
  const { database, languages } = source
  const { question } = asked
  const rows = statementsOf(database)
  const versions = rows.versions.all(ids[0] ?? 0) as unknown as VersionRow[]
  const chain = fallbackChain(question.lang, languages)
  versions.sort((a, b) => chain.indexOf(a.lang) - chain.indexOf(b.lang))
  const best = question.only === null ? versions[0] : versions.find(({ id }) => ids.includes(id))
  const found = ids.includes(best!.id) ? best! : versions.find(({ id }) => ids.includes(id))!
  const row = rows.shown.get(best!.id)
  const { spellings, passage } = reasonsOf(source, { found, versions }, asked)
  return {
    article: best!.article,
    lang: best!.lang,
    shown: JSON.parse(String(row?.['shown'])) as Shown,
    foundAs: spellings,
    passage,
  }
}

function reasonsOf(
  { database }: Source,
  { found, versions }: { found: VersionRow; versions: readonly VersionRow[] },
  { question, query, persons }: Walk,
): { spellings: readonly string[]; passage: Result['passage'] } {
  const rows = statementsOf(database)
  const row = rows.words.get(found.id)
  const text = unpackText(row?.['words'] as Uint8Array)
  const ids = new Set([
    ...persons.map(({ person }) => person.id),
    ...(question.person === null ? [] : [question.person]),
  ])
  const spellings = new Set<string>()
  for (const id of ids) {
    // As the version it was found in writes the name; if that does not name them, as another does.
    for (const version of [found, ...versions]) {
      const spelling = rows.spelling.get(id, version.id)?.['spelling']
      if (spelling === undefined) continue
      spellings.add(String(spelling))
      break
    }
  }
  const named = [...spellings]
    .map((spelling) => placeOf(text, spelling))
    .find((one) => one !== null)
  const passage = named ?? passageOf(text, found.lang, query)
  for (const word of spellings.size === 0 ? (passage?.foundAs ?? []) : []) spellings.add(word)
  const typed = smallLetters(question.text)
  return {
    spellings: [...spellings].filter((spelling) => !typed.includes(smallLetters(spelling))),
    passage: passage && { ...passage, lang: found.lang },
  }
}

function smallLetters(text: string): string {
  return text.slice(0, queryMax).normalize('NFC').replace(/İ/g, 'i').toLowerCase()
}
