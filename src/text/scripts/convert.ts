// Conversion of running text between the scripts of one language, and what is lost by it.
// Losses are not guessed from the source: the result is read back, and whatever does not come back
// as it was is a loss. So the list is empty exactly when the way back restores the input.
import type { Span } from './address.ts'
import { type Choices, compile, type Script, type Table } from './engine.ts'
import { type Fate, pass, type Trail } from './pass.ts'
import { tables } from './tables.ts'

export type LossKind =
  /** A capital, or the lack of one, that the way back cannot know. */
  | 'case'
  /** The carrier of vowels was written, or left out, where the other script does not show it. */
  | 'hemze'
  /** A letter for foreign words that the other script writes with one of its own. */
  | 'loan-letter'
  /** A foreign word that kept its letters and will be read as a word of this language. */
  | 'foreign-run'
  /** A sign the other script has no match for. */
  | 'punctuation'
  /** One of several ways to write the same letters. */
  | 'spelling'
  /** Letters outside the table. */
  | 'unknown'

/** Something the way back would not restore. Offsets in UTF-16 units of the source, end exclusive. */
export interface Loss extends Span {
  readonly kind: LossKind
  readonly text: string
}

/** Words that stayed as they were because they belong to another script, or to no word of this one. */
export interface Kept extends Span {
  readonly kind: 'foreign-run' | 'unknown' | 'address' | 'protected'
  readonly text: string
}

export interface ConvertOptions {
  /** Stretches of the source that must stay as they are. */
  readonly protect?: readonly Span[]
  /**
   * Words and names (of up to four words) that are capital, as the source script writes them.
   * They count with the language's endings on the last word, too.
   */
  readonly capitals?: ReadonlySet<string>
  /** Whether the text begins a sentence; yes unless told otherwise. */
  readonly startsSentence?: boolean
  /** Uyghur Latin: the letter for ې. */
  readonly eLetter?: 'ë' | 'é'
  /** Uyghur Cyrillic: how hemze is written inside a word. */
  readonly hemze?: 'none' | 'ъ'
}

export interface Converted {
  readonly text: string
  /** Empty exactly when converting the result back, with the same options, gives the source. */
  readonly losses: readonly Loss[]
  readonly kept: readonly Kept[]
}

/** A stretch of a paragraph: text nodes differ by their marks, and some are not to be converted. */
export interface Run {
  readonly text: string
  readonly protect: boolean
}

/**
 * Converts text from one scheme to another. Schemes are language tags (`ug`, `ug-Latn`, `ug-Cyrl`,
 * `sr`, `sr-Latn`) or habits that are read (`ug-Latn-x-uyy`, `-x-turkic`, `-x-ascii`). O(n).
 * Throws RangeError when no table has both schemes.
 */
export function convert(
  text: string,
  from: string,
  to: string,
  options: ConvertOptions = {},
): Converted {
  const { trail, losses } = withLosses(text, pair(from, to, options), options)
  return { text: trail.text, losses, kept: keptIn(text, trail) }
}

/**
 * Converts the runs of one paragraph as one text, so that a word whose middle is bold stays one
 * word and a sentence begins where it begins. Offsets of losses and kept words are those of their
 * run; one that spans two runs is counted in both. A letter whose spelling is split between two
 * runs goes to the run where it ends.
 */
export function convertRuns(
  runs: readonly Run[],
  from: string,
  to: string,
  options: Omit<ConvertOptions, 'protect'> = {},
): Converted[] {
  const text = runs.map((run) => run.text).join('')
  const spans: Span[] = []
  for (const run of runs) {
    const start = spans.at(-1)?.end ?? 0
    spans.push({ start, end: start + run.text.length })
  }
  const protect = spans.filter((_, i) => runs[i]?.protect)
  const { trail, losses } = withLosses(text, pair(from, to, options), { ...options, protect })
  const kept = keptIn(text, trail)
  const ends = resultEnds(trail, spans)
  return spans.map((span, i) => ({
    text: trail.text.slice(ends[i - 1] ?? 0, ends[i]),
    losses: within(losses, span, text),
    kept: within(kept, span, text),
  }))
}

/** Whether a version in `from` may have one derived in `to`: another script of the same language. */
export function canDerive(from: string, to: string): boolean {
  return tables.some((table) => table.derives[from]?.includes(to) ?? false)
}

interface Pair {
  readonly from: Script
  readonly to: Script
}

const compiled = new Map<string, Script>()

function pair(from: string, to: string, options: ConvertOptions): Pair {
  const has = (table: Table, id: string) =>
    table.schemes.some((scheme) => scheme.id === id || scheme.aliases?.includes(id))
  const table = tables.find((one) => has(one, from) && has(one, to))
  if (table === undefined)
    throw new RangeError(`Cannot convert text "${from}" to "${to}": no table has both scripts`)
  const choices: Choices = { eLetter: options.eLetter, hemze: options.hemze }
  const ready = (id: string) => {
    const key = `${id} ${choices['eLetter']} ${choices['hemze']}`
    const script = compiled.get(key) ?? compile(table, id, choices)
    compiled.set(key, script)
    return script
  }
  return { from: ready(from), to: ready(to) }
}

