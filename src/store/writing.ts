// Who is writing a version just now. The lease is a courtesy between colleagues, not a lock: a text
// sent without it is kept all the same (drafts.ts); it runs out when its window falls silent.
import type { Db } from './db.ts'
import type { DraftKey } from './drafts.ts'
import { inTransaction } from './transaction.ts'
import type { VersionKey } from './versions.ts'

export interface Writing {
  readonly window: string
  /** The account; private. */
  readonly account: string
  /** Milliseconds since 1970. */
  readonly since: number
}

/** A window that has not been heard of for so long has been closed. */
const silentMs = 90_000

/**
 * Gives the lease to `asked.window` when it is free, its own already, or taken over. Returns who has
 * it now: another window's when it was not given.
 */
export async function takeWriting(
  db: Db,
  asked: DraftKey & { readonly account: string },
  { now, over = false }: { readonly now: number; readonly over?: boolean },
): Promise<Writing> {
  const { article, lang, window, account } = asked
  return inTransaction(db, async (tx) => {
    const held = await readWriting(tx, asked, now)
    if (held !== null && held.window !== window && !over) return held
    const since = held?.window === window ? held.since : now
    const row = { window, account, since, seen_at: now }
    await tx
      .insertInto('writing')
      .values({ article, lang, ...row })
      .onConflict((on) => on.columns(['article', 'lang']).doUpdateSet(row))
      .execute()
    return { window, account, since }
  })
}

/** Who writes the version at `now`, or null. */
export async function readWriting(
  db: Db,
  { article, lang }: VersionKey,
  now: number,
): Promise<Writing | null> {
  const row = await db
    .selectFrom('writing')
    .select(['window', 'account', 'since'])
    .where('article', '=', article)
    .where('lang', '=', lang)
    .where('seen_at', '>', now - silentMs)
    .executeTakeFirst()
  return row === undefined ? null : { ...row }
}

/** Lets go of the lease, if the window has it. */
export async function endWriting(db: Db, { article, lang, window }: DraftKey): Promise<void> {
  await db
    .deleteFrom('writing')
    .where('article', '=', article)
    .where('lang', '=', lang)
    .where('window', '=', window)
    .execute()
}
