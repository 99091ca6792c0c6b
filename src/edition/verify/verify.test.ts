import assert from 'node:assert/strict'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { attackedCopies, makeTree } from '../../../test/attacked-tree.ts'
import { tempFolder } from '../../../test/temp-folder.ts'
import { makeKeys, rotate, signTrust } from '../keys/keys.ts'
import { publishRehearsed, rehearsedTime, startRehearsal } from '../keys/rehearse.ts'
import { encodeText, formatBase64 } from '../log/bytes.ts'
import { publicBytes } from '../log/ed25519.ts'
import { sha256 } from '../log/hash.ts'
import { formatVkey, makeNoteKey } from '../log/note.ts'
import { folderCopy, memoryCopy, serverCopy } from './copies.ts'
import { exitCodes, type Remembered } from './report.ts'
import { type Anchor, formatFingerprint, parseAnchor } from './trust.ts'
import { verifyTree } from './verify.ts'

const window = { from: rehearsedTime(0), until: rehearsedTime(5000) }
const { root, trust, online } = makeKeys('news.example/log', window)
const page = (path: string, text: string) => ({ path, bytes: encodeText(text) })
const one = publishRehearsed(startRehearsal(trust.origin, online), {
  put: [page('index.html', 'one'), page('en/a.html', 'a'), ...signTrust(trust, [root])],
})
const two = publishRehearsed(one, { put: [page('index.html', 'two')], gone: ['en/a.html'] })

type Files = ReadonlyMap<string, Uint8Array>
const verify = (
  files: Files,
  given: { trusted?: Anchor | null; remembered?: Remembered | null; now?: string | null } = {},
) => verifyTree(memoryCopy(files), { trusted: null, remembered: null, now: null, ...given })
const withFile = (files: Files, path: string, text: string | null): Files => {
  const changed = new Map(files)
  if (text === null) changed.delete(path)
  else changed.set(path, encodeText(text))
  return changed
}

test('each damage is named with its file and its kind', async () => {
  assert.deepEqual((await verify(two.files)).problems, [])
  const named = async (files: Files) =>
    (await verify(files)).problems.map(({ kind, path }) => `${kind} ${path}`)
  assert.deepEqual(await named(withFile(two.files, 'index.html', 'x')), ['altered index.html'])
  assert.deepEqual(await named(withFile(two.files, 'index.html', null)), ['missing index.html'])
  assert.deepEqual(await named(withFile(two.files, 'index.html', 'one')), [
    'rolled-back index.html',
  ])
  assert.deepEqual(await named(withFile(two.files, 'en/a.html', 'a')), ['extra en/a.html'])
  assert.deepEqual(await named(withFile(two.files, 'x.html', 'x')), ['extra x.html'])
  const others = publishRehearsed(two, { put: [page('b.html', 'b'), page('c.html', 'c')] })
  const swapped = withFile(withFile(others.files, 'b.html', 'c'), 'c.html', 'b')
  assert.deepEqual(await named(swapped), ['swapped b.html', 'swapped c.html'])
  assert.deepEqual(await named(withFile(two.files, 'editions/1.txt', 'x')), [
    'altered editions/1.txt',
  ])
  assert.deepEqual(await named(withFile(two.files, 'editions/1.sums', null)), [
    'missing editions/1.sums',
    'extra ',
  ])
  assert.deepEqual(await named(withFile(two.files, 'log/tile/entries/000.p/2', 'x')), [
    'altered log/tile/entries/000.p/2',
  ])
})

test('the log is read from records or tiles when its bundle is broken', async () => {
  let files = withFile(two.files, 'log/tile/entries/000.p/2', null)
  files = withFile(files, 'editions/1.txt', null)
  const { problems } = await verify(files)
  assert.ok(problems.some(({ path }) => path === 'log/checkpoint'))
  files = withFile(two.files, 'log/tile/0/000.p/2', 'x')
  assert.deepEqual(
    (await verify(files)).problems.map(({ path }) => path),
    ['log/tile/0/000.p/2'],
  )
})

