// Xewer's own plain format (docs/FOLDER.md): a folder per article with a file per language and its
// pictures. What is wrong with one article is its own refusal; the others come in. Links on the disk
// are not followed: a folder from elsewhere must not reach other files of this machine.
import { existsSync, readdirSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import type { Correction, Origin, Withdrawal } from '../../model/article.ts'
import { type Body, figuresOf, runningTexts } from '../../model/body.ts'
import { type Digest, parseArticleId, parseDigest, parsePersonId } from '../../model/id.ts'
import { bodyFromMarkdown } from '../../model/markdown.ts'
import { formatNote } from '../../model/note.ts'
import { checkMoment, type Moment } from '../../model/time.ts'
import { type Lang, parseLang } from '../../text/lang.ts'
import { teaser } from '../../text/segment.ts'
import {
  type FoundArticle,
  type FoundItem,
  type FoundLink,
  type FoundPicture,
  type FoundVersion,
  middle,
  nothingFound,
} from '../found.ts'
import { teaserMax } from '../text.ts'
import { all, type Head, one, readHead } from './head.ts'
import { parseSlug, readPeopleFile, readSettingsFile } from './register.ts'

const pictureTypes = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif'])
const articleKeys = new Set(
  'id date date-open time zone precision dateline section tag place speaker speaker-proposed person link image poster address source'.split(
    ' ',
  ),
)
const versionKeys = new Set(
  'headline teaser teaser-cut byline translator from origin follows correction withdrawn state publish-at extent slug'.split(
    ' ',
  ),
)

/** Whether a folder has anything of this format in it. */
export function isFolderFormat(root: string): boolean {
  return existsSync(join(root, 'newsroom.json')) || !articleFolders(root).next().done
}

/** Reads settings, people, then every article, in the order of their folders. */
export function* readFolder(root: string, how: { readonly zone: string }): Generator<FoundItem> {
  yield* readSettingsFile(root)
  yield* readPeopleFile(root)
  for (const { folder, names } of articleFolders(root)) {
    const where = relative(root, folder) || basename(root)
    try {
      const article = readArticleFolder(folder, names, { where, zone: how.zone })
      yield { kind: 'article', article }
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
      yield { kind: 'refused', where, name: null, reason: error.message }
    }
  }
}

function* articleFolders(folder: string): Generator<{ folder: string; names: string[] }> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  if (names.some((name) => languageOfFile(name) !== null)) {
    yield { folder, names }
    return
  }
  for (const entry of entries) {
    if (entry.isDirectory() && !entry.name.startsWith('.'))
      yield* articleFolders(join(folder, entry.name))
  }
}

function readArticleFolder(
  folder: string,
  names: readonly string[],
  at: { readonly where: string; readonly zone: string },
): FoundArticle {
  const stems = new Set(names.filter((name) => languageOfFile(name) !== null).map(stemOf))
  const texts = [...stems].map((stem) => ({
    lang: parseLang(stem),
    head: readHead(folder, stem, names) as Head,
    newer: readHead(folder, `${stem}.newer`, names),
  }))
  const own = readHead(folder, 'article', names)
  // Without a file of its own the story's facts stand with one of its texts.
  const facts = own ?? (texts.find(({ head }) => one(head, 'date') !== null) ?? texts[0]!).head
  const pictures = picturesIn(folder, names, facts)
  const id = one(facts, 'id')
  const heads =
    own === null ? texts.map(({ head }) => head) : [own, ...texts.map(({ head }) => head)]
  return {
    ...nothingFound,
    system: 'folder',
    key: id ?? at.where,
    where: at.where,
    id: id === null ? null : parseArticleId(id),
    ...whenOf(facts, at.zone),
    section: one(facts, 'section'),
    tags: all(facts, 'tag'),
    speakers: all(facts, 'speaker'),
    speakerProposed: one(facts, 'speaker-proposed'),
    people: all(facts, 'person'),
    links: all(facts, 'link').map(parseLink),
    place: one(facts, 'place'),
    image: imageOf(facts, pictures),
    poster: one(facts, 'poster'),
    addresses: all(facts, 'address').map(parseAddress),
    sources: all(facts, 'source').map(parseSource),
    versions: originalsFirst(
      texts.map(({ lang, head, newer }) => ({
        ...versionOf(lang, head, pictures),
        newer: newer && versionOf(lang, newer, pictures),
      })),
    ),
    pictures,
    notes: [...heads.flatMap(strangeKeys), ...texts.flatMap(({ head }) => strange(head, pictures))],
  }
}

