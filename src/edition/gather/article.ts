// An article's page, the stub of a withdrawn one, and the page at an old address.
import { type Body, figuresOf } from '../../model/body.ts'
import type { ArticleId } from '../../model/id.ts'
import { type LiveArticle, type LiveVersion, originalOf, versionIn } from '../../model/live.ts'
import { type Link, listFolder, type PictureView } from '../../render/views.ts'
import type { Lang } from '../../text/lang.ts'
import { forwardPath } from '../log/list.ts'
import { formerPath, movedPath } from '../old-address.ts'
import { sectionScope } from '../pages/page.ts'
import type { Reader } from '../pages/reader.ts'
import {
  alternatesOf,
  type Chromes,
  type Gathered,
  namesIn,
  pathOf,
  pictureView,
  sectionIn,
} from '../shown.ts'
import { personFolder, personName } from './person.ts'

/** The page of one version; the stub when it was withdrawn; null when it is not published. */
export async function gatherArticle(
  page: { readonly id: ArticleId; readonly lang: Lang },
  reader: Reader,
  chromes: Chromes,
): Promise<Gathered | null> {
  const article = await reader.article(page.id, page.lang)
  const version = article && versionIn(article, page.lang)
  if (!article || !version) return null
  const path = pathOf(article, version)
  if (version.withdrawal !== null) return withdrawn(article, version, chromes)
  const text = await reader.text(article.id, version.lang, version.revision)
  const { older, newer } = await reader.neighbours(version.lang, article)
  const section =
    article.section === null ? null : sectionIn(sectionScope(article.section), version.lang, reader)
  return {
    path,
    view: {
      kind: 'article',
      chrome: chromes.of(version.lang),
      id: article.id,
      path,
      headline: version.headline,
      teaser: version.teaser,
      teaserCut: text.teaserCut,
      body: text.body,
      extent: text.extent,
      when: article.when,
      place: article.place,
      byline: version.byline,
      speakers: await speakersOf(article, version, reader),
      people: await peopleOf(article, version.lang, reader),
      section: section && {
        text: section.name,
        ...(section.lang === undefined ? {} : { lang: section.lang }),
        path: `${listFolder(version.lang, section.key)}index.html`,
      },
      translator: text.translator,
      original: originalOf(article),
      convertedFrom: version.origin.kind === 'converted' ? version.origin.from : null,
      corrections: version.corrections,
      alternates: alternatesOf(article),
      picture: await pictureView(article.image, version.alt, reader),
      pictures: await picturesOf(text.body, text.alt, reader),
      older: linkIn(older, version.lang),
      newer: linkIn(newer, version.lang),
      share: forwardPath(path),
    },
  }
}

/** The small page at an old address; null when the article is gone or the address cannot be a file. */
export async function gatherMoved(
  page: { readonly id: ArticleId; readonly address: string },
  reader: Reader,
  chromes: Chromes,
): Promise<Gathered | null> {
  const original = reader.newsroom.languages[0]
  const article = original === undefined ? null : await reader.article(page.id, original)
  if (article === null) return null
  const path = formerPath(page.address, article) ?? movedPath(page.address, reader.newsroom)
  if (path === null) return null
  const address = article.addresses.find((candidate) => candidate.path === page.address)
  const version = address === undefined ? null : targetOf(article, address.lang)
  if (version === null) return null
  // The date was put back: the article itself stands there again.
  if (article.versions.some((version) => pathOf(article, version) === path)) return null
  return {
    path,
    view: {
      kind: 'moved',
      chrome: chromes.of(version.lang),
      path,
      to: pathOf(article, version),
      headline: version.headline,
    },
  }
}

/** Where an old address leads: its language's version, else the original's, else the first. */
export function targetOf(article: LiveArticle, lang: Lang | null): LiveVersion | null {
  const wished = lang === null ? null : versionIn(article, lang)
  return wished ?? versionIn(article, originalOf(article)) ?? article.versions[0] ?? null
}

/** The pictures of a body's figures, with their words in this language. */
export async function picturesOf(
  body: Body,
  alt: Readonly<Record<string, string>>,
  reader: Reader,
): Promise<Readonly<Record<string, PictureView>>> {
  const pictures: Record<string, PictureView> = {}
  for (const digest of figuresOf(body)) {
    const view = await pictureView(digest, alt[digest] ?? '', reader)
    if (view !== null) pictures[digest] = view
  }
  return pictures
}

function withdrawn(article: LiveArticle, version: LiveVersion, chromes: Chromes): Gathered {
  const path = pathOf(article, version)
  return {
    path,
    view: {
      kind: 'withdrawn',
      chrome: chromes.of(version.lang),
      id: article.id,
      path,
      headline: version.headline,
      date: version.withdrawal?.date ?? '',
      note: version.withdrawal?.note ?? '',
      alternates: alternatesOf(article),
    },
  }
}

/**
 * A speaker whom an editor has confirmed is called as the register calls them in this language and
 * script; anybody else, and whoever must not be found, as the article does.
 */
async function speakersOf(article: LiveArticle, version: LiveVersion, reader: Reader) {
  const { lang } = version
  const names = namesIn(article, version)
  const speakers: { name: string; path: string | null }[] = []
  for (const [at, { person }] of article.speakers.entries()) {
    const listed = person === null ? null : await reader.person(person)
    const name = listed === null ? (names[at] ?? '') : personName(listed, reader.chain(lang))
    speakers.push({ name, path: listed && `${personFolder(listed, lang)}index.html` })
  }
  return speakers
}

async function peopleOf(
  article: LiveArticle,
  lang: Lang,
  reader: Reader,
): Promise<readonly Link[]> {
  const links: Link[] = []
  for (const id of article.people) {
    const listed = await reader.person(id)
    if (listed !== null) {
      links.push({
        path: `${personFolder(listed, lang)}index.html`,
        text: personName(listed, reader.chain(lang)),
      })
    }
  }
  return links
}

function linkIn(article: LiveArticle | null, lang: Lang): Link | null {
  const version = article && versionIn(article, lang)
  return article && version ? { path: pathOf(article, version), text: version.headline } : null
}
