// Where a Drupal site answered, and where its links lead now: numbers, aliases, prefixes of languages.
import { cleanText } from '../../model/clean.ts'
import type { Lang } from '../../text/lang.ts'
import type { FoundArticle } from '../found.ts'
import type { HowToRead } from '../how.ts'
import { textIn } from '../scratch.ts'
import type { Surroundings } from '../words.ts'
import type { NodeRow } from './lists.ts'
import type { DrupalSite } from './site.ts'

/** Every path the nodes of one article answered at, each once. */
export function addressesOf(
  nodes: readonly NodeRow[],
  langs: readonly (Lang | null)[],
  site: DrupalSite,
): FoundArticle['addresses'] {
  const found = new Map<string, Lang | null>()
  for (const [at, node] of nodes.entries()) {
    // Languages may share a number: then only their prefixes tell them apart.
    const shares = nodes.findIndex(({ nid }) => nid === node.nid) !== at
    for (const path of pathsOf(node, shares, site)) {
      if (!found.has(path)) found.set(path, nodes.length > 1 ? (langs[at] ?? null) : null)
    }
  }
  return [...found].map(([path, lang]) => ({ path, lang }))
}

function pathsOf(node: NodeRow, shares: boolean, site: DrupalSite): readonly string[] {
  const own = `node/${node.nid}`
  const prefix = site.prefixes.get(node.lang ?? '') ?? ''
  const paths: string[] = []
  const add = (path: string, isBare: boolean): void => {
    if (isBare) paths.push(`/${path}`)
    if (prefix !== '' && !path.startsWith(`${prefix}/`)) paths.push(`/${prefix}/${path}`)
  }
  add(own, !shares)
  if (!shares) paths.push(`/?q=${own}`)
  const aliases = site.scratch.all(
    'select distinct alias, lang from "x al" where path = ? order by alias, lang',
    own,
  )
  for (const row of aliases) {
    const stated = textIn(row, 'lang')
    const isNeutral = stated === null || /^(?:und|zxx|)$/.test(stated)
    const alias = cleanText(textIn(row, 'alias') ?? '')
    if ((isNeutral || stated === node.lang) && alias !== '' && alias.length < 500)
      add(alias, !isNeutral || !shares)
  }
  return paths
}

/** Where links to the old site lead now: to the nodes that come in as published, by their numbers. */
export function linksOf(site: DrupalSite, { oldUrl, types }: HowToRead): Surroundings['linkTo'] {
  const host = oldUrl === null ? null : new URL(oldUrl).hostname.replace(/^www\./, '')
  const prefixes = new Set([...site.prefixes.values()].filter((prefix) => prefix !== ''))
  const published = (nid: number): boolean =>
    site.scratch
      .all('select type, status from "x n" where nid = ?', nid)
      .some(
        (row) =>
          Number(row['status']) === 1 &&
          (types.length === 0 || types.includes(String(row['type']))),
      )
  return (href) => {
    if (/^(?:#|mailto:)/i.test(href)) return undefined
    const [, authority, path = ''] = /^(?:https?:\/\/([^/?#]*))?(.*)$/is.exec(href) ?? []
    if (authority !== undefined && authority.toLowerCase().replace(/^www\.|:\d+$/g, '') !== host)
      return undefined
    const asked = decodedPath(/[?&]q=([^&#]*)/.exec(path)?.[1] ?? path.replace(/[?#].*$/s, ''))
    const [first = '', ...rest] = asked.split('/')
    const bare = prefixes.has(first) ? rest.join('/') : asked
    const row = site.scratch.first('select path from "x al" where alias = ? limit 1', bare)
    const nid = /^node\/(\d{1,12})$/.exec(row === null ? bare : String(row['path']))?.[1]
    return nid !== undefined && published(Number(nid)) ? `/node/${nid}` : null
  }
}

function decodedPath(path: string): string {
  const bare = path.replace(/^(?:\.{0,2}\/)+|\/+$/g, '')
  try {
    return decodeURIComponent(bare)
  } catch (error) {
    if (error instanceof URIError) return bare
    throw error
  }
}
