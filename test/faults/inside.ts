// Xewer's commands in this process, which is warm: a campaign of thousands of runs starts Node for the
// step that is broken only. Every so often a command runs as a process of its own all the same.
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { commands } from '../../src/cli/commands.ts'
import { readConfig } from '../../src/config.ts'

const run = promisify(execFile)

/** Node's arguments that start Xewer's command line. */
export const xewer = [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  resolve(import.meta.dirname, '../../src/cli.ts'),
]

/** Runs a command as a process to its end; throws when it fails. */
export async function commandOutside(args: readonly string[]): Promise<string> {
  const [program = '', ...first] = xewer
  const { stdout } = await run(program, [...first, ...args], { env: quiet() })
  return stdout
}

/** Runs a command in this process; its standard output. Throws what it throws. */
export async function commandInside([name = '', ...args]: readonly string[]): Promise<string> {
  const entry = Object.values(commands).find((group) => Object.hasOwn(group, name))?.[name]
  if (entry === undefined) throw new Error(`Cannot run "${name}": no such command`)
  const { command } = await entry.load()
  let output = ''
  const code = await command.run(args, {
    config: readConfig({ HOME: process.env['HOME'] }),
    input: nothing(),
    terminal: null,
    async print(text) {
      output += text
    },
    warn() {},
  })
  if (code !== 0) throw new Error(`Cannot run "${name}": it ends with ${code}\n${output}`)
  return output
}

/** The environment of a run: few threads, so that calls are counted alike in every run. */
export function quiet(): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env
  return { PATH, HOME, UV_THREADPOOL_SIZE: '1', NODE_OPTIONS: '--v8-pool-size=0' }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
