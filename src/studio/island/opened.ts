// What the server hands to the editor with its page, and what the editor sends back. The form of the
// page itself holds the same words for those who work without script.
import type { Body } from '../../model/body.ts'
import type { Lang } from '../../text/lang.ts'

/** The words an editor screen has fields for. */
export interface Written {
  readonly headline: string
  /** Empty: cut from the body. */
  readonly teaser: string
  readonly body: Body
  readonly byline: string
  readonly translator: string
  /** Alternative texts by picture. */
  readonly alt: Readonly<Record<string, string>>
}

export interface ShelfPicture {
  readonly digest: string
  readonly src: string
  /** Its words in the text's language; empty when there are none. */
  readonly alt: string
  /** What stands for it in lists: its alternative text in some language, or its digest. */
  readonly name: string
}

export interface Opened {
  /** "7k2m1xq8 ug" */
  readonly version: string
  readonly lang: Lang
  /** Random name of this window. */
  readonly window: string
  /** The revision the text stands on; 0 when there is none. */
  readonly base: number
  /** Of a translation: the original's revision shown beside it. */
  readonly madeFrom: number | null
  readonly body: Body
  readonly alt: Readonly<Record<string, string>>
  readonly saveTo: string
  /** Told now and again that this window is open. */
  readonly writingAt: string
  readonly keysAt: string
  readonly mergeAt: string
  /** Where checks and state beside the text can be asked for anew. */
  readonly besideAt: string
  /** Where picture files are sent; null when the account may not bring any in. */
  readonly mediaAt: string | null
  /** Where the other scripts of this text can be asked for; null when none is derived. */
  readonly variantsAt: string | null
  readonly pictures: readonly ShelfPicture[]
  readonly languages: readonly { readonly tag: string; readonly name: string }[]
  readonly words: Readonly<Record<string, string>>
}

/** What the server says of picture files: those on the shelf now, and why others are not. */
export interface TakenIn {
  readonly pictures: readonly ShelfPicture[]
  readonly refused: readonly { readonly name: string; readonly reason: string }[]
}

/** One text in another script of its language, as it would be published. */
export interface Variant {
  readonly lang: Lang
  readonly name: string
  readonly dir: 'ltr' | 'rtl'
  readonly headline: string
  readonly blocks: readonly string[]
  /** What the other script cannot say: the words as they stand, and why. */
  readonly losses: readonly { readonly text: string; readonly why: string }[]
}
