// One of our own article pages, read back: what restore makes a newsroom of. Only what is public comes
// back; the shapes are those of render/article.ts, and the words those of the interface.
import type { Correction, Withdrawal } from '../../model/article.ts'
import type { Body } from '../../model/body.ts'
import { bodyFromTree } from '../../model/html.ts'
import {
  attributeOf,
  type HtmlElement,
  type HtmlTree,
  isElement,
  parseHtml,
} from '../../model/html-tree.ts'
import {
  type ArticleId,
  type Digest,
  type PersonId,
  parseArticleId,
  parseDigest,
  parsePersonId,
} from '../../model/id.ts'
import type { Moment } from '../../model/time.ts'
import { folderOf, type Lang } from '../../text/lang.ts'
import { say, type WordKey } from '../../text/words.ts'
import { childrenOf, find, findAll, metaOf, tag, textIn } from './tree.ts'

export interface OwnPicture {
  readonly digest: Digest
  readonly widths: readonly number[]
  readonly credit: string | null
}

export interface OwnPage {
  readonly id: ArticleId
  readonly lang: Lang
  readonly slug: string
  /** "2020-05", of its address. */
  readonly month: string
  readonly original: Lang
  readonly isConverted: boolean
  readonly section: string | null
  readonly headline: string
  readonly teaser: string
  readonly teaserCut: boolean
  readonly byline: string | null
  readonly place: string | null
  /** Null on the page of a withdrawn article. */
  readonly when: Moment | null
  readonly speakers: readonly { readonly name: string; readonly person: PersonId | null }[]
  readonly people: readonly { readonly name: string; readonly person: PersonId }[]
  readonly translator: string | null
  readonly corrections: readonly Correction[]
  readonly withdrawal: Withdrawal | null
  readonly image: { readonly digest: Digest; readonly alt: string } | null
  readonly body: Body
  readonly extent: 'whole' | 'beginning'
  /** Alternative texts of the figures. */
  readonly alt: Readonly<Record<string, string>>
  readonly pictures: readonly OwnPicture[]
}

/** Where an article's page stands: language folder, month, slug and id; null for any other path. */
export function parseArticlePath(
  path: string,
  languages: readonly Lang[],
): Pick<OwnPage, 'lang' | 'slug' | 'id' | 'month'> | null {
  const [, folder, year, month, slug = '', id = ''] =
    /^([a-z-]+)\/(\d{4})\/(\d{2})\/(?:([a-z0-9-]+)-)?([a-z0-9]{8})\.html$/.exec(path) ?? []
  const lang = languages.find((one) => folderOf(one) === folder)
  return lang === undefined || id === ''
    ? null
    : { lang, slug, id: parseArticleId(id), month: `${year}-${month}` }
}

/** The place that a page at a former place leads to; null for any other page. */
export function readMovedPage(
  html: string,
  path: string,
  languages: readonly Lang[],
): ReturnType<typeof parseArticlePath> {
  if (!html.includes('http-equiv="refresh"')) return null
  const refresh = find(
    parseHtml(html),
    (element) => element.tagName === 'meta' && attributeOf(element, 'http-equiv') === 'refresh',
  )
  const href = /^0; url=(.+)$/.exec((refresh && attributeOf(refresh, 'content')) ?? '')?.[1]
  if (href === undefined) return null
  const { pathname } = new URL(href, `https://news.example/${path}`)
  return parseArticlePath(pathname.slice(1), languages)
}

/** Reads a page; null when it is no article. SyntaxError when it is none of ours. */
export function readOwnPage(
  html: string,
  path: string,
  languages: readonly Lang[],
): OwnPage | null {
  const place = parseArticlePath(path, languages)
  if (place === null) return null
  const page = parseHtml(html)
  const article = find(page, tag('article', 'text'))
  const heading = article && find(article, tag('h1'))
  if (article === null || heading === null)
    throw new SyntaxError(`Cannot read page "${path}": it has no article`)
  const withdrawal = withdrawalOf(article, place.lang)
  const lede = childrenOf(article).find(tag('p', 'lede'))
  const description = metaOf(page, 'description') ?? ''
  return {
    ...place,
    original: originalOf(page, languages) ?? place.lang,
    section: sectionOf(article),
    headline: textIn(heading),
    teaser: lede === undefined ? description : textIn(lede),
    teaserCut: lede === undefined && description !== '',
    corrections: correctionsOf(article),
    withdrawal,
    ...bylinesOf(article, place.lang),
    people: peopleAfter(page, place.lang),
    ...contentOf(article, { lang: place.lang, isStub: withdrawal !== null }),
  }
}