test('a proof whose path is another, and a strange signature beside ours, are seen', async () => {
  const path = 'editions/2.tlog-proof'
  const proof = new TextDecoder().decode(two.files.get(path))
  const other = formatBase64(sha256(encodeText('other')))
  const changes = [
    proof.replace(/\n[^\n]{43}=\n/, `\n${other}\n`),
    proof.replace(/— news/g, '— mews'),
  ]
  const twice = `${proof}${proof.split('\n').at(-2)?.replace('— news', '— mews')}\n`
  for (const text of [...changes, twice]) {
    assert.notEqual(text, proof)
    const paths = (await verify(withFile(two.files, path, text))).problems.map(
      (problem) => problem.path,
    )
    assert.equal(paths[0], path)
  }
})

test('a fingerprint, a log key and a trust file vouch for a copy; strangers do not', async () => {
  const { fingerprint } = await verify(one.files)
  const vkey = formatVkey(makeNoteKey(trust.origin, publicBytes(online.log[0] ?? root)))
  const file = new TextDecoder().decode(one.files.get('trust/1.signers'))
  for (const text of [formatFingerprint(fingerprint ?? ''), fingerprint ?? '', `${vkey}\n`, file]) {
    const report = await verify(two.files, { trusted: parseAnchor(text) })
    assert.deepEqual([report.outcome, report.trustedBy], ['good', 'you'])
  }
  const other = makeKeys('news.example/log', window)
  const strange = formatVkey(other.trust.log[0] ?? parseAnchorKey())
  for (const text of ['00'.repeat(32), strange]) {
    const { outcome } = await verify(two.files, { trusted: parseAnchor(text) })
    assert.equal(outcome, 'unknown key')
    assert.equal(exitCodes[outcome], 13)
  }
  assert.throws(() => parseAnchor('no key'), SyntaxError)
})

test('a retired log key vouches for the editions it signed, and for no trust file of later ones', async () => {
  const old = parseAnchor(formatVkey(trust.log[0] ?? parseAnchorKey()))
  const next = rotate(trust, online, window)
  const fresh = { ...next.online, log: next.online.log.slice(0, 1) }
  const turned = publishRehearsed(two, { put: signTrust(next.trust, [root]) })
  const three = publishRehearsed({ ...turned, keys: fresh }, { put: [page('index.html', '3')] })
  assert.equal((await verify(three.files, { trusted: old })).outcome, 'good')
  const thief = makeKeys(trust.origin, window)
  const forgedTrust = { ...thief.trust, log: [...trust.log, ...thief.trust.log] }
  const forged = publishRehearsed(
    { ...two, keys: thief.online },
    {
      put: [
        ...signTrust({ ...forgedTrust, editions: [...trust.editions, ...thief.trust.editions] }, [
          thief.root,
        ]),
      ],
    },
  )
  assert.equal((await verify(forged.files, { trusted: old })).outcome, 'unknown key')
})

test('what was seen before shows a stale copy, a fork with its evidence, and other keys', async () => {
  const three = publishRehearsed(two, { put: [page('index.html', 'three')] })
  const remembered = (await verify(three.files)).remember
  assert.ok(remembered)
  assert.equal((await verify(three.files, { remembered })).trustedBy, 'memory')
  const older = await verify(two.files, { remembered })
  assert.equal(older.outcome, 'stale')
  assert.equal(older.remember, null)
  const fork = publishRehearsed(two, { put: [page('index.html', 'another')] })
  const longer = publishRehearsed(fork, { put: [page('index.html', 'yet another')] })
  for (const { files } of [fork, longer]) {
    const report = await verify(files, { remembered })
    assert.equal(report.outcome, 'fork')
    assert.deepEqual(report.evidence, [
      remembered.signed,
      new TextDecoder().decode(files.get('log/checkpoint')),
    ])
  }
  const stranger = makeKeys('news.example/log', window)
  const other = publishRehearsed(startRehearsal(trust.origin, stranger.online), {
    put: signTrust(stranger.trust, [stranger.root]),
  })
  assert.equal((await verify(other.files, { remembered })).outcome, 'unknown key')
})

test('a copy is stale once the promised next edition is late', async () => {
  assert.equal((await verify(two.files, { now: rehearsedTime(170) })).outcome, 'good')
  const late = await verify(two.files, { now: rehearsedTime(171) })
  assert.equal(late.outcome, 'stale')
  assert.match(late.problems[0]?.detail ?? '', /2026-01-08T02:00:00Z/)
})

