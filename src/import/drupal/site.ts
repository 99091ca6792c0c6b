// What kind of Drupal a database is of, and the settings its texts depend on: languages, zone, text
// formats. Three generations keep the same things in different tables; after this file only
// lists.ts and fields.ts have to know.
import { isZone } from '../../text/zone.ts'
import { type Scratch, sqlName, textIn } from '../scratch.ts'
import type { MarkupKind } from '../words.ts'
import { type PhpValue, phpAt, tryPhp } from './php-serialized.ts'

export interface DrupalSite {
  readonly scratch: Scratch
  /** 6 stands for 5 as well, 8 for all later ones. */
  readonly generation: 6 | 7 | 8
  /** The site's table as SQL has it; check has() first. */
  table(name: string): string
  has(table: string, ...columns: readonly string[]): boolean
  /** Names of the site's tables that begin with `start`, without the prefix. */
  tablesLike(start: string): readonly string[]
  columns(table: string): readonly string[]
  /** The site's own language, as it writes it. */
  readonly language: string | null
  /** What tells the site from others, as it says itself; or null. */
  readonly own: string | null
  /** IANA zone, or null. */
  readonly zone: string | null
  /** What stands before a path in each language: "tr" in "/tr/node/12". */
  readonly prefixes: ReadonlyMap<string, string>
  formatKind(format: string | number | null): MarkupKind
  /** A setting of Drupal 8 and later. */
  config(name: string): PhpValue
}

/** Finds the site in the tables at hand; SyntaxError when there is none. */
export function findSite(scratch: Scratch): DrupalSite {
  const tables = scratch.tables()
  const rows = (table: string): number =>
    Number(scratch.first(`select count(*) as n from ${sqlName(table)}`)?.['n'] ?? 0)
  const prefixes = [...tables]
    .filter(
      ([name, columns]) =>
        name.endsWith('node') && ['nid', 'vid', 'type'].every((c) => columns.includes(c)),
    )
    .map(([name]) => ({ prefix: name.slice(0, -'node'.length), rows: rows(name) }))
    .sort((a, b) => b.rows - a.rows)
  const [first] = prefixes
  if (first === undefined)
    throw new SyntaxError('Cannot find Drupal: there is no table "node" in it')
  const { prefix } = first
  const name = (table: string): string => prefix + table
  const has = (table: string, ...columns: readonly string[]): boolean => {
    const there = tables.get(name(table))
    return there !== undefined && columns.every((column) => there.includes(column))
  }
  const generation = has('node_field_data') ? 8 : has('node_revisions') ? 6 : 7
  const table = (of: string): string => sqlName(name(of))
  const config = (of: string): PhpValue => {
    if (!has('config', 'name', 'data')) return null
    const row = scratch.first(`select data from ${table('config')} where name = ?`, of)
    return tryPhp(textIn(row, 'data'))
  }
  const variable = (of: string): PhpValue => {
    if (!has('variable', 'name', 'value')) return null
    const row = scratch.first(`select value from ${table('variable')} where name = ?`, of)
    return tryPhp(textIn(row, 'value'))
  }
  const base = { scratch, generation, table, has, config } as const
  return {
    ...base,
    tablesLike: (start) =>
      [...tables.keys()]
        .filter((of) => of.startsWith(name(start)))
        .map((of) => of.slice(prefix.length)),
    columns: (of) => tables.get(name(of)) ?? [],
    language:
      textOfPhp(phpAt(variable('language_default'), 'language')) ??
      textOfPhp(phpAt(config('system.site'), 'default_langcode')),
    own: ownNameOf(config, variable),
    zone: zoneOf(config, variable),
    prefixes: prefixesOf(base, variable),
    formatKind: formatsOf(base),
  }
}

type Base = Pick<DrupalSite, 'scratch' | 'generation' | 'table' | 'has' | 'config'>