/** The language of hreflang's x-default. */
function originalOf(page: HtmlTree, languages: readonly Lang[]): Lang | null {
  const link = find(page, (element) => attributeOf(element, 'hreflang') === 'x-default')
  const href = (link && attributeOf(link, 'href')) ?? ''
  const versions = findAll(
    page,
    (element) => element.tagName === 'link' && attributeOf(element, 'href') === href,
  )
  const tags = versions.map((element) => attributeOf(element, 'hreflang'))
  return languages.find((lang) => tags.includes(lang)) ?? null
}

function sectionOf(article: HtmlElement): string | null {
  const kick = childrenOf(article).find(tag('p', 'kick'))
  const link = kick && find(kick, tag('a'))
  return /([^/]+)\/index\.html$/.exec((link && attributeOf(link, 'href')) ?? '')?.[1] ?? null
}

function correctionsOf(article: HtmlElement): readonly Correction[] {
  const box = childrenOf(article).find(
    (element) => tag('div', 'fix')(element) && attributeOf(element, 'role') === 'note',
  )
  return childrenOf(box ?? { childNodes: [] }).map((line) => {
    const strong = find(line, tag('strong'))
    const time = find(line, tag('time'))
    const date = (time && attributeOf(time, 'datetime')) ?? ''
    return {
      date,
      note: textIn(line)
        .slice(strong === null ? 0 : textIn(strong).length)
        .trim(),
    }
  })
}

function withdrawalOf(article: HtmlElement, lang: Lang): Withdrawal | null {
  const box = childrenOf(article).find(
    (element) => tag('div', 'fix')(element) && attributeOf(element, 'role') === null,
  )
  const time = box && find(box, tag('time'))
  if (!box || !time) return null
  const reason = childrenOf(box)
    .map((line) => valueAfter(line, lang, 'reason'))
    .find((text) => text !== null)
  return { date: attributeOf(time, 'datetime') ?? '', note: reason ?? '' }
}

/** The lines under the headline: who and when, speakers, where the text comes from. */
function bylinesOf(article: HtmlElement, lang: Lang) {
  const lines = childrenOf(article).filter(tag('p', 'by'))
  const dated = lines.find((line) => find(line, tag('time')) !== null)
  const spoken = lines.find((line) =>
    (['speaker', 'speakers'] as const).some((key) => textIn(line).startsWith(`${say(lang, key)}:`)),
  )
  const translators = lines.map((line) => valueAfter(line, lang, 'translator'))
  const converted = (['autoScript', 'convertedFromLatin', 'convertedFromCyrillic'] as const).map(
    (key) => say(lang, key),
  )
  return {
    ...whoAndWhen(dated),
    speakers: namesIn(spoken).map(({ name, person }) => ({ name, person })),
    translator: translators.find((name) => name !== null) ?? null,
    isConverted: lines.some((line) => converted.includes(textIn(line).trim())),
  }
}

function whoAndWhen(line: HtmlElement | undefined) {
  if (line === undefined) return { byline: null, place: null, when: null }
  const time = find(line, tag('time'))
  const names = findAll(line, tag('bdi')).filter((bdi) => find(bdi, tag('time')) === null)
  const bare = names.filter((bdi) => bdi.parentNode === line && standsAlone(bdi, line))
  const [place] = bare
  const signed = names.find((bdi) => bdi !== place)
  return {
    byline: signed === undefined ? null : textIn(signed),
    place: place === undefined ? null : textIn(place),
    when: momentOf((time && attributeOf(time, 'datetime')) ?? ''),
  }
}

/** A place stands between dots; a byline has words beside it. */
function standsAlone(bdi: HtmlElement, line: HtmlElement): boolean {
  const at = line.childNodes.indexOf(bdi)
  const words = [line.childNodes[at - 1], line.childNodes[at + 1]].map((node) =>
    node === undefined || isElement(node) ? '' : textIn({ childNodes: [node] }),
  )
  return words.every((text) => text.replaceAll('·', '').trim() === '')
}

function momentOf(text: string): Moment | null {
  const [, date, time = null, zone = null] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text) ?? []
  if (date === undefined) return null
  return { date, time, zone, precision: time === null ? 'day' : 'minute', raw: null }
}

function peopleAfter(page: HtmlTree, lang: Lang): OwnPage['people'] {
  const after = find(page, tag('div', 'after'))
  const line = childrenOf(after ?? { childNodes: [] }).find((element) =>
    textIn(element).startsWith(`${say(lang, 'peopleNamed')}:`),
  )
  return namesIn(line).flatMap(({ name, person }) => (person === null ? [] : [{ name, person }]))
}

