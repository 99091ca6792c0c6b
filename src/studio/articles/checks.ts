// What stands between a text and its readers, as a list: what stops it, what somebody should look
// at, and how it can be put right. Pure; gathered in checks-of.ts.
import type { Article, Text } from '../../model/article.ts'
import { type BodyNode, blockTexts } from '../../model/body.ts'
import { type Lang, scriptOf } from '../../text/lang.ts'
import { type FindingKind, lint } from '../../text/lint.ts'
import { findKnownNames, type KnownSpelling } from '../../text/names/mentions.ts'
import { digestsIn, isEmptyBlock, shownIn } from './blocks.ts'

export type CheckField = 'headline' | 'teaser' | 'body' | 'byline' | 'translator'

export type CheckCode =
  | 'checkNoHeadline'
  | 'checkNoText'
  | 'checkDateOpen'
  | 'checkFuture'
  | 'checkDirection'
  | 'checkTurned'
  | 'checkEmptyBlocks'
  | 'checkUntranslated'
  | 'checkStale'
  | 'checkAlt'
  | 'checkAltKnown'
  | 'checkName'
  | 'checkSecondEyes'
  | 'checkAlone'
  | `lint-${FindingKind}`

export interface Check {
  readonly code: CheckCode
  /** 'stop': not published like this. 'look': somebody should look at it. */
  readonly weight: 'stop' | 'look'
  /** Arguments of its sentence. */
  readonly args: Readonly<Record<string, string | number>>
  /** What puts it right by a press of a button, or null. */
  readonly fix: Fix | null
}

export type Fix =
  | {
      readonly kind: 'replace'
      readonly field: CheckField
      readonly from: string
      readonly to: string
    }
  /** Takes the words a picture has on its shelf. */
  | { readonly kind: 'describe'; readonly picture: string; readonly words: string }
  | { readonly kind: 'drop empty blocks' }
  | { readonly kind: 'let letters decide' }

export interface Checked {
  readonly text: Text
  readonly lang: Lang
  readonly article: Pick<Article, 'when' | 'image'>
  /** "2026-11-24": today where the newsroom is. */
  readonly today: string
  readonly register: readonly KnownSpelling[]
  /** Words that pictures have on their shelf in this language, by digest. */
  readonly described?: Readonly<Record<string, string>>
  /** Of a translation: its original's words now and the revisions in question. */
  readonly original: {
    readonly text: Text
    readonly newest: number
    readonly madeFrom: number | null
  } | null
  /** Null where nobody is asking to approve. */
  readonly approving: { readonly isLastEditor: boolean; readonly solo: boolean } | null
}

/** Every finding, what stops first. */
export function checksOf(checked: Checked): readonly Check[] {
  const found = [
    ...completeness(checked),
    ...directions(checked),
    ...translation(checked),
    ...alternatives(checked),
    ...letters(checked),
    ...names(checked),
    ...secondEyes(checked),
  ]
  return [
    ...found.filter(({ weight }) => weight === 'stop'),
    ...found.filter(({ weight }) => weight === 'look'),
  ]
}

/** The text with a fix in it. */
export function fixText(text: Text, fix: Fix): Text {
  if (fix.kind === 'drop empty blocks') {
    const content = (text.body.content ?? []).filter((block) => !isEmptyBlock(block))
    return {
      ...text,
      body: { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] },
    }
  }
  if (fix.kind === 'let letters decide')
    return { ...text, body: { ...text.body, content: (text.body.content ?? []).map(undirected) } }
  if (fix.kind === 'describe') return { ...text, alt: { ...text.alt, [fix.picture]: fix.words } }
  const { field, from, to } = fix
  if (field === 'body')
    return {
      ...text,
      body: {
        ...text.body,
        content: (text.body.content ?? []).map((node) => replaced(node, from, to)),
      },
    }
  return { ...text, [field]: (text[field] ?? '').replaceAll(from, to) }
}

function check(
  code: CheckCode,
  weight: Check['weight'],
  args: Check['args'] = {},
  fix: Fix | null = null,
): Check {
  return { code, weight, args, fix }
}

function* completeness({ text, article, today }: Checked): Generator<Check> {
  if (text.headline.trim() === '') yield check('checkNoHeadline', 'stop')
  const blocks = text.body.content ?? []
  if (
    blockTexts(text.body).every((line) => line.trim() === '') &&
    digestsIn(text.body).length === 0
  )
    yield check('checkNoText', 'stop')
  else {
    const empty = blocks.filter(isEmptyBlock).length
    if (empty > 0)
      yield check('checkEmptyBlocks', 'look', { count: empty }, { kind: 'drop empty blocks' })
  }
  if (article.when === null) yield check('checkDateOpen', 'stop')
  else if (article.when.date > today)
    yield check('checkFuture', 'look', { date: article.when.date })
}

/** Unicode's name of a script where it differs from the one in language tags. */
const unicodeScript: Readonly<Record<string, string>> = { Hans: 'Han', Hant: 'Han' }

function* directions({ text, lang }: Checked): Generator<Check> {
  const script = scriptOf(lang)
  const own = new RegExp(`\\p{Script=${unicodeScript[script] ?? script}}`, 'gu')
  for (const field of ['headline', 'body'] as const) {
    const words = field === 'body' ? ownWords(text.body) : text.headline
    const [all, mine] = [words.match(/\p{L}/gu)?.length ?? 0, words.match(own)?.length ?? 0]
    if (all >= 12 && mine < all / 2) yield check('checkDirection', 'stop', { lang, field })
  }
  const turned = (text.body.content ?? []).filter((block) => {
    const dir = block.attrs?.['dir']
    const letters = ownWords(block)
    const rtl = letters.match(/[\u05d0-\u08ff\ufb1d-\ufefc]/g)?.length ?? 0
    const ltr = (letters.match(/\p{L}/gu)?.length ?? 0) - rtl
    return (dir === 'rtl' && rtl === 0 && ltr > 0) || (dir === 'ltr' && ltr === 0 && rtl > 0)
  }).length
  if (turned > 0)
    yield check('checkTurned', 'look', { count: turned }, { kind: 'let letters decide' })
}

