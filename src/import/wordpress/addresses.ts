// Where a WordPress site answered, and where its links lead now. A permalink may lie where the new tree
// has folders of its own ("/tr/..."): links then lead by a path that WordPress knew as well.
import { cleanText } from '../../model/clean.ts'
import { folderOf, type Lang } from '../../text/lang.ts'
import type { FoundArticle } from '../found.ts'
import { type Row, type Scratch, textIn } from '../scratch.ts'
import type { Surroundings } from '../words.ts'

export interface Permalinks {
  readonly scratch: Scratch
  readonly languages: readonly Lang[]
  /** Addresses the old site had. */
  readonly urls: readonly string[]
}

/** Every path an item answered at. */
export function addressesOf(
  row: Row,
  lang: Lang | null,
  oldSlug: string | null,
  site: Permalinks,
): FoundArticle['addresses'] {
  const id = Number(row['id'])
  const link = pathOf(textIn(row, 'link'))
  const paths = new Set<string>([textIn(row, 'type') === 'page' ? `/?page_id=${id}` : `/?p=${id}`])
  if (link !== null && link !== '/') {
    paths.add(link)
    const before = oldSlug === null ? '' : encodeURI(oldSlug)
    const slug = textIn(row, 'slug') ?? ''
    if (before !== '' && slug !== '' && link.includes(`/${slug}`))
      paths.add(link.replace(`/${slug}`, `/${before}`))
  }
  const home = homeOf(row, site)
  if (home !== null) paths.add(home)
  return [...paths].map((path) => ({ path: cleanText(path).slice(0, 500), lang }))
}

/** The path that links inside lead by, without its last slash; null when there is no number. */
function homeOf(row: Row, { languages }: Permalinks): string | null {
  const link = pathOf(textIn(row, 'link'))
  const [first = ''] = (link ?? '').split('/').filter((part) => part !== '')
  const isOurs =
    languages.some((lang) => folderOf(lang) === first.toLowerCase()) ||
    /^(?:media|sitemap|log|editions|trust|ask|share)$|\./i.test(first)
  const isLong = Buffer.byteLength(keyOf(link ?? '')) > 190
  const isFile = isLong || link === null || link === '/' || /[?#\\]|\.\w{2,5}\/?$/.test(link)
  return isOurs || isFile ? `/archives/${Number(row['id'])}` : link
}

/** Where links to the old site lead now: to what comes in as published. */
export function linksOf(site: Permalinks, types: readonly string[]): Surroundings['linkTo'] {
  const { scratch, urls } = site
  const hosts = urls.map(hostOf)
  scratch.table('x a', ['path', 'id'])
  for (const row of scratch.each(`select id, link from "x i" where type <> 'attachment'`)) {
    const path = pathOf(textIn(row, 'link'))
    if (path !== null) scratch.insert('x a', [keyOf(path), row['id'] ?? null])
  }
  scratch.run('create index "x a path" on "x a" (path)')
  return (href) => {
    if (/^(?:#|mailto:)/i.test(href)) return undefined
    const isOutside = /^https?:/i.test(href) && !hosts.includes(hostOf(href))
    if (isOutside) return undefined
    const path = pathOf(href) ?? ''
    const number = /[?&](?:p|page_id)=(\d{1,12})/.exec(path)?.[1]
    const id =
      number === undefined
        ? scratch.first('select id from "x a" where path = ?', keyOf(path))?.['id']
        : Number(number)
    const row =
      id === undefined || id === null ? null : scratch.first('select * from "x i" where id = ?', id)
    const isShown =
      row !== null &&
      textIn(row, 'status') === 'publish' &&
      Number(row['locked']) === 0 &&
      textIn(row, 'content') !== ''
    const isTaken = types.length === 0 || types.includes(textIn(row, 'type') ?? '')
    return isShown && isTaken ? homeOf(row, site) : null
  }
}

function keyOf(path: string): string {
  const bare = path.replace(/[#].*$/s, '').replace(/\/+$/, '')
  try {
    return decodeURI(bare).toLowerCase()
  } catch (error) {
    if (error instanceof URIError) return bare.toLowerCase()
    throw error
  }
}

/** Path and query of an address: "/2020/05/a/"; null when it has none. */
function pathOf(address: string | null): string | null {
  if (address === null || address.trim() === '') return null
  const path = address.trim().replace(/^(?:https?:)?\/\/[^/?#]*/i, '')
  return path.startsWith('/') ? path : `/${path}`
}

function hostOf(address: string | null): string | null {
  const host = /^https?:\/\/([^/?#:]*)/i.exec(address ?? '')?.[1]
  return host === undefined ? null : host.toLowerCase().replace(/^www\./, '')
}
