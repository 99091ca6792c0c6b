// Moving in by the studio: what a person decided, what a trial found, how an import ended. Kept as JSON
// with the job that does it; texts of the old site are cut, for it is looked at, never published.
import type { Body } from './body.ts'
import type { Moment } from './time.ts'

/** What is to be brought in, and how it is to be read. */
export interface MoveTask {
  /** Name of a file or folder in spool/incoming, never a path. */
  readonly source: string
  /** Name of a folder there with the old server's files; null: none. */
  readonly media: string | null
  readonly oldUrl: string | null
  /** Language of texts that do not say; null: the newsroom's first. */
  readonly lang: string | null
  /** IANA zone of times without one. */
  readonly zone: string
  readonly section: string | null
  readonly keepBylines: boolean
  /** Kinds of the source to take; empty: all. */
  readonly types: readonly string[]
}

export const moveFates = ['imported', 'updated', 'unchanged', 'merged', 'refused'] as const
export type MoveFate = (typeof moveFates)[number]
export type MoveCounts = Readonly<Record<MoveFate, number>>

/** What a trial or an import met: all the counts, some of everything else. */
export interface MoveFound {
  readonly counts: MoveCounts
  readonly kinds: readonly { readonly what: string; readonly counts: MoveCounts }[]
  /** `lang` null: the source does not say. */
  readonly languages: readonly { readonly lang: string | null; readonly count: number }[]
  readonly datelines: readonly MoveDateline[]
  /** Articles whose date stayed open. */
  readonly openDates: number
  /** Users of the old site who posted most; private. */
  readonly posters: readonly { readonly name: string; readonly count: number }[]
  readonly postersMore: number
  readonly told: readonly MoveTold[]
  readonly toldMore: number
  readonly previews: readonly MovePreview[]
}

/** What a source said of a date beside what was understood, or why it stayed open. */
export interface MoveDateline {
  readonly raw: string | null
  readonly when: Pick<Moment, 'date' | 'time' | 'zone'> | null
  readonly open: string | null
}

/** An item that needs a look. */
export interface MoveTold {
  readonly where: string
  readonly name: string | null
  readonly fate: MoveFate
  readonly reason: string
}

/** The beginning of an article as it was and as it will be. */
export interface MovePreview {
  readonly where: string
  readonly lang: string
  readonly old: string
  readonly headline: string
  readonly teaser: string
  readonly body: Body
  readonly notes: readonly string[]
}

/** What taking an import back did. */
export interface MoveUndone {
  readonly articles: number
  readonly sections: number
  /** Articles that stay because they are published or worked on. */
  readonly kept: number
}
