// The handle pages are gathered with: every reading of what is live goes through it and is noted as
// a key. Values are kept for the length of one batch, so that a list and its articles cost one query.
import type { Correction, Text } from '../../model/article.ts'
import type { ArticleId, Digest, PersonId } from '../../model/id.ts'
import { type LiveArticle, type LivePerson, versionIn } from '../../model/live.ts'
import type { Newsroom, Picture } from '../../model/newsroom.ts'
import { orderOf } from '../../model/time.ts'
import type { Db } from '../../store/db.ts'
import { readAllLivePersons, readLiveArticles, readLivePersons } from '../../store/published.ts'
import {
  type ListOf,
  type Place,
  readBeside,
  readMonths,
  readNewest,
  readPeriod,
} from '../../store/published-lists.ts'
import { readRevisionsAt } from '../../store/revisions.ts'
import { fallbackChain, type Lang } from '../../text/lang.ts'
import { type Key, key } from './key.ts'
import type { Scope } from './page.ts'
import { listOf, periodsOf, readParts, years } from './periods.ts'

/** How many articles a front page and a feed show. */
export const tipSize = 20

export interface Reader {
  readonly newsroom: Newsroom
  /** The keys read since the last call, once each. */
  takeReadings(): readonly Key[]
  chain(lang: Lang): readonly Lang[]
  article(id: ArticleId, lang: Lang): Promise<LiveArticle | null>
  text(id: ArticleId, lang: Lang, revision: number): Promise<Text>
  /** Articles of one period of a list, newest first. */
  chunk(lang: Lang, scope: Scope, period: string): Promise<readonly LiveArticle[]>
  tip(lang: Lang, scope: Scope): Promise<readonly LiveArticle[]>
  feed(lang: Lang, scope: Scope): Promise<readonly LiveArticle[]>
  neighbours(lang: Lang, article: LiveArticle): Promise<Neighbours>
  /** Months of a list (years of a person) with articles, newest first. */
  periods(scope: Scope): Promise<readonly string[]>
  monthsOf(scope: Scope, year: string): Promise<readonly string[]>
  /** The parts of a long period, newest first; null when it is short and lists its articles itself. */
  parts(scope: Scope, period: string): Promise<readonly string[] | null>
  /** Whether a day or a person's month has a page: when the month or year around it is long. */
  isPart(scope: Scope, period: string): Promise<boolean>
  beside(scope: Scope, period: string): Promise<{ older: string | null; newer: string | null }>
  /** The articles of a month with a version in the language itself. */
  map(lang: Lang, month: string): Promise<readonly LiveArticle[]>
  monthsIn(lang: Lang): Promise<readonly string[]>
  /** Articles whose version in this language was corrected in public, newest first. */
  corrected(
    lang: Lang,
  ): Promise<readonly { article: LiveArticle; corrections: readonly Correction[] }[]>
  /** Null when the person is not listed: that is a reading too. */
  person(id: PersonId): Promise<LivePerson | null>
  people(): Promise<readonly LivePerson[]>
  picture(digest: Digest): Promise<Picture | null>
}

export interface Neighbours {
  readonly older: LiveArticle | null
  readonly newer: LiveArticle | null
}

/** Article pages of one language, in list order, with the places around them. */
export interface Ahead {
  readonly lang: Lang
  readonly places: readonly Place[]
  readonly before: Place | null
  readonly after: Place | null
}

/** What is read ahead for a batch of article pages. */
export interface Primer {
  /** Loads what the article pages will read. */
  prime(ahead: Ahead): Promise<void>
  /** Forgets everything loaded; memory stays bounded over a full build. */
  forget(): void
}

export interface Sources {
  readonly db: Db
  readonly newsroom: Newsroom
  readonly readPicture: (digest: Digest) => Promise<Picture | null>
}

