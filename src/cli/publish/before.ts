// What is looked at before anything is signed: keys that readers accept, and a database that knows every
// edition they have seen. A newsroom that was copied, or brought back from a backup, has to be compared
// with what is published once; it is known by its database lying in another file than before.
import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Comparison, compareCheckpoint } from '../../edition/caught-up.ts'
import { readLog } from '../../edition/commit.ts'
import { judgeKeys } from '../../edition/keys/health.ts'
import { hasOnlineKeys } from '../../edition/keys/keys.ts'
import type { Publisher } from '../../edition/publish.ts'
import { readNewestEdition } from '../../store/editions.ts'
import { putMeta, readMeta } from '../../store/newsroom.ts'
import { Failure, type Io } from '../command.ts'
import { readTrustFile } from '../keys/public.ts'
import type { OpenNewsroom } from '../newsroom-folder.ts'
import { openTarget } from '../verify/target.ts'

const homeName = 'home'

/** `compare` is where the site is published: an address or a folder; null when none was named. */
export async function checkBefore(
  opened: OpenNewsroom,
  publisher: Pick<Publisher, 'keys' | 'now'>,
  given: { readonly io: Pick<Io, 'warn'>; readonly compare: string | null },
): Promise<void> {
  await checkKeys(opened, publisher, given.io)
  await checkTree(opened)
  const here = join(opened.folder.site, 'log/checkpoint')
  if (existsSync(here)) await checkPublished(opened, readFileSync(here), opened.folder.site)
  if (given.compare !== null) {
    await checkPublished(opened, await checkpointAt(given.compare), given.compare)
  } else if (await wasCopied(opened)) {
    throw new Failure('PUB-05', 'This newsroom was copied, or brought back from a backup', [
      'Nothing was published: readers may have seen editions that it does not know.',
      'Compare it once with what is published: xewer publish --compare URL or FOLDER',
    ])
  }
  await noteHome(opened)
}

/** Whether the database lies in another file than when it was last published from or compared. */
export async function wasCopied(opened: OpenNewsroom): Promise<boolean> {
  const home = homeOf(opened)
  const known = await readMeta(opened.store.db, homeName)
  return known !== null && home !== null && known !== home
}

async function checkTree(opened: OpenNewsroom): Promise<void> {
  const trouble = await treeTrouble(opened)
  if (trouble !== null)
    throw new Failure('PUB-09', trouble.message, ['Nothing was published.', ...trouble.advice])
}

/**
 * What is wrong when there is no tree of the editions that were published, or no link to one, and how the
 * folder can be put right: the next edition would hold what changed alone. Null when all is well.
 */
export async function treeTrouble({
  store,
  folder,
}: OpenNewsroom): Promise<{ readonly message: string; readonly advice: readonly string[] } | null> {
  const { site, trees, path } = folder
  const newest = await readNewestEdition(store.db)
  const found = lstatSync(site, { throwIfNoEntry: false })
  const isFolder = found?.isDirectory() ?? false
  const isLost = newest?.state === 'published' && !existsSync(join(site, 'log/checkpoint'))
  if (!isFolder && !isLost) return null
  const became = `mv "${site}" "${trees}/0" && ln -s 0 "${site}"`
  const advice = isFolder
    ? [`It is a folder: the newsroom was copied with links followed. Make it one: ${became}`]
    : existsSync(join(trees, 'log/checkpoint'))
      ? [
          `The tree is "${trees}" itself. Put it where it belongs: mv "${trees}" "${path}/0" && mkdir "${trees}"`,
          `&& mv "${path}/0" "${trees}/0" && ln -s 0 "${site}"`,
        ]
      : [
          `See which folder in "${trees}" is whole ("xewer verify"), and link it: ln -s NUMBER "${site}"`,
          'Is none of them, bring back a backup: xewer restore FILE.',
        ]
  return { message: `There is no link to a published tree at "${site}"`, advice }
}

/** Failure PUB-04 when readers would refuse the edition; a warning while there is time. */
async function checkKeys(
  { store, folder }: OpenNewsroom,
  publisher: Pick<Publisher, 'keys' | 'now'>,
  io: Pick<Io, 'warn'>,
): Promise<void> {
  const { now } = publisher
  const advice = 'Make new keys: xewer keys rotate --root-key FILE.'
  if (!hasOnlineKeys(folder.keys))
    throw new Failure('PUB-04', `There are no keys to sign with in "${folder.keys}"`, [
      'Nothing was published.',
      advice,
    ])
  const number = ((await readLog(store.db))?.size ?? 0) + 1
  const { verdict, text } = judgeKeys(readTrustFile(folder.keys), publisher.keys, { number, now })
  if (verdict === 'look') io.warn(`Note: ${text}. ${advice}\n`)
  if (verdict === 'wrong')
    throw new Failure('PUB-04', `Readers would refuse the edition: ${text}`, [
      'Nothing was published.',
      `Look whether the clock of this machine is right (it says ${new Date(now).toISOString()}).`,
      advice,
    ])
}

async function checkPublished(
  { store, folder }: OpenNewsroom,
  checkpoint: Uint8Array,
  where: string,
): Promise<void> {
  const found = await compareCheckpoint(store.db, checkpoint, readTrustFile(folder.keys))
  const ours = (await readLog(store.db))?.size ?? 0
  if (found.kind === 'ahead')
    throw new Failure(
      'PUB-06',
      `"${where}" has edition ${found.size}, this newsroom only ${ours}`,
      [
        'Nothing was published: it was brought back from an old backup and would sign a number twice.',
        `Let it catch up with them: xewer restore --catch-up ${where} --data ${folder.path}`,
      ],
    )
  if (found.kind === 'fork')
    throw new Failure('PUB-07', `"${where}" has another edition ${found.size} than this newsroom`, [
      'Nothing was published. Somebody else publishes with these keys, or two newsrooms were made of one.',
      'If the keys were stolen: xewer keys revoke --root-key FILE',
    ])
  refuseStrange(found, where)
}

function refuseStrange(found: Comparison, where: string): void {
  if (found.kind === 'strange')
    throw new Failure('PUB-08', `The log in "${where}" is not this newsroom's: ${found.why}`, [
      'Nothing was published.',
    ])
}

async function checkpointAt(where: string): Promise<Uint8Array> {
  const target = await openTarget(where)
  const bytes = target.kind === 'copy' ? await target.source.read('log/checkpoint') : null
  if (target.kind === 'copy') target.close()
  if (bytes !== null) return bytes
  throw new Failure('PUB-08', `There is no log in "${where}"`, ['Nothing was published.'])
}

/** After a comparison: publishing goes on from the file in which the database lies now. */
export async function noteHome(opened: OpenNewsroom): Promise<void> {
  const home = homeOf(opened)
  if (home === null || home === (await readMeta(opened.store.db, homeName))) return
  await putMeta(opened.store.db, homeName, home)
}

/** The file the database is, whatever it is called; null where that cannot be said. */
function homeOf({ folder, location }: OpenNewsroom): string | null {
  return location === folder.database ? String(statSync(folder.database).ino) : null
}
