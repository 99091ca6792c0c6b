// Fronts and archives: the newest articles of a list, its months, its years.
import { archivePath, listFolder } from '../render/views.ts'
import type { Lang } from '../text/lang.ts'
import { type Scope, sectionOfScope } from './page.ts'
import type { Reader } from './reader.ts'
import { type Chromes, everyLanguage, type Gathered, itemsOf, sectionIn } from './shown.ts'

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
  if (sectionKey !== null && !reader.newsroom.sections.some(({ key }) => key === sectionKey))
    return null
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

/** A month's archive; none where no article is from that month. */
export async function gatherMonth(
  page: Archive,
  reader: Reader,
  chromes: Chromes,
): Promise<Gathered | null> {
  const { lang, scope, period } = page
  const items = await itemsOf(await reader.chunk(lang, scope, period), lang, reader)
  const { older, newer } = await reader.beside(scope, period)
  if (items.length === 0) return null
  return archive(page, { items, months: [], older, newer }, { reader, chromes })
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
  if (months.length === 0) return null
  return archive(page, { items: [], months, older, newer }, { reader, chromes })
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
