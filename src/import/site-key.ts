// Two old sites may both have had a node 12: keys begin with what tells the sites apart.
import { createHash } from 'node:crypto'

/**
 * The key of a site's own item: "old.example node/12". `url` is the site's address; without one the
 * site's `own` name, number or time of birth stands for it as a digest; without either the item alone.
 */
export function siteKey(
  item: string,
  { url, own }: { readonly url: string | null; readonly own: string | null },
): string {
  const site = url === null ? null : addressOf(url)
  if (site !== null) return `${site} ${item}`
  if (own === null || own === '') return item
  return `${createHash('sha256').update(own).digest('hex').slice(0, 12)} ${item}`
}

/** "old.example/blog": with or without "www.", over whichever protocol, it is one site. */
function addressOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`.replace(/^www\.|\/+$/g, '') || null
}
