// Whether the database is whole: the engine's own check, and what the tables promise one another.
import { sql } from './db.ts'
import type { Store } from './open.ts'

/** Looks through everything; returns a sentence per fault, none when all is well. */
export async function checkDatabase({ db, dialect }: Store): Promise<readonly string[]> {
  const faults: string[] = []
  if (dialect === 'sqlite') {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
    faults.push(...rows.map((row) => row.integrity_check).filter((text) => text !== 'ok'))
    const { rows: orphans } = await sql<{ table: string }>`pragma foreign_key_check`.execute(db)
    faults.push(...orphans.map(({ table }) => `a row of "${table}" points at nothing`))
  }
  const pointers = ['newest', 'approved', 'live'] as const
  for (const pointer of pointers) {
    const lost = await db
      .selectFrom('version')
      .leftJoin('revision', (join) =>
        join
          .onRef('revision.article', '=', 'version.article')
          .onRef('revision.lang', '=', 'version.lang')
          .onRef('revision.number', '=', `version.${pointer}`),
      )
      .select(['version.article', 'version.lang'])
      .where(`version.${pointer}`, 'is not', null)
      .where('revision.number', 'is', null)
      .execute()
    for (const { article, lang } of lost)
      faults.push(`the ${pointer} revision of article "${article}" in "${lang}" is missing`)
  }
  return faults
}
