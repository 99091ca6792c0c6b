// The body and the fields of a node in one language, and what becomes of them: pictures, words that
// belong to the head (byline, teaser), words that are put below the text, and what has no place.

import { type Row, textIn } from '../scratch.ts'
import type { Markup } from '../words.ts'
import { index, type NodeRow } from './lists.ts'
import { phpAt, tryPhp } from './php-serialized.ts'
import type { DrupalSite } from './site.ts'

export interface NodeFields {
  readonly body: Markup
  /** A teaser somebody wrote, as markup; null: none. */
  readonly summary: string | null
  /** Addresses of pictures with their alternative texts; the first is the article's. */
  readonly pictures: readonly { readonly address: string; readonly alt: string }[]
  readonly byline: string | null
  readonly translator: string | null
  /** To stand below the text, each with its label. */
  readonly below: readonly { readonly label: string; readonly markup: Markup }[]
  readonly links: readonly { readonly href: string; readonly title: string }[]
  /** Terms that stand in fields only. */
  readonly terms: readonly number[]
  /** Fields without a place, by name and kind. */
  readonly left: readonly string[]
}

export interface FieldReader {
  read(node: NodeRow): NodeFields
  /** The address of a media entity's picture, by its uuid. */
  mediaAddress(uuid: string): string | null
}

interface Field {
  readonly name: string
  readonly table: string
  readonly type: string
  readonly target: string
  readonly label: string
  /** Columns without the field's name before them. */
  readonly columns: ReadonlyMap<string, string>
}

/** Prepares the tables of fields and bodies. */
export function openFields(site: DrupalSite): FieldReader {
  const fields = site.generation === 6 ? cckFields(site) : entityFields(site)
  for (const { table } of fields) {
    for (const column of ['entity_id', 'nid']) index(site, table, column)
  }
  const bodyTable = site.generation === 8 ? 'node__body' : 'field_data_body'
  index(site, bodyTable, 'entity_id')
  for (const table of ['file_managed', 'files']) index(site, table, 'fid')
  index(site, 'upload', 'nid')
  return {
    read(node) {
      const builder = new Builder(site, node)
      const body = site.generation === 6 ? oldBody(site, node) : fieldBody(site, bodyTable, node)
      for (const field of fields)
        for (const row of rowsOf(site, field, node)) builder.add(field, row)
      if (site.generation === 6) builder.uploads()
      return { ...builder, body: body.body, summary: builder.summary ?? body.summary }
    },
    mediaAddress: (uuid) => {
      if (!site.has('media', 'mid', 'uuid')) return null
      const row = site.scratch.first(`select mid from ${site.table('media')} where uuid = ?`, uuid)
      return row === null ? null : (mediaFile(site, Number(row['mid']))?.address ?? null)
    },
  }
}

/** Collects what the fields of a node come to. */
class Builder {
  summary: string | null = null
  byline: string | null = null
  translator: string | null = null
  readonly pictures: { address: string; alt: string }[] = []
  readonly below: { label: string; markup: Markup }[] = []
  readonly links: { href: string; title: string }[] = []
  readonly terms: number[] = []
  readonly left: string[] = []
  readonly #site: DrupalSite
  readonly #node: NodeRow

  constructor(site: DrupalSite, node: NodeRow) {
    this.#site = site
    this.#node = node
  }

  add(field: Field, row: Row): void {
    const cell = (name: string): string | null => textIn(row, field.columns.get(name) ?? '')
    const fid =
      cell('fid') ??
      (field.columns.has('alt') || field.columns.has('display') ? cell('target_id') : null)
    const tid = cell('tid') ?? (field.target === 'taxonomy_term' ? cell('target_id') : null)
    const href = cell('url') ?? cell('uri')
    if (fid !== null) this.#file(Number(fid), altOf(cell))
    else if (tid !== null) this.terms.push(Number(tid))
    else if (field.target === 'media' && cell('target_id') !== null) {
      const file = mediaFile(this.#site, Number(cell('target_id')))
      if (file !== null) this.pictures.push(file)
    } else if (href !== null) {
      this.links.push({ href: href.replace(/^internal:/, ''), title: cell('title') ?? '' })
    } else if (cell('value') !== null) this.#value(field, cell('value') ?? '', cell('format'))
    else if ([...field.columns.values()].some((column) => row[column] !== null))
      this.left.push(`${field.name} (${field.type || 'no text'})`)
  }

  #value(field: Field, value: string, format: string | null): void {
    if (value.trim() === '') return
    if (isText(field, value, format)) this.#words(field, value, format)
    else this.left.push(`${field.name} (${field.type || 'no text'})`)
  }

  uploads(): void {
    const site = this.#site
    if (!site.has('upload', 'nid', 'vid', 'fid')) return
    const rows = site.scratch.all(
      `select fid, description from ${site.table('upload')} where nid = ? and vid = ? order by fid`,
      this.#node.nid,
      this.#node.vid,
    )
    for (const row of rows) this.#file(Number(row['fid']), textIn(row, 'description') ?? '')
  }

