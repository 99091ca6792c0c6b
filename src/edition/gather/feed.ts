// Feeds: the newest articles that exist in the language itself, whole.
import { type LiveArticle, versionIn } from '../../model/live.ts'
import { type FeedEntry, type FeedFormat, listFolder } from '../../render/views.ts'
import type { Lang } from '../../text/lang.ts'
import { personOfScope, type Scope, sectionOfScope } from '../pages/page.ts'
import type { Reader } from '../pages/reader.ts'
import { type Chromes, type Gathered, pathOf, pictureView, sectionIn } from '../shown.ts'
import { picturesOf } from './article.ts'
import { personFolder, personName } from './person.ts'

/** One feed of a language, a section or a person; null when the person is not listed. */
export async function gatherFeed(
  page: { readonly format: FeedFormat; readonly lang: Lang; readonly scope: Scope },
  reader: Reader,
  chromes: Chromes,
): Promise<Gathered | null> {
  const { format, lang, scope } = page
  const articles = await reader.feed(lang, scope)
  const place = await placeOf(lang, scope, reader)
  if (place === null) return null
  const entries: FeedEntry[] = []
  for (const article of articles) {
    const entry = await entryOf(article, lang, reader)
    if (entry !== null) entries.push(entry)
  }
  const path = `${place.folder}feed.${format}`
  return {
    path,
    view: {
      kind: 'feed',
      format,
      chrome: chromes.of(lang),
      path,
      of: `${place.folder}index.html`,
      title: place.title,
      entries,
    },
  }
}

async function placeOf(lang: Lang, scope: Scope, reader: Reader) {
  const personId = personOfScope(scope)
  if (personId !== null) {
    const person = await reader.person(personId)
    return (
      person && {
        folder: personFolder(person, lang),
        title: personName(person, reader.chain(lang)),
      }
    )
  }
  const sectionKey = sectionOfScope(scope)
  if (sectionKey !== null && !reader.newsroom.sections.some(({ key }) => key === sectionKey))
    return null
  return {
    folder: listFolder(lang, sectionKey),
    title: sectionIn(scope, lang, reader)?.name ?? null,
  }
}

async function entryOf(
  article: LiveArticle,
  lang: Lang,
  reader: Reader,
): Promise<FeedEntry | null> {
  const version = versionIn(article, lang)
  if (version === null || version.withdrawal !== null) return null
  const text = await reader.text(article.id, lang, version.revision)
  return {
    id: article.id,
    path: pathOf(article, version),
    lang,
    headline: version.headline,
    teaser: version.teaser,
    body: text.body,
    extent: text.extent,
    when: article.when,
    corrections: version.corrections,
    byline: version.byline,
    pictures: await picturesOf(text.body, text.alt, reader),
    picture: await pictureView(article.image, version.alt, reader),
  }
}
