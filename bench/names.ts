// npm run bench:names -- FILE.tsv [DISTRACTORS.txt]
// How well names find one another: FILE has the columns group, spelling, script (and perhaps class);
// DISTRACTORS one stranger's name a line, else 5,000 are made. One table: methods against measures.
// pair@k: of all ordered pairs of spellings of one person, the share where fewer than k strangers come
// before or level with the other spelling; averaged over persons. Half of the persons, by a hash of the
// group, is frozen: no rule was chosen by looking at it.
import { readFileSync } from 'node:fs'
import { allFakers, type Faker } from '@faker-js/faker'
import anyAscii from 'any-ascii'
import { scoreKeys } from '../src/text/names/compare.ts'
import { type NameKeys, nameKeys } from '../src/text/names/keys.ts'
import { memoryIndex, searchNames } from '../src/text/names/search.ts'
import { doubleMetaphone } from './metaphone.ts'

const seed = 42
const distractorCount = 5000
const resamples = 1000
const locales =
  'en tr ru ar fa ur az uz_UZ_latin zh_CN zh_TW ja de fr ka_GE hy mn_MN_cyrl uk ku_ckb'

interface Row {
  readonly group: string
  readonly kind: string
  readonly spelling: string
  readonly script: string
}

/** Scores of one query against every name, by position; 0 is "not found". */
type Method = (names: readonly string[]) => (query: number) => Float64Array

/** A measure takes some of the pairs; its value is the mean over groups of the mean over its pairs. */
interface Measure {
  readonly name: string
  readonly takes: (a: Row, b: Row) => boolean
  readonly value: (ahead: number) => number
}

function main(rows: readonly Row[], strangersFile: string | undefined): void {
  const strangers =
    strangersFile === undefined ? makeStrangers(rows) : readStrangers(strangersFile, rows)
  const names = [...rows.map((row) => row.spelling), ...strangers]
  const table: string[][] = [['measure', ...Object.keys(methods), 'groups']]
  const results = Object.values(methods).map((method) => strangersAhead(method, rows, names))
  for (const measure of measures) {
    const cells = results.map((ahead) => groupMeans(measure, rows, ahead))
    table.push([measure.name, ...cells.map(withInterval), String(cells[0]?.length ?? 0)])
  }
  const outsiders = bandsOfOutsiders(rows, strangers)
  const blank = Object.keys(methods)
    .slice(1)
    .map(() => '')
  for (const [band, share] of outsiders) {
    table.push([`outsiders: best hit ${band}`, ...blank, withInterval(share), String(share.length)])
  }
  for (const [what, ms] of timings(names)) table.push([what, ...blank, ms, ''])
  print(table)
  console.log(
    `\n${rows.length} spellings, ${new Set(rows.map((row) => row.group)).size} groups, ${strangers.length} distractors, seed ${seed}; 95 % bootstrap intervals over groups`,
  )
}

const methods: Readonly<Record<string, Method>> = {
  'Unicode fold': (names) => {
    const folded = names.map((name) => [...new Set(foldWords(name))].sort().join(' '))
    return (query) =>
      Float64Array.from(folded, (one) => (one !== '' && one === folded[query] ? 1 : 0))
  },
  trigram: (names) => jaccard(names.map((name) => trigrams(foldWords(name)))),
  'any-ascii + trigram': (names) =>
    jaccard(names.map((name) => trigrams(foldWords(anyAscii(name.toWellFormed()))))),
  'double metaphone': (names) =>
    jaccard(
      names.map((name) =>
        foldWords(anyAscii(name.toWellFormed())).flatMap((word) => [
          ...new Set(doubleMetaphone(word)),
        ]),
      ),
    ),
  ours: (names) => {
    const index = memoryIndex(names.map((spelling, at) => ({ id: String(at), spelling })))
    const keys = names.map((name) => nameKeys(name))
    return (query) => {
      const scores = new Float64Array(names.length)
      const own = keys[query] as NameKeys
      for (const entry of index.candidates(own, 100))
        scores[Number(entry.id)] = scoreKeys(own, entry.keys)
      return scores
    }
  },
}

const isUyghur = (row: Row): boolean => row.kind.startsWith('uyghur')
const isTurkic = (row: Row): boolean =>
  ['kazakh', 'kyrgyz', 'azerbaijani', 'uzbek', 'tatar', 'turkish'].includes(row.kind)
const isBetween = (a: Row, b: Row, one: string, other: string): boolean =>
  (a.script === one && b.script === other) || (a.script === other && b.script === one)
