// Readers' search over a large archive: time per question by kind, the index's size, and what one
// touched article costs as the archive grows. --index keeps the index, or uses the one there.
// `npm run bench:search -- [--articles N] [--questions N] [--index FILE] [--best-of N] [--json]`
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { en as enLocale, Faker, ru, tr as trLocale, zh_CN } from '@faker-js/faker'
import { idFromBytes, type PersonId, parsePersonId } from '../src/model/id.ts'
import type { Entry, Indexed } from '../src/search/entry.ts'
import type { Question } from '../src/search/find.ts'
import { openSearcher } from '../src/search/read.ts'
import { openIndex, rebuildIndex } from '../src/search/write.ts'
import { type Lang, parseLang } from '../src/text/lang.ts'
import { type CorpusArticle, corpus, corpusLanguages, numbers } from './corpus.ts'

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '100000' },
    questions: { type: 'string', default: '200' },
    json: { type: 'boolean', default: false },
    index: { type: 'string' },
    'best-of': { type: 'string', default: '1' },
  },
})
const size = Number(values.articles)
const perKind = Number(values.questions)
/** On a machine that others use: each question is asked so often, and the quickest answer counts. */
const bestOf = Number(values['best-of'])
const en = parseLang('en')
const limits = { resultsMax: 10, msMax: 50 }
const maker = 'bench'

interface Known extends Indexed {
  /** All the forms there are, shown or not: what a reader may type. */
  readonly forms: readonly string[]
}

/** Public persons with their spellings in several scripts, and made ones of several languages. */
function register(): readonly Known[] {
  const rows = readFileSync(
    new URL('../src/text/fixtures/public-persons.tsv', import.meta.url),
    'utf8',
  )
  const groups = Map.groupBy(
    rows
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => row.split('\t')),
    ([group]) => group,
  )
  const real = [...groups.values()].map((group) => group.map(([, , spelling = '']) => spelling))
  const made = [enLocale, trLocale, ru, zh_CN].flatMap((locale, n) => {
    const faker = new Faker({ locale: [locale, enLocale], seed: n + 1 })
    return Array.from({ length: 1250 }, () => [
      `${faker.person.firstName()} ${faker.person.lastName()}`,
    ])
  })
  return [...real, ...made].map((forms, n) => {
    const id = parsePersonId(idFromBytes(Uint8Array.from([1, n >>> 16, n >>> 8, n, 7])))
    const preferred = { [en]: forms[0] ?? '' }
    return { id, preferred, spellings: forms.slice(1), searchOnly: [], pages: {}, forms }
  })
}

interface Drawn {
  readonly article: CorpusArticle
  readonly entry: Entry
}

/** Corpus articles, a third of which name somebody; each with one word that only ten others have. */
function* archive(count: number, persons: readonly Known[]): Generator<Drawn> {
  const draw = numbers(7)
  let n = 0
  for (const article of corpus(count, 1)) {
    const person =
      draw(3) === 0 ? persons[Math.floor(persons.length * (draw(1000) / 1000) ** 3)] : undefined
    const spelling = person?.forms[draw(person.forms.length)]
    yield { article, entry: entryOf(article, { n, person: person?.id, spelling }) }
    n += 1
  }
}

function entryOf(
  article: CorpusArticle,
  more: {
    readonly n: number
    readonly person: PersonId | undefined
    readonly spelling: string | undefined
  },
): Entry {
  const { id, lang, date, time, headline, teaser, paragraphs, section } = article
  const { n, person, spelling } = more
  const title = spelling === undefined ? headline : `${spelling}: ${headline}`
  return {
    article: id,
    lang,
    order: Date.parse(`${date}T${time}:00Z`),
    shown: {
      path: `${lang}/${date.slice(0, 7).replace('-', '/')}/${id}.html`,
      headline: title,
      teaser,
      when: { date, time, zone: 'Europe/Berlin', precision: 'minute', raw: null },
      byline: null,
      speakers: [],
      section,
    },
    text: [title, ...paragraphs, rareWord(n)].join('\n'),
    people: person === undefined || spelling === undefined ? [] : [{ person, spelling }],
  }
}

/** Ten articles share one. */
function rareWord(n: number): string {
  return `qx${(n % Math.max(1, Math.floor(size / 10))).toString(36)}z`
}

