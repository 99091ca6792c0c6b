// WordPress's categories as sections, everything else as tags. Plugins keep languages and authors in
// categories of their own: those are read elsewhere and are no tags.
import type { Lang } from '../../text/lang.ts'
import type { FoundItem } from '../found.ts'
import { type Scratch, textIn } from '../scratch.ts'
import { type Sorted, sectionKey, sectionsMax } from '../section-key.ts'
import { langOf } from '../source-lang.ts'
import type { Category, WordPressHead } from './load.ts'

export type CategorySorter = Sorted<Category>

const ofPlugins =
  /^(?:language|post_translations|term_language|term_translations|author|post_format|nav_menu|wp_theme|wp_template_part_area|post_status)$/

/** Finds the sections among the categories that the items have. */
export function wordPressTerms(
  scratch: Scratch,
  { terms }: WordPressHead,
  {
    where,
    lang,
    sectionsFrom,
  }: { readonly where: string; readonly lang: Lang; readonly sectionsFrom: string | null },
): CategorySorter {
  const domain = sectionsFrom ?? 'category'
  const topOf = (nicename: string): string => {
    let top = nicename
    for (let step = 0; step < 20; step++) {
      const parent = terms.get(`${domain} ${top}`)?.parent ?? null
      if (parent === null || parent === nicename || !terms.has(`${domain} ${parent}`)) return top
      top = parent
    }
    return top
  }
  const tops = new Map<string, { readonly name: string; readonly lang: Lang }>()
  for (const row of scratch.each(
    'select cats from "x i" where type <> \'attachment\' order by seq',
  )) {
    const categories = categoriesIn(textIn(row, 'cats'))
    const stated = categories.find((one) => one.domain === 'language')?.nicename ?? null
    for (const one of categories) {
      if (one.domain !== domain || isNone(one)) continue
      const top = topOf(one.nicename)
      if (!tops.has(top))
        tops.set(top, {
          name: terms.get(`${domain} ${top}`)?.name ?? one.name,
          lang: langOf(stated) ?? lang,
        })
    }
  }
  if (tops.size === 0 && sectionsFrom !== null)
    throw new SyntaxError(`Cannot find categories "${sectionsFrom}": no item has one of that kind`)
  const keys = new Map<string, string>()
  const sections: (FoundItem & { kind: 'section' })[] = []
  // More than that are no sections of a newsroom: then they are tags.
  if (tops.size <= sectionsMax) {
    for (const [nicename, { name, lang: of }] of [...tops].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const key = sectionKey(name, of, `section-${keys.size + 1}`)
      keys.set(nicename, key)
      if (!sections.some(({ section }) => section.key === key))
        sections.push({
          kind: 'section',
          where,
          section: { key, name: { [of]: name } },
        })
    }
  }
  return {
    sections,
    sort(categories) {
      let section: string | null = null
      const tags: string[] = []
      for (const one of categories) {
        if (ofPlugins.test(one.domain) || isNone(one) || one.name === '') continue
        const top = one.domain === domain ? topOf(one.nicename) : null
        const key = top === null ? undefined : keys.get(top)
        if (key !== undefined && section === null) section = key
        if (key === undefined || top !== one.nicename || key !== section) tags.push(one.name)
      }
      return { section, tags: [...new Set(tags)] }
    },
  }
}

/** Categories as the scratch database keeps them. */
export function categoriesIn(json: string | null): readonly Category[] {
  return json === null ? [] : (JSON.parse(json) as Category[])
}

/** What WordPress gives to what has no category. */
function isNone({ domain, nicename, name }: Category): boolean {
  return (
    domain === 'category' &&
    (/^uncategori[sz]ed(?:-\w+)?$/.test(nicename) || /^(?:uncategori[sz]ed|genel)$/i.test(name))
  )
}
