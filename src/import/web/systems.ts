// How pages of Drupal and WordPress are built, version by version: which elements are items, and
// where in an item its parts stand. Class names are from the systems' own default templates.
import { attributeOf, type HtmlElement, parentOf } from '../../model/html-tree.ts'
import { byClass, classesOf, type Test } from './tree.ts'

export interface SiteSystem {
  readonly name: string
  /** Whether an element is an item of a list, or the one article of a page. */
  readonly isItem: Test
  readonly headline: Test
  readonly submitted: Test
  readonly poster: Test
  /** From the closest fitting place of the text to the loosest. */
  readonly bodies: readonly Test[]
  /** Shown inside an item, but not part of its text. */
  readonly noise: Test
  readonly tag: Test
  readonly section: Test
  /** A picture kept in a field of its own. */
  readonly picture: Test
  /** The item's own address by its number, or null. */
  readonly number: (item: HtmlElement) => string | null
  /** The page's own address by the number its <body> names, or null. */
  readonly pageNumber: (body: HtmlElement) => string | null
}

/** Furniture of every site. */
const furniture = byClass(
  ...'links comments comment comment-wrapper comment_forbidden pager pagination item-list-pager breadcrumb tabs service-links sharethis-buttons sharethis-wrapper addtoany_share_save_container a2a_kit share sharing social-share sharedaddy jp-relatedposts related-posts print-link book-navigation field-label field__label node-readmore read-more readmore more-link views-field-view-node contextual-links-wrapper contextual feed-icon element-invisible visually-hidden screen-reader-text post-navigation navigation nav-links entry-utility edit-link wp-embedded-content-fallback'.split(
    ' ',
  ),
)
const furnitureTags = new Set(['nav', 'form', 'script', 'style', 'noscript', 'button', 'aside'])

/** Whether it is part of every page rather than of an article. */
export function isFurniture(element: HtmlElement): boolean {
  return furnitureTags.has(element.tagName) || furniture(element)
}

const drupalHeadline = byClass(
  ...'node-title node__title title page-title views-field-title field-name-title field--name-title views-field-title-1'.split(
    ' ',
  ),
)

export const drupal: SiteSystem = {
  name: 'Drupal',
  isItem(element) {
    if (element.tagName === 'body' || isAside(element)) return false
    const classes = classesOf(element)
    return (
      classes.includes('node') ||
      classes.includes('views-row') ||
      attributeOf(element, 'data-history-node-id') !== null ||
      (element.tagName === 'tr' && isViewsRow(element))
    )
  },
  headline: (element) =>
    drupalHeadline(element) || (/^h[1-3]$/.test(element.tagName) && !isAside(element)),
  submitted: byClass(
    ...'submitted node__submitted node-submitted meta views-field-created views-field-created-1 views-field-changed field--name-created date-display-single post-date field-name-post-date field-name-field-date field--name-field-date'.split(
      ' ',
    ),
  ),
  poster: byClass('username', 'field--name-uid', 'views-field-name', 'views-field-uid'),
  bodies: [
    byClass('field-name-body', 'field--name-body'),
    byClass(
      'views-field-body',
      'views-field-teaser',
      'views-field-body-value',
      'views-field-field-body',
    ),
    byClass(
      'field-type-text-with-summary',
      'field--type-text-with-summary',
      'field-type-text-long',
    ),
    byClass('content', 'node__content', 'node-content'),
  ],
  noise: (element) =>
    isFurniture(element) ||
    byClass(
      ...'submitted node__submitted node-title node__title taxonomy terms field-name-field-tags field--name-field-tags field-type-taxonomy-term-reference field--name-field-image field-name-field-image views-field-title views-field-created views-field-name user-picture'.split(
        ' ',
      ),
    )(element),
  tag: (element) =>
    element.tagName === 'a' &&
    (/(?:^|\/)taxonomy\/term\//.test(hrefOf(element)) ||
      isInside(
        element,
        byClass(
          ...'terms taxonomy field-name-field-tags field--name-field-tags field-type-taxonomy-term-reference'.split(
            ' ',
          ),
        ),
      )),
  section: byClass(
    ...'field-name-field-section field--name-field-section field-name-field-category field--name-field-category views-field-field-category'.split(
      ' ',
    ),
  ),
  picture: byClass('field-name-field-image', 'field--name-field-image', 'views-field-field-image'),
  number(item) {
    const id =
      attributeOf(item, 'data-history-node-id') ??
      /^node-(\d+)$/.exec(attributeOf(item, 'id') ?? '')?.[1]
    const about = /\/node\/(\d+)$/.exec(attributeOf(item, 'about') ?? '')?.[1]
    const number = id ?? about
    return number !== undefined && /^\d{1,10}$/.test(number) ? `/node/${number}` : null
  },
  pageNumber: (body) => numberIn(body, /^(?:page-node-|node-page-)(\d+)$/, '/node/'),
}

