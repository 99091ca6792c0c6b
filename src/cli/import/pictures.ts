// The pictures of a batch of found articles: re-encoded into the newsroom's media before anything is
// written, in one child for all, because decoding takes long and nobody else could write meanwhile.
import { createHash } from 'node:crypto'
import { makePictures, readPicture } from '../../image/pictures.ts'
import type { FoundArticle, FoundPicture } from '../../import/found.ts'
import { type Digest, parseDigest } from '../../model/id.ts'
import type { Picture } from '../../model/newsroom.ts'

/** What became of an article's pictures. */
export interface KeptPictures {
  /** By the name the texts use. */
  readonly kept: ReadonlyMap<string, Picture>
  /** A sentence for each that could not be used; the article comes in without it. */
  readonly strange: readonly string[]
}

/** Makes the pictures of `articles`; results in their order. A file named twice is made once. */
export async function keepPictures(
  articles: readonly FoundArticle[],
  media: string,
): Promise<readonly KeptPictures[]> {
  const files = [...new Set(articles.flatMap(({ pictures }) => pictures.map(({ file }) => file)))]
  const results = await makePictures(files, media)
  const resultOf = new Map(files.map((file, at) => [file, results[at]!]))
  return articles.map(({ pictures }) => {
    const kept = new Map<string, Picture>()
    const strange: string[] = []
    for (const { name, file, credit, focus } of pictures) {
      const result = resultOf.get(file)!
      if (result.kind === 'refused')
        strange.push(`Picture “${name}” was left out: ${result.reason}`)
      else {
        const { width, height, widths } = result.picture
        const digest = parseDigest(result.picture.digest)
        kept.set(name, { digest, width, height, widths, credit, focus })
      }
    }
    return { kept, strange }
  })
}

/** The digests of the files as they lie there, by name: they stand for pictures not made yet. */
export function digestFiles(pictures: readonly FoundPicture[]): ReadonlyMap<string, Digest> {
  const digests = pictures.flatMap(({ name, file }) => {
    const bytes = readPicture(file)
    if (typeof bytes === 'string') return []
    return [[name, parseDigest(createHash('sha256').update(bytes).digest('hex'))] as const]
  })
  return new Map(digests)
}
