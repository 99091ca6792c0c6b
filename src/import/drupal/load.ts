// A Drupal database, from a dump or an SQLite file, laid out in the scratch database: wanted tables
// under their own names, texts repaired, whole numbers as numbers.
import { DatabaseSync } from 'node:sqlite'
import { type OnBytes, readPieces } from '../bytes.ts'
import { decodeText, repairText } from '../charset.ts'
import { type Cell, type Scratch, sqlName } from '../scratch.ts'
import { readDump } from './mysql-dump.ts'
import { isWantedSetting, wantedColumns } from './tables.ts'

export interface Loading {
  readonly scratch: Scratch
  /** The dump's charset where its bytes are no UTF-8; null: find out. */
  readonly charset: string | null
  readonly onBytes: OnBytes
}

const wholeNumber = /^(?:0|-?[1-9]\d{0,14})$/
const cellBytesMax = 16 * 1024 * 1024

/** Reads a MySQL or MariaDB dump. SyntaxError when it is none. */
export async function loadDump(
  path: string,
  { scratch, charset, onBytes }: Loading,
): Promise<void> {
  const wanted = new Map<string, readonly number[] | null>()
  await readDump(readPieces(path, onBytes), {
    want(table, columns) {
      let places = wanted.get(table)
      if (places === undefined) {
        places = wantedColumns(table, columns)
        wanted.set(table, places)
        if (places !== null)
          scratch.table(
            table,
            places.map((at) => columns[at] ?? ''),
          )
      }
      return places
    },
    row(table, values) {
      const cells = values.map((value) => (value === null ? null : cellOf(value, charset)))
      if (isWantedSetting(table, cells)) scratch.insert(table, cells)
    },
  })
}

/** Reads an SQLite file: its tables only, as data; its views and triggers are left alone. */
export function loadSqlite(path: string, { scratch, charset, onBytes }: Loading): void {
  const database = new DatabaseSync(path, { readOnly: true, allowExtension: false })
  try {
    database.exec('pragma trusted_schema = off; pragma cell_size_check = on; pragma mmap_size = 0')
    const tables = database
      .prepare(
        "select name from sqlite_schema where type = 'table' and sql not like 'create virtual%'",
      )
      .all() as unknown as { name: string }[]
    for (const [at, { name }] of tables.entries()) {
      onBytes(at, tables.length)
      const columns = (
        database.prepare(`pragma table_info(${sqlName(name)})`).all() as unknown as {
          name: string
        }[]
      ).map((column) => column.name)
      const places = wantedColumns(name, columns)
      if (places === null) continue
      const names = places.map((place) => columns[place] ?? '')
      scratch.table(name, names)
      const rows = database.prepare(`select ${names.map(sqlName).join(', ')} from ${sqlName(name)}`)
      for (const row of rows.iterate() as IterableIterator<Record<string, unknown>>) {
        const cells = names.map((column) => ownCell(row[column], charset))
        if (isWantedSetting(name, cells)) scratch.insert(name, cells)
      }
    }
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'ERR_SQLITE_ERROR') throw cause
    throw new SyntaxError('Cannot read database: the file is damaged; copy it again', { cause })
  } finally {
    database.close()
  }
}

function cellOf(value: Buffer, charset: string | null): Cell {
  if (value.length > cellBytesMax) return null
  if (value.length < 17) {
    const text = value.toString('latin1')
    if (wholeNumber.test(text)) return Number(text)
  }
  return decodeText(value, charset)
}

function ownCell(value: unknown, charset: string | null): Cell {
  if (value === null || typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Uint8Array) return cellOf(Buffer.from(value), charset)
  const text = String(value)
  return wholeNumber.test(text) ? Number(text) : repairText(text)
}
