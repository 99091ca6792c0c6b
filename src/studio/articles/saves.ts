// One save from an editor window: kept first, judged afterwards. Nothing typed is refused because
// somebody else writes too; whoever reads the answer is told.
import type { Origin, Text } from '../../model/article.ts'
import { type Body, checkBody, runningTexts } from '../../model/body.ts'
import { cleanText } from '../../model/clean.ts'
import type { Db } from '../../store/db.ts'
import { keepDraft, putDraft } from '../../store/drafts.ts'
import { readRevision } from '../../store/revisions.ts'
import { inTransaction } from '../../store/transaction.ts'
import type { VersionKey } from '../../store/versions.ts'
import { takeWriting } from '../../store/writing.ts'
import type { Lang } from '../../text/lang.ts'
import { teaser } from '../../text/segment.ts'
import type { Written } from '../island/opened.ts'
import type { Saved } from '../island/saving.ts'

export interface WindowSave {
  readonly window: string
  readonly seq: number
  readonly base: number
  readonly keep: boolean
  readonly madeFrom: number | null
  readonly written: Written
}

export interface Saving extends VersionKey {
  readonly account: string
  /** What the version is when this save brings it into being. */
  readonly origin: Origin
  readonly now: number
}

const teaserLength = 220
const lineMax = 2000
/** Names of windows: random, made with the page. */
export const windowForm = /^[0-9a-z]{16}$/

/** Keeps a save; durable on return. */
export async function answerSave(
  db: Db,
  save: WindowSave,
  how: Saving,
): Promise<Omit<Saved, 'writer'> & { readonly writer: string | null }> {
  const { article, lang, account, now } = how
  const { window, seq, base, keep, madeFrom, written } = save
  const key = { article, lang, window }
  return inTransaction(db, async (tx) => {
    const text = await wholeText(tx, written, { article, lang, base })
    const draft = { ...key, account, base, seq, text, madeFrom, savedAt: now }
    const known = await putDraft(tx, draft)
    const holder = await takeWriting(tx, { ...key, account }, { now })
    const writer = holder.window === window ? null : holder.account
    if (!keep) return { ...known, writer, conflict: false }
    const kept = await keepDraft(tx, key, { origin: how.origin, now })
    if (kept.kind === 'conflict') return { ...known, writer, conflict: true }
    return { seq: known.seq, base: kept.number, writer, conflict: false }
  })
}

/** The words of a screen with what it has no field for, from the revision they were begun from. */
export async function wholeText(
  db: Db,
  written: Written,
  { article, lang, base }: VersionKey & { readonly base: number },
): Promise<Text> {
  const before = base === 0 ? null : await readRevision(db, { article, lang, number: base })
  const isCut = written.teaser === ''
  return {
    headline: written.headline,
    teaser: isCut ? cutTeaser(written.body, lang) : written.teaser,
    teaserCut: isCut,
    body: written.body,
    extent: before?.extent ?? 'whole',
    byline: written.byline === '' ? null : written.byline,
    translator: written.translator === '' ? null : written.translator,
    corrections: before?.corrections ?? [],
    alt: written.alt,
  }
}

/** What a screen has fields for of a text. */
export function writtenOf(text: Text): Written {
  const { headline, body, byline, translator, alt } = text
  return {
    headline,
    teaser: text.teaserCut ? '' : text.teaser,
    body,
    byline: byline ?? '',
    translator: translator ?? '',
    alt,
  }
}

/** The teaser of a text nobody has written one for. */
export function cutTeaser(body: Body, lang: Lang): string {
  return teaser(runningTexts(body).join('\n\n'), teaserLength, lang)
}

/** What `read` reads, or null when what was sent does not fit. */
export function fitting<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    const isUnfit = error instanceof SyntaxError || error instanceof RangeError
    if (isUnfit || error instanceof TypeError) return null
    throw error
  }
}

/** Reads what an editor window sends. SyntaxError or RangeError say what does not fit. */
export function parseWindowSave(json: unknown): WindowSave {
  const save = record(json, 'save')
  const window = line(save['window'], 'window')
  if (!windowForm.test(window)) throw new SyntaxError('Cannot read save: no such window')
  const madeFrom = save['madeFrom'] === null ? null : count(save['madeFrom'], 'madeFrom')
  return {
    window,
    seq: count(save['seq'], 'seq'),
    base: count(save['base'], 'base'),
    keep: save['keep'] === true,
    madeFrom,
    written: parseWritten(save['text']),
  }
}

function parseWritten(json: unknown): Written {
  const text = record(json, 'text')
  return {
    headline: line(text['headline'], 'headline').trim(),
    teaser: line(text['teaser'], 'teaser').trim(),
    body: checkBody(text['body']),
    byline: line(text['byline'], 'byline').trim(),
    translator: line(text['translator'], 'translator').trim(),
    alt: Object.fromEntries(
      Object.entries(record(text['alt'], 'alt'))
        .filter(([digest]) => /^[0-9a-f]{64}$/.test(digest))
        .map(([digest, alt]) => [digest, line(alt, 'alt').trim()])
        .filter(([, alt]) => alt !== ''),
    ),
  }
}

function record(json: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new SyntaxError(`Cannot read save: "${what}" is no object`)
  return json as Readonly<Record<string, unknown>>
}

/** One line of text; line ends become spaces. */
function line(value: unknown, what: string): string {
  if (typeof value !== 'string' || value.length > lineMax)
    throw new SyntaxError(`Cannot read save: "${what}" is no line of at most ${lineMax} characters`)
  return cleanText(value).replace(/\s*\n\s*/g, ' ')
}

function count(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new SyntaxError(`Cannot read save: "${what}" is no count`)
  return value
}
