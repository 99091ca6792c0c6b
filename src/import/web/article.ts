// One article from all the places it was seen in: the fullest text, the surest date, every address.
import { type Body, blockTexts, bodyOfParagraphs } from '../../model/body.ts'
import { bodyFromTree } from '../../model/html.ts'
import { type Digest, parseDigest } from '../../model/id.ts'
import { formatNote } from '../../model/note.ts'
import { parseLang } from '../../text/lang.ts'
import { proposeSpeaker } from '../../text/names/speaker.ts'
import { teaser } from '../../text/segment.ts'
import { type FoundArticle, type FoundVersion, nothingFound } from '../found.ts'
import { teaserMax } from '../text.ts'
import type { Group } from './merge.ts'
import { sureFrom } from './page.ts'
import { type SavedPage, type SavedPicture, savedPictures } from './pictures.ts'
import { type FullSighting, foldWords, type Sighting } from './sighting.ts'

/** A sighting read again, with its text, and the page it stands on. */
export interface Reread {
  readonly full: FullSighting
  readonly page: SavedPage
}

/** Puts an article together; null when none of its sightings has a text. */
export function articleOf<S extends Sighting>(
  group: Group<S>,
  reread: (sighting: S) => Reread,
): FoundArticle | null {
  const { sightings, ids, translations } = group
  const [first] = sightings as readonly [S, ...S[]]
  const texts = textsOf(sightings)
    .map(reread)
    .filter(({ full }) => full.body !== null)
  if (texts.length === 0) return null
  const made = texts.map((text) => versionOf(text))
  const dated = whenOf(sightings)
  const [{ full }] = texts as [Reread]
  const pictures = new Map(
    made.flatMap(({ pictures }) => pictures.map(({ found }) => [found.name, found])),
  )
  return {
    ...nothingFound,
    system: 'web',
    key: keyOf(group),
    where: first.where,
    when: dated.when,
    whenOpen: dated.whenOpen,
    section: firstOf(sightings, ({ section }) => section),
    tags: [...new Set(sightings.flatMap(({ tags }) => tags))],
    speakerProposed: proposeSpeaker(first.headline, first.lang ?? 'en'),
    image: made[0]!.pictures.find(({ src }) => src === full.picture)?.found.name ?? null,
    poster: firstOf(sightings, ({ poster }) => poster),
    addresses: [...new Set(sightings.flatMap(({ addresses }) => addresses))]
      .sort()
      .map((path) => ({ path, lang: null })),
    sources: ids.slice(1).map((key) => ({ system: 'web', key })),
    translations: translations.map((other) => ({ system: 'web', key: keyOf(other) })),
    versions: made.map(({ version }) => version),
    pictures: [...pictures.values()],
    notes: [
      ...new Set([
        ...sightings.flatMap(({ notes }) => notes),
        ...made.flatMap(({ notes }) => notes),
        ...dated.notes,
        ...translations.map(
          ({ sightings: [{ headline, where } = first] }) =>
            `Maybe a translation of “${headline}” (${where}): the old site links them`,
        ),
      ]),
    ],
  }
}

function keyOf({ sightings, ids: [id] }: Pick<Group<Sighting>, 'sightings' | 'ids'>): string {
  return id ?? `${foldWords(sightings[0]?.headline ?? '')}\n${whenOf(sightings).when?.raw ?? ''}`
}

/** The fullest text of each language; a beginning belongs to the whole text it is the beginning of. */
function textsOf<S extends Sighting>(sightings: readonly S[]): readonly S[] {
  const kept: S[] = []
  for (const sighting of sightings) {
    const isKnown = kept.some(
      (other) =>
        other.lang === sighting.lang ||
        sighting.length === 0 ||
        foldWords(other.headline) === foldWords(sighting.headline) ||
        other.start === sighting.start,
    )
    if (!isKnown) kept.push(sighting)
  }
  return kept
}

function versionOf({ full, page }: Reread): {
  readonly version: FoundVersion
  readonly pictures: readonly SavedPicture[]
  readonly notes: readonly string[]
} {
  const { body, lang, confidence, by } = full
  const pictures = savedPictures(body, full.picture, page)
  if (body !== null) body.parentNode = null
  const stand = parseDigest('0'.repeat(64))
  const { notes } = read(full, new Map(pictures.map(({ src }) => [src, stand])))
  const doubt = `Read by ${by}, ${Math.round(confidence * 100)} % sure: waits for an editor’s look`
  return {
    pictures,
    notes: confidence < sureFrom ? [doubt, ...notes] : notes,
    version: {
      lang,
      origin: { kind: 'written' },
      slug: null,
      state: confidence < sureFrom ? 'in-review' : 'approved',
      publishAt: null,
      withdrawal: null,
      corrections: [],
      text(kept) {
        const digests = pictures.flatMap(({ src, found }) => {
          const digest = kept.get(found.name)
          return digest === undefined ? [] : [[src, digest] as const]
        })
        const { body, alt } = read(full, new Map(digests))
        const words = blockTexts(body).join(' ')
        return {
          headline: full.headline,
          teaser: teaser(words, teaserMax, lang ?? parseLang('en')),
          teaserCut: true,
          body,
          extent: full.isWhole ? 'whole' : 'beginning',
          byline: null,
          translator: null,
          alt,
        }
      },
    },
  }
}

function read(
  { body, lang }: FullSighting,
  digests: ReadonlyMap<string, Digest>,
): {
  readonly body: Body
  readonly alt: Readonly<Record<string, string>>
  readonly notes: readonly string[]
} {
  if (body === null) return { body: bodyOfParagraphs([]), alt: {}, notes: [] }
  const made = bodyFromTree(body, {
    ...(lang !== null && { lang }),
    picture: ({ src }) => digests.get(src) ?? null,
  })
  const alt = made.pictures.flatMap(({ src, alt }) => {
    const digest = digests.get(src)
    return digest === undefined || alt === '' ? [] : [[digest, alt] as const]
  })
  return { body: made.body, alt: Object.fromEntries(alt), notes: made.notes.map(formatNote) }
}

/** The surest date: minutes before days, the article's own page before the feed and the list. */
function whenOf(
  sightings: readonly Sighting[],
): Pick<FoundArticle, 'when' | 'whenOpen'> & { readonly notes: readonly string[] } {
  const rank = { article: 0, feed: 1, list: 2 }
  const read = sightings
    .filter(({ when }) => when !== null)
    .sort(
      (a, b) =>
        Number(a.when!.time === null) - Number(b.when!.time === null) ||
        rank[a.from] - rank[b.from],
    )
  const [best] = read
  if (best === undefined) {
    const reasons = sightings.flatMap(({ whenOpen }) => whenOpen ?? [])
    return {
      when: null,
      whenOpen:
        reasons.find((reason) => !/gives no date$/.test(reason)) ??
        reasons[0] ??
        'there is no date',
      notes: [],
    }
  }
  const others = read.filter(({ when }) => daysApart(when!.date, best.when!.date) > 1)
  const notes = others.map(({ where, when }) => `${where} gives another date: ${when!.date}`)
  return { when: best.when, whenOpen: null, notes }
}

function daysApart(a: string, b: string): number {
  return Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000
}

function firstOf<S, T>(all: readonly S[], take: (one: S) => T | null): T | null {
  for (const one of all) {
    const value = take(one)
    if (value !== null) return value
  }
  return null
}
