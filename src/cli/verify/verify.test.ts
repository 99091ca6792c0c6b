import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { runCommand } from '../../../test/in-process.ts'
import { need } from '../../../test/need.ts'
import { serveTree } from '../../../test/served.ts'
import { makeKeys, revoke, signTrust } from '../../edition/keys/keys.ts'
import {
  publishRehearsed,
  type Rehearsal,
  rehearsedTime,
  startRehearsal,
} from '../../edition/keys/rehearse.ts'
import { encodeText } from '../../edition/log/bytes.ts'
import { checkNote, formatVkey, parseNote } from '../../edition/log/note.ts'
import { shareFile } from '../../edition/share.ts'
import { memoryCopy } from '../../edition/verify/copies.ts'
import { Failure, UsageError } from '../command.ts'
import { command } from './verify.ts'

const window = { from: rehearsedTime(0), until: rehearsedTime(5000) }
const { root, trust, online } = makeKeys('news.example/a/log', window)
const page = (path: string, text: string) => ({ path, bytes: encodeText(`${text}\n`) })
const one = publishRehearsed(startRehearsal(trust.origin, online), {
  put: [
    page('index.html', 'one'),
    page('en/a.html', 'a'),
    page('ug/خەۋەر.html', 'b'),
    ...signTrust(trust, [root]),
  ],
})
const two = publishRehearsed(one, { put: [page('index.html', 'two')] })
const three = publishRehearsed(two, { put: [page('index.html', 'three')] })

type Files = Rehearsal['files']

