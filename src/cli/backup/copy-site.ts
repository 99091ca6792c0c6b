// A copy of a site, wherever it lies, brought into a folder.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathsByLists } from '../../edition/verify/list-paths.ts'
import { Failure, type Io } from '../command.ts'
import { startProgress } from '../progress.ts'
import { openTarget } from '../verify/target.ts'

/**
 * Failure RES-02 when `from` is no whole site. Nothing is checked here. `makeSite` makes the folder it
 * comes into, once there is something to copy.
 */
export async function copySite(from: string, makeSite: () => string, io: Io): Promise<void> {
  const target = await openTarget(from)
  if (target.kind !== 'copy' || target.page !== null)
    throw new Failure('RES-02', `"${from}" is no copy of a whole site`, ['Nothing was restored.'])
  if ((await target.source.read('log/checkpoint')) === null) {
    target.close()
    throw new Failure('RES-02', `There is no copy of a site at "${from}"`, [
      'Nothing was restored.',
    ])
  }
  const site = makeSite()
  const progress = startProgress(io, 'Copying files', null)
  let done = 0
  try {
    const paths = (await target.source.paths()) ?? (await pathsByLists(target.source))
    for (const path of paths) {
      const bytes = await target.source.read(path)
      if (bytes === null) continue
      mkdirSync(dirname(join(site, path)), { recursive: true })
      writeFileSync(join(site, path), bytes)
      done += 1
      progress.report(done)
    }
  } finally {
    progress.end()
    target.close()
  }
}
