// rsync as our carrier: into a folder, or over SSH. It replaces each file by a rename, so that a
// reader never gets half of one, and goes on where it was interrupted.
import { spawn } from 'node:child_process'
import type { Destination } from './destination.ts'

/** Thrown when rsync is not there or does not succeed; `advice` says what a person can do. */
export class CarrierError extends Error {
  override readonly name = 'CarrierError'
  readonly advice: string

  constructor(message: string, advice: string, cause?: unknown) {
    super(message, { cause })
    this.advice = advice
  }
}

export interface Call {
  readonly options: readonly string[]
  /** Paths below the source, one by one; undefined: the options say it all. */
  readonly files?: readonly string[] | undefined
  readonly from: string
  /** Undefined: what is at `from` is listed. */
  readonly to?: string | undefined
}

const options = [
  // Links would lead out of the tree; owner and rights of ours are nobody's business there.
  ...['--no-links', '--times', '--chmod=D755,F644', '--timeout=120'],
]

/** Runs rsync once and returns what it printed; null: there is no folder `from`. Else CarrierError. */
export async function rsync(call: Call, { name, ssh }: Destination): Promise<string | null> {
  const shell = `${ssh ?? 'ssh'} -o BatchMode=yes -o ConnectTimeout=20`
  const list = call.files === undefined ? [] : ['--files-from=-', '--from0']
  const args = ['-e', shell, ...options, ...call.options, ...list, '--', call.from]
  if (call.to !== undefined) args.push(call.to)
  const child = spawn('rsync', args, { stdio: ['pipe', 'pipe', 'pipe'] })
  // What cannot be written shows in the exit code.
  child.stdin.on('error', () => {})
  child.stdin.end((call.files ?? []).map((path) => `${path}\0`).join(''))
  let [out, said] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new CarrierError('Cannot run rsync: it is not installed', 'Install rsync.', cause)),
    )
    child.once('close', resolve)
  })
  if (code === 0) return out
  if (code === 23 && /change_dir ".*" failed: No such file/.test(said)) return null
  const why = reasons[code ?? -1] ?? [`rsync ended with ${code}`, 'Try again.']
  const reason =
    said
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  throw new CarrierError(`Cannot deliver to "${name}": ${why[0]}`, `${why[1]} It said: ${reason}`)
}

const interrupted = ['it was interrupted', 'Run it again: it goes on where it stopped.'] as const

/** What a person can do about rsync's exit codes. */
const reasons: Readonly<Record<number, readonly [state: string, advice: string]>> = {
  [-1]: interrupted,
  3: ['its folder cannot be used', 'Make the folder that is to hold the site, for that user.'],
  11: ['a file cannot be written there', 'See whether its disk is full and the folder writable.'],
  12: ['the connection broke, or there is no rsync', 'Install rsync there; try "ssh" yourself.'],
  20: interrupted,
  23: ['some files could not be carried', 'See whether its disk is full and the folder writable.'],
  24: ['files changed on the way', 'Run it again when no edition is being made.'],
  30: ['it did not answer in time', 'Try again later.'],
  255: ['SSH cannot connect', 'Try "ssh" by hand as this user: name, key and known_hosts.'],
}
