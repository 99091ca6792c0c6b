// Two articles become one: the versions of one move to the other, with all their revisions, and nothing
// that led to it leads nowhere. The article left behind is remembered as a source of the other,
// "joined", so that its published places and its next import find the way.
import type { ArticleId } from '../model/id.ts'
import type { Lang } from '../text/lang.ts'
import { readArticle, updateArticle } from './articles.ts'
import { type Db, sql } from './db.ts'
import { markPending } from './pending.ts'
import { dropProposals, pairOf, readCandidates, sharedLangs } from './proposals.ts'
import { joinedSystem } from './sources.ts'
import { inTransaction } from './transaction.ts'

export interface Joining {
  readonly from: ArticleId
  readonly into: ArticleId
  /** Where readers find the versions of `from` now: they lead on to the new places. */
  readonly places: readonly { readonly path: string; readonly lang: Lang }[]
}

/**
 * Moves all versions of `from` to `into`, which keeps what it says of itself and takes what it does not
 * say. RangeError, and nothing is changed, when one of them does not exist or both exist in a language.
 */
export async function joinArticles(db: Db, { from, into, places }: Joining): Promise<void> {
  await inTransaction(db, async (tx) => {
    pairOf(from, into)
    const known = await readCandidates(tx, [from, into])
    const [left, stays] = [known.get(from), known.get(into)]
    if (!left || !stays)
      throw new RangeError(`Cannot join articles: there is no text of "${left ? into : from}"`)
    const shared = sharedLangs(left, stays)
    if (shared.length > 0)
      throw new RangeError(`Cannot join articles: both exist in "${shared.join('", "')}"`)
    await fillGaps(tx, from, into)
    await leadByText(tx, from, left.langs)
    await moveVersions(tx, from, into)
    await moveAddresses(tx, { from, into, places })
    await leadByText(tx, into, stays.langs)
    await moveSources(tx, { from, into, lang: [...left.langs].sort()[0]! })
    await sql`insert into person_link (article, person, spelling, place, status)
      select ${into}, person, spelling, place, status from person_link where article = ${from}
      on conflict do nothing`.execute(tx)
    await tx.deleteFrom('person_link').where('article', '=', from).execute()
    await moveProposals(tx, from, into)
    await tx.deleteFrom('speaker').where('article', '=', from).execute()
    await tx.deleteFrom('article').where('id', '=', from).execute()
    for (const id of [from, into]) await markPending(tx, 'article', id)
  })
}

async function fillGaps(tx: Db, from: ArticleId, into: ArticleId): Promise<void> {
  const [left, stays] = [await readArticle(tx, from), await readArticle(tx, into)]
  if (!left || !stays) return
  const { when, section, place, image, poster, speakers, speakerProposed } = left
  const isUnspoken = stays.speakers.length === 0 && stays.speakerProposed === null
  await updateArticle(tx, into, {
    ...(stays.when === null && when !== null && { when }),
    ...(stays.section === null && { section }),
    ...(stays.place === null && { place }),
    ...(stays.image === null && { image }),
    ...(stays.poster === null && { poster }),
    ...(isUnspoken && { speakers: speakers.map(({ name }) => name), speakerProposed }),
    tags: [...new Set([...stays.tags, ...left.tags])],
  })
}

async function moveVersions(tx: Db, from: ArticleId, into: ArticleId): Promise<void> {
  await sql`insert into version (article, lang, origin, origin_lang, slug, newest, approved, live,
      in_review, publish_at, withdrawn_on, withdrawal_note)
    select ${into}, lang, origin, origin_lang, slug, newest, approved, live,
      in_review, publish_at, withdrawn_on, withdrawal_note
    from version where article = ${from}`.execute(tx)
  await sql`insert into revision (article, lang, number, headline, teaser, teaser_cut, body, extent,
      byline, translator, corrections, alt, made_at, made_by, made_from)
    select ${into}, lang, number, headline, teaser, teaser_cut, body, extent,
      byline, translator, corrections, alt, made_at, made_by, made_from
    from revision where article = ${from}`.execute(tx)
  await sql`update picture_use set article = ${into} where article = ${from}`.execute(tx)
  // Somebody may be about to write the text that comes: whose turn it is, is then open.
  await sql`delete from writing where article in (${from}, ${into}) and lang in (
    select lang from writing where article in (${from}, ${into})
    group by lang having count(*) > 1)`.execute(tx)
  for (const table of ['draft', 'writing'] as const)
    await tx.updateTable(table).set({ article: into }).where('article', '=', from).execute()
  for (const table of ['revision', 'version'] as const)
    await tx.deleteFrom(table).where('article', '=', from).execute()
}

/** What led to an article as a whole leads to its text, before there are others beside it. */
async function leadByText(tx: Db, article: ArticleId, langs: ReadonlySet<string>): Promise<void> {
  const [lang] = langs
  if (lang === undefined || langs.size > 1) return
  await tx
    .updateTable('address')
    .set({ lang })
    .where('article', '=', article)
    .where('lang', 'is', null)
    .execute()
}

async function moveAddresses(tx: Db, { from, into, places }: Joining): Promise<void> {
  await tx.updateTable('address').set({ article: into }).where('article', '=', from).execute()
  for (const { path, lang } of places) {
    await tx
      .insertInto('address')
      .values({ path, article: into, lang })
      .onConflict((on) => on.column('path').doUpdateSet({ article: into, lang }))
      .execute()
  }
}

/** A source with a language stands for one text: its next import only adds to the article. */
async function moveSources(
  tx: Db,
  { from, into, lang }: Pick<Joining, 'from' | 'into'> & { readonly lang: string },
): Promise<void> {
  await tx.updateTable('source').set({ article: into, lang }).where('article', '=', from).execute()
  await tx
    .insertInto('source')
    .values({ system: joinedSystem, key: from, article: into, lang, digest: '' })
    .onConflict((on) => on.columns(['system', 'key']).doUpdateSet({ article: into, lang }))
    .execute()
}

async function moveProposals(tx: Db, from: ArticleId, into: ArticleId): Promise<void> {
  const rows = await tx
    .selectFrom('translation_proposal')
    .selectAll()
    .where((eb) => eb.or([eb('one', '=', from), eb('other', '=', from)]))
    .execute()
  await sql`insert into translation_clue (clue, article)
    select clue, ${into} from translation_clue where article = ${from}
    on conflict do nothing`.execute(tx)
  await dropProposals(tx, from)
  for (const { one, other, reasons, status } of rows) {
    const third = one === from ? other : one
    if (third === into) continue
    await tx
      .insertInto('translation_proposal')
      .values({ ...pairOf(into, third as ArticleId), reasons, status })
      .onConflict((on) => on.columns(['one', 'other']).doNothing())
      .execute()
  }
}
