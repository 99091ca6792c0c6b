// What is being typed, before it is a revision: one text per open editor window, numbered by the
// window that sends it. A later number replaces an earlier one whatever order they arrive in, so a
// save can be sent twice or late without harm. Nothing here is ever shown to readers.
import type { Origin, Text } from '../model/article.ts'
import type { ArticleId } from '../model/id.ts'
import type { Lang } from '../text/lang.ts'
import type { Db } from './db.ts'
import { readRevision, sameText } from './revisions.ts'
import type { DraftRow } from './tables.ts'
import { inTransaction } from './transaction.ts'
import { putRevision, readVersion, type VersionKey } from './versions.ts'

export interface DraftKey extends VersionKey {
  /** Random name of one open editor. */
  readonly window: string
}

export interface Draft extends DraftKey {
  /** Who types; private. */
  readonly account: string
  /** The revision the text was begun from; 0 when there was none. */
  readonly base: number
  /** Counts from 1 within the window. */
  readonly seq: number
  /** Null once the text has become a revision (then `base` is that one) or was no change. */
  readonly text: Text | null
  /** Of a translation: the original's revision the writer had before them. */
  readonly madeFrom: number | null
  /** Milliseconds since 1970. */
  readonly savedAt: number
}

/** What became of a draft that was to be a revision. */
export type Kept =
  | { readonly kind: 'revision'; readonly number: number }
  /** Somebody else made revision `newest` meanwhile: both texts are kept, a person merges them. */
  | { readonly kind: 'conflict'; readonly newest: number }

/**
 * Keeps a text unless this window has sent a later one already. Durable on return. Returns the
 * latest number kept of the window and the revision its text stands on.
 */
export async function putDraft(
  db: Db,
  draft: Draft & { readonly text: Text },
): Promise<Pick<Draft, 'seq' | 'base'>> {
  return inTransaction(db, async (tx) => {
    const known = await readDraft(tx, draft)
    if (known !== null && known.seq >= draft.seq) return { seq: known.seq, base: known.base }
    // Where the window's text stands is the store's to say: it may have become a revision whose
    // answer never reached the window.
    const base = known?.base ?? draft.base
    const row = rowOf({ ...draft, base })
    const { article, lang, window, ...rest } = row
    await tx
      .insertInto('draft')
      .values(row)
      .onConflict((on) => on.columns(['article', 'lang', 'window']).doUpdateSet(rest))
      .execute()
    return { seq: draft.seq, base }
  })
}

/** The window's draft, or null. */
export async function readDraft(db: Db, key: DraftKey): Promise<Draft | null> {
  const { article, lang, window } = key
  const row = await db
    .selectFrom('draft')
    .selectAll()
    .where('article', '=', article)
    .where('lang', '=', lang)
    .where('window', '=', window)
    .executeTakeFirst()
  return row === undefined ? null : draftOf(row)
}

/** Drafts of a version that are not revisions yet, oldest first. */
export async function readDrafts(
  db: Db,
  { article, lang }: VersionKey,
): Promise<readonly (Draft & { readonly text: Text })[]> {
  const rows = await db
    .selectFrom('draft')
    .selectAll()
    .where('article', '=', article)
    .where('lang', '=', lang)
    .where('text', 'is not', null)
    .orderBy('saved_at')
    .orderBy('window')
    .execute()
  return rows.map((row) => draftOf(row) as Draft & { text: Text })
}

/** A text that is being typed where no revision is yet. */
export interface Beginning extends VersionKey {
  readonly account: string
  readonly headline: string
}

