// What an old site's terms come to, whichever system it was: sections, which are part of addresses, and
// tags, which are words only.
import { parseLang } from '../text/lang.ts'
import { isReservedName, slugOf } from '../text/slug.ts'
import type { FoundItem } from './found.ts'

export interface Sorted<Term> {
  /** The sections, to be added before any article. */
  readonly sections: readonly (FoundItem & { kind: 'section' })[]
  /** What the terms of an article come to. */
  sort(terms: readonly Term[]): {
    readonly section: string | null
    readonly tags: readonly string[]
  }
}

/** More are no sections of a newsroom. */
export const sectionsMax = 30

/** A section's key from its name: lower-case ASCII, none of our own names. */
export function sectionKey(name: string, lang: string, otherwise: string): string {
  const key = slugOf(name, parseLang(lang)).slice(0, 40).replace(/-+$/, '')
  return /^[a-z]/.test(key) && !isReservedName(key) ? key : otherwise
}
