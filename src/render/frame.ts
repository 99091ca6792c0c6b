// The frame around every page: languages, nameplate, sections, footer. What is the same on all
// pages of one chrome and depth is made once; so give all pages of a language the same Chrome.
import { autonym, folderOf, type Lang } from '../text/lang.ts'
import { say } from '../text/words.ts'
import { encodePath } from './address.ts'
import { type Html, html, joined } from './html.ts'
import { inLanguage, label, labelled, labelWith } from './label.ts'
import { type Alternate, type Chrome, editionMark, picturePath } from './views.ts'

/** What the frame has to know of the page in it. */
export interface Framed {
  readonly chrome: Chrome
  readonly path: string
  /** All versions of this page, itself included; empty when no search engine shall keep it. */
  readonly alternates: readonly Alternate[]
  /** A front page has the large nameplate as its h1. */
  readonly front?: boolean
  /** The id printed in the footer, so that a sheet of paper leads back. */
  readonly id?: string
}

/** Every language of the newsroom: the page's own version where there is one, else its front. */
export function languagesNav(page: Framed, up: string): Html {
  const { lang, languages } = page.chrome
  if (languages.length < 2) return html``
  const links = languages.map((other) => {
    const version = page.alternates.find((alternate) => alternate.lang === other)
    const path = version?.path ?? `${folderOf(other)}/index.html`
    return languageLink(other, path === page.path ? null : up + encodePath(path), lang)
  })
  return html`<nav class="langs" aria-label="${say(lang, 'siteLanguages')}">${joined(links, '\n')}</nav>`
}

/** A language by its own name; `href` null marks the page that is being read. */
export function languageLink(own: Lang, href: string | null, page: Lang): Html {
  const name = autonym(own)
  if (href === null) return html`<span aria-current="page"${inLanguage(own, page)}>${name}</span>`
  return html`<a href="${href}" hreflang="${own}"${inLanguage(own, page)}>${name}</a>`
}

/** The newsroom's name or logo, leading to the front page of this language. */
export function nameplate(page: Framed, up: string): Html {
  const { chrome, front } = page
  if (front) return html`<h1 class="name">${siteName(chrome, up)}</h1>`
  return shared(chrome, up).nameplate
}

/** Sections and standing pages. */
export function sectionsNav(page: Framed, up: string): Html {
  const { chrome, path } = page
  const own = mainPaths(chrome).some((link) => link.path === path)
  return own ? sectionLinks(chrome, up, path) : shared(chrome, up).sections
}

/** Where the page stands in the editions, how to check it, and the standing pages. */
export function footer(page: Framed, up: string): Html {
  const { chrome, id, path } = page
  const { lang } = chrome
  return html`
    <footer class="foot">
    ${shared(chrome, up).links}
    <p>${labelWith(lang, 'editionLine', { number: editionMark })} · <a href="${up + folderOf(lang)}/check.html">${label(lang, 'verifyPage')}</a></p>
    <p class="code">${chrome.url + encodePath(path)}</p>
    ${id === undefined ? null : html`<p>${labelWith(lang, 'pageIdLine', { id })}</p>`}
    ${chrome.fingerprint && html`<p>${labelled(lang, 'fingerprint', html`<span class="code">${chrome.fingerprint}</span>`)}</p>`}
    <p>${label(lang, 'noScript')}</p>
    </footer>
  `
}

interface Shared {
  readonly nameplate: Html
  readonly sections: Html
  readonly links: Html
}

const made = new WeakMap<Chrome, Map<string, Shared>>()

function shared(chrome: Chrome, up: string): Shared {
  let byDepth = made.get(chrome)
  if (byDepth === undefined) {
    byDepth = new Map()
    made.set(chrome, byDepth)
  }
  let parts = byDepth.get(up)
  if (parts === undefined) {
    parts = {
      nameplate: html`<p class="name">${siteName(chrome, up)}</p>`,
      sections: sectionLinks(chrome, up, null),
      links: standingLinks(chrome, up),
    }
    byDepth.set(up, parts)
  }
  return parts
}

function siteName(chrome: Chrome, up: string): Html {
  const { lang, siteName: name, siteNameLang, logo } = chrome
  const href = `${up}${folderOf(lang)}/index.html`
  if (logo === null) return html`<a href="${href}"${inLanguage(siteNameLang, lang)}>${name}</a>`
  const height = 72
  const width = Math.round((logo.width / logo.height) * height)
  const file = logo.widths.find((one) => one >= width * 2) ?? logo.widths.at(-1) ?? logo.width
  return html`<a href="${href}"><img src="${up + picturePath(logo.digest, file)}" width="${width}" height="${height}" alt="${name}"${inLanguage(siteNameLang, lang)}></a>`
}

function mainPaths(chrome: Chrome): readonly { path: string; text: Html }[] {
  const { lang } = chrome
  const folder = folderOf(lang)
  return [
    ...chrome.sections.map(({ path, text }) => ({ path, text: html`${text}` })),
    { path: `${folder}/people/index.html`, text: label(lang, 'people') },
    { path: `${folder}/search.html`, text: label(lang, 'search') },
    { path: `${folder}/subscribe.html`, text: label(lang, 'subscribe') },
    { path: `${folder}/about.html`, text: label(lang, 'about') },
  ]
}

function sectionLinks(chrome: Chrome, up: string, current: string | null): Html {
  const links = mainPaths(chrome).map(({ path, text }) =>
    path === current
      ? html`<a href="${up + path}" aria-current="page">${text}</a>`
      : html`<a href="${up + path}">${text}</a>`,
  )
  return html`<nav class="secs" aria-label="${say(chrome.lang, 'mainNavigation')}">${joined(links, '\n')}</nav>`
}

function standingLinks(chrome: Chrome, up: string): Html {
  const { lang } = chrome
  const folder = `${up}${folderOf(lang)}/`
  const pages = [
    ['index.html', 'frontPage'],
    ['corrections.html', 'corrections'],
    ['mirrors.html', 'mirrors'],
    ['check.html', 'checkTitle'],
  ] as const
  const links = pages.map(([file, key]) => html`<a href="${folder + file}">${label(lang, key)}</a>`)
  return html`<p>${joined(links, '\n')}</p>`
}
