// How the ask process is started, by `xewer start` or a service unit: what it may read, and where it
// listens. SQLite looks past these flags, so the index is opened read-only, too.
import { realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface AskOptions {
  /** The file of the search index; it may not be there yet. */
  readonly index: string
  /** On this machine; any free one unless told. */
  readonly port?: number | undefined
  /** A unix socket to listen on in place of a port. */
  readonly socket?: string | undefined
}

/** Flags, file and arguments after `node`. */
export function askCommand({ index, port, socket }: AskOptions): string[] {
  const source = realpathSync(dirname(dirname(fileURLToPath(import.meta.url))))
  const readable = [source, join(dirname(source), 'node_modules'), resolve(index)]
  return [
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    ...(socket === undefined ? [] : [`--allow-fs-write=${resolve(socket)}`]),
    '--allow-net',
    '--disallow-code-generation-from-strings',
    '--disable-proto=throw',
    '--disable-warning=ExperimentalWarning',
    join(source, 'ask', 'main.ts'),
    `--index=${resolve(index)}`,
    ...(port === undefined ? [] : [`--port=${port}`]),
    ...(socket === undefined ? [] : [`--socket=${resolve(socket)}`]),
  ]
}
