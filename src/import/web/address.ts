// Web addresses of old sites: where a saved page was, where its links led, and when two spellings are
// one address. Copies made by wget, HTTrack, browsers and the Wayback Machine rewrite addresses, each
// in its own way; here they are turned back.
import { posix } from 'node:path'

export interface WebAddress {
  /** Lower case, without "www."; "" when nobody knows. */
  readonly host: string
  /** Path with query, percent escapes decoded where they are text, NFC: "/haber/12", "/?q=node/12". */
  readonly path: string
}

/** Stands for a host nobody knows; it can never be looked up. */
const nowhere = 'unknown.invalid'
const archived = /^(?:https?:)?(?:\/\/web\.archive\.org)?\/web\/\d{4,14}(?:[a-z]{2}_)?\/(.+)$/i
const noise = /^(?:utm_\w+|fbclid|gclid|phpsessid|sid|replytocom|share|print|destination|_?ga)$/i

/** Where a link leads; null for what is no web address. `base` is the page's own address. */
export function webAddress(raw: string, base: string | null): WebAddress | null {
  const written = raw.trim()
  if (written === '' || written.startsWith('#')) return null
  const url = parseUrl(unwrapped(written), base)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  const host = url.hostname.replace(/^www\./, '')
  return { host: host === nowhere ? '' : host, path: decoded(url.pathname) + keptQuery(url.search) }
}

/** Links of an archive's copy may be relative to the archive, or to the page that was archived. */
function parseUrl(address: string, base: string | null): URL | null {
  const full = base === null ? `http://${nowhere}/` : withScheme(base)
  const url = URL.parse(address, full)
  if (url?.hostname !== 'web.archive.org') return url
  const inner = unwrapped(url.href)
  return inner === url.href ? URL.parse(address, unwrapped(full)) : URL.parse(inner)
}

/** "http://web.archive.org/web/2015/http:/a.example/b" is http://a.example/b. */
function unwrapped(address: string): string {
  const inner = archived.exec(address)?.[1]
  return inner === undefined ? address : withScheme(inner.replace(/^(https?):\/(?=[^/])/i, '$1://'))
}

/** The same article for every spelling: "example.org/node/12" for "/?q=node/12", "/node/12.html". */
export function identityOf({ host, path }: WebAddress): string {
  const [, byQuery] = /^\/(?:index\.php)?\?q=([^&]+)$/.exec(path) ?? []
  const plain = byQuery === undefined ? path : `/${byQuery}`
  const bare = plain
    .replace(/\/index\.(?:html?|php)$/i, '/')
    .replace(/(?<=.)\.html?$/i, '')
    .replace(/\/+$/, '')
  return `${host}${bare}`
}

/** Whether it is a site's front page: many pages wrongly call it their own address. */
export function isFront(address: WebAddress): boolean {
  return /^[^/]*(?:\/[a-z]{2}(?:-[a-z]+)?)?$/i.test(identityOf(address))
}

/**
 * The address a file of a saved folder had, from its name alone: "example.org/node/12.html" is
 * http://example.org/node/12.html, "index.html?page=1.html" and "index.php@q=node%2F1.html" had
 * queries. `path` is relative to the folder, with slashes.
 */
export function addressOfFile(path: string, host: string | null): string {
  const [first = '', ...rest] = path.split('/')
  const known = rest.length > 0 && isHostName(first)
  const inside = known ? rest.join('/') : path
  const [, file = inside, query] = /^([^?@]*)[?@]([^?]*=[^?]*)$/.exec(inside) ?? []
  const search = query === undefined ? '' : `?${query.replace(/\.html?$/i, '')}`
  const name = known ? first.replace(/^www\./i, '') : (host ?? nowhere)
  return `http://${name}/${file.split('/').map(escaped).join('/')}${search}`
}

/** Where the file of a link lies in the saved folder, as its page's copy writes it; null outside. */
export function fileOfLink(raw: string, page: string): string | null {
  const path = raw.split(/[?#]/)[0] ?? ''
  if (path === '' || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(path)) return null
  const joined = path.startsWith('/')
    ? posix.normalize(path.slice(1))
    : posix.normalize(posix.join(posix.dirname(page), path))
  return joined.startsWith('..') || posix.isAbsolute(joined) ? null : decoded(joined)
}

/** What the tool that saved a page wrote into it about where it came from, or null. */
export function statedAddress(comments: readonly string[]): string | null {
  for (const comment of comments) {
    const [, saved] = /\bsaved from url=\(\d+\)(\S+)/.exec(comment) ?? []
    if (saved !== undefined) return saved.replace(/-{2,}$/, '')
    const [, mirrored] = /\bMirrored from (\S+) by HTTrack/.exec(comment) ?? []
    if (mirrored !== undefined) return withScheme(mirrored)
  }
  return null
}

function isHostName(name: string): boolean {
  return (
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[:+]\d+)?$/i.test(name) &&
    !/\.(?:html?|php|aspx?|xml|zip)$/i.test(name)
  )
}

function withScheme(address: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return address
  return /^\/(?!\/)/.test(address) ? address : `http://${address.replace(/^\/\//, '')}`
}

function keptQuery(search: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !noise.test(part.split('=', 1)[0] ?? ''))
  return kept.length === 0 ? '' : `?${decoded(kept.join('&'))}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(
      text.replace(/%(?:2[356]|3F|0\d|1[0-9a-f]|7F)/gi, (code) => `%25${code.slice(1)}`),
    ).normalize('NFC')
  } catch {
    return text
  }
}

/** A name as saved: letters stand as they are, "?" and "#" would part the address. */
function escaped(name: string): string {
  return name.replace(/[?#]/g, encodeURIComponent)
}
