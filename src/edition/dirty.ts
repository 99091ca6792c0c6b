// From what changed to the keys that read differently now. Compares the published state with the
// next one; the work is that of the changed articles and their neighbours, never of the archive.
import { type Digest, type PersonId, parseArticleId } from '../model/id.ts'
import { type LiveArticle, type LivePerson, versionIn } from '../model/live.ts'
import { orderOf } from '../model/time.ts'
import type { Db } from '../store/db.ts'
import type { Era } from '../store/published.ts'
import {
  hasMore,
  type ListOf,
  type Place,
  readBeside,
  readMonths,
  readNewest,
} from '../store/published-lists.ts'
import { fallbackChain, type Lang } from '../text/lang.ts'
import {
  addressFacts,
  differ,
  isSeen,
  itemFacts,
  linkFacts,
  mapFacts,
  placing,
  seenIn,
  storyFacts,
} from './facts.ts'
import { hasMonths, type Key, key, scopesOf } from './pages/key.ts'
import { personScope, type Scope } from './pages/page.ts'
import {
  isLong,
  listOf,
  partOf,
  periodsOf,
  readParts,
  wholePeriod,
  years,
} from './pages/periods.ts'
import { tipSize } from './pages/reader.ts'

/** One article, person or picture in its published and its next state. */
export interface Changes {
  readonly articles: readonly {
    readonly old: LiveArticle | null
    readonly next: LiveArticle | null
  }[]
  readonly persons: readonly {
    readonly id: PersonId
    readonly old: LivePerson | null
    readonly next: LivePerson | null
  }[]
  readonly pictures: readonly Digest[]
}

/** Every key that reads differently in the next state. */
export async function dirtyKeys(
  db: Db,
  languages: readonly Lang[],
  changes: Changes,
): Promise<ReadonlySet<Key>> {
  const dirty = new Set<Key>()
  const scan = { db, languages, dirty, tips: new Map(), long: new Map() }
  const placed = new Map<string, Placed>()
  const mapped = new Map<string, Mapped>()
  for (const { old, next } of changes.articles) {
    // Months come and go only with articles that come, go or move.
    if (differ(old && placing(old), next && placing(next)))
      for (const state of [old, next]) if (state) notePlaces(state, { placed, mapped })
    for (const lang of languages) await scanLanguage({ old, next, lang }, scan)
    scanAddresses(old, next, scan)
  }
  const moving = new Set<Scope>()
  for (const one of placed.values()) {
    if (await comesOrGoes(db, listOf(one.scope), [one.period])) moving.add(one.scope)
    await scanParts(one, scan)
  }
  for (const scope of moving) await scanPeriods(scope, scan)
  for (const { lang, months } of mapped.values())
    if (await comesOrGoes(db, { lang }, months)) dirty.add(key.maps())
  for (const { id, old, next } of changes.persons) await scanPerson({ id, old, next }, scan)
  for (const digest of changes.pictures) dirty.add(key.picture(digest))
  return dirty
}

/** A period of a list in which articles come, go or move, and the parts of it that they stand in. */
interface Placed {
  readonly scope: Scope
  readonly period: string
  readonly parts: Set<string>
}

/** Months of a language's sitemaps in which articles come, go or move. */
interface Mapped {
  readonly lang: Lang
  readonly months: Set<string>
}

function notePlaces(
  article: LiveArticle,
  to: { readonly placed: Map<string, Placed>; readonly mapped: Map<string, Mapped> },
): void {
  const { date } = article.when
  for (const scope of scopesOf(article)) {
    const period = wholePeriod(scope, date)
    const name = `${scope} ${period}`
    const known = to.placed.get(name) ?? { scope, period, parts: new Set() }
    to.placed.set(name, known)
    known.parts.add(partOf(period, date))
  }
  for (const { lang } of article.versions.filter(isSeen)) {
    const known = to.mapped.get(lang) ?? { lang, months: new Set() }
    to.mapped.set(lang, known)
    known.months.add(date.slice(0, 7))
  }
}

