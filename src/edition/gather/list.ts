// Fronts and archives: the newest articles of a list, its months, its years.
import { archivePath, listFolder } from '../../render/views.ts'
import type { Lang } from '../../text/lang.ts'
import { type Scope, sectionOfScope } from '../pages/page.ts'
import type { Reader } from '../pages/reader.ts'
import { type Chromes, everyLanguage, type Gathered, itemsOf, sectionIn } from '../shown.ts'

interface Archive {
  readonly lang: Lang
  readonly scope: Scope
  readonly period: string
}

/** The front of a language or a section; a section's is there even while it is empty. */
export async function gatherFront(
  lang: Lang,
  scope: Scope,
  by: { reader: Reader; chromes: Chromes },
): Promise<Gathered | null> {
  const { reader, chromes } = by
  const sectionKey = sectionOfScope(scope)
  if (!isKept(scope, reader)) return null
  const pathIn = (other: Lang) => `${listFolder(other, sectionKey)}index.html`
  return {
    path: pathIn(lang),
    view: {
      kind: 'front',
      chrome: chromes.of(lang),
      section: sectionIn(scope, lang, reader),
      items: await itemsOf(await reader.tip(lang, scope), lang, reader),
      months: await reader.periods(scope),
      alternates: everyLanguage(reader.newsroom, pathIn),
    },
  }
}

/** A month's archive, or a day's of a long month; none where no article is from then. */
export async function gatherMonth(
  page: Archive,
  reader: Reader,
  chromes: Chromes,
): Promise<Gathered | null> {
  const { lang, scope, period } = page
  const days = period.length === 7 ? await reader.parts(scope, period) : null
  const listed = days === null ? await reader.chunk(lang, scope, period) : []
  const items = await itemsOf(listed, lang, reader)
  const { older, newer } = await reader.beside(scope, period)
  if (period.length === 10 && !(await reader.isPart(scope, period))) return null
  if ((items.length === 0 && days === null) || !isKept(scope, reader)) return null
  return archive(page, { items, months: days ?? [], older, newer }, { reader, chromes })
}

/** A year's archive: its months. */
export async function gatherYear(
  page: Archive,
  reader: Reader,
  chromes: Chromes,
): Promise<Gathered | null> {
  const { scope, period } = page
  const months = await reader.monthsOf(scope, period)
  const { older, newer } = await reader.beside(scope, period)
  if (months.length === 0 || !isKept(scope, reader)) return null
  return archive(page, { items: [], months, older, newer }, { reader, chromes })
}

/** A section that the settings no longer name has no pages, even where articles still carry it. */
function isKept(scope: Scope, reader: Reader): boolean {
  const sectionKey = sectionOfScope(scope)
  return sectionKey === null || reader.newsroom.sections.some(({ key }) => key === sectionKey)
}

function archive(
  { lang, scope, period }: Archive,
  shown: Pick<
    Extract<Gathered['view'], { kind: 'archive' }>,
    'items' | 'months' | 'older' | 'newer'
  >,
  { reader, chromes }: { reader: Reader; chromes: Chromes },
): Gathered {
  const pathIn = (other: Lang) => archivePath(other, sectionOfScope(scope), period)
  return {
    path: pathIn(lang),
    view: {
      kind: 'archive',
      chrome: chromes.of(lang),
      section: sectionIn(scope, lang, reader),
      period,
      ...shown,
      alternates: everyLanguage(reader.newsroom, pathIn),
    },
  }
}