const at1 = (ahead: number): number => (ahead < 1 ? 1 : 0)
const at10 = (ahead: number): number => (ahead < 10 ? 1 : 0)
const all = (): boolean => true

const measures: readonly Measure[] = [
  { name: 'all pair@1', takes: all, value: at1 },
  { name: 'all pair@10', takes: all, value: at10 },
  { name: 'all MRR', takes: all, value: (ahead) => 1 / (1 + ahead) },
  { name: 'tuned half pair@1', takes: (a) => !isFrozen(a.group), value: at1 },
  { name: 'tuned half pair@10', takes: (a) => !isFrozen(a.group), value: at10 },
  { name: 'frozen half pair@1', takes: (a) => isFrozen(a.group), value: at1 },
  { name: 'frozen half pair@10', takes: (a) => isFrozen(a.group), value: at10 },
  {
    name: 'ug same script @10',
    takes: (a, b) => isUyghur(a) && a.script === b.script,
    value: at10,
  },
  {
    name: 'ug cross script @10',
    takes: (a, b) => isUyghur(a) && a.script !== b.script,
    value: at10,
  },
  {
    name: 'ug Arab~Latn @1',
    takes: (a, b) => isUyghur(a) && isBetween(a, b, 'Arab', 'Latn'),
    value: at1,
  },
  {
    name: 'ug Arab~Latn @10',
    takes: (a, b) => isUyghur(a) && isBetween(a, b, 'Arab', 'Latn'),
    value: at10,
  },
  {
    name: 'ug Han~Latn @10',
    takes: (a, b) => isUyghur(a) && isBetween(a, b, 'Hani', 'Latn'),
    value: at10,
  },
  {
    name: 'ug Arab~Han @10',
    takes: (a, b) => isUyghur(a) && isBetween(a, b, 'Arab', 'Hani'),
    value: at10,
  },
  { name: 'all Arab~Latn @10', takes: (a, b) => isBetween(a, b, 'Arab', 'Latn'), value: at10 },
  { name: 'all Han~Latn @10', takes: (a, b) => isBetween(a, b, 'Hani', 'Latn'), value: at10 },
  { name: 'other Turkic @10', takes: isTurkic, value: at10 },
  { name: 'other languages @10', takes: (a) => !isUyghur(a) && !isTurkic(a), value: at10 },
]

/** For each ordered pair of one group, "i j" by position, how many strangers come before or level. */
function strangersAhead(
  method: Method,
  rows: readonly Row[],
  names: readonly string[],
): ReadonlyMap<string, number> {
  const search = method(names)
  const ahead = new Map<string, number>()
  rows.forEach((row, query) => {
    const mates = rows.flatMap((other, at) =>
      at !== query && other.group === row.group ? [at] : [],
    )
    if (mates.length === 0) return
    const scores = search(query)
    const others = scores
      .filter((_, at) => rows[at]?.group !== row.group)
      .sort()
      .reverse()
    for (const mate of mates) {
      const own = scores[mate] ?? 0
      const before = others.findIndex((score) => score < own)
      ahead.set(`${query} ${mate}`, before < 0 ? others.length : before)
    }
  })
  return ahead
}

function groupMeans(
  measure: Measure,
  rows: readonly Row[],
  ahead: ReadonlyMap<string, number>,
): readonly number[] {
  const groups = new Map<string, number[]>()
  for (const [pair, before] of ahead) {
    const [a, b] = pair.split(' ').map((at) => rows[Number(at)]) as [Row, Row]
    if (!measure.takes(a, b)) continue
    groups.set(a.group, [...(groups.get(a.group) ?? []), measure.value(before)])
  }
  return [...groups.values()].map(mean)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** ".951 (.93-.97)": the mean and its 95 % percentile bootstrap interval. */
function withInterval(values: readonly number[]): string {
  if (values.length === 0) return '-'
  const random = randomFrom(seed)
  const means = Array.from({ length: resamples }, () => {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)] ?? 0
    return sum / values.length
  }).sort((a, b) => a - b)
  const [low, high] = [means[Math.floor(resamples * 0.025)], means[Math.floor(resamples * 0.975)]]
  return `${short(mean(values))} (${short(low ?? 0)}-${short(high ?? 0)})`
}

function short(value: number): string {
  return value.toFixed(3).replace(/^0/, '')
}