/** A reader over the next state of what is live. */
export function createReader(sources: Sources): Reader & Primer {
  const { db, newsroom, readPicture } = sources
  const noted = new Set<Key>()
  const articles = new Map<string, LiveArticle>()
  const texts = new Map<string, Text>()
  const places = new Map<string, readonly Place[]>()
  const beside = new Map<string, { older: string | null; newer: string | null }>()
  const pictures = new Map<Digest, Picture | null>()
  const persons = new Map<PersonId, LivePerson | null>()
  const chains = new Map(
    newsroom.languages.map((lang) => [lang, fallbackChain(lang, newsroom.languages)]),
  )

  async function load(ids: readonly string[]): Promise<LiveArticle[]> {
    const missing = ids.filter((id) => !articles.has(id))
    for (const article of await readLiveArticles(db, 'next', missing))
      articles.set(article.id, article)
    return ids.flatMap((id) => articles.get(id) ?? [])
  }
  async function loadTexts(live: readonly LiveArticle[], lang: Lang): Promise<void> {
    const wanted = live.flatMap((article) => {
      const version = versionIn(article, lang)
      const known = version === null || texts.has(`${article.id} ${lang} ${version.revision}`)
      return known ? [] : [{ article: article.id, lang, number: version.revision }]
    })
    for (const text of await readRevisionsAt(db, wanted))
      texts.set(`${text.article} ${lang} ${text.number}`, text)
  }
  /** Lists are the same in all languages, feeds in all formats: read once for a batch. */
  async function loadList(
    list: ListOf & { period?: string },
    read: () => Promise<readonly Place[]>,
  ): Promise<LiveArticle[]> {
    const name = JSON.stringify(list)
    const known = places.get(name) ?? (await read())
    places.set(name, known)
    return load(known.map((place) => place.id))
  }
  const newest = (list: ListOf) => loadList(list, () => readNewest(db, 'next', list, tipSize))
  const inPeriod = (list: ListOf & { period: string }) =>
    loadList(list, () => readPeriod(db, 'next', list))
  const months = new Map<Scope, readonly string[]>()
  async function monthsOfList(scope: Scope): Promise<readonly string[]> {
    const known = months.get(scope) ?? (await readMonths(db, 'next', listOf(scope)))
    months.set(scope, known)
    return known
  }
  const parted = new Map<string, readonly string[] | null>()
  async function partsOf(scope: Scope, period: string): Promise<readonly string[] | null> {
    const name = `${scope} ${period}`
    const known = parted.get(name)
    const parts = known === undefined ? await readParts(db, 'next', { scope, period }) : known
    parted.set(name, parts)
    return parts
  }
  async function nearest(lang: Lang, article: LiveArticle, towards: 'older' | 'newer') {
    const place = { order: orderOf(article.when), id: article.id }
    const [near] = await readBeside(db, 'next', { lang, place, towards, limit: 1 })
    return near?.id ?? null
  }

  return {
    newsroom,
    takeReadings() {
      const keys = [...noted]
      noted.clear()
      return keys
    },
    chain: (lang) => chains.get(lang) ?? fallbackChain(lang, newsroom.languages),
    async article(id, lang) {
      noted.add(key.article(id, lang))
      return (await load([id]))[0] ?? null
    },
    async text(id, lang, revision) {
      const name = `${id} ${lang} ${revision}`
      const known = texts.get(name)
      if (known) return known
      const [text] = await readRevisionsAt(db, [{ article: id, lang, number: revision }])
      if (text === undefined)
        throw new Error(`Cannot read revision ${revision} of "${id}" in ${lang}: not there`)
      return text
    },
    async chunk(lang, scope, period) {
      noted.add(key.chunk(lang, scope, period))
      return inPeriod({ ...listOf(scope), period })
    },
    async tip(lang, scope) {
      noted.add(key.tip(lang, scope))
      return newest(listOf(scope))
    },
    async feed(lang, scope) {
      noted.add(key.feed(lang, scope))
      const live = await newest({ ...listOf(scope), lang })
      await loadTexts(live, lang)
      return live
    },
    async neighbours(lang, article) {
      noted.add(key.neighbours(lang, article.id))
      const known = beside.get(`${lang} ${article.id}`)
      const ids = known ?? {
        older: await nearest(lang, article, 'older'),
        newer: await nearest(lang, article, 'newer'),
      }
      const one = async (id: string | null) =>
        id === null ? null : ((await load([id]))[0] ?? null)
      return { older: await one(ids.older), newer: await one(ids.newer) }
    },
    async periods(scope) {
      noted.add(key.periods(scope))
      return periodsOf(scope, await monthsOfList(scope))
    },
    async monthsOf(scope, year) {
      noted.add(key.year(scope, year))
      return (await monthsOfList(scope)).filter((month) => month.startsWith(year))
    },
    async parts(scope, period) {
      noted.add(key.parts(scope, period))
      return partsOf(scope, period)
    },
    // Not noted: when a period becomes long or short, the lists of all its parts are what changes.
    isPart: async (scope, period) => (await partsOf(scope, period.slice(0, -3))) !== null,
    async beside(scope, period) {
      noted.add(key.beside(scope, period))
      const listed = await monthsOfList(scope)
      const around =
        period.length === 10 ? ((await partsOf(scope, period.slice(0, 7))) ?? []) : listed
      const all = period.length === 4 ? years(listed) : around
      const at = all.indexOf(period)
      return { older: all[at + 1] ?? null, newer: all[at - 1] ?? null }
    },
    async map(lang, month) {
      noted.add(key.map(lang, month))
      return inPeriod({ lang, period: month })
    },
    async monthsIn(lang) {
      noted.add(key.maps())
      return readMonths(db, 'next', { lang })
    },
    async corrected(lang) {
      noted.add(key.corrections(lang))
      const found = await inPeriod({ only: 'corrections', lang, period: '' })
      return found.map((article) => ({
        article,
        corrections: versionIn(article, lang)?.corrections ?? [],
      }))
    },
    async person(id) {
      noted.add(key.person(id))
      if (!persons.has(id)) persons.set(id, (await readLivePersons(db, [id]))[0] ?? null)
      return persons.get(id) ?? null
    },
    async people() {
      noted.add(key.people())
      return readAllLivePersons(db)
    },
    async picture(digest) {
      noted.add(key.picture(digest))
      if (!pictures.has(digest)) pictures.set(digest, await readPicture(digest))
      return pictures.get(digest) ?? null
    },
    async prime({ lang, places: listed, before, after }) {
      const live = await load([
        ...(before ? [before.id] : []),
        ...listed.map(({ id }) => id),
        ...(after ? [after.id] : []),
      ])
      await loadTexts(live, lang)
      const named = new Set(live.flatMap(namedIn))
      for (const id of named) persons.set(id, null)
      for (const person of await readLivePersons(db, [...named])) persons.set(person.id, person)
      listed.forEach(({ id }, at) => {
        const newer = listed[at - 1] ?? before
        const older = listed[at + 1] ?? after
        beside.set(`${lang} ${id}`, { older: older?.id ?? null, newer: newer?.id ?? null })
      })
    },
    forget() {
      articles.clear()
      texts.clear()
      places.clear()
      parted.clear()
      beside.clear()
      persons.clear()
    },
  }
}

/** Everybody an article's page links to. */
function namedIn({ people, speakers }: LiveArticle): readonly PersonId[] {
  return [...people, ...speakers.flatMap(({ person }) => (person === null ? [] : [person]))]
}
