// A Drupal 7 dump of any number of nodes with invented words: every third is a translation of the one
// before it, every tenth has a picture, paths and sections; some are drafts, some have no text.
export function drupalDump(count: number): string {
  const node: string[] = []
  const body: string[] = []
  const image: string[] = []
  const alias: string[] = []
  const index: string[] = []
  for (let nid = 1; nid <= count; nid++) {
    const isTranslation = nid % 3 === 0
    const lang = isTranslation ? 'ug' : nid % 5 === 0 ? 'tr' : 'en'
    const tnid = isTranslation ? nid - 1 : nid % 3 === 2 ? nid : 0
    const status = nid % 17 === 0 ? 0 : 1
    const created = 1_300_000_000 + nid * 86_000
    node.push(
      `(${nid},${nid},'${nid % 25 === 0 ? 'page' : 'article'}','${lang}','${titles[lang]} ${nid}',${nid % 4},${status},${created},${tnid})`,
    )
    if (nid % 41 !== 0)
      body.push(
        `('node','article',0,${nid},${nid},'${lang}',0,'<p>${sentences[lang]} <a href="/node/${(nid % count) + 1}">${nid}</a></p>','','full_html')`,
      )
    if (nid % 10 === 0) image.push(`('node','article',0,${nid},'und',0,1,'${titles[lang]}')`)
    if (nid % 2 === 0) alias.push(`(${nid},'node/${nid}','content/story-${nid}','und')`)
    index.push(`(${nid},${(nid % 3) + 1})`)
  }
  return [
    table('node', 'nid vid type language title uid status created tnid', node),
    table(
      'field_data_body',
      'entity_type bundle deleted entity_id revision_id language delta body_value body_summary body_format',
      body,
    ),
    table(
      'field_data_field_image',
      'entity_type bundle deleted entity_id language delta field_image_fid field_image_alt',
      image,
    ),
    table('file_managed', 'fid uri filemime', ["(1,'public://hall.png','image/png')"]),
    table('url_alias', 'pid source alias language', alias),
    table('taxonomy_vocabulary', 'vid name machine_name', ["(1,'Section','section')"]),
    table('taxonomy_term_data', 'tid vid name', [
      "(1,1,'News')",
      "(2,1,'Letters')",
      "(3,1,'Notes')",
    ]),
    table('taxonomy_index', 'nid tid', index),
    table('users', 'uid name', ["(1,'poplar')", "(2,'willow')", "(3,'birch')"]),
  ].join('')
}

const titles: Readonly<Record<string, string>> = {
  en: 'The river note',
  tr: 'Nehir notu',
  ug: 'دەريا خاتىرىسى',
}
const sentences: Readonly<Record<string, string>> = {
  en: 'The river rose in the night, and the council met.',
  tr: 'Nehir gece yükseldi, meclis toplandı.',
  ug: 'دەريا كېچىدە ئۆرلىدى، كېڭەش يىغىن ئاچتى.',
}

function table(name: string, columns: string, rows: readonly string[]): string {
  const create = `CREATE TABLE \`${name}\` (${columns
    .split(' ')
    .map((column) => `\`${column}\` text`)
    .join(', ')});\n`
  return `${create}${rows.length === 0 ? '' : `INSERT INTO \`${name}\` VALUES ${rows.join(',')};\n`}`
}