interface Scan {
  readonly db: Db
  readonly languages: readonly Lang[]
  readonly dirty: Set<Key>
  /** The newest places of lists already asked for. */
  readonly tips: Map<string, readonly Place[]>
  /** Whether periods already asked for are long. */
  readonly long: Map<string, boolean>
}

interface Change {
  readonly old: LiveArticle | null
  readonly next: LiveArticle | null
  readonly lang: Lang
}

async function scanLanguage(change: Change, scan: Scan): Promise<void> {
  const { old, next, lang } = change
  const chain = fallbackChain(lang, scan.languages)
  const [oldItem, nextItem] = [old && itemFacts(old, chain), next && itemFacts(next, chain)]
  if (differ(oldItem, nextItem) || differ(old && placing(old), next && placing(next))) {
    await scanLists(change, scan)
  }
  const [oldVersion, nextVersion] = [old && versionIn(old, lang), next && versionIn(next, lang)]
  const facts = differ(old && storyFacts(old), next && storyFacts(next))
  if (!facts && !differ(oldVersion, nextVersion)) return
  scan.dirty.add(key.article((old ?? next)!.id, lang))
  await scanNeighbours(change, scan)
  await scanFeeds(change, scan)
  if (differ(old && mapFacts(old, lang), next && mapFacts(next, lang))) {
    for (const state of [old, next]) {
      if (state && seenIn(state, lang)) scan.dirty.add(key.map(lang, state.when.date.slice(0, 7)))
    }
  }
  if ([oldVersion, nextVersion].some((version) => version && version.corrections.length > 0)) {
    scan.dirty.add(key.corrections(lang))
  }
}

async function scanLists({ old, next, lang }: Change, scan: Scan): Promise<void> {
  for (const [state, era] of [
    [old, 'published'],
    [next, 'next'],
  ] as const) {
    if (!state) continue
    for (const scope of scopesOf(state)) {
      const { date } = state.when
      const whole = wholePeriod(scope, date)
      const period = (await isLongNow({ scope, period: whole }, era, scan))
        ? partOf(whole, date)
        : whole
      scan.dirty.add(key.chunk(lang, scope, period))
      if (await isInTip(state, { era, list: listOf(scope) }, scan))
        scan.dirty.add(key.tip(lang, scope))
    }
  }
}

async function scanFeeds({ old, next, lang }: Change, scan: Scan): Promise<void> {
  for (const [state, era] of [
    [old, 'published'],
    [next, 'next'],
  ] as const) {
    if (!state || !seenIn(state, lang)) continue
    for (const scope of scopesOf(state)) {
      const list = { ...listOf(scope), lang }
      if (await isInTip(state, { era, list }, scan)) scan.dirty.add(key.feed(lang, scope))
    }
  }
}

/** The articles that stood and now stand beside this one show its headline and address. */
async function scanNeighbours({ old, next, lang }: Change, scan: Scan): Promise<void> {
  const [before, after] = [old && linkFacts(old, lang), next && linkFacts(next, lang)]
  if (!differ(before, after)) return
  scan.dirty.add(key.neighbours(lang, (old ?? next)!.id))
  for (const [state, era] of [
    [old, 'published'],
    [next, 'next'],
  ] as const) {
    if (!state || !seenIn(state, lang)) continue
    const place = { order: orderOf(state.when), id: state.id }
    for (const towards of ['older', 'newer'] as const) {
      const [near] = await readBeside(scan.db, era, { lang, place, towards, limit: 1 })
      if (near) scan.dirty.add(key.neighbours(lang, parseArticleId(near.id)))
    }
  }
}

/** A month or year that comes or goes changes the lists of periods and the periods beside it. */
async function scanPeriods(scope: Scope, { db, dirty }: Scan): Promise<void> {
  const [old, next] = [
    await readMonths(db, 'published', listOf(scope)),
    await readMonths(db, 'next', listOf(scope)),
  ]
  if (symmetricDifference(periodsOf(scope, old), periodsOf(scope, next)).length > 0)
    dirty.add(key.periods(scope))
  if (!hasMonths(scope)) return
  for (const month of symmetricDifference(old, next)) dirty.add(key.year(scope, month.slice(0, 4)))
  scanBeside({ scope, old, next }, dirty)
  scanBeside({ scope, old: years(old), next: years(next) }, dirty)
}