function withLosses(text: string, scripts: Pair, options: ConvertOptions) {
  const { protect = [], capitals = new Set(), startsSentence = true } = options
  const trail = pass(text, scripts.from, scripts.to, { protect, capitals, startsSentence })
  const back = pass(trail.text, scripts.to, scripts.from, {
    protect: spansOf(trail, 'protected'),
    capitals,
    startsSentence,
  })
  return { trail, losses: back.text === text ? [] : lossesOf(text, trail, back, scripts) }
}

/** Compares source and restored text between the cuts that both passes share. */
function lossesOf(text: string, trail: Trail, back: Trail, scripts: Pair): Loss[] {
  const losses: Loss[] = []
  let [source, restored, there] = [0, 0, 0]
  let fates: Fate[] = []
  for (const [i, fate] of trail.fates.entries()) {
    fates.push(fate)
    const cut = trail.resultEnds[i] ?? 0
    const last = i === trail.fates.length - 1
    while ((back.sourceEnds[there] ?? cut) < cut) there += 1
    // What was left out goes with what follows it, for there the way back puts it in again.
    const leftOut = cut === (trail.resultEnds[i - 1] ?? 0)
    if (!last && (leftOut || back.sourceEnds[there] !== cut)) continue
    const span = { start: source, end: trail.sourceEnds[i] ?? 0 }
    const restoredEnd = last ? back.text.length : (back.resultEnds[there] ?? 0)
    const is = back.text.slice(restored, restoredEnd)
    if (text.slice(span.start, span.end) !== is)
      addLoss(losses, narrowed(text, span, is), { is, fates, scripts })
    source = span.end
    restored = restoredEnd
    fates = []
  }
  return losses
}

function addLoss(
  losses: Loss[],
  loss: Span & { readonly text: string; readonly was: string },
  why: { readonly is: string; readonly fates: readonly Fate[]; readonly scripts: Pair },
): void {
  const kind = kindOf(loss.was, why.is, why)
  const before = losses.at(-1)
  if (before?.kind === kind && before.end === loss.start && kind !== 'hemze')
    losses[losses.length - 1] = { ...before, end: loss.end, text: before.text + loss.text }
  else losses.push({ start: loss.start, end: loss.end, kind, text: loss.text })
}

function kindOf(
  was: string,
  is: string,
  { fates, scripts }: { readonly fates: readonly Fate[]; readonly scripts: Pair },
): LossKind {
  const { table } = scripts.from
  if (fates.includes('unknown')) return 'unknown'
  if (fates.some((f) => f === 'foreign-run' || f === 'address' || f === 'protected'))
    return 'foreign-run'
  if (was.toLowerCase() === is.toLowerCase()) return 'case'
  if (!fates.includes('letters')) return 'punctuation'
  if ([...was].some((char) => table.loanLetters.includes(char))) return 'loan-letter'
  const marks = new Set([table.carrier?.letter ?? '', ...table.apostrophes])
  const bare = (s: string) => [...s.toLowerCase()].filter((char) => !marks.has(char)).join('')
  return bare(was) === bare(is) && was.length !== is.length ? 'hemze' : 'spelling'
}

/** The source span without what it has in common with the restored text at both ends. */
function narrowed(text: string, span: Span, is: string) {
  const was = text.slice(span.start, span.end)
  let head = 0
  while (head < was.length && head < is.length && was[head] === is[head]) head += 1
  let tail = 0
  const room = Math.min(was.length, is.length) - head
  while (tail < room && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail += 1
  // Where the way back adds something, the loss is the place: the letter after which it comes.
  const start = Math.min(span.start + head, Math.max(span.start, span.end - tail - 1))
  const end = Math.max(span.end - tail, Math.min(start + 1, span.end))
  return { start, end, text: text.slice(start, end), was }
}

function keptIn(text: string, trail: Trail): Kept[] {
  const kept: Kept[] = []
  for (const [i, kind] of trail.fates.entries()) {
    if (kind === 'letters' || kind === 'plain' || kind === 'mark') continue
    const [start, end] = [trail.sourceEnds[i - 1] ?? 0, trail.sourceEnds[i] ?? 0]
    kept.push({ start, end, kind, text: text.slice(start, end) })
  }
  return kept
}

/** Where stretches of one fate stand in the result. */
function spansOf(trail: Trail, fate: Fate): Span[] {
  return trail.fates.flatMap((is, i) =>
    is === fate ? [{ start: trail.resultEnds[i - 1] ?? 0, end: trail.resultEnds[i] ?? 0 }] : [],
  )
}

/** For each span of the source, the end of its part of the result. */
function resultEnds(trail: Trail, spans: readonly Span[]): number[] {
  let at = -1
  return spans.map(({ end }) => {
    while ((trail.sourceEnds[at + 1] ?? Number.POSITIVE_INFINITY) <= end) at += 1
    return trail.resultEnds[at] ?? 0
  })
}

function within<T extends Span & { readonly text: string }>(
  all: readonly T[],
  span: Span,
  text: string,
): T[] {
  return all
    .filter((one) => one.start < span.end && one.end > span.start)
    .map((one) => {
      const [start, end] = [Math.max(one.start, span.start), Math.min(one.end, span.end)]
      return {
        ...one,
        start: start - span.start,
        end: end - span.start,
        text: text.slice(start, end),
      }
    })
}
