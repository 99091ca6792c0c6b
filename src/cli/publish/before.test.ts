import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { runCommand } from '../../../test/in-process.ts'
import { openKeyed } from '../../../test/keyed.ts'
import { parseLang } from '../../text/lang.ts'
import { type Command, Failure } from '../command.ts'
import { command as doctor } from '../doctor.ts'
import { command as keys } from '../keys/keys.ts'
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
  assert.match((await run(doctor)).out, /^wrong\tfolders\tThere is no link .* ln -s /m)
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
  assert.match((await run(doctor)).out, /^good\tfolders\t/m)

  const copy = join(folder, '../', `${basename(folder)}-copy`)
  t.after(() => rmSync(copy, { recursive: true, force: true }))
  execFileSync('cp', ['-a', folder, copy])
  const there = (command: Command, ...args: string[]) =>
    runCommand(command, ['--data', copy, ...args])
  assert.match((await there(doctor)).out, /^look\tpublishing\tcopied.* --compare/m)
  await assert.rejects(there(publish), /was copied, or brought back/)
  await there(publish, '--compare', folder)
  assert.match((await there(doctor)).out, /^good\tpublishing\t/m)
})

test('a newsroom without its keys publishes nothing, and new ones end all that may be stolen', async (t) => {
  const { desk, folder, root, run, verify } = await openKeyed(t)
  await desk.write(await desk.create({}), parseLang('en'), { headline: 'One' })
  await run(publish)
  for (const name of ['log.pem', 'edition.pem']) rmSync(join(folder, 'keys', name))
  await assert.rejects(run(publish), code('PUB-04'))
  await assert.rejects(run(keys, 'drill', ...root), code('KEY-07'))
  assert.match((await run(doctor)).out, /^wrong\tkeys\tnone to sign with; .*keys rotate/m)
  assert.match((await run(keys, 'revoke', ...root)).out, /count up to edition 1\. New keys/)
  assert.match((await run(publish)).out, /^Edition 2: /)
  const trust = readFileSync(join(folder, 'site/live/trust/2.signers'), 'utf8')
  assert.equal(trust.match(/^# void .* after 1 /gm)?.length, 2)
  assert.equal((await verify('--no-memory', folder)).code, 0)
})

function code(wanted: string): (error: unknown) => boolean {
  return (error) => error instanceof Failure && error.code === wanted
}