/** What is begun of the articles `ids`, or by `account`, newest first: one for each language. */
export async function readBeginnings(
  db: Db,
  of: { readonly ids: readonly ArticleId[] } | { readonly account: string },
): Promise<readonly Beginning[]> {
  if ('ids' in of && of.ids.length === 0) return []
  const rows = await db
    .selectFrom('draft')
    .leftJoin('version', (join) =>
      join.onRef('version.article', '=', 'draft.article').onRef('version.lang', '=', 'draft.lang'),
    )
    .select(['draft.article', 'draft.lang', 'draft.account', 'draft.text'])
    .where('version.article', 'is', null)
    .where('draft.text', 'is not', null)
    .where((eb) =>
      'ids' in of ? eb('draft.article', 'in', of.ids) : eb('draft.account', '=', of.account),
    )
    .orderBy('draft.saved_at', 'desc')
    .orderBy('draft.window')
    .execute()
  const found = new Map<string, Beginning>()
  for (const { article, lang, account, text } of rows) {
    const key = `${article} ${lang}`
    const { headline } = JSON.parse(text ?? '') as Text
    const beginning = { article: article as ArticleId, lang: lang as Lang, account, headline }
    if (!found.has(key)) found.set(key, beginning)
  }
  return [...found.values()]
}

/**
 * Makes the window's draft a revision when nobody else has made one since it was begun. Doing it
 * twice does it once. RangeError when the window has sent nothing.
 */
export async function keepDraft(
  db: Db,
  key: DraftKey,
  { origin, now }: { readonly origin: Origin; readonly now: number },
): Promise<Kept> {
  return inTransaction(db, async (tx) => {
    const draft = await readDraft(tx, key)
    if (draft === null)
      throw new RangeError(`Cannot keep draft of window "${key.window}": there is none`)
    const { article, lang, text, base, account, madeFrom } = draft
    const newest = (await readVersion(tx, key))?.newest ?? 0
    if (text === null) return { kind: 'revision', number: base }
    if (newest !== base) {
      const [before, after] = [
        await readRevision(tx, { article, lang, number: base }),
        await readRevision(tx, { article, lang, number: newest }),
      ]
      const unchanged = [before, after].some((other) => other !== null && sameText(other, text))
      if (!unchanged) return { kind: 'conflict', newest }
      await spend(tx, key, newest)
      return { kind: 'revision', number: newest }
    }
    const made = { madeAt: now, madeBy: account, madeFrom }
    const { number } = await putRevision(tx, { article, lang, origin, text, ...made })
    await spend(tx, key, number)
    return { kind: 'revision', number }
  })
}

/**
 * Lets `merged` stand for a draft and the newest revision: the draft becomes a revision of its own,
 * under the account that wrote it, and the merged text the one after it. RangeError when there is
 * nothing to merge or `newest` is no longer the newest.
 */
export async function mergeDraft(
  db: Db,
  key: DraftKey,
  merge: {
    readonly merged: Text
    readonly newest: number
    readonly account: string
    readonly origin: Origin
    readonly now: number
  },
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const draft = await readDraft(tx, key)
    const version = await readVersion(tx, key)
    if (draft === null || draft.text === null || version === null)
      throw new RangeError(`Cannot merge draft of window "${key.window}": there is none`)
    if (version.newest !== merge.newest)
      throw new RangeError(`Cannot merge with revision ${merge.newest}: there is a newer one`)
    const { article, lang } = key
    const { origin, now: madeAt } = merge
    const common = { article, lang, origin, madeAt, madeFrom: draft.madeFrom }
    await putRevision(tx, { ...common, text: draft.text, madeBy: draft.account })
    const last = await putRevision(tx, { ...common, text: merge.merged, madeBy: merge.account })
    await spend(tx, key, last.number)
    return last.number
  })
}

/** The draft has become revision `number`, or was no change from it. */
async function spend(tx: Db, { article, lang, window }: DraftKey, number: number): Promise<void> {
  await tx
    .updateTable('draft')
    .set({ text: null, base: number })
    .where('article', '=', article)
    .where('lang', '=', lang)
    .where('window', '=', window)
    .execute()
}

function rowOf(draft: Draft): DraftRow {
  const { madeFrom, savedAt, text, ...rest } = draft
  const row = { ...rest, made_from: madeFrom, saved_at: savedAt }
  return { ...row, text: text === null ? null : JSON.stringify(text) }
}

function draftOf(row: DraftRow): Draft {
  const { made_from, saved_at, text, ...rest } = row
  return {
    ...rest,
    article: row.article as ArticleId,
    lang: row.lang as Lang,
    text: text === null ? null : (JSON.parse(text) as Text),
    madeFrom: made_from,
    savedAt: saved_at,
  }
}
