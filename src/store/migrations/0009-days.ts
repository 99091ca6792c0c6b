// Places of lists know their day: a month that is too long for a page is shown by its days.
import { type Db, sql } from '../db.ts'
import type { Migration } from '../migration.ts'

interface Row {
  readonly article: string
  readonly phase: number
  readonly article_json: string
}

const rowsAtOnce = 500

export const days: Migration = {
  name: '0009-days',
  async up(db: Db) {
    await sql.raw('alter table live_entry rename column month to day').execute(db)
    for (let after = ''; ; ) {
      const { rows } = await sql<Row>`select article, phase, article_json from live_article
        where article > ${after} order by article limit ${rowsAtOnce}`.execute(db)
      for (const { article, phase, article_json } of rows) {
        const { when } = JSON.parse(article_json) as { when: { date: string } }
        await sql`update live_entry set day = ${when.date}
          where article = ${article} and phase = ${phase}`.execute(db)
      }
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.article
    }
  },
}
