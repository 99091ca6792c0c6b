// Every link of a published tree, whatever it stands in: pages with their styles, feeds, sitemaps, lists.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { elementsOf } from './tree.ts'

const attributesWithLinks = ['href', 'src', 'action', 'poster', 'data', 'cite', 'formaction']

/** The links of one file of the tree as they are written there: relative, from the root, absolute. */
export function everyLink(folder: string, path: string): readonly string[] {
  if (path.endsWith('.html')) return linksOfPage(folder, path)
  const text = (): string => readFileSync(join(folder, path), 'utf8')
  if (/\.(?:atom|rss|xml)$/.test(path)) return linksOfXml(text())
  if (path.endsWith('.json')) return linksOfJson(JSON.parse(text()))
  if (path === 'robots.txt') return matches(text(), /^Sitemap: (.+)$/gm)
  if (path === 'redirects.tsv') return matches(text(), /\t(.+)$/gm)
  return []
}

function linksOfPage(folder: string, path: string): readonly string[] {
  return elementsOf(folder, path).flatMap(({ name, attributes, text }) => {
    const plain = attributesWithLinks.flatMap((attribute) => attributes[attribute] ?? [])
    const sources = (attributes['srcset'] ?? '').split(',').map((one) => one.trim().split(' ')[0]!)
    const content = attributes['content'] ?? ''
    const refresh = matches(attributes['http-equiv'] === 'refresh' ? content : '', /url=(.+)$/g)
    const meta = name === 'meta' && /^https?:/.test(content) ? [content] : []
    const style = `${attributes['style'] ?? ''} ${name === 'style' ? text : ''}`
    const data = attributes['type'] === 'application/ld+json' ? linksOfJson(JSON.parse(text)) : []
    const urls = matches(style, /url\(["']?([^"')]+)/g)
    return [...plain, ...sources, ...refresh, ...meta, ...urls, ...data].filter((link) => link)
  })
}

/** Attributes, elements that hold nothing but an address, and the links of the pages' text inside. */
function linksOfXml(xml: string): readonly string[] {
  const plain = xml.replaceAll('&amp;', '&')
  const inner = plain.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  return [
    ...matches(plain, /<(?:loc|link|guid|url|docs|logo|icon|uri|comments)\b[^>]*>(https?:[^<]+)</g),
    ...linksOfText(inner),
  ]
}

/** Every string that is an address, and the links of text in it. */
function linksOfJson(value: unknown): readonly string[] {
  if (typeof value === 'string')
    return /^https?:\S+$/.test(value) ? [value] : value.includes('<') ? linksOfText(value) : []
  if (typeof value !== 'object' || value === null) return []
  // Whose words they are is no address of ours.
  return Object.entries(value).flatMap(([key, one]) => (key === '@context' ? [] : linksOfJson(one)))
}

function linksOfText(html: string): readonly string[] {
  return matches(html, /\s(?:href|src|url)="([^"]+)"/g)
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}
