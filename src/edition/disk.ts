// Making durable what was written: after these a power cut takes nothing back.
import { execFileSync } from 'node:child_process'
import { closeSync, fsync, fsyncSync, openSync } from 'node:fs'

/** Up to so many files are synced one by one; above, the file system is synced once. */
export const syncedSinglyMax = 100

/** Slower than this a disk is really asked: memory answers in microseconds. */
const askedMs = 0.3

/**
 * All at once: a disk makes files durable together in little more than the time one takes. In turn as
 * long as they cost nothing: then handing them over would cost more.
 */
export async function syncPaths(paths: readonly string[]): Promise<void> {
  let done = 0
  for (let isQuick = true; isQuick && done < paths.length; done += 1) {
    const started = performance.now()
    syncNow(paths[done]!)
    isQuick = performance.now() - started < askedMs
  }
  const ended = await Promise.allSettled(paths.slice(done).map(syncPath))
  for (const end of ended) if (end.status === 'rejected') throw end.reason
}

function syncNow(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function syncPath(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const file = openSync(path, 'r')
    fsync(file, (error) => {
      closeSync(file)
      if (error) reject(error)
      else resolve()
    })
  })
}

/** One sync for many files: coreutils' `sync --file-system`, which is syncfs(2). */
export function syncFileSystem(path: string): void {
  execFileSync('sync', ['--file-system', path], { stdio: ['ignore', 'ignore', 'pipe'] })
}
