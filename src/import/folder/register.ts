// The two files of the folder format that are not articles: the newsroom's settings and its people.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkBody } from '../../model/body.ts'
import { parsePersonId } from '../../model/id.ts'
import { bodyFromMarkdown } from '../../model/markdown.ts'
import type { Newsroom, PerLang } from '../../model/newsroom.ts'
import { type Lang, parseLang } from '../../text/lang.ts'
import type { FoundFix, FoundItem, FoundPerson } from '../found.ts'
import { readTextFile } from './head.ts'

type Json = { readonly [key: string]: unknown }

/** newsroom.json: names, sections, the about text. What it leaves out stays as it is. */
export function* readSettingsFile(root: string): Generator<FoundItem> {
  yield* readJson(root, 'newsroom.json', (file) => {
    const json = objectOf(file)
    const settings: Partial<Newsroom> = {
      ...(json['name'] === undefined ? {} : { name: perLang(json['name'], 'name') }),
      ...(json['sections'] === undefined
        ? {}
        : { sections: listOf(json['sections']).map(sectionOf) }),
      ...(json['about'] === undefined ? {} : { about: aboutOf(perLang(json['about'], 'about')) }),
    }
    const fixes = listOf(json['fixes'] ?? []).map(fixOf)
    const bylines = bylinesOf(json['bylines'] ?? {})
    return [{ kind: 'settings', where: 'newsroom.json', settings, fixes, bylines }]
  })
}

/** people.json: a list of persons with their preferred names and other spellings. */
export function* readPeopleFile(root: string): Generator<FoundItem> {
  yield* readJson(root, 'people.json', (json) =>
    listOf(json).map((entry) => ({
      kind: 'person',
      where: 'people.json',
      person: personOf(objectOf(entry)),
    })),
  )
}

function* readJson(
  root: string,
  name: string,
  read: (json: unknown) => readonly FoundItem[],
): Generator<FoundItem> {
  const file = join(root, name)
  if (!existsSync(file)) return
  try {
    yield* read(JSON.parse(readTextFile(file)))
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
    yield { kind: 'refused', where: name, name: null, reason: error.message }
  }
}

/** The frozen part of an address; SyntaxError when it could not be a file's name. */
export function parseSlug(slug: string): string {
  if (/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/.test(slug) && slug.length <= 100) return slug
  throw new SyntaxError(`Cannot read slug "${slug}": lower-case letters, digits and "-"`)
}

function fixOf(entry: unknown): FoundFix {
  const { from, to, source, target } = objectOf(entry)
  if (typeof source !== 'string' || typeof target !== 'string' || source === '')
    throw new SyntaxError('Cannot read fix: it has no "source" or "target"')
  return { from: parseLang(String(from)), to: parseLang(String(to)), source, target }
}

function sectionOf(entry: unknown): Newsroom['sections'][number] {
  const { key, name } = objectOf(entry)
  if (typeof key !== 'string' || !/^[a-z][a-z0-9-]{0,39}$/.test(key)) {
    throw new SyntaxError(`Cannot read section "${String(key)}": its key is lower-case ASCII`)
  }
  return { key, name: perLang(name, `section "${key}"`) }
}

/** The old site's users by name: what readers see, or null. */
function bylinesOf(value: unknown): Readonly<Record<string, string | null>> {
  for (const [poster, byline] of Object.entries(objectOf(value))) {
    if (byline !== null && typeof byline !== 'string')
      throw new SyntaxError(`Cannot read byline of "${poster}": neither text nor null`)
  }
  return value as Readonly<Record<string, string | null>>
}

function personOf(entry: Json): FoundPerson {
  const preferred = perLang(entry['preferred'], 'person')
  if (Object.keys(preferred).length === 0)
    throw new SyntaxError('Cannot read person: no preferred name')
  const spellings = listOf(entry['spellings'] ?? []).map((spelling) => {
    if (typeof spelling === 'string')
      return { text: spelling, source: 'folder', status: 'confirmed', searchOnly: false } as const
    const { text, source, status, searchOnly } = objectOf(spelling)
    if (typeof text !== 'string') throw new SyntaxError('Cannot read spelling: it has no "text"')
    const known =
      (['confirmed', 'suggested', 'rejected'] as const).find((word) => word === status) ??
      'confirmed'
    return {
      text,
      source: typeof source === 'string' ? source : 'folder',
      status: known,
      searchOnly: searchOnly === true,
    }
  })
  return {
    id: typeof entry['id'] === 'string' ? parsePersonId(entry['id']) : null,
    slug: typeof entry['slug'] === 'string' ? parseSlug(entry['slug']) : null,
    preferred,
    spellings,
    unlisted: entry['unlisted'] === true,
    mergedInto: typeof entry['mergedInto'] === 'string' ? parsePersonId(entry['mergedInto']) : null,
  }
}

function aboutOf(texts: PerLang<string>): Newsroom['about'] {
  const bodies = Object.entries(texts).map(([lang, text = '']) => [
    lang,
    checkBody(bodyFromMarkdown(text).body),
  ])
  return Object.fromEntries(bodies) as Newsroom['about']
}

function perLang(value: unknown, what: string): PerLang<string> {
  const texts: Partial<Record<Lang, string>> = {}
  for (const [tag, text] of Object.entries(objectOf(value ?? {}))) {
    if (typeof text !== 'string') throw new SyntaxError(`Cannot read ${what}: "${tag}" is no text`)
    texts[parseLang(tag)] = text
  }
  return texts
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new SyntaxError('Cannot read list: something else is there')
  return value
}

function objectOf(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('Cannot read entry: not an object')
  return value as Json
}