/** A number given at its birth rather than a name, which changes. */
function ownNameOf(
  config: DrupalSite['config'],
  variable: (name: string) => PhpValue,
): string | null {
  const born = variable('install_time')
  return (
    textOfPhp(phpAt(config('system.site'), 'uuid')) ??
    (typeof born === 'number' ? String(born) : textOfPhp(born)) ??
    textOfPhp(phpAt(config('system.site'), 'name')) ??
    textOfPhp(variable('site_name'))
  )
}

function zoneOf(config: DrupalSite['config'], variable: (name: string) => PhpValue): string | null {
  const named =
    textOfPhp(variable('date_default_timezone_name')) ??
    textOfPhp(variable('date_default_timezone')) ??
    textOfPhp(phpAt(config('system.date'), 'timezone', 'default'))
  return named !== null && isZone(named) ? named : null
}

function prefixesOf(site: Base, variable: (name: string) => PhpValue): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const stated = phpAt(site.config('language.negotiation'), 'url', 'prefixes')
  if (stated instanceof Map)
    for (const [lang, prefix] of stated) found.set(lang, String(prefix ?? ''))
  if (site.has('languages', 'language', 'prefix')) {
    const main = phpAt(variable('language_default'), 'language')
    for (const row of site.scratch.all(`select language, prefix from ${site.table('languages')}`)) {
      const [lang, prefix] = [textIn(row, 'language') ?? '', textIn(row, 'prefix') ?? '']
      if (lang !== '') found.set(lang, prefix === '' && lang !== main ? lang : prefix)
    }
  }
  return found
}

function formatsOf(site: Base): DrupalSite['formatKind'] {
  const known = new Map<string, MarkupKind>()
  const note = (format: string, filters: readonly string[]): void => {
    const has = (pattern: RegExp): boolean => filters.some((name) => pattern.test(name))
    const kind = has(/php_code|^php:/)
      ? 'php'
      : has(/markdown/)
        ? 'markdown'
        : has(/filter_html_escape/)
          ? 'plain'
          : has(/filter_autop|^filter:1$/)
            ? 'lines'
            : 'html'
    known.set(format, kind)
  }
  const { scratch } = site
  if (site.has('filters', 'format', 'module', 'delta')) {
    const rows = scratch.all(`select format, module, delta from ${site.table('filters')}`)
    for (const [format, some] of Map.groupBy(rows, (row) => String(row['format'])))
      note(
        format,
        some.map((row) => `${row['module']}:${row['delta']}`),
      )
  }
  if (site.has('filter', 'format', 'name', 'status')) {
    const rows = scratch.all(`select format, name from ${site.table('filter')} where status = 1`)
    for (const [format, some] of Map.groupBy(rows, (row) => String(row['format'])))
      note(
        format,
        some.map((row) => String(row['name'])),
      )
  }
  if (site.has('config', 'name', 'data')) {
    const rows = scratch.all(
      `select name, data from ${site.table('config')} where name like 'filter.format.%'`,
    )
    for (const row of rows) {
      const filters = phpAt(tryPhp(textIn(row, 'data')), 'filters')
      const on =
        filters instanceof Map ? [...filters].filter(([, of]) => phpAt(of, 'status') === true) : []
      note(
        String(row['name']).slice('filter.format.'.length),
        on.map(([name]) => name),
      )
    }
  }
  return (format) => {
    const name = format === null ? '' : String(format)
    const usual = usualFormats[`${site.generation}:${name}`] ?? usualFormats[name]
    return known.get(name) ?? usual ?? (/php/i.test(name) ? 'php' : 'lines')
  }
}

/** As Drupal sets them up, where a dump lacks the table of filters. */
const usualFormats: Readonly<Record<string, MarkupKind>> = Object.assign(Object.create(null), {
  '6:1': 'lines',
  '6:2': 'lines',
  '6:3': 'php',
  '7:full_html': 'lines',
  filtered_html: 'lines',
  full_html: 'html',
  basic_html: 'html',
  restricted_html: 'lines',
  plain_text: 'plain',
  php_code: 'php',
  markdown: 'markdown',
})

function textOfPhp(value: PhpValue): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
