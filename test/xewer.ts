// The commands as a volunteer gives them: the launcher, in a process of its own. in-process.ts is
// quicker, where neither the launcher nor the process is what is tested.
import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'

const launcher = join(resolve(import.meta.dirname, '..'), 'xewer')

/** Runs a command that must succeed; returns what it printed. */
export function xewer(...args: readonly string[]): string {
  return execFileSync(launcher, args, { encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 26 })
}
