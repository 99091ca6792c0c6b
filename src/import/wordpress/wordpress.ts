// WordPress: every post and page with its translations. What is not shown stays back as a draft, what is
// no article is counted with its reason.
import { basename } from 'node:path'
import { cleanText } from '../../model/clean.ts'
import { type Lang, parseLang } from '../../text/lang.ts'
import {
  type FoundArticle,
  type FoundItem,
  type FoundPicture,
  type FoundVersion,
  middle,
  nothingFound,
} from '../found.ts'
import type { HowToRead } from '../how.ts'
import { type LeftOut, leftOut } from '../left-out.ts'
import { openMedia } from '../media.ts'
import { pagesKey, pagesSection } from '../pages-section.ts'
import { openScratch, type Row, type Scratch, textIn } from '../scratch.ts'
import { siteKey } from '../site-key.ts'
import { langOf, textLang } from '../source-lang.ts'
import {
  isEmptyBody,
  plainOf,
  type ReadMarkup,
  readMarkup,
  type Surroundings,
  textOf,
} from '../words.ts'
import { addressesOf, linksOf, type Permalinks } from './addresses.ts'
import { loadWordPress, metaOf, type WordPressHead } from './load.ts'
import { instantIn, momentOf } from './moment.ts'
import { readShortcodes, type ShortcodeReader } from './shortcodes.ts'
import { type CategorySorter, categoriesIn, wordPressTerms } from './terms.ts'
import { groupTranslations } from './translations.ts'

interface Reading extends Surroundings {
  readonly scratch: Scratch
  readonly head: WordPressHead
  readonly terms: CategorySorter
  readonly links: Permalinks
  readonly left: LeftOut
  readonly how: HowToRead
  readonly siteLang: Lang | null
}

/** Whether a file begins as an export of WordPress does. */
export function isWxr(first: Buffer): boolean {
  return /<wp:wxr_version>|xmlns:wp\s*=|This is a WordPress eXtended RSS file/.test(
    first.toString('latin1'),
  )
}

/** Reads an export, in one file or in parts that belong together. */
export async function* readWordPress(
  paths: readonly string[],
  how: HowToRead,
): AsyncGenerator<FoundItem> {
  const { scratch, close } = openScratch(how.scratch)
  try {
    const left = leftOut()
    const head = yield* loadWordPress(paths, { scratch, left, onBytes: how.onBytes })
    const siteLang = langOf(head.language)
    const where = basename(paths[0] ?? '')
    const lang = how.lang ?? langOfTerms(siteLang, how.languages)
    const terms = wordPressTerms(scratch, head, { where, lang, sectionsFrom: how.sectionsFrom })
    const links = {
      scratch,
      languages: how.languages,
      urls: [how.oldUrl, head.url].filter((url) => url !== null),
    }
    const reading: Reading = {
      scratch,
      head,
      terms,
      links,
      left,
      how,
      siteLang,
      findMedia: openMedia(how.media),
      linkTo: linksOf(links, how.types),
    }
    groupTranslations(scratch)
    yield* terms.sections
    const hasPages = how.types.length === 0 || how.types.includes('page')
    if (hasPages && scratch.first(`select 1 from "x i" where type = 'page'`) !== null)
      yield pagesSection(where, how.languages)
    yield* articlesOf(reading)
    yield* left.items(where)
  } finally {
    close()
  }
}

function langOfTerms(siteLang: Lang | null, languages: readonly Lang[]): Lang {
  return (
    languages.find((lang) => siteLang?.split('-')[0] === lang) ?? languages[0] ?? parseLang('en')
  )
}

const refusedStates: ReadonlyMap<string, string> = new Map([
  ['trash', 'it was in the trash'],
  ['auto-draft', 'nobody ever wrote in it'],
  ['inherit', 'an earlier state of another item'],
])

