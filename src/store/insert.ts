// Many rows at once. A statement for a hundred rows is written once and used again: building each
// through the query builder costs more than the database does.
import { type Db, rawQuery } from './db.ts'

const rowsAtOnce = 100
const texts = new Map<string, string>()

/** Inserts rows of values in the order of `columns`; none of them may be there already. */
export async function insertRows(
  db: Db,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const part = rows.slice(at, at + rowsAtOnce)
    const name = `${table} ${part.length}`
    const text = texts.get(name) ?? statement(table, columns, part.length)
    if (part.length === rowsAtOnce) texts.set(name, text)
    await rawQuery(db, text, part.flat())
  }
}

function statement(table: string, columns: readonly string[], rows: number): string {
  const row = `(${columns.map(() => '?').join(', ')})`
  return `insert into ${table} (${columns.join(', ')}) values ${Array(rows).fill(row).join(', ')}`
}