test('a list may be absent only when a later edition says so', async () => {
  const full = publishRehearsed(two, { full: true })
  assert.equal((await verify(full.files)).outcome, 'good')
  assert.equal((await verify(withFile(full.files, 'editions/1.sums', null))).outcome, 'altered')
  const lists = ['editions/1.sums', 'editions/2.sums', 'editions/3.sums']
  const pruned = publishRehearsed(full, { full: true, forgotten: lists })
  assert.ok(!lists.some((path) => pruned.files.has(path)))
  assert.equal((await verify(pruned.files)).outcome, 'good')
  const bytes = new TextDecoder().decode(full.files.get('editions/3.sums'))
  const again = withFile(pruned.files, 'editions/3.sums', bytes)
  assert.deepEqual(
    (await verify(again)).problems.map(({ kind, path }) => `${kind} ${path}`),
    ['extra editions/3.sums'],
  )
})

test('a full edition ends files that it does not name', async () => {
  const files = new Map(two.files)
  files.delete('index.html')
  const full = publishRehearsed({ ...two, files }, { full: true })
  assert.equal((await verify(full.files)).outcome, 'good')
  assert.deepEqual(
    (await verify(withFile(full.files, 'index.html', 'two'))).problems.map(({ kind }) => kind),
    ['extra'],
  )
})

test('of a forgotten article neither text nor path stays, and the rest still verifies', async () => {
  const secret = publishRehearsed(two, { put: [page('en/secret.html', 'secret')] })
  const forgot = publishRehearsed(secret, {
    erased: ['en/secret.html'],
    forgotten: ['editions/3.sums'],
  })
  assert.equal((await verify(forgot.files)).outcome, 'good')
  const everything = [...forgot.files].map(
    ([path, bytes]) => path + new TextDecoder().decode(bytes),
  )
  assert.doesNotMatch(everything.join(), /secret/)
  const back = withFile(forgot.files, 'en/secret.html', 'secret')
  assert.deepEqual(
    (await verify(back)).problems.map(({ kind }) => kind),
    ['extra'],
  )
})

test('an edition outside the window of its key is refused', async () => {
  const short = makeKeys('news.example/log', { from: rehearsedTime(0), until: rehearsedTime(3) })
  let room = startRehearsal('news.example/log', short.online)
  room = publishRehearsed(room, { put: signTrust(short.trust, [short.root]) })
  room = publishRehearsed(room, {})
  assert.equal((await verify(room.files)).outcome, 'good')
  room = publishRehearsed(room, {})
  assert.equal((await verify(room.files)).outcome, 'unknown key')
})

test('the same tree is good from a folder and from a server; a link in place of a page is not', async (t) => {
  const folder = tempFolder(t)
  for (const [path, bytes] of two.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  const options = { trusted: null, remembered: null, now: null }
  assert.deepEqual((await verifyTree(folderCopy(folder), options)).problems, [])
  const get = async (url: URL | RequestInfo) => {
    const bytes = two.files.get(new URL(String(url)).pathname.replace('/sub/', ''))
    return bytes === undefined
      ? new Response('', { status: 404 })
      : new Response(Uint8Array.from(bytes))
  }
  const server = serverCopy(new URL('http://news.example/sub/'), get)
  assert.deepEqual((await verifyTree(server, options)).problems, [])
  const broken = serverCopy(
    new URL('http://news.example/'),
    async () => new Response('', { status: 503 }),
  )
  await assert.rejects(verifyTree(broken, options), /503/)
  rmSync(join(folder, 'index.html'))
  symlinkSync('en', join(folder, 'index.html'))
  assert.deepEqual(
    (await verifyTree(folderCopy(folder), options)).problems.map(
      ({ kind, path }) => `${kind} ${path}`,
    ),
    ['missing index.html'],
  )
})

test('random attacks on a tree with every kind of edition are all found', async () => {
  const tree = await makeTree()
  assert.deepEqual((await verify(tree.files)).problems, [])
  for await (const { what, report } of attackedCopies(tree, 60))
    assert.notEqual(report.outcome, 'good', what)
})

function parseAnchorKey(): never {
  throw new Error('the trust file has no log key')
}
