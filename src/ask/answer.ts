// A reader's question as an address ("/ask/search?q=...&lang=ug") and its answer as a page.
import type { PersonId } from '../model/id.ts'
import { type ResultView, renderResults } from '../render/results.ts'
import { type Chrome, editionMark } from '../render/views.ts'
import type { Found, Question, Result } from '../search/find.ts'
import type { ReadIndex, Searcher } from '../search/read.ts'
import { isLang, type Lang } from '../text/lang.ts'

export interface Answer {
  readonly status: 200 | 400 | 404 | 503
  /** '' with 503: whoever passed the question on has a better word for it. */
  readonly page: string
}

const limits = { resultsMax: 10, msMax: 50 } as const
const targetMax = 4000

/** Answers one request target. Never throws for what a reader may send. */
export function answerAsk(target: string, searcher: Searcher): Answer {
  if (target.length > targetMax || !URL.canParse(target, base)) return { status: 400, page: '' }
  const { pathname, searchParams } = new URL(target, base)
  if (pathname !== '/ask/search') return { status: 404, page: '' }
  const page = searcher.ask((index) => pageOf(index, searchParams))
  return page === null ? { status: 503, page: '' } : { status: 200, page }
}

const base = 'http://ask/'

function pageOf(index: ReadIndex, asked: URLSearchParams): string | null {
  const question = readQuestion(index, asked)
  const chrome = chromeOf(index, question.lang)
  if (chrome === null) return null
  const isAsked = question.text.trim() !== '' || question.person !== null
  const found = isAsked ? index.find(question, limits) : null
  const text = renderResults({
    chrome,
    asked: question,
    years: index.years,
    persons: personsOf(index, question, found),
    named: (found?.persons ?? []).flatMap(({ person, spelling }) => {
      const page = person.pages[question.lang]
      // A spelling that only finds is shown to nobody.
      const told = person.searchOnly.includes(spelling) ? null : spelling
      return page === undefined ? [] : [{ ...page, spelling: told }]
    }),
    results: found === null ? null : found.results.map(viewOf),
    more: found === null || found.before === null ? null : queryOf(question, found.before),
  })
  return text.replaceAll(editionMark, String(index.edition))
}

function readQuestion({ languages }: ReadIndex, asked: URLSearchParams): Question {
  const get = (name: string): string => asked.get(name) ?? ''
  const langOf = (name: string): Lang | null => {
    const tag = get(name)
    return isLang(tag) && languages.includes(tag) ? tag : null
  }
  const person = get('person')
  return {
    text: get('q').slice(0, 200),
    lang: langOf('lang') ?? languages[0]!,
    exact: get('exact') === '1',
    only: langOf('in'),
    person: /^[0-9a-z]{1,32}$/.test(person) ? (person as PersonId) : null,
    year: numberOf(get('year'), 4),
    before: numberOf(get('before'), 16),
  }
}

function numberOf(text: string, digitsMax: number): number | null {
  if (!/^\d+$/.test(text) || text.length > digitsMax) return null
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER)
}

function queryOf(question: Question, before: number): string {
  const { text, lang, exact, only, person, year } = question
  const pairs = { q: text, lang, in: only, person, year, exact: exact ? 1 : null, before }
  const told = Object.entries(pairs).filter(([, value]) => value !== null)
  return new URLSearchParams(told.map(([name, value]) => [name, String(value)])).toString()
}

/** The one chosen, then those the question names. */
function personsOf(index: ReadIndex, { person, lang }: Question, found: Found | null) {
  const chosen = person === null ? null : index.people.get(person)
  const persons = new Set([
    ...(chosen === null ? [] : [chosen]),
    ...(found?.persons ?? []).map((one) => one.person),
  ])
  return [...persons].map(({ id, pages }) => ({ id, name: pages[lang]?.name ?? id }))
}

function viewOf({ article, lang, shown, foundAs, passage }: Result): ResultView {
  const isTold = passage === null || (passage.inHeadline && passage.lang === lang)
  return {
    item: { id: article, lang, picture: null, ...shown },
    foundAs,
    passage: isTold ? null : passage,
  }
}

const chromes = new WeakMap<ReadIndex, ReadonlyMap<Lang, Chrome>>()

/** Of each index once: what pages share is kept beside the chrome. */
function chromeOf(index: ReadIndex, lang: Lang): Chrome | null {
  let known = chromes.get(index)
  if (known === undefined) {
    const all = JSON.parse(index.meta('chromes') ?? '[]') as readonly Chrome[]
    known = new Map(all.map((chrome) => [chrome.lang, chrome]))
    chromes.set(index, known)
  }
  return known.get(lang) ?? null
}
