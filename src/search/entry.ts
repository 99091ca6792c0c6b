// What the index holds of a published version and of a listed person: all that an answer shows, so
// that whoever asks opens nothing else.
import type { ArticleId, PersonId } from '../model/id.ts'
import type { LivePerson } from '../model/live.ts'
import type { Moment } from '../model/time.ts'
import type { Lang } from '../text/lang.ts'

/** A version as an answer shows it. */
export interface Shown {
  readonly path: string
  readonly headline: string
  readonly teaser: string
  readonly when: Moment
  readonly byline: string | null
  readonly speakers: readonly string[]
  readonly section: string | null
}

/** A version that readers can see. */
export interface Entry {
  readonly article: ArticleId
  readonly lang: Lang
  /** The article's date and time where it was made, read as UTC: ms since 1970. */
  readonly order: number
  readonly shown: Shown
  /** Headline, then the blocks of the body: one line each. */
  readonly text: string
  /** Listed persons the article names, each as this version writes them. */
  readonly people: readonly Named[]
}

export interface Named {
  readonly person: PersonId
  readonly spelling: string
}

/** A listed person; the spellings for search only are not shown. */
export interface Indexed extends Pick<LivePerson, 'id' | 'preferred' | 'spellings' | 'searchOnly'> {
  /** The person's page in every language of the newsroom, under the name it has there. */
  readonly pages: Readonly<Partial<Record<Lang, { readonly path: string; readonly name: string }>>>
}
