// A news page copied as text: headline, dateline, the beginning of the statement, and the next. The
// datelines give the structure: what stands above one is its headline, what stands below its text.
import { bodyOfParagraphs } from '../model/body.ts'
import type { Moment } from '../model/time.ts'
import { type DatelineReading, parseDateline, readDatelines } from '../text/dateline.ts'
import { guessLang, type Lang, parseLang } from '../text/lang.ts'
import { proposeSpeaker } from '../text/names/speaker.ts'
import { teaser } from '../text/segment.ts'
import { type FoundArticle, type FoundItem, nothingFound } from './found.ts'

const english = parseLang('en')

/** Graphemes of a teaser: two or three sentences. */
export const teaserMax = 400

/** How the page is to be read. */
export interface TextReading {
  /** Name of the file, for messages. */
  readonly file: string
  /** The texts' language, when known. */
  readonly lang: Lang | null
  /** Times are printed in this zone unless a line says otherwise. */
  readonly zone: string
}

/** Whether a text looks like a copied news page: it has a dateline below a headline. */
export function isCopiedPage(text: string): boolean {
  return itemsOf(linesOf(text)).length > 0
}

/** Reads a copied page; yields its articles in the order of the page. */
export function* readCopiedPage(text: string, reading: TextReading): Generator<FoundItem> {
  const lines = linesOf(text)
  const items = itemsOf(lines)
  if (items.length === 0) {
    const reason = 'No dateline was found: this is not a copied news page'
    yield { kind: 'refused', where: reading.file, name: null, reason }
    return
  }
  const datelines = readDatelines(
    items.map(({ dateline }) => lines[dateline]!.trim()),
    { newestFirst: true },
  )
  for (const [at, item] of items.entries()) {
    const next = items[at + 1]
    const body = lines.slice(item.dateline + 1, next?.headline ?? lines.length)
    const paragraphs = paragraphsOf(next === undefined ? withoutFoot(body) : body)
    const where = `${reading.file}, line ${item.headline + 1}`
    const headline = lines[item.headline]!.trim()
    if (paragraphs.length === 0) {
      yield {
        kind: 'refused',
        where,
        name: headline,
        reason: 'There is a headline and a date, but no text',
      }
      continue
    }
    const only = { headline, paragraphs, dateline: datelines[at]!, isList: items.length > 1 }
    yield { kind: 'article', article: articleOf(only, { ...reading, where }) }
  }
}

/** Headline, dateline and text of every item of lines that look like a copied page. */
export function copiedItems(
  lines: readonly string[],
): readonly { headline: string; dateline: string; paragraphs: readonly string[] }[] {
  const places = itemsOf(lines)
  return places.map(({ headline, dateline }, at) => ({
    headline: lines[headline]!.trim(),
    dateline: lines[dateline]!.trim(),
    paragraphs: withoutFoot(lines.slice(dateline + 1, places[at + 1]?.headline ?? lines.length))
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  }))
}

interface Place {
  /** Numbers of lines. */
  readonly headline: number
  readonly dateline: number
}

interface Item {
  readonly headline: string
  readonly paragraphs: readonly string[]
  readonly dateline: DatelineReading
  /** One of several: a list shows beginnings only. */
  readonly isList: boolean
}

function articleOf(item: Item, reading: TextReading & { readonly where: string }): FoundArticle {
  const { headline, paragraphs, dateline, isList } = item
  const lang = reading.lang ?? guessLang([headline, ...paragraphs].join(' ')) ?? english
  const whole = paragraphs.join(' ')
  return {
    ...nothingFound,
    system: 'text',
    // The headline and the dateline as printed: what stays the same when the page is copied again.
    key: `${headline.normalize('NFC').replace(/\s+/g, ' ')}\n${dateline.raw.trim()}`,
    where: reading.where,
    ...momentOf(dateline, reading.zone),
    speakerProposed: proposeSpeaker(headline, lang),
    poster: dateline.poster,
    versions: [
      {
        lang: reading.lang,
        origin: { kind: 'written' },
        slug: null,
        state: 'approved',
        publishAt: null,
        withdrawal: null,
        corrections: [],
        text: () => ({
          headline,
          teaser: teaser(whole, teaserMax, lang),
          teaserCut: true,
          body: bodyOfParagraphs(paragraphs),
          extent: isList ? 'beginning' : 'whole',
          byline: null,
          translator: null,
          alt: {},
        }),
      },
    ],
  }
}

/** What was understood of a dateline, as an article's moment; open ones say why. */
export function momentOf(
  reading: DatelineReading,
  zone: string,
): { when: Moment | null; whenOpen: string | null } {
  const raw = reading.raw.trim()
  if (reading.kind !== 'read') return { when: null, whenOpen: `${reading.reason} (“${raw}”)` }
  const { date, time, offset, precision } = reading
  return { when: { date, time, zone: offset ?? zone, precision, raw }, whenOpen: null }
}

function linesOf(text: string): readonly string[] {
  return text.replace(/^\u{FEFF}/u, '').split(/\r\n|\r|\n/)
}

/** Every dateline with a headline above it, blank lines between allowed. */
function itemsOf(lines: readonly string[]): readonly Place[] {
  const items: Place[] = []
  let above = -1
  lines.forEach((line, at) => {
    if (line.trim() === '') return
    if (above >= 0 && isDateline(line) && lines[above]!.trim().length <= 300) {
      items.push({ headline: above, dateline: at })
      above = -1
    } else above = at
  })
  return items
}

/** Whether a line is nothing but a date, with or without who posted. */
export function isDateline(line: string): boolean {
  const reading = parseDateline(line.trim())
  return reading.kind === 'read' || (reading.kind === 'open' ? reading.candidates.length > 0 : true)
}

/** Lines are paragraphs, unless the text was wrapped: then blank lines part them. */
function paragraphsOf(lines: readonly string[]): readonly string[] {
  const blocks = [...blocksOf(lines)]
  const wrapped = blocks.some(
    (block) => block.length > 2 && block.slice(0, -1).every((line) => line.length < 90),
  )
  return blocks.flatMap((block) => (wrapped ? [block.join(' ')] : block))
}

function* blocksOf(lines: readonly string[]): Generator<string[]> {
  let block: string[] = []
  for (const line of [...lines, '']) {
    if (line.trim() !== '') block.push(line.trim())
    else if (block.length > 0) {
      yield block
      block = []
    }
  }
}

/** The page's own furniture below the last text: short lines without an end of sentence. */
function withoutFoot(lines: readonly string[]): readonly string[] {
  let end = lines.length
  for (let at = lines.length - 1; at > 0; at -= 1) {
    const line = lines[at]!.trim()
    if (line === '') continue
    const isFurniture =
      line.length <= 60 && !/[.!?…。؟”"»']$/.test(line) && lines[at - 1]!.trim() === ''
    if (!isFurniture) break
    end = at
  }
  return lines.slice(0, end)
}
