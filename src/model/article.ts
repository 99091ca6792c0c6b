// The story and its texts. An article has no words of its own; a version is the article in one
// language; a revision is one snapshot of a version. Accounts never stand in any of these but
// `madeBy`, which never leaves the store.
import type { Lang } from '../text/lang.ts'
import type { Body } from './body.ts'
import type { ArticleId, Digest, PersonId } from './id.ts'
import type { Moment } from './time.ts'

/** Who makes the statement, as the article names them; `person` once an editor has confirmed it. */
export interface Speaker {
  readonly name: string
  readonly person: PersonId | null
}

/** Where an imported article came from. */
export interface Source {
  /** "text", "folder", "html", "feed", "drupal", "wordpress". */
  readonly system: string
  /** The source's own key, unique within the newsroom: the same key is the same article. */
  readonly key: string
  /** Every old address that has to lead on, as paths with query: "/node/12", "/?q=node/12". */
  readonly addresses: readonly string[]
}

export interface Article {
  readonly id: ArticleId
  /** Null while the date is open; `whenOpen` then says why. */
  readonly when: Moment | null
  readonly whenOpen: string | null
  /** The section's key, or null. */
  readonly section: string | null
  readonly tags: readonly string[]
  readonly speakers: readonly Speaker[]
  /** A speaker read from the headline that nobody has confirmed. */
  readonly speakerProposed: string | null
  /** Persons the article is about, confirmed by an editor. */
  readonly people: readonly PersonId[]
  /** Place of the dateline ("Munich"), or null. */
  readonly place: string | null
  readonly image: Digest | null
  /** The old site's user; private. */
  readonly poster: string | null
  readonly source: Source | null
}

export type Origin =
  | { readonly kind: 'written' }
  | { readonly kind: 'translated'; readonly from: Lang }
  | { readonly kind: 'converted'; readonly from: Lang }

export interface Correction {
  /** "2020-06-01" */
  readonly date: string
  readonly note: string
}

/** The words of one version at one time. */
export interface Text {
  readonly headline: string
  readonly teaser: string
  /** True when the teaser was cut from the body, false when somebody wrote it. */
  readonly teaserCut: boolean
  readonly body: Body
  /** "beginning" when the source kept only a teaser. */
  readonly extent: 'whole' | 'beginning'
  /** The public pen name; null when nobody is named. */
  readonly byline: string | null
  readonly translator: string | null
  /** Public notes, oldest first. */
  readonly corrections: readonly Correction[]
  /** Alternative text of pictures in this language, by digest. */
  readonly alt: Readonly<Record<string, string>>
}

export interface Revision extends Text {
  /** Counts from 1 within the version. */
  readonly number: number
  /** Milliseconds since 1970; private. */
  readonly madeAt: number
  /** The account; private; null for imports and conversions. */
  readonly madeBy: string | null
  /** Of a translation or conversion: the original's revision it was made from. */
  readonly madeFrom: number | null
}

export interface Withdrawal {
  /** "2020-06-01" */
  readonly date: string
  readonly note: string
}

export interface Version {
  readonly article: ArticleId
  readonly lang: Lang
  readonly origin: Origin
  /** Frozen at first publication; null before. */
  readonly slug: string | null
  /** The newest revision's number. */
  readonly newest: number
  /** The revision that the next publish shows (or goes on showing); null when none is approved. */
  readonly approved: number | null
  /** The revision readers see now; null when none. */
  readonly live: number | null
  readonly inReview: boolean
  /** Milliseconds since 1970 before which an approved revision is held back; null: at once. */
  readonly publishAt: number | null
  readonly withdrawal: Withdrawal | null
}

export type State =
  | 'none'
  | 'drafting'
  | 'in review'
  | 'approved'
  | 'scheduled'
  | 'live'
  | 'live with changes pending'
  | 'withdrawn'

/** The state readers of the newsroom's lists are shown; null is a language without a version. */
export function stateOf(version: Version | null): State {
  if (version === null) return 'none'
  if (version.withdrawal !== null) return 'withdrawn'
  if (version.live !== null) {
    return version.newest === version.live ? 'live' : 'live with changes pending'
  }
  if (version.approved !== null && version.approved === version.newest) {
    return version.publishAt === null ? 'approved' : 'scheduled'
  }
  return version.inReview ? 'in review' : 'drafting'
}
