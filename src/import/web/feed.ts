// Feeds saved as files: RSS 0.9 to 2.0, RDF, Atom, JSON Feed. A DOCTYPE is taken off first (old Drupal
// feeds carry one), so that no entity can be declared, let alone unfold.
import { parseFeed } from 'feedsmith'
import { cleanText } from '../../model/clean.ts'
import { attributeOf, type HtmlElement, parseHtml } from '../../model/html-tree.ts'
import { oldAddressForms } from '../../model/old-address.ts'
import { readDatelines } from '../../text/dateline.ts'
import { momentOf } from '../text.ts'
import { identityOf, isFront, webAddress } from './address.ts'
import { langOfText } from './language.ts'
import { type SiteReading, turnLinks } from './page.ts'
import { type FullSighting, foldWords } from './sighting.ts'
import { byClass, findAll, findFirst, linesOf, takeOut, textOf } from './tree.ts'

/** What all formats say of an item. */
interface Entry {
  readonly title: string
  readonly html: string
  /** The format says that this is the whole text, or only a beginning; null: it does not say. */
  readonly isWhole: boolean | null
  readonly links: readonly string[]
  readonly guid: string | null
  readonly date: string | null
  readonly poster: string | null
  readonly tags: readonly string[]
  readonly langs: readonly (string | null)[]
  readonly base: string | null
}

interface Feed {
  readonly entries: readonly Entry[]
  readonly base: string | null
}

/** UTF-16 code units: a feed holds some dozens of articles. */
const feedMax = 16 * 1024 * 1024

/** Whether a text begins like a feed. */
export function isFeed(text: string): boolean {
  const head = text
    .slice(0, 4000)
    .replace(/^\u{FEFF}/u, '')
    .trimStart()
  if (head.startsWith('{')) return /"version"\s*:\s*"https?:\/\/jsonfeed\.org\//.test(head)
  const root =
    /^(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE\s+(?:rss|rdf:RDF|feed)\b[\s\S]*?>\s*)*<(?:\w+:)?(rss|RDF|feed)\b/i.exec(
      head,
    )
  return root !== null || /^(?:<\?[^>]*\?>\s*)?<!DOCTYPE\s+(?:rss|rdf:RDF|feed)\b/i.test(head)
}

