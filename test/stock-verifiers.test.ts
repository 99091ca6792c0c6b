// What a reader without our program can check: Debian's minisign, signify-openbsd, ssh-keygen and
// sha256sum on a fresh edition, and that each refuses once a byte it covers has changed.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { command as keys } from '../src/cli/keys/keys.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { makeKeys, signTrust } from '../src/edition/keys/keys.ts'
import { publishRehearsed, rehearsedTime, startRehearsal } from '../src/edition/keys/rehearse.ts'
import { composeEdition } from '../src/edition/log/compose.ts'
import { makePrivateKey, publicBytes } from '../src/edition/log/ed25519.ts'
import { fileKeyName, formatFileKey, formatFileKeyFile } from '../src/edition/log/minisign.ts'
import { formatSshKey } from '../src/edition/log/sshsig.ts'
import { emptyLog } from '../src/edition/log/tiles.ts'
import { trustFingerprint } from '../src/edition/log/trust.ts'
import { parseLang } from '../src/text/lang.ts'
import { openKeyed } from './keyed.ts'
import { need } from './need.ts'
import { tempFolder } from './temp-folder.ts'

const run = promisify(execFile)
const origin = 'news.example/log'

test('minisign accepts the record of forty newsrooms, and refuses it changed', async (t) => {
  if (!need(t, 'minisign')) return
  await fortyNewsrooms(t, ({ root, key, record }) =>
    run('minisign', ['-Vm', record, '-x', 'editions/1.minisig', '-P', formatFileKey(key)], {
      cwd: root,
    }),
  )
})

test('minisign also accepts the signature made for signify, and its -H refuses it', async (t) => {
  if (!need(t, 'minisign')) return
  const { root, key } = makeNewsroom(t)
  const args = ['-Vm', 'editions/1.txt', '-x', 'editions/1.sig', '-P', formatFileKey(key)]
  await run('minisign', args, { cwd: root })
  await assert.rejects(run('minisign', [...args, '-H'], { cwd: root }))
})

test('signify accepts the record of forty newsrooms, and refuses it changed', async (t) => {
  if (!need(t, 'signify-openbsd')) return
  await fortyNewsrooms(t, ({ root, key, record }) => {
    writeFileSync(join(root, 'news.pub'), formatFileKeyFile(key))
    const args = ['-V', '-p', 'news.pub', '-x', 'editions/1.sig', '-m', record]
    return run('signify-openbsd', args, { cwd: root })
  })
})

test('ssh-keygen accepts the record of forty newsrooms, and refuses it changed', async (t) => {
  if (!need(t, 'ssh-keygen')) return
  await fortyNewsrooms(t, (newsroom) => verifyBySsh(newsroom, 'xewer-edition'))
  const newsroom = { ...makeNewsroom(t), record: 'editions/1.txt' }
  await assert.rejects(verifyBySsh(newsroom, 'xewer-trust'), 'the namespace is not enforced')
})

test('sha256sum leads from the record to the list to every file, and names a changed one', async (t) => {
  if (!need(t, 'sha256sum')) return
  const { root, paths } = makeNewsroom(t)
  const lists = [
    'editions/1.txt',
    'editions/1.sums',
    'editions/1-0001.sums',
    'editions/1-0002.sums',
  ]
  const check = (list: string) => run('sha256sum', ['--strict', '-c', list], { cwd: root })
  for (const list of lists) await check(list)
  for (const path of [...lists.slice(1), ...paths.slice(0, 3)]) {
    const bytes = readFileSync(join(root, path))
    writeFileSync(join(root, path), flipped(bytes, bytes.length >> 1))
    const results = await Promise.allSettled(lists.map(check))
    assert.ok(
      results.some(({ status }) => status === 'rejected'),
      `${path} changed unseen`,
    )
    writeFileSync(join(root, path), bytes)
  }
})

test('the commands that docs/FORMAT.md prints run as printed in the root of a copy', async (t) => {
  for (const program of ['minisign', 'signify-openbsd', 'ssh-keygen', 'sha256sum'])
    if (!need(t, program)) return
  const root = tempFolder(t)
  const window = { from: rehearsedTime(0), until: rehearsedTime(100) }
  const made = makeKeys(origin, window)
  const room = publishRehearsed(startRehearsal(origin, made.online), {
    put: [...signTrust(made.trust, [made.root]), { path: 'index.html', bytes: Buffer.from('x') }],
  })
  for (const [path, bytes] of room.files) put(root, path, bytes)
  const format = readFileSync(new URL('../docs/FORMAT.md', import.meta.url), 'utf8')
  const [, block = ''] = /```\n(sha256sum trust[\s\S]*?)```/.exec(format) ?? []
  const id = fileKeyName(publicBytes(made.online.edition))
  const commands = block
    .replaceAll('1234', '1')
    .replaceAll('<ID>', id)
    .replace('<v>', '1')
    .replace('20261122110000Z', '20260101010000Z')
  assert.equal(commands.match(/^(?:minisign|signify-openbsd|ssh-keygen|sha256sum) /gm)?.length, 6)
  const { stdout } = await run('sh', ['-ec', commands], { cwd: root })
  assert.ok(
    stdout.startsWith(
      trustFingerprint(Buffer.from(room.files.get('trust/1.signers') ?? []).toString()),
    ),
  )
  assert.match(stdout, /^index\.html: OK$/m)
  put(root, 'index.html', Buffer.from('y'))
  await assert.rejects(run('sh', ['-ec', commands], { cwd: root }))
})

