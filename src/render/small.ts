// Small pages: the choice of language at the root, errors, old addresses that lead on.
import { autonym, folderOf } from '../text/lang.ts'
import { say } from '../text/words.ts'
import { encodePath, upFrom } from './address.ts'
import { type Html, html, joined } from './html.ts'
import { inLanguage, label } from './label.ts'
import { renderPage } from './page.ts'
import type { Alternate, Chrome, MovedView, NotFoundView, RootView } from './views.ts'

export function renderRoot(view: RootView): string {
  const { chrome } = view
  const alternates = view.fronts.map(
    ({ lang }): Alternate => ({ lang, path: `${folderOf(lang)}/index.html` }),
  )
  const links = view.fronts.map(
    ({ lang, siteName }) =>
      html`<li><a href="${folderOf(lang)}/index.html" hreflang="${lang}"${inLanguage(lang, chrome.lang)}><strong>${autonym(lang)}</strong> <bdi>${siteName}</bdi></a></li>`,
  )
  const main = html`
    <div class="text">
    <ul class="doors">${joined(links, '\n')}</ul>
    </div>
  `
  const path = 'index.html'
  return renderPage({
    chrome,
    path,
    title: null,
    alternates,
    otherwise: path,
    front: true,
    bare: true,
    main,
  })
}

/** For an address without a page, at any depth: the only pages that link from the root. */
export function renderNotFound(view: NotFoundView): string {
  const { chrome, folder } = view
  const { lang } = chrome
  const main = html`
    <div class="text">
    <h1>${label(lang, 'notFound')}</h1>
    <p>${label(lang, 'notFoundText')}</p>
    ${folder === null ? languageList(chrome) : html`<p><a href="/${folder}index.html">${label(lang, 'frontPage')}</a></p>`}
    ${folder !== null && html`<p><a href="/${folder}search.html">${label(lang, 'search')}</a></p>`}
    </div>
  `
  const path = `${folder ?? ''}404.html`
  const title = say(lang, 'notFound')
  return renderPage({ chrome, path, title, alternates: [], fromRoot: true, main })
}

/** The front page of each language, and in its words that the page is not there. */
function languageList(chrome: Chrome): Html {
  const entries = chrome.languages.map(
    (lang) =>
      html`<li${inLanguage(lang, chrome.lang)}>${say(lang, 'notFound')} · <a href="/${folderOf(lang)}/index.html" hreflang="${lang}">${autonym(lang)}</a></li>`,
  )
  return html`<ul class="doors">${joined(entries, '\n')}</ul>`
}

/** Leads on without a script and without a server's help; says where, for those it does not carry. */
export function renderMoved(view: MovedView): string {
  const { chrome, path, to, headline } = view
  const { lang } = chrome
  const href = upFrom(path) + encodePath(to)
  const head = html`
    <link rel="canonical" href="${chrome.url + encodePath(to)}">
    <meta http-equiv="refresh" content="0; url=${href}">
  `
  const main = html`
    <div class="text">
    <h1>${label(lang, 'movedTitle')}</h1>
    <p>${label(lang, 'movedText')} <a href="${href}"><bdi>${headline}</bdi></a></p>
    </div>
  `
  return renderPage({ chrome, path, title: say(lang, 'movedTitle'), alternates: [], head, main })
}