  #file(fid: number, alt: string): void {
    const file = fileOf(this.#site, fid)
    if (file === null) this.left.push('file that is in no table')
    else if (isPicture(file.type, file.address)) this.pictures.push({ address: file.address, alt })
    else this.left.push(`attached file (${file.type || 'of unknown kind'})`)
  }

  #words(field: Field, value: string, format: string | null): void {
    const name = `${field.name} ${field.label}`
    const isShort = value.length <= 600 && !/<(?:p|div|img)\b/i.test(value)
    if (this.byline === null && value.length < 120 && bylineName.test(name)) this.byline = value
    else if (this.translator === null && value.length < 120 && translatorName.test(name))
      this.translator = value
    else if (this.summary === null && isShort && summaryName.test(name)) this.summary = value
    else {
      const kind = format === null ? 'plain' : this.#site.formatKind(format)
      this.below.push({ label: field.label, markup: { text: value, kind } })
    }
  }
}

const bylineName = /\b(?:field_)?(?:author|byline|writer|yazar|muellip|aptor)(?:_name)?\b|автор/i
const translatorName = /translator|çevirmen|çeviren|ceviren|cevirmen|terjiman/i
const summaryName =
  /sub_?title|subhead|standfirst|\blead\b|field_lead|intro|summary|teaser|\bdeck\b|\bspot\b|özet|ozet/i

function isText({ type, name }: Field, value: string, format: string | null): boolean {
  if (/mail|phone|telephone/i.test(`${type} ${name}`)) return false
  if (format !== null || /^(?:text|string|list_text|list_string)/.test(type)) return true
  return type === '' && !/^[\d\s.:+T-]*$/.test(value)
}

function altOf(cell: (name: string) => string | null): string {
  const data = tryPhp(cell('data'))
  const stated = phpAt(data, 'alt') ?? phpAt(data, 'description')
  return cell('alt') ?? (typeof stated === 'string' ? stated : '')
}

function oldBody(site: DrupalSite, node: NodeRow): Pick<NodeFields, 'body' | 'summary'> {
  const { scratch } = site
  const table = site.table('node_revisions')
  const row =
    scratch.first(
      `select body, teaser, format from ${table} where vid = ? and nid = ?`,
      node.vid,
      node.nid,
    ) ??
    scratch.first(
      `select body, teaser, format from ${table} where nid = ? order by vid desc limit 1`,
      node.nid,
    )
  const text = textIn(row, 'body') ?? ''
  const kind = site.formatKind(textIn(row, 'format'))
  const teaser = (textIn(row, 'teaser') ?? '').trim()
  const squeezed = (some: string): string => some.replace(/<!--break-->|\s+/g, '')
  // Drupal 6 keeps the teaser it has cut; only one that is not the text's beginning was written.
  const isWritten = teaser !== '' && !squeezed(text).startsWith(squeezed(teaser).slice(0, 200))
  return { body: { text, kind }, summary: isWritten && kind !== 'php' ? teaser : null }
}

function fieldBody(
  site: DrupalSite,
  table: string,
  node: NodeRow,
): Pick<NodeFields, 'body' | 'summary'> {
  if (!site.has(table, 'entity_id', 'body_value'))
    return { body: { text: '', kind: 'plain' }, summary: null }
  const row = inLanguage(site, rowsById(site, table, node.nid), node)[0] ?? null
  const summary = (textIn(row, 'body_summary') ?? '').trim()
  return {
    body: {
      text: textIn(row, 'body_value') ?? '',
      kind: site.formatKind(textIn(row, 'body_format')),
    },
    summary: summary === '' ? null : summary,
  }
}

function rowsOf(site: DrupalSite, field: Field, node: NodeRow): readonly Row[] {
  if (site.generation === 6) {
    const order = site.has(field.table, 'delta') ? 'order by delta' : ''
    return site.scratch.all(
      `select * from ${site.table(field.table)} where nid = ? and vid = ? ${order}`,
      node.nid,
      node.vid,
    )
  }
  return inLanguage(site, rowsById(site, field.table, node.nid), node)
}

function rowsById(site: DrupalSite, table: string, nid: number): readonly Row[] {
  const isNode = site.has(table, 'entity_type') ? "and entity_type = 'node'" : ''
  const order = site.has(table, 'delta') ? 'order by delta' : ''
  const live = site.has(table, 'deleted') ? 'and deleted = 0' : ''
  return site.scratch.all(
    `select * from ${site.table(table)} where entity_id = ? ${isNode} ${live} ${order}`,
    nid,
  )
}

