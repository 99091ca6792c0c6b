// Old addresses as files of the tree: "/node/12" becomes node/12/index.html, which every static host
// serves. Addresses with a query, a program's suffix or a place of ours cannot be files; redirects.tsv
// carries those. An article whose date is put right leaves its former place as such an address.
import { type LiveArticle, versionIn } from '../model/live.ts'
import type { Newsroom } from '../model/newsroom.ts'
import { folderOf } from '../text/lang.ts'
import { standingPages } from './pages/page.ts'
import { pathOf } from './shown.ts'

const ownNames =
  /^(?:media|sitemap|log|editions|trust|ask|share)(?:\/|$)|^(?:index|404|503|verify)\.html$|\.(?:xml|txt|tsv|atom|rss|json)$/i
/** What file systems of readers' machines cannot hold. */
const unsafe = /[\\:*?"<>|#\u0000-\u001f\u007f]|[ .](?:\/|$)/

/** The file that answers at an old address, or null when a static host cannot have one. */
export function movedPath(
  address: string,
  newsroom: Pick<Newsroom, 'languages' | 'sections'>,
): string | null {
  if (address.includes('?')) return null
  const path = decoded(address)?.replace(/^\/+|\/+$/g, '')
  if (path === undefined || path === '' || unsafe.test(path)) return null
  const parts = path.split('/')
  const isLong = new TextEncoder().encode(path).length > 400
  if (isLong || parts.some((part) => isBad(part))) return null
  // "a.html" cannot be a file and a folder at once.
  if (parts.slice(0, -1).some((part) => /\.html?$/i.test(part))) return null
  if (ownNames.test(path) || isOurs(parts, newsroom)) return null
  if (/\.html?$/i.test(path)) return path
  return /\.(?:php\d?|aspx?|jsp|cgi|cfm)$/i.test(path) ? null : `${path}/index.html`
}

/** The file of a former place of an article, or of one joined with it; null: not one of its own. */
export function formerPath(
  address: string,
  { id, joined = [] }: Pick<LiveArticle, 'id' | 'joined'>,
): string | null {
  const isPlace = /^\/[a-z0-9-]+\/\d{4}\/\d{2}\/[^/?#]+\.html$/.test(address)
  const isOwn = [id, ...joined].some((own) => address.endsWith(`-${own}.html`))
  return isPlace && isOwn ? address.slice(1) : null
}

/** The next state with the places that its versions leave, so that they lead on from now on. */
export function withFormerPlaces(old: LiveArticle, next: LiveArticle): LiveArticle {
  const left = old.versions.flatMap((version) => {
    const now = versionIn(next, version.lang)
    const [path, nextPath] = [pathOf(old, version), now && pathOf(next, now)]
    return nextPath === null || nextPath === path ? [] : [{ path: `/${path}`, lang: version.lang }]
  })
  const fresh = left.filter(({ path }) => !next.addresses.some((known) => known.path === path))
  if (fresh.length === 0) return next
  const addresses = [...next.addresses, ...fresh].sort((a, b) => (a.path < b.path ? -1 : 1))
  return { ...next, addresses }
}

function isBad(part: string): boolean {
  return part === '' || part.startsWith('.') || new TextEncoder().encode(part).length > 200
}

// Below a language's folder the years, sections, people and standing pages are ours; an old site's
// "/tr/node/12" or "/tr/haber-basligi" is not in their way.
function isOurs(
  parts: readonly string[],
  { languages, sections }: Pick<Newsroom, 'languages' | 'sections'>,
): boolean {
  const [first = '', second = '', ...rest] = parts.map((part) => part.toLowerCase())
  if (!languages.some((lang) => folderOf(lang) === first)) return false
  if (second === '' || second === 'people' || /^\d{4}$/.test(second)) return true
  if (sections.some(({ key }) => key === second)) return rest.every((part) => /^\d+$/.test(part))
  const page = second.replace(/\.html?$/, '')
  return ['index', '404', '503', ...standingPages].includes(page)
}

function decoded(address: string): string | undefined {
  try {
    return decodeURIComponent(address).normalize('NFC')
  } catch (cause) {
    if (cause instanceof URIError) return undefined
    throw cause
  }
}
