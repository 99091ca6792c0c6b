// Pictures as records; their bytes are files in media/. A picture is known by the digest of its
// largest rendition and may stand in many articles.
import { type BodyNode, figuresOf } from '../model/body.ts'
import type { ArticleId, Digest } from '../model/id.ts'
import type { PerLang, Picture } from '../model/newsroom.ts'
import type { Lang } from '../text/lang.ts'
import type { Db } from './db.ts'
import { markPending } from './pending.ts'
import type { PictureRow } from './tables.ts'
import { inTransaction } from './transaction.ts'

/** Keeps a picture, in place of an earlier record of the same digest. */
export async function putPicture(db: Db, picture: Picture): Promise<void> {
  const { digest, width, height, widths, credit, focus } = picture
  const rest = { width, height, widths: JSON.stringify(widths), credit }
  const row = { ...rest, focus_x: focus.x, focus_y: focus.y }
  await inTransaction(db, async (tx) => {
    await tx
      .insertInto('picture')
      .values({ digest, ...row })
      .onConflict((on) => on.column('digest').doUpdateSet(row))
      .execute()
    await markPending(tx, 'picture', digest)
  })
}

/** The pictures among `digests` that are kept, by digest. */
export async function readPictures(
  db: Db,
  digests: readonly Digest[],
): Promise<ReadonlyMap<Digest, Picture>> {
  if (digests.length === 0) return new Map()
  const rows = await db.selectFrom('picture').selectAll().where('digest', 'in', digests).execute()
  return new Map(rows.map(pictureOfRow).map((picture) => [picture.digest, picture]))
}

/** Pictures, the newest first, `limit` of them after the first `skip`. */
export async function listPictures(
  db: Db,
  { limit, skip }: { readonly limit: number; readonly skip: number },
): Promise<readonly Picture[]> {
  const rows = await db
    .selectFrom('picture')
    .selectAll()
    .orderBy((eb) => eb.fn.coalesce('added_at', eb.val(0)), 'desc')
    .orderBy('digest')
    .limit(limit)
    .offset(skip)
    .execute()
  return rows.map(pictureOfRow)
}

/** Notes when a picture came. One that was there keeps its place. */
export async function notePicture(db: Db, digest: Digest, addedAt: number): Promise<void> {
  await db
    .updateTable('picture')
    .set({ added_at: addedAt })
    .where('digest', '=', digest)
    .where('added_at', 'is', null)
    .execute()
}

/** What pictures show, in words by language; pictures without words are left out. */
export async function readAlts(
  db: Db,
  digests: readonly Digest[],
): Promise<ReadonlyMap<Digest, PerLang<string>>> {
  if (digests.length === 0) return new Map()
  const rows = await db
    .selectFrom('picture_alt')
    .selectAll()
    .where('picture', 'in', digests)
    .execute()
  const alts = new Map<Digest, Partial<Record<Lang, string>>>()
  for (const { picture, lang, alt } of rows)
    alts.set(picture as Digest, { ...alts.get(picture as Digest), [lang]: alt })
  return alts
}

/** What pictures show, in words of one language, by digest. */
export async function readDescriptions(
  db: Db,
  digests: readonly Digest[],
  lang: Lang,
): Promise<Readonly<Record<string, string>>> {
  const known = [...(await readAlts(db, digests))].map(([digest, words]) => [digest, words[lang]])
  return Object.fromEntries(known.filter(([, words]) => words !== undefined))
}

/** Sets what a picture shows, in words; an empty text takes the words away. */
export async function putAlt(db: Db, digest: Digest, lang: Lang, alt: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx
      .deleteFrom('picture_alt')
      .where('picture', '=', digest)
      .where('lang', '=', lang)
      .execute()
    if (alt !== '')
      await tx.insertInto('picture_alt').values({ picture: digest, lang, alt }).execute()
  })
}

/** The articles that show a picture, as their image or as a figure of any revision. */
export async function readPictureUses(db: Db, digest: Digest): Promise<readonly ArticleId[]> {
  const rows = await db
    .selectFrom('article')
    .select('id')
    .where('image', '=', digest)
    .union(db.selectFrom('picture_use').select('article as id').where('picture', '=', digest))
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id as ArticleId)
}

/** Notes the figures of a revision. Fails when one of their pictures is not kept. */
export async function putPictureUses(
  tx: Db,
  revision: {
    readonly article: ArticleId
    readonly lang: Lang
    readonly revision: number
    readonly body: BodyNode
  },
): Promise<void> {
  const { body, ...key } = revision
  const pictures = [...new Set(figuresOf(body))]
  if (pictures.length === 0) return
  const rows = pictures.map((picture) => ({ picture, ...key }))
  await tx.insertInto('picture_use').values(rows).execute()
}

function pictureOfRow(row: PictureRow): Picture {
  const { digest, width, height, widths, credit, focus_x, focus_y } = row
  return {
    digest: digest as Digest,
    width,
    height,
    widths: JSON.parse(widths) as number[],
    credit,
    focus: { x: focus_x, y: focus_y },
  }
}
