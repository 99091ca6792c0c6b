// Phrases that script conversion gets wrong and an editor has fixed, once and for all.
import type { Lang } from '../text/lang.ts'
import type { Db } from './db.ts'

export interface PhraseFix {
  readonly source: string
  readonly target: string
}

/** The fixes for converting `from` into `to`, longest source first. */
export async function readFixes(db: Db, from: Lang, to: Lang): Promise<readonly PhraseFix[]> {
  const rows = await db
    .selectFrom('phrase_fix')
    .select(['source', 'target'])
    .where('from_lang', '=', from)
    .where('to_lang', '=', to)
    .execute()
  return rows.sort((a, b) => b.source.length - a.source.length || (a.source < b.source ? -1 : 1))
}

/** Keeps a fix; an empty target forgets it. Texts converted before keep their form. */
export async function putFix(
  db: Db,
  from: Lang,
  fix: PhraseFix & { readonly to: Lang },
): Promise<void> {
  const { source, target, to } = fix
  if (target === '') {
    const old = db.deleteFrom('phrase_fix').where('from_lang', '=', from).where('to_lang', '=', to)
    await old.where('source', '=', source).execute()
    return
  }
  await db
    .insertInto('phrase_fix')
    .values({ from_lang: from, to_lang: to, source, target })
    .onConflict((on) => on.columns(['from_lang', 'to_lang', 'source']).doUpdateSet({ target }))
    .execute()
}
