// Xewer's own plain format (docs/FOLDER.md): a folder per article with a file per language and its
// pictures. What is wrong with one article is its own refusal; the others come in.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import type { Correction, Origin, Withdrawal } from '../model/article.ts'
import { blockTexts } from '../model/body.ts'
import { parseArticleId } from '../model/id.ts'
import { bodyFromMarkdown } from '../model/markdown.ts'
import { checkMoment, type Moment } from '../model/time.ts'
import { isLang, type Lang, parseLang } from '../text/lang.ts'
import { teaser } from '../text/segment.ts'
import { readPeopleFile, readSettingsFile } from './folder-register.ts'
import {
  type FoundArticle,
  type FoundItem,
  type FoundPicture,
  type FoundVersion,
  middle,
  nothingFound,
} from './found.ts'
import { type FrontMatter, parseFrontMatter } from './front-matter.ts'
import { teaserMax } from './text.ts'

const pictureTypes = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.tif', '.tiff', '.gif'])

/** Whether a folder has anything of this format in it. */
export function isFolderFormat(root: string): boolean {
  return existsSync(join(root, 'newsroom.json')) || !articleFolders(root).next().done
}

/** Reads settings, people, then every article, in the order of their folders. */
export function* readFolder(root: string, how: { readonly zone: string }): Generator<FoundItem> {
  yield* readSettingsFile(root)
  yield* readPeopleFile(root)
  for (const folder of articleFolders(root)) {
    const where = relative(root, folder) || basename(root)
    try {
      yield { kind: 'article', article: readArticleFolder(folder, { where, zone: how.zone }) }
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
      yield { kind: 'refused', where, name: null, reason: error.message }
    }
  }
}

function* articleFolders(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  if (entries.some((entry) => entry.isFile() && languageOfFile(entry.name) !== null)) {
    yield folder
    return
  }
  for (const entry of entries) {
    if (entry.isDirectory() && !entry.name.startsWith('.'))
      yield* articleFolders(join(folder, entry.name))
  }
}

function readArticleFolder(
  folder: string,
  at: { readonly where: string; readonly zone: string },
): FoundArticle {
  const names = readdirSync(folder).sort()
  const languages = names.flatMap((name) => languageOfFile(name) ?? [])
  const texts = languages.map((lang) => ({ lang, head: readHead(folder, `${lang}.md`) }))
  const facts = names.includes('article.md') ? readHead(folder, 'article.md') : texts[0]!.head
  const pictures = picturesIn(folder, names, facts)
  const id = one(facts, 'id')
  return {
    ...nothingFound,
    system: 'folder',
    key: id ?? at.where,
    where: at.where,
    id: id === null ? null : parseArticleId(id),
    when: momentOf(facts, at.zone),
    section: one(facts, 'section'),
    tags: all(facts, 'tag'),
    speakers: all(facts, 'speaker'),
    people: all(facts, 'person'),
    place: one(facts, 'place'),
    image: imageOf(facts, pictures),
    poster: one(facts, 'poster'),
    addresses: all(facts, 'address').map(parseAddress),
    versions: texts.map(({ lang, head }) => versionOf(lang, head, pictures)),
    pictures,
  }
}

function versionOf(lang: Lang, head: FrontMatter, pictures: readonly FoundPicture[]): FoundVersion {
  const headline = one(head, 'headline')
  if (headline === null) throw new SyntaxError(`Cannot read ${lang}.md: it has no "headline"`)
  return {
    lang,
    origin: originOf(head),
    slug: one(head, 'slug'),
    state: one(head, 'state') === 'draft' ? 'draft' : 'approved',
    withdrawal: datedNotes(head, 'withdrawn')[0] ?? null,
    corrections: datedNotes(head, 'correction'),
    text(kept) {
      const { body } = bodyFromMarkdown(head.text, { picture: (name) => kept.get(name) ?? null })
      const written = one(head, 'teaser')
      const alts = pictures.flatMap(({ name }) => {
        const [digest, alt] = [kept.get(name), one(head, `alt.${name}`)]
        return digest === undefined || alt === null ? [] : [[digest, alt] as const]
      })
      return {
        headline,
        teaser: written ?? teaser(blockTexts(body).join(' '), teaserMax, lang),
        teaserCut: written === null,
        body,
        extent: one(head, 'extent') === 'beginning' ? 'beginning' : 'whole',
        byline: one(head, 'byline'),
        translator: one(head, 'translator'),
        alt: Object.fromEntries(alts),
      }
    },
  }
}

function momentOf(facts: FrontMatter, zone: string): Moment {
  const date = one(facts, 'date')
  if (date === null) throw new SyntaxError('Cannot read article: it has no "date" (2025-04-02)')
  const time = one(facts, 'time')
  const precision = one(facts, 'precision') ?? (time === null ? 'day' : 'minute')
  if (precision !== 'day' && precision !== 'minute')
    throw new SyntaxError(`Cannot read precision "${precision}": day or minute`)
  return checkMoment({
    date,
    time,
    zone: one(facts, 'zone') ?? zone,
    precision,
    raw: one(facts, 'dateline'),
  })
}

function originOf(head: FrontMatter): Origin {
  const from = one(head, 'from')
  if (from === null) return { kind: 'written' }
  return {
    kind: one(head, 'origin') === 'converted' ? 'converted' : 'translated',
    from: parseLang(from),
  }
}

function datedNotes(head: FrontMatter, key: string): (Correction & Withdrawal)[] {
  return all(head, key).map((line) => {
    const [, date, note] = /^(\d{4}-\d{2}-\d{2})(?:\s+(.*))?$/.exec(line) ?? []
    if (date === undefined)
      throw new SyntaxError(`Cannot read ${key} "${line}": not "2025-04-09 what was wrong"`)
    return { date, note: note ?? '' }
  })
}

function picturesIn(
  folder: string,
  names: readonly string[],
  facts: FrontMatter,
): readonly FoundPicture[] {
  return names
    .filter((name) => pictureTypes.has(extname(name).toLowerCase()))
    .map((name) => ({
      name,
      file: join(folder, name),
      credit: one(facts, `credit.${name}`),
      focus: middle,
    }))
}

function imageOf(facts: FrontMatter, pictures: readonly FoundPicture[]): string | null {
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

function readHead(folder: string, name: string): FrontMatter {
  try {
    return parseFrontMatter(readFileSync(join(folder, name), 'utf8'))
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new SyntaxError(`${name}: ${cause.message}`, { cause })
  }
}

function languageOfFile(name: string): Lang | null {
  const stem = name.endsWith('.md') ? name.slice(0, -3) : ''
  return stem !== '' && stem !== 'article' && isLang(stem) ? parseLang(stem) : null
}

function one({ values }: FrontMatter, key: string): string | null {
  return values.get(key)?.[0] ?? null
}

function all({ values }: FrontMatter, key: string): readonly string[] {
  return values.get(key) ?? []
}
