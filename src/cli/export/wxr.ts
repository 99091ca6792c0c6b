// `xewer export --wxr`: the newsroom as WordPress takes it.
import type { LeavingArticle, LeavingVersion } from '../../import/folder/write.ts'
import { stateOf, type Version } from '../../model/article.ts'
import type { Digest } from '../../model/id.ts'
import { inChain, type Newsroom } from '../../model/newsroom.ts'
import { articlePath, type PictureView } from '../../render/views.ts'
import {
  renderWxrPicture,
  renderWxrPost,
  renderWxrStart,
  type WxrPost,
  wxrEnd,
} from '../../render/wxr.ts'
import { publicByline } from '../../store/bylines.ts'
import type { Lang } from '../../text/lang.ts'

export interface WxrWriting {
  readonly newsroom: Newsroom
  /** Public names of the old site's users. */
  readonly bylines: ReadonlyMap<string, string | null>
  readonly write: (text: string) => void
}

/** Writes one piece after the other; returns how many posts there are. */
export async function writeWxr(
  articles: AsyncIterable<LeavingArticle>,
  writing: WxrWriting,
): Promise<number> {
  const { newsroom, write } = writing
  const numbers = new Map<Digest, number>()
  let count = 0
  let posts = 0
  write(
    renderWxrStart({
      title: inChain(newsroom.name, newsroom.languages)?.value ?? newsroom.url,
      url: newsroom.url,
      languages: newsroom.languages,
      sections: newsroom.sections.map((section) => sectionOf(section, newsroom.languages)),
    }),
  )
  for await (const leaving of articles) {
    for (const [digest, { picture }] of leaving.pictures) {
      if (numbers.has(digest)) continue
      count += 1
      numbers.set(digest, count)
      write(renderWxrPicture({ picture, alt: altOf(digest, leaving) }, count, newsroom.url))
    }
    for (const version of leaving.versions) {
      count += 1
      posts += 1
      const { image } = leaving.article
      const post = postOf(version, leaving, writing)
      const numbered = { ...post, number: count, image: image && (numbers.get(image) ?? null) }
      write(renderWxrPost(numbered, newsroom.url))
    }
  }
  write(wxrEnd)
  return posts
}

function postOf(
  { version, shown }: LeavingVersion,
  { article, pictures }: LeavingArticle,
  { newsroom, bylines }: WxrWriting,
): Omit<WxrPost, 'number' | 'image'> {
  const { lang, slug } = version
  const section = newsroom.sections.find(({ key }) => key === article.section)
  const views = [...pictures].map(([digest, { picture }]): [string, PictureView] => [
    digest,
    { picture, alt: shown.alt[digest] ?? '' },
  ])
  return {
    article: article.id,
    lang,
    path:
      slug === null || article.when === null
        ? null
        : articlePath(lang, article.when.date.slice(0, 7), { slug, id: article.id }),
    slug,
    headline: shown.headline,
    teaser: shown.teaser,
    body: shown.body,
    byline: publicByline(shown.byline, article.poster, bylines),
    when: article.when,
    status: statusOf(version),
    section: section === undefined ? null : sectionOf(section, [lang, ...newsroom.languages]),
    tags: article.tags,
    pictures: Object.fromEntries(views),
  }
}

/** Withdrawn texts leave as drafts: nobody should publish them unawares. */
function statusOf(version: Version): WxrPost['status'] {
  const state = stateOf(version)
  if (state === 'live' || state === 'live with changes pending' || state === 'approved')
    return 'publish'
  if (state === 'scheduled') return 'future'
  return state === 'in review' ? 'pending' : 'draft'
}

function sectionOf(
  { key, name }: Newsroom['sections'][number],
  chain: readonly Lang[],
): { readonly key: string; readonly name: string } {
  return { key, name: inChain(name, chain)?.value ?? key }
}

/** What a picture shows, in the first language that says so. */
function altOf(digest: Digest, { versions }: LeavingArticle): string {
  return versions.map(({ shown }) => shown.alt[digest]).find((alt) => alt !== undefined) ?? ''
}
