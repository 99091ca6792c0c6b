// A text in another script of its language: headline, teaser, body and notes, block by block. A
// block whose source has not changed keeps the form it had, so that what an editor fixed by hand
// stays fixed, and a better table never rewrites what was published.

import type { Lang } from '../text/lang.ts'
import { canDerive, convert, convertRuns, type Loss } from '../text/scripts/convert.ts'
import type { Text } from './article.ts'
import type { Body, BodyNode } from './body.ts'

export interface Conversion {
  readonly from: Lang
  readonly to: Lang
  /** Names and words that are capital, as the source script writes them. */
  readonly capitals: ReadonlySet<string>
  /** Phrases fixed once and for all: source phrase -> what stands for it in `to`. */
  readonly fixes: readonly { readonly source: string; readonly target: string }[]
}

export interface ConvertedText {
  readonly text: Text
  readonly losses: readonly Loss[]
}

/** The source and the derived text as they were, to keep what has not changed. */
export interface Earlier {
  readonly source: Text
  readonly derived: Text
}

/** Converts a whole text. */
export function convertText(source: Text, how: Conversion, earlier: Earlier | null): ConvertedText {
  const losses: Loss[] = []
  const line = (text: string): string => convertPhrase(text, how, losses)
  const kept = (field: 'headline' | 'teaser' | 'byline' | 'translator'): string | null => {
    const value = source[field]
    if (earlier !== null && earlier.source[field] === value) return earlier.derived[field]
    return value === null ? null : line(value)
  }
  const nameOf = (field: 'byline' | 'translator'): string | null => {
    const value = source[field]
    if (value === null || earlier?.source[field] === value) return kept(field)
    const capitals = new Set([...how.capitals, ...wordsOfName(value)])
    return convertPhrase(value, { ...how, capitals }, losses)
  }
  const text: Text = {
    ...source,
    headline: kept('headline') ?? '',
    teaser: kept('teaser') ?? '',
    body: convertBody(source.body, { how, losses, earlier }),
    byline: nameOf('byline'),
    translator: nameOf('translator'),
    corrections: source.corrections.map(({ date, note }) => ({ date, note: line(note) })),
    alt: Object.fromEntries(Object.entries(source.alt).map(([digest, alt]) => [digest, line(alt)])),
  }
  return { text, losses }
}

/** A name or short label in another script of its language; as it stands where none is derived. */
export function convertName(name: string, from: Lang, to: Lang): string {
  if (from === to || !canDerive(from, to)) return name
  return convert(name, from, to, { capitals: wordsOfName(name) }).text
}

/** One sentence of ours about a text, such as a note for readers. */
export function convertNote(note: string, how: Conversion): string {
  return convertPhrase(note, how, [])
}

/** Each word of a name is written with a capital. */
function wordsOfName(name: string): ReadonlySet<string> {
  return new Set([name, ...name.split(' ')])
}

interface Work {
  readonly how: Conversion
  readonly losses: Loss[]
  readonly earlier: Earlier | null
}

function convertBody(body: Body, work: Work): Body {
  const [was, became] = [
    work.earlier?.source.body.content ?? [],
    work.earlier?.derived.body.content ?? [],
  ]
  // Blocks are matched by place: only while the derived text still has one for each of the source.
  const known = new Map<string, BodyNode[]>()
  if (was.length === became.length) {
    was.forEach((block, at) => {
      const same = known.get(JSON.stringify(block)) ?? []
      known.set(JSON.stringify(block), [...same, became[at]!])
    })
  }
  const content = (body.content ?? []).map(
    (block) => known.get(JSON.stringify(block))?.shift() ?? convertBlock(block, work),
  )
  return { ...body, content }
}

function convertBlock(node: BodyNode, work: Work): BodyNode {
  const { from, to } = work.how
  const lang = node.attrs?.['lang']
  // A block in another language is somebody else's words.
  if (typeof lang === 'string' && lang !== from) return node
  const attrs = node.attrs && {
    ...node.attrs,
    ...(lang === from ? { lang: to } : {}),
    ...('dir' in node.attrs ? { dir: null } : {}),
  }
  const content = node.content ?? []
  const inline = content.some(
    ({ type }) => type === 'text' || type === 'hard_break' || type === 'footnote',
  )
  return {
    ...node,
    ...(attrs ? { attrs } : {}),
    ...(node.content
      ? {
          content: inline
            ? convertInline(content, work)
            : content.map((child) => convertBlock(child, work)),
        }
      : {}),
  }
}

function convertInline(nodes: readonly BodyNode[], work: Work): BodyNode[] {
  const { how, losses } = work
  const texts = nodes.filter(({ type }) => type === 'text' || type === 'hard_break')
  const runs = texts.flatMap((node) => split(node, how))
  const converted = convertRuns(
    runs.map(({ text, protect }) => ({ text, protect })),
    how.from,
    how.to,
    { capitals: how.capitals },
  )
  const result = new Map<BodyNode, string>()
  converted.forEach((part, at) => {
    const run = runs[at]!
    losses.push(...part.losses)
    result.set(run.node, (result.get(run.node) ?? '') + (run.fixed ?? part.text))
  })
  return nodes.map((node) => {
    if (node.type === 'text') return { ...node, text: result.get(node) ?? node.text ?? '' }
    if (node.type === 'footnote')
      return { ...node, content: convertInline(node.content ?? [], work) }
    return node
  })
}

interface SplitRun {
  readonly node: BodyNode
  readonly text: string
  readonly protect: boolean
  /** What an editor wants to stand here. */
  readonly fixed: string | null
}

/** A text node as runs: fixed phrases and foreign ones are not to be converted. */
function split(node: BodyNode, how: Conversion): SplitRun[] {
  if (node.type === 'hard_break') return [{ node, text: '\n', protect: true, fixed: null }]
  const text = node.text ?? ''
  const foreign = (node.marks ?? []).some(
    ({ type, attrs }) => type === 'phrase' && attrs?.['lang'] !== how.from,
  )
  if (foreign) return [{ node, text, protect: true, fixed: null }]
  const runs: SplitRun[] = []
  let rest = text
  while (rest !== '') {
    const next = how.fixes
      .map((fix) => ({ ...fix, at: fix.source === '' ? -1 : rest.indexOf(fix.source) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at || b.source.length - a.source.length)[0]
    const end = next?.at ?? rest.length
    if (end > 0) runs.push({ node, text: rest.slice(0, end), protect: false, fixed: null })
    if (next) runs.push({ node, text: next.source, protect: true, fixed: next.target })
    rest = rest.slice(end + (next?.source.length ?? 0))
  }
  return runs
}

function convertPhrase(text: string, how: Conversion, losses: Loss[]): string {
  const node: BodyNode = { type: 'text', text }
  const [converted] = convertInline([node], { how, losses, earlier: null })
  return converted?.text ?? ''
}
