// Running text of light markup: **strong**, *emphasis*, [text](address), [phrase]{lang=tr}, [^1],
// `\` at a line's end or <br> for a new line. Marks are switches: they may overlap, need no spaces
// around them (Chinese has none), and what has no partner is text. One pass, no recursion.
import { type BodyNode, isSafeHref } from './body.ts'
import { Inline, type Marks, noMarks } from './inline.ts'
import { readAttributes } from './markdown-attributes.ts'

/** Notes by their marks: taken by the first reference, so that a text cannot multiply itself. */
export interface Footnotes {
  take(mark: string): string | null
}

type Token =
  /** `firm`: written as a character reference, so that a space counts as a letter. */
  | { readonly kind: 'text'; readonly text: string; readonly firm?: true }
  | { readonly kind: 'break' }
  | { readonly kind: 'footnote'; readonly text: string }
  | { readonly kind: 'switch'; readonly mark: 'strong' | 'emphasis'; on: boolean }
  | { readonly kind: 'open'; pair: Partial<Marks> | null }
  | { readonly kind: 'close'; readonly paired: boolean }

interface Switch {
  readonly token: Token & { kind: 'switch' }
  readonly opens: boolean
  readonly closes: boolean
}

/** Addresses and titles longer than this are text. */
const targetMax = 4200
/** Brackets inside an address, as in `https://en.wikipedia.org/wiki/A_(b)`. */
const nestingMax = 8
const punctuation = /[!-/:-@[-`{-~•¶]/

/** Reads running text; `\n` in it is a line's end in the source. Footnotes have no footnotes. */
export function parseInline(source: string, footnotes: Footnotes | null): readonly BodyNode[] {
  const tokens = matchSwitches(tokenize(source, footnotes))
  const inline = new Inline()
  const marks: Marks[] = [noMarks]
  let now = { strong: false, emphasis: false }
  for (const token of tokens) {
    const top = { ...(marks.at(-1) ?? noMarks), ...now }
    if (token.kind === 'text') inline.addText(token.text, top)
    else if (token.kind === 'break') inline.addBreak(top)
    else if (token.kind === 'footnote') inline.addFootnote(noteNodes(token.text), top)
    else if (token.kind === 'open') {
      if (token.pair === null) inline.addText('[', top)
      else marks.push({ ...top, ...token.pair })
    } else if (token.kind === 'close') {
      if (token.paired) marks.pop()
      else inline.addText(']', top)
    } else if (token.on) now = { ...now, [token.mark]: !now[token.mark] }
    else inline.addText(token.mark === 'strong' ? '**' : '*', top)
  }
  return inline.nodes()
}

/** A note's own text: no notes, no line breaks in it. */
function noteNodes(text: string): readonly BodyNode[] {
  return parseInline(text, null).map((node) =>
    node.type === 'hard_break' ? { ...node, type: 'text', text: ' ' } : node,
  )
}

/** The text without escapes and character references. */
export function unescapeText(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~•¶])|&#(\d{1,7});/g, (_, escaped, code) =>
    escaped === undefined ? character(Number(code)) : escaped,
  )
}

/** Reads `(address "title")` at the start of `text`; null when it is not one. */
export function readTarget(
  text: string,
): { readonly address: string; readonly title: string | null; readonly length: number } | null {
  if (text[0] !== '(') return null
  let depth = 0
  for (let at = 1; at < text.length; at++) {
    const c = text[at] as string
    if (c === '\n' || depth > nestingMax) return null
    if (c === '\\') at++
    else if (c === '(') depth++
    else if (c === ')' && depth-- === 0) {
      return { address: addressOf(text.slice(1, at)), title: null, length: at + 1 }
    } else if (c === ' ' || c === '\t') {
      const title = /^[ \t]+"((?:[^"\\\n]|\\.)*)"[ \t]*\)/.exec(text.slice(at))
      if (title === null) return null
      const address = addressOf(text.slice(1, at))
      return { address, title: unescapeText(title[1] ?? ''), length: at + title[0].length }
    }
  }
  return null
}

/** Unescaped; a space may stand behind a backslash here, as in names of files. */
function addressOf(written: string): string {
  return unescapeText(written.replaceAll('\\ ', '&#32;'))
}

/** Where the bracket that opens at `start` closes, or -1. */
export function closingBracket(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const c = text[at]
    if (c === '\\') at++
    else if (c === '[') depth++
    else if (c === ']' && --depth === 0) return at
  }
  return -1
}

function tokenize(source: string, footnotes: Footnotes | null): Token[] {
  const tokens: Token[] = []
  const brackets: (Token & { kind: 'open' })[] = []
  let at = 0
  // Everything up to the next character that could mean something is text.
  const plain = /[^\\*[\]<&\n]+/y
  while (at < source.length) {
    plain.lastIndex = at
    const run = plain.exec(source)?.[0]
    if (run !== undefined) {
      tokens.push({ kind: 'text', text: run })
      at += run.length
      continue
    }
    const c = source[at] as string
    if (c === ']')
      at += closeBracket(source.slice(at + 1, at + 1 + targetMax), brackets, tokens) + 1
    else if (c === '*') at += pushSwitches(source, at, tokens)
    else at += pushOther(source, at, { tokens, brackets, footnotes })
  }
  return tokens
}

/** Reads what stands at `at` into `to.tokens`; gives the length of what it took. */
function pushOther(
  source: string,
  at: number,
  to: { tokens: Token[]; brackets: (Token & { kind: 'open' })[]; footnotes: Footnotes | null },
): number {
  const near = source.slice(at, at + 2100)
  const { tokens, brackets, footnotes } = to
  const push = (token: Token, length: number): number => {
    tokens.push(token)
    return length
  }
  if (near[0] === '\\') {
    const next = near[1] ?? ''
    if (next === '\n') return push({ kind: 'break' }, 2)
    if (punctuation.test(next)) return push({ kind: 'text', text: next }, 2)
  } else if (near[0] === '&') {
    const code = /^&#(\d{1,7});/.exec(near)
    if (code) {
      const text = character(Number(code[1]))
      return push({ kind: 'text', text, firm: true }, code[0].length)
    }
  } else if (near[0] === '<') {
    const br = /^<br *\/?>/i.exec(near)
    if (br) return push({ kind: 'break' }, br[0].length)
    const link = /^<((?:https?:\/\/|mailto:)[^<>\s\\]{1,2000})>/i.exec(near)
    if (link && isSafeHref(link[1])) {
      tokens.push({ kind: 'open', pair: { link: link[1] } }, { kind: 'text', text: link[1] })
      return push({ kind: 'close', paired: true }, link[0].length)
    }
  } else if (near[0] === '\n') {
    return push({ kind: 'text', text: softBreak(source, at) }, 1)
  } else if (near[0] === '[') {
    const note = /^\[\^([^\s[\]\\]{1,40})\]/.exec(near)
    const text = note === null ? null : (footnotes?.take(note[1] ?? '') ?? null)
    if (note && text !== null) return push({ kind: 'footnote', text }, note[0].length)
    const open: Token & { kind: 'open' } = { kind: 'open', pair: null }
    brackets.push(open)
    return push(open, 1)
  }
  return push({ kind: 'text', text: near[0] ?? '' }, 1)
}

/** Handles `]` with what follows it; gives the length of what it took behind the bracket. */
function closeBracket(
  after: string,
  brackets: (Token & { kind: 'open' })[],
  tokens: Token[],
): number {
  const open = brackets.pop()
  if (open !== undefined && after[0] === '(') {
    const target = readTarget(after)
    if (target !== null && isSafeHref(target.address)) {
      open.pair = { link: target.address }
      tokens.push({ kind: 'close', paired: true })
      return target.length
    }
  }
  const braces = open !== undefined && after[0] === '{' ? readAttributes(after) : null
  if (open !== undefined && braces !== null && braces.attributes.word === '') {
    const { lang, dir } = braces.attributes
    open.pair = { phrase: { lang, dir } }
    tokens.push({ kind: 'close', paired: true })
    return braces.length
  }
  tokens.push({ kind: 'close', paired: false })
  return 0
}

/** One asterisk is emphasis, two are strong, three are both; more are text. */
function pushSwitches(source: string, at: number, tokens: Token[]): number {
  let length = 1
  while (source[at + length] === '*') length++
  if (length > 3) tokens.push({ kind: 'text', text: '*'.repeat(length) })
  if (length === 2 || length === 3) tokens.push({ kind: 'switch', mark: 'strong', on: false })
  if (length === 1 || length === 3) tokens.push({ kind: 'switch', mark: 'emphasis', on: false })
  return length
}

/** Turns on the switches that have partners: an opening one before a letter, a closing one after. */
function matchSwitches(tokens: Token[]): readonly Token[] {
  for (const mark of ['strong', 'emphasis'] as const) {
    let opened: Switch | null = null
    for (const found of switchesOf(tokens, mark)) {
      if (opened === null) opened = found.opens ? found : null
      else if (found.closes) {
        opened.token.on = true
        found.token.on = true
        opened = null
      }
    }
  }
  return tokens
}

function* switchesOf(tokens: readonly Token[], mark: 'strong' | 'emphasis'): Generator<Switch> {
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'switch' || token.mark !== mark) continue
    const [before, after] = [neighbour(tokens, i, -1), neighbour(tokens, i, 1)]
    yield { token, opens: !isSpace(after, 0), closes: !isSpace(before, -1) }
  }
}

/** The nearest token that is not the other switch of the same three asterisks. */
function neighbour(tokens: readonly Token[], i: number, step: 1 | -1): Token | undefined {
  const next = tokens[i + step]
  return next?.kind === 'switch' ? tokens[i + 2 * step] : next
}

function isSpace(token: Token | undefined, at: 0 | -1): boolean {
  if (token === undefined) return true
  return token.kind === 'text' && token.firm !== true && /^[ \t\n]$/.test(token.text.at(at) ?? '')
}

/** A line's end between two lines: a space, nothing between characters of scripts without spaces. */
function softBreak(source: string, at: number): string {
  const spaceless =
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}，。、；：！？”’」』（]$/u
  const [before, after] = [source[at - 1] ?? ' ', source[at + 1] ?? ' ']
  return spaceless.test(before) && spaceless.test(after) ? '' : ' '
}

function character(code: number): string {
  const real = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return real ? String.fromCodePoint(code) : '\ufffd'
}
