// The corpus as an Eleventy site: Markdown articles, JavaScript templates (its quickest), collections
// by term worked out once, list pages by pagination over data.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CorpusArticle } from '../corpus.ts'
import { chromeOf, styleOf } from './look.ts'
import { pathOf, type SitePlan, type Standing, siteName, siteUrl } from './plan.ts'

/** Writes the whole site below `folder`; `modules` is the node_modules with Eleventy in it. */
export function writeEleventySite(folder: string, plan: SitePlan, modules: string): void {
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text)
  for (const name of ['content/_data', 'content/_includes', 'content/articles'])
    mkdirSync(join(folder, name), { recursive: true })
  symlinkSync(modules, join(folder, 'node_modules'))
  write('package.json', '{"type":"commonjs"}')
  write('eleventy.config.js', config)
  write('content/_data/pages.json', JSON.stringify(plan.pages))
  write('content/_data/looks.json', JSON.stringify(looks()))
  write('content/frame.js', frame)
  write('content/_includes/article.11ty.js', articleLayout)
  write('content/pages.11ty.js', pagesTemplate)
  for (const article of plan.articles())
    writeEleventyArticle(folder, article, { terms: plan.termsOf(article) })
}

/** Writes one article; again, with another headline or body, to change it. `address` stays. */
export function writeEleventyArticle(
  folder: string,
  article: CorpusArticle,
  { address = pathOf(article), terms }: Standing,
): void {
  const { id, lang, date, time, section, people, headline, teaser, paragraphs } = article
  const fields = {
    layout: 'article.11ty.js',
    title: headline,
    date: `${date}T${time}:00+01:00`,
    permalink: address,
    teaser,
    language: lang,
    section,
    people,
    id,
    lists: terms,
  }
  const text = `---json\n${JSON.stringify(fields)}\n---\n${paragraphs.join('\n\n')}\n`
  writeFileSync(join(folder, 'content/articles', `${id}.md`), text)
}

function looks() {
  const chromes = (['en', 'tr', 'ug'] as const).map((lang) => [lang, chromeOf(lang as never)])
  return { style: styleOf, chromes: Object.fromEntries(chromes) }
}

const config = `
module.exports = (config) => {
  config.addCollection('terms', (api) => {
    const terms = new Map(), near = new Map(), byLang = new Map()
    const all = api.getAll().filter((page) => page.data.lists).sort((a, b) => b.date - a.date)
    for (const page of all) {
      for (const term of page.data.lists) terms.has(term) ? terms.get(term).push(page) : terms.set(term, [page])
      const lang = page.data.language
      const last = byLang.get(lang)
      near.set(page.data.id, { newer: last ?? null, older: null })
      if (last) near.get(last.data.id).older = page
      byLang.set(lang, page)
    }
    return { terms, near }
  })
  return { dir: { input: 'content', output: 'public' }, markdownTemplateEngine: false }
}
`

const frame = `
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const esc = (text) => /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (c) => escapes[c]) : text
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const months = 'January February March April May June July August September October November December'.split(' ')
const iso = (date) => new Date(date.getTime() + 3600e3).toISOString().slice(0, 19) + '+01:00'
const long = (date) => { const d = new Date(date.getTime() + 3600e3); return days[d.getUTCDay()] + ', ' + d.getUTCDate() + ' ' + months[d.getUTCMonth()] + ' ' + d.getUTCFullYear() + ', ' + d.toISOString().slice(11, 16) }
const time = (date) => '<time datetime="' + iso(date) + '">' + long(date) + '</time>'
function page({ looks, lang, title, path, teaser, date, main }) {
  const url = '${siteUrl}' + path
  return \`<!doctype html>
<html lang="\${lang}" dir="\${lang === 'ug' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<title>\${esc(title)} – ${siteName}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,">
<style>\${looks.style}</style>
<link rel="canonical" href="\${url}">
<link rel="alternate" hreflang="\${lang}" href="\${url}">
<link rel="alternate" hreflang="x-default" title="Languages of this site" href="\${url}">
<link rel="alternate" type="application/atom+xml" title="Atom feed" href="/\${lang}/feed.atom">
<link rel="alternate" type="application/rss+xml" title="RSS feed" href="/\${lang}/feed.rss">
<link rel="alternate" type="application/feed+json" title="JSON feed" href="/\${lang}/feed.json">
\${teaser ? \`<meta name="description" content="\${esc(teaser)}">
<meta property="og:type" content="article">
<meta property="og:title" content="\${esc(title)}">
<meta property="og:site_name" content="${siteName}">
<meta property="og:url" content="\${url}">
<meta property="og:description" content="\${esc(teaser)}">
<meta property="article:published_time" content="\${iso(date)}">
<script type="application/ld+json">\${JSON.stringify({ '@context': 'https://schema.org', '@type': 'NewsArticle', '@id': url, headline: title, inLanguage: lang, datePublished: iso(date), publisher: { '@type': 'Organization', name: '${siteName}', url: '${siteUrl}' } })}</script>\` : ''}
</head>
<body>
\${looks.chromes[lang]}
<main id="main">
\${main}
</main>
<footer class="foot">
<p><a href="/\${lang}/index.html">Front page</a> · <a href="/\${lang}/corrections.html">Corrections</a> · <a href="/\${lang}/mirrors.html">Other addresses of this site</a> · <a href="/\${lang}/check.html">How to check</a></p>
<p class="code">\${url}</p>
<p>No script, no cookie, no tracker.</p>
</footer>
</body>
</html>
\`
}
const items = (pages, lang) => pages.map(({ data, date, url }) => \`<article class="item">
<p class="kick"><a href="/\${lang}/\${data.section}/index.html">\${data.section}</a></p>
<h2><a href="\${url}" lang="\${data.language}">\${esc(data.title)}</a></h2>
<p lang="\${data.language}">\${esc(data.teaser)}</p>
<p class="meta">\${time(date)}\${data.language === lang ? '' : ' · Language: <bdi><span lang="' + data.language + '">' + data.language + '</span></bdi>'}</p>
</article>
\`).join('')
module.exports = { esc, iso, time, page, items }
`

