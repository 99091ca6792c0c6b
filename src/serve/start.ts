// Starts the public server as a process of its own that may read its folder and nothing else.
import { type ChildProcess, spawn } from 'node:child_process'
import { realpathSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type Code, readyCode } from './ready.ts'
import { redirectFiles } from './redirect-files.ts'
import type { SiteOptions } from './serve.ts'

export interface ServeOptions extends SiteOptions {
  /** "127.0.0.1" unless told. */
  readonly host?: string | undefined
  /** 8080 unless told; 0 for any free one. */
  readonly port?: number | undefined
  /** A unix socket to listen on in place of host and port, for an onion service or a proxy. */
  readonly socket?: string | undefined
}

export interface Serving {
  /** "http://127.0.0.1:8080/", or "unix:/run/..." */
  readonly address: string
  readonly process: ChildProcess
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>
}

/**
 * The flags of Node that shut the process in: reading the tree and our own code, and the network.
 * They are a seat belt; a service unit of the system is the wall. A tree must hold no symlinks.
 */
export function permissionFlags(folder: string, code: Code = readyCode()): string[] {
  // Not where it leads now: a link to the newest of several trees is followed at each look.
  const tree = resolve(folder)
  const readable = [realpathSync(code.folder), tree, ...redirectFiles(tree).slice(1)]
  return [
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    '--allow-net',
    // node:sqlite ignores the permissions: it must not be there at all.
    '--no-experimental-sqlite',
    '--disallow-code-generation-from-strings',
    '--disable-proto=throw',
    '--disable-warning=ExperimentalWarning',
  ]
}

/** A small nursery is as fast for short answers, and keeps 30 MiB less. */
const memoryFlags = ['--max-semi-space-size=4']
/**
 * All of the environment. Compressing threads share one arena of the allocator: with one for each,
 * the memory of a server that reads more pages than it keeps grows by half.
 */
const environment = { MALLOC_ARENA_MAX: '1' }

/** Flags, file and arguments after `node`: the same for startServe() and for a service unit. */
export function serveCommand(options: ServeOptions): string[] {
  const settings: readonly (readonly [string, string | number | undefined])[] = [
    ['folder', options.folder],
    ['host', options.host],
    ['port', options.port],
    ['socket', options.socket],
    ['ask', options.ask],
    ['memory', options.memoryMax],
    ['per-address', options.perAddressMax],
    ['onion-location', options.onionLocation],
  ]
  const code = readyCode()
  return [
    ...permissionFlags(options.folder, code),
    ...memoryFlags,
    realpathSync(code.main),
    ...settings.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
  ]
}

/** Starts the process and waits until it listens. Throws, with what it said, when it does not. */
export async function startServe(options: ServeOptions): Promise<Serving> {
  if (options.socket !== undefined) removeSocket(options.socket)
  return startListener(serveCommand(options), `Cannot serve "${options.folder}"`)
}

/**
 * Starts one of our listening processes: it ends with us, and says on one line "... at ADDRESS" when
 * it listens. Throws `failure`, with what the process said, when it does not.
 */
export async function startListener(command: readonly string[], failure: string): Promise<Serving> {
  const child = spawn(process.execPath, [...command, '--with-parent'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: environment,
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(0, 2000)
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^\w+ .* at (\S+)$/.exec(line)?.[1]
    if (address === undefined) continue
    child.stderr.removeAllListeners('data')
    child.stderr.pipe(process.stderr)
    child.stdout.resume()
    return { address, process: child, stop: () => stop(child, gone) }
  }
  await gone
  throw new Error(`${failure}: ${complaint.trim()}`)
}

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  await gone
}

/** A socket left by a killed process; the shut-in process could not remove it. */
function removeSocket(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isSocket()) rmSync(path)
}
