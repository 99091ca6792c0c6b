// Asks for a passphrase: without showing it where a person sits at a terminal, else the first line
// of standard input.
import { execFileSync } from 'node:child_process'
import { type Io, UsageError } from '../command.ts'
import { readLines } from '../lines.ts'

export async function readPassphrase(io: Pick<Io, 'input' | 'terminal' | 'warn'>): Promise<string> {
  const typed = io.terminal !== null && process.stdin.isTTY
  if (typed) {
    io.warn('Passphrase: ')
    echo('-echo')
  }
  try {
    for await (const [line] of readLines(io.input)) {
      const passphrase = line?.trim() ?? ''
      if (passphrase !== '') return passphrase
    }
    throw new UsageError('There is no passphrase on standard input')
  } finally {
    if (typed) {
      echo('echo')
      io.warn('\n')
    }
  }
}

/** stty works on the terminal that is its standard input. */
function echo(mode: 'echo' | '-echo'): void {
  execFileSync('stty', [mode], { stdio: ['inherit', 'ignore', 'inherit'] })
}
