// The people of a language: the list of those who are listed, and each one's pages by year.

import { convertName } from '../../model/convert.ts'
import type { PersonId } from '../../model/id.ts'
import type { LivePerson } from '../../model/live.ts'
import { inChain } from '../../model/newsroom.ts'
import { listFolder } from '../../render/views.ts'

import { sortKey } from '../../text/collate.ts'

import type { Lang } from '../../text/lang.ts'
import { personScope } from '../pages/page.ts'
import type { Reader } from '../pages/reader.ts'
import { type Chromes, everyLanguage, type Gathered, itemsOf } from '../shown.ts'

/** "ug/people/rabiye-qadir-7k2m1xq8/" */
export function personFolder(person: LivePerson, lang: Lang): string {
  return `${listFolder(lang, null)}people/${person.slug === '' ? '' : `${person.slug}-`}${person.id}/`
}

/** The person's preferred name in the first language of the chain that has one. */
export function personName(person: LivePerson, chain: readonly Lang[]): string {
  const [lang] = chain
  const found = inChain(person.preferred, chain)
  if (lang !== undefined && found !== null) return convertName(found.value, found.lang, lang)
  return Object.values(person.preferred)[0] ?? person.id
}

/** All listed persons, in the language's own order of letters. */
export async function gatherPeople(
  lang: Lang,
  reader: Reader,
  chromes: Chromes,
): Promise<Gathered> {
  const named = (await reader.people()).map((person) => {
    const text = personName(person, reader.chain(lang))
    return { path: `${personFolder(person, lang)}index.html`, text, order: sortKey(text, lang) }
  })
  named.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
  const pathIn = (other: Lang) => `${listFolder(other, null)}people/index.html`
  return {
    path: pathIn(lang),
    view: {
      kind: 'people',
      chrome: chromes.of(lang),
      people: named.map(({ path, text }) => ({ path, text })),
      alternates: everyLanguage(reader.newsroom, pathIn),
    },
  }
}

/** A person's front (year null), one year, or one month of a long year; null when they are not listed or the year is empty. */
export async function gatherPerson(
  page: { readonly id: PersonId; readonly lang: Lang; readonly year: string | null },
  reader: Reader,
  chromes: Chromes,
): Promise<Gathered | null> {
  const { lang, year } = page
  const person = await reader.person(page.id)
  const scope = personScope(page.id)
  const months = year?.length === 4 ? await reader.parts(scope, year) : null
  const articles =
    year === null
      ? await reader.tip(lang, scope)
      : months === null
        ? await reader.chunk(lang, scope, year)
        : []
  const items = await itemsOf(articles, lang, reader)
  if (person === null || (year !== null && items.length === 0 && months === null)) return null
  if (year?.length === 7 && !(await reader.isPart(scope, year))) return null
  const name = personName(person, reader.chain(lang))
  const pathIn = (other: Lang) =>
    `${personFolder(person, other)}${year === null ? '' : `${year.replace('-', '/')}/`}index.html`
  return {
    path: pathIn(lang),
    view: {
      kind: 'person',
      chrome: chromes.of(lang),
      folder: personFolder(person, lang),
      name,
      otherSpellings: spellingsBeside(name, person),
      year,
      months: months ?? [],
      items,
      years: await reader.periods(scope),
      alternates: everyLanguage(reader.newsroom, pathIn),
    },
  }
}

function spellingsBeside(name: string, person: LivePerson): readonly string[] {
  const preferred = Object.values(person.preferred).filter((form) => form !== undefined)
  const all = new Set([...preferred, ...person.spellings])
  all.delete(name)
  return [...all].sort()
}
