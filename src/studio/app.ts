// The studio's front door: every request passes the same checks (host, origin, size, session, role)
// before a route sees it, and leaves with the same headers.
import { Hono } from 'hono'
import { readNewsroom } from '../store/newsroom.ts'
import { isLang, type Lang, parseLang } from '../text/lang.ts'
import { findSession } from './access/sessions.ts'
import { errorScreen, redirect } from './layout.ts'
import { mayUse } from './rights.ts'
import type { Route, Studio, Visit } from './route.ts'
import { worded } from './words.ts'

const bodyMaxDefault = 256 * 1024
/** How long a sign-in counts as fresh. */
const freshMs = 10 * 60_000

/** The application over a list of routes; tests call `.fetch(request)` without a socket. */
export function createStudio(
  studio: Studio,
  routes: readonly Route[],
): { fetch(request: Request): Promise<Response> } {
  const app = new Hono()
  for (const route of routes) {
    app.on(route.method, route.path, (context) =>
      admit(studio, route, {
        request: context.req.raw,
        params: context.req.param(),
        routes,
      }),
    )
  }
  app.get('/assets/:digest/:name', (context) =>
    asset(studio, context.req.param('name'), context.req.param('digest')),
  )
  app.get('/favicon.ico', () => new Response(null, { status: 204 }))
  const langOf = async (request: Request): Promise<Lang> =>
    (await findSession(studio, request))?.account.lang ?? guestLang(request)
  app.onError(async (error, context) => {
    const { raw } = context.req
    const known = error instanceof BodyTooLarge ? 413 : error instanceof UnreadableForm ? 400 : null
    if (known !== null) return errorScreen(studio, await langOf(raw), known)
    studio.report(error)
    // What failed may be what would say whose session it is.
    return errorScreen(studio, guestLang(raw), 500)
  })
  app.notFound(async ({ req }) => errorScreen(studio, await langOf(req.raw), 404))
  return {
    async fetch(request) {
      const refusal = refuse(studio, request)
      const response =
        refusal === null
          ? await app.fetch(request)
          : errorScreen(studio, guestLang(request), refusal)
      return withHeaders(response, new URL(request.url).pathname.startsWith('/assets/'))
    },
  }
}

async function admit(
  studio: Studio,
  route: Route,
  asked: { request: Request; params: Record<string, string>; routes: readonly Route[] },
): Promise<Response> {
  const { request, params } = asked
  const session = await findSession(studio, request)
  const lang = session?.account.lang ?? guestLang(request)
  if (!mayUse(route.access, session)) {
    return session === null && request.method === 'GET'
      ? redirect('/sign-in')
      : errorScreen(studio, lang, session === null ? 401 : 403)
  }
  if (route.fresh && session !== null && studio.now() - session.provenAt > freshMs)
    return askForProof(asked.routes, request)
  if (Number(request.headers.get('content-length') ?? 0) > (route.bodyMax ?? bodyMaxDefault))
    return errorScreen(studio, lang, 413)
  const newsroom = await readNewsroom(studio.db)
  if (newsroom === null) throw new Error('Cannot open the studio: the newsroom has no settings')
  let form: Promise<FormData> | null = null
  const visit: Visit = {
    studio,
    request,
    params,
    query: new URL(request.url).searchParams,
    session,
    lang,
    newsroom,
    form() {
      form ??= readForm(request, route.bodyMax ?? bodyMaxDefault)
      return form
    },
  }
  return route.handle(visit)
}

/**
 * Asks who one is, and leads on to the screen that was wanted. What was sent meanwhile is lost: its
 * screen, the next above it, says so.
 */
function askForProof(routes: readonly Route[], request: Request): Response {
  const isScreen = (path: string): boolean =>
    routes.some((route) => route.method === 'GET' && route.path === path)
  let path = new URL(request.url).pathname
  if (request.method !== 'GET')
    while (path !== '' && !isScreen(path)) path = path.slice(0, path.lastIndexOf('/'))
  const again = request.method === 'GET' ? '' : '&again=1'
  return redirect(`/prove?then=${encodeURIComponent(path)}${again}`)
}

/** 4xx when a request must not even reach a route; null when it may. */
function refuse(studio: Studio, request: Request): number | null {
  const { host } = new URL(studio.origin)
  // A page of another name that resolves to us (DNS rebinding) sends its own name.
  if (request.headers.get('host') !== host) return 421
  if (request.method === 'GET' || request.method === 'HEAD') return null
  if (request.method !== 'POST') return 405
  const origin = request.headers.get('origin')
  if (origin !== null) return origin === studio.origin ? null : 403
  return request.headers.get('sec-fetch-site') === 'same-origin' ? null : 403
}

class BodyTooLarge extends RangeError {}
class UnreadableForm extends SyntaxError {}

async function readForm(request: Request, bytesMax: number): Promise<FormData> {
  const body = await request.arrayBuffer()
  if (body.byteLength > bytesMax)
    throw new BodyTooLarge(`Cannot read form: larger than ${bytesMax} bytes`)
  const headers = { 'content-type': request.headers.get('content-type') ?? '' }
  try {
    return await new Response(body, { headers }).formData()
  } catch (cause) {
    throw new UnreadableForm('Cannot read form: it is none', { cause })
  }
}

function asset(studio: Studio, name: string, digest: string): Response {
  const found = studio.assets.get(name)
  if (found === undefined || found.digest !== digest) return new Response(null, { status: 404 })
  return new Response(Uint8Array.from(found.bytes), { headers: { 'content-type': found.type } })
}

/** Before anybody signs in the browser's wish decides, among the languages the studio speaks. */
function guestLang(request: Request): Lang {
  const wishes = (request.headers.get('accept-language') ?? '')
    .split(',')
    .map((part) => (part.split(';')[0] ?? '').trim())
  const tags = wishes.flatMap((wish) => [wish, wish.split('-')[0] ?? '']).filter(isLang)
  return tags.find((tag) => worded.includes(tag)) ?? parseLang('en')
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The editor's one way from text to markup, for what is pasted (island/browser-html.ts).
  'trusted-types xewer-paste',
].join('; ')

function withHeaders(response: Response, keeps: boolean): Response {
  const headers = new Headers(response.headers)
  headers.set('content-security-policy', policy)
  headers.set(
    'cache-control',
    keeps && response.ok ? 'private, max-age=31536000, immutable' : 'no-store',
  )
  headers.set('referrer-policy', 'same-origin')
  headers.set('x-content-type-options', 'nosniff')
  headers.set('x-frame-options', 'DENY')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('cross-origin-embedder-policy', 'require-corp')
  headers.set(
    'permissions-policy',
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  )
  headers.set('x-robots-tag', 'noindex, nofollow')
  return new Response(response.body, { status: response.status, headers })
}
