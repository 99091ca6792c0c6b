// A person and all the ways their name is written. Spellings are found, proposed and confirmed;
// nothing is linked without an editor's word, and "is not" is remembered as `rejected`.
import type { Lang } from '../text/lang.ts'
import type { PersonId } from './id.ts'

export interface Spelling {
  readonly text: string
  /** Where it was met: "headline", "editor", "import", ... */
  readonly source: string
  readonly status: 'confirmed' | 'suggested' | 'rejected'
  /** Pinyin and the like: finds the person, is never shown. */
  readonly searchOnly: boolean
}

export interface Person {
  readonly id: PersonId
  /** Preferred form per language and script; never empty. */
  readonly preferred: Readonly<Partial<Record<Lang, string>>>
  readonly spellings: readonly Spelling[]
  /** Of someone who must not be found: no page, no list, no search. */
  readonly unlisted: boolean
  /** Frozen when the person's page is first published; null before. */
  readonly slug: string | null
}
