// A whole HTML document: what stands in the head, and the frame around `main`.
import { autonym, direction } from '../text/lang.ts'
import { say } from '../text/words.ts'
import { encodePath, upFrom } from './address.ts'
import { type Framed, footer, languagesNav, nameplate, sectionsNav } from './frame.ts'
import { attribute, fileText, type Html, html, joined } from './html.ts'
import { label } from './label.ts'
import { shared } from './shared.ts'
import { themeOf } from './theme.ts'
import { editionMark } from './views.ts'

export interface Page extends Framed {
  /** Null on the front page, which is called like the newsroom. */
  readonly title: string | null
  readonly description?: string | null
  /** Path of hreflang's x-default: the version for readers of all other languages. */
  readonly otherwise?: string
  /** The folder whose three feeds the head offers: "en/", "en/press/". */
  readonly feeds?: string
  /** More for the head: Open Graph, structured data, other feeds. */
  readonly head?: Html | null
  readonly main: Html
  /** Error pages stand at any depth: their links alone start at the root. */
  readonly fromRoot?: boolean
  /** Belongs to no language: the nameplate alone stands above it. */
  readonly bare?: boolean
  /** Has a form, which may go to this very site only. */
  readonly form?: boolean
}

/** The document's text; `editionMark` stands in it where the edition's number goes. */
export function renderPage(page: Page): string {
  const { chrome } = page
  const { lang } = chrome
  const up = page.fromRoot ? '/' : upFrom(page.path)
  return fileText(html`
    <!doctype html>
    <html lang="${lang}" dir="${direction(lang)}">
    ${head(page, up)}
    <body${attribute('class', page.front ? 'front' : null)}>
    <a class="skip" href="#main">${label(lang, 'skip')}</a>
    <header>
    ${page.bare ? null : languagesNav(page, up)}
    ${nameplate(page, up)}
    ${page.bare ? null : sectionsNav(page, up)}
    </header>
    <main id="main">
    ${page.main}
    </main>
    ${footer(page, up)}
    </body>
    </html>
  `)
}

function head(page: Page, up: string): Html {
  const { chrome, title, description, feeds } = page
  const indexed = page.alternates.length > 0
  return html`
    <head>
    <meta charset="utf-8">
    <title>${title === null ? chrome.siteName : `${title} – ${chrome.siteName}`}</title>
    ${shared(chrome, page.form ? 'head with form' : 'head', () => sharedHead(page))}
    ${description ? html`<meta name="description" content="${description}">` : null}
    ${indexed ? addressLinks(page) : html`<meta name="robots" content="noindex">`}
    ${feeds !== undefined && shared(chrome, `feeds ${up}${feeds}`, () => feedLinks(page, up + feeds))}
    ${page.head}
    </head>
  `
}

function sharedHead({ chrome, form }: Page): Html {
  const theme = themeOf(chrome)
  return html`
    <meta http-equiv="Content-Security-Policy" content="${theme.policy}; form-action ${form ? "'self'" : "'none'"}">
    <meta name="referrer" content="no-referrer">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="xewer-edition" content="${editionMark}">
    <link rel="icon" href="data:,">
    ${theme.style}
  `
}

/** The canonical address, and every version's, titled for the text browsers that print them. */
function addressLinks(page: Page): Html {
  const { url } = page.chrome
  const versions = page.alternates.map(
    ({ lang, path }) =>
      html`<link rel="alternate" hreflang="${lang}" title="${autonym(lang)}" href="${url + encodePath(path)}">`,
  )
  const first = page.otherwise ?? page.alternates[0]?.path ?? page.path
  // Text browsers show these links by their titles.
  const version = page.alternates.find(({ path }) => path === first)?.lang
  const title = version === undefined ? say(page.chrome.lang, 'siteLanguages') : autonym(version)
  return html`
    <link rel="canonical" href="${url + encodePath(page.path)}">
    ${joined(versions, '\n')}
    <link rel="alternate" hreflang="x-default" title="${title}" href="${url + encodePath(first)}">
  `
}

const feedTypes = [
  ['feed.atom', 'application/atom+xml', 'feedAtom'],
  ['feed.rss', 'application/rss+xml', 'feedRss'],
  ['feed.json', 'application/feed+json', 'feedJson'],
] as const

function feedLinks(page: Page, folder: string): Html {
  const links = feedTypes.map(
    ([file, type, key]) =>
      html`<link rel="alternate" type="${type}" title="${say(page.chrome.lang, key)}" href="${folder + file}">`,
  )
  return joined(links, '\n')
}
