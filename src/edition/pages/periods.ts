// Which period of a list an article stands in. A list goes by months, a person's by years; a month or
// year too long for one page shows its days or months instead, which then have pages of their own.
import type { Db } from '../../store/db.ts'
import type { Era } from '../../store/published.ts'
import { hasMore, type ListOf, readDays, readMonths } from '../../store/published-lists.ts'
import { hasMonths } from './key.ts'
import { personOfScope, type Scope, sectionOfScope } from './page.ts'

/** Articles that one page lists at most, however full its period: but for days, which are not parted. */
export const listMax = 100

/** The rows of a scope. */
export function listOf(scope: Scope): ListOf {
  const [person, section] = [personOfScope(scope), sectionOfScope(scope)]
  if (person !== null) return { person }
  return section === null ? {} : { section }
}

/** Months as the periods of a scope: a person's lists go by years. */
export function periodsOf(scope: Scope, months: readonly string[]): readonly string[] {
  return personOfScope(scope) === null ? months : years(months)
}

/** The years of months, in their order. */
export function years(months: readonly string[]): readonly string[] {
  return [...new Set(months.map((month) => month.slice(0, 4)))]
}

/** The period of the scope that an article of this day stands in, parted or not. */
export function wholePeriod(scope: Scope, date: string): string {
  return date.slice(0, hasMonths(scope) ? 7 : 4)
}

/** The parts of a period, newest first: days of a month, months of a year; null when it is short. */
export async function readParts(
  db: Db,
  era: Era,
  { scope, period }: { readonly scope: Scope; readonly period: string },
): Promise<readonly string[] | null> {
  if (!(await isLong(db, era, { scope, period }))) return null
  const list = listOf(scope)
  if (period.length === 7) return readDays(db, era, { ...list, month: period })
  return (await readMonths(db, era, list)).filter((month) => month.startsWith(period))
}

/** Whether a period has more articles than one page lists. */
export async function isLong(
  db: Db,
  era: Era,
  { scope, period }: { readonly scope: Scope; readonly period: string },
): Promise<boolean> {
  return hasMore(db, era, { ...listOf(scope), period, count: listMax })
}

/** The part of a long period that a day lies in. */
export function partOf(period: string, date: string): string {
  return date.slice(0, period.length + 3)
}
