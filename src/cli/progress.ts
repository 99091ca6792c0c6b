// Progress of long work, on standard error: a bar where a person sits at a terminal, otherwise a
// plain line now and then, so that a log says how far it came.
import type { Io } from './command.ts'

export interface Progress {
  /** Says how much is done by now. */
  report(done: number): void
  /** Takes the bar away, or says the last count. */
  end(): void
}

const barEveryMs = 100
const lineEveryMs = 2000

/**
 * Progress of `label` ("Rendering pages"), of `total` things or of a number not known (null).
 * `now` is a clock in milliseconds. Work shorter than one interval says nothing.
 */
export function startProgress(
  io: Pick<Io, 'terminal' | 'warn'>,
  label: string,
  total: number | null,
  now: () => number = () => performance.now(),
): Progress {
  const { terminal } = io
  const everyMs = terminal === null ? lineEveryMs : barEveryMs
  let saidAt = now()
  let said = -1
  let last = 0
  const say = (done: number): void => {
    saidAt = now()
    said = done
    if (terminal === null) io.warn(`${label}: ${countOf(done, total)}\n`)
    else io.warn(`\r\u001b[K${barOf(label, done, total, terminal.columns)}`)
  }
  return {
    report(done) {
      last = done
      if (now() - saidAt >= everyMs) say(done)
    },
    end() {
      if (said === -1) return
      if (terminal !== null) io.warn('\r\u001b[K')
      else if (said !== last) say(last)
    },
  }
}

function countOf(done: number, total: number | null): string {
  if (total === null) return String(done)
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total)
  return `${done} of ${total} (${percent} %)`
}

function barOf(label: string, done: number, total: number | null, columns: number): string {
  const count = countOf(done, total)
  const room = Math.min(40, columns - label.length - count.length - 6)
  if (total === null || room < 8) return `${label}: ${count}`.slice(0, Math.max(0, columns - 1))
  const full = total === 0 ? room : Math.min(room, Math.floor((room * done) / total))
  return `${label} [${'#'.repeat(full)}${'.'.repeat(room - full)}] ${count}`
}
