// What a page says of its article for machines: JSON-LD, microdata, Open Graph. Texts of strangers:
// sizes are bounded, and nothing of it is taken but a few words and dates.
import { cleanText } from '../../model/clean.ts'
import { attributeOf, type HtmlElement, type HtmlTree } from '../../model/html-tree.ts'
import { findAll, findFirst, metaOf, textOf } from './tree.ts'

export interface Statements {
  readonly headline: string | null
  readonly date: string | null
  readonly author: string | null
  readonly section: string | null
  readonly tags: readonly string[]
  readonly lang: string | null
  readonly url: string | null
  /** Where it stands; null when the page says nothing. */
  readonly by: 'JSON-LD' | 'microdata' | 'Open Graph' | null
}

const articleTypes =
  /^(?:https?:\/\/schema\.org\/)?(?:\w*NewsArticle|Article|BlogPosting|Report|ScholarlyArticle|SocialMediaPosting)$/
const nothing: Statements = {
  headline: null,
  date: null,
  author: null,
  section: null,
  tags: [],
  lang: null,
  url: null,
  by: null,
}

export function readStatements(page: HtmlTree): Statements {
  const json = jsonLdOf(page)
  if (json !== null) return json
  const scope = findFirst(page, (element) =>
    articleTypes.test(attributeOf(element, 'itemtype') ?? ''),
  )
  if (scope !== null) return microdataOf(scope)
  const isArticle = metaOf(page, 'og:type') === 'article'
  const date = metaOf(
    page,
    'article:published_time',
    'dc.date',
    'dcterms.created',
    'date',
    'pubdate',
  )
  if (!isArticle && date === null) return nothing
  return {
    ...nothing,
    headline: metaOf(page, 'og:title'),
    date: isoOrNull(date),
    author: nameOrNull(metaOf(page, 'article:author', 'author')),
    section: metaOf(page, 'article:section'),
    lang: metaOf(page, 'og:locale'),
    url: metaOf(page, 'og:url'),
    by: isArticle ? 'Open Graph' : null,
  }
}

function jsonLdOf(page: HtmlTree): Statements | null {
  const scripts = findAll(page, (element) => {
    return element.tagName === 'script' && /ld\+json/i.test(attributeOf(element, 'type') ?? '')
  })
  for (const script of scripts.slice(0, 20)) {
    const text = script.childNodes.map((node) => ('value' in node ? node.value : '')).join('')
    const article = articleIn(parsed(text), 0)
    if (article !== null) {
      return {
        headline: wordsOf(article['headline']) ?? wordsOf(article['name']),
        date: isoOrNull(wordsOf(article['datePublished']) ?? wordsOf(article['dateCreated'])),
        author: nameOrNull(wordsOf(article['author'])),
        section: wordsOf(article['articleSection']),
        tags: keywordsOf(article['keywords']),
        lang: wordsOf(article['inLanguage']),
        url: wordsOf(article['url']) ?? wordsOf(article['mainEntityOfPage']),
        by: 'JSON-LD',
      }
    }
  }
  return null
}

/** Old plugins write JSON with comments around it or line ends inside strings: then it says nothing. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\s*<!--|-->\s*$/g, '').replace(/[\u0000-\u001f]/g, ' '))
  } catch (cause) {
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}

function articleIn(value: unknown, depth: number): Readonly<Record<string, unknown>> | null {
  if (depth > 4 || typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) {
    for (const entry of value.slice(0, 50)) {
      const found = articleIn(entry, depth + 1)
      if (found !== null) return found
    }
    return null
  }
  const object = value as Readonly<Record<string, unknown>>
  const types = [object['@type']].flat()
  if (types.some((type) => typeof type === 'string' && articleTypes.test(type))) return object
  return articleIn(object['@graph'], depth + 1) ?? articleIn(object['mainEntity'], depth + 1)
}

/** A text, the first of a list, or the name of a thing. */
function wordsOf(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (typeof first === 'string')
    return cleanText(first).replace(/\s+/g, ' ').trim().slice(0, 2000) || null
  if (typeof first !== 'object' || first === null) return null
  const { name, ['@id']: id } = first as Readonly<Record<string, unknown>>
  return typeof name === 'string' ? wordsOf(name) : typeof id === 'string' ? wordsOf(id) : null
}

function keywordsOf(value: unknown): readonly string[] {
  const words = typeof value === 'string' ? value.split(/[,،;]/) : Array.isArray(value) ? value : []
  return words
    .flatMap((word) => wordsOf(word) ?? [])
    .filter((word) => word.length < 100)
    .slice(0, 50)
}

function microdataOf(scope: HtmlElement): Statements {
  const of = (name: string): string | null => {
    const element = findFirst(scope, (one) =>
      (attributeOf(one, 'itemprop') ?? '').split(/\s+/).includes(name),
    )
    if (element === null) return null
    const value =
      attributeOf(element, 'content') ?? attributeOf(element, 'datetime') ?? textOf(element)
    return cleanText(value).replace(/\s+/g, ' ').trim().slice(0, 2000) || null
  }
  return {
    headline: of('headline') ?? of('name'),
    date: isoOrNull(of('datePublished') ?? of('dateCreated')),
    author: nameOrNull(of('author')),
    section: of('articleSection'),
    tags: keywordsOf(of('keywords')),
    lang: of('inLanguage'),
    url: null,
    by: 'microdata',
  }
}

function isoOrNull(text: string | null): string | null {
  return text !== null && /^\d{4}-?\d\d-?\d\d/.test(text) ? text : null
}

/** Authors are often given as the address of their page. */
function nameOrNull(text: string | null): string | null {
  return text === null || /^https?:/i.test(text) || text.length > 200 ? null : text
}