test('what "How to check" prints accepts a published edition, and refuses it after any byte it covers', async (t) => {
  for (const program of ['minisign', 'signify-openbsd', 'ssh-keygen', 'sha256sum'])
    if (!need(t, program)) return
  const { desk, folder, root, run: command } = await openKeyed(t)
  await desk.write(await desk.create({}), parseLang('en'), { headline: 'One' })
  await command(publish)
  const site = join(folder, 'site/live')
  const html = readFileSync(join(site, 'en/check.html'), 'utf8')
  const printed = (/<pre class="code">(sha256sum trust[\s\S]*?)<\/pre>/.exec(html)?.[1] ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replaceAll('1234', '1')
  const commands = printed.split('\n').slice(1)
  assert.equal(commands.length, 5)
  const verdicts = async (edition = '1') => {
    const lines = commands.map((line) => line.replaceAll('editions/1', `editions/${edition}`))
    const runs = lines.map((line) => run('sh', ['-c', line], { cwd: site }))
    return (await Promise.allSettled(runs)).map(({ status }) => status === 'fulfilled')
  }
  assert.deepEqual(await verdicts(), [true, true, true, true, true])
  // minisign, signify, ssh-keygen, the record's list, the listed files.
  const covered: Readonly<Record<string, readonly number[]>> = {
    'editions/1.txt': [0, 1, 2],
    'editions/1.minisig': [0],
    'editions/1.sig': [1],
    'editions/1.sshsig': [2],
    'editions/1.sums': [3],
  }
  const files = desk.tree().map(([path]) => path)
  const listed = files.filter((path) => !/^(?:editions|log)\/|\.proof\.html$/.test(path))
  assert.ok(listed.length > 40)
  for (const path of files) {
    const bytes = readFileSync(join(site, path))
    if (bytes.length === 0) continue
    writeFileSync(join(site, path), flipped(bytes, middleOfSignature(path, bytes)))
    const refused = covered[path] ?? (listed.includes(path) ? [4] : [])
    if (refused.length > 0 && (path in covered || listed.indexOf(path) % 8 === 0)) {
      const found = await verdicts()
      for (const at of refused) assert.equal(found[at], false, `${commands[at]} accepts ${path}`)
    }
    assert.notDeepEqual(await desk.verify(), [], `xewer verify accepts ${path}`)
    writeFileSync(join(site, path), bytes)
  }
  assert.deepEqual(await desk.verify(), [])
  // Keys change every 90 days: the page still tells the truth.
  await command(keys, 'rotate', ...root)
  assert.match((await command(publish)).out, /^Edition 2: /)
  assert.deepEqual(await verdicts('2'), [true, true, true, true, true])
  // A trust file that nobody with the root key has signed counts for nothing.
  const forged = readFileSync(join(site, 'trust/2.signers'))
  put(site, 'trust/3.signers', forged)
  put(site, 'trust/3-1.sshsig', readFileSync(join(site, 'editions/2.sshsig')))
  rmSync(join(site, 'trust/2.signers'))
  assert.equal((await verdicts('2'))[2], false)
})

/** Comments of signature files are nobody's to cover but ours: the base64 is. */
function middleOfSignature(path: string, bytes: Uint8Array): number {
  return path.endsWith('sig') && !path.endsWith('.sshsig')
    ? Buffer.from(bytes).indexOf('\n') + 40
    : bytes.length >> 1
}

type Newsroom = { readonly root: string; readonly key: Uint8Array; readonly paths: string[] }

/** A published tree of 300 small files, so that its list is a list of lists. */
function makeNewsroom(t: TestContext): Newsroom {
  const root = tempFolder(t)
  const edition = makePrivateKey()
  const paths = Array.from({ length: 300 }, (_, at) => `en/2020/05/story (${at}) = خەۋەر.html`)
  const touched = paths.map((path) => {
    put(root, path, Buffer.from(path))
    return { path, sha256: createHash('sha256').update(path).digest('hex') }
  })
  const { files } = composeEdition({
    number: 1,
    origin,
    timeRounded: '2026-11-22T11:00:00Z',
    nextBy: '2026-11-29T11:00:00Z',
    touched,
    gone: ['gone.html'],
    full: false,
    salt: new Uint8Array(32),
    previous: emptyLog,
    keys: { log: [makePrivateKey()], edition },
  })
  for (const { path, bytes } of files) put(root, path, bytes)
  return { root, key: publicBytes(edition), paths }
}

/** `verify` must accept the record as it is, and refuse it and its signature with a byte changed. */
async function fortyNewsrooms(
  t: TestContext,
  verify: (newsroom: Newsroom & { readonly record: string }) => Promise<unknown>,
): Promise<void> {
  let plus = 0
  for (let count = 0; count < 40; count += 1) {
    const newsroom = makeNewsroom(t)
    if (formatFileKey(newsroom.key).includes('+')) plus += 1
    const bytes = readFileSync(join(newsroom.root, 'editions/1.txt'))
    await verify({ ...newsroom, record: 'editions/1.txt' })
    put(newsroom.root, 'editions/changed', flipped(bytes, count % bytes.length))
    await assert.rejects(verify({ ...newsroom, record: 'editions/changed' }))
  }
  assert.ok(plus > 0, 'of forty keys none has a "+" in its base64')
}

/** ssh-keygen reads the message from its standard input. */
function verifyBySsh(
  { root, key, record }: Newsroom & { readonly record: string },
  namespace: string,
): Promise<unknown> {
  writeFileSync(
    join(root, 'signers'),
    `${origin} namespaces="xewer-edition" ${formatSshKey(key)}\n`,
  )
  const args = ['-Y', 'verify', '-f', 'signers', '-I', origin, '-n', namespace]
  const running = run('ssh-keygen', [...args, '-s', 'editions/1.sshsig'], { cwd: root })
  running.child.stdin?.end(readFileSync(join(root, record)))
  return running
}

function put(root: string, path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), bytes)
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  // Not slice(): of a Buffer that is a view, and would change the original too.
  const changed = Uint8Array.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}
