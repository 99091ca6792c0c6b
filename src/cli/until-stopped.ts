// Waiting while processes run: until somebody stops us, or one of them ends by itself.
import type { ChildProcess } from 'node:child_process'

/** A process of ours that can be asked to end. */
export interface Running {
  readonly process: ChildProcess
  stop(): Promise<void>
}

/**
 * Aborted when somebody asks this process to end: by SIGINT or SIGTERM, and for a process that ends
 * with its parent when its standard input ends, however the parent went.
 */
export function stopSignal({ withParent }: { readonly withParent: boolean }): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort())
  if (withParent) {
    process.stdin.on('end', () => stop.abort())
    process.stdin.resume()
    // Nothing is read: waiting for it must not keep a process that has no more to do.
    process.stdin.unref()
  }
  return stop.signal
}

/** Resolves when `stop` is aborted, at once when it has been. */
export async function untilAborted(stop: AbortSignal): Promise<void> {
  if (stop.aborted) return
  await new Promise<void>((resolve) => {
    stop.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Resolves to 0 when stopped, to 1 when a process ended by itself; all have ended then. */
export async function untilStopped(
  running: readonly Running[],
  stop: AbortSignal,
): Promise<number> {
  const ended = new Promise<number>((resolve) => {
    for (const { process: child } of running) child.once('exit', () => resolve(1))
  })
  const code = await Promise.race([untilAborted(stop).then(() => 0), ended])
  await Promise.all(
    running.map(({ process: child, stop }) => (child.exitCode === null ? stop() : undefined)),
  )
  return code
}