function* articlesOf(reading: Reading): Generator<FoundItem> {
  const { scratch, how, left } = reading
  left.add(
    'attachment',
    'comes in with the articles that show it',
    countOf(scratch, `type = 'attachment'`),
  )
  left.add(
    'wp_block',
    'comes in with the texts that hold it',
    countOf(scratch, `type = 'wp_block'`),
  )
  for (const set of scratch.each(
    'select grp, min(seq) as first from "x g" group by grp order by first',
  )) {
    const rows = scratch.all(
      'select i.*, g.lang as stated from "x g" g join "x i" i on i.id = g.id where g.grp = ? order by g.seq',
      set['grp'] ?? null,
    )
    const taken: ReadItem[] = []
    const apart: ReadItem[] = []
    for (const row of rows) {
      const type = textIn(row, 'type') ?? ''
      if (type === 'wp_block') continue
      const reason =
        how.types.length > 0 && !how.types.includes(type)
          ? 'this type was not chosen'
          : refusedStates.get(textIn(row, 'status') ?? '')
      if (reason !== undefined) {
        left.add(type, reason)
        continue
      }
      try {
        const one = readItem(row, reading)
        if (taken.some(({ lang }) => lang === one.lang)) apart.push(one)
        else taken.push(one)
      } catch (error) {
        if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
        yield {
          kind: 'refused',
          what: type,
          where: textIn(row, 'place') ?? '',
          name: textIn(row, 'title'),
          reason: error.message,
        }
      }
    }
    if (taken.length > 0) {
      const article = articleOf(taken, reading)
      yield { kind: 'article', article }
      yield* siblingsOf(taken, article)
    }
    for (const one of apart) yield { kind: 'article', article: articleOf([one], reading) }
  }
}

/** The other items of a set: they came in as versions of its article. */
function siblingsOf(
  items: readonly ReadItem[],
  { system, key, where }: FoundArticle,
): readonly FoundItem[] {
  return items.slice(1).map(({ row, headline }) => ({
    kind: 'merged',
    what: textIn(row, 'type') ?? 'post',
    where: textIn(row, 'place') ?? '',
    name: headline,
    into: { system, key },
    reason: `a translation: a version of ${where}`,
  }))
}

interface ReadItem {
  readonly id: number
  readonly row: Row
  readonly lang: Lang | null
  readonly headline: string
  readonly source: string
  readonly summary: string | null
  readonly markup: ReadMarkup
  readonly image: FoundPicture | null
  readonly notes: readonly string[]
}

function readItem(row: Row, reading: Reading): ReadItem {
  const id = Number(row['id'])
  const headline = plainOf(textIn(row, 'title') ?? '')
  if (headline === '') throw new SyntaxError('It has no headline')
  const source = textIn(row, 'content') ?? ''
  const { html, kind, notes } = readShortcodes(source, shortcodesOf(id, reading))
  const sample = `${headline} ${html.slice(0, 4000)}`
  const lang = textLang(langOf(textIn(row, 'stated')), sample, {
    ...reading.how,
    siteLang: reading.siteLang,
  })
  const read = readMarkup({ text: html, kind }, lang, reading)
  const thumbnail = metaOf(row).get('_thumbnail_id')
  const picture = thumbnail === undefined ? null : attachment(reading.scratch, Number(thumbnail))
  const file = picture === null ? null : reading.findMedia(picture.address)
  const missing =
    picture !== null && file === null ? [`picture not there: ${cleanText(picture.address)}`] : []
  const alts = new Map(read.alts)
  if (file !== null && picture !== null && picture.alt !== '')
    alts.set(file.name, cleanText(picture.alt))
  const excerpt = plainOf(textIn(row, 'excerpt') ?? '')
  const mended = textIn(row, 'mended')
  return {
    id,
    row,
    lang,
    headline,
    source,
    summary: excerpt === '' ? null : excerpt,
    markup: {
      ...read,
      alts,
      pictures:
        file === null
          ? read.pictures
          : [...read.pictures, { ...file, credit: null, focus: middle }],
    },
    image: file === null ? null : { ...file, credit: null, focus: middle },
    notes: [...missing, ...notes, ...read.notes, ...(mended === null ? [] : [mended])],
  }
}

function keyOf(id: number, { how, head }: Reading): string {
  return siteKey(`post/${id}`, { url: how.oldUrl ?? head.url, own: null })
}

