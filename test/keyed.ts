// A small newsroom with keys of its own, run by the commands a volunteer types.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Command } from '../src/cli/command.ts'
import { command as keys } from '../src/cli/keys/keys.ts'
import { makeNewsroomKeys } from '../src/cli/keys/new.ts'
import { command as verify } from '../src/cli/verify/verify.ts'
import type { Newsroom } from '../src/model/newsroom.ts'
import { openDesk } from './desk.ts'
import { runCommand } from './in-process.ts'
import { tempFolder } from './temp-folder.ts'

const passphrase = 'correct horse'

/** A newsroom whose root key is sealed cheaply, with the commands at hand. */
export async function openKeyed(t: TestContext, settings: Partial<Newsroom> = {}) {
  const desk = await openDesk(t, settings)
  const { folder } = desk
  const rootKey = join(folder, 'root.age')
  await makeNewsroomKeys(join(folder, 'keys'), {
    origin: 'news.example/log',
    now: Date.now(),
    rootKey,
    passphrase,
    workFactorLog2: 4,
  })
  writeFileSync(join(folder, 'passphrase'), `${passphrase}\n`)
  const state = tempFolder(t)
  return {
    desk,
    folder,
    root: ['--root-key', rootKey, '--passphrase-file', join(folder, 'passphrase')],
    run: (command: Command, ...args: string[]) =>
      runCommand(
        command,
        command === keys
          ? [args[0]!, '--data', folder, ...args.slice(1)]
          : ['--data', folder, ...args],
      ),
    verify: (...args: string[]) =>
      runCommand(verify, args, { environment: { XEWER_STATE: state } }),
  }
}
