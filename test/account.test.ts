// `xewer account` at the machine, and the same account in the studio.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { openTestStudio } from './studio.ts'
import { tempFolder } from './temp-folder.ts'

test('accounts are listed, added, reset, signed out and closed at the machine', async (t) => {
  const folder = tempFolder(t)
  const desk = await openTestStudio(t, { database: join(folder, 'newsroom.db') })
  const account = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      resolve('xewer'),
      ['account', ...args, '--data', folder],
      { encoding: 'utf8' },
    )
    return { status, stdout, stderr }
  }
  const admin = await desk.as(['administrator'])
  const writer = await desk.as(['writer'])
  const { name } = writer.account
  desk.clock.now = Date.now()
  const list = account('list').stdout.trim().split('\n')
  assert.equal(list.length, 2)
  assert.ok(list.includes(`${name}\twriter\t0 passkeys, 1 sessions`))
  assert.deepEqual(account('roles', name.toUpperCase(), 'writer,editor').status, 0)
  assert.equal(account('roles', name, 'pope').status, 2)
  assert.match(account('sign-out', 'Nobody').stderr, /\[ACC-01\]/)
  assert.match(account('close', admin.account.name).stderr, /\[ACC-02\]/)
  assert.equal(account('sign-out', name).stdout, '1 session ended\n')
  assert.equal((await writer.get('/')).status, 303)
  for (const args of [
    ['add', '--roles', 'translator'],
    ['reset', name],
  ]) {
    const code = account(...args).stdout.split('\n')[0] ?? ''
    const page = await (await desk.guest().post('/join', { invitation: code })).text()
    assert.match(page, /id="password"/, args.join(' '))
    assert.equal(page.includes(`<bdi>${name}</bdi>`), args[0] === 'reset')
  }
  assert.equal(account('close', name).status, 0)
  const listed = JSON.parse(account('list', '--json').stdout) as { closed: boolean }[]
  assert.deepEqual(listed.map(({ closed }) => closed).sort(), [false, true])
})
