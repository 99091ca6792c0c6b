// Backup, wipe, restore: the same tree, the same log going on, the same accounts; and what is refused.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'
import { updateAccount } from '../src/store/access/accounts.ts'
import { hashPassword } from '../src/studio/access/password.ts'
import { totpCode } from '../src/studio/access/totp.ts'
import { firstCode } from '../src/studio/first.ts'
import { makePasskey, optionsIn } from './authenticator.ts'
import { need } from './need.ts'
import { openTestStudio, studioOrigin } from './studio.ts'
import { tempFolder } from './temp-folder.ts'

const launcher = resolve('xewer')

test('backup, wipe, restore: tree byte-identical, log unbroken, accounts work', async (t) => {
  const folder = tempFolder(t)
  const data = join(folder, 'newsroom')
  const xewer = (...args: string[]): string =>
    execFileSync(launcher, [...args, '--data', data], { encoding: 'utf8' })
  const settings = ['--name', 'News', '--languages', 'en,ug,ug-Latn,ug-Cyrl,tr,zh-Hans,kk']
  xewer('init', ...settings, '--zone', 'Europe/Berlin', '--url', 'https://news.example')
  xewer('import', 'sample')
  xewer('publish')
  const database = join(data, 'newsroom.db')
  const before = await openTestStudio(t, { database })
  const passkey = makePasskey(studioOrigin)
  const invitation = (await firstCode(before.studio)) ?? ''
  const joining = before.guest()
  const answer = passkey.register(await optionsIn(joining.post('/join', { invitation })))
  const joined = { invitation, name: 'Poplar', lang: 'en', answer }
  assert.equal((await joining.post('/join/passkey', joined)).status, 200)
  const { account } = await before.as(['administrator'])
  const words = 'ten poplars under one roof'
  const totp = 'A'.repeat(32)
  const secret = { password: await hashPassword(words, before.studio.random), totp, totpStep: 0 }
  await updateAccount(before.studio.db, account.id, { secret })
  xewer('publish')
  const tree = treeOf(data)
  assert.ok(tree.length > 100)

  const key = join(folder, 'key.txt')
  const recipient = execFileSync(launcher, ['backup', '--new-key', key], {
    encoding: 'utf8',
  }).trim()
  const backup = join(folder, 'a.age')
  assert.match(xewer('backup', backup, '--to', recipient), /^\d+ files, .* MB, sealed/)
  const bytes = readFileSync(backup)
  for (const secret of ['Poplar', 'SQLite format', account.name, '<!doctype'])
    assert.ok(!bytes.includes(secret), secret)
  rmSync(data, { recursive: true })
  assert.match(xewer('restore', backup, '--key', key), /files restored/)
  assert.deepEqual(treeOf(data), tree)
  assert.equal(statSync(database).mode & 0o777, 0o600)
  assert.equal(statSync(join(data, 'keys')).mode & 0o777, 0o700)
  for (const folder of ['site', 'site/live/en'])
    assert.equal(statSync(join(data, folder)).mode & 0o777, 0o755, 'serve is another user')
  execFileSync(launcher, ['verify', data, '--no-memory'])
  assert.match(
    xewer('account', 'list'),
    new RegExp(`^${account.name}\tadministrator\t.*0 sessions$`, 'm'),
  )
  const [id] = xewer('articles', 'list').split('\t')
  xewer(
    'articles',
    'set',
    id ?? '',
    '--language',
    'en',
    '--headline',
    'After the fire',
    '--state',
    'approved',
  )
  assert.match(xewer('publish', '--compare', join(data, 'site/live')), /Edition 3: /)
  execFileSync(launcher, ['verify', data, '--no-memory'])
  xewer('backup', join(folder, 'b.age'))
  const after = await openTestStudio(t, { database })
  const guest = after.guest()
  assert.equal((await after.guest().get('/')).status, 303)
  const signed = passkey.signIn(await optionsIn(guest.get('/sign-in')))
  const byPasskey = await guest.post('/sign-in/passkey', { answer: signed })
  assert.equal(byPasskey.headers.get('location'), '/')
  const code = totpCode(totp, after.clock.now)
  const byPassword = { name: account.name, password: words, code }
  assert.equal((await after.guest().post('/sign-in', byPassword)).headers.get('location'), '/')
})

test('a backup opens with stock age and tar, with its key alone, and whole or not at all', async (t) => {
  if (!need(t, 'age')) return
  const folder = tempFolder(t)
  const data = join(folder, 'newsroom')
  const run = (...args: string[]) => spawnSync(launcher, args, { encoding: 'utf8' })
  const settings = [
    '--name',
    'News',
    '--languages',
    'en',
    '--zone',
    'UTC',
    '--url',
    'https://a.example',
  ]
  assert.equal(run('init', '--data', data, ...settings).status, 0)
  const [key, other] = [join(folder, 'key.txt'), join(folder, 'other.txt')]
  const recipient = run('backup', '--new-key', key).stdout.trim()
  run('backup', '--new-key', other)
  const backup = join(folder, 'a.age')
  assert.match(run('backup', backup, '--data', data).stderr, /\[BAK-02\]/)
  assert.equal(run('backup', backup, '--data', data, '--to', 'age1nonsense').status, 2)
  for (const name of ['deliver.json', '.ssh/mirror', 'lost+found/of-the-system']) {
    mkdirSync(dirname(join(data, name)), { recursive: true })
    writeFileSync(join(data, name), 'secret')
  }
  assert.equal(run('backup', backup, '--data', data, '--to', recipient).status, 0)
  const listed = execFileSync('sh', ['-c', `age -d -i "${key}" "${backup}" | tar t`], {
    encoding: 'utf8',
  })
  assert.match(listed, /^newsroom\.db$/m)
  assert.match(listed, /^keys\/edition\.pem$/m)
  assert.doesNotMatch(listed, /root-key|deliver|^\.ssh|lost/m)
  assert.equal(run('publish', '--data', data).status, 0)
  const link = join(data, 'site/live')
  renameSync(link, `${link}-lost`)
  assert.match(run('backup', join(folder, 'part.age'), '--data', data).stderr, /site.*\[BAK-05\]/)
  renameSync(`${link}-lost`, link)
  const into = join(folder, 'back')
  const refused = (file: string, identity: string, code: string): void => {
    const { status, stderr } = run('restore', file, '--key', identity, '--data', into)
    assert.deepEqual([status, stderr.includes(`[${code}]`)], [1, true], stderr)
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('back')),
      [],
    )
  }
  refused(backup, other, 'RES-09')
  refused(backup, backup, 'RES-08')
  const bytes = readFileSync(backup)
  writeFileSync(join(folder, 'cut.age'), bytes.subarray(0, bytes.length - 100))
  refused(join(folder, 'cut.age'), key, 'RES-09')
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(join(folder, 'bent.age'), bytes)
  refused(join(folder, 'bent.age'), key, 'RES-09')
  assert.match(run('restore', backup, '--key', key, '--data', data).stderr, /\[RES-01\]/)
})

/** Every published file with its digest. */
function treeOf(data: string): readonly string[] {
  const site = join(data, 'site/live')
  return readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map(
      (path) =>
        `${relative(site, path)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`,
    )
    .sort()
}
