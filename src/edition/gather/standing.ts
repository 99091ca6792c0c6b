// The standing pages of a language: about, corrections, subscribe, mirrors, check, search.
import { inChain } from '../../model/newsroom.ts'
import { listFolder, type StandingPage, type StandingView } from '../../render/views.ts'
import type { Lang } from '../../text/lang.ts'
import { feedFormats } from '../pages/page.ts'
import type { Reader } from '../pages/reader.ts'
import { type Chromes, everyLanguage, type Gathered, itemsOf, labelIn } from '../shown.ts'
import { personFolder, personName } from './person.ts'

/** One standing page. */
export async function gatherStanding(
  { page, lang }: { readonly page: StandingPage; readonly lang: Lang },
  reader: Reader,
  chromes: Chromes,
): Promise<Gathered> {
  const { newsroom } = reader
  const pathIn = (other: Lang) => `${listFolder(other, null)}${page}.html`
  const about = page === 'about' ? inChain(newsroom.about, reader.chain(lang)) : null
  return {
    path: pathIn(lang),
    view: {
      kind: 'standing',
      page,
      chrome: chromes.of(lang),
      alternates: everyLanguage(newsroom, pathIn),
      about: about && { lang: about.lang, body: about.value },
      corrections: page === 'corrections' ? await correctionsIn(lang, reader) : [],
      mirrors: page === 'mirrors' || page === 'check' ? newsroom.mirrors : [],
      feeds: page === 'subscribe' ? await feedsIn(lang, reader, chromes) : [],
      months: page === 'search' ? await reader.periods('-') : [],
    },
  }
}

async function correctionsIn(lang: Lang, reader: Reader): Promise<StandingView['corrections']> {
  const shown: { date: string; note: string; item: StandingView['corrections'][number]['item'] }[] =
    []
  for (const { article, corrections } of await reader.corrected(lang)) {
    const [item] = await itemsOf([article], lang, reader)
    if (item !== undefined)
      for (const { date, note } of corrections) shown.push({ date, note, item })
  }
  return shown.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
}

async function feedsIn(
  lang: Lang,
  reader: Reader,
  chromes: Chromes,
): Promise<StandingView['feeds']> {
  const sections = reader.newsroom.sections.map((section) => ({
    name: labelIn(section.name, reader.chain(lang)) ?? section.key,
    folder: listFolder(lang, section.key),
    formats: feedFormats,
  }))
  const people = (await reader.people()).map((person) => ({
    name: personName(person, reader.chain(lang)),
    folder: personFolder(person, lang),
    formats: ['atom'] as const,
  }))
  const whole = {
    name: chromes.of(lang).siteName,
    folder: listFolder(lang, null),
    formats: feedFormats,
  }
  return [whole, ...sections, ...people]
}
