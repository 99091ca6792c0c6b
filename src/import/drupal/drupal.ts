// Drupal 6 to 11, from a dump or an SQLite file: every node with its translations, read in the order of
// the sets they belong to, so that a set is one article however far apart the database keeps its parts.
import { basename } from 'node:path'
import { cleanText } from '../../model/clean.ts'
import { type Lang, parseLang } from '../../text/lang.ts'
import { toLocal } from '../../text/zone.ts'
import { escapeText, paragraphsOfLines } from '../autop.ts'
import { repairTurkish } from '../charset.ts'
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
import { openScratch, textIn } from '../scratch.ts'
import { siteKey } from '../site-key.ts'
import { langOf, textLang } from '../source-lang.ts'
import {
  isEmptyBody,
  joinMarkup,
  plainOf,
  type ReadMarkup,
  readMarkup,
  type Surroundings,
  textOf,
} from '../words.ts'
import { addressesOf, linksOf } from './addresses.ts'
import { type FieldReader, type NodeFields, openFields } from './fields.ts'
import { layOut, type NodeRow, nodesOf } from './lists.ts'
import { loadDump, loadSqlite } from './load.ts'
import { drupalTaxonomy, type Taxonomy } from './sections.ts'
import { type DrupalSite, findSite } from './site.ts'

interface Reading extends Surroundings {
  readonly site: DrupalSite
  readonly fields: FieldReader
  readonly taxonomy: Taxonomy
  readonly left: LeftOut
  readonly how: HowToRead
  readonly zone: string
  /** Name of the file, for messages. */
  readonly file: string
  /** What a text without a language is in, unless its letters say otherwise. */
  readonly siteLang: Lang | null
}

/** Whether a file begins as SQLite's do. */
export function isSqliteFile(first: Buffer): boolean {
  return first.subarray(0, 16).toString('latin1') === 'SQLite format 3\0'
}

/** Whether a text begins as a dump of MySQL's does. */
export function looksLikeDump(first: Buffer): boolean {
  const text = first.toString('latin1')
  return (
    /^(?:\xef\xbb\xbf)?\s*(?:--|\/\*|#|SET |CREATE |DROP |INSERT |PRAGMA |LOCK |USE )/i.test(
      text,
    ) &&
    /\b(?:CREATE TABLE|INSERT INTO|DROP TABLE|MySQL dump|MariaDB dump|phpMyAdmin|PostgreSQL database dump)\b/i.test(
      text,
    )
  )
}

/** Reads a Drupal database. SyntaxError when the file is none, or is damaged. */
export async function* readDrupal(
  path: string,
  how: HowToRead,
  isSqlite: boolean,
): AsyncGenerator<FoundItem> {
  const { scratch, close } = openScratch(how.scratch)
  try {
    const loading = { scratch, charset: how.charset, onBytes: how.onBytes }
    if (isSqlite) loadSqlite(path, loading)
    else await loadDump(path, loading)
    const site = findSite(scratch)
    const left = leftOut()
    layOut(site, left)
    const siteLang = langOf(site.language)
    const where = basename(path)
    const nameLang = siteLang ?? how.lang ?? how.languages[0] ?? 'en'
    const taxonomy = drupalTaxonomy(site, { sectionsFrom: how.sectionsFrom, where, lang: nameLang })
    const reading: Reading = {
      site,
      taxonomy,
      left,
      how,
      siteLang,
      file: where,
      fields: openFields(site),
      zone: site.zone ?? how.zone,
      findMedia: openMedia(how.media),
      linkTo: linksOf(site, how),
    }
    yield* taxonomy.sections
    if (hasPages(site, how)) yield pagesSection(where, how.languages)
    yield* articlesOf(reading)
    yield* left.items(where)
  } finally {
    close()
  }
}

function* articlesOf(reading: Reading): Generator<FoundItem> {
  const { site, how, left } = reading
  for (const row of site.scratch.each('select distinct tset from "x n" order by tset')) {
    const nodes = nodesOf(site, Number(row['tset'])).filter((node) => {
      const isChosen = how.types.length === 0 || how.types.includes(node.type)
      if (!isChosen) left.add(node.type, 'this type was not chosen')
      return isChosen
    })
    for (const group of oneOfEachLanguage(nodes)) {
      const first = group[0]
      if (first === undefined) continue
      try {
        const article = articleOf(group, reading)
        yield { kind: 'article', article }
        yield* siblingsOf(group, article, reading)
      } catch (error) {
        if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
        const where = whereOf(first, reading)
        yield { kind: 'refused', what: first.type, where, name: first.title, reason: error.message }
      }
    }
  }
}