function versionOf(lang: Lang, head: Head, pictures: readonly FoundPicture[]): FoundVersion {
  const headline = one(head, 'headline')
  if (headline === null) throw new SyntaxError(`Cannot read ${head.name}: it has no "headline"`)
  const slug = one(head, 'slug')
  return {
    lang,
    origin: originOf(head),
    slug: slug === null ? null : parseSlug(slug),
    ...stateOf(head),
    follows: one(head, 'follows') === 'yes',
    withdrawal: datedNotes(head, 'withdrawn')[0] ?? null,
    corrections: datedNotes(head, 'correction'),
    text(kept) {
      const { body, alt } = bodyOf(head, kept)
      const written = one(head, 'teaser')
      const cut = one(head, 'teaser-cut')
      const alts = pictures.flatMap(({ name }) => {
        const [digest, words] = [kept.get(name), one(head, `alt.${name}`)]
        return digest === undefined || words === null ? [] : [[digest, words] as const]
      })
      return {
        headline,
        teaser: written ?? cut ?? teaser(runningTexts(body).join(' '), teaserMax, lang),
        teaserCut: written === null,
        body,
        extent: one(head, 'extent') === 'beginning' ? 'beginning' : 'whole',
        byline: one(head, 'byline'),
        translator: one(head, 'translator'),
        alt: { ...alt, ...Object.fromEntries(alts) },
      }
    },
  }
}

function bodyOf(
  head: Head,
  kept: ReadonlyMap<string, Digest>,
): { readonly body: Body; readonly alt: Readonly<Record<string, string>> } {
  if (head.body === null)
    return bodyFromMarkdown(head.text, { picture: (name) => kept.get(name) ?? null })
  const known = new Set<string>(kept.values())
  const missing = figuresOf(head.body).find((digest) => !known.has(digest))
  if (missing === undefined) return { body: head.body, alt: {} }
  throw new RangeError(`Cannot read ${head.name}: its picture "${missing}" is not in the folder`)
}

/** Figures whose picture is not in the folder, as notes. */
function strange(head: Head, pictures: readonly FoundPicture[]): readonly string[] {
  const stand = parseDigest('0'.repeat(64))
  const names = new Map(pictures.map(({ name }) => [name, stand]))
  if (head.body !== null) return []
  const { notes } = bodyFromMarkdown(head.text, { picture: (name) => names.get(name) ?? null })
  return notes.map((note) => `${head.name}: ${formatNote(note)}`)
}

function strangeKeys({ name, values }: Head): readonly string[] {
  return [...values.keys()]
    .filter((key) => !articleKeys.has(key) && !versionKeys.has(key))
    .filter((key) => !/^(?:alt|credit|focus)\./.test(key))
    .map((key) => `${name}: “${key}” is no key of the format`)
}

function whenOf(facts: Head, zone: string): { when: Moment | null; whenOpen: string | null } {
  const open = one(facts, 'date-open')
  const date = one(facts, 'date')
  if (date === null && open !== null) return { when: null, whenOpen: open }
  if (date === null) throw new SyntaxError('Cannot read article: it has no "date" (2025-04-02)')
  const time = one(facts, 'time')
  const precision = one(facts, 'precision') ?? (time === null ? 'day' : 'minute')
  if (precision !== 'day' && precision !== 'minute')
    throw new SyntaxError(`Cannot read precision "${precision}": day or minute`)
  const stated = one(facts, 'zone') ?? zone
  const when = checkMoment({
    date,
    time,
    zone: stated === 'none' ? null : parseZone(stated),
    precision,
    raw: one(facts, 'dateline'),
  })
  return { when, whenOpen: null }
}

function parseZone(zone: string): string {
  if (zone === 'Z' || /^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(zone)) return zone
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone
  } catch (cause) {
    throw new SyntaxError(`Cannot read zone "${zone}": not like Europe/Berlin`, { cause })
  }
}

