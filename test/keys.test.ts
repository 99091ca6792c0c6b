// The keys of a newsroom through their life, by the commands a volunteer types: sheet, rotation,
// theft, revocation. What readers keep being able to check is judged by `xewer verify`.
import assert from 'node:assert/strict'
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Failure } from '../src/cli/command.ts'
import { command as doctor } from '../src/cli/doctor.ts'
import { command as keys } from '../src/cli/keys/keys.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { makeKeys, rotate, signTrust } from '../src/edition/keys/keys.ts'
import { parseTrust } from '../src/edition/log/trust.ts'
import { parseLang } from '../src/text/lang.ts'
import { copyFolder } from './copy-folder.ts'
import type { Desk } from './desk.ts'
import { runCommand } from './in-process.ts'
import { openKeyed } from './keyed.ts'

const en = parseLang('en')

test('keys change and are revoked; what was published before stays good, a forgery does not', async (t) => {
  const room = await openKeyed(t)
  const { desk, folder } = room
  await write(desk, 'First')
  assert.equal((await room.run(publish)).code, 0)
  const sheet = (await room.run(keys, 'sheet')).out
  assert.match(sheet, /^Origin of the log {4}news\.example\/log\n/)
  const [fingerprint = ''] = /(?:[0-9a-f]{4} ){15}[0-9a-f]{4}/.exec(sheet) ?? []
  assert.match(sheet, /\n +[█▀▄ ]*█▀▀▀▀▀█ [█▀▄ ]+\n/, 'and as a QR code')
  assert.ok(readFileSync(join(folder, 'site/live/en/index.html'), 'utf8').includes(fingerprint))
  const good = () => room.verify('--trust', fingerprint, join(folder, 'site/live'))
  assert.equal((await good()).code, 0)

  await room.run(keys, 'rotate', ...room.root)
  const front = readFileSync(join(folder, 'site/live/en/index.html'))
  const turned = await room.run(publish)
  assert.match(
    turned.out,
    /^Edition 2: 1 page, 0 feeds, 3 other files\.\n$/,
    'the check page and trust files',
  )
  assert.deepEqual(readFileSync(join(folder, 'site/live/en/index.html')), front)
  assert.equal((await good()).code, 0, 'the fingerprint stays')

  // Somebody copies everything, keys too, and publishes from there.
  const thief = join(folder, '..', 'thief')
  copyFolder(folder, thief)
  t.after(() => rmSync(thief, { recursive: true, force: true }))
  await room.run(keys, 'revoke', ...room.root)
  await write(desk, 'Second')
  assert.equal((await room.run(publish)).code, 0)
  assert.equal((await good()).code, 0, 'older editions still verify')
  const forged = await runCommand(publish, [
    '--data',
    thief,
    '--full',
    '--compare',
    join(thief, 'site/live'),
  ])
  assert.match(forged.out, /Nothing to publish|Edition 3/)
  await forge(thief)
  assert.equal(
    (await room.verify('--trust', fingerprint, join(thief, 'site/live'))).code,
    12,
    'a fork',
  )
  copyFolder(join(folder, 'keys/public'), join(thief, 'keys/public'))
  await assert.rejects(
    runCommand(publish, ['--data', thief]),
    (error) =>
      error instanceof Failure &&
      /\[?Readers would refuse the edition: the edition key is revoked/.test(error.message),
  )
  assert.match((await room.run(keys, 'drill', ...room.root)).out, /^(?:good\t.*\n){6}$/)
})

test('a trust file signed by new root keys alone is refused', async (t) => {
  const room = await openKeyed(t)
  await write(room.desk, 'First')
  await room.run(publish)
  const site = join(room.folder, 'site/live')
  const trust = parseTrust(readFileSync(join(site, 'trust/1.signers')))
  const stranger = makeKeys(trust.origin, {
    from: '2026-01-01T00:00:00Z',
    until: '2036-01-01T00:00:00Z',
  })
  const window = { from: '2026-01-01T00:00:00Z', until: '2036-01-01T00:00:00Z' }
  const seized = { ...rotate(trust, stranger.online, window).trust, roots: stranger.trust.roots }
  for (const { path, bytes } of signTrust(seized, [stranger.root]))
    writeFileSync(join(site, path), bytes)
  const { code, out } = await room.verify('--no-memory', site)
  assert.equal(code, 13)
  assert.match(out, /wrong key\ttrust\/2\.signers\tnot signed by enough root keys of version 1/)
})

test('the keys are for their owner alone; the wrong root key, passphrase or mode is refused', async (t) => {
  const room = await openKeyed(t)
  const { folder } = room
  for (const [path, mode] of [
    ['keys', 0o700],
    ['keys/log.pem', 0o600],
    ['keys/edition.pem', 0o600],
    ['root.age', 0o600],
  ] as const)
    assert.equal(statSync(join(folder, path)).mode & 0o777, mode, path)
  const code = (wanted: string) => (error: unknown) =>
    error instanceof Failure && error.code === wanted
  await assert.rejects(room.run(keys, 'rotate', '--root-key', join(folder, 'none')), code('KEY-03'))
  writeFileSync(join(folder, 'wrong'), 'wrong')
  const wrong = ['--passphrase-file', join(folder, 'wrong')]
  await assert.rejects(room.run(keys, 'rotate', ...room.root.slice(0, 2), ...wrong), code('KEY-04'))
  const other = await openKeyed(t)
  await assert.rejects(room.run(keys, 'drill', ...other.root), code('KEY-05'))
  assert.match((await room.run(doctor)).out, /^good\tkeys\tedition key good until /m)
  chmodSync(join(folder, 'keys/log.pem'), 0o644)
  assert.match(
    (await room.run(doctor)).out,
    /^wrong\tkeys\tCannot use key .*others than its owner/m,
  )
  await write(room.desk, 'First')
  await assert.rejects(room.run(publish), /others than its owner may read it/)
})

test('publish and doctor warn before the edition key ends, and nothing is signed after', async (t) => {
  const room = await openKeyed(t)
  await write(room.desk, 'First')
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 75 * 86_400_000 })
  assert.match((await room.run(publish)).err, /^Note: the edition key ends on .*keys rotate/)
  assert.match((await room.run(doctor)).out, /^look\tkeys\tthe edition key ends on /m)
  t.mock.timers.setTime(Date.now() + 20 * 86_400_000)
  await assert.rejects(
    room.run(publish),
    /Readers would refuse the edition: the edition key has ended/,
  )
  assert.match((await room.run(doctor)).out, /^wrong\tkeys\tthe edition key has ended/m)
  await room.run(keys, 'rotate', ...room.root)
  assert.equal((await room.run(publish)).code, 0)
  assert.equal((await room.verify('--no-memory', join(room.folder, 'site/live'))).code, 0)
})

async function write(desk: Desk, headline: string): Promise<void> {
  const id = await desk.create({ date: '2020-05-28' })
  await desk.write(id, en, { headline })
}

/** One more edition with whatever keys lie there. */
async function forge(data: string): Promise<void> {
  const { openStore } = await import('../src/store/open.ts')
  const { readNewsroom, putNewsroom } = await import('../src/store/newsroom.ts')
  const store = await openStore(join(data, 'newsroom.db'))
  const settings = await readNewsroom(store.db)
  await putNewsroom(store.db, { ...settings!, name: { [en]: 'Forged' } })
  await store.close()
  assert.match((await runCommand(publish, ['--data', data])).out, /^Edition/)
}