async function build(path: string, count: number, persons: readonly Known[]) {
  const spent = { ms: 0, work: 0 }
  await rebuildIndex(path, { maker, stamp: 'one' }, async (step) => {
    const timed = async (write: Parameters<typeof step>[0]): Promise<void> => {
      const took = stopwatch()
      await step(write)
      const { ms, work } = took()
      spent.ms += ms
      spent.work += work
    }
    await timed(async (to) => {
      for (const { forms: _, ...person } of persons) to.putPerson(person.id, person)
      to.putMeta('languages', JSON.stringify(corpusLanguages))
      to.putMeta('edition', '1')
    })
    let batch: Entry[] = []
    const flush = (): Promise<void> =>
      timed(async (to) => {
        to.putArticles(new Map(batch.map((entry) => [entry.article, [entry]])))
        batch = []
      })
    for (const { entry } of archive(count, persons)) {
      batch.push(entry)
      if (batch.length === 2000) await flush()
    }
    await flush()
  })
  return spent
}

/** One article's text changed, and told to the index: what the last step of a publish costs. */
async function touch(path: string, count: number, persons: readonly Known[]) {
  const index = openIndex(path, maker)
  if (index === null) throw new Error('Cannot touch the index: there is none')
  const chosen = [...archive(count, persons).take(40)]
  const times: number[] = []
  const whole = stopwatch()
  for (const [n, { article, entry }] of chosen.entries()) {
    const next = { ...entry, text: `${entry.text}\nchanged ${article.headline}` }
    const took = stopwatch()
    await index.update(`touch ${n}`, async (to) =>
      to.putArticles(new Map([[entry.article, [next]]])),
    )
    times.push(took().ms)
  }
  const work = whole().work / times.length
  index.close()
  return { count, ms: percentile(times, 0.5), work }
}

type Draw = ReturnType<typeof numbers>

/** What readers ask, by kind. */
function questions(drawn: readonly Drawn[], persons: readonly Known[]) {
  const draw = numbers(99)
  const pick = <T>(list: readonly T[]): T => list[draw(list.length)]!
  const known = persons.filter(({ forms }) => forms.length > 1)
  const wordsOf = ({ article }: Drawn): readonly string[] =>
    article.paragraphs
      .join(' ')
      .replaceAll('.', '')
      .split(' ')
      .filter((word) => word.length > 2)
  const counts = new Map<string, number>()
  for (const one of drawn.slice(0, 600))
    for (const word of wordsOf(one)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const ranked = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word)
  const common = (): string => ranked[draw(30)]!
  const middle = (): string => ranked[200 + draw(800)]!
  const rare = (): string => rareWord(draw(size))
  const name = (script: RegExp): string =>
    pick(known.flatMap(({ forms }) => forms.filter((form) => script.test(form))))
  const phrase = (length: number): string => {
    const words = wordsOf(pick(drawn))
    const at = draw(words.length - length)
    return `"${words.slice(at, at + length).join(' ')}"`
  }
  const kinds: Readonly<Record<string, (draw: Draw) => Partial<Question> & { text: string }>> = {
    'person, Latin letters': () => ({ text: name(/^\p{Script=Latin}/u) }),
    'person, Arabic letters': () => ({ text: name(/^\p{Script=Arabic}/u) }),
    'person, Cyrillic letters': () => ({ text: name(/^\p{Script=Cyrillic}/u) }),
    'person, Han': () => ({ text: name(/^\p{Script=Han}/u) }),
    'person and a word': () => ({ text: `${name(/^\p{Script=Latin}/u)} ${common()}` }),
    'common word': () => ({ text: common() }),
    'middling word': () => ({ text: middle() }),
    'rare word': () => ({ text: rare() }),
    'no such word': () => ({ text: `xqv${draw(1e6).toString(36)}` }),
    'beginning, 2 letters': () => ({ text: `${common().slice(0, 2)}*` }),
    'beginning, 5 letters': () => ({ text: `${middle().slice(0, 5)}*` }),
    'two common words': () => ({ text: `${common()} ${common()}` }),
    'common and rare': () => ({ text: `${common()} ${rare()}` }),
    'four words': () => ({ text: [middle(), common(), middle(), common()].join(' ') }),
    'phrase of two': () => ({ text: phrase(2) }),
    'phrase of four': () => ({ text: phrase(4) }),
    'exactly as written': () => ({ text: middle(), exact: true }),
    'in one language': () => ({ text: common(), only: pick(corpusLanguages) }),
    'in one year': () => ({ text: common(), year: 2016 + draw(10) }),
    'older results': () => ({ text: common(), before: null }),
  }
  return Object.entries(kinds).flatMap(([kind, make]) =>
    Array.from({ length: perKind }, () => ({ kind, asked: make(draw) })),
  )
}

