// Which terms of an old site become the newsroom's sections, and which tags. A newsroom has a handful of
// sections: one vocabulary gives them, by its terms at the top; all other terms are tags.
import { parseLang } from '../../text/lang.ts'
import type { FoundItem } from '../found.ts'
import { textIn } from '../scratch.ts'
import { type Sorted, sectionKey, sectionsMax } from '../section-key.ts'
import type { DrupalSite } from './site.ts'

export type Taxonomy = Sorted<number>

export interface TaxonomyChoice {
  /** The vocabulary or taxonomy whose terms become sections; null: the one that looks like it. */
  readonly sectionsFrom: string | null
  readonly where: string
  /** Language of names whose source does not say. */
  readonly lang: string
}

interface Term {
  readonly tid: number
  readonly vocabulary: string
  readonly names: readonly { readonly lang: string | null; readonly name: string }[]
  readonly parent: number | null
}

const looksLikeSections =
  /section|categor|kategori|bölüm|bolum|rubri|topic|channel|konu|türler|news/i
const looksLikeTags = /tag|etiket|keyword|free/i

/** Reads the vocabularies of a Drupal site. */
export function drupalTaxonomy(site: DrupalSite, choice: TaxonomyChoice): Taxonomy {
  const terms = termsOf(site)
  const vocabulary = chosenVocabulary(site, terms, choice.sectionsFrom)
  const keys = new Map<number, string>()
  const sections: (FoundItem & { kind: 'section' })[] = []
  for (const term of terms.values()) {
    if (term.vocabulary !== vocabulary || topOf(terms, term) !== term) continue
    const name = nameOf(term, choice.lang)
    const key = sectionKey(Object.values(name)[0] ?? '', choice.lang, `section-${term.tid}`)
    keys.set(term.tid, key)
    if (!sections.some(({ section }) => section.key === key))
      sections.push({ kind: 'section', where: choice.where, section: { key, name } })
  }
  return {
    sections,
    sort(tids) {
      let section: string | null = null
      const tags: string[] = []
      for (const tid of new Set(tids)) {
        const term = terms.get(tid)
        if (term === undefined) continue
        const top = topOf(terms, term)
        const key = keys.get(top.tid)
        if (key !== undefined && section === null) section = key
        if (key === undefined || term !== top || section !== key)
          tags.push(term.names[0]?.name ?? '')
      }
      return { section, tags: [...new Set(tags)].filter((tag) => tag !== '') }
    },
  }
}

function termsOf(site: DrupalSite): Map<number, Term> {
  const terms = new Map<number, Term>()
  for (const row of site.scratch.all('select * from "x t" order by tid')) {
    const tid = Number(row['tid'])
    const known = terms.get(tid)
    const parent = row['parent'] === null ? null : Number(row['parent'])
    const name = { lang: textIn(row, 'lang'), name: (textIn(row, 'name') ?? '').trim() }
    terms.set(tid, {
      tid,
      vocabulary: textIn(row, 'vocabulary') ?? '',
      names: [...(known?.names ?? []), name],
      parent: parent === 0 ? null : parent,
    })
  }
  return terms
}

/** The term at the top above one; rings and missing parents end the way up. */
function topOf(terms: ReadonlyMap<number, Term>, term: Term): Term {
  let top = term
  for (let step = 0; step < 20; step++) {
    const parent: Term | undefined = top.parent === null ? undefined : terms.get(top.parent)
    if (parent === undefined || parent === term) return top
    top = parent
  }
  return top
}

function nameOf(term: Term, lang: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    term.names.map(({ lang: stated, name }) => {
      try {
        return [stated === null || stated === 'und' ? parseLang(lang) : parseLang(stated), name]
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error
        return [parseLang(lang), name]
      }
    }),
  )
}

function chosenVocabulary(
  site: DrupalSite,
  terms: ReadonlyMap<number, Term>,
  wanted: string | null,
): string | null {
  const found = vocabulariesOf(site, terms)
  if (wanted !== null) {
    const named = found.find(
      ({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase(),
    )
    if (named !== undefined) return named.id
    const known = found.map(({ name }) => name).join(', ')
    throw new SyntaxError(`Cannot find vocabulary "${wanted}": the site has ${known || 'none'}`)
  }
  const tops = (id: string): number =>
    [...terms.values()].filter((term) => term.vocabulary === id && topOf(terms, term) === term)
      .length
  const fit = found.filter(({ id, name, isFree }) => {
    const count = tops(id)
    return count > 0 && count <= sectionsMax && !isFree && !looksLikeTags.test(`${id} ${name}`)
  })
  return (
    (
      fit.find(({ id, name }) => looksLikeSections.test(`${id} ${name}`)) ??
      (fit.length === 1 ? fit[0] : undefined)
    )?.id ?? null
  )
}

function vocabulariesOf(
  site: DrupalSite,
  terms: ReadonlyMap<number, Term>,
): readonly { id: string; name: string; isFree: boolean }[] {
  if (site.generation === 6 && site.has('vocabulary', 'vid', 'name', 'tags')) {
    return site.scratch
      .all(`select vid, name, tags from ${site.table('vocabulary')} order by vid`)
      .map((row) => ({
        id: String(row['vid']),
        name: String(row['name']),
        isFree: Number(row['tags']) === 1,
      }))
  }
  if (site.generation === 7 && site.has('taxonomy_vocabulary', 'vid', 'name', 'machine_name')) {
    return site.scratch
      .all(`select vid, name, machine_name from ${site.table('taxonomy_vocabulary')} order by vid`)
      .map((row) => ({
        id: String(row['vid']),
        name: `${row['machine_name']} ${row['name']}`,
        isFree: false,
      }))
  }
  const ids = new Set([...terms.values()].map(({ vocabulary }) => vocabulary))
  return [...ids].map((id) => ({ id, name: id, isFree: false }))
}
