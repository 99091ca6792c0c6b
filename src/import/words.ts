// An old site's markup as the words of a version: body, teaser, pictures found in the files at hand,
// links that lead to the new place of what they led to. Read once; pictures are put in when they exist.
import { createHash } from 'node:crypto'
import type { Text } from '../model/article.ts'
import { type Body, type BodyNode, blockTexts, checkBody, runningTexts } from '../model/body.ts'
import { cleanText } from '../model/clean.ts'
import { bodyFromHtml, type HtmlBody } from '../model/html.ts'
import { type Digest, parseDigest } from '../model/id.ts'
import { bodyFromMarkdown } from '../model/markdown.ts'
import { formatNote } from '../model/note.ts'
import type { Lang } from '../text/lang.ts'
import { teaser } from '../text/segment.ts'
import { escapeText, paragraphsOfLines } from './autop.ts'
import { type FoundPicture, middle } from './found.ts'
import type { FindMedia, MediaFile } from './media.ts'
import { teaserMax } from './text.ts'

/** How a text is written: HTML, HTML whose line ends count, plain text, light markup, a program. */
export type MarkupKind = 'html' | 'lines' | 'plain' | 'markdown' | 'php'

export interface Markup {
  readonly text: string
  readonly kind: MarkupKind
}

/** What the reader of a source knows of its addresses. */
export interface Surroundings {
  readonly findMedia: FindMedia
  /**
   * Where a link of the old site leads now: an address inside the new tree; null: nowhere; or
   * undefined: it is no link of the old site.
   */
  readonly linkTo: (href: string) => string | null | undefined
}

export interface ReadMarkup {
  readonly body: Body
  /** What a teaser is cut from: the body without what stands below it. */
  readonly lead: Body
  readonly pictures: readonly FoundPicture[]
  /** Alternative texts, by the pictures' names. */
  readonly alts: ReadonlyMap<string, string>
  readonly notes: readonly string[]
}

/** A hundred thousand words; more is no article. */
const markupMax = 600_000

/** Reads markup; its figures hold stand-ins until putPictures(). RangeError when it is too long. */
export function readMarkup(markup: Markup, lang: Lang | null, around: Surroundings): ReadMarkup {
  const { length } = markup.text
  if (length > markupMax)
    throw new RangeError(`Cannot read text: ${length} characters, ${markupMax} are the limit`)
  const found = new Map<string, MediaFile>()
  const alts = new Map<string, string>()
  const take = (src: string, alt: string): Digest | null => {
    const file = around.findMedia(src)
    if (file === null) return null
    found.set(file.name, file)
    if (alt !== '') alts.set(file.name, cleanText(alt))
    return standIn(file.name)
  }
  const read = parse(markup, lang, take)
  const dead: string[] = []
  const body = withLinks(read.body, around, dead)
  const quoted = markup.kind === 'php' ? ['The text is a program: quoted, not run; a draft'] : []
  return {
    body,
    lead: body,
    pictures: [...found.values()].map((file) => ({ ...file, credit: null, focus: middle })),
    alts,
    notes: [...quoted, ...read.notes.map(formatNote), ...deadNotes(dead)],
  }
}

/** One text below the other, as one; a teaser is cut from the first. */
export function joinMarkup(first: ReadMarkup, below: ReadMarkup): ReadMarkup {
  const content = [first.body, below.body].flatMap((body) =>
    isEmptyBody(body) ? [] : (body.content ?? []),
  )
  const names = new Set(first.pictures.map(({ name }) => name))
  return {
    body: content.length === 0 ? first.body : checkBody({ type: 'doc', content }),
    lead: first.lead,
    pictures: [...first.pictures, ...below.pictures.filter(({ name }) => !names.has(name))],
    alts: new Map([...below.alts, ...first.alts]),
    notes: [...first.notes, ...below.notes],
  }
}

