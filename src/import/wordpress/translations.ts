// Which texts of WordPress belong together: what the plugins wrote beside them (Polylang in the
// categories, WPML in the notes). Two texts with the same slug are two texts.
import { type Scratch, textIn } from '../scratch.ts'
import { metaOf } from './load.ts'
import { categoriesIn } from './terms.ts'

/** Notes for each item ("x g") the set of translations it belongs to and its stated language. */
export function groupTranslations(scratch: Scratch): void {
  scratch.table('x g', ['grp', 'id', 'seq', 'lang'])
  for (const row of scratch.each(
    `select id, seq, type, cats, meta from "x i" where type <> 'attachment'`,
  )) {
    const categories = categoriesIn(textIn(row, 'cats'))
    const of = (domain: string): string | null =>
      categories.find((one) => one.domain === domain)?.nicename ?? null
    const meta = metaOf(row)
    const trid =
      meta.get('_wpml_import_translation_group') ??
      meta.get('_icl_trid') ??
      meta.get('trid') ??
      null
    const set =
      of('post_translations') ?? (trid === null ? null : `trid ${textIn(row, 'type')} ${trid}`)
    const lang =
      of('language') ??
      meta.get('_wpml_import_language_code') ??
      meta.get('_icl_lang_code') ??
      meta.get('_locale') ??
      null
    scratch.insert('x g', [set ?? `post ${row['id']}`, row['id'] ?? null, row['seq'] ?? null, lang])
  }
  scratch.run('create index "x g grp" on "x g" (grp, seq)')
}
