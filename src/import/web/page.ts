// One saved page: cleaned of what the tools that saved it have added, then read as an article, as a
// list of beginnings, or as nothing we can be sure of.
import { attributeOf, type HtmlElement, type HtmlTree, parseHtml } from '../../model/html-tree.ts'
import { oldAddressForms } from '../../model/old-address.ts'
import { readDatelines } from '../../text/dateline.ts'
import type { Lang } from '../../text/lang.ts'
import { momentOf } from '../text.ts'
import {
  addressOfFile,
  identityOf,
  isFront,
  statedAddress,
  type WebAddress,
  webAddress,
} from './address.ts'
import type { PageItem } from './item.ts'
import { langOfText } from './language.ts'
import { readListPage } from './list-page.ts'
import { readPlainPage } from './plain-page.ts'
import { type FullSighting, foldWords } from './sighting.ts'
import { readStatements } from './statements.ts'
import { readSystemPage } from './system-page.ts'
import { classesOf, findAll, findFirst, metaOf, relOf, takeOut, textOf } from './tree.ts'

/** How pages of one site are read. */
export interface SiteReading {
  /** Language of texts that do not say, when somebody knows. */
  readonly lang: Lang | null
  /** Zone of times that come without one. */
  readonly zone: string
}

export interface PageReading {
  readonly sightings: readonly FullSighting[]
  /** Address by which links and pictures are meant. */
  readonly base: string
}

/** Pictures that tools have put into the page itself. */
const embedded = /data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=]{200,}/g

/** Below this nothing is taken; between this and `sureFrom` an editor has to look. */
export const refusedBelow = 0.35
export const sureFrom = 0.7

/** UTF-16 code units, pictures inside the page not counted. A long article has 200,000 with its page. */
const pageMax = 2_000_000

/**
 * Reads a page. `path` is the file's place in the saved folder, with slashes. Throws RangeError when
 * the page is too large.
 */
export function readPage(html: string, path: string, reading: SiteReading): PageReading {
  const lean = withoutToolbar(html.replace(embedded, 'data:,'))
  if (lean.length > pageMax)
    throw new RangeError(`Cannot read page: more than ${pageMax} characters, which no article has`)
  const page = parseHtml(lean)
  takeOut(page, isAdded)
  const stated = statedAddress(commentsIn(html))
  const canonical = [relOf(page, 'canonical'), metaOf(page, 'og:url')]
  const host = [stated, ...canonical].flatMap((raw) => webHost(raw))[0] ?? null
  const saved = stated ?? addressOfFile(path, host)
  const base = baseOf(page, saved)
  const root = findFirst(page, (element) => element.tagName === 'html')
  const siteLangs = [
    root && (attributeOf(root, 'lang') ?? attributeOf(root, 'xml:lang')),
    metaOf(page, 'content-language', 'og:locale'),
  ]
  const translations = translationsIn(page, base)
  const system = readSystemPage(page)
  const items = system.length > 0 ? system : readUnknown(page)
  const whole = items.length === 1 && items[0]!.isWhole
  const made = items.map((item, at) => {
    const where = whole ? path : `${path}, item ${at + 1}`
    const own = whole ? [saved, ...canonical.filter((raw) => raw !== null)] : []
    const context = { where, base, own, siteLangs, reading, isSystem: system.length > 0 }
    return sightingOf(item, { ...context, translations: whole ? translations : [] })
  })
  return { sightings: withDates(items, made, reading), base }
}

function readUnknown(page: HtmlTree): readonly PageItem[] {
  const list = readStatements(page).by === null ? readListPage(page) : []
  if (list.length > 1) return list
  const plain = readPlainPage(page)
  return plain === null ? [] : [plain]
}

interface Context {
  readonly where: string
  readonly base: string
  /** Addresses of the page itself, when it is the article's own. */
  readonly own: readonly string[]
  readonly siteLangs: readonly (string | null)[]
  readonly reading: SiteReading
  readonly isSystem: boolean
  readonly translations: readonly string[]
}

function sightingOf(item: PageItem, context: Context): FullSighting {
  const { base, own, siteLangs, reading, isSystem } = context
  const text = item.body === null ? '' : textOf(item.body)
  const lang = langOfText(`${item.headline} ${text}`, [item.lang, ...siteLangs]) ?? reading.lang
  const links = [...item.links, ...own].flatMap((raw) => webAddress(raw, base) ?? [])
  const plain = links
    .filter((link) => !isFront(link))
    .map((link) => (isSystem ? asServed(link) : link))
  const number = item.number === null ? null : webAddress(item.number, base)
  const all = number === null ? plain : [number, ...plain]
  if (item.body !== null) turnLinks(item.body, base)
  return {
    where: context.where,
    from: item.isWhole ? 'article' : 'list',
    headline: item.headline.slice(0, 1000),
    lang,
    when: null,
    whenOpen: null,
    poster: item.poster,
    section: item.section,
    tags: item.tags,
    isWhole: item.isWhole,
    confidence: item.confidence,
    by: item.by,
    ids: [...new Set(all.map(identityOf))],
    addresses: [...new Set(all.flatMap(({ path }) => oldAddressForms(path)))],
    translations: context.translations,
    length: text.length,
    start: foldWords(text.slice(0, 200)).slice(0, 60),
    notes: [],
    body: item.body,
    picture: item.picture,
  }
}

