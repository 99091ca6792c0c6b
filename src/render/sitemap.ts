// What crawlers ask for: sitemaps with every version of each page, their index, robots.txt.

import { Kept } from '../text/kept.ts'
import { encodePath } from './address.ts'
import { fileText, type Html, html, joined } from './html.ts'
import type { RobotsView, SitemapIndexView, SitemapView } from './views.ts'

export function renderSitemap({ url, pages }: SitemapView): string {
  const entries = pages.map((page) => pageEntry(page, url))
  return fileText(html`
    <?xml version="1.0" encoding="utf-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
    ${joined(entries, '\n')}
    </urlset>
  `)
}

type Entry = SitemapView['pages'][number]

const printed = new Kept<Entry, { readonly url: string; readonly markup: Html }>(1500)

function pageEntry(page: Entry, url: string): Html {
  const known = printed.of(page, () => ({ url, markup: printEntry(page, url) }))
  // The newsroom's address has changed since.
  return known.url === url ? known.markup : printEntry(page, url)
}

function printEntry(page: Entry, url: string): Html {
  const versions = page.alternates.map(({ lang, path }) => alternate(lang, url + encodePath(path)))
  return html`
    <url>
    <loc>${url + encodePath(page.path)}</loc>
    <lastmod>${page.changed}</lastmod>
    ${joined(versions, '\n')}
    ${alternate('x-default', url + encodePath(page.original))}
    </url>
  `
}

function alternate(hreflang: string, href: string): Html {
  return html`<xhtml:link rel="alternate" hreflang="${hreflang}" href="${href}"/>`
}

export function renderSitemapIndex({ url, paths }: SitemapIndexView): string {
  const entries = paths.map((path) => html`<sitemap><loc>${url + encodePath(path)}</loc></sitemap>`)
  return fileText(html`
    <?xml version="1.0" encoding="utf-8"?>
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    ${joined(entries, '\n')}
    </sitemapindex>
  `)
}

/** The door with state is not for crawlers; everything else is. */
export function renderRobots({ url }: RobotsView): string {
  return `User-agent: *\nDisallow: /ask/\nSitemap: ${url}sitemap.xml\n`
}
