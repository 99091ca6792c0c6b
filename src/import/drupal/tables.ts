// Which tables and columns of a Drupal database an article is made of. Nothing else is ever copied:
// no password hash, no address of a user or a commenter, no session, no log.

/** By the end of a table's name; what stands before it is the site's prefix. */
const columnsOf: Readonly<Record<string, string>> = {
  node: 'nid vid type language langcode title uid status created changed tnid',
  node_revisions: 'nid vid title body teaser format timestamp',
  node_revision: 'nid vid title timestamp status',
  node_field_data:
    'nid vid type langcode status uid title created changed default_langcode content_translation_source',
  node_type: 'type name',
  url_alias: 'pid src dst source alias language langcode',
  path_alias: 'id path alias langcode status',
  redirect: 'rid type source redirect redirect_source__path redirect_redirect__uri language status',
  files: 'fid filename filepath filemime',
  upload: 'nid vid fid description list',
  file_managed: 'fid filename uri filemime',
  term_data: 'tid vid name language',
  term_node: 'nid vid tid',
  term_hierarchy: 'tid parent',
  vocabulary: 'vid name tags multiple',
  taxonomy_term_data: 'tid vid name language langcode uuid',
  taxonomy_term_field_data: 'tid vid langcode name default_langcode',
  taxonomy_term_hierarchy: 'tid parent',
  taxonomy_term__parent: 'entity_id parent_target_id deleted',
  taxonomy_vocabulary: 'vid name machine_name',
  taxonomy_index: 'nid tid',
  users: 'uid name',
  users_field_data: 'uid name langcode default_langcode',
  entity_translation: 'entity_type entity_id language source uid status created changed',
  filter_formats: 'format name',
  filters: 'format module delta',
  filter_format: 'format name',
  filter: 'format module name status',
  comments: 'nid',
  comment: 'nid',
  comment_field_data: 'entity_id entity_type',
  variable: 'name value',
  languages: 'language prefix enabled',
  field_config: 'field_name type data',
  field_config_instance: 'field_name entity_type bundle data',
  content_node_field: 'field_name type',
  content_node_field_instance: 'field_name type_name label',
  media: 'mid uuid bundle',
  config: 'collection name data',
}

/** Tables of fields are wanted whole. */
const fieldTable = /^(.*?)(?:field_data_|node__|content_type_|content_field_|media__)\w+$/

/** Which of a table's columns are wanted, by their places; null: none. */
export function wantedColumns(table: string, columns: readonly string[]): readonly number[] | null {
  if (fieldTable.test(table) && !/(?:^|_)cache/.test(table)) return columns.map((_, at) => at)
  const suffix = Object.keys(columnsOf)
    .filter((name) => table.endsWith(name))
    .sort((a, b) => b.length - a.length)[0]
  if (suffix === undefined) return null
  const wanted = (columnsOf[suffix] ?? '').split(' ')
  const places = wanted.map((name) => columns.indexOf(name)).filter((place) => place >= 0)
  return places.length === 0 ? null : places
}

/** Settings among the hundreds: the only ones that are kept. */
const settingNames =
  /^(?:site_name|install_time|language_default|date_default_timezone|date_default_timezone_name|language_negotiation\w*|system\.(?:date|site)|language\.negotiation|filter\.format\.\w+|field\.(?:storage|field)\.(?:node|media)\..+|taxonomy\.vocabulary\.\w+|node\.type\.\w+|field_config_storage)$/

/** Whether a row of settings ("variable", "config") is kept. */
export function isWantedSetting(table: string, row: readonly unknown[]): boolean {
  if (/variable$/.test(table)) return settingNames.test(String(row[0]))
  if (/config$/.test(table) && !/field_config$/.test(table))
    return settingNames.test(String(row[1]))
  return true
}
