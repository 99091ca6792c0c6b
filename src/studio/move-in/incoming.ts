// What waits to be brought in: files and folders in spool/incoming of the newsroom's folder. A browser
// brings one file; what is larger, or a whole folder, is copied there by whoever runs the machine. A form
// names one of them as it is listed, never a path.
import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Studio } from '../route.ts'

const listedMax = 100

export interface Incoming {
  readonly name: string
  readonly isFolder: boolean
  readonly bytes: number
}

/** What lies there, by name; links are left out, for they lead elsewhere. */
export function readIncoming(studio: Pick<Studio, 'spool'>): readonly Incoming[] {
  const folder = incomingOf(studio)
  return namesIn(folder)
    .filter((name) => !name.startsWith('.'))
    .sort()
    .slice(0, listedMax)
    .flatMap((name) => {
      const stat = lstatSync(join(folder, name), { throwIfNoEntry: false })
      if (stat === undefined || !(stat.isFile() || stat.isDirectory())) return []
      return [{ name, isFolder: stat.isDirectory(), bytes: stat.size }]
    })
}

/** The folder itself; it may not be there yet. */
export function incomingOf({ spool }: Pick<Studio, 'spool'>): string {
  return join(spool, 'incoming')
}

/** Every name in a folder, also what is not listed. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    // Nobody has brought anything yet.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return []
  }
}
