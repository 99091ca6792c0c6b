// The frame of every screen: head, navigation, main. Screens are whole pages that work without
// script; modules named by a screen only make them quicker to use.
import type { Account } from '../model/account.ts'
import { attribute, type Html, html } from '../render/html.ts'
import { direction, type Lang } from '../text/lang.ts'
import { mayUse } from './rights.ts'
import type { Access, Studio, Visit } from './route.ts'
import { isWord, type StudioWord, tell } from './words.ts'

export interface Screen {
  readonly title: string
  readonly main: Html
  /** Names of script modules in assets/ that this screen wants. */
  readonly modules?: readonly string[]
  readonly status?: number
  /** Uses the whole width: lists with many columns, the editor. */
  readonly wide?: boolean
  /** Why nothing was changed; stands above everything and is announced. */
  readonly fault?: string | undefined
  /** Looks again after so long, with or without script: for work that is under way. */
  readonly refreshSeconds?: number
  readonly cookies?: readonly string[]
}

const doors: readonly (readonly [path: string, word: StudioWord, access: Access])[] = [
  ['/', 'dashboard', 'signed-in'],
  ['/articles', 'articles', 'signed-in'],
  ['/people', 'people', 'signed-in'],
  ['/media', 'media', 'signed-in'],
  ['/publishing', 'publishing', 'signed-in'],
  ['/settings', 'settings', ['administrator']],
]

/** A screen as a response. */
export function show(visit: Visit, screen: Screen): Response {
  const { lang, studio, session, request, query } = visit
  const said = query.get('said') ?? ''
  const body = html`<body>
<a class="skip" href="#main">${tell(lang, 'skip')}</a>
${session && bar(lang, session.account, new URL(request.url).pathname)}
<main id="main" ${attribute('class', screen.wide ? 'wide' : null)}>
<h1><bdi>${screen.title}</bdi></h1>
${isSaying(said) && html`<p class="notice good" role="status">${tell(lang, said)}</p>`}
${screen.fault !== undefined && html`<p class="notice bad" role="alert">${screen.fault}</p>`}
${screen.main}
</main>
</body>`
  const response = page(studio, { lang, title: screen.title, modules: screen.modules ?? [] }, body)
  const headers = new Headers(response.headers)
  for (const cookie of screen.cookies ?? []) headers.append('set-cookie', cookie)
  if (screen.refreshSeconds !== undefined) headers.set('refresh', String(screen.refreshSeconds))
  return new Response(response.body, { status: screen.status ?? 200, headers })
}

function bar(lang: Lang, account: Account, here: string): Html {
  const open = doors.filter(([, , access]) => mayUse(access, { account }))
  return html`<header class="bar"><nav aria-label="${tell(lang, 'navigation')}"><ul>
${open.map(([path, word]) => html`<li><a href="${path}" ${attribute('aria-current', isHere(here, path) ? 'page' : null)}>${tell(lang, word)}</a></li> `)}
</ul></nav>
<form method="post" action="/sign-out"><a href="/account" ${attribute('aria-current', here === '/account' ? 'page' : null)}><bdi>${account.name}</bdi></a> <button class="quiet">${tell(lang, 'signOut')}</button></form></header>`
}

/** A plain screen for a refusal; says what is so, what is safe and where to go. */
export function errorScreen(studio: Studio, lang: Lang, status: number): Response {
  const known: Readonly<Record<number, StudioWord>> = {
    400: 'error400',
    401: 'error401',
    403: 'error403',
    404: 'error404',
    405: 'error405',
    413: 'error413',
    421: 'error421',
  }
  const title = tell(lang, known[status] ?? 'error500')
  const body = html`<body><main id="main"><h1>${title}</h1><p><a href="/">${tell(lang, 'backToStart')}</a></p></main></body>`
  const { body: text, headers } = page(studio, { lang, title, modules: [] }, body)
  return new Response(text, { status, headers })
}

/** Leads on after an action (303: the browser gets the next page). */
export function redirect(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

/** A table that scrolls in itself where the window is too narrow for it. */
export function table(caption: string, heads: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`
}

/** What screens say after an action begins with "said", so that no other text can be made appear. */
function isSaying(word: string): word is StudioWord {
  return word.startsWith('said') && isWord(word)
}

/** Screens that stand under a door whose path they do not share. */
const under: Readonly<Record<string, string>> = {
  '/move-in': '/settings',
  '/translations': '/articles',
}

function isHere(here: string, path: string): boolean {
  const isIn = (place: string): boolean => here === place || here.startsWith(`${place}/`)
  if (path === '/') return here === '/'
  return isIn(path) || Object.entries(under).some(([place, door]) => door === path && isIn(place))
}

function page(
  studio: Studio,
  head: { readonly lang: Lang; readonly title: string; readonly modules: readonly string[] },
  body: Html,
): Response {
  const { lang, title, modules } = head
  const style = assetPath(studio, 'studio.css')
  const scripts = modules.flatMap((name) => assetPath(studio, name) ?? [])
  const markup = html`<!doctype html>
<html lang="${lang}" dir="${direction(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${tell(lang, 'studio')}</title>
<link rel="icon" href="/favicon.ico">
${style !== null && html`<link rel="stylesheet" href="${style}">`}
${scripts.map((path) => html`<script type="module" src="${path}"></script>`)}
</head>
${body}
</html>
`
  return new Response(markup.text, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}

/** Where an asset is, or null when there is none of that name. */
function assetPath(studio: Studio, name: string): string | null {
  const found = studio.assets.get(name)
  return found === undefined ? null : `/assets/${found.digest}/${name}`
}
