// The press: one view in, the text of one file out. Same view, same bytes, for ever.
import { renderArticle, renderWithdrawn } from './article.ts'
import { renderFeed } from './feed.ts'
import { renderArchive, renderFront, renderPeople, renderPerson } from './lists.ts'
import { renderRobots, renderSitemap, renderSitemapIndex } from './sitemap.ts'
import { renderMoved, renderNotFound, renderRoot } from './small.ts'
import { renderStanding } from './standing.ts'
import type { View } from './views.ts'

/** The finished text of a view's file; HTML pages carry `editionMark` where the number goes. */
export function renderView(view: View): string {
  switch (view.kind) {
    case 'root':
      return renderRoot(view)
    case 'front':
      return renderFront(view)
    case 'archive':
      return renderArchive(view)
    case 'article':
      return renderArticle(view)
    case 'withdrawn':
      return renderWithdrawn(view)
    case 'people':
      return renderPeople(view)
    case 'person':
      return renderPerson(view)
    case 'standing':
      return renderStanding(view)
    case 'not-found':
      return renderNotFound(view)
    case 'moved':
      return renderMoved(view)
    case 'feed':
      return renderFeed(view)
    case 'sitemap':
      return renderSitemap(view)
    case 'sitemap-index':
      return renderSitemapIndex(view)
    case 'robots':
      return renderRobots(view)
  }
}