/** The other nodes of a set: they came in as versions of its article. */
function siblingsOf(
  nodes: readonly NodeRow[],
  { system, key, where }: FoundArticle,
  reading: Reading,
): readonly FoundItem[] {
  const first = nodes[0]?.nid
  const others = [...new Map(nodes.map((node) => [node.nid, node])).values()]
  return others
    .filter(({ nid }) => nid !== first)
    .map((node) => ({
      kind: 'merged',
      what: node.type,
      where: whereOf(node, reading),
      name: node.title,
      into: { system, key },
      reason: `a translation: a version of ${where}`,
    }))
}

/** A set that has a language twice is damaged: the second is an article of its own. */
function oneOfEachLanguage(nodes: readonly NodeRow[]): readonly (readonly NodeRow[])[] {
  const groups: NodeRow[][] = []
  for (const node of nodes) {
    const open = groups.find((group) => !group.some(({ lang }) => lang === node.lang))
    if (open === undefined) groups.push([node])
    else open.push(node)
  }
  return groups
}

function keyOf(nid: number, { site, how }: Reading): string {
  return siteKey(`node/${nid}`, { url: how.oldUrl, own: site.own })
}

function articleOf(nodes: readonly NodeRow[], reading: Reading): FoundArticle {
  const [first] = nodes as readonly [NodeRow, ...NodeRow[]]
  const read = nodes.map((node) => readNode(node, reading))
  const terms = nodes.flatMap(({ nid }, at) => [
    ...termsOf(nid, reading),
    ...(read[at]?.fields.terms ?? []),
  ])
  const { section, tags } = reading.taxonomy.sort(terms)
  const pictures = new Map<string, FoundPicture>()
  for (const { markup, own } of read)
    for (const picture of [...own, ...markup.pictures]) pictures.set(picture.name, picture)
  const isRepeated = (at: number): boolean =>
    read.findIndex(({ lang }) => lang === read[at]?.lang) !== at
  const original = read[0]?.lang ?? null
  return {
    ...nothingFound,
    system: 'drupal',
    key: keyOf(first.nid, reading),
    where: whereOf(first, reading),
    what: first.type,
    ...momentOf(first, reading.zone),
    section: section ?? (first.type === 'page' ? pagesKey : null),
    tags: tags.map((tag) => cleanText(tag)),
    image: read.flatMap(({ own }) => own)[0]?.name ?? null,
    poster: first.author === null ? null : cleanText(first.author),
    addresses: addressesOf(
      nodes,
      read.map(({ lang }) => lang),
      reading.site,
    ),
    sources: [...new Set(nodes.map(({ nid }) => nid))]
      .slice(1)
      .map((nid) => ({ system: 'drupal', key: keyOf(nid, reading) })),
    versions: read.flatMap((one, at) =>
      isRepeated(at) ? [] : [versionOf(one, at === 0 ? null : original)],
    ),
    pictures: [...pictures.values()],
    notes: [
      ...new Set(read.flatMap(({ notes }) => notes)),
      ...read.flatMap(({ lang }, at) =>
        isRepeated(at) ? [`a second text in “${lang}” was left out`] : [],
      ),
    ],
  }
}

interface ReadNode {
  readonly node: NodeRow
  readonly fields: NodeFields
  readonly lang: Lang | null
  readonly headline: string
  readonly markup: ReadMarkup
  /** Pictures of fields; the first is the article's. */
  readonly own: readonly FoundPicture[]
  readonly isDraft: boolean
  readonly notes: readonly string[]
}

function readNode(node: NodeRow, reading: Reading): ReadNode {
  const { site, left } = reading
  const fields = reading.fields.read(node)
  const turkish = (text: string): string =>
    repairTurkish(text, /^tr/.test(node.lang ?? site.language ?? ''))
  const headline = cleanText(turkish(node.title)).replace(/\s+/g, ' ').trim()
  if (headline === '') throw new SyntaxError('It has no headline')
  const own: FoundPicture[] = []
  const missing: string[] = []
  for (const { address } of fields.pictures) {
    const file = reading.findMedia(address)
    if (file === null) missing.push(`picture not there: ${cleanText(address)}`)
    else own.push({ ...file, credit: null, focus: middle })
  }
  const source = withTokens(turkish(fields.body.text), reading)
  const sample = `${headline} ${source.slice(0, 4000)}`
  const lang = textLang(langOf(node.lang), sample, { ...reading.how, siteLang: reading.siteLang })
  const main = readMarkup({ ...fields.body, text: source }, lang, reading)
  const below = belowOf(fields, reading)
  const markup =
    below === '' ? main : joinMarkup(main, readMarkup({ text: below, kind: 'html' }, lang, reading))
  const alts = new Map(markup.alts)
  for (const { address, alt } of fields.pictures) {
    const file = reading.findMedia(address)
    if (file !== null && alt !== '') alts.set(file.name, cleanText(turkish(alt)))
  }
  for (const name of fields.left) left.add('field', `${name} has no place in an article`)
  const isEmpty = isEmptyBody(markup.body) && own.length === 0
  const isProgram = fields.body.kind === 'php'
  return {
    node,
    fields,
    lang,
    headline,
    own,
    markup: { ...markup, alts },
    isDraft: !node.isPublished || isEmpty || isProgram,
    notes: [
      ...missing,
      ...markup.notes,
      ...(isEmpty ? ['it has no text: a draft'] : []),
      ...(node.isPublished ? [] : ['it was not published: a draft']),
    ],
  }
}

