// HTML in: an old site's body, a feed's content, a paste from Word or Google Docs becomes the closed
// document, or is dropped with a note. Pictures are never fetched: an importer that has the file says
// so through `picture`, all others are listed and left out.

import { textDirection } from '../text/bidi.ts'
import type { Lang } from '../text/lang.ts'
import { type Body, type BodyNode, checkBody } from './body.ts'
import { type BlockAttrs, BodyBuilder } from './body-builder.ts'
import { cleanText } from './clean.ts'
import { cleanHref } from './href.ts'
import { classify, embedAddress, isBulletMark, isHidden, pictureOf } from './html-elements.ts'
import {
  blockState,
  contradicts,
  inlineState,
  mostlyDirection,
  raisedText,
  type State,
} from './html-state.ts'
import { type Survey, surveyHtml } from './html-survey.ts'
import { attributeOf, type HtmlElement, type HtmlParent, parseHtml, walkHtml } from './html-tree.ts'
import type { Digest } from './id.ts'
import { Inline, type Marks, noMarks } from './inline.ts'
import { type Note, NoteBook } from './note.ts'

export interface HtmlPicture {
  /** As written in the page. */
  readonly src: string
  readonly alt: string
  readonly title: string
  readonly caption: string
}

export interface HtmlOptions {
  /** The text's language: marking it once more says nothing and is left out. */
  readonly lang?: Lang
  /** The digest of a picture's file, null when there is none; without this no picture is kept. */
  readonly picture?: (picture: HtmlPicture) => Digest | null
}

export interface HtmlBody {
  readonly body: Body
  readonly notes: readonly Note[]
  /** Every picture met, kept or not. */
  readonly pictures: readonly HtmlPicture[]
}

/**
 * Reads HTML as a body. Linear in its length; throws RangeError when it is too long (parseHtml).
 * What the document does not know is unwrapped (its text stays) or, where it could act, dropped.
 */
export function bodyFromHtml(html: string, options: HtmlOptions = {}): HtmlBody {
  return bodyFromTree(parseHtml(html), options)
}

/** Reads all that is inside `root`, an element of a page or a page, as a body. */
export function bodyFromTree(root: HtmlParent, options: HtmlOptions = {}): HtmlBody {
  const reading = new Reading(surveyHtml(root), options)
  walkHtml(root, reading)
  return reading.finish()
}

/** A <figure> being read: its pictures wait for the caption. */
interface Figure {
  readonly pictures: Omit<HtmlPicture, 'caption'>[]
  caption: readonly BodyNode[]
}

class Reading {
  readonly #survey: Survey
  readonly #options: HtmlOptions
  readonly #notes = new NoteBook()
  readonly #pictures: HtmlPicture[] = []
  readonly #builder: BodyBuilder
  readonly #figures: Figure[] = []
  #states: State[]

