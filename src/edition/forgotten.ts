// The end of forgetting, which no edition can do: what the newsroom itself still holds. Every publish
// carries out an order that waits, so that a forgetting cut short is finished without anybody's hand.
import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Digest } from '../model/id.ts'
import type { Db } from '../store/db.ts'
import { sweepDatabase, sweepLog } from '../store/forget.ts'
import { putMeta } from '../store/newsroom.ts'
import { readPictures } from '../store/pictures.ts'
import { type ForgetOrder, forgetName, readForgetOrder } from './forget.ts'
import type { Lease } from './lease.ts'
import type { Publisher } from './publisher.ts'

/** Takes the search index away: it keeps words of what was taken out of it. Publishing makes it anew. */
export function dropIndex(search: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm'])
    rmSync(`${search}${suffix}`, { force: true })
}

/**
 * Removes pictures and overwrites what was deleted in the database; then the order is carried out. One
 * that was given more to forget since it was read stays, for the next publish. Safe to repeat.
 */
export async function finishForgetting(
  { db, media }: Pick<Publisher, 'db' | 'media'>,
  order: ForgetOrder,
  lease: Lease,
): Promise<void> {
  for (const path of order.paths) {
    const name = basename(path)
    if (path.startsWith('media/') && !(await isKept(db, name)))
      rmSync(join(media, name), { force: true })
  }
  await sweepDatabase(db)
  await lease.transact(async (tx) => {
    const now = await readForgetOrder(tx)
    if (JSON.stringify(now) === JSON.stringify(order)) await putMeta(tx, forgetName, '')
  })
  // The order named it, too.
  await sweepLog(db)
}

/** Whether the picture has been brought in again. `name` is "<digest>-<width>.webp". */
async function isKept(db: Db, name: string): Promise<boolean> {
  const digest = name.slice(0, name.lastIndexOf('-')) as Digest
  return (await readPictures(db, [digest])).has(digest)
}
