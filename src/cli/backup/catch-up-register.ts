// Settings and people as readers have seen them since: what pages say differently than when the backup
// was made is taken over, and what they do not show stays.
import { isDeepStrictEqual } from 'node:util'
import type { Before } from '../../edition/catch-up.ts'
import { formatPage, type Page } from '../../edition/pages/page.ts'
import { type ReadText, readOwnSettings } from '../../import/own/site.ts'
import { type PersonId, parsePersonId } from '../../model/id.ts'
import type { Newsroom, PerLang, Section } from '../../model/newsroom.ts'
import type { Person } from '../../model/person.ts'
import { derivedScripts } from '../../model/settings.ts'
import type { Db } from '../../store/db.ts'
import {
  createPerson,
  putSpelling,
  readPerson,
  splitPerson,
  updatePerson,
} from '../../store/people/people.ts'
import { folderOf, type Lang } from '../../text/lang.ts'
import { isOnion } from '../mirror.ts'
import type { Newer } from './newer.ts'
import { personIn } from './restore-articles.ts'

/** The newsroom's settings with what the copy says differently than its own pages did. */
export async function settingsSince(
  own: Newsroom,
  before: Before,
  read: ReadText,
): Promise<Newsroom> {
  const rest = { zone: own.zone, derived: own.derived, isOnion }
  const seen = readOwnSettings(read, rest)
  const was = readOwnSettings(await settingsPages(own, before), rest)
  const changed = <K extends keyof Newsroom>(key: K): boolean =>
    !isDeepStrictEqual(was[key], seen[key])
  const languages = changed('languages') ? seen.languages : own.languages
  return {
    ...own,
    languages,
    derived: derivedSince(own, languages),
    name: perLang(own.name, was.name, seen.name),
    about: perLang(own.about, was.about, seen.about),
    sections: sectionsSince(own.sections, was.sections, seen.sections),
    ...(changed('url') && { url: seen.url }),
    ...(changed('colours') && { colours: seen.colours }),
    ...(changed('mirrors') && { mirrors: seen.mirrors }),
  }
}

/** The pages that settings are read from, as the newsroom had published them. */
async function settingsPages(own: Newsroom, before: Before): Promise<ReadText> {
  const pages = own.languages.flatMap((lang): Page[] => [
    { kind: 'standing', page: 'about', lang },
    { kind: 'front', lang, scope: '-' },
  ])
  const names = [{ kind: 'root' } as const, ...pages].map(formatPage)
  const printed = await Array.fromAsync(names, (name) => before.read(name))
  const texts = new Map(printed.flatMap((page) => (page ? [[page.path, page.text]] : [])))
  texts.set('mirrors.txt', own.mirrors.map(({ url }) => `${url}\n`).join(''))
  return (path) => texts.get(path) ?? null
}

function derivedSince(own: Newsroom, languages: readonly Lang[]): Newsroom['derived'] {
  const kept = own.derived.filter(({ from, to }) => [from, to].every((l) => languages.includes(l)))
  const added = derivedScripts(languages).filter(({ to }) => !own.languages.includes(to))
  return [...kept, ...added]
}

/** A page says what it has no words for in those of another language: that is no name of its own. */
function perLang<T>(own: PerLang<T>, was: PerLang<T>, seen: PerLang<T>): PerLang<T> {
  const next: Partial<Record<Lang, T>> = { ...own }
  for (const lang of Object.keys({ ...was, ...seen }) as Lang[]) {
    if (isDeepStrictEqual(was[lang], seen[lang])) continue
    const value = seen[lang]
    const isBorrowed =
      own[lang] === undefined &&
      Object.entries(seen).some(
        ([other, words]) => other !== lang && isDeepStrictEqual(words, value),
      )
    if (value === undefined) delete next[lang]
    else if (!isBorrowed) next[lang] = value
  }
  return next
}

/** Every page names all sections in their order. */
function sectionsSince(
  own: readonly Section[],
  was: readonly Section[],
  seen: readonly Section[],
): readonly Section[] {
  if (isDeepStrictEqual(was, seen)) return own
  return seen.map((section) => {
    const [mine, old] = [own, was].map((list) => list.find(({ key }) => key === section.key))
    const name = perLang(mine?.name ?? {}, old?.name ?? {}, section.name)
    return mine === undefined ? section : { ...mine, name }
  })
}

/** Everybody whose pages have changed, come or gone. */
export async function bringPeople(tx: Db, newer: Newer): Promise<void> {
  const { paths, fresh, newsroom, before } = newer
  const folders = new Map<string, PersonId>()
  const changed = new Set<string>()
  for (const path of paths) {
    const [, lang, name, id] =
      /^([a-z-]+)\/people\/((?:.*-)?([a-z0-9]{8}))\/index\.html$/.exec(path) ?? []
    if (name === undefined || !newsroom.languages.some((one) => folderOf(one) === lang)) continue
    folders.set(name, parsePersonId(id!))
    if (fresh.has(path)) changed.add(name)
  }
  for (const name of changed) await bringPerson(tx, newer, personIn(name, newer))
  const listed = new Set(folders.values())
  const known = [...before.pages.values()].map(({ name }) => /^person (\w+) /.exec(name)?.[1])
  for (const text of new Set(known)) {
    if (text === undefined || listed.has(parsePersonId(text))) continue
    const person = await readPerson(tx, parsePersonId(text))
    if (person === null || person.unlisted || person.id !== text) continue
    await updatePerson(tx, person.id, { unlisted: true })
    newer.note({ kind: 'person', what: text, detail: 'no page any more: unlisted here' })
  }
}

async function bringPerson(tx: Db, { before, newsroom, note }: Newer, seen: Person): Promise<void> {
  const { id } = seen
  const own = await readPerson(tx, id)
  if (own === null) {
    await createPerson(tx, seen)
    note({ kind: 'person', what: id, detail: 'new' })
    return
  }
  if (own.id !== id) await splitPerson(tx, id)
  const was = await personBefore(id, before, newsroom)
  const mine = own.id === id ? own : await readPerson(tx, id)
  const preferred = perLang(mine?.preferred ?? {}, was?.preferred ?? {}, seen.preferred)
  const isSame = isDeepStrictEqual(preferred, mine?.preferred) && !mine?.unlisted
  if (!isSame) await updatePerson(tx, id, { preferred, unlisted: false })
  const textsOf = (person: Person | null) => (person?.spellings ?? []).map(({ text }) => text)
  const added = seen.spellings.filter(({ text }) => !textsOf(was).includes(text))
  for (const spelling of added) await putSpelling(tx, id, spelling)
  const names = Object.values(preferred)
  const left = textsOf(was).filter((text) => !textsOf(seen).includes(text) && !names.includes(text))
  for (const text of left) {
    const spelling = { text, source: 'restored', status: 'rejected', searchOnly: false } as const
    await putSpelling(tx, id, spelling)
  }
  if (!isSame || added.length + left.length > 0)
    note({ kind: 'person', what: id, detail: 'names as readers see them' })
}

/** The person as our own pages showed them; null when they did not. */
async function personBefore(
  id: PersonId,
  before: Before,
  newsroom: Newsroom,
): Promise<Person | null> {
  const texts = new Map<string, string>()
  let folder: string | null = null
  for (const { name } of before.pages.values()) {
    if (!name.startsWith(`person ${id} `) || !name.endsWith(' -')) continue
    const page = await before.read(name)
    if (page === null) continue
    texts.set(page.path, page.text)
    folder = page.path.split('/').at(-2) ?? null
  }
  const read: ReadText = (path) => texts.get(path) ?? null
  return folder === null ? null : personIn(folder, { newsroom, read })
}
