// What a publish is done with: the newsroom, its folders and keys, the time.
import type { Digest } from '../model/id.ts'
import type { Picture } from '../model/newsroom.ts'
import type { Places } from './commit.ts'
import type { SigningKeys } from './log/compose.ts'

export interface Publisher extends Places {
  /** Where printers of their own find the database; null where they cannot (it is in memory). */
  readonly store: string | null
  /** Folder of the newsroom's re-encoded pictures. */
  readonly media: string
  readonly readPicture: (digest: Digest) => Promise<Picture | null>
  readonly origin: string
  readonly keys: SigningKeys
  /** Files that are not pages: verify.html, trust files, mirrors.txt. */
  readonly extras: readonly { readonly path: string; readonly bytes: Uint8Array }[]
  /** Milliseconds since 1970. */
  readonly now: number
  readonly onProgress: (
    phase: 'compare' | 'print' | 'place',
    done: number,
    of: number | null,
  ) => void
}
