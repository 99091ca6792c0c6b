// Exports of WordPress (WXR 1.0 to 1.2), one file or several parts, laid out in the scratch database:
// what an article is made of, nothing of commenters, no address of an author.
import { basename } from 'node:path'
import { cleanText } from '../../model/clean.ts'
import { type OnBytes, readPieces } from '../bytes.ts'
import type { FoundItem } from '../found.ts'
import type { LeftOut } from '../left-out.ts'
import type { Row, Scratch } from '../scratch.ts'
import { readXmlItems, type XmlElement } from './xml-items.ts'

export interface WordPressHead {
  /** The site's address, or null. */
  readonly url: string | null
  readonly language: string | null
  /** Public names by login. */
  readonly authors: ReadonlyMap<string, string>
  /** Categories by domain and nicename: their names, and the nicename of what they stand under. */
  readonly terms: ReadonlyMap<string, { readonly name: string; readonly parent: string | null }>
}

export interface Category {
  readonly domain: string
  readonly nicename: string
  readonly name: string
}

/** Kinds of items that are parts of WordPress itself. */
const ofTheSystem =
  /^(?:nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request|wp_(?:template|template_part|global_styles|navigation|font_family|font_face)|acf-field(?:-group)?|shop_order|shop_coupon|wpcf7_contact_form|polylang_mo|elementor_library)$/
const keptMeta =
  /^(?:_thumbnail_id|_wp_attachment_image_alt|_wp_old_slug|_icl_lang_code|_wpml_import_language_code|_wpml_import_translation_group|_icl_trid|trid|_locale)$/

/** Reads the files; yields what has to be refused, and gives back what their heads say. */
export async function* loadWordPress(
  paths: readonly string[],
  {
    scratch,
    left,
    onBytes,
  }: { readonly scratch: Scratch; readonly left: LeftOut; readonly onBytes: OnBytes },
): AsyncGenerator<FoundItem, WordPressHead> {
  scratch.table('x i', [
    'id',
    'seq',
    'place',
    'type',
    'status',
    'parent',
    'slug',
    'title',
    'link',
    'guid',
    'date',
    'gmt',
    'pubdate',
    'creator',
    'content',
    'excerpt',
    'locked',
    'cats',
    'meta',
    'mended',
  ])
  const head = {
    url: null as string | null,
    language: null as string | null,
    authors: new Map<string, string>(),
    terms: new Map<string, { name: string; parent: string | null }>(),
  }
  const seen = new Set<number>()
  let seq = 0
  for (const path of paths) {
    const file = basename(path)
    for await (const part of readXmlItems(readPieces(path, onBytes))) {
      if (part.kind === 'head') {
        readHead(part.elements, head)
        continue
      }
      const where = `${file}, item ${part.number}`
      if (part.kind === 'damaged') {
        yield { kind: 'refused', what: 'item', where, name: part.name, reason: part.reason }
        continue
      }
      const item = rowOf(part.elements)
      left.add('comment', 'there is no place for comments', item.comments)
      if (ofTheSystem.test(item.type)) left.add(item.type, 'a part of WordPress, no article')
      else if (item.id === null)
        yield {
          kind: 'refused',
          what: item.type,
          where,
          name: item.title,
          reason: 'It has no number (wp:post_id)',
        }
      else if (seen.has(item.id))
        yield {
          kind: 'refused',
          what: item.type,
          where,
          name: item.title,
          reason: `Its number ${item.id} was there before`,
        }
      else {
        seen.add(item.id)
        scratch.insert('x i', [item.id, ++seq, where, item.type, ...item.cells, part.mended])
      }
    }
  }
  scratch.run('create unique index "x i id" on "x i" (id)')
  scratch.run('create index "x i type" on "x i" (type, parent)')
  return head
}

/** What plugins and themes noted of an item, as far as it is kept. */
export function metaOf(row: Row): ReadonlyMap<string, string> {
  const json = row['meta'] ?? null
  return json === null ? new Map() : new Map(JSON.parse(String(json)) as [string, string][])
}

function rowOf(elements: readonly XmlElement[]) {
  const of = (name: string): string | null =>
    elements.find((one) => one.name === name)?.text ?? null
  const id = Number(of('wp:post_id') ?? Number.NaN)
  const cats = elements
    .filter(({ name }) => name === 'category')
    .map(
      ({ attributes, text }): Category => ({
        domain: attributes.get('domain') ?? 'category',
        nicename: attributes.get('nicename') ?? text,
        name: cleanText(text).trim(),
      }),
    )
  const meta = elements
    .filter(({ name }) => name === 'wp:postmeta')
    .map(
      ({ children }) =>
        [textIn(children, 'wp:meta_key') ?? '', textIn(children, 'wp:meta_value') ?? ''] as const,
    )
    .filter(([key]) => keptMeta.test(key))
  const title = of('title') ?? ''
  return {
    id: Number.isSafeInteger(id) && id > 0 ? id : null,
    type: (of('wp:post_type') ?? 'post').slice(0, 60),
    title,
    comments: elements.filter(({ name }) => name === 'wp:comment').length,
    cells: [
      of('wp:status') ?? 'publish',
      Number(of('wp:post_parent') ?? 0) || 0,
      of('wp:post_name'),
      title,
      of('link'),
      of('guid'),
      of('wp:post_date'),
      of('wp:post_date_gmt'),
      of('pubDate'),
      of('dc:creator'),
      of('content:encoded') ?? '',
      of('excerpt:encoded') ?? '',
      (of('wp:post_password') ?? '') === '' ? 0 : 1,
      JSON.stringify(cats.slice(0, 500)),
      JSON.stringify(meta.slice(0, 100)),
    ],
  }
}

function readHead(
  elements: readonly XmlElement[],
  head: {
    url: string | null
    language: string | null
    authors: Map<string, string>
    terms: Map<string, { name: string; parent: string | null }>
  },
): void {
  const of = (name: string): string | null => textIn(elements, name)
  head.url ??= of('wp:base_blog_url') ?? of('wp:base_site_url') ?? of('link')
  head.language ??= of('language')
  for (const { name, children } of elements) {
    const child = (key: string): string | null => textIn(children, key)
    if (name === 'wp:author') {
      const login = child('wp:author_login')
      const shown = cleanText(child('wp:author_display_name') ?? login ?? '').trim()
      // Many have their address as their name.
      const isAddress = shown.includes('@')
      if (login !== null)
        head.authors.set(
          login,
          isAddress || shown === '' ? `author ${child('wp:author_id') ?? ''}`.trim() : shown,
        )
    }
    if (name === 'wp:category')
      addTerm(
        head.terms,
        'category',
        child('wp:category_nicename'),
        child('wp:cat_name'),
        child('wp:category_parent'),
      )
    if (name === 'wp:term')
      addTerm(
        head.terms,
        child('wp:term_taxonomy') ?? '',
        child('wp:term_slug'),
        child('wp:term_name'),
        child('wp:term_parent'),
      )
  }
}

function addTerm(
  terms: Map<string, { name: string; parent: string | null }>,
  ...[domain, nicename, name, parent]: readonly [
    string,
    string | null,
    string | null,
    string | null,
  ]
): void {
  if (nicename === null || domain === '') return
  const above = parent === null || parent === '' ? null : parent
  terms.set(`${domain} ${nicename}`, { name: cleanText(name ?? nicename).trim(), parent: above })
}

function textIn(elements: readonly XmlElement[], name: string): string | null {
  return elements.find((one) => one.name === name)?.text ?? null
}