const articleLayout = `
const { esc, time, page } = require('../frame.js')
module.exports.render = (data) => {
  const { title, teaser, language: lang, section, people, looks } = data
  const { newer, older } = data.collections.terms.near.get(data.id)
  const link = (near, label, rel) => near ? \`<p>\${label}: <a rel="\${rel}" href="\${near.url}"><bdi>\${esc(near.data.title)}</bdi></a></p>\` : ''
  const main = \`<article class="text">
<p class="kick"><a href="/\${lang}/\${section}/index.html">\${section}</a></p>
<h1>\${esc(title)}</h1>
<p class="by">\${time(data.page.date)}</p>
\${data.content}
</article>
<div class="text after">
<p>\${people.map((id) => \`<a href="/\${lang}/people/\${id}/index.html">\${id}</a> \`).join('')}</p>
<p><a href="/\${lang}/subscribe.html">Subscribe</a></p>
<nav class="turn" aria-label="Older and newer">\${link(newer, 'Newer', 'next')}
\${link(older, 'Older', 'prev')}</nav>
</div>\`
  return page({ looks, lang, title, path: data.page.url.slice(1), teaser, date: data.page.date, main })
}
`

const pagesTemplate = `
const { esc, iso, page, items } = require('./frame.js')
const url = '${siteUrl}'
module.exports.data = {
  pagination: { data: 'pages', size: 1, alias: 'one' },
  permalink: (data) => data.one.path,
  eleventyExcludeFromCollections: true,
  eleventyImport: { collections: ['terms'] },
}
module.exports.render = (data) => {
  const { one, looks } = data
  const { kind, lang, title, links } = one
  const pages = one.term === null ? [] : (data.collections.terms.terms.get(one.term) ?? []).slice(0, one.take ?? undefined)
  if (kind === 'map') return \`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
\${pages.map((page) => \`<url>
<loc>\${url + page.url.slice(1)}</loc>
<lastmod>\${iso(page.date).slice(0, 10)}</lastmod>
<xhtml:link rel="alternate" hreflang="\${page.data.language}" href="\${url + page.url.slice(1)}"/>
<xhtml:link rel="alternate" hreflang="x-default" href="\${url + page.url.slice(1)}"/>
</url>
\`).join('')}</urlset>
\`
  if (kind === 'maps') return \`<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
\${links.map(({ path }) => \`<sitemap><loc>\${url + path}</loc></sitemap>
\`).join('')}</sitemapindex>
\`
  if (kind === 'feed') return feed(one, pages)
  const main = \`<div class="list">
<h1>\${esc(title)}</h1>
\${items(pages, lang)}
<nav class="old">
\${links.map(({ path, text }) => \`<p><a href="/\${path}">\${esc(text)}</a></p>\`).join('\\n')}
</nav>
</div>\`
  return page({ looks, lang, title, path: one.path, main })
}
function feed({ format, path, title, lang }, pages) {
  if (format === 'json') return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title, feed_url: url + path, items: pages.map((page) => ({ id: page.data.id, url: url + page.url.slice(1), title: page.data.title, summary: page.data.teaser, content_html: page.content })) }, null, 1)
  if (format === 'rss') return \`<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>\${esc(title)}</title>
<link>\${url + path}</link>
<description>\${esc(title)}</description>
\${pages.map((page) => \`<item>
<title>\${esc(page.data.title)}</title>
<link>\${url + page.url.slice(1)}</link>
<guid isPermaLink="false">tag:bench.example,2026:\${page.data.id}</guid>
<pubDate>\${page.date.toUTCString()}</pubDate>
<description>\${esc(page.data.teaser)}</description>
<content:encoded>\${esc(page.content)}</content:encoded>
</item>
\`).join('')}</channel></rss>
\`
  return \`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\${lang}">
<id>\${url + path}</id>
<title>\${esc(title)}</title>
<link rel="self" type="application/atom+xml" href="\${url + path}"/>
\${pages.map((page) => \`<entry>
<id>tag:bench.example,2026:\${page.data.id}</id>
<title>\${esc(page.data.title)}</title>
<link rel="alternate" type="text/html" href="\${url + page.url.slice(1)}"/>
<published>\${iso(page.date)}</published>
<updated>\${iso(page.date)}</updated>
<summary>\${esc(page.data.teaser)}</summary>
<content type="html" xml:lang="\${page.data.language}">\${esc(page.content)}</content>
</entry>
\`).join('')}</feed>
\`
}
`
