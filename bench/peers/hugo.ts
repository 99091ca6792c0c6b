// The corpus as a Hugo site. One term per list, so that a list finds its articles without a search,
// and list pages that are told their neighbours: the quickest way to say the same site to Hugo.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lang } from '../../src/text/lang.ts'
import type { CorpusArticle } from '../corpus.ts'
import { foot, head, items } from './hugo-layouts.ts'
import { chromeOf } from './look.ts'
import { pathOf, type SitePage, type SitePlan, type Standing, siteUrl } from './plan.ts'

const config = `
baseURL = "${siteUrl}"
disableKinds = ["home", "section", "RSS", "sitemap", "robotsTXT", "404"]
disableLiveReload = true
enableGitInfo = false
[taxonomies]
list = "lists"
[markup.goldmark.renderer]
unsafe = false
[mediaTypes."application/feed+json"]
suffixes = ["json"]
[mediaTypes."application/atom+xml"]
suffixes = ["atom"]
[mediaTypes."application/rss+xml"]
suffixes = ["rss"]
[outputFormats.atomx]
mediaType = "application/atom+xml"
baseName = "feed"
[outputFormats.rssx]
mediaType = "application/rss+xml"
baseName = "feed"
[outputFormats.jsonx]
mediaType = "application/feed+json"
baseName = "feed"
isPlainText = true
[outputFormats.mapx]
mediaType = "application/xml"
baseName = "map"
[outputs]
page = ["HTML"]
`

const formats = { atom: 'atomx', rss: 'rssx', json: 'jsonx' } as const

/** Writes the whole site below `folder`. */
export function writeHugoSite(folder: string, plan: SitePlan): void {
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text)
  for (const name of [
    'content/lists',
    'content/p',
    'layouts/_default',
    'layouts/partials',
    'layouts/article',
  ])
    mkdirSync(join(folder, name), { recursive: true })
  write('config.toml', config)
  write('content/lists/_index.md', matter({ cascade: { _build: { render: 'never' } } }))
  plan.pages.forEach((page, at) => {
    write(`content/p/${at}.md`, matter(fieldsOf(page)))
  })
  for (const article of plan.articles()) {
    mkdirSync(join(folder, 'content', article.lang), { recursive: true })
    writeHugoArticle(folder, article, { terms: plan.termsOf(article) })
  }
  for (const [name, text] of Object.entries(layouts())) write(`layouts/${name}`, text)
}

/** Writes one article; again, with another headline or body, to change it. `address` stays. */
export function writeHugoArticle(
  folder: string,
  article: CorpusArticle,
  { address = pathOf(article), terms }: Standing,
): void {
  const { id, lang, date, time, section, people, headline, teaser, paragraphs } = article
  const fields = {
    title: headline,
    date: `${date}T${time}:00+01:00`,
    url: `/${address}`,
    type: 'article',
    description: teaser,
    language: lang,
    section_key: section,
    people,
    id,
    lists: terms,
  }
  const text = `${matter(fields)}\n${paragraphs.join('\n\n')}\n`
  writeFileSync(join(folder, 'content', lang, `${id}.md`), text)
}

function fieldsOf(page: SitePage) {
  const { kind, lang, path, title, term, take, links, feeds, format } = page
  const outputs = format !== null ? [formats[format]] : /^maps?$/.test(kind) ? ['mapx'] : ['HTML']
  const shown = {
    type: 'p',
    layout: kind,
    language: lang,
    term,
    take: take ?? 100_000,
    links,
    feeds,
  }
  return { title, url: `/${path}`, outputs, ...shown }
}

function matter(fields: object): string {
  return `${JSON.stringify(fields, null, 1)}\n`
}

