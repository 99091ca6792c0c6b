// An article as an edition pins it: everything lists, neighbours and addresses show, for all its
// languages at once. Only bodies stay behind in their revisions (which never change).
import type { Lang } from '../text/lang.ts'
import type { Correction, Origin, Speaker, Withdrawal } from './article.ts'
import type { ArticleId, Digest, PersonId } from './id.ts'
import type { Moment } from './time.ts'

export interface LiveVersion {
  readonly lang: Lang
  readonly revision: number
  readonly slug: string
  readonly origin: Origin
  readonly headline: string
  readonly teaser: string
  readonly byline: string | null
  readonly corrections: readonly Correction[]
  /** Alternative text of the article's own picture in this language. */
  readonly alt: string
  readonly withdrawal: Withdrawal | null
}

export interface LiveArticle {
  readonly id: ArticleId
  readonly when: Moment
  readonly section: string | null
  readonly place: string | null
  readonly speakers: readonly Speaker[]
  /** Persons named by the article, speakers first; whether they are listed is looked up. */
  readonly people: readonly PersonId[]
  readonly image: Digest | null
  /** In the newsroom's order of languages. */
  readonly versions: readonly LiveVersion[]
  /** Old addresses that lead here; `lang` null: to whichever version suits. */
  readonly addresses: readonly { readonly path: string; readonly lang: Lang | null }[]
  /** Ids of articles that were joined with this one; left out: none. Their places are former ones. */
  readonly joined?: readonly ArticleId[]
}

/** A listed person as an edition pins them. */
export interface LivePerson {
  readonly id: PersonId
  readonly slug: string
  readonly preferred: Readonly<Partial<Record<Lang, string>>>
  /** Confirmed spellings that may be shown. */
  readonly spellings: readonly string[]
  /** Spellings readers may find the person by and are never shown: pinyin and the like. */
  readonly searchOnly: readonly string[]
}

/** The version a list of the language `chain[0]` shows: the first of the chain that readers can see. */
export function shownVersion(article: LiveArticle, chain: readonly Lang[]): LiveVersion | null {
  for (const lang of chain) {
    const version = versionIn(article, lang)
    if (version !== null && version.withdrawal === null) return version
  }
  return null
}

/** The version in just this language, withdrawn ones included; null when there is none. */
export function versionIn(article: LiveArticle, lang: Lang): LiveVersion | null {
  return article.versions.find((version) => version.lang === lang) ?? null
}

/** The language the article was written in: where its translations and conversions lead back to. */
export function originalOf(article: LiveArticle): Lang {
  const written = article.versions.find((version) => version.origin.kind === 'written')
  if (written) return written.lang
  const first = article.versions[0]
  if (first === undefined)
    throw new RangeError(`Cannot name original of "${article.id}": no version`)
  return first.origin.kind === 'written' ? first.lang : first.origin.from
}
