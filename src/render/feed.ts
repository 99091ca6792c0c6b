// Feeds with the whole text: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1. Direction travels inside the
// content, since readers do not know which languages run from right to left; titles stay as they
// are, first letter decides. Ids are tags, never addresses: they outlive every change of address.
import type { Body } from '../model/body.ts'
import { direction, type Lang } from '../text/lang.ts'
import { encodePath } from './address.ts'
import { correctionNotes } from './article.ts'
import { renderBody } from './body.ts'
import { fileText, type Html, html, joined } from './html.ts'
import { label } from './label.ts'
import { figure } from './picture.ts'
import type { FeedEntry, FeedView } from './views.ts'
import { epochOf, feedTime, noonOf, rssTime } from './when.ts'

export function renderFeed(view: FeedView): string {
  if (view.format === 'atom') return renderAtom(view)
  return view.format === 'rss' ? renderRss(view) : renderJson(view)
}

function renderAtom(view: FeedView): string {
  const { chrome, entries } = view
  const { lang, url } = chrome
  const own = url + encodePath(view.path)
  return fileText(html`
    <?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
    <id>${own}</id>
    <title>${titleOf(view)}</title>
    <updated>${newest(entries)}</updated>
    <link rel="self" type="application/atom+xml" href="${own}"/>
    <link rel="alternate" type="text/html" hreflang="${lang}" href="${url + encodePath(view.of)}"/>
    <author><name>${chrome.siteName}</name></author>
    ${joined(
      entries.map((entry) => atomEntry(entry, view)),
      '\n',
    )}
    </feed>
  `)
}

function atomEntry(entry: FeedEntry, view: FeedView): Html {
  const { url } = view.chrome
  return html`
    <entry>
    <id>${entryId(entry, url)}</id>
    <title>${entry.headline}</title>
    <link rel="alternate" type="text/html" hreflang="${entry.lang}" href="${url + encodePath(entry.path)}"/>
    <published>${feedTime(entry.when)}</published>
    <updated>${updatedOf(entry)}</updated>
    ${entry.byline !== null && html`<author><name>${entry.byline}</name></author>`}
    ${entry.teaser !== '' && html`<summary>${entry.teaser}</summary>`}
    <content type="html" xml:lang="${entry.lang}">${contentOf(entry, url).escaped}</content>
    </entry>
  `
}

function renderRss(view: FeedView): string {
  const { chrome, entries } = view
  const own = chrome.url + encodePath(view.path)
  const items = entries.map((entry) => rssItem(entry, chrome.url))
  return fileText(html`
    <?xml version="1.0" encoding="utf-8"?>
    <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel xml:lang="${chrome.lang}">
    <title>${titleOf(view)}</title>
    <link>${chrome.url + encodePath(view.of)}</link>
    <description>${titleOf(view)}</description>
    <language>${chrome.lang}</language>
    <lastBuildDate>${rssTime(newest(entries))}</lastBuildDate>
    <atom:link rel="self" type="application/rss+xml" href="${own}"/>
    ${joined(items, '\n')}
    </channel>
    </rss>
  `)
}

function rssItem(entry: FeedEntry, url: string): Html {
  return html`
    <item>
    <title>${entry.headline}</title>
    <link>${url + encodePath(entry.path)}</link>
    <guid isPermaLink="false">${entryId(entry, url)}</guid>
    <pubDate>${rssTime(feedTime(entry.when))}</pubDate>
    ${entry.byline !== null && html`<dc:creator>${entry.byline}</dc:creator>`}
    <description>${entry.teaser === '' ? entry.headline : entry.teaser}</description>
    <content:encoded>${contentOf(entry, url).escaped}</content:encoded>
    </item>
  `
}

/** Source: jsonfeed.org/version/1.1. */
function renderJson(view: FeedView): string {
  const { chrome, entries } = view
  const { url } = chrome
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(view),
    home_page_url: url + encodePath(view.of),
    feed_url: url + encodePath(view.path),
    language: chrome.lang,
    items: entries.map((entry) => ({
      id: entryId(entry, url),
      url: url + encodePath(entry.path),
      title: entry.headline,
      summary: entry.teaser === '' ? undefined : entry.teaser,
      content_html: contentOf(entry, url).markup.text,
      date_published: feedTime(entry.when),
      date_modified: updatedOf(entry),
      authors: entry.byline === null ? undefined : [{ name: entry.byline }],
      language: entry.lang,
    })),
  }
  return `${JSON.stringify(feed, null, 1)}\n`
}

function titleOf({ title, chrome }: FeedView): string {
  return title === null ? chrome.siteName : `${title} – ${chrome.siteName}`
}

/**
 * "tag:news.example,2026:7k2m1xq8/ug-Latn" (RFC 4151). The year is the same for all: an article
 * whose date is put right must not come to readers as a new one.
 */
function entryId(entry: FeedEntry, url: string): string {
  const host = url.replace(/^https?:\/\//, '').replace(/[:/].*$/, '')
  return `tag:${host},2026:${entry.id}/${entry.lang}`
}

/** When the text last changed for readers: its publication or its last correction, the later one. */
function updatedOf(entry: FeedEntry): string {
  const published = feedTime(entry.when)
  const last = entry.corrections.at(-1)
  if (last === undefined) return published
  const corrected = noonOf(last.date)
  return epochOf(corrected) > epochOf(published) ? corrected : published
}

/** A feed without entries has never changed; the format wants a date all the same. */
function newest(entries: readonly FeedEntry[]): string {
  return entries
    .map(updatedOf)
    .reduce((a, b) => (epochOf(b) > epochOf(a) ? b : a), '1970-01-01T00:00:00Z')
}

interface Content {
  /** Everything of it but the body. */
  readonly from: string
  readonly markup: Html
  /** As text inside XML. */
  readonly escaped: Html
}

const contents = new WeakMap<Body, Content>()

/** An article stands in three feeds of its language, three of its section, and again tomorrow. */
function contentOf(entry: FeedEntry, url: string): Content {
  const { body, lang, path, extent, corrections, picture, pictures } = entry
  const from = JSON.stringify([url, lang, path, extent, corrections, picture, pictures])
  const known = contents.get(body)
  if (known?.from === from) return known
  const markup = content(entry, url)
  const made = { from, markup, escaped: html`${markup.text}` }
  contents.set(body, made)
  return made
}

function content(entry: FeedEntry, url: string): Html {
  const { lang, picture } = entry
  const page = url + encodePath(entry.path)
  const setting = { lang, base: url, url, page, pictures: entry.pictures }
  return html`
    <div lang="${lang}" dir="${direction(lang)}">
    ${correctionNotes(lang, entry.corrections)}
    ${picture && figure(picture, { base: url, lang, caption: null, attributes: [], eager: true })}
    ${renderBody(entry.body, setting)}
    ${entry.extent === 'beginning' && onlyBeginning(lang)}
    </div>
  `
}

function onlyBeginning(lang: Lang): Html {
  return html`<p><strong>${label(lang, 'onlyBeginning')}</strong></p>`
}