/** The periods beside those that come or go. */
function scanBeside(
  lists: {
    readonly scope: Scope
    readonly old: readonly string[]
    readonly next: readonly string[]
  },
  dirty: Set<Key>,
): void {
  const { scope, old, next } = lists
  for (const period of symmetricDifference(old, next)) {
    for (const list of [old, next]) {
      for (const near of [
        newest(list, (other) => other < period),
        oldest(list, (other) => other > period),
        period,
      ]) {
        if (near !== undefined) dirty.add(key.beside(scope, near))
      }
    }
  }
}

/** A period that becomes long or short, or has other days: its page, and those of its parts. */
async function scanParts({ parts, ...whole }: Placed, scan: Scan): Promise<void> {
  const { db, languages, dirty } = scan
  const { scope, period } = whole
  const was = await isLongNow(whole, 'published', scan)
  const is = await isLongNow(whole, 'next', scan)
  if (!was && !is) return
  if (was && is && !(await comesOrGoes(db, listOf(scope), parts))) return
  const [old, next] = [await readParts(db, 'published', whole), await readParts(db, 'next', whole)]
  dirty.add(key.parts(scope, period))
  scanBeside({ scope, old: old ?? [], next: next ?? [] }, dirty)
  if (old !== null && next !== null) return
  for (const lang of languages) {
    for (const part of [period, ...(old ?? []), ...(next ?? [])])
      dirty.add(key.chunk(lang, scope, part))
  }
}

async function isLongNow(
  whole: { readonly scope: Scope; readonly period: string },
  era: Era,
  { db, long }: Scan,
): Promise<boolean> {
  const name = `${era} ${whole.scope} ${whole.period}`
  const known = long.get(name) ?? (await isLong(db, era, whole))
  long.set(name, known)
  return known
}

/** Whether one of the periods has articles in one state only. Asks for one of them, not for all. */
async function comesOrGoes(db: Db, list: ListOf, periods: Iterable<string>): Promise<boolean> {
  for (const period of periods) {
    const any = { ...list, period, count: 0 }
    if ((await hasMore(db, 'published', any)) !== (await hasMore(db, 'next', any))) return true
  }
  return false
}

async function scanPerson(
  { id, old, next }: { id: PersonId; old: LivePerson | null; next: LivePerson | null },
  { db, languages, dirty }: Scan,
): Promise<void> {
  dirty.add(key.person(id))
  dirty.add(key.people())
  if ((old === null) === (next === null)) return
  const scope = personScope(id)
  const active = years(await readMonths(db, 'next', listOf(scope)))
  for (const year of active) {
    const parts = (await readParts(db, 'next', { scope, period: year })) ?? []
    for (const lang of languages)
      for (const period of [year, ...parts]) dirty.add(key.chunk(lang, scope, period))
  }
}

function scanAddresses(
  old: LiveArticle | null,
  next: LiveArticle | null,
  { dirty, languages }: Scan,
): void {
  const [first] = languages
  const known = [...(old?.addresses ?? []), ...(next?.addresses ?? [])]
  if (known.length === 0 || first === undefined) return
  // The small pages at old addresses read the article through the first language.
  dirty.add(key.article((old ?? next)!.id, first))
  if (differ(old && addressFacts(old), next && addressFacts(next))) dirty.add(key.addresses())
}

async function isInTip(
  article: LiveArticle,
  asked: { era: Era; list: ListOf },
  scan: Scan,
): Promise<boolean> {
  const name = JSON.stringify(asked)
  const tip = scan.tips.get(name) ?? (await readNewest(scan.db, asked.era, asked.list, tipSize))
  scan.tips.set(name, tip)
  return tip.length < tipSize || tip.some((place) => place.id === article.id)
}

function symmetricDifference(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set(a).symmetricDifference(new Set(b))]
}

// Lists of periods run from the newest to the oldest.
function newest(list: readonly string[], fits: (period: string) => boolean): string | undefined {
  return list.find(fits)
}

function oldest(list: readonly string[], fits: (period: string) => boolean): string | undefined {
  return list.findLast(fits)
}