/** What the questions of one kind took. */
interface Took {
  readonly kind: string
  /** Milliseconds of the clock for each question. */
  readonly times: readonly number[]
  /** Milliseconds of the processor for one question, on average: says more on a busy machine. */
  readonly work: number
}

function ask(path: string, drawn: readonly Drawn[], persons: readonly Known[]): readonly Took[] {
  const searcher = openSearcher(path)
  const base = {
    lang: en as Lang,
    exact: false,
    only: null,
    person: null,
    year: null,
    before: null,
  }
  const all = questions(drawn, persons)
  const one = (asked: Partial<Question> & { text: string }, before: number | null) =>
    searcher.ask((index) => {
      const runs = Array.from({ length: bestOf }, () => {
        const took = stopwatch()
        const found = index.find({ ...base, ...asked, before }, limits)
        return { ms: took().ms, before: found.before }
      })
      return { ms: Math.min(...runs.map(({ ms }) => ms)), before: runs[0]?.before ?? null }
    }) ?? { ms: 0, before: null }
  // The first questions pay for reading the register and the file; readers meet that once a restart.
  for (const { asked } of all.filter((_, n) => n % 20 === 0)) one(asked, null)
  const took = [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, list]) => {
    const times: number[] = []
    const whole = stopwatch()
    for (const { asked } of list) {
      let before: number | null = null
      for (let page = 0; page < (kind === 'older results' ? 3 : 1); page++) {
        const answer = one(asked, before)
        times.push(answer.ms)
        before = answer.before
      }
    }
    return { kind, times, work: whole().work / times.length / bestOf }
  })
  searcher.close()
  return took
}

/** Milliseconds since now, of the clock and of the processor. */
function stopwatch(): () => { readonly ms: number; readonly work: number } {
  const [began, before] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(before)
    return { ms: performance.now() - began, work: (user + system) / 1000 }
  }
}

function percentile(list: readonly number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function row(cells: readonly (string | number)[]): string {
  const [first = '', ...rest] = cells.map((cell) =>
    typeof cell === 'number' ? cell.toFixed(2) : cell,
  )
  return `${first.padEnd(28)}${rest.map((cell) => cell.padStart(10)).join('')}`
}

const folder = mkdtempSync(join(tmpdir(), 'xewer-bench-search-'))
try {
  const persons = register()
  const touched: Awaited<ReturnType<typeof touch>>[] = []
  for (const count of [1000, 10_000].filter((one) => one < size && values.index === undefined)) {
    const path = join(folder, `${count}.db`)
    await build(path, count, persons)
    touched.push(await touch(path, count, persons))
  }
  const path = values.index ?? join(folder, 'search.db')
  const built = existsSync(path) ? null : await build(path, size, persons)
  const bytes = statSync(path).size
  const drawn = archive(size, persons).take(3000).toArray()
  const took = ask(path, drawn, persons)
  touched.push(await touch(path, size, persons))
  const people = took.filter(({ kind }) => kind.startsWith('person,'))
  const summary = [...took, sum('every person', people), sum('everything', took)].map(
    ({ kind, times, work }) => ({
      kind,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      p99: percentile(times, 0.99),
      most: Math.max(...times),
      work,
    }),
  )
  if (values.json) console.log(JSON.stringify({ size, built, bytes, touched, summary }))
  else {
    const each = built === null ? '' : `, ${(built.work / size).toFixed(2)} ms of work each`
    console.log(`${size} articles, ${(bytes / 1e6).toFixed(0)} MB${each}`)
    for (const { count, ms, work } of touched)
      console.log(
        `one touched article among ${count}: ${ms.toFixed(1)} ms, ${work.toFixed(1)} ms of work`,
      )
    console.log(row(['milliseconds', 'p50', 'p95', 'p99', 'most', 'work']))
    for (const { kind, ...cells } of summary) console.log(row([kind, ...Object.values(cells)]))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function sum(kind: string, all: readonly Took[]): Took {
  const times = all.flatMap((one) => one.times)
  const work = all.reduce((whole, one) => whole + one.work * one.times.length, 0)
  return { kind, times, work: work / times.length }
}