function articleOf(items: readonly ReadItem[], reading: Reading): FoundArticle {
  const [first] = items as readonly [ReadItem, ...ReadItem[]]
  const { section, tags } = reading.terms.sort(
    items.flatMap(({ row }) => categoriesIn(textIn(row, 'cats'))),
  )
  const type = textIn(first.row, 'type') ?? 'post'
  const pictures = new Map(
    items.flatMap(({ markup }) => markup.pictures).map((picture) => [picture.name, picture]),
  )
  return {
    ...nothingFound,
    system: 'wordpress',
    key: keyOf(first.id, reading),
    where: textIn(first.row, 'place') ?? '',
    what: type,
    ...momentOf(first.row, reading.how.zone),
    section: section ?? (type === 'page' ? pagesKey : null),
    tags,
    image: items.map(({ image }) => image?.name ?? null).find((name) => name !== null) ?? null,
    poster: posterOf(first.row, reading.head),
    addresses: items.flatMap(({ row, lang }) =>
      addressesOf(
        row,
        items.length > 1 ? lang : null,
        metaOf(row).get('_wp_old_slug') ?? null,
        reading.links,
      ),
    ),
    sources: items.slice(1).map(({ id }) => ({ system: 'wordpress', key: keyOf(id, reading) })),
    versions: items.map((item) => versionOf(item, item === first ? null : first.lang)),
    pictures: [...pictures.values()],
    notes: [...new Set(items.flatMap(({ notes, row }) => [...notes, ...stateNotes(row)]))],
  }
}

function versionOf(item: ReadItem, from: Lang | null): FoundVersion {
  const { headline, summary, markup, lang, source } = item
  return {
    lang,
    origin: from === null || from === lang ? { kind: 'written' } : { kind: 'translated', from },
    slug: null,
    ...stateOf(item),
    withdrawal: null,
    corrections: [],
    old: () => source,
    text: (kept) =>
      textOf({
        headline,
        summary,
        read: markup,
        kept,
        lang: lang ?? parseLang('en'),
        byline: null,
        translator: null,
      }),
  }
}

function stateOf({ row, markup, image }: ReadItem): Pick<FoundVersion, 'state' | 'publishAt'> {
  const status = textIn(row, 'status')
  const at = instantIn(textIn(row, 'gmt'))
  if (isEmptyBody(markup.body) && image === null) return { state: 'draft', publishAt: null }
  if (Number(row['locked']) === 1 || status === 'private')
    return { state: 'draft', publishAt: null }
  if (status === 'future') return { state: 'approved', publishAt: at }
  if (status === 'publish') return { state: 'approved', publishAt: null }
  return { state: status === 'pending' ? 'in-review' : 'draft', publishAt: null }
}

function stateNotes(row: Row): readonly string[] {
  if (Number(row['locked']) === 1) return ['it was behind a password: a draft']
  const status = textIn(row, 'status')
  return status === 'publish' || status === 'future'
    ? []
    : [`it was not published (${status}): not shown`]
}

function posterOf(row: Row, { authors }: WordPressHead): string | null {
  const named = categoriesIn(textIn(row, 'cats')).filter(({ domain }) => domain === 'author')
  const names = named.map(({ name }) => name).filter((name) => name !== '' && !name.includes('@'))
  if (names.length > 0) return names.join(', ')
  const login = textIn(row, 'creator')
  if (login === null || login === '') return null
  return authors.get(login) ?? (login.includes('@') ? null : cleanText(login))
}

function shortcodesOf(id: number, { scratch }: Reading): ShortcodeReader {
  return {
    picture: (of) => attachment(scratch, of),
    attached: () =>
      scratch
        .all(`select id from "x i" where type = 'attachment' and parent = ? order by seq`, id)
        .map((row) => Number(row['id'])),
    block: (of) =>
      textIn(
        scratch.first(`select content from "x i" where id = ? and type = 'wp_block'`, of),
        'content',
      ),
  }
}

/** An attachment's address is its guid, as WordPress made it, or what its link names. */
function attachment(scratch: Scratch, id: number): { address: string; alt: string } | null {
  if (!Number.isSafeInteger(id)) return null
  const row = scratch.first(
    `select guid, link, meta from "x i" where id = ? and type = 'attachment'`,
    id,
  )
  if (row === null) return null
  return {
    address: textIn(row, 'guid') ?? textIn(row, 'link') ?? '',
    alt: metaOf(row).get('_wp_attachment_image_alt') ?? '',
  }
}

function countOf(scratch: Scratch, condition: string): number {
  return Number(scratch.first(`select count(*) as n from "x i" where ${condition}`)?.['n'] ?? 0)
}
