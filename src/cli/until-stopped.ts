// Waiting while child processes run: until somebody stops us, or one of them ends by itself.
import type { ChildProcess } from 'node:child_process'

/** A process of ours that can be asked to end. */
export interface Running {
  readonly process: ChildProcess
  stop(): Promise<void>
}

/** Resolves to 0 when stopped by a signal, to 1 when a process ended by itself; all have ended then. */
export async function untilStopped(running: readonly Running[]): Promise<number> {
  const stopped = new Promise<number>((resolve) => {
    process.once('SIGINT', () => resolve(0))
    process.once('SIGTERM', () => resolve(0))
    for (const { process: child } of running) child.once('exit', () => resolve(1))
  })
  const code = await stopped
  await Promise.all(
    running.map(({ process: child, stop }) => (child.exitCode === null ? stop() : undefined)),
  )
  return code
}