function layouts(): Readonly<Record<string, string>> {
  const page = (main: string): string => `${head}${main}${foot}`
  const links = `{{ range .Params.links }}<p><a href="/{{ .path }}">{{ .text }}</a></p>\n{{ end }}`
  const entries = `{{ $pages := (index site.Taxonomies.lists .Params.term).Pages }}`
  return {
    'partials/chrome.html': chromes(),
    'partials/items.html': items,
    'article/single.html': page(`<article class="text">
<p class="kick"><a href="/{{ .Params.language }}/{{ .Params.section_key }}/index.html">{{ .Params.section_key }}</a></p>
<h1>{{ .Title }}</h1>
<p class="by"><time datetime="{{ .Date.Format "2006-01-02T15:04:05-07:00" }}">{{ .Date.Format "Monday, 2 January 2006, 15:04" }}</time></p>
{{ .Content }}
</article>
<div class="text after">
<p>{{ range .Params.people }}<a href="/{{ $.Params.language }}/people/{{ . }}/index.html">{{ . }}</a> {{ end }}</p>
<p><a href="/{{ .Params.language }}/subscribe.html">Subscribe</a></p>
<nav class="turn" aria-label="Older and newer">{{ with .NextInSection }}<p>Newer: <a rel="next" href="{{ .RelPermalink }}"><bdi>{{ .Title }}</bdi></a></p>{{ end }}
{{ with .PrevInSection }}<p>Older: <a rel="prev" href="{{ .RelPermalink }}"><bdi>{{ .Title }}</bdi></a></p>{{ end }}</nav>
</div>`),
    ...Object.fromEntries(
      ['front', 'archive', 'person', 'people', 'standing'].map((kind) => [
        `_default/${kind}.html`,
        page(`<div class="list">
<h1>{{ .Title }}</h1>
{{ with .Params.term }}${entries.replace('.Params.term', '.')}{{ partial "items.html" (dict "pages" (first $.Params.take $pages) "lang" $.Params.language) }}{{ end }}
<nav class="old">
${links}</nav>
</div>`),
      ]),
    ),
    '_default/feed.atomx.atom': `${entries}<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{{ .Params.language }}">
<id>{{ .Permalink }}</id>
<title>{{ .Title }}</title>
<link rel="self" type="application/atom+xml" href="{{ .Permalink }}"/>
{{ range first 20 $pages }}<entry>
<id>tag:bench.example,2026:{{ .Params.id }}</id>
<title>{{ .Title }}</title>
<link rel="alternate" type="text/html" href="{{ .Permalink }}"/>
<published>{{ .Date.Format "2006-01-02T15:04:05-07:00" }}</published>
<updated>{{ .Date.Format "2006-01-02T15:04:05-07:00" }}</updated>
<summary>{{ .Description }}</summary>
<content type="html" xml:lang="{{ .Params.language }}">{{ .Content | html }}</content>
</entry>
{{ end }}</feed>
`,
    '_default/feed.rssx.rss': `${entries}<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>{{ .Title }}</title>
<link>{{ .Permalink }}</link>
<description>{{ .Title }}</description>
{{ range first 20 $pages }}<item>
<title>{{ .Title }}</title>
<link>{{ .Permalink }}</link>
<guid isPermaLink="false">tag:bench.example,2026:{{ .Params.id }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate>
<description>{{ .Description }}</description>
<content:encoded>{{ .Content | html }}</content:encoded>
</item>
{{ end }}</channel></rss>
`,
    '_default/feed.jsonx.json': `${entries}{"version":"https://jsonfeed.org/version/1.1","title":{{ .Title | jsonify }},"feed_url":{{ .Permalink | jsonify }},"items":[
{{ range $at, $page := first 20 $pages }}{{ if $at }},{{ end }}{{ dict "id" $page.Params.id "url" $page.Permalink "title" $page.Title "summary" $page.Description "content_html" $page.Content | jsonify }}
{{ end }}]}
`,
    '_default/map.mapx.xml': `${entries}<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
{{ range $pages }}<url>
<loc>{{ .Permalink }}</loc>
<lastmod>{{ .Date.Format "2006-01-02" }}</lastmod>
<xhtml:link rel="alternate" hreflang="{{ .Params.language }}" href="{{ .Permalink }}"/>
<xhtml:link rel="alternate" hreflang="x-default" href="{{ .Permalink }}"/>
</url>
{{ end }}</urlset>
`,
    '_default/maps.mapx.xml': `<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{{ range .Params.links }}<sitemap><loc>${siteUrl}{{ .path }}</loc></sitemap>
{{ end }}</sitemapindex>
`,
  }
}

/** The header of each language, ready made: nothing in it is worked out per page. */
function chromes(): string {
  const cases = (['en', 'tr', 'ug'] as Lang[]).map((lang) => {
    const condition = `{{ ${lang === 'en' ? 'if' : 'else if'} eq . "${lang}" }}`
    return `${condition}${chromeOf(lang)}`
  })
  return `${cases.join('')}{{ end }}`
}
