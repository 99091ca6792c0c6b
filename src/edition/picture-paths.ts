// The picture files a publish has to bring along: those that changed pages show.
import { parseDigest } from '../model/id.ts'
import type { Newsroom } from '../model/newsroom.ts'
import { picturePath } from '../render/views.ts'
import type { Outcomes } from './outcomes.ts'
import type { Sources } from './pages/reader.ts'

/** Paths of the renditions of every picture that a changed page read, and of the logo. */
export async function picturePaths(
  from: Pick<Sources, 'readPicture'> & { readonly newsroom: Newsroom },
  { pictures }: Pick<Outcomes, 'pictures'>,
): Promise<readonly string[]> {
  const digests = new Set<string>(from.newsroom.logo === null ? [] : [from.newsroom.logo])
  for (const key of pictures) digests.add(key.slice('picture '.length))
  const paths: string[] = []
  for (const digest of [...digests].sort().map(parseDigest)) {
    const picture = await from.readPicture(digest)
    for (const width of picture?.widths ?? []) paths.push(picturePath(digest, width))
  }
  return paths
}
