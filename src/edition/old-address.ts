// Old addresses as files of the tree: "/node/12" becomes node/12/index.html. Addresses with a query,
// a program's suffix or a name of ours cannot be files; redirects.tsv carries those.
import { folderOf, type Lang } from '../text/lang.ts'

const ownNames =
  /^(?:media|sitemap|log|editions|trust|ask|share)(?:\/|$)|^(?:index|404|verify)\.html$|\.(?:xml|txt|tsv)$/i

/** The file that answers at an old address, or null when a static host cannot have one. */
export function movedPath(address: string, languages: readonly Lang[]): string | null {
  if (/[?#\\\u0000-\u001f\u007f]/.test(address)) return null
  const path = decoded(address)?.replace(/^\/+|\/+$/g, '')
  if (path === undefined || path === '' || new TextEncoder().encode(path).length > 200) return null
  const parts = path.split('/')
  if (parts.some((part) => part === '' || part.startsWith('.') || part.length > 100)) return null
  const [first = ''] = parts
  if (
    ownNames.test(path) ||
    (languages.some((lang) => folderOf(lang) === first.toLowerCase()) && isOurs(parts))
  )
    return null
  // Ours, and what would end the comment of a forwarded page that lists it.
  if (/\.proof\.html$|--!?>/i.test(path)) return null
  if (/\.html?$/i.test(path)) return path
  return /\.(?:php|aspx?|jsp|cgi)$/i.test(path) ? null : `${path}/index.html`
}

// Below a language's folder the years, the lists and the standing pages are ours; an old site's
// "/tr/node/12" is not in their way.
function isOurs(parts: readonly string[]): boolean {
  const second = parts[1] ?? ''
  return second !== 'node' && second !== 'content'
}

function decoded(address: string): string | undefined {
  try {
    return decodeURIComponent(address).normalize('NFC')
  } catch {
    return undefined
  }
}
