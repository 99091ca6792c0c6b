// The frame around every page: languages, nameplate, sections, footer.
import { autonym, folderOf, type Lang } from '../text/lang.ts'
import { say } from '../text/words.ts'
import { encodePath } from './address.ts'
import { attribute, type Html, html, joined } from './html.ts'
import { inLanguage, label, labelled, labelWith } from './label.ts'
import { shared } from './shared.ts'
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
  const { chrome, alternates, path } = page
  const { lang, languages } = chrome
  if (languages.length < 2) return html``
  const links = languages.map((other) => {
    const version = alternates.find((alternate) => alternate.lang === other)
    if (version?.path === path) return currentLanguage(other, lang)
    if (version !== undefined) return languageLink(other, up + encodePath(version.path), lang)
    return shared(chrome, `front ${other} ${up}`, () =>
      languageLink(other, `${up}${folderOf(other)}/index.html`, lang),
    )
  })
  return html`<nav class="langs" aria-label="${say(lang, 'siteLanguages')}">${joined(links, '\n')}</nav>`
}

/** Another version of the page, by its language's own name. */
export function languageLink(own: Lang, href: string, page: Lang): Html {
  return html`<a href="${href}"${attribute('hreflang', own)}${inLanguage(own, page)}>${autonym(own)}</a>`
}

/** The version that is being read, among links to the others. */
export function currentLanguage(own: Lang, page: Lang): Html {
  return html`<span aria-current="page"${inLanguage(own, page)}>${autonym(own)}</span>`
}

/** The newsroom's name or logo, leading to the front page of this language. */
export function nameplate({ chrome, front }: Framed, up: string): Html {
  const name = shared(chrome, `name ${up}`, () => siteName(chrome, up))
  return front ? html`<h1 class="name">${name}</h1>` : html`<p class="name">${name}</p>`
}

/** Sections and standing pages; `path` is the page's own, which is marked. */
export function sectionsNav({ chrome, path }: Framed, up: string): Html {
  const links = mainLinks(chrome)
  const current = links.find((link) => link.path === path)?.path ?? ''
  return shared(chrome, `sections ${up} ${current}`, () => {
    const made = links.map((link) => {
      const here = attribute('aria-current', link.path === current ? 'page' : null)
      return html`<a href="${up + link.path}"${inLanguage(link.lang, chrome.lang)}${here}>${link.text}</a>`
    })
    return html`<nav class="secs" aria-label="${say(chrome.lang, 'mainNavigation')}">${joined(made, '\n')}</nav>`
  })
}

/** Where the page stands in the editions, how to check it, and the standing pages. */
export function footer({ chrome, id, path }: Framed, up: string): Html {
  return html`
    <footer class="foot">
    ${shared(chrome, `links ${up}`, () => footerLinks(chrome, up))}
    <p class="code">${chrome.url + encodePath(path)}</p>
    ${id !== undefined && html`<p>${labelWith(chrome.lang, 'pageIdLine', { id })}</p>`}
    ${shared(chrome, 'promise', () => footerPromise(chrome))}
    </footer>
  `
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

interface MainLink {
  readonly path: string
  readonly text: Html
  readonly lang?: Lang | undefined
}
const mainLinksOf = new WeakMap<Chrome, readonly MainLink[]>()

function mainLinks(chrome: Chrome): readonly MainLink[] {
  const { lang } = chrome
  const folder = folderOf(lang)
  let links = mainLinksOf.get(chrome)
  if (links === undefined) {
    links = [
      ...chrome.sections.map(({ path, text, lang }) => ({ path, text: html`${text}`, lang })),
      { path: `${folder}/people/index.html`, text: label(lang, 'people') },
      { path: `${folder}/search.html`, text: label(lang, 'search') },
      { path: `${folder}/subscribe.html`, text: label(lang, 'subscribe') },
      { path: `${folder}/about.html`, text: label(lang, 'about') },
    ]
    mainLinksOf.set(chrome, links)
  }
  return links
}

function footerLinks(chrome: Chrome, up: string): Html {
  const { lang } = chrome
  const folder = `${up}${folderOf(lang)}/`
  const pages = [
    ['index.html', 'frontPage'],
    ['corrections.html', 'corrections'],
    ['mirrors.html', 'mirrors'],
    ['check.html', 'checkTitle'],
  ] as const
  const links = pages.map(([file, key]) => html`<a href="${folder + file}">${label(lang, key)}</a>`)
  return html`
    <p>${joined(links, ' · ')}</p>
    <p>${labelWith(lang, 'editionLine', { number: editionMark })} · <a href="${folder}check.html">${label(lang, 'verifyPage')}</a></p>
  `
}

function footerPromise({ lang, fingerprint }: Chrome): Html {
  return html`
    ${fingerprint !== null && html`<p>${labelled(lang, 'fingerprint', html`<span class="code">${fingerprint}</span>`)}</p>`}
    <p>${label(lang, 'noScript')}</p>
  `
}
