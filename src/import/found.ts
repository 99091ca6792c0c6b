// What every reader of another system's format yields: one article after the other, as values. A
// reader never writes and never throws for one bad item: it yields the refusal and goes on.
import type { Correction, Origin, Text, Withdrawal } from '../model/article.ts'
import type { ArticleId, Digest, PersonId } from '../model/id.ts'
import type { Newsroom } from '../model/newsroom.ts'
import type { Person } from '../model/person.ts'
import type { Moment } from '../model/time.ts'
import type { Lang } from '../text/lang.ts'

/** One item of the source. */
export type FoundItem =
  | { readonly kind: 'article'; readonly article: FoundArticle }
  | { readonly kind: 'person'; readonly where: string; readonly person: FoundPerson }
  | {
      readonly kind: 'settings'
      readonly where: string
      readonly settings: Partial<Newsroom>
      /** Phrases that script conversion gets wrong, as editors have fixed them. */
      readonly fixes: readonly FoundFix[]
      /** Public names for the old site's users; null: none is shown. */
      readonly bylines: Readonly<Record<string, string | null>>
    }
  /** A section the old site had; one that the newsroom has already stays as it is. */
  | {
      readonly kind: 'section'
      readonly where: string
      readonly section: Newsroom['sections'][number]
    }
  | {
      readonly kind: 'refused'
      /** What the source calls such items, "comment"; left out: an article. */
      readonly what?: string
      /** How many items this stands for; left out: one. */
      readonly count?: number
      /** File and place in it: "export.xml, item 12". */
      readonly where: string
      /** What it is called in the source, when known. */
      readonly name: string | null
      /** A sentence for people. */
      readonly reason: string
    }
  | {
      /** Another place where an article was seen that this run has yielded. */
      readonly kind: 'merged'
      /** What the source calls such items; left out: an article. */
      readonly what?: string
      readonly where: string
      readonly name: string | null
      readonly into: { readonly system: string; readonly key: string }
      readonly reason: string
    }

export interface FoundFix {
  readonly from: Lang
  readonly to: Lang
  readonly source: string
  readonly target: string
}

/** A person of the register; ids, slugs and merges only where our own format states them. */
export type FoundPerson = Omit<Person, 'id' | 'slug'> & {
  readonly mergedInto: PersonId | null
  readonly id: string | null
  readonly slug: string | null
}

export interface FoundArticle {
  /** "text", "folder", "web" (pages and feeds), "drupal", "wordpress". */
  readonly system: string
  /** The source's own key: the same key is the same article in every run. */
  readonly key: string
  readonly where: string
  /** What the source calls such items: "page", "post"; left out: an article. */
  readonly what?: string
  /** Set when the source says which id the article has to have (our own formats). */
  readonly id: ArticleId | null
  /** Null while open; `whenOpen` then says why. */
  readonly when: Moment | null
  readonly whenOpen: string | null
  readonly section: string | null
  readonly tags: readonly string[]
  /** Speakers the source states; a guess from the headline is `speakerProposed`. */
  readonly speakers: readonly string[]
  readonly speakerProposed: string | null
  /** Names of persons of the register that the article is about, by an editor's word. */
  readonly people: readonly string[]
  /** What was said of who is named where, exactly; our own format only. */
  readonly links: readonly FoundLink[]
  readonly place: string | null
  /** Name of one of `pictures`. */
  readonly image: string | null
  /** The old site's user; private. */
  readonly poster: string | null
  /** Old paths with query that have to lead on; `lang` null: to whichever version suits. */
  readonly addresses: readonly { readonly path: string; readonly lang: Lang | null }[]
  /** Keys under which other systems' imports would know the article. */
  readonly sources: readonly { readonly system: string; readonly key: string }[]
  /** Articles that the source calls this one's translations, without being sure. */
  readonly translations: readonly { readonly system: string; readonly key: string }[]
  readonly versions: readonly FoundVersion[]
  readonly pictures: readonly FoundPicture[]
  /** What was dropped or doubtful, one sentence each. */
  readonly notes: readonly string[]
}

/** Who is named where: `person` is an id of the register that comes with the articles. */
export interface FoundLink {
  readonly person: PersonId
  readonly spelling: string
  readonly place: 'headline' | 'text' | 'speaker'
  readonly status: 'proposed' | 'confirmed' | 'rejected'
}

export interface FoundVersion {
  /** Null: the source does not say; the run's own language holds. */
  readonly lang: Lang | null
  readonly origin: Origin
  /** Set by our own formats only: the address the version had. */
  readonly slug: string | null
  /** Made from the text its original has now; our own format only. */
  readonly follows?: boolean
  /** A newer text that waits behind the one readers see. */
  readonly newer?: Pick<FoundVersion, 'state' | 'publishAt' | 'text' | 'corrections'> | null
  /** "draft" and "in-review" wait for an editor; everything else is approved by being imported. */
  readonly state: 'approved' | 'draft' | 'in-review'
  /** Milliseconds since 1970 before which an approved version is held back; null: at once. */
  readonly publishAt: number | null
  readonly withdrawal: Withdrawal | null
  readonly corrections: readonly Correction[]
  /** The text as the source has it, for the account: markup of any kind, never shown as such. */
  readonly old?: () => string
  /** The words, once the pictures have their digests (by the names of `pictures`). */
  readonly text: (pictures: ReadonlyMap<string, Digest>) => Omit<Text, 'corrections'>
}

export interface FoundPicture {
  /** What texts call it: "photo.jpg". */
  readonly name: string
  /** The file on this machine. */
  readonly file: string
  readonly credit: string | null
  /** Point that stays in view when cropped, 0..1 from the left and the top. */
  readonly focus: { readonly x: number; readonly y: number }
}

/** Where nobody has said what must stay in view. */
export const middle = { x: 0.5, y: 0.5 } as const

/** An article with nothing but what must be: readers add what they know. */
export const nothingFound = {
  id: null,
  when: null,
  whenOpen: null,
  section: null,
  tags: [],
  speakers: [],
  speakerProposed: null,
  people: [],
  links: [],
  place: null,
  image: null,
  poster: null,
  addresses: [],
  sources: [],
  translations: [],
  pictures: [],
  notes: [],
} as const satisfies Partial<FoundArticle>
