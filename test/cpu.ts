// What a piece of work costs this thread: the processor's time, which a busy machine does not stretch.

/** Milliseconds of processor time that `work` takes. */
export function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
