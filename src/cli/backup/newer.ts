// What a newsroom that catches up reads from: the newest edition's copy, and what it finds in it that the
// newsroom had not published so when its backup was made.
import type { Before } from '../../edition/catch-up.ts'
import type { ReadText } from '../../import/own/site.ts'
import type { Newsroom } from '../../model/newsroom.ts'

export interface Newer {
  /** The settings readers see now. */
  readonly newsroom: Newsroom
  readonly before: Before
  readonly read: ReadText
  readonly paths: readonly string[]
  /** Of `paths`: what the newsroom had not published so. */
  readonly fresh: ReadonlySet<string>
  readonly folder: {
    /** Of the copy. */
    readonly site: string
    readonly media: string
  }
  /** Milliseconds since 1970. */
  readonly now: number
  /** When the newest edition was made: what was due by then, and is not in it, was stopped. */
  readonly until: number
  readonly note: (line: Line) => void
}

/** What became of one thing. */
export interface Line {
  readonly kind:
    | 'new'
    | 'caught up'
    | 'withdrawn'
    | 'returned'
    | 'forgotten'
    | 'joined'
    | 'draft kept'
    | 'approval taken back'
    | 'scheduled'
    | 'person'
    | 'settings'
    | 'unreadable'
  /** An id, with a language where it is one version. */
  readonly what: string
  readonly detail: string
}
