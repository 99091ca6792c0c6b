// Finds the command, gives it the world, and tells its errors to a person. Nothing of an error's
// inside is shown unless XEWER_DEBUG asks for it.
import packageJson from '../../package.json' with { type: 'json' }
import { type Config, readConfig, settings } from '../config.ts'
import { Failure, type Io, UsageError } from './command.ts'
import { commands } from './commands.ts'
import { diskFailure } from './disk.ts'

/** Runs `args` ("articles", "list", ...) and returns the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  stopQuietlyWhenNobodyReads()
  const [name = '--help', ...rest] = args
  let config: Config | null = null
  try {
    config = readConfig()
    return await run(name, rest, ioOf(config))
  } catch (error) {
    process.stderr.write(explain(name, diskFailure(error) ?? error, config?.debug ?? false))
    return isWrongUse(error, config) ? 2 : 1
  }
}

async function run(name: string, args: readonly string[], io: Io): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') {
    if (args[0] !== undefined) return run(args[0], ['--help'], io)
    await io.print(overview())
    return 0
  }
  if (name === '--version') {
    await io.print(`${packageJson.version}\n`)
    return 0
  }
  const entry = Object.values(commands).find((group) => Object.hasOwn(group, name))?.[name]
  if (entry === undefined) throw new UsageError(`There is no command "${name}"`)
  const { command } = await entry.load()
  const end = args.indexOf('--')
  const options = end === -1 ? args : args.slice(0, end)
  if (options.includes('--help') || options.includes('-h')) {
    await io.print(`${command.usage.trim()}\n`)
    return 0
  }
  return command.run(args, io)
}

function isCommand(name: string): boolean {
  return Object.values(commands).some((group) => Object.hasOwn(group, name))
}

function overview(): string {
  const groups = Object.entries(commands).filter(([, group]) => Object.keys(group).length > 0)
  const lists = groups.map(([title, group]) => {
    const lines = Object.entries(group).map(([name, { about }]) => row(name, about))
    return `${title}:\n${lines.join('')}`
  })
  const environment = settings.map(({ name, about }) => row(name, about)).join('')
  return `xewer COMMAND ... publishes for newsrooms in exile. "xewer COMMAND --help" says more,
"xewer --version" which Xewer this is.

${lists.join('\n')}
Environment:
${environment}
Exit codes: 0 done, 1 failed, 2 wrong use, 3 done with refusals under --strict; "verify" has more.
`
}

function row(name: string, about: string): string {
  return `  ${name.padEnd(17)} ${about}\n`
}

/** Settings that cannot be read are wrong use, too: the error comes before any command runs. */
function isWrongUse(error: unknown, config: Config | null): boolean {
  return error instanceof UsageError || config === null
}

function explain(name: string, error: unknown, debug: boolean): string {
  const message = error instanceof Error ? error.message : String(error)
  const stack = debug && error instanceof Error ? `${formatStack(error)}\n` : ''
  if (error instanceof UsageError) {
    const command = isCommand(name) ? `xewer ${name} --help` : 'xewer --help'
    return `xewer: ${message} [USE-01]\nSee "${command}".\n${stack}`
  }
  if (error instanceof Failure) {
    return `xewer ${name}: ${[`${message} [${error.code}]`, ...error.advice].join('\n')}\n${stack}`
  }
  const hint = debug ? '' : 'XEWER_DEBUG=1 shows where in the program this arose.\n'
  return `xewer ${name}: ${message} [XEW-01]\n${hint}${stack}`
}

function formatStack(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${formatStack(error.cause)}` : ''
  return `${error.stack ?? error.message}${cause}`
}

function ioOf(config: Config): Io {
  const { stdin, stdout, stderr } = process
  return {
    config,
    input: stdin,
    terminal: stderr.isTTY ? { columns: stderr.columns } : null,
    async print(text) {
      if (text === '' || stdout.write(text)) return
      await new Promise<void>((resolve) => stdout.once('drain', resolve))
    },
    warn: (text) => void stderr.write(text),
  }
}

/** `xewer ... | head` closes our output while we write: that is how such a pipe ends, no error. */
function stopQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit()
      throw error
    })
  }
}
