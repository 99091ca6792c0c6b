// One article as lists show it: section, headline, teaser, dateline. On a list of another language
// an article is marked as what it is.
import { Kept } from '../text/kept.ts'
import type { Lang } from '../text/lang.ts'
import { autonym } from '../text/lang.ts'
import { encodePath } from './address.ts'
import { type Html, html, joined } from './html.ts'
import { inLanguage, labelWith, timeElement } from './label.ts'
import { image } from './picture.ts'
import { type Chrome, type Item, type Link, listFolder } from './views.ts'

interface Listing {
  readonly chrome: Chrome
  /** What leads to the root of the tree. */
  readonly up: string
  /** Name the section: not on a section's own pages. */
  readonly sections: boolean
  /** How deep the headline stands below the page's h1. */
  readonly level: 2 | 3
}

/** Items one below the other. */
export function renderItems(items: readonly Item[], listing: Listing): Html {
  return joined(
    items.map((item) => renderItem(item, listing)),
    '\n',
  )
}

const printed = new Kept<Item, Map<string, { readonly chrome: Chrome; readonly markup: Html }>>(500)

/** One item; `lead` is the first of a front page, with its picture. */
export function renderItem(item: Item, listing: Listing, lead = false): Html {
  const { chrome, up, sections, level } = listing
  const made = printed.of(item, () => new Map())
  const name = `${chrome.lang} ${up} ${sections} ${level} ${lead}`
  const known = made.get(name)
  if (known?.chrome === chrome) return known.markup
  const markup = printItem(item, listing, lead)
  made.set(name, { chrome, markup })
  return markup
}

function printItem(item: Item, listing: Listing, lead: boolean): Html {
  const { chrome, up, level } = listing
  const own = inLanguage(item.lang, chrome.lang)
  const link = html`<a href="${up + encodePath(item.path)}"${own}>${item.headline}</a>`
  const section = listing.sections ? sectionOf(item, chrome) : undefined
  return html`
    <article class="${lead ? 'item lead' : 'item'}">
    ${lead && item.picture ? html`<p class="pic">${image(item.picture, { base: up, eager: true })}</p>` : null}
    ${section && html`<p class="kick"><a href="${up + section.path}"${inLanguage(section.lang, chrome.lang)}>${section.text}</a></p>`}
    ${level === 2 ? html`<h2>${link}</h2>` : html`<h3>${link}</h3>`}
    ${item.teaser === '' ? null : html`<p${own}>${item.teaser}</p>`}
    <p class="meta">${metaLine(item, chrome.lang)}</p>
    </article>
  `
}

/** Dateline, byline and, on a page of another language, the language. */
export function metaLine(item: Item, lang: Lang): Html {
  const parts = [timeElement(lang, item.when)]
  if (item.byline !== null) parts.push(labelWith(lang, 'byline', { name: item.byline }))
  if (item.lang !== lang) {
    const name = html`<span${inLanguage(item.lang, lang)}>${autonym(item.lang)}</span>`
    parts.push(labelWith(lang, 'shownIn', { language: name }))
  }
  return joined(parts, ' · ')
}

function sectionOf(item: Item, chrome: Chrome): Link | undefined {
  if (item.section === null) return undefined
  const path = `${listFolder(chrome.lang, item.section)}index.html`
  return chrome.sections.find((section) => section.path === path)
}
