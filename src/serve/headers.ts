// Which headers go with which file. A page's own policy stands in its meta tag; the header repeats
// the parts of it that a page may decide and nothing more, so a tampered page cannot allow itself
// a script: only verify.html may have one, and only by hash.

/** Header names and values in turns, as `writeHead` takes them; shared by answers, never changed. */
export type FlatHeaders = string[]

/** How files with one kind of name are handed out. */
export interface Kind {
  readonly type: string
  readonly isText: boolean
  /** Shown in place; everything else is offered for saving only. */
  readonly isSafeInline: boolean
}

/** Everything we publish; an unknown ending (a script, an SVG) is never shown in place. */
const kinds: Readonly<Record<string, Kind>> = {
  html: text('text/html; charset=utf-8'),
  atom: text('application/atom+xml; charset=utf-8'),
  rss: text('application/rss+xml; charset=utf-8'),
  xml: text('application/xml; charset=utf-8'),
  json: text('application/json'),
  txt: text('text/plain; charset=utf-8'),
  tsv: text('text/tab-separated-values; charset=utf-8'),
  csv: text('text/csv; charset=utf-8'),
  sums: text('text/plain; charset=utf-8'),
  minisign: text('text/plain; charset=utf-8'),
  minisig: text('text/plain; charset=utf-8'),
  sig: text('text/plain; charset=utf-8'),
  sshsig: text('text/plain; charset=utf-8'),
  signers: text('text/plain; charset=utf-8'),
  policy: text('text/plain; charset=utf-8'),
  pub: text('text/plain; charset=utf-8'),
  'tlog-proof': text('text/plain; charset=utf-8'),
  webp: { type: 'image/webp', isText: false, isSafeInline: true },
  avif: { type: 'image/avif', isText: false, isSafeInline: true },
  jpg: { type: 'image/jpeg', isText: false, isSafeInline: true },
  png: { type: 'image/png', isText: false, isSafeInline: true },
  gif: { type: 'image/gif', isText: false, isSafeInline: true },
  ico: { type: 'image/x-icon', isText: false, isSafeInline: true },
  mp3: { type: 'audio/mpeg', isText: false, isSafeInline: true },
  zip: { type: 'application/zip', isText: false, isSafeInline: false },
}
const unknownKind: Kind = {
  type: 'application/octet-stream',
  isText: false,
  isSafeInline: false,
}

/** The kind of file at a path of the tree ("/en/feed.atom"). */
export function kindOf(path: string): Kind {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === 'checkpoint') return kinds['txt'] ?? unknownKind
  if (name === 'feed.json') return text('application/feed+json')
  return kinds[name.slice(name.lastIndexOf('.') + 1)] ?? unknownKind
}

/** What every answer carries, errors too (OWASP ASVS 3.4.4 to 3.4.6). */
export const alwaysHeaders: FlatHeaders = [
  'Referrer-Policy',
  'no-referrer',
  'X-Content-Type-Options',
  'nosniff',
  'Cross-Origin-Opener-Policy',
  'same-origin',
  'X-Frame-Options',
  'DENY',
]
const transportHeaders: FlatHeaders = [
  'Strict-Transport-Security',
  'max-age=63072000; includeSubDomains; preload',
]
const pageHeaders: FlatHeaders = [
  'Cross-Origin-Embedder-Policy',
  'require-corp',
  'Permissions-Policy',
  'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()',
  'X-DNS-Prefetch-Control',
  'off',
]
export const closedPolicy = "default-src 'none'; frame-ancestors 'none'"

export interface Surroundings {
  /** Asked for by an onion name: no word of HTTPS or of the onion there. */
  readonly isOnion: boolean
  /** "http://<56 letters>.onion", or null. */
  readonly onionLocation: string | null
}

/** The headers of a file that depend on its path and policy, not on the answer. */
export function fileHeaders(path: string, policy: string, around: Surroundings): FlatHeaders {
  const kind = kindOf(path)
  const isPage = kind.type.startsWith('text/html')
  const isMedia = path.startsWith('/media/') && kind.isSafeInline
  const headers = ['Content-Security-Policy', policy, ...alwaysHeaders]
  if (!around.isOnion) headers.push(...transportHeaders)
  headers.push('Cross-Origin-Resource-Policy', isMedia ? 'cross-origin' : 'same-origin')
  if (isPage) headers.push(...pageHeaders)
  if (isMedia) headers.push('Content-Disposition', 'inline')
  if (!kind.isSafeInline) headers.push('Content-Disposition', 'attachment')
  if (isPage && !around.isOnion && around.onionLocation !== null)
    headers.push('Onion-Location', around.onionLocation + encodeURI(path))
  return headers
}

/** The headers of a page that is in no file: an answer of the ask process. */
export function pageAnswerHeaders(page: Buffer, isOnion: boolean): FlatHeaders {
  const path = '/ask/answer.html'
  const around = { isOnion, onionLocation: null }
  return ['Content-Type', kindOf(path).type, ...fileHeaders(path, policyOf(path, page), around)]
}

/** Media are named by their bytes; a day lets a withdrawn picture leave the caches soon. */
export function cacheControlOf(path: string): string {
  return path.startsWith('/media/') || path.startsWith('/log/tile/')
    ? 'max-age=86400, immutable'
    : 'max-age=60'
}

/**
 * The policy header of the file at `path`: for a page its style hashes and form target are read
 * from the meta tag in the first 8 KiB of `bytes`; anything else there is ignored.
 */
export function policyOf(path: string, bytes: Buffer): string {
  if (!kindOf(path).type.startsWith('text/html')) return closedPolicy
  const own = parseMetaPolicy(bytes.toString('latin1', 0, 8192))
  const hashes = (directive: string): string =>
    (own.get(directive) ?? [])
      .filter((source) => /^'sha(256|384|512)-[\w+/=-]+'$/.test(source))
      .join(' ')
  const scripts = path === '/verify.html' ? hashes('script-src') : ''
  const forms = own.get('form-action')?.join(' ') === "'self'" ? "'self'" : "'none'"
  return [
    "default-src 'none'",
    ...(scripts === '' ? [] : [`script-src ${scripts}`]),
    `style-src ${hashes('style-src') || "'none'"}`,
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    `form-action ${forms}`,
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Directive -> sources of the first policy meta tag; empty when the page has none. */
function parseMetaPolicy(html: string): ReadonlyMap<string, readonly string[]> {
  const tag =
    /<meta\s[^>]*http-equiv=["']?content-security-policy["'\s][^>]*>/i.exec(html)?.[0] ?? ''
  const content = /\scontent="([^"]*)"/i.exec(tag)?.[1] ?? ''
  const policy = content
    .replaceAll('&#39;', "'")
    .replaceAll('&#x27;', "'")
    .replaceAll('&apos;', "'")
  return new Map(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/)
      return [name.toLowerCase(), sources]
    }),
  )
}

function text(type: string): Kind {
  return { type, isText: true, isSafeInline: true }
}
