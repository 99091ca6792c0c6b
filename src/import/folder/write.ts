// Xewer's own plain format, out (docs/FOLDER.md): the files of one article, from its values. Reading them
// back gives the same values. A head that plain lines cannot hold to the letter becomes JSON.
import type { Article, Revision, Version } from '../../model/article.ts'
import type { Digest } from '../../model/id.ts'
import { markdownFromBody } from '../../model/markdown-write.ts'
import type { Picture } from '../../model/newsroom.ts'
import type { Lang } from '../../text/lang.ts'
import type { FoundLink } from '../found.ts'
import { formatFrontMatter, isPlainValue } from './front-matter.ts'

export interface LeavingArticle {
  readonly article: Article
  readonly addresses: readonly { readonly path: string; readonly lang: Lang | null }[]
  /** Keys under which imports know it. */
  readonly sources: readonly { readonly system: string; readonly key: string }[]
  readonly links: readonly FoundLink[]
  readonly versions: readonly LeavingVersion[]
  /** What lies beside the texts, by digest. */
  readonly pictures: ReadonlyMap<Digest, LeavingPicture>
}

export interface LeavingVersion {
  readonly version: Version
  /** What readers see, or will see next; without such a text the newest. */
  readonly shown: Revision
  /** A newer text that waits behind it, or null. */
  readonly newer: Revision | null
  /** Made from the text its original has now. */
  readonly follows: boolean
}

export interface LeavingPicture {
  /** The file's name in the article's folder. */
  readonly name: string
  readonly picture: Picture
}

export interface WrittenFile {
  readonly name: string
  readonly text: string
}

type Lines = readonly (readonly [key: string, value: string | null])[]

/** The text files of an article's folder. */
export function formatArticle(leaving: LeavingArticle): readonly WrittenFile[] {
  return [
    written('article', factsOf(leaving), ''),
    ...leaving.versions.flatMap((version) => versionFiles(version, leaving)),
  ]
}

function factsOf({ article, addresses, sources, links, pictures }: LeavingArticle): Lines {
  const { when } = article
  return [
    ['id', article.id],
    ['date', when?.date ?? null],
    ['date-open', when === null ? (article.whenOpen ?? 'nobody has said') : null],
    ['time', when?.time ?? null],
    ['zone', when === null ? null : (when.zone ?? 'none')],
    ['precision', when?.precision ?? null],
    ['dateline', when?.raw ?? null],
    ['section', article.section],
    ...article.tags.map((tag) => ['tag', tag] as const),
    ['place', article.place],
    ...article.speakers.map(({ name }) => ['speaker', name] as const),
    ['speaker-proposed', article.speakerProposed],
    ...links.map(
      ({ person, place, status, spelling }) =>
        ['link', `${person} ${place} ${status} ${spelling}`] as const,
    ),
    ['image', article.image && (pictures.get(article.image)?.name ?? null)],
    ...[...pictures.values()].flatMap(({ name, picture: { credit, focus } }) => [
      [`credit.${name}`, credit] as const,
      [
        `focus.${name}`,
        focus.x === 0.5 && focus.y === 0.5 ? null : `${focus.x} ${focus.y}`,
      ] as const,
    ]),
    ['poster', article.poster],
    ...addresses.map(
      ({ path, lang }) => ['address', lang === null ? path : `${lang} ${path}`] as const,
    ),
    ...sources.map(({ system, key }) => ['source', `${system} ${key}`] as const),
  ]
}

function versionFiles(
  { version, shown, newer, follows }: LeavingVersion,
  { pictures }: LeavingArticle,
): readonly WrittenFile[] {
  const { origin } = version
  const head: Lines = [
    ...wordsOf(shown, pictures),
    ['from', origin.kind === 'written' ? null : origin.from],
    ['origin', origin.kind === 'converted' ? 'converted' : null],
    ['follows', follows ? 'yes' : null],
    ['withdrawn', version.withdrawal && `${version.withdrawal.date} ${version.withdrawal.note}`],
    ['slug', version.slug],
    ...(newer === null ? stateOf(version) : []),
  ]
  const files = [written(version.lang, head, bodyOf(shown, pictures))]
  if (newer === null) return files
  const waiting: Lines = [...wordsOf(newer, pictures), ...stateOf(version)]
  return [...files, written(`${version.lang}.newer`, waiting, bodyOf(newer, pictures))]
}

function wordsOf(text: Revision, pictures: LeavingArticle['pictures']): Lines {
  return [
    ['headline', text.headline],
    [text.teaserCut ? 'teaser-cut' : 'teaser', text.teaser],
    ['byline', text.byline],
    ['translator', text.translator],
    ...text.corrections.map(({ date, note }) => ['correction', `${date} ${note}`] as const),
    ['extent', text.extent === 'beginning' ? 'beginning' : null],
    ...Object.entries(text.alt).flatMap(([digest, alt]) => {
      const name = pictures.get(digest as Digest)?.name
      return name === undefined ? [] : [[`alt.${name}`, alt] as const]
    }),
  ]
}

/** Of the newest text of a version. */
function stateOf({ approved, newest, inReview, publishAt }: Version): Lines {
  if (approved === newest)
    return [['publish-at', publishAt === null ? null : new Date(publishAt).toISOString()]]
  return [['state', inReview ? 'in-review' : 'draft']]
}

function bodyOf({ body }: Revision, pictures: LeavingArticle['pictures']): string {
  return markdownFromBody(body, {
    pictureName: (digest) => pictures.get(digest as Digest)?.name ?? digest,
  })
}

function written(stem: string, lines: Lines, text: string): WrittenFile {
  const said = lines.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))
  if (said.every(([, value]) => isPlainValue(value)))
    return { name: `${stem}.md`, text: `${formatFrontMatter(said)}${text}` }
  const values = [...Map.groupBy(said, ([key]) => key)].map(([key, all]) => [
    key,
    all.map(([, value]) => value),
  ])
  const json = { ...Object.fromEntries(values), text }
  return { name: `${stem}.json`, text: `${JSON.stringify(json, null, 1)}\n` }
}
