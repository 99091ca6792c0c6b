// Everything an import writes into a newsroom's database, as one text to compare.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const tables = [
  'article',
  'version',
  'revision',
  'source',
  'address',
  'speaker',
  'picture',
  'picture_use',
  'picture_alt',
  'translation_clue',
  'translation_proposal',
]

/** JSON: for each table its rows, each as JSON, sorted. `more` names further tables. */
export function importedRows(folder: string, more: readonly string[] = []): string {
  const database = new DatabaseSync(join(folder, 'newsroom.db'), { readOnly: true })
  const rows = [...tables, ...more].map((table) =>
    database
      .prepare(`select * from ${table}`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort(),
  )
  database.close()
  return JSON.stringify(rows)
}
