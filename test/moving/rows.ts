// What an import writes of articles, pictures and proposals into a newsroom's database, as one text to
// compare. Settings and people, which it may write too, are further tables.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export const importedTables = [
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
] as const

/** JSON: for each table its rows, each as JSON, sorted. `more` names further tables. */
export function importedRows(folder: string, more: readonly string[] = []): string {
  const database = new DatabaseSync(join(folder, 'newsroom.db'), { readOnly: true })
  const rows = [...importedTables, ...more].map((table) =>
    database
      .prepare(`select * from ${table}`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort(),
  )
  database.close()
  return JSON.stringify(rows)
}