function* translation({ text, original }: Checked): Generator<Check> {
  if (original === null) return
  const { newest, madeFrom } = original
  if (madeFrom !== null && madeFrom < newest)
    yield check('checkStale', 'look', { madeFrom, newest })
  const theirs = new Set(blockTexts(original.text.body).filter((line) => line.length > 20))
  const same = blockTexts(text.body).filter((line) => theirs.has(line)).length
  if (same > 0) yield check('checkUntranslated', 'look', { count: same })
}

function* alternatives({ text, article, described = {} }: Checked): Generator<Check> {
  for (const picture of shownIn(text, article)) {
    if ((text.alt[picture] ?? '').trim() !== '') continue
    const words = described[picture]
    yield words === undefined
      ? check('checkAlt', 'stop', { picture: picture.slice(0, 8) })
      : check('checkAltKnown', 'stop', { words }, { kind: 'describe', picture, words })
  }
}

/** Findings of lint() that change what readers would see; the others are advice. */
const stopping: readonly FindingKind[] = [
  'bidi-override',
  'open-isolate',
  'hidden-text',
  'legacy-font',
]

function* letters({ text, lang, register }: Checked): Generator<Check> {
  const people = register.map(({ spelling }) => spelling)
  for (const field of ['headline', 'teaser', 'body', 'byline', 'translator'] as const) {
    const seen = new Set<string>()
    for (const line of linesOf(text, field))
      for (const finding of lint(line, lang, { people })) {
        const around = wordAround(line, finding.start, finding.end)
        const from = line.slice(around.start, around.end)
        if (seen.has(`${finding.kind} ${from}`)) continue
        seen.add(`${finding.kind} ${from}`)
        const to =
          finding.fix === null
            ? null
            : line.slice(around.start, finding.start) +
              finding.fix +
              line.slice(finding.end, around.end)
        const weight = stopping.includes(finding.kind) ? 'stop' : 'look'
        const args = { field, text: visible(from) }
        const fix = to === null ? null : ({ kind: 'replace', field, from, to } as const)
        yield check(`lint-${finding.kind}`, weight, args, fix)
      }
  }
}

/** Names that look like somebody of the register, spelled as nobody has confirmed. */
function* names({ text, lang, register }: Checked): Generator<Check> {
  const known = new Set(register.map(({ spelling }) => spelling.normalize('NFC').toLowerCase()))
  for (const field of ['headline', 'teaser', 'body'] as const) {
    const seen = new Set<string>()
    for (const line of linesOf(text, field))
      for (const { start, end, spelling } of findKnownNames(line, lang, register)) {
        const written = line.slice(start, end)
        if (known.has(written.normalize('NFC').toLowerCase()) || seen.has(written)) continue
        seen.add(written)
        const sameScript =
          /\p{Script=Arab}/u.test(written) === /\p{Script=Arab}/u.test(spelling) &&
          /\p{Script=Cyrl}/u.test(written) === /\p{Script=Cyrl}/u.test(spelling)
        const fix = sameScript
          ? ({ kind: 'replace', field, from: written, to: spelling } as const)
          : null
        yield check('checkName', 'look', { field, text: written, name: spelling }, fix)
      }
  }
}

function* secondEyes({ approving }: Checked): Generator<Check> {
  if (!approving?.isLastEditor) return
  yield approving.solo ? check('checkAlone', 'look') : check('checkSecondEyes', 'stop')
}

function linesOf(text: Text, field: CheckField): readonly string[] {
  return field === 'body' ? blockTexts(text.body) : [text[field] ?? '']
}

/** Whole words, so that a fix strikes nothing else. */
function wordAround(line: string, start: number, end: number): { start: number; end: number } {
  let [from, to] = [start, end]
  while (from > 0 && /\S/.test(line[from - 1] ?? '') && start - from < 40) from--
  while (to < line.length && /\S/.test(line[to] ?? '') && to - end < 40) to++
  return { start: from, end: to }
}

/** What is not seen, made visible. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cf}\p{Cc}\u3164\u115f\u1160\uffa0]/gu,
    (char) => `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  )
}

/** The words of a node without phrases marked as another language. */
function ownWords(node: BodyNode): string {
  if (node.text !== undefined)
    return node.marks?.some(({ type }) => type === 'phrase') ? ' ' : node.text
  if (typeof node.attrs?.['lang'] === 'string') return ' '
  return (node.content ?? []).map(ownWords).join(node.type === 'doc' ? '\n' : '')
}

function undirected(node: BodyNode): BodyNode {
  const attrs = node.attrs && 'dir' in node.attrs ? { ...node.attrs, dir: null } : node.attrs
  return {
    ...node,
    ...(attrs ? { attrs } : {}),
    ...(node.content ? { content: node.content.map(undirected) } : {}),
  }
}

function replaced(node: BodyNode, from: string, to: string): BodyNode {
  if (node.text !== undefined) return { ...node, text: node.text.replaceAll(from, to) }
  if (node.content === undefined) return node
  const content = node.content.map((child) => replaced(child, from, to))
  return { ...node, content: content.filter(({ text }) => text !== '') }
}
