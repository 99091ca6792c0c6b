// How a source is to be read: what the person who moves in says about it, and where a reader may work.
import type { Lang } from '../text/lang.ts'

export interface HowToRead {
  /** Null: find out. */
  readonly from: string | null
  /** Language of texts whose source does not say. */
  readonly lang: Lang | null
  /** The newsroom's languages: a text whose letters are those of one of them is taken to be in it. */
  readonly languages: readonly Lang[]
  /** IANA zone of times that come without one. */
  readonly zone: string
  /** Folder of files copied from the old server, or null. */
  readonly media: string | null
  /** The old site's address, "https://old.example/": links to it lead to what was taken; or null. */
  readonly oldUrl: string | null
  /** Kinds of items to take, by the source's names; empty: all. */
  readonly types: readonly string[]
  /** The vocabulary whose terms become sections; null: find out. */
  readonly sectionsFrom: string | null
  /** What bytes are that are no UTF-8; null: find out. */
  readonly charset: string | null
  /** A folder of the newsroom in which a reader may lay a source out; gone afterwards. */
  readonly scratch: string
  /** Called while a file is read, with the bytes so far and all of them. */
  readonly onBytes: (done: number, of: number) => void
}