  constructor(survey: Survey, options: HtmlOptions) {
    this.#survey = survey
    this.#options = options
    const lang = options.lang ?? null
    this.#states = [{ marks: noMarks, lang, dir: null, lines: false, raised: null }]
    this.#builder = new BodyBuilder(
      (text) => this.#blockAttrs(text),
      (type) => this.#notes.add('flattened', type.replace('_', ' ')),
    )
  }

  finish(): HtmlBody {
    const body = checkBody(this.#builder.finish())
    return { body, notes: this.#notes.list(), pictures: this.#pictures }
  }

  text(value: string): void {
    const state = this.#state
    const clean = cleanText(value)
    if (clean.length !== value.length) this.#notes.add('characters-dropped', 'invisible')
    const text = state.raised === null ? clean : raisedText(clean, state.raised)
    const marks = this.#marksFor(text)
    for (const [i, line] of (state.lines ? text.split(/\r\n|\n|\r/) : [text]).entries()) {
      if (i > 0) this.#builder.lineBreak(marks)
      this.#builder.text(line, marks)
    }
  }

  enter(element: HtmlElement): boolean {
    if (this.#enterNote(element)) return false
    const kind = classify(element)
    if (isHidden(element) && kind !== 'head') {
      if (element.childNodes.length > 0 && !isBulletMark(element))
        this.#notes.add('dropped', 'hidden text')
      return false
    }
    switch (kind) {
      case 'head':
        return false
      case 'dropped':
        this.#notes.add('dropped', element.tagName)
        return false
      case 'embed':
        this.#embed(element)
        return false
      case 'picture':
        this.#picture(element)
        return false
      case 'break':
        this.#builder.lineBreak(this.#state.marks)
        return false
      case 'rule':
        this.#builder.endBlock()
        this.#builder.add({ type: 'rule' })
        return false
      case 'inline':
        this.#states.push(this.#inside(element))
        return true
      case 'block':
        this.#builder.endBlock()
        this.#states.push(blockState(this.#state, element, this.#options.lang))
        this.#openBlock(element)
        return true
    }
  }

  leave(element: HtmlElement): void {
    if (classify(element) === 'block') this.#closeBlock(element)
    this.#states.pop()
  }

  get #state(): State {
    return this.#states.at(-1) as State
  }

  /** Headings are strong by themselves; a language whose script the text is not in is a slip. */
  #marksFor(text: string): Marks {
    const { marks } = this.#state
    const phrase =
      marks.phrase !== null && contradicts(marks.phrase.lang, text) ? null : marks.phrase
    return { ...marks, phrase, strong: marks.strong && !this.#builder.inHeading }
  }

  #openBlock(element: HtmlElement): void {
    const { tagName } = element
    const level = headingLevels[tagName]
    if (level !== undefined) this.#builder.begin('heading', { level })
    else if (isFigure(element)) this.#figures.push({ pictures: [], caption: [] })
    else if (isCaption(element) && this.#figures.length > 0) this.#builder.begin('caption')
    else {
      const container = this.#containerOf(element)
      if (container !== null) this.#builder.open(container, containerAttrs(element))
    }
  }

  #closeBlock(element: HtmlElement): void {
    const ended = this.#builder.endBlock()
    const figure = this.#figures.at(-1)
    if (isFigure(element)) {
      this.#figures.pop()
      if (figure !== undefined) this.#placeFigure(figure)
    } else if (isCaption(element) && figure !== undefined) {
      figure.caption = [...figure.caption, ...ended]
    } else if (
      headingLevels[element.tagName] === undefined &&
      this.#containerOf(element) !== null
    ) {
      this.#builder.close()
    }
  }

  #containerOf(element: HtmlElement): ContainerType | null {
    const container = containers[element.tagName] ?? null
    if (container === 'table' && this.#survey.layoutTables.has(element)) return null
    return container
  }

  #inside(element: HtmlElement): State {
    const link = element.tagName === 'a' ? this.#link(element) : null
    return inlineState(this.#state, element, { link, own: this.#options.lang })
  }

  /** `dir` is kept where the text's first letter would mislead, and only when most words agree. */
  #blockAttrs(text: string): BlockAttrs {
    const { lang, dir } = this.#state
    const own = lang === (this.#options.lang ?? null) || contradicts(lang, text)
    const shownLang = own ? null : lang
    if (dir === null) return { lang: shownLang, dir: null }
    const most = mostlyDirection(text)
    if (most !== null && most !== dir) this.#notes.add('direction-dropped', dir)
    return { lang: shownLang, dir: most === dir && textDirection(text) !== dir ? dir : null }
  }

  #link(element: HtmlElement): string | null {
    const raw = attributeOf(element, 'href')
    if (raw === null || raw.trim() === '' || raw.trim().startsWith('#')) return null
    const { href, refused, removed } = cleanHref(raw)
    if (refused !== null) this.#notes.add('link-dropped', refused)
    for (const name of removed) this.#notes.add('link-cleaned', name)
    return href
  }

  #embed(element: HtmlElement): void {
    const address = embedAddress(element)
    const { href } = address === null ? { href: null } : cleanHref(address)
    if (href === null || !/^https?:/i.test(href)) {
      this.#notes.add('dropped', element.tagName)
      return
    }
    this.#notes.add('embed-linked', element.tagName)
    const title = cleanText(attributeOf(element, 'title') ?? '').trim()
    this.#builder.endBlock()
    const text = title === '' ? href.replace(/^https?:\/\/(?:www\.)?/i, '') : title
    this.#builder.text(text, { ...noMarks, link: href })
    this.#builder.endBlock()
  }

  #picture(element: HtmlElement): void {
    const picture = pictureOf(element)
    const figure = this.#figures.at(-1)
    if (picture === null) this.#notes.add('dropped', 'tracking pixel')
    else if (figure !== undefined) figure.pictures.push(picture)
    else this.#placeFigure({ pictures: [picture], caption: [] })
  }

  /** Places the figure's pictures, the caption under the last; without a picture it stays text. */
  #placeFigure({ pictures, caption }: Figure): void {
    const words = caption.map((node) => node.text ?? ' ').join('')
    for (const [i, picture] of pictures.entries()) {
      const known = { ...picture, caption: words }
      this.#pictures.push(known)
      const digest = this.#options.picture?.(known) ?? null
      if (digest === null) this.#notes.add('picture-missing', shortSource(picture.src))
      else {
        const content = i === pictures.length - 1 ? caption : []
        this.#builder.add({ type: 'figure', attrs: { picture: digest }, content })
      }
    }
    if (pictures.length === 0 && caption.length > 0) {
      this.#builder.add({ type: 'paragraph', content: caption })
    }
  }

  /** True when the element is a footnote's mark, its block or its way back, all dealt with here. */
  #enterNote(element: HtmlElement): boolean {
    if (this.#survey.noteBlocks.has(element) || this.#survey.backLinks.has(element)) return true
    const block = this.#survey.footnotes.get(element)
    if (block === undefined) return false
    const { marks } = this.#state
    this.#builder.footnote(this.#noteContent(block), { ...marks, link: null })
    return true
  }

  /** A note's running text: blocks and breaks become spaces, marks stay. */
  #noteContent(block: HtmlElement): readonly BodyNode[] {
    const inline = new Inline()
    const states = this.#states
    this.#states = [{ ...this.#state, marks: noMarks, raised: null }]
    let spaced = true
    const add = (text: string): void => {
      const collapsed = cleanText(text).replace(/[ \t\n\r\f\u00a0]+/g, ' ')
      const shown = spaced ? collapsed.replace(/^ /, '') : collapsed
      if (shown !== '') spaced = shown.endsWith(' ')
      inline.addText(shown, this.#state.marks)
    }
    walkHtml(block, {
      text: add,
      enter: (element) => {
        const kind = classify(element)
        if (kind === 'break' || kind === 'block') add(' ')
        if (this.#survey.backLinks.has(element) || this.#survey.footnotes.has(element)) return false
        if ((kind !== 'inline' && kind !== 'block') || isHidden(element)) return false
        this.#states.push(this.#inside(element))
        return true
      },
      leave: (element) => {
        if (classify(element) === 'block') add(' ')
        this.#states.pop()
      },
    })
    this.#states = states
    return withoutOuterSpace(inline.nodes())
  }
}

