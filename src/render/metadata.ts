// What an article's page tells machines: Open Graph and schema.org's NewsArticle. Addresses are the
// canonical ones; a date is no more precise than the one readers are shown.
import { encodePath } from './address.ts'
import { dataElement, type Html, html } from './html.ts'
import { largest } from './picture.ts'
import type { ArticleView } from './views.ts'
import { dateTime } from './when.ts'

export function articleHead(view: ArticleView): Html {
  const { chrome, picture } = view
  const published = dateTime(view.when)
  const address = chrome.url + encodePath(view.path)
  const image = picture && chrome.url + largest(picture)
  return html`
    <meta property="og:type" content="article">
    <meta property="og:title" content="${view.headline}">
    <meta property="og:site_name" content="${chrome.siteName}">
    <meta property="og:url" content="${address}">
    ${view.teaser === '' ? null : html`<meta property="og:description" content="${view.teaser}">`}
    ${image && html`<meta property="og:image" content="${image}">`}
    <meta property="article:published_time" content="${published}">
    ${dataElement(newsArticle(view, { published, address, image }))}
  `
}

interface Facts {
  readonly published: string
  readonly address: string
  readonly image: string | null
}

/** Source: schema.org/NewsArticle. The byline is a pen name; without one the newsroom speaks. */
function newsArticle(view: ArticleView, { published, address, image }: Facts): object {
  const { chrome, corrections } = view
  const publisher = { '@type': 'Organization', name: chrome.siteName, url: chrome.url }
  const original = view.alternates.find(({ lang }) => lang === view.original)
  const translated = view.original !== chrome.lang && original !== undefined
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': address,
    headline: view.headline,
    inLanguage: chrome.lang,
    datePublished: published,
    dateModified: corrections.at(-1)?.date,
    image: image ?? undefined,
    author: view.byline === null ? publisher : { '@type': 'Person', name: view.byline },
    publisher,
    translationOfWork: translated ? { '@id': chrome.url + encodePath(original.path) } : undefined,
  }
}
