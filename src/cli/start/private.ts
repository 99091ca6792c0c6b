// The private processes of `xewer start`: the studio and the publisher, each this program again.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Failure, type Io } from '../command.ts'
import type { Running } from '../until-stopped.ts'

const program = fileURLToPath(new URL('../../cli.ts', import.meta.url))

/** Starts both and waits until they are ready; what the studio says is passed on. */
export async function openPrivateDoors(
  given: { readonly data: string; readonly studioPort: number; readonly check: string },
  io: Pick<Io, 'print'>,
): Promise<readonly Running[]> {
  const { data, studioPort, check } = given
  const studio = await startCommand(['studio', '--data', data, '--port', String(studioPort)], io)
  try {
    return [studio, await startCommand(['publisher', '--data', data, '--check', check], io)]
  } catch (error) {
    await studio.stop()
    throw error
  }
}

/** Starts one command and waits for its first line. Failure when it ends before. */
async function startCommand(args: readonly string[], io: Pick<Io, 'print'>): Promise<Running> {
  const flags = ['--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, program, ...args, '--with-parent'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      void io.print(`${line}\n`)
      resolve()
    })
  })
  await Promise.race([ready, gone])
  if (child.exitCode !== null || child.signalCode !== null)
    throw new Failure('STA-01', `Cannot start "${args[0]}"`, ['What it said stands above.'])
  return { process: child, stop: () => stop(child, gone) }
}

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  await gone
}
