// The parts of Hugo's pages that all kinds share.
import { styleOf } from './look.ts'
import { siteName, siteUrl } from './plan.ts'

export const head = `<!doctype html>
<html lang="{{ .Params.language }}" dir="{{ if eq .Params.language "ug" }}rtl{{ else }}ltr{{ end }}">
<head>
<meta charset="utf-8">
<title>{{ .Title }} – ${siteName}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,">
<style>${styleOf}</style>
<link rel="canonical" href="{{ .Permalink }}">
<link rel="alternate" hreflang="{{ .Params.language }}" href="{{ .Permalink }}">
<link rel="alternate" hreflang="x-default" title="Languages of this site" href="{{ .Permalink }}">
<link rel="alternate" type="application/atom+xml" title="Atom feed" href="/{{ .Params.language }}/feed.atom">
<link rel="alternate" type="application/rss+xml" title="RSS feed" href="/{{ .Params.language }}/feed.rss">
<link rel="alternate" type="application/feed+json" title="JSON feed" href="/{{ .Params.language }}/feed.json">
{{ with .Description }}<meta name="description" content="{{ . }}">
<meta property="og:type" content="article">
<meta property="og:title" content="{{ $.Title }}">
<meta property="og:site_name" content="${siteName}">
<meta property="og:url" content="{{ $.Permalink }}">
<meta property="og:description" content="{{ . }}">
<meta property="article:published_time" content="{{ $.Date.Format "2006-01-02T15:04:05-07:00" }}">
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "NewsArticle" "@id" $.Permalink "headline" $.Title "inLanguage" $.Params.language "datePublished" ($.Date.Format "2006-01-02T15:04:05-07:00") "publisher" (dict "@type" "Organization" "name" "${siteName}" "url" "${siteUrl}") | jsonify | safeJS }}</script>{{ end }}
</head>
<body>
{{ partialCached "chrome.html" .Params.language .Params.language }}
<main id="main">
`

export const foot = `
</main>
<footer class="foot">
<p><a href="/{{ .Params.language }}/index.html">Front page</a> · <a href="/{{ .Params.language }}/corrections.html">Corrections</a> · <a href="/{{ .Params.language }}/mirrors.html">Other addresses of this site</a> · <a href="/{{ .Params.language }}/check.html">How to check</a></p>
<p class="code">{{ .Permalink }}</p>
<p>No script, no cookie, no tracker.</p>
</footer>
</body>
</html>
`

export const items = `{{ $lang := .lang }}{{ range .pages }}<article class="item">
<p class="kick"><a href="/{{ $lang }}/{{ .Params.section_key }}/index.html">{{ .Params.section_key }}</a></p>
<h2><a href="{{ .RelPermalink }}" lang="{{ .Params.language }}">{{ .Title }}</a></h2>
<p lang="{{ .Params.language }}">{{ .Description }}</p>
<p class="meta"><time datetime="{{ .Date.Format "2006-01-02T15:04:05-07:00" }}">{{ .Date.Format "Monday, 2 January 2006, 15:04" }}</time>{{ if ne .Params.language $lang }} · Language: <bdi><span lang="{{ .Params.language }}">{{ .Params.language }}</span></bdi>{{ end }}</p>
</article>
{{ end }}`
