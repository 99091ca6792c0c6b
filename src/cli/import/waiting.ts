// What an import leaves for somebody to decide, and the command that lists it.
import type { Db } from '../../store/db.ts'
import { countArticles } from '../../store/lists.ts'
import { readStrangers } from '../../store/people/strangers.ts'

/** A line for each kind of thing that waits for a word; empty when nothing does. */
export async function formatWaiting(db: Db): Promise<string> {
  const waiting = [
    {
      what: 'Articles with an open date or speaker',
      count: await countArticles(db, { unsettled: true }),
      command: 'xewer articles list --unsettled',
    },
    {
      what: 'People named who are in no register yet',
      count: (await readStrangers(db)).length,
      command: 'xewer people suggest',
    },
  ]
  return waiting
    .filter(({ count }) => count > 0)
    .map(({ what, count, command }) => `${what}: ${count}. "${command}" shows them.\n`)
    .join('')
}