export const wordpress: SiteSystem = {
  name: 'WordPress',
  isItem(element) {
    if (element.tagName === 'body' || isAside(element)) return false
    const classes = classesOf(element)
    return (
      classes.includes('hentry') ||
      classes.includes('type-post') ||
      /^post-\d+$/.test(attributeOf(element, 'id') ?? '') ||
      (element.tagName === 'div' && classes.includes('post'))
    )
  },
  headline: (element) =>
    byClass(
      'entry-title',
      'post-title',
      'posttitle',
      'storytitle',
      'wp-block-post-title',
    )(element) || /^h[1-3]$/.test(element.tagName),
  submitted: byClass(
    ...'entry-date published posted-on post-date postdate entry-meta post-meta postmetadata post-byline meta byline postinfo wp-block-post-date'.split(
      ' ',
    ),
  ),
  poster: (element) =>
    byClass('fn', 'author', 'post-author', 'wp-block-post-author__name')(element) ||
    (attributeOf(element, 'rel') ?? '').split(/\s+/).includes('author'),
  bodies: [
    byClass(
      'entry-content',
      'post-content',
      'postcontent',
      'wp-block-post-content',
      'storycontent',
    ),
    byClass('entry-summary', 'post-excerpt', 'excerpt', 'wp-block-post-excerpt'),
    byClass('entry', 'post-entry', 'post-body', 'entry-body'),
  ],
  noise: (element) =>
    isFurniture(element) ||
    byClass(
      ...'entry-title post-title entry-meta entry-header entry-footer post-meta postmetadata entry-tags author-box wpcnt'.split(
        ' ',
      ),
    )(element),
  tag: (element) =>
    element.tagName === 'a' &&
    (attributeOf(element, 'rel') ?? '').split(/\s+/).includes('tag') &&
    !isCategory(element),
  section: (element) => element.tagName === 'a' && isCategory(element),
  picture: byClass(
    'post-thumbnail',
    'wp-block-post-featured-image',
    'featured-image',
    'entry-thumb',
  ),
  number(item) {
    const id = /^post-(\d{1,10})$/.exec(attributeOf(item, 'id') ?? '')?.[1]
    const named = classesOf(item).find((name) => /^post-\d{1,10}$/.test(name))
    const number = id ?? named?.slice('post-'.length)
    return number === undefined ? null : `/?p=${number}`
  },
  pageNumber: (body) => numberIn(body, /^(?:postid-|page-id-)(\d{1,10})$/, '/?p='),
}

/** A row of a view that is shown as a table; its head is none. */
function isViewsRow(row: HtmlElement): boolean {
  const body = parentOf(row)
  const table = parentOf(body)
  return body?.tagName === 'tbody' && table !== null && classesOf(table).includes('views-table')
}

/** A sidebar, a footer, a block of other news: what stands there is not the page's own. */
function isAside(element: HtmlElement): boolean {
  return isInside(element, (around) => {
    if (around.tagName === 'aside' || around.tagName === 'footer' || around.tagName === 'nav')
      return true
    const names = [...classesOf(around), attributeOf(around, 'id') ?? '']
    return names.some((name) =>
      /^(?:sidebar(?:[-_](?:left|right|first|second|primary|secondary))?|region-sidebar(?:-\w+)?|region-footer(?:-\w+)?|footer|widget-area|secondary|comments?|related(?:-\w+)*|jp-relatedposts|block-views-block-related)$/.test(
        name,
      ),
    )
  })
}

function isInside(element: HtmlElement, fits: Test): boolean {
  for (let at: HtmlElement | null = element, up = 0; at !== null && up < 60; up++) {
    if (fits(at)) return true
    at = parentOf(at)
  }
  return false
}

function isCategory(link: HtmlElement): boolean {
  return (
    (attributeOf(link, 'rel') ?? '').split(/\s+/).includes('category') ||
    /\/category\/|[?&]cat=\d/.test(hrefOf(link))
  )
}

function hrefOf(link: HtmlElement): string {
  return attributeOf(link, 'href') ?? ''
}

function numberIn(body: HtmlElement, form: RegExp, before: string): string | null {
  for (const name of classesOf(body)) {
    const number = form.exec(name)?.[1]
    if (number !== undefined) return before + number
  }
  return null
}
