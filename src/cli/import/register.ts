// What an import says about the newsroom itself: settings, people, and which articles name whom.
import type { FoundArticle, FoundItem, FoundPerson } from '../../import/found.ts'
import { type ArticleId, type PersonId, parsePersonId } from '../../model/id.ts'
import { nameByline, readBylines } from '../../store/bylines.ts'
import type { Db } from '../../store/db.ts'
import { putFix, readFixes } from '../../store/fixes.ts'
import { notePerson } from '../../store/imports.ts'
import { putNewsroom, readNewsroom } from '../../store/newsroom.ts'
import { putLink } from '../../store/people/links.ts'
import {
  createPerson,
  mergePeople,
  putSpelling,
  readPeople,
  readPerson,
  updatePerson,
} from '../../store/people/people.ts'
import type { AccountItem } from './account.ts'

interface Register {
  readonly db: Db
  /** The id of a source's key: the same in every run. */
  readonly idOf: (key: string) => string
  /** Of the import; null: it cannot be taken back. */
  readonly number: number | null
}

/** Adds or brings up to date one person of the register. */
export async function importPerson(
  item: FoundItem & { kind: 'person' },
  { db, idOf, number }: Register,
): Promise<AccountItem> {
  const { where, person } = item
  const name = Object.values(person.preferred)[0] ?? null
  const id = parsePersonId(person.id ?? idOf(`person\n${JSON.stringify(person.preferred)}`))
  const before = await readPerson(db, id)
  if (before === null) {
    await createPerson(db, { ...person, id })
    if (number !== null) await notePerson(db, number, id)
    if (person.mergedInto !== null) await mergePeople(db, { from: id, into: person.mergedInto })
    return { where, what: 'person', name, fate: 'imported', reason: null, notes: [] }
  }
  const missing = person.spellings.filter(
    ({ text, status }) =>
      !before.spellings.some((known) => known.text === text && known.status === status),
  )
  const facts = [before.preferred, before.unlisted]
  // Of somebody merged the register shows who stands for them: nothing of theirs is to be changed.
  const isMerged = person.mergedInto !== null
  const same =
    isMerged || JSON.stringify(facts) === JSON.stringify([person.preferred, person.unlisted])
  if (same && (isMerged || missing.length === 0))
    return { where, what: 'person', name, fate: 'unchanged', reason: null, notes: [] }
  const { preferred, unlisted } = person
  await updatePerson(db, id, { preferred, unlisted })
  for (const spelling of missing) await putSpelling(db, id, spelling)
  return { where, what: 'person', name, fate: 'updated', reason: null, notes: [] }
}

/** Takes over what a folder says of the newsroom: names, sections, the about text. */
export async function importSettings(
  item: FoundItem & { kind: 'settings' },
  { db }: Pick<Register, 'db'>,
): Promise<AccountItem> {
  const before = await readNewsroom(db)
  if (before === null) throw new RangeError('Cannot import settings: the newsroom was not set up')
  const next = { ...before, ...item.settings }
  const same = JSON.stringify(before) === JSON.stringify(next)
  if (!same) await putNewsroom(db, next)
  let fixed = false
  for (const { from, ...fix } of item.fixes) {
    const known = await readFixes(db, from, fix.to)
    if (known.some(({ source, target }) => source === fix.source && target === fix.target)) continue
    await putFix(db, from, fix)
    fixed = true
  }
  const decided = await readBylines(db)
  for (const [poster, byline] of Object.entries(item.bylines)) {
    if (decided.has(poster) && decided.get(poster) === byline) continue
    await nameByline(db, poster, byline)
    fixed = true
  }
  return {
    where: item.where,
    what: 'settings',
    name: null,
    fate: same && !fixed ? 'unchanged' : 'updated',
    reason: null,
    notes: [],
  }
}

/** Adds a section of the old site. */
export async function importSection(
  { where, section }: FoundItem & { kind: 'section' },
  { db }: Pick<Register, 'db'>,
): Promise<AccountItem> {
  const before = await readNewsroom(db)
  if (before === null) throw new RangeError('Cannot import section: the newsroom was not set up')
  const name = Object.values(section.name)[0] ?? section.key
  const entry = { where, what: 'section', name, reason: null, notes: [] }
  if (before.sections.some(({ key }) => key === section.key)) return { ...entry, fate: 'unchanged' }
  await putNewsroom(db, { ...before, sections: [...before.sections, section] })
  return { ...entry, fate: 'imported' }
}

/**
 * Links the persons our own format names: stated by whoever wrote the folder, so confirmed. Returns
 * a note for each name that the register does not have.
 */
export async function linkPeople(
  db: Db,
  article: ArticleId,
  found: FoundArticle,
): Promise<readonly string[]> {
  for (const link of found.links) await putLink(db, { ...link, article })
  if (found.people.length === 0) return []
  const strangers: string[] = []
  const people = await readPeople(db)
  for (const name of found.people) {
    const person = people.find((candidate) => namesOf(candidate).includes(name))
    if (person === undefined) {
      strangers.push(`“${name}” is not in the register: nobody was linked`)
      continue
    }
    await linkOne(db, article, { person: person.id, spelling: name, place: 'text' })
    for (const speaker of found.speakers.filter((spoken) => namesOf(person).includes(spoken))) {
      await linkOne(db, article, { person: person.id, spelling: speaker, place: 'speaker' })
    }
  }
  return strangers
}

function namesOf(person: Pick<FoundPerson, 'preferred' | 'spellings'>): readonly string[] {
  const preferred = Object.values(person.preferred).filter((name) => name !== undefined)
  return [
    ...preferred,
    ...person.spellings.filter(({ status }) => status === 'confirmed').map(({ text }) => text),
  ]
}

function linkOne(
  db: Db,
  article: ArticleId,
  link: {
    readonly person: PersonId
    readonly spelling: string
    readonly place: 'text' | 'speaker'
  },
): Promise<void> {
  return putLink(db, { ...link, article, status: 'confirmed' })
}
