// Addresses of links on their way in: what could run or track is taken out, what stays is safe to
// publish. Works on the text of the address, so that what is kept keeps its very characters.
import { isSafeHref } from './body.ts'

export interface CleanedHref {
  /** Null when nothing safe is left. */
  readonly href: string | null
  /** Why it is null ("javascript:"), or null. */
  readonly refused: string | null
  /** Names of the parameters and wrappers taken out. */
  readonly removed: readonly string[]
}

const trackers =
  /^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|oly_anon_id|oly_enc_id|vero_id|ref_src|ref_url|spm|wt_mc|s_cid|cmpid|__twitter_impression)$/i

/** Cleans the address of a link. Two clicks' worth of redirectors are unwrapped. */
export function cleanHref(raw: string): CleanedHref {
  const removed: string[] = []
  let href = raw.replace(/[\t\n\r]/g, '').trim()
  for (let layer = 0; layer < 2; layer++) {
    const inner = unwrap(href)
    if (inner === null) break
    removed.push('redirect')
    href = inner
  }
  if (href.startsWith('//')) href = `https:${href}`
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase()
  if (scheme !== undefined && !['http', 'https', 'mailto'].includes(scheme)) {
    return { href: null, refused: `${scheme.slice(0, 20)}:`, removed }
  }
  href = withoutTrackers(encodeUnsafe(href), removed)
  if (/^https?:\/\/[^/?#]*@/i.test(href)) return { href: null, refused: 'user name in it', removed }
  if (!isSafeHref(href)) return { href: null, refused: 'not an address', removed }
  return { href, refused: null, removed }
}

/** The address behind a search engine's or network's redirect, or null. */
function unwrap(href: string): string | null {
  const match =
    /^https?:\/\/(?:www\.google\.[a-z.]{2,6}\/url|l\.facebook\.com\/l\.php|lm\.facebook\.com\/l\.php)\?(.*)$/i.exec(
      href,
    )
  if (match === null) return null
  const params = new URLSearchParams(match[1])
  const inner = params.get('q') ?? params.get('url') ?? params.get('u')
  return inner !== null && /^https?:\/\//i.test(inner) ? inner : null
}

function withoutTrackers(href: string, removed: string[]): string {
  const [, path = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(href) ?? []
  if (query === undefined) return href
  const kept = query.split('&').filter((part) => {
    const name = part.split('=', 1)[0] ?? ''
    if (!trackers.test(name)) return true
    removed.push(name.toLowerCase())
    return false
  })
  if (kept.length === query.split('&').length) return href
  return path + (kept.length === 0 ? '' : `?${kept.join('&')}`) + fragment
}

/** Spaces and invisible characters as %XX, as a browser would send them. */
function encodeUnsafe(href: string): string {
  return href.replace(
    /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202f\u2066-\u2069\ufeff]/g,
    (c) => encodeURIComponent(c),
  )
}
