// The lists every Drupal keeps, each generation in its own tables, as one set of tables of our own in
// the scratch database: nodes by language (n), aliases (al), terms (t) and what they are given to (tn).

import type { LeftOut } from '../left-out.ts'
import { type Row, sqlName, textIn } from '../scratch.ts'
import type { DrupalSite } from './site.ts'

/** One node in one language. */
export interface NodeRow {
  readonly nid: number
  readonly vid: number
  readonly type: string
  /** As Drupal writes it; null where it says none. */
  readonly lang: string | null
  readonly title: string
  readonly author: string | null
  readonly isPublished: boolean
  /** Seconds since 1970; 0 where the database has none. */
  readonly created: number
  /** The set of translations it belongs to: the node it began with. */
  readonly set: number
  /** What the translations were made from. */
  readonly isOriginal: boolean
}

/** Lays the lists out; asked once, before anything is read. */
export function layOut(site: DrupalSite, left: LeftOut): void {
  const { scratch } = site
  scratch.table('x n', [
    'nid',
    'vid',
    'type',
    'lang',
    'title',
    'author',
    'status',
    'created',
    'tset',
    'original',
  ])
  scratch.table('x al', ['path', 'alias', 'lang'])
  scratch.table('x t', ['tid', 'vocabulary', 'name', 'lang', 'parent'])
  scratch.table('x tn', ['nid', 'tid'])
  index(site, 'node', 'nid')
  index(site, 'users', 'uid')
  index(site, 'users_field_data', 'uid')
  index(site, 'entity_translation', 'entity_id')
  index(site, 'field_data_title_field', 'entity_id')
  if (site.generation === 8) layOutNodes8(site)
  else layOutNodes(site)
  scratch.run('create index "x n set" on "x n" (tset, original desc, nid)')
  scratch.run('create index "x n nid" on "x n" (nid)')
  scratch.run('create index "x n vid" on "x n" (vid)')
  layOutAliases(site)
  layOutTerms(site)
  countRest(site, left)
}

/** An index on a table of the site, when it has both. */
export function index(site: DrupalSite, table: string, ...columns: readonly string[]): void {
  if (!site.has(table, ...columns)) return
  const name = sqlName(`x ${table} ${columns.join(' ')}`)
  site.scratch.run(
    `create index if not exists ${name} on ${site.table(table)} (${columns.map(sqlName).join(', ')})`,
  )
}

/** The nodes of one set of translations, the original first. */
export function nodesOf(site: DrupalSite, set: number): readonly NodeRow[] {
  return site.scratch
    .all('select * from "x n" where tset = ? order by original desc, nid, lang', set)
    .map((row) => ({
      nid: Number(row['nid']),
      vid: Number(row['vid']),
      type: textIn(row, 'type') ?? '',
      lang: statedLang(textIn(row, 'lang')),
      title: textIn(row, 'title') ?? '',
      author: textIn(row, 'author'),
      isPublished: Number(row['status']) === 1,
      created: Number(row['created'] ?? 0),
      set,
      isOriginal: Number(row['original']) === 1,
    }))
}

/** Drupal's ways of saying "no language". */
function statedLang(lang: string | null): string | null {
  return lang === null || /^(?:und|zxx|neutral|mis|)$/i.test(lang) ? null : lang
}

function layOutNodes(site: DrupalSite): void {
  const { scratch } = site
  const column = (name: string, otherwise: string): string =>
    site.has('node', name) ? `n.${name}` : otherwise
  const users = site.has('users', 'uid', 'name')
  const author =
    users && site.has('node', 'uid')
      ? `(select nullif(name, '') from ${site.table('users')} u where u.uid = n.uid and u.uid <> 0)`
      : 'null'
  const tset = site.has('node', 'tnid')
    ? 'case when n.tnid > 0 then n.tnid else n.nid end'
    : 'n.nid'
  scratch.run(`insert into "x n" select n.nid, n.vid, n.type, ${column('language', 'null')}, n.title,
    ${author}, ${column('status', '1')}, ${column('created', '0')}, ${tset}, (${tset}) = n.nid
    from ${site.table('node')} n`)
  if (!site.has('entity_translation', 'entity_type', 'entity_id', 'language', 'status')) return
  // Entity translation: one node, a row for each further language; its title may be a field.
  const titled = site.has('field_data_title_field', 'entity_id', 'language', 'title_field_value')
  const title = titled
    ? `coalesce((select f.title_field_value from ${site.table('field_data_title_field')} f
         where f.entity_id = e.entity_id and f.entity_type = 'node' and f.language = e.language), n.title)`
    : 'n.title'
  scratch.run(`insert into "x n" select n.nid, n.vid, n.type, e.language, ${title}, ${author},
    case when n.status = 1 then e.status else 0 end, n.created, ${tset}, 0
    from ${site.table('entity_translation')} e join ${site.table('node')} n on n.nid = e.entity_id
    where e.entity_type = 'node' and e.language <> n.language`)
}

function layOutNodes8(site: DrupalSite): void {
  const users = site.has('users_field_data', 'uid', 'name')
  const author = users
    ? `(select nullif(name, '') from ${site.table('users_field_data')} u where u.uid = n.uid and u.uid <> 0 limit 1)`
    : 'null'
  const original = site.has('node_field_data', 'default_langcode') ? 'n.default_langcode' : '1'
  site.scratch.run(`insert into "x n" select n.nid, n.vid, n.type, n.langcode, n.title, ${author},
    n.status, n.created, n.nid, ${original} from ${site.table('node_field_data')} n`)
}

