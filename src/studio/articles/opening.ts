// Opening a version to write in it: who has it, what windows that fell silent have left behind, and
// the words to begin with.
import { conversionsOf } from '../../edition/derive.ts'
import type { Origin, Text } from '../../model/article.ts'
import { bodyOfParagraphs } from '../../model/body.ts'
import { convertText } from '../../model/convert.ts'
import type { Newsroom } from '../../model/newsroom.ts'
import type { Db } from '../../store/db.ts'
import { type Draft, type DraftKey, keepDraft, readDraft, readDrafts } from '../../store/drafts.ts'
import { readDescriptions } from '../../store/pictures.ts'
import { readRevision } from '../../store/revisions.ts'
import { readVersion, type VersionKey } from '../../store/versions.ts'
import { readWriting, type Writing } from '../../store/writing.ts'
import type { Lang } from '../../text/lang.ts'
import { frameOf, shownIn } from './blocks.ts'
import type { VersionPlace } from './place.ts'

export interface Opening {
  readonly window: string
  /** Whose turn it is when it is not ours. */
  readonly writer: Writing | null
  /** 0: nothing is written yet. */
  readonly base: number
  readonly text: Text
  /** The original's revision to translate from. */
  readonly madeFrom: number | null
  /** Texts that somebody has to merge before they are lost sight of. */
  readonly waiting: readonly Draft[]
}

/** What a version is when it is written for the first time. */
export function originOf({
  version,
  original,
}: Pick<VersionPlace, 'version' | 'original'>): Origin {
  if (version !== null && version.origin.kind !== 'converted') return version.origin
  return original === null ? { kind: 'written' } : { kind: 'translated', from: original.lang }
}

/**
 * The words to begin with. What windows that are gone have left becomes a version first: it is the
 * newest text there is. The lease is taken by writing, not by looking.
 */
export async function openVersion(
  db: Db,
  place: VersionPlace,
  {
    window,
    account,
    now,
    newsroom,
  }: {
    readonly window: string
    readonly account: string
    readonly now: number
    readonly newsroom: Newsroom
  },
): Promise<Opening> {
  const key = { article: place.article.id, lang: place.lang }
  const held = await readWriting(db, key, now)
  const writer = held === null || held.account === account ? null : held
  const waiting = await settleDrafts(db, key, { origin: originOf(place), now, except: writer })
  const version = await readVersion(db, key)
  const base = version?.newest ?? 0
  const newest =
    base > 0
      ? await readRevision(db, { ...key, number: base })
      : // Where nothing is kept yet, whoever looks on reads what is being typed.
        writer && (await readDraft(db, { ...key, window: writer.window }))?.text
  return {
    window,
    writer,
    base,
    text: newest ?? (await beginning(db, place, newsroom)),
    madeFrom: place.original?.newest ?? null,
    waiting,
  }
}

/**
 * Makes revisions of texts whose windows are gone; what two have written at once stays a draft.
 * `except`: the window that is still being written in.
 */
export async function settleDrafts(
  db: Db,
  key: VersionKey,
  how: { readonly origin: Origin; readonly now: number; readonly except: Writing | null },
): Promise<readonly Draft[]> {
  const waiting: Draft[] = []
  for (const draft of await readDrafts(db, key)) {
    if (draft.window === how.except?.window) continue
    const kept = await keepDraft(db, draft, how)
    if (kept.kind === 'conflict') waiting.push(draft)
  }
  return waiting
}

/**
 * What stands beside this version becomes a revision first: the account's own words in the original,
 * and whoever's words they are where the article is in no language yet. A translation would else
 * begin without its original, or beside an older text than its translator has just typed.
 */
export async function settleOriginal(
  db: Db,
  { article, lang, versions, original }: VersionPlace,
  how: { readonly account: string; readonly now: number; readonly languages: readonly Lang[] },
): Promise<void> {
  const isNew = versions.length === 0
  const others = isNew ? how.languages.filter((one) => one !== lang) : [original?.lang ?? []].flat()
  for (const other of others) {
    const version = versions.find((one) => one.lang === other) ?? null
    for (const draft of await readDrafts(db, { article: article.id, lang: other }))
      if (isNew || draft.account === how.account)
        await keepDraft(db, draft, { origin: originOf({ version, original: null }), now: how.now })
  }
}

/** Whether an editor's window was opened by somebody else: what they typed is not another's to change. */
export async function isOthersWindow(db: Db, key: DraftKey, account: string): Promise<boolean> {
  const draft = await readDraft(db, key)
  return draft !== null && draft.account !== account
}

/**
 * Before the first word: what another script's text would become here by itself, else empty, or the frame of the original with its pictures, and what these show as
 * far as it is known. Words that are filled in later would look kept and not be: a check offers them.
 */
async function beginning(db: Db, place: VersionPlace, newsroom: Newsroom): Promise<Text> {
  const derived = await derivedText(db, place, newsroom)
  if (derived !== null) return derived
  const text = await frame(db, place)
  const alt = await readDescriptions(db, shownIn(text, place.article), place.lang)
  return { ...text, alt }
}

/** Readers would get this without anybody's doing; null when no other script's text leads here. */
async function derivedText(
  db: Db,
  { article, lang, versions }: VersionPlace,
  newsroom: Newsroom,
): Promise<Text | null> {
  const how = (await conversionsOf(db, newsroom)).find(({ to }) => to === lang)
  const source = versions.find((version) => version.lang === how?.from)
  if (how === undefined || source === undefined) return null
  const key = { article: article.id, lang: how.from, number: source.newest }
  const text = await readRevision(db, key)
  return text === null ? null : convertText(text, how, null).text
}

async function frame(db: Db, { original }: VersionPlace): Promise<Text> {
  const empty: Text = {
    headline: '',
    teaser: '',
    teaserCut: true,
    body: bodyOfParagraphs([]),
    extent: 'whole',
    byline: null,
    translator: null,
    corrections: [],
    alt: {},
  }
  if (original === null) return empty
  const { article, lang, newest } = original
  const text = await readRevision(db, { article, lang, number: newest })
  if (text === null) return empty
  const content = frameOf(text.body.content ?? [])
  return { ...empty, byline: text.byline, body: { type: 'doc', content } }
}