/** The rows in the node's language; else those of no language; else, for the original, any one's. */
function inLanguage(site: DrupalSite, rows: readonly Row[], node: NodeRow): readonly Row[] {
  const column = site.generation === 8 ? 'langcode' : 'language'
  const of = (lang: string): readonly Row[] => rows.filter((row) => row[column] === lang)
  const own = of(node.lang ?? 'und')
  if (own.length > 0) return own
  const neutral = of('und')
  if (neutral.length > 0 || !node.isOriginal) return neutral
  return rows.filter((row) => row[column] === rows[0]?.[column])
}

function entityFields(site: DrupalSite): readonly Field[] {
  const start = site.generation === 8 ? 'node__' : 'field_data_'
  return site
    .tablesLike(start)
    .map((table) => ({ table, name: table.slice(start.length) }))
    .filter(
      ({ name }) =>
        !/^(?:body|title_field|comment_body)$/.test(name) && !/^comment_node_/.test(name),
    )
    .map(({ table, name }) => ({
      table,
      name,
      ...kindOf(site, name),
      columns: columnsOf(site, table, name),
    }))
}

function kindOf(site: DrupalSite, name: string): Pick<Field, 'type' | 'target' | 'label'> {
  if (site.generation === 8) {
    const storage = site.config(`field.storage.node.${name}`)
    const row = site.has('config', 'name', 'data')
      ? site.scratch.first(
          `select data from ${site.table('config')} where name like ? limit 1`,
          `field.field.node.%.${name}`,
        )
      : null
    return {
      type: String(phpAt(storage, 'type') ?? ''),
      target: String(phpAt(storage, 'settings', 'target_type') ?? ''),
      label: String(phpAt(tryPhp(textIn(row, 'data')), 'label') ?? name),
    }
  }
  const field = site.has('field_config', 'field_name', 'type')
    ? site.scratch.first(
        `select type from ${site.table('field_config')} where field_name = ?`,
        name,
      )
    : null
  const instance = site.has('field_config_instance', 'field_name', 'data')
    ? site.scratch.first(
        `select data from ${site.table('field_config_instance')} where field_name = ? limit 1`,
        name,
      )
    : null
  return {
    type: textIn(field, 'type') ?? '',
    target: '',
    label: String(phpAt(tryPhp(textIn(instance, 'data')), 'label') ?? name),
  }
}

/** CCK of Drupal 6: single fields share a table per type, others have their own. */
function cckFields(site: DrupalSite): readonly Field[] {
  const named = site.has('content_node_field', 'field_name', 'type')
    ? site.scratch.all(`select field_name, type from ${site.table('content_node_field')}`)
    : []
  const labels = site.has('content_node_field_instance', 'field_name', 'label')
    ? site.scratch.all(`select field_name, label from ${site.table('content_node_field_instance')}`)
    : []
  const tables = [...site.tablesLike('content_type_'), ...site.tablesLike('content_field_')]
  return named.flatMap((row) => {
    const name = String(row['field_name'])
    const label = labels.find((one) => one['field_name'] === name)
    const kind = {
      type: textIn(row, 'type') ?? '',
      target: '',
      label: textIn(label ?? null, 'label') ?? name,
    }
    return tables
      .filter((table) => site.columns(table).some((column) => column.startsWith(`${name}_`)))
      .map((table) => ({ name, table, ...kind, columns: columnsOf(site, table, name) }))
  })
}

function columnsOf(site: DrupalSite, table: string, name: string): ReadonlyMap<string, string> {
  return new Map(
    site
      .columns(table)
      .filter((column) => column.startsWith(`${name}_`))
      .map((column) => [column.slice(name.length + 1), column]),
  )
}

function fileOf(site: DrupalSite, fid: number): { address: string; type: string } | null {
  const [table, path] = site.has('file_managed', 'fid', 'uri')
    ? ['file_managed', 'uri']
    : ['files', 'filepath']
  if (!site.has(table, 'fid', path)) return null
  const row = site.scratch.first(
    `select ${path} as path, filemime from ${site.table(table)} where fid = ?`,
    fid,
  )
  const address = textIn(row, 'path')
  return address === null ? null : { address, type: textIn(row, 'filemime') ?? '' }
}

function mediaFile(site: DrupalSite, mid: number): { address: string; alt: string } | null {
  for (const table of site.tablesLike('media__field_media')) {
    const name = table.slice('media__'.length)
    const target = `${name}_target_id`
    if (!site.has(table, 'entity_id', target)) continue
    index(site, table, 'entity_id')
    const row = site.scratch.first(`select * from ${site.table(table)} where entity_id = ?`, mid)
    const file = row === null ? null : fileOf(site, Number(row[target]))
    if (file !== null && isPicture(file.type, file.address))
      return { address: file.address, alt: textIn(row, `${name}_alt`) ?? '' }
  }
  return null
}

function isPicture(type: string, address: string): boolean {
  return type.startsWith('image/') || /\.(?:jpe?g|png|gif|webp|avif)$/i.test(address)
}
