// The frame of every screen: head, navigation, main. Screens are whole pages that work without
// script; modules named by a screen only make them quicker to use.
import { attribute, type Html, html } from '../render/html.ts'
import { direction, type Lang } from '../text/lang.ts'
import type { Visit } from './route.ts'
import { type StudioWord, tell } from './words.ts'

export interface Screen {
  readonly title: string
  readonly main: Html
  /** Names of script modules in assets/ that this screen wants. */
  readonly modules?: readonly string[]
  readonly status?: number
}

const doors: readonly (readonly [string, StudioWord])[] = [
  ['/', 'dashboard'],
  ['/articles', 'articles'],
  ['/people', 'people'],
  ['/media', 'media'],
  ['/publishing', 'publishing'],
  ['/settings', 'settings'],
]

/** A screen as a response. */
export function show(visit: Visit, screen: Screen): Response {
  const { lang, studio, session, request } = visit
  const here = new URL(request.url).pathname
  const asset = (name: string): string | null => {
    const found = studio.assets.get(name)
    return found === undefined ? null : `/assets/${found.digest}/${name}`
  }
  const style = asset('studio.css')
  const page = html`<!doctype html>
<html lang="${lang}" dir="${direction(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${screen.title} · ${tell(lang, 'studio')}</title>
${style && html`<link rel="stylesheet" href="${style}">`}
${(screen.modules ?? []).map((name) => html`<script type="module" src="${asset(name) ?? ''}"></script>`)}
</head>
<body>
<a class="skip" href="#main">${tell(lang, 'skip')}</a>
${
  session &&
  html`<header class="bar"><nav aria-label="${tell(lang, 'navigation')}"><ul>
${doors.map(([path, word]) => html`<li><a href="${path}" ${attribute('aria-current', isHere(here, path) ? 'page' : null)}>${tell(lang, word)}</a></li> `)}
</ul></nav>
<form method="post" action="/sign-out"><bdi>${session.account.name}</bdi> <button class="quiet">${tell(lang, 'signOut')}</button></form></header>`
}
<main id="main">
<h1>${screen.title}</h1>
${screen.main}
</main>
</body>
</html>
`
  return page200(page, screen.status ?? 200)
}

/** A plain screen for a refusal; says what is so, what is safe and where to go. */
export function errorScreen(lang: Lang, status: number): Response {
  const known: Readonly<Record<number, StudioWord>> = {
    401: 'error401',
    403: 'error403',
    404: 'error404',
    405: 'error405',
    413: 'error413',
    421: 'error421',
  }
  const title = tell(lang, known[status] ?? 'error500')
  const page = html`<!doctype html>
<html lang="${lang}" dir="${direction(lang)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head>
<body><main><h1>${title}</h1><p><a href="/">${tell(lang, 'backToStart')}</a></p></main></body>
</html>
`
  return page200(page, status)
}

/** Leads on after an action (303: the browser gets the next page). */
export function redirect(path: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status: 303, headers: { location: path, ...headers } })
}

function isHere(here: string, path: string): boolean {
  return path === '/' ? here === '/' : here === path || here.startsWith(`${path}/`)
}

function page200(page: Html, status: number): Response {
  return new Response(page.text, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
}