/** Dates of one page are read together: in a list neighbours settle what one line leaves open. */
function withDates(
  items: readonly PageItem[],
  sightings: readonly FullSighting[],
  reading: SiteReading,
): readonly FullSighting[] {
  const hint = reading.lang ?? sightings[0]?.lang ?? null
  const lines = items.map(({ machineDate, dateline }) => machineDate ?? dateline ?? '')
  const read = readDatelines(lines, {
    newestFirst: items.length > 1,
    ...(hint !== null && { lang: hint }),
  })
  const printed = readDatelines(
    items.map(({ dateline }) => dateline ?? ''),
    { newestFirst: false },
  )
  return sightings.map((sighting, at) => {
    const { machineDate, dateline, poster } = items[at]!
    const who = poster ?? printed[at]!.poster
    if (machineDate === null && dateline === null) {
      return { ...sighting, poster: who, whenOpen: 'the page gives no date' }
    }
    const { when, whenOpen } = momentOf(read[at]!, reading.zone)
    const raw = printed[at]!.kind === 'read' ? dateline : (machineDate ?? dateline)
    return { ...sighting, poster: who, when: when && { ...when, raw }, whenOpen }
  })
}

/** Copies add ".html" and "index.html"; the systems we know have neither. */
function asServed({ host, path }: WebAddress): WebAddress {
  const bare = path.replace(/\/index\.html?$/i, '/').replace(/(?<=[^/])\.html?$/i, '')
  return { host, path: bare }
}

/** Links within the old site become paths, which lead on; others lose what an archive has put on. */
export function turnLinks(body: HtmlElement, base: string): void {
  const own = webAddress(base, null)?.host ?? ''
  for (const link of findAll(body, (element) => element.tagName === 'a')) {
    for (const attribute of link.attrs) {
      if (attribute.name !== 'href' || /^(?:mailto:|#)/i.test(attribute.value.trim())) continue
      const address = webAddress(attribute.value, base)
      if (address === null) continue
      const path = encodeURI(address.path.replace(/\/index\.html$/, '/')).replace(
        /%25(?=[0-9a-f]{2})/gi,
        '%',
      )
      if (address.host === own || address.host === '') attribute.value = path
      else if (/^(?:https?:)?\/\/web\.archive\.org\/|^\/web\/\d/.test(attribute.value))
        attribute.value = `http://${address.host}${path}`
    }
  }
}

/** hreflang links and language switchers. */
function translationsIn(page: HtmlTree, base: string): readonly string[] {
  const links = findAll(page, (element) => {
    const isLink =
      element.tagName === 'link' &&
      attributeOf(element, 'rel') === 'alternate' &&
      attributeOf(element, 'hreflang') !== null
    return isLink || (element.tagName === 'a' && classesOf(element).includes('language-link'))
  })
  const addresses = links.flatMap((link) => webAddress(attributeOf(link, 'href') ?? '', base) ?? [])
  return [...new Set(addresses.filter((address) => !isFront(address)).map(identityOf))].slice(0, 40)
}

function baseOf(page: HtmlTree, saved: string): string {
  const element = findFirst(
    page,
    (one) => one.tagName === 'base' && attributeOf(one, 'href') !== null,
  )
  const href = element === null ? null : attributeOf(element, 'href')
  return (href === null ? null : URL.parse(href, saved)?.href) ?? saved
}

function webHost(raw: string | null): readonly string[] {
  if (raw === null || !/^(?:https?:)?\/\//i.test(raw)) return []
  const host = webAddress(raw, null)?.host ?? ''
  return host === '' ? [] : [host]
}

/** Comments at the page's head and foot, where tools sign. */
function commentsIn(html: string): readonly string[] {
  const ends = html.slice(0, 4000) + html.slice(-4000)
  return ends.match(/<!--[\s\S]{0,600}?-->/g) ?? []
}

/** The Wayback Machine's toolbar stands between two comments. */
function withoutToolbar(html: string): string {
  const from = html.indexOf('<!-- BEGIN WAYBACK TOOLBAR INSERT -->')
  const to = html.indexOf('<!-- END WAYBACK TOOLBAR INSERT -->', from)
  return from < 0 || to < 0 ? html : html.slice(0, from) + html.slice(to)
}

function isAdded(element: HtmlElement): boolean {
  const id = attributeOf(element, 'id') ?? ''
  return /^(?:wm-ipp(?:-\w+)?|wm-capinfo|donato|playback|__wb_\w+)$/.test(id)
}
