import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDesk } from '../../test/desk.ts'
import { runCommand } from '../../test/in-process.ts'
import { tempFolder } from '../../test/temp-folder.ts'
import { parseLang } from '../text/lang.ts'
import { UsageError } from './command.ts'
import { command } from './share.ts'
import { command as verify } from './verify/verify.ts'

const [en, tr] = ['en', 'tr'].map(parseLang) as [
  ReturnType<typeof parseLang>,
  ReturnType<typeof parseLang>,
]

test('share gives any published article as one file that verify accepts and sha256sum measures', async (t) => {
  const desk = await openDesk(t)
  const folder = tempFolder(t)
  const id = await desk.create({ date: '2020-05-28' })
  await desk.write(id, en, { headline: 'The passed bill' })
  await desk.publish()
  const share = (...args: string[]) => runCommand(command, ['--data', desk.folder, ...args])
  const file = join(folder, 'mail.html')
  await desk.publish({ full: true })
  assert.match((await share(id, '--output', file)).out, /the-passed-bill-.*\.html in edition 1\n/)
  const trust = join(desk.folder, 'site/live/trust/1.signers')
  const good = await runCommand(verify, ['--no-memory', '--trust', trust, file])
  assert.equal(good.code, 0, good.out)
  const page = join(desk.folder, 'site/live', `en/2020/05/the-passed-bill-${id}.html`)
  const digest = (shell: string) =>
    execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).slice(0, 64)
  assert.equal(
    digest(`sed '/^<!--xewer-proof$/,$d' '${file}' | sha256sum`),
    digest(`sha256sum < '${page}'`),
  )
  assert.equal((await share(id, '--output', '-')).out, readFileSync(file, 'utf8'))
  await desk.write(id, tr, { headline: 'Kabul edilen tasarı' })
  await desk.publish()
  await assert.rejects(
    share(id),
    (error) => error instanceof UsageError && /en, tr/.test(error.message),
  )
  assert.match((await share(id, '--language', 'tr', '--output', file)).out, /tr\/2020/)
  await assert.rejects(share(id, '--language', 'ug'), /is not published/)
})
