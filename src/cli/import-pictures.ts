// The pictures of found articles: re-encoded into the newsroom's media before anything is written.

import { makePictures } from '../image/pictures.ts'
import type { FoundItem } from '../import/found.ts'
import { parseDigest } from '../model/id.ts'
import type { Picture } from '../model/newsroom.ts'

/** An item whose pictures are kept; what could not be kept is said in `strange`. */
export interface Ready {
  readonly item: FoundItem
  /** By the name the texts use. */
  readonly kept: ReadonlyMap<string, Picture>
  readonly strange: readonly string[]
}

/** Makes an item's pictures. One that cannot be used is left out, with a note; the article comes in. */
export async function withPictures(item: FoundItem, media: string): Promise<Ready> {
  const kept = new Map<string, Picture>()
  const strange: string[] = []
  if (item.kind !== 'article' || item.article.pictures.length === 0) return { item, kept, strange }
  const { pictures } = item.article
  const results = await makePictures(
    pictures.map(({ file }) => file),
    media,
  )
  for (const [at, result] of results.entries()) {
    const { name, credit } = pictures[at]!
    if (result.kind === 'refused') strange.push(`Picture “${name}” was left out: ${result.reason}`)
    else {
      const { width, height, widths } = result.picture
      const digest = parseDigest(result.picture.digest)
      kept.set(name, { digest, width, height, widths, credit, focus: { x: 0.5, y: 0.5 } })
    }
  }
  return { item, kept, strange }
}
