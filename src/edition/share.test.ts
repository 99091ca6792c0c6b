import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { makeKeys, revoke } from './keys/keys.ts'
import { publishRehearsed, rehearsedTime, startRehearsal } from './keys/rehearse.ts'
import { decodeText, encodeText, formatHex } from './log/bytes.ts'
import { sha256 } from './log/hash.ts'
import { shareFile } from './share.ts'
import { memoryCopy } from './verify/copies.ts'
import { trustOfKey, verifyFile } from './verify/forwarded.ts'

const window = { from: rehearsedTime(0), until: rehearsedTime(5000) }
const { trust, online } = makeKeys('news.example/log', window)
const html = '<!doctype html>\n<title>خەۋەر</title>\n<p>text -- more\n'
const page = (path: string, text = html) => ({ path, bytes: encodeText(text) })
const small = publishRehearsed(startRehearsal(trust.origin, online), {
  put: [page('en/a.html'), page('en/b.html', 'b\n')],
})
const large = publishRehearsed(small, {
  put: Array.from({ length: 600 }, (_, at) => page(`en/c-${at}.html`, `${html}${at}\n`)),
})
const shared = await shareFile(memoryCopy(small.files), { path: 'en/a.html', edition: 1 })

test('a forwarded page says which edition published it, and where', async () => {
  const report = await verifyFile(shared, trust)
  assert.deepEqual([report.outcome, report.path, report.record?.number], ['good', 'en/a.html', 1])
  const [log] = trust.log
  assert.ok(log)
  assert.equal((await verifyFile(shared, trustOfKey(log))).outcome, 'good')
})

test('a page of a large edition carries the list of lists and its own part', async () => {
  for (const path of ['en/c-0.html', 'en/c-599.html', 'en/c-70.html']) {
    const file = await shareFile(memoryCopy(large.files), { path, edition: 2 })
    const report = await verifyFile(file, trust)
    assert.deepEqual([report.outcome, report.path], ['good', path])
  }
})

test('sed and sha256sum recover the digest that the list states', () => {
  const command = "sed '/^<!--xewer-proof$/,$d' | sha256sum"
  const sum = execFileSync('sh', ['-c', command], { input: shared, encoding: 'utf8' })
  assert.equal(sum.slice(0, 64), formatHex(sha256(encodeText(html))))
  assert.ok(decodeText(shared).includes(`SHA256 (en/a.html) = ${sum.slice(0, 64)}`))
})

test('each changed, added or lost byte, and each second marker, is noticed', async () => {
  for (let at = 0; at < shared.length; at += 1) {
    const changed = shared.slice()
    changed[at] = (changed[at] ?? 0) ^ 1
    assert.notEqual((await verifyFile(changed, trust)).outcome, 'good', `byte ${at}`)
  }
  const text = decodeText(shared)
  for (const bad of [
    `${text}<script>`,
    `${text}\n`,
    text.slice(0, -1),
    ` ${text}`,
    text.replace('<!--xewer', ' <!--xewer'),
    text.replace('<title>', '<title><!--xewer-proof\n-->'),
    text.replace('## list', '## list\n## list'),
    text.replace('## record\n', ''),
    text.replaceAll('\n', '\r\n'),
    text + text,
    html,
    '',
  ])
    assert.notEqual((await verifyFile(encodeText(bad), trust)).outcome, 'good', bad.slice(0, 60))
})

test('a page under strange or revoked keys is of an unknown key', async () => {
  const other = makeKeys('news.example/log', window)
  assert.equal((await verifyFile(shared, other.trust)).outcome, 'unknown key')
  const elsewhere = makeKeys('other.example/log', window)
  assert.equal((await verifyFile(shared, elsewhere.trust)).outcome, 'unknown key')
  const root = small.state.root
  const before = revoke(trust, { keys: online, after: 0, root }, window).trust
  const since = revoke(trust, { keys: online, after: 1, root }, window).trust
  assert.match((await verifyFile(shared, before)).detail, /revoked/)
  assert.equal((await verifyFile(shared, since)).outcome, 'good')
})

test('a page whose end could not be found again is not shared', async () => {
  const share = (text: string, path = 'x.html') => {
    const room = publishRehearsed(small, { put: [page(path, text)] })
    return shareFile(memoryCopy(room.files), { path, edition: 2 })
  }
  await assert.rejects(share('no line end'), RangeError)
  await assert.rejects(share('<!--xewer-proof\n'), RangeError)
  await assert.rejects(share('fine\n', 'a-->.html'), RangeError)
  const wrong = shareFile(memoryCopy(large.files), { path: 'en/a.html', edition: 2 })
  await assert.rejects(wrong, /did not touch it/)
})