/** Strangers as queries against the persons of the file: the share whose best hit lies in each band. */
function bandsOfOutsiders(
  rows: readonly Row[],
  strangers: readonly string[],
): readonly (readonly [string, readonly number[]])[] {
  const index = memoryIndex(rows.map((row) => ({ id: row.group, spelling: row.spelling })))
  const best = strangers.map((name) => searchNames(index, name, 1)[0]?.band ?? 'none')
  return (['sure', 'likely'] as const).map((band) => [
    band,
    best.map((one) => (one === band ? 1 : 0)),
  ])
}

function timings(names: readonly string[]): readonly (readonly [string, string])[] {
  const index = memoryIndex(names.map((spelling) => ({ id: spelling, spelling })))
  const times = names
    .filter((_, at) => at % 5 === 0)
    .map((name) => {
      const start = performance.now()
      searchNames(index, name, 10)
      return performance.now() - start
    })
    .sort((a, b) => a - b)
  const at = (share: number): string => `${times[Math.floor(times.length * share)]?.toFixed(2)} ms`
  return [
    [`search among ${names.length}, p50`, at(0.5)],
    [`search among ${names.length}, p95`, at(0.95)],
  ]
}

function foldWords(name: string): string[] {
  const folded = name.toWellFormed().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

function trigrams(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    const text = [...`  ${word} `]
    return text.slice(2).map((_, at) => text.slice(at, at + 3).join(''))
  })
}

function jaccard(sets: readonly (readonly string[])[]): (query: number) => Float64Array {
  const unique = sets.map((set) => [...new Set(set)])
  const postings = new Map<string, number[]>()
  unique.forEach((set, at) => {
    for (const key of set) {
      const list = postings.get(key)
      if (list === undefined) postings.set(key, [at])
      else list.push(at)
    }
  })
  return (query) => {
    const scores = new Float64Array(unique.length)
    const own = unique[query] ?? []
    for (const key of own) for (const at of postings.get(key) ?? []) scores[at]! += 1
    return scores.map(
      (shared, at) => shared / (own.length + (unique[at]?.length ?? 0) - shared || 1),
    )
  }
}

/** FNV-1a of the group's name; one bit of it divides the groups in two halves for good. */
function isFrozen(group: string): boolean {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(group)) hash = Math.imul(hash ^ byte, 0x01000193)
  return ((hash >>> 4) & 1) === 1
}

function makeStrangers(rows: readonly Row[]): string[] {
  const known = new Set(rows.map((row) => foldWords(row.spelling).sort().join(' ')))
  const fakers = locales.split(' ').map((locale) => allFakers[locale as keyof typeof allFakers])
  fakers.forEach((faker, at) => {
    faker.seed(seed + at)
  })
  const made = new Set<string>()
  for (let at = 0; made.size < distractorCount; at++) {
    const name = fullName(fakers[at % fakers.length] as Faker)
    if (!known.has(foldWords(name).sort().join(' '))) made.add(name)
  }
  return [...made]
}

function fullName({ person }: Faker): string {
  return `${person.firstName()} ${person.lastName()}`
}

function readStrangers(path: string, rows: readonly Row[]): string[] {
  const known = new Set(rows.map((row) => row.spelling))
  const lines = readFileSync(path, 'utf8').split(/\r?\n/)
  return [...new Set(lines.map((line) => line.trim()))].filter(
    (name) => name !== '' && !known.has(name),
  )
}

function readRows(path: string): Row[] {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/)
  const columns = (header ?? '').split('\t')
  const [group, spelling, script, kind] = ['group', 'spelling', 'script', 'class'].map((name) =>
    columns.indexOf(name),
  ) as [number, number, number, number]
  if (group < 0 || spelling < 0 || script < 0)
    throw new SyntaxError(`Cannot read names "${path}": no columns group, spelling, script`)
  return lines.map((line) => {
    const cells = line.split('\t')
    const cell = (at: number): string => cells[at] ?? ''
    return { group: cell(group), kind: cell(kind), spelling: cell(spelling), script: cell(script) }
  })
}

/** mulberry32: numbers in [0, 1) that are the same in every run. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function print(table: readonly (readonly string[])[]): void {
  const widths = (table[0] ?? []).map((_, at) =>
    Math.max(...table.map((row) => (row[at] ?? '').length)),
  )
  table.forEach((row, line) => {
    console.log(`| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`)
    if (line === 0) console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`)
  })
}

const [file, distractorFile] = process.argv.slice(2)
if (file === undefined) {
  console.error('usage: npm run bench:names -- FILE.tsv [DISTRACTORS.txt]')
  process.exit(2)
}
main(readRows(file), distractorFile)
