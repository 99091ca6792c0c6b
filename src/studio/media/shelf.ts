// Pictures as the editor is handed them: where each is seen, what it shows in the text's language.
import type { Picture } from '../../model/newsroom.ts'
import type { Db } from '../../store/db.ts'
import { readAlts } from '../../store/pictures.ts'
import type { Lang } from '../../text/lang.ts'
import type { ShelfPicture } from '../island/opened.ts'
import type { Access } from '../route.ts'

/** Who may bring pictures in and describe them. */
export const pictureMakers: Access = ['writer', 'translator', 'editor']

/** In the order of `pictures`. */
export async function shelfOf(
  db: Db,
  pictures: readonly Picture[],
  lang: Lang | null,
): Promise<readonly ShelfPicture[]> {
  const digests = pictures.map(({ digest }) => digest)
  const alts = await readAlts(db, digests)
  return pictures.map(({ digest, widths }) => {
    const words = alts.get(digest) ?? {}
    return {
      digest,
      src: `/media/${digest}/${widths[0] ?? 0}`,
      alt: (lang && words[lang]) ?? '',
      name: Object.values(words)[0] ?? digest.slice(0, 8),
    }
  })
}