function layOutAliases(site: DrupalSite): void {
  const { scratch } = site
  const add = (table: string, path: string, alias: string, lang: string): void => {
    if (!site.has(table, path, alias)) return
    const language = site.has(table, lang) ? lang : 'null'
    scratch.run(
      `insert into "x al" select trim(${path}, '/'), trim(${alias}, '/'), ${language} from ${site.table(table)}`,
    )
  }
  add('url_alias', 'src', 'dst', 'language')
  add('url_alias', 'source', 'alias', site.has('url_alias', 'langcode') ? 'langcode' : 'language')
  add('path_alias', 'path', 'alias', 'langcode')
  add('redirect', 'redirect', 'source', 'language')
  if (site.has('redirect', 'redirect_source__path', 'redirect_redirect__uri')) {
    scratch.run(`insert into "x al" select replace(replace(replace(redirect_redirect__uri, 'internal:/', ''),
      'entity:', ''), 'base:', ''), trim(redirect_source__path, '/'), language from ${site.table('redirect')}`)
  }
  scratch.run('create index "x al path" on "x al" (path)')
  scratch.run('create index "x al alias" on "x al" (alias)')
}

function layOutTerms(site: DrupalSite): void {
  const { scratch } = site
  const parents = (table: string, tid: string, parent: string): string =>
    site.has(table, tid, parent)
      ? `(select nullif(h.${parent}, 0) from ${site.table(table)} h where h.${tid} = d.tid limit 1)`
      : 'null'
  index(site, 'term_hierarchy', 'tid')
  index(site, 'taxonomy_term_hierarchy', 'tid')
  index(site, 'taxonomy_term__parent', 'entity_id')
  if (site.generation === 6 && site.has('term_data', 'tid', 'vid', 'name')) {
    scratch.run(`insert into "x t" select d.tid, d.vid, d.name, null,
      ${parents('term_hierarchy', 'tid', 'parent')} from ${site.table('term_data')} d`)
    if (site.has('term_node', 'nid', 'vid', 'tid'))
      scratch.run(`insert into "x tn" select distinct r.nid, r.tid from ${site.table('term_node')} r
        join ${site.table('node')} n on n.nid = r.nid and n.vid = r.vid`)
  }
  if (site.generation === 7 && site.has('taxonomy_term_data', 'tid', 'vid', 'name')) {
    scratch.run(`insert into "x t" select d.tid, d.vid, d.name, null,
      ${parents('taxonomy_term_hierarchy', 'tid', 'parent')} from ${site.table('taxonomy_term_data')} d`)
  }
  if (
    site.generation === 8 &&
    site.has('taxonomy_term_field_data', 'tid', 'vid', 'langcode', 'name')
  ) {
    scratch.run(`insert into "x t" select d.tid, d.vid, d.name, d.langcode,
      ${parents('taxonomy_term__parent', 'entity_id', 'parent_target_id')}
      from ${site.table('taxonomy_term_field_data')} d`)
  }
  if (site.has('taxonomy_index', 'nid', 'tid'))
    scratch.run(`insert into "x tn" select distinct nid, tid from ${site.table('taxonomy_index')}`)
  // The index leaves unpublished nodes out; their fields do not.
  for (const table of site.tablesLike('field_data_')) {
    const tid = site.columns(table).find((column) => column.endsWith('_tid'))
    if (tid !== undefined)
      scratch.run(
        `insert into "x tn" select entity_id, ${sqlName(tid)} from ${site.table(table)} where entity_type = 'node'`,
      )
  }
  scratch.run('create index "x tn nid" on "x tn" (nid, tid)')
  scratch.run('create index "x t tid" on "x t" (tid)')
}

/** What is not taken, as numbers. */
function countRest(site: DrupalSite, left: LeftOut): void {
  const count = (sql: string): number => Number(site.scratch.first(sql)?.['n'] ?? 0)
  for (const table of ['node_revisions', 'node_revision']) {
    if (!site.has(table, 'nid', 'vid')) continue
    index(site, table, 'vid')
    index(site, table, 'nid')
    const earlier = count(`select count(*) as n from ${site.table(table)} r
      where exists (select 1 from "x n" n where n.nid = r.nid and n.vid <> r.vid)
      and not exists (select 1 from "x n" n where n.vid = r.vid)`)
    left.add('revision', 'earlier than the published text', earlier)
  }
  for (const table of ['comments', 'comment', 'comment_field_data']) {
    if (site.has(table))
      left.add(
        'comment',
        'there is no place for comments',
        count(`select count(*) as n from ${site.table(table)}`),
      )
  }
  // "+ 0" takes the cast's affinity away: with it no index of ours would be used.
  const stray = site.scratch.all(`select alias from "x al" a where a.path like 'node/%'
    and not exists (select 1 from "x n" n where n.nid = cast(substr(a.path, 6) as integer) + 0)`)
  const shown = stray.slice(0, 5).map((row: Row) => `/${row['alias']}`)
  left.add(
    'address',
    `leads to a node that is not there: ${shown.join(', ')}${stray.length > 5 ? ' …' : ''}`,
    stray.length,
  )
}
