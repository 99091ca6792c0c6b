import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openKeyed } from '../../../test/keyed.ts'
import { parseLang } from '../../text/lang.ts'
import { Failure } from '../command.ts'
import { command as publish } from './publish.ts'

test('a newsroom without a link to its tree publishes nothing, and says how to mend it', async (t) => {
  const { desk, folder, run, verify } = await openKeyed(t)
  const retitle = (headline: string) => desk.write(id, parseLang('en'), { headline })
  const id = await desk.create({})
  await retitle('One')
  await run(publish)
  await retitle('Two')
  const [site, trees] = [join(folder, 'site/live'), join(folder, 'site')]
  /** The commands of the advice, as somebody at the shell would give them. */
  const mend = async (): Promise<void> => {
    const error: unknown = await run(publish).catch((cause: unknown) => cause)
    assert.ok(error instanceof Failure && error.code === 'PUB-09', String(error))
    const commands = /(?:mv|ln) .*/.exec(error.advice.join(' '))?.[0] ?? ''
    execFileSync('/bin/sh', ['-c', commands.split('Is none')[0]!.replace('NUMBER', '1')])
  }
  rmSync(site)
  await mend()
  // Copied by something that follows links.
  execFileSync('cp', ['-rL', site, join(trees, 'followed')])
  rmSync(site)
  rmSync(join(trees, '1'), { recursive: true })
  renameSync(join(trees, 'followed'), site)
  await mend()
  // As it lay before there were two.
  renameSync(join(trees, '0'), join(folder, 'tree'))
  rmSync(trees, { recursive: true })
  renameSync(join(folder, 'tree'), trees)
  await mend()
  assert.match((await run(publish)).out, /^Edition 2: /)
  assert.ok(existsSync(join(site, 'editions/2.txt')))
  assert.equal((await verify('--no-memory', site)).code, 0)
})