/** Reads a feed; sightings in its order. Throws RangeError or SyntaxError with a sentence. */
export function readFeed(
  text: string,
  path: string,
  reading: SiteReading,
): readonly FullSighting[] {
  if (text.length > feedMax)
    throw new RangeError(`Cannot read feed: more than ${feedMax / 1_048_576} million characters`)
  if (/\bxmlns:wp\s*=\s*["']https?:\/\/wordpress\.org\/export\//.test(text.slice(0, 20_000)))
    throw new SyntaxError(
      'Cannot read feed: it is an export of WordPress; import that file by itself',
    )
  const { entries, base } = feedOf(withoutDoctype(text))
  if (entries.length === 0) throw new SyntaxError('Cannot read feed: there is no item in it')
  const made = entries.map((entry, at) =>
    sightingOf(entry, { where: `${path}, item ${at + 1}`, base, reading }),
  )
  const hint = reading.lang ?? made[0]!.lang
  const dates = readDatelines(
    entries.map(({ date }) => date ?? ''),
    { newestFirst: true, ...(hint !== null && { lang: hint }) },
  )
  const dated = made.map((sighting, at): FullSighting => {
    if (entries[at]!.date === null) return { ...sighting, whenOpen: 'the feed gives no date' }
    return { ...sighting, ...momentOf(dates[at]!, reading.zone) }
  })
  return withoutSharedIds(dated)
}

function sightingOf(
  entry: Entry,
  at: { readonly where: string; readonly base: string | null; readonly reading: SiteReading },
): FullSighting {
  const base = entry.base ?? at.base
  const body = bodyOf(entry.html)
  const text = body === null ? '' : textOf(body)
  const isCut = isCutShort(body, text)
  if (body !== null) {
    takeOut(body, byClass('more-link', 'read-more', 'node-readmore', 'feedflare', 'service-links'))
    turnLinks(body, base ?? '')
  }
  const [, node, host] = /^(\d+) at (https?:\/\/\S+)$/.exec(entry.guid ?? '') ?? []
  const number = node === undefined ? null : webAddress(`/node/${node}`, host ?? base)
  const links = entry.links
    .flatMap((raw) => webAddress(raw, base) ?? [])
    .filter((link) => !isFront(link))
  const all = number === null ? links : [number, ...links]
  const ids = all.map(identityOf)
  if (ids.length === 0 && entry.guid !== null) ids.push(`guid:${entry.guid}`)
  return {
    where: at.where,
    from: 'feed',
    headline: entry.title.slice(0, 1000),
    lang: langOfText(`${entry.title} ${text}`, entry.langs) ?? at.reading.lang,
    when: null,
    whenOpen: null,
    poster: entry.poster,
    section: null,
    tags: entry.tags.slice(0, 50),
    isWhole: body !== null && (entry.isWhole ?? !isCut) && !isCut,
    confidence: entry.title === '' || isComment(entry) ? 0.1 : 0.9,
    by: isComment(entry) ? 'comment' : 'feed',
    ids: [...new Set(ids)],
    addresses: [...new Set(all.flatMap(({ path }) => oldAddressForms(path)))],
    translations: [],
    length: text.length,
    start: foldWords(text.slice(0, 200)).slice(0, 60),
    notes: [],
    body,
    picture: null,
  }
}

/** Feeds of comments look like feeds of articles, but for the addresses within a page. */
function isComment({ guid, links }: Entry): boolean {
  return [guid, ...links].some((address) => /#comment-\d+/.test(address ?? ''))
}

/** An identifier or link that several different items share says nothing about any of them. */
function withoutSharedIds(sightings: readonly FullSighting[]): readonly FullSighting[] {
  const headlines = new Map<string, Set<string>>()
  for (const { ids, headline, start } of sightings) {
    for (const id of ids)
      headlines.set(id, (headlines.get(id) ?? new Set()).add(`${foldWords(headline)}\n${start}`))
  }
  return sightings.map((sighting) => {
    const ids = sighting.ids.filter((id) => headlines.get(id)!.size === 1)
    if (ids.length === sighting.ids.length) return sighting
    const note = 'The feed gives several items the same identifier or link: not used'
    const shared = new Set(sighting.ids.filter((id) => !ids.includes(id)))
    const addresses = sighting.addresses.filter(
      (path) => ![...shared].some((id) => id.endsWith(path)),
    )
    return { ...sighting, ids, addresses, notes: [...sighting.notes, note] }
  })
}

/** Ends in "…" or "read more", or is one short line: a beginning. */
function isCutShort(body: HtmlElement | null, text: string): boolean {
  if (body === null) return true
  const more = findFirst(body, byClass('more-link', 'read-more', 'node-readmore'))
  if (more !== null || /(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;)\s*(?:\p{L}+ ?){0,3}$/u.test(text))
    return true
  return linesOf(body).length < 2 && text.length < 700
}

function bodyOf(html: string): HtmlElement | null {
  if (html.trim() === '') return null
  const body = findFirst(parseHtml(html), (element) => element.tagName === 'body')
  const isEmpty =
    body === null ||
    (textOf(body) === '' && findAll(body, (one) => attributeOf(one, 'src') !== null).length === 0)
  return isEmpty ? null : body
}

/**
 * The text without its DOCTYPE. Throws SyntaxError when that declares entities that refer to others
 * or to files: no feed needs them, bombs are made of them.
 */
function withoutDoctype(text: string): string {
  const from = text.slice(0, 20_000).search(/<!DOCTYPE/i)
  if (from < 0) return text
  let quote = ''
  let depth = 0
  for (let at = from + 9; at < text.length; at++) {
    const sign = text[at]!
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '[') depth++
    else if (sign === ']') depth--
    else if (sign === '>' && depth <= 0) {
      refuseEntities(text.slice(from, at))
      return text.slice(0, from) + text.slice(at + 1)
    }
  }
  throw new SyntaxError('Cannot read feed: its DOCTYPE has no end')
}

function refuseEntities(doctype: string): void {
  for (const [, value = ''] of doctype.matchAll(
    /<!ENTITY\s+[\w.:-]+\s+("[^"]*"|'[^']*'|SYSTEM|PUBLIC)/g,
  )) {
    if (/^(?:SYSTEM|PUBLIC)$|&(?!#)|.{40}/.test(value))
      throw new SyntaxError('Cannot read feed: it declares entities of its own, as attacks do')
  }
}

function feedOf(text: string): Feed {
  const isJson = text.trimStart().startsWith('{')
  try {
    const parsed = parsedFeed(text)
    // The parser keeps xml:lang of the document and of items, but not the channel's.
    const [, channelLang = null] =
      (isJson
        ? null
        : /<channel\b[^>]*\bxml:lang\s*=\s*["']([\w-]+)/i.exec(text.slice(0, 20_000))) ?? []
    if (parsed.format === 'rss') return rss(parsed.feed, channelLang)
    if (parsed.format === 'rdf') return rdf(parsed.feed)
    if (parsed.format === 'atom') return atom(parsed.feed)
    return json(parsed.feed)
  } catch (cause) {
    if (cause instanceof RangeError) throw cause
    if (!(cause instanceof Error)) throw cause
    throw new SyntaxError(
      `Cannot read feed: ${isJson ? 'the JSON' : 'the XML'} is broken or it is none`,
      { cause },
    )
  }
}

const parsedFeed = (text: string) => parseFeed(text)
type Parsed<Format> = Extract<ReturnType<typeof parsedFeed>, { readonly format: Format }>['feed']

function rss(feed: Parsed<'rss'>, channelLang: string | null): Feed {
  const base = feed.xml?.base ?? feed.link ?? null
  const entries = (feed.items ?? []).map((item): Entry => {
    const encoded = item.content?.encoded ?? null
    const isLink = item.guid?.isPermaLink !== false && /^https?:/i.test(item.guid?.value ?? '')
    return {
      title: plainTitle(item.title ?? ''),
      html: encoded ?? item.description ?? '',
      isWhole: encoded === null ? null : true,
      links: [item.link, isLink ? item.guid?.value : undefined].filter(
        (link) => link !== undefined,
      ),
      guid: item.guid?.value ?? null,
      date: item.pubDate ?? item.dc?.dates?.[0] ?? null,
      poster: nameOf(item.dc?.creators?.[0] ?? personOf(item.authors?.[0])),
      tags: (item.categories ?? []).flatMap(({ name }) => name ?? []),
      langs: [
        item.xml?.lang ?? null,
        item.dc?.languages?.[0] ?? null,
        channelLang,
        feed.xml?.lang ?? null,
        feed.language ?? null,
      ],
      base: within(item.xml?.base, base),
    }
  })
  return { entries, base }
}

function rdf(feed: Parsed<'rdf'>): Feed {
  const base = feed.xml?.base ?? feed.link ?? null
  const entries = (feed.items ?? []).map((item): Entry => {
    const encoded = item.content?.encoded ?? null
    const about = item.rdf?.about
    return {
      title: plainTitle(item.title ?? ''),
      html: encoded ?? item.description ?? '',
      isWhole: encoded === null ? null : true,
      links: [item.link, /^https?:/i.test(about ?? '') ? about : undefined].filter(
        (link) => link !== undefined,
      ),
      guid: about ?? null,
      date: item.dc?.dates?.[0] ?? null,
      poster: nameOf(item.dc?.creators?.[0]),
      tags: (item.dc?.subjects ?? []).slice(),
      langs: [item.dc?.languages?.[0] ?? null, feed.dc?.languages?.[0] ?? null],
      base,
    }
  })
  return { entries, base }
}

function atom(feed: Parsed<'atom'>): Feed {
  const site = feed.links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href
  const base = feed.xml?.base ?? site ?? null
  const entries = (feed.entries ?? []).map((entry): Entry => {
    const { content, summary, title } = entry
    const text = content?.value ?? summary?.value ?? ''
    const isPlain =
      (content ?? summary)?.type === 'text' || (content ?? summary)?.type === undefined
    return {
      title:
        title?.type === 'html' || title?.type === 'xhtml'
          ? plainTitle(title.value ?? '')
          : oneLine(title?.value ?? ''),
      html: isPlain ? paragraphs(text) : text,
      isWhole: content?.value !== undefined,
      links: (entry.links ?? [])
        .filter(({ rel }) => rel === undefined || rel === 'alternate')
        .flatMap(({ href }) => href ?? []),
      guid: entry.id ?? null,
      date: entry.published ?? entry.updated ?? null,
      poster: nameOf(entry.authors?.[0]?.name),
      tags: (entry.categories ?? []).flatMap(({ label, term }) => label ?? term ?? []),
      langs: [
        content?.xml?.lang ?? null,
        title?.xml?.lang ?? null,
        entry.xml?.lang ?? null,
        feed.xml?.lang ?? null,
      ],
      base: within(content?.xml?.base ?? entry.xml?.base, base),
    }
  })
  return { entries, base }
}

function json(feed: Parsed<'json'>): Feed {
  const base = feed.home_page_url ?? null
  const entries = (feed.items ?? []).map(
    (item): Entry => ({
      title: oneLine(item.title ?? ''),
      html: item.content_html ?? paragraphs(item.content_text ?? item.summary ?? ''),
      isWhole: item.content_html !== undefined || item.content_text !== undefined,
      links: [item.url].filter((link) => link !== undefined),
      guid: item.id ?? null,
      date: item.date_published ?? null,
      poster: nameOf(item.authors?.[0]?.name),
      tags: item.tags ?? [],
      langs: [item.language ?? null, feed.language ?? null],
      base,
    }),
  )
  return { entries, base }
}

/** A base may itself be relative to the one around it. */
function within(inner: string | undefined, outer: string | null): string | null {
  if (inner === undefined) return outer
  return URL.parse(inner, outer ?? undefined)?.href ?? outer
}

/** Titles may carry markup, once more escaped. */
function plainTitle(title: string): string {
  return /[<&]/.test(title) ? oneLine(textOf(parseHtml(title))) : oneLine(title)
}

function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

function paragraphs(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  return escaped
    .split(/\n\s*\n/)
    .map((part) => `<p>${part}</p>`)
    .join('')
}

function personOf(author: string | { name?: string } | undefined): string | undefined {
  return typeof author === 'string' ? author : author?.name
}

/** "news@example.org (Kanat)" is Kanat; an address alone is nobody. */
function nameOf(text: string | undefined): string | null {
  const plain = oneLine(text ?? '')
  const [, inside] = /^\S+@\S+\s+\((.+)\)$/.exec(plain) ?? []
  const name = inside ?? plain.replace(/\S+@\S+/g, '').trim()
  return name === '' ? null : name.slice(0, 200)
}
