// Brings tables up to date: forward only, all missing steps in one transaction, so that a crash
// leaves the old tables or the new ones. A step that has been released is never edited.
import { type Db, sql } from './db.ts'
import type { Migration } from './migration.ts'
import { migrations } from './migrations.ts'
import { inTransaction } from './transaction.ts'

/** The data were written by a newer Xewer than this one. */
export class NewerStoreError extends Error {
  override readonly name = 'NewerStoreError'
}

/** Runs the steps that `db` lacks. Throws NewerStoreError when it has steps we do not know. */
export async function migrate(db: Db, steps: readonly Migration[] = migrations): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql`create table if not exists migration (number integer primary key, name text not null)`.execute(
      tx,
    )
    const done = await tx.selectFrom('migration').selectAll().orderBy('number').execute()
    for (const { number, name } of done) {
      if (steps[number - 1]?.name === name) continue
      throw new NewerStoreError(
        `Cannot open the newsroom's database: it has the change "${name}", which this Xewer does not know`,
      )
    }
    for (const [index, step] of steps.entries()) {
      if (index < done.length) continue
      await step.up(tx)
      await tx
        .insertInto('migration')
        .values({ number: index + 1, name: step.name })
        .execute()
    }
  })
}
