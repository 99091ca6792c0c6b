// From a page's name to the view the press prints: the one place that knows what a page shows. Null
// means that the page should not be there.
import { listFolder, type View } from '../../render/views.ts'
import type { Page } from '../pages/page.ts'
import type { Reader } from '../pages/reader.ts'
import type { Chromes, Gathered } from '../shown.ts'
import { gatherArticle, gatherMoved } from './article.ts'
import { gatherFeed } from './feed.ts'
import { gatherFront, gatherMonth, gatherYear } from './list.ts'
import { gatherPeople, gatherPerson } from './person.ts'
import { gatherSitemap, gatherSitemapIndex } from './sitemap.ts'
import { gatherStanding } from './standing.ts'

/** Gathers one page; the reader notes what was read. */
export async function gather(
  page: Page,
  reader: Reader,
  chromes: Chromes,
): Promise<Gathered | null> {
  switch (page.kind) {
    case 'root':
      return { path: 'index.html', view: rootView(reader, chromes) }
    case 'robots':
      return { path: 'robots.txt', view: { kind: 'robots', url: reader.newsroom.url } }
    case 'not-found-root':
      return { path: '404.html', view: { kind: 'not-found', chrome: chromes.first, folder: null } }
    case 'not-found': {
      const folder = listFolder(page.lang, null)
      return {
        path: `${folder}404.html`,
        view: { kind: 'not-found', chrome: chromes.of(page.lang), folder },
      }
    }
    case 'front':
      return gatherFront(page.lang, page.scope, { reader, chromes })
    case 'archive':
      return page.period.length === 4
        ? gatherYear(page, reader, chromes)
        : gatherMonth(page, reader, chromes)
    case 'article':
      return gatherArticle(page, reader, chromes)
    case 'people':
      return gatherPeople(page.lang, reader, chromes)
    case 'person':
      return gatherPerson(page, reader, chromes)
    case 'standing':
      return gatherStanding(page, reader, chromes)
    case 'feed':
      return gatherFeed(page, reader, chromes)
    case 'sitemap':
      return gatherSitemap(page, reader)
    case 'sitemap-index':
      return gatherSitemapIndex(reader)
    case 'moved':
      return gatherMoved(page, reader, chromes)
    case 'redirects':
      throw new RangeError('Cannot gather the list of old addresses: it is written, not printed')
  }
}

function rootView(reader: Reader, chromes: Chromes): View {
  const fronts = reader.newsroom.languages.map((lang) => ({
    lang,
    siteName: chromes.of(lang).siteName,
  }))
  return { kind: 'root', chrome: chromes.first, fronts }
}