type ContainerType = Parameters<BodyBuilder['open']>[0]

const containers: Readonly<Record<string, ContainerType>> = {
  ul: 'bullet_list',
  menu: 'bullet_list',
  dir: 'bullet_list',
  ol: 'ordered_list',
  li: 'list_item',
  blockquote: 'quote',
  table: 'table',
  tr: 'table_row',
  td: 'table_cell',
  th: 'table_header',
}

const headingLevels: Readonly<Record<string, number>> = { h1: 2, h2: 2, h3: 3, h4: 4, h5: 4, h6: 4 }

function containerAttrs(element: HtmlElement): Readonly<Record<string, unknown>> {
  const { tagName } = element
  if (tagName === 'ol') {
    const start = Number.parseInt(attributeOf(element, 'start') ?? '1', 10)
    return { start: Math.abs(start) < 1e6 ? start : 1 }
  }
  if (tagName !== 'td' && tagName !== 'th') return {}
  const span = (name: string): number => {
    const cells = Number.parseInt(attributeOf(element, name) ?? '1', 10)
    return cells >= 1 && cells <= 100 ? cells : 1
  }
  return { colspan: span('colspan'), rowspan: span('rowspan') }
}

function isFigure(element: HtmlElement): boolean {
  return element.tagName === 'figure' || /(?:^|\s)wp-caption(?:\s|$)/.test(classOf(element))
}

function isCaption(element: HtmlElement): boolean {
  return element.tagName === 'figcaption' || /(?:^|\s)wp-caption-text/.test(classOf(element))
}

function classOf(element: HtmlElement): string {
  return attributeOf(element, 'class') ?? ''
}

function shortSource(src: string): string {
  return src.startsWith('data:') ? `${src.slice(0, 30)}…` : src
}

function withoutOuterSpace(nodes: readonly BodyNode[]): readonly BodyNode[] {
  const last = nodes.at(-1)
  if (last?.text === undefined) return nodes
  const text = last.text.trimEnd()
  return text === '' ? nodes.slice(0, -1) : [...nodes.slice(0, -1), { ...last, text }]
}
