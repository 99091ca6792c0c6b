// Changing settings: read again and written in one transaction, so that two administrators on two
// screens do not undo each other's.
import type { Newsroom } from '../../model/newsroom.ts'
import { putNewsroom, readNewsroom } from '../../store/newsroom.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../access/audit.ts'
import { accountOf, type Visit } from '../route.ts'

/** Keeps what `change` makes of the settings, and writes down that `subject` was changed. */
export async function changeNewsroom(
  visit: Visit,
  subject: string,
  change: (newsroom: Newsroom) => Newsroom,
): Promise<void> {
  const { studio } = visit
  await inTransaction(studio.db, async (tx) => {
    const now = (await readNewsroom(tx)) ?? visit.newsroom
    await putNewsroom(tx, change(now))
  })
  await audit(studio, accountOf(visit).id, 'settingsChanged', subject)
}

/** What `read` makes of a text, or null when it is not of that kind. */
export function parsed<T>(read: (text: string) => T, text: string): T | null {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return null
    throw error
  }
}
