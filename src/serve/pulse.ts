// How long a file in memory may be trusted without a look at the disk. A published tree says by
// itself when it changed: with the link another checkpoint is there, and a mirror gets it when it has
// every page. One look at that file a tenth of a second then does for a thousand pages, and each page
// is looked at once a second for changes by hand.
import type { Stats } from 'node:fs'

export interface Pulse {
  /** Whether what was looked at on disk at `checkedMs` need not be looked at again at `nowMs`. */
  isFresh(checkedMs: number, nowMs: number): boolean
}

const beatMs = 100
const handMs = 1000

/** `look` reads the state of the checkpoint; null in a tree that has none. */
export function createPulse(look: () => Stats | null): Pulse {
  let beatenMs = Number.NEGATIVE_INFINITY
  let changedMs = Number.NEGATIVE_INFINITY
  let trustMs = beatMs
  let seen = ''

  function beat(nowMs: number): void {
    const stats = look()
    const stamp = stats === null ? '' : [stats.ino, stats.size, stats.ctimeMs].join(' ')
    trustMs = stats === null ? beatMs : handMs
    if (stamp !== seen) changedMs = nowMs
    seen = stamp
    beatenMs = nowMs
  }

  return {
    isFresh(checkedMs, nowMs) {
      if (nowMs - beatenMs >= beatMs) beat(nowMs)
      return checkedMs >= changedMs && nowMs - checkedMs < trustMs
    },
  }
}