/** The pictures given put in the place of their stand-ins; those that are not there leave their caption. */
function putPictures(
  body: Body,
  names: readonly string[],
  kept: ReadonlyMap<string, Digest>,
): Body {
  if (names.length === 0) return body
  const digests = new Map(names.map((name) => [standIn(name) as string, kept.get(name) ?? null]))
  const put = (node: BodyNode): readonly BodyNode[] => {
    if (node.type === 'figure') {
      const digest = digests.get(String(node.attrs?.['picture']))
      if (digest !== null && digest !== undefined)
        return [{ ...node, attrs: { ...node.attrs, picture: digest } }]
      return node.content === undefined ? [] : [{ type: 'paragraph', content: node.content }]
    }
    return [node.content === undefined ? node : { ...node, content: node.content.flatMap(put) }]
  }
  const content = (body.content ?? []).flatMap(put)
  return checkBody({ ...body, content: content.length === 0 ? [{ type: 'paragraph' }] : content })
}

/** The words of a version. `summary` is a teaser somebody wrote, or null. */
export function textOf(words: {
  readonly headline: string
  readonly summary: string | null
  readonly read: ReadMarkup
  readonly kept: ReadonlyMap<string, Digest>
  readonly lang: Lang
  readonly byline: string | null
  readonly translator: string | null
}): Omit<Text, 'corrections'> {
  const { headline, summary, read, kept, lang, byline, translator } = words
  const body = putPictures(
    read.body,
    read.pictures.map(({ name }) => name),
    kept,
  )
  const alts = [...read.alts].flatMap(([name, alt]) => {
    const digest = kept.get(name)
    return digest === undefined ? [] : [[digest, alt] as const]
  })
  return {
    headline,
    teaser: summary ?? teaser(runningTexts(read.lead).join(' '), teaserMax, lang),
    teaserCut: summary === null,
    body,
    extent: 'whole',
    byline,
    translator,
    alt: Object.fromEntries(alts),
  }
}

/** What a piece of markup says, on one line. */
export function plainOf(html: string): string {
  const { body } = bodyFromHtml(html)
  return blockTexts(body).join(' ').replace(/\s+/g, ' ').trim()
}

/** Whether there is anything to read or see in a body. */
export function isEmptyBody(body: BodyNode): boolean {
  if (body.type === 'figure') return false
  if (body.type === 'text') return (body.text ?? '').trim() === ''
  return (body.content ?? []).every(isEmptyBody)
}

function parse(
  { text, kind }: Markup,
  lang: Lang | null,
  take: (src: string, alt: string) => Digest | null,
): Pick<HtmlBody, 'body' | 'notes'> {
  if (kind === 'markdown') return bodyFromMarkdown(text, { picture: (name) => take(name, '') })
  const html = htmlOf(text, kind)
  const options = lang === null ? {} : { lang }
  return bodyFromHtml(html, { ...options, picture: ({ src, alt }) => take(src, alt) })
}

function htmlOf(text: string, kind: Exclude<MarkupKind, 'markdown'>): string {
  if (kind === 'html') return text
  if (kind === 'lines') return paragraphsOfLines(text)
  const plain = paragraphsOfLines(escapeText(text))
  return kind === 'php' ? `<blockquote>${plain}</blockquote>` : plain
}

/** Each link of the old site as its new address; those that lead nowhere become plain text. */
function withLinks(body: Body, { linkTo }: Surroundings, dead: string[]): Body {
  let isChanged = false
  const marksOf = (marks: NonNullable<BodyNode['marks']>) =>
    marks.flatMap((mark) => {
      if (mark.type !== 'link') return [mark]
      const href = String(mark.attrs?.['href'])
      const to = linkTo(href)
      if (to === undefined || to === href) return [mark]
      isChanged = true
      if (to !== null) return [{ ...mark, attrs: { ...mark.attrs, href: to } }]
      dead.push(href)
      return []
    })
  const walk = (node: BodyNode): BodyNode => ({
    ...node,
    ...(node.marks === undefined ? {} : { marks: marksOf(node.marks) }),
    ...(node.content === undefined ? {} : { content: node.content.map(walk) }),
  })
  const walked = walk(body)
  return isChanged ? checkBody(walked) : body
}

function deadNotes(dead: readonly string[]): readonly string[] {
  return [...new Set(dead)]
    .slice(0, 20)
    .map(
      (href) =>
        `link leads to nothing that was taken, its text kept: ${cleanText(href).slice(0, 200)}`,
    )
}

function standIn(name: string): Digest {
  return parseDigest(createHash('sha256').update(`stand-in ${name}`).digest('hex'))
}