function versionOf(read: ReadNode, from: Lang | null): FoundVersion {
  const { fields, headline, lang, markup } = read
  const pieces = (text: string | null): string | null => {
    const plain = text === null ? '' : plainOf(text)
    return plain === '' ? null : plain
  }
  return {
    lang,
    origin: from === null || from === lang ? { kind: 'written' } : { kind: 'translated', from },
    slug: null,
    state: read.isDraft ? 'draft' : 'approved',
    publishAt: null,
    withdrawal: null,
    corrections: [],
    old: () => fields.body.text,
    text: (kept) =>
      textOf({
        headline,
        summary: pieces(fields.summary),
        read: withOwn(markup, read.own),
        kept,
        lang: lang ?? parseLang('en'),
        byline: pieces(fields.byline),
        translator: pieces(fields.translator),
      }),
  }
}

/** Alternative texts of the field's pictures count as well; only the body's own are figures. */
function withOwn(markup: ReadMarkup, own: readonly FoundPicture[]): ReadMarkup {
  return { ...markup, pictures: [...markup.pictures, ...own] }
}

/** Pictures, texts and links of fields, as HTML to stand below the body; '' when there are none. */
function belowOf(fields: NodeFields, { findMedia }: Reading): string {
  const quoted = (address: string): string => escapeText(address).replaceAll('"', '&quot;')
  const figures = fields.pictures
    .filter(({ address }) => findMedia(address) !== null)
    .slice(1)
    .map(({ address }) => `<figure><img src="${quoted(address)}"></figure>`)
  const texts = fields.below.map(({ label, markup }) => {
    const shown =
      markup.kind === 'html'
        ? markup.text
        : paragraphsOfLines(markup.kind === 'lines' ? markup.text : escapeText(markup.text))
    return `<p><strong>${escapeText(label)}</strong></p><div>${shown}</div>`
  })
  const links = fields.links.map(
    ({ href, title }) => `<p><a href="${quoted(href)}">${escapeText(title || href)}</a></p>`,
  )
  return [...figures, ...texts, ...links].join('')
}

/** Drupal's own marks for pictures, as pictures. */
function withTokens(text: string, { fields, site }: Reading): string {
  return text
    .replace(/\[\[\{[^[\]]{1,5000}(?:\[[^[\]]{0,1000}\][^[\]]{0,2000}){0,5}\}\]\]/g, (token) => {
      const fid = /"fid"\s*:\s*"?(\d{1,12})/.exec(token)?.[1]
      const alt = /"alt"\s*:\s*"((?:[^"\\]|\\.){0,500})"/.exec(token)?.[1] ?? ''
      const row =
        fid === undefined || !site.has('file_managed', 'fid', 'uri')
          ? null
          : site.scratch.first(
              `select uri from ${site.table('file_managed')} where fid = ?`,
              Number(fid),
            )
      return row === null
        ? token
        : `<img src="${textIn(row, 'uri')}" alt="${escapeText(alt).replaceAll('"', '&quot;')}">`
    })
    .replace(
      /<drupal-media\b[^<>]*data-entity-uuid="([\w-]{1,64})"[^<>]*>/gi,
      (token, uuid: string) => {
        const address = fields.mediaAddress(uuid)
        const alt = /\balt="([^"<>]*)"/.exec(token)?.[1] ?? ''
        return address === null ? token : `<img src="${address}" alt="${alt}">`
      },
    )
}

function momentOf({ created }: NodeRow, zone: string): Pick<FoundArticle, 'when' | 'whenOpen'> {
  if (!Number.isSafeInteger(created) || created <= 0 || created > 253_402_300_799)
    return { when: null, whenOpen: 'the old site has no date for it' }
  const { date, time } = toLocal(created * 1000, zone)
  return { when: { date, time, zone, precision: 'minute', raw: null }, whenOpen: null }
}

function termsOf(nid: number, { site }: Reading): readonly number[] {
  return site.scratch
    .all('select tid from "x tn" where nid = ? order by tid', nid)
    .map((row) => Number(row['tid']))
}

function hasPages(site: DrupalSite, { types }: HowToRead): boolean {
  if (types.length > 0 && !types.includes('page')) return false
  return site.scratch.first(`select 1 from "x n" where type = 'page' limit 1`) !== null
}

function whereOf({ nid }: NodeRow, { file }: Reading): string {
  return `${file}, node ${nid}`
}
