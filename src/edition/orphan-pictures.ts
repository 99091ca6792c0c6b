// Pictures that no page shows any more leave the tree with the page that showed them last.
import type { Digest } from '../model/id.ts'
import type { Db } from '../store/db.ts'
import { pagesReading, readingsOf, readPagesNamedLike } from '../store/pages.ts'
import { fixedName } from './fixed.ts'
import type { Outcomes } from './outcomes.ts'
import { key } from './pages/key.ts'

const prefix = 'picture '

/** Adds them to what the edition drops. `kept` is shown everywhere: the logo. */
export async function dropOrphanPictures(
  db: Db,
  outcomes: Outcomes,
  kept: Digest | null,
): Promise<void> {
  const touched = [...outcomes.replaced, ...outcomes.dropped]
  const before = await readingsOf(db, touched, prefix)
  if (before.length === 0) return
  const names = new Set(touched)
  for (const reading of before) {
    if (outcomes.pictures.has(reading) || (kept !== null && reading === key.picture(kept))) continue
    const others = await pagesReading(db, [reading])
    if (others.some((name) => !names.has(name))) continue
    const digest = reading.slice(prefix.length)
    for (const { name, path } of await readPagesNamedLike(db, fixedName(`media/${digest}-`))) {
      outcomes.dropped.push(name)
      outcomes.gone.push(path)
    }
  }
}