test('verify says good, names every damage, and ends with the code of the gravest', async (t) => {
  const { verify, put } = place(t)
  put('good', two.files)
  const good = await verify(['good'])
  assert.equal(good.code, 0)
  assert.match(good.out, /^good\tgood\tall \d+ files as news\.example\/a\/log published them/)
  assert.match(good.out, /Nothing vouches for its keys yet.*\n\t(?:[0-9a-f]{4} ?){16}\n$/)
  const damages: readonly [string, (files: Map<string, Uint8Array>) => unknown, RegExp][] = [
    ['changed', (files) => files.set('en/a.html', encodeText('x')), /\tchanged\ten\/a\.html\t/],
    ['missing', (files) => files.delete('en/a.html'), /\tmissing\ten\/a\.html\t/],
    [
      'extra',
      (files) => files.set('en/x\x1b[2J', encodeText('x')),
      /\tnot published\ten\/x�\[2J\t/,
    ],
    [
      'old',
      (files) => files.set('index.html', encodeText('one\n')),
      /\tolder version\tindex\.html/,
    ],
    [
      'swapped',
      (files) => {
        files.set('en/a.html', encodeText('b\n'))
        files.set('ug/خەۋەر.html', encodeText('a\n'))
      },
      /\tswapped\ten\/a\.html\t.*\n\tswapped\tug\/خەۋەر\.html\t/,
    ],
  ]
  for (const [name, damage, told] of damages) {
    const files = new Map(two.files)
    damage(files)
    put(name, files)
    const { code, out } = await verify([name])
    assert.equal(code, 10, name)
    assert.match(out, told, name)
    assert.match(out, /Do not trust it/)
  }
  assert.equal((await verify(['good', 'old'])).code, 10)
  const json = JSON.parse((await verify(['--json', 'good', 'old'])).out) as { outcome: string }[]
  assert.deepEqual(
    json.map(({ outcome }) => outcome),
    ['good', 'altered'],
  )
})

test('verify remembers what it saw: older is stale, another history a fork that is kept', async (t) => {
  const { verify, put, folder } = place(t)
  put('old', two.files)
  put('new', three.files)
  put('fork', publishRehearsed(two, { put: [page('index.html', 'forged')] }).files)
  assert.equal((await verify(['old'])).code, 0)
  assert.equal((await verify(['new'])).code, 0)
  const stale = await verify(['old'])
  assert.equal(stale.code, 11)
  assert.match(stale.out, /it ends with edition 2; edition 3 was seen before/)
  const fork = await verify(['fork'])
  assert.equal(fork.code, 12)
  const evidence = readdirSync(join(folder, 'state')).filter((name) => name.includes('.fork-'))
  assert.equal(evidence.length, 2)
  for (const name of evidence) {
    const note = parseNote(readFileSync(join(folder, 'state', name)))
    assert.equal((await checkNote(note, trust.log)).length, 1, 'evidence that anyone can check')
    assert.match(note.text, /^news\.example\/a\/log\n3\n/)
  }
  assert.equal((await verify(['new'])).code, 0, 'the memory is of the first history still')
  assert.equal((await verify(['--no-memory', 'fork'])).code, 0)
  assert.equal((await verify(['--state', join(folder, 'own'), 'fork'])).code, 0)
  assert.ok(existsSync(join(folder, 'own')))
  writeFileSync(join(folder, 'own'), '{}')
  await assert.rejects(verify(['--state', join(folder, 'own'), 'fork']), /memory of earlier checks/)
})

test('verify calls a copy stale once the promised next edition is overdue', async (t) => {
  const { verify, put } = place(t)
  put('copy', two.files)
  t.mock.timers.setTime(Date.parse(rehearsedTime(2 + 169)))
  const { code, out } = await verify(['copy'])
  assert.equal(code, 11)
  assert.match(out, /the next edition was promised by 2026-01-08T02:00:00Z/)
})

test('verify knows keys by fingerprint, verifier key or trust file, and refuses others', async (t) => {
  const { verify, put, folder } = place(t)
  put('copy', two.files)
  const [log] = trust.log
  const stranger = makeKeys(trust.origin, window).trust
  const printed = /(?:[0-9a-f]{4} ?){16}/.exec((await verify(['copy'])).out)?.[0] ?? ''
  for (const known of [printed.trim(), formatVkey(log!), join(folder, 'copy/trust/1.signers')])
    assert.equal((await verify(['--trust', known, 'copy'])).code, 0, known)
  for (const strange of ['0'.repeat(64), formatVkey(stranger.log[0]!)])
    assert.equal((await verify(['--trust', strange, 'copy'])).code, 13, strange)
  await assert.rejects(verify(['--trust', 'nonsense', 'copy']), UsageError)
})

test('verify checks a live site over HTTP, and one page of it', async (t) => {
  const { verify } = place(t)
  const files = Object.fromEntries(
    [...two.files].map(([path, bytes]) => [path, Buffer.from(bytes)]),
  )
  const whole = await serveTree(t, files)
  const injected = await serveTree(t, { ...files, 'en/a.html': 'injected' })
  let base = `http://127.0.0.1:${whole.port}/`
  assert.equal((await verify([base])).code, 0)
  const one = await verify([`${base}en/a.html`])
  assert.equal(one.code, 0, one.out)
  base = `http://127.0.0.1:${injected.port}/`
  assert.match((await verify([base])).out, /\tchanged\ten\/a\.html/)
  assert.equal((await verify([`${base}en/a.html`])).code, 10)
  assert.equal((await verify([`${base}index.html`])).code, 0)
  await assert.rejects(verify(['http://127.0.0.1:9/']), (error: Error) => {
    return error instanceof Failure && error.code === 'VER-05'
  })
})

test('verify checks a page in a copy, a forwarded file, and says when nothing vouches', async (t) => {
  const { verify, put, folder } = place(t)
  put('copy', two.files)
  assert.equal((await verify([join('copy', 'en/a.html')])).code, 0)
  const shared = await shareFile(memoryCopy(two.files), { path: 'en/a.html', edition: 1 })
  writeFileSync(join(folder, 'mail.html'), shared)
  writeFileSync(join(folder, 'bare.html'), 'a\n')
  const good = await verify(['mail.html'])
  assert.equal(good.code, 0, 'the keys are remembered from the copy')
  assert.match(good.out, /published it at en\/a\.html in edition 1/)
  for (let at = 0; at < shared.length; at += 7) {
    const flipped = shared.slice()
    flipped[at] = (flipped[at] ?? 0) ^ 4
    writeFileSync(join(folder, 'flipped.html'), flipped)
    const told = await verify(['flipped.html']).then(
      ({ code }) => code,
      (error: unknown) => (error instanceof Failure ? error.code : error),
    )
    assert.ok([10, 13, 'VER-02'].includes(told as number), `byte ${at}: ${told}`)
  }
  await assert.rejects(verify(['bare.html']), /carries no proof/)
  await assert.rejects(verify(['--no-memory', 'mail.html']), /No key is known/)
  await assert.rejects(verify(['nowhere']), /There is nothing at "nowhere"/)
  mkdirSync(join(folder, 'empty'))
  await assert.rejects(verify(['empty']), /no copy of a site/)
})

test('verify reads a zip archive, whole or a part of the site, and finds a flipped byte', async (t) => {
  if (!need(t, 'zip')) return
  const { verify, put, folder } = place(t)
  put('copy', two.files)
  const zip = (args: readonly string[], cwd: string) =>
    execFileSync('zip', ['-q', '-r', ...args], { cwd })
  zip(['../all.zip', '.'], join(folder, 'copy'))
  zip(['below.zip', 'copy'], folder)
  zip(['../part.zip', 'en', 'editions', 'log', 'trust', 'verify.html'], join(folder, 'copy'))
  assert.equal((await verify(['all.zip'])).code, 0)
  assert.equal((await verify(['below.zip'])).code, 0)
  assert.equal((await verify(['part.zip'])).code, 10)
  assert.equal((await verify(['--part', 'part.zip'])).code, 0)
  const bytes = readFileSync(join(folder, 'all.zip'))
  const at = bytes.indexOf('en/a.html') + 'en/a.html'.length
  for (let offset = at; offset < at + 60; offset += 1) {
    const flipped = Buffer.from(bytes)
    flipped[offset] = (flipped[offset] ?? 0) ^ 1
    writeFileSync(join(folder, 'flipped.zip'), flipped)
    // Times and owners beside the bytes are the archive's own, not the site's.
    const { code } = await verify(['flipped.zip'])
    assert.ok(code === 0 || code === 10, `byte ${offset}: ${code}`)
  }
  writeFileSync(join(folder, 'cut.zip'), bytes.subarray(0, bytes.length - 30))
  assert.equal((await verify(['cut.zip'])).code, 10)
})

test('a revoked key is refused by name', async (t) => {
  const { verify, put } = place(t)
  const { size: after, root: pinned } = two.state
  const revoked = revoke(trust, { keys: online, after, root: pinned }, window)
  const healed = publishRehearsed(
    { ...two, keys: revoked.online },
    { put: signTrust(revoked.trust, [root]) },
  )
  put('late', publishRehearsed({ ...healed, keys: online }, { put: [page('x.html', 'x')] }).files)
  const { code, out } = await verify(['late'])
  assert.equal(code, 13)
  assert.match(out, /its key is revoked after edition 2/)
})

/** A folder to check in, with a clock at the time of the rehearsed editions. */
function place(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'xewer-verify-'))
  const before = process.cwd()
  process.chdir(folder)
  t.after(() => {
    process.chdir(before)
    rmSync(folder, { recursive: true })
  })
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse(rehearsedTime(4)) })
  return {
    folder,
    verify: (args: readonly string[]) =>
      runCommand(command, args, { environment: { XEWER_STATE: join(folder, 'state') } }),
    put(name: string, files: Files): void {
      for (const [path, bytes] of files) {
        mkdirSync(dirname(join(folder, name, path)), { recursive: true })
        writeFileSync(join(folder, name, path), bytes)
      }
    },
  }
}
