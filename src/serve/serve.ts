// Hands out a published folder over HTTP: GET and HEAD, from memory, to anyone, remembering nobody.
// It has no log on purpose, no state but the files it keeps, and reads nothing outside its folder.
import { statSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import { fail, markWaiting, refuse, refuseUnread, sendRedirect } from './answers.ts'
import { type Asked, readAsked } from './asked.ts'
import type { Copy } from './copy.ts'
import { createDoor, type Door } from './door.ts'
import { createServer } from './http.ts'
import { createPipelineGuard } from './pipeline.ts'
import { redirectFiles } from './redirect-files.ts'
import { createRedirects, type Redirects } from './redirects.ts'
import { codingFor, sendAnswer, sendCopy, sendLarge, sendStandIn } from './send.ts'
import { createShelf, type Sheet, type Shelf } from './shelf.ts'
import { formatLocation, parseTarget } from './target.ts'
import { createTurnstile } from './turnstile.ts'

export interface SiteOptions {
  /** The published tree. */
  readonly folder: string
  /** The ask process: path of its unix socket, or "http://127.0.0.1:PORT"; without it /ask/ rests. */
  readonly ask?: string | undefined
  /** Bytes of pages and pictures kept in memory; 64 MiB unless told. */
  readonly memoryMax?: number | undefined
  /** "http://<56 letters>.onion": named to readers of pages who did not come by it. */
  readonly onionLocation?: string | undefined
  /** Open connections from one address, 256 unless told; 0 for any number (behind a CDN). */
  readonly perAddressMax?: number | undefined
}

interface Site {
  readonly shelf: Shelf
  readonly redirects: Redirects
  readonly door: Door | null
}

/**
 * A server for the tree, not yet listening. Throws when the folder is not there and TypeError for
 * an ask or onion address that is none.
 */
export function createSiteServer(options: SiteOptions): Server {
  const folder = resolve(options.folder)
  if (!statSync(folder).isDirectory()) throw new TypeError(`Cannot serve "${folder}": no folder`)
  const site: Site = {
    shelf: createShelf({
      folder,
      bytesMax: options.memoryMax ?? 64 * 1024 * 1024,
      onionLocation: parseOnion(options.onionLocation),
    }),
    redirects: createRedirects(redirectFiles(folder)),
    door: options.ask === undefined ? null : createDoor(options.ask),
  }
  // Only as constructor options do the limits hold from the first connection on; the defaults
  // (60 s, 300 s, looked at every 30 s) let slow clients stay. No maxConnections: it locks out readers.
  const limits = {
    headersTimeout: 5000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 500,
    keepAliveTimeout: 5000,
    maxHeaderSize: 8192,
  }
  const asksTooMuch = createPipelineGuard()
  const server = createServer(limits, (request, response) => {
    if (!asksTooMuch(request, response)) answer(site, request, response)
  })
  server.maxHeadersCount = 0
  // A reader who takes nothing for this long is gone.
  server.timeout = 30_000
  const turnstile = createTurnstile(options.perAddressMax ?? 256)
  server.on('connection', turnstile)
  for (const event of ['checkContinue', 'checkExpectation'])
    server.on(event, (_request: IncomingMessage, response: ServerResponse) => refuse(response, 417))
  server.on('clientError', refuseUnread)
  server.on('close', () => site.door?.close())
  return server
}

function parseOnion(onionLocation: string | undefined): string | null {
  if (onionLocation === undefined) return null
  if (!/^https?:\/\/(?:[a-z0-9-]+\.)?[a-z2-7]{56}\.onion$/.test(onionLocation))
    throw new TypeError(
      `Cannot announce the onion address "${onionLocation}": not http://, 56 letters and .onion`,
    )
  return onionLocation
}

/** The short way for what lies ready in memory; everything else takes the long one. */
function answer(site: Site, request: IncomingMessage, response: ServerResponse): void {
  const asked = readAsked(request)
  if (asked.refusal !== null) {
    refuse(response, asked.refusal)
    return
  }
  try {
    const sheet = site.shelf.hot(fileOf(asked.target))
    const copy = sheet === null ? null : site.shelf.ready(sheet, codingFor(asked))
    if (copy === null) answerSlowly(site, asked, response).catch((cause) => fail(response, cause))
    else sendCopy(response, asked, copy)
  } catch (cause) {
    fail(response, cause)
  }
}

async function answerSlowly(site: Site, asked: Asked, response: ServerResponse): Promise<void> {
  if (response.socket !== null) markWaiting(response.socket)
  const target = parseTarget(asked.target, asked.host)
  if (target === 'odd') return refuse(response, 400)
  if (target === 'absent') return sayAbsent(site, asked, response)
  const { path, query } = target
  if (path.startsWith('/ask/')) return passOn(site, asked, response)
  const old = query === '' ? null : site.redirects.lookUp(path, query)
  if (old !== null) return sendRedirect(response, formatLocation(path, old))
  const found = await site.shelf.find(fileOf(path))
  if (found === 'folder') return sendRedirect(response, formatLocation(path, `${path}/`))
  if (found !== 'absent') return sendSheet(site, { asked, response, sheet: found })
  const moved = site.redirects.lookUp(path, '')
  if (moved !== null) return sendRedirect(response, formatLocation(path, moved))
  // Phones begin with a capital, and tags have some: "/En/", "/ug-Latn/". Our addresses have none.
  const small = path.toLowerCase()
  if (small !== path && (await site.shelf.find(fileOf(small))) !== 'absent')
    return sendRedirect(response, formatLocation(path, small))
  return sayAbsent(site, asked, response)
}

interface Sending {
  readonly asked: Asked
  readonly response: ServerResponse
  readonly sheet: Sheet
}

async function sendSheet({ shelf }: Site, { asked, response, sheet }: Sending): Promise<void> {
  const copy = await shelf.copy(sheet, codingFor(asked))
  if (copy.body !== null) return sendCopy(response, asked, copy)
  const fd = shelf.open(sheet)
  if (fd !== null) return sendLarge(response, asked, { copy, fd })
  // Replaced between the look at it and now: the new one is sent, or the reader asks again.
  const next = await shelf.find(sheet.path)
  const nextFd = typeof next === 'string' ? null : shelf.open(next)
  if (typeof next === 'string' || nextFd === null) return refuse(response, 503)
  return sendLarge(response, asked, { copy: await shelf.copy(next, 'identity'), fd: nextFd })
}

/** Every way that leads nowhere ends at the 404 page of the language folder it began in. */
async function sayAbsent(site: Site, asked: Asked, response: ServerResponse): Promise<void> {
  const language = /^\/([\w-]+)\//.exec(asked.target)?.[1]
  const names = language === undefined ? [] : [`/${language}/404.html`]
  const page = await firstPage(site.shelf, asked, [...names, '/404.html'])
  if (page === null) return refuse(response, 404)
  sendStandIn(response, asked, { status: 404, copy: page })
}

/**
 * Hands a question on to the ask process. When it does not answer, the reader gets the language's
 * own word on it (`<lang>/503.html`), or the search page, which says what else leads to an article.
 */
async function passOn(site: Site, asked: Asked, response: ServerResponse): Promise<void> {
  const answered = (await site.door?.ask(asked.target)) ?? null
  if (answered?.status === 404) return sayAbsent(site, asked, response)
  if (answered !== null) return sendAnswer(response, asked, answered)
  const query = asked.target.slice(asked.target.indexOf('?') + 1)
  const language = /(?:^|&)lang=([\w-]+)/.exec(query)?.[1]?.toLowerCase() ?? ''
  const names = [`/${language}/503.html`, `/${language}/search.html`, '/503.html']
  const page = await firstPage(site.shelf, asked, language === '' ? names.slice(2) : names)
  if (page === null) return refuse(response, 503)
  sendStandIn(response, asked, { status: 503, copy: page })
}

/** The first of `paths` that is a page small enough to be in memory, in the reader's coding. */
async function firstPage(
  shelf: Shelf,
  asked: Asked,
  paths: readonly string[],
): Promise<Copy | null> {
  for (const path of paths) {
    const found = await shelf.find(path)
    if (typeof found === 'string') continue
    const copy = await shelf.copy(found, codingFor(asked))
    if (copy.body !== null) return copy
  }
  return null
}

/** A folder is its index.html. */
function fileOf(path: string): string {
  return path.endsWith('/') ? `${path}index.html` : path
}
