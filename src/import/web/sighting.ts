// One place where an article was seen on the old site: its own page, a line of a list, a feed's
// entry. Several sightings become one article (merge.ts).
import type { HtmlElement } from '../../model/html-tree.ts'
import type { Moment } from '../../model/time.ts'
import type { Lang } from '../../text/lang.ts'

/** What is kept of every sighting of a site; the text is read again when it is needed. */
export interface Sighting {
  /** "node/12.html", or "feed.xml, item 3". */
  readonly where: string
  readonly from: 'article' | 'list' | 'feed'
  readonly headline: string
  readonly lang: Lang | null
  readonly when: Moment | null
  readonly whenOpen: string | null
  readonly poster: string | null
  readonly section: string | null
  readonly tags: readonly string[]
  readonly isWhole: boolean
  /** 0..1: how sure it is that this is an article and this its text. */
  readonly confidence: number
  /** How it was recognised: "Drupal", "text density". */
  readonly by: string
  /** What it can be known by, the best first: "example.org/node/12". */
  readonly ids: readonly string[]
  /** Paths that have to lead on: "/node/12", "/?q=node/12". */
  readonly addresses: readonly string[]
  /** Ids of what the page calls its translations. */
  readonly translations: readonly string[]
  /** UTF-16 code units of its text, and its first letters, folded. */
  readonly length: number
  readonly start: string
  readonly notes: readonly string[]
}

/** A sighting with its text. */
export interface FullSighting extends Sighting {
  readonly body: HtmlElement | null
  /** Of a picture that stands outside the text, as written. */
  readonly picture: string | null
}

/** Letters and digits alone, in lower case: what stays the same however a headline is printed. */
export function foldWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