function namesIn(line: HtmlElement | undefined) {
  return findAll(line ?? { childNodes: [] }, tag('bdi')).map((bdi) => {
    const link = bdi.parentNode && 'tagName' in bdi.parentNode ? bdi.parentNode : null
    const href = (link && attributeOf(link, 'href')) ?? ''
    const id = /people\/(?:.*-)?([a-z0-9]{8})\/index\.html$/.exec(href)?.[1]
    return { name: textIn(bdi), person: id === undefined ? null : parsePersonId(id) }
  })
}

/** The value of a "Label: value" line, or null when it is another line. */
function valueAfter(line: HtmlElement, lang: Lang, key: WordKey): string | null {
  const value = find(line, tag('bdi'))
  return value !== null && textIn(line).startsWith(`${say(lang, key)}:`) ? textIn(value) : null
}

/** The picture at the head, the body, and the pictures in it. */
function contentOf(
  article: HtmlElement,
  { lang, isStub }: { readonly lang: Lang; readonly isStub: boolean },
) {
  const pictures: OwnPicture[] = []
  const alt: Record<string, string> = {}
  const last = childrenOf(article).findLastIndex(isHead)
  let blocks = isStub ? [] : childrenOf(article).slice(last + 1)
  for (const figure of findAll({ childNodes: blocks }, tag('figure')))
    pictures.push(...takePicture(figure))
  const note = blocks.at(-1)
  const begins =
    note !== undefined && tag('p', 'note')(note) && textIn(note) === say(lang, 'onlyBeginning')
  if (begins) blocks = blocks.slice(0, -1)
  const [first] = blocks
  const lead = first !== undefined && isLead(first) ? find(first, tag('img')) : null
  if (lead !== null) blocks = blocks.slice(1)
  const { body } = bodyFromTree(
    { childNodes: withoutNotesHeading(blocks) },
    {
      lang,
      picture({ src, alt: words }) {
        const digest = digestOf(src)
        if (digest !== null && words !== '') alt[digest] = words
        return digest
      },
    },
  )
  const digest = digestOf((lead && attributeOf(lead, 'src')) ?? '')
  const image = digest === null ? null : { digest, alt: (lead && attributeOf(lead, 'alt')) ?? '' }
  const extent = begins ? ('beginning' as const) : ('whole' as const)
  return { image, body, extent, alt, pictures }
}

/** The press writes it above the footnotes; it is no part of the text. */
function withoutNotesHeading(blocks: readonly HtmlElement[]): HtmlElement[] {
  return blocks.filter((block, at) => {
    const next = blocks[at + 1]
    return !(block.tagName === 'h2' && next !== undefined && tag('ol', 'note')(next))
  })
}

function isHead(element: HtmlElement): boolean {
  const className = attributeOf(element, 'class') ?? ''
  return element.tagName === 'h1' || ['kick', 'lede', 'by', 'fix', 'scripts'].includes(className)
}

/** The picture at the head is loaded at once; figures of the text are not. */
function isLead(element: HtmlElement): boolean {
  const image = element.tagName === 'figure' ? find(element, tag('img')) : null
  return image !== null && attributeOf(image, 'loading') === null
}

/** Notes a figure's picture, and takes the credit out of the caption: it belongs to the picture. */
function takePicture(figure: HtmlElement): OwnPicture[] {
  const image = find(figure, tag('img'))
  const digest = digestOf((image && attributeOf(image, 'src')) ?? '')
  const caption = find(figure, tag('figcaption'))
  const small = caption && childrenOf(caption).findLast(tag('small'))
  const credit = small && find(small, tag('bdi'))
  if (caption && small) {
    caption.childNodes.splice(caption.childNodes.indexOf(small), 1)
    if (textIn(caption).trim() === '')
      figure.childNodes.splice(figure.childNodes.indexOf(caption), 1)
  }
  if (image === null || digest === null) return []
  const named = `${attributeOf(image, 'srcset') ?? ''} ${attributeOf(image, 'src')}`
  const widths = [...named.matchAll(/-(\d+)\.webp/g)].map((match) => Number(match[1]))
  return [
    {
      digest,
      widths: [...new Set(widths)].sort((a, b) => a - b),
      credit: credit ? textIn(credit) : null,
    },
  ]
}

function digestOf(src: string): Digest | null {
  const digest = /media\/([0-9a-f]{64})-\d+\.webp$/.exec(src)?.[1]
  return digest === undefined ? null : parseDigest(digest)
}
