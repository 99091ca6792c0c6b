// Everything that can be set from outside, in one object. The only file that reads the environment.
// A flag of a command beats the environment, the environment beats the default.
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface Config {
  /** XEWER_DATA, --data: the newsroom's folder. Default "newsroom" in the current folder. */
  readonly data: string
  /**
   * XEWER_DATABASE: a postgres:// URL. Default null: newsroom.db in the newsroom's folder. The
   * address holds a password, so it is never a flag, which other users of the machine could read.
   */
  readonly database: string | null
  /** XEWER_HOST, --host: where `serve` and `start` listen. Default 127.0.0.1: this machine only. */
  readonly host: string
  /** XEWER_PORT, --port: default 8080; 0 takes any free one. */
  readonly port: number
  /**
   * XEWER_STATE: the folder in which `verify` remembers what it saw last of each newsroom, so that an
   * older or another history is noticed. Default $XDG_STATE_HOME/xewer, or ~/.local/state/xewer.
   */
  readonly state: string
  /** XEWER_STUDIO_PORT, --port of the studio: default 8081; 0 takes any free one. */
  readonly studioPort: number
  /**
   * XEWER_STUDIO_URL, --url: where browsers reach the studio when a proxy with TLS stands before it.
   * Passkeys belong to its host name. Default null: http://localhost with the port.
   */
  readonly studioUrl: string | null
  /** XEWER_DEBUG=1: errors print where in the program they arose. Default false. */
  readonly debug: boolean
}

/** What the environment may say, for `xewer help` and the manual. */
export const settings: readonly { readonly name: string; readonly about: string }[] = [
  { name: 'XEWER_DATA', about: 'the newsroom’s folder, instead of --data (newsroom)' },
  { name: 'XEWER_DATABASE', about: 'a postgres:// address, instead of newsroom.db in the folder' },
  { name: 'XEWER_HOST', about: 'where serve and start listen (127.0.0.1)' },
  { name: 'XEWER_PORT', about: 'the port they listen at (8080)' },
  { name: 'XEWER_STATE', about: 'where verify remembers what it saw (~/.local/state/xewer)' },
  { name: 'XEWER_STUDIO_PORT', about: 'the port of the studio (8081)' },
  { name: 'XEWER_STUDIO_URL', about: 'where browsers reach the studio behind a proxy with TLS' },
  { name: 'XEWER_DEBUG', about: '1: errors say where in the program they arose' },
]

/** Reads the settings out of an environment. RangeError names the one that is wrong. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const set = (name: string): string | null => environment[name] || null
  return {
    data: set('XEWER_DATA') ?? 'newsroom',
    database: readDatabase(set('XEWER_DATABASE')),
    host: set('XEWER_HOST') ?? '127.0.0.1',
    port: parsePort(set('XEWER_PORT') ?? '8080'),
    state: set('XEWER_STATE') ?? join(set('XDG_STATE_HOME') ?? homeState(set('HOME')), 'xewer'),
    studioPort: parsePort(set('XEWER_STUDIO_PORT') ?? '8081'),
    studioUrl: set('XEWER_STUDIO_URL'),
    debug: set('XEWER_DEBUG') !== null,
  }
}

function homeState(home: string | null): string {
  return join(home ?? homedir(), '.local', 'state')
}

/** "8080" -> 8080; RangeError unless it is a port, or 0 for any free one. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new RangeError(`Cannot use port "${text}": not 0 to 65535`)
  return port
}

function readDatabase(url: string | null): string | null {
  // Without the value: it holds a password.
  if (url !== null && !/^postgres(?:ql)?:\/\//.test(url))
    throw new RangeError('Cannot use XEWER_DATABASE: it does not begin with postgres://')
  return url
}
