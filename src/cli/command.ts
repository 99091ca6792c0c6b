// What a command is, how it reads its options, and the two ways it fails: used wrongly (UsageError)
// or unable to do it (Failure), told to a person as what happened, what is safe and what to do.
import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Config } from '../config.ts'

export interface Command {
  /** The text of --help: how it is called, then what each option means. */
  readonly usage: string
  /** Returns the exit code: 0 done, 1 failed, 3 done with refusals under --strict. */
  run(args: readonly string[], io: Io): Promise<number>
}

/** The world of a command. */
export interface Io {
  readonly config: Config
  /** Writes to standard output; resolves when the reader keeps up. */
  print(text: string): Promise<void>
  /** Writes to standard error. */
  warn(text: string): void
  /** Standard error, when a person sits before it: a progress bar may be drawn there. */
  readonly terminal: { readonly columns: number } | null
  /** The bytes of standard input. */
  readonly input: AsyncIterable<Uint8Array>
}

/** Wrong use; `run` of the dispatcher makes it exit code 2 and points to --help. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Cannot be done, and a person should know why. */
export class Failure extends Error {
  override readonly name = 'Failure'
  /** "INI-01": to be searched for, and to be named in a report. */
  readonly code: string
  /** What has not been changed or lost; what to do now. */
  readonly advice: readonly string[]

  constructor(code: string, message: string, advice: readonly string[], cause?: unknown) {
    super(message, { cause })
    this.code = code
    this.advice = advice
  }
}

type Options = NonNullable<ParseArgsConfig['options']>

/** Reads `args` strictly: an option that `options` lacks is a UsageError. */
export function parseOptions<const T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true })
  } catch (error) {
    // Node's own sentence names the option; its advice on "--" helps nobody here.
    const message = error instanceof Error ? error.message : String(error)
    throw new UsageError(message.split('. To specify')[0] ?? message, { cause: error })
  }
}

/** Reads an option by `parse`, whose SyntaxError or RangeError becomes a UsageError. */
export function readOption<T>(text: string, parse: (text: string) => T): T {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
    throw new UsageError(error.message, { cause: error })
  }
}

/** Runs one of the verbs of a command with several: `articles list`. */
export async function runVerb(
  args: readonly string[],
  io: Io,
  verbs: Readonly<Record<string, Command['run']>>,
): Promise<number> {
  const [name = '', ...rest] = args
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (verb !== undefined) return verb(rest, io)
  const known = Object.keys(verbs).join(', ')
  throw new UsageError(name === '' ? `Say what to do: ${known}` : `"${name}" is none of ${known}`)
}

/** "1 page", "2 pages"; `many` where the word does not take an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** Makes text from outside safe for a terminal: control characters become visible. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (char) =>
    char === '\n' || char === '\t' ? ' ' : '\ufffd',
  )
}

/** `value` as JSON for people and programs alike, ending in a line feed. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