function stateOf(head: Head): Pick<FoundVersion, 'state' | 'publishAt'> {
  const state = one(head, 'state') ?? 'approved'
  if (state !== 'draft' && state !== 'in-review' && state !== 'approved')
    throw new SyntaxError(`Cannot read state "${state}": draft, in-review or approved`)
  const at = one(head, 'publish-at')
  if (at === null) return { state, publishAt: null }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{3})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(at))
    throw new SyntaxError(`Cannot read publish-at "${at}": not like 2025-04-02T14:30Z`)
  return { state, publishAt: Date.parse(at) }
}

function originOf(head: Head): Origin {
  const from = one(head, 'from')
  if (from === null) return { kind: 'written' }
  return {
    kind: one(head, 'origin') === 'converted' ? 'converted' : 'translated',
    from: parseLang(from),
  }
}

function datedNotes(head: Head, key: string): (Correction & Withdrawal)[] {
  return all(head, key).map((line) => {
    const [, date, note] = /^(\d{4}-\d{2}-\d{2})(?:\s+(.*))?$/s.exec(line) ?? []
    if (date === undefined)
      throw new SyntaxError(`Cannot read ${key} "${line}": not "2025-04-09 what was wrong"`)
    return { date, note: note ?? '' }
  })
}

function picturesIn(
  folder: string,
  names: readonly string[],
  facts: Head,
): readonly FoundPicture[] {
  return names
    .filter((name) => pictureTypes.has(extname(name).toLowerCase()))
    .map((name) => ({
      name,
      file: join(folder, name),
      credit: one(facts, `credit.${name}`),
      focus: parseFocus(one(facts, `focus.${name}`)),
    }))
}

/** "0.3 0.5": from the left and from the top. */
function parseFocus(text: string | null): FoundPicture['focus'] {
  if (text === null) return middle
  const [x = Number.NaN, y = Number.NaN] = text.split(/\s+/).map(Number)
  if (x >= 0 && x <= 1 && y >= 0 && y <= 1) return { x, y }
  throw new SyntaxError(`Cannot read focus "${text}": not like "0.3 0.5"`)
}

function imageOf(facts: Head, pictures: readonly FoundPicture[]): string | null {
  const image = one(facts, 'image')
  if (image !== null && !pictures.some(({ name }) => name === image)) {
    throw new SyntaxError(`Cannot read image "${image}": no such picture in the folder`)
  }
  return image
}

/** "/node/12" or "tr /node/12". */
function parseAddress(text: string): { path: string; lang: Lang | null } {
  const [, lang, path = text] = /^([\w-]+) (\/.*)$/.exec(text) ?? []
  if (!path.startsWith('/'))
    throw new SyntaxError(`Cannot read address "${text}": it does not begin with "/"`)
  return { path, lang: lang === undefined ? null : parseLang(lang) }
}

/** What another version may be made from comes in before it. */
function originalsFirst(versions: readonly FoundVersion[]): readonly FoundVersion[] {
  const kinds = ['written', 'translated', 'converted']
  return versions.toSorted((a, b) => kinds.indexOf(a.origin.kind) - kinds.indexOf(b.origin.kind))
}

/** "p1q2r3s4 headline confirmed Rabia Kadeer" */
function parseLink(text: string): FoundLink {
  const [, person, place, status, spelling] =
    /^(\w+) (headline|text|speaker) (proposed|confirmed|rejected) (.+)$/s.exec(text) ?? []
  if (person === undefined || spelling === undefined)
    throw new SyntaxError(`Cannot read link "${text}": not like "p1q2r3s4 text confirmed A. Name"`)
  return {
    person: parsePersonId(person),
    spelling,
    place: place as FoundLink['place'],
    status: status as FoundLink['status'],
  }
}

/** "drupal node/12": the article's key in the system it first came from. */
function parseSource(text: string): { system: string; key: string } {
  const [, system, key] = /^([a-z]+)\s+(.+)$/s.exec(text) ?? []
  if (system === undefined || key === undefined)
    throw new SyntaxError(`Cannot read source "${text}": not like "drupal node/12"`)
  return { system, key }
}

function stemOf(name: string): string {
  return name.replace(/\.(?:md|json)$/, '')
}

/** "en.md" and "zh-hans.json" are texts; "README.md" and "people.json" are not. */
function languageOfFile(name: string): Lang | null {
  const stem = stemOf(name)
  if (stem === name || stem.length > 20) return null
  try {
    const lang = parseLang(stem)
    return lang.toLowerCase() === stem.toLowerCase() ? lang : null
  } catch {
    return null
  }
}
