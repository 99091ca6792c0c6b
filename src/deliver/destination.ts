// Where a newsroom's editions are carried to: DIR/deliver.json, a file that a person writes, and what
// each destination holds by our memory: DIR/delivered/<name>.json.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Destination {
  /** "mirror-1": names it on the command line and in reports. */
  readonly name: string
  /** As rsync writes it: "/mnt/stick/site", "xewer@mirror.example:/srv/site". */
  readonly to: string
  /** The program that opens the connection, "ssh -p 2222 -i FILE"; null: ssh as it is configured. */
  readonly ssh: string | null
}

/** What a destination holds, as far as we know. */
export interface Holding {
  readonly to: string
  /** The edition that was delivered whole; 0 while the first is under way. */
  readonly edition: number
  /** Every path of that edition. */
  readonly paths: readonly string[]
  /** Other paths that may lie there, because a delivery was under way. */
  readonly perhaps: readonly string[]
}

/** Reads deliver.json; SyntaxError says what is wrong with it. */
export function parseDestinations(text: string): readonly Destination[] {
  const fail = (state: string): never => {
    throw new SyntaxError(`Cannot read deliver.json: ${state}`)
  }
  const json = parseJson(text)
  if (!Array.isArray(json)) return fail('not a list of destinations')
  const destinations = json.map((entry: unknown, at): Destination => {
    if (typeof entry !== 'object' || entry === null) return fail(`entry ${at + 1} is no object`)
    const { name, to, ssh = null, ...rest } = entry as Record<string, unknown>
    const unknown = Object.keys(rest)[0]
    if (unknown !== undefined) fail(`entry ${at + 1} has "${unknown}": not name, to or ssh`)
    if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9-]{0,39}$/.test(name))
      return fail(`the name of entry ${at + 1} is not 1 to 40 of a-z, 0-9 and "-"`)
    if (typeof to !== 'string' || !isPlace(to))
      return fail(`"to" of "${name}" is no folder or user@host:folder`)
    if (ssh !== null && (typeof ssh !== 'string' || /[\p{Cc}]/u.test(ssh) || ssh.trim() === ''))
      return fail(`"ssh" of "${name}" is no command`)
    return { name, to: to.replace(/\/*$/, ''), ssh }
  })
  const names = destinations.map(({ name }) => name)
  const twice = names.find((name, at) => names.indexOf(name) < at)
  if (twice !== undefined) fail(`"${twice}" stands there twice`)
  return destinations
}

export function readHolding(file: string): Holding | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Holding) : null
}

/** Replaces the memory in one step. */
export function putHolding(file: string, holding: Holding): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(holding)}\n`, { flush: true })
  renameSync(`${file}.new`, file)
}

/** A root folder is none: deleting what no edition holds would empty the machine. */
function isPlace(to: string): boolean {
  return !/^-|[\p{Cc}]/u.test(to) && /[^/:]/.test(to.slice(to.lastIndexOf(':') + 1))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new SyntaxError(`Cannot read deliver.json: ${cause.message}`, { cause })
  }
}
