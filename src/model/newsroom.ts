// The newsroom's own settings: what it is called, in which languages it publishes, where.
import type { Lang } from '../text/lang.ts'
import type { Body } from './body.ts'
import type { Digest } from './id.ts'

/** A text per language; every newsroom language that lacks one takes the fallback chain's. */
export type PerLang<T> = Readonly<Partial<Record<Lang, T>>>

export interface Section {
  /** Part of addresses: lower-case ASCII, never changes once published. */
  readonly key: string
  readonly name: PerLang<string>
}

export interface Newsroom {
  readonly name: PerLang<string>
  /** The canonical address, ending in "/": "https://news.example/". */
  readonly url: string
  /** IANA zone of the newsroom: imported times without a zone are read in it. */
  readonly zone: string
  /** In the newsroom's order; the first is not special except as the last resort of fallback. */
  readonly languages: readonly Lang[]
  /** Scripts that follow from another: publishing converts `from` into `to`. */
  readonly derived: readonly { readonly from: Lang; readonly to: Lang }[]
  readonly sections: readonly Section[]
  /** What new articles show; imported ones keep what they were published with. */
  readonly precision: 'day' | 'minute'
  readonly colours: {
    /** CSS hex colours of links and rules, for light and for dark paper. */
    readonly light: string
    readonly dark: string
  }
  readonly logo: Digest | null
  readonly about: PerLang<Body>
  readonly mirrors: readonly Mirror[]
  /** One editor may approve their own text; every such approval is logged. */
  readonly solo: boolean
}

export interface Mirror {
  readonly url: string
  readonly kind: 'web' | 'onion'
}

/** One picture as kept: re-encoded, stripped, in a few widths. */
export interface Picture {
  readonly digest: Digest
  /** Pixels of the largest rendition. */
  readonly width: number
  readonly height: number
  /** Widths in pixels for which `media/<digest>-<width>.webp` exists, ascending. */
  readonly widths: readonly number[]
  readonly credit: string | null
  /** Point that stays in view when cropped, 0..1 from the left and the top. */
  readonly focus: { readonly x: number; readonly y: number }
}

/** The first of `chain` that `texts` has, with the language it is in; null when there is none. */
export function inChain<T>(
  texts: PerLang<T>,
  chain: readonly Lang[],
): { lang: Lang; value: T } | null {
  for (const lang of chain) {
    const value = texts[lang]
    if (value !== undefined) return { lang, value }
  }
  return null
}
