import assert from 'node:assert/strict'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { tempFolder } from '../../../test/temp-folder.ts'
import { encodeText } from '../log/bytes.ts'
import { makePrivateKey, publicBytes } from '../log/ed25519.ts'
import { emptyLog } from '../log/tiles.ts'
import { formatTrust, parseTrust, refuseTrust, type TrustFile } from '../log/trust.ts'
import { makeIdentity, openWith, sealTo } from './age.ts'
import { drill } from './drill.ts'
import {
  makeKeys,
  readOnlineKeys,
  readRootKey,
  revoke,
  rotate,
  signTrust,
  writeOnlineKeys,
  writeRootKey,
} from './keys.ts'

const window = { from: '2026-01-01T00:00:00Z', until: '2026-04-01T00:00:00Z' }
const origin = 'news.example/log'

test('online keys lie in a folder of their owner alone, and come back as they were', (t) => {
  const folder = join(tempFolder(t), 'keys')
  const first = makeKeys(origin, window)
  const { online } = rotate(first.trust, first.online, window)
  writeOnlineKeys(folder, online)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  for (const name of ['log.pem', 'edition.pem'])
    assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
  const read = readOnlineKeys(folder)
  const bytesOf = ({ log, edition }: typeof online) => [...log, edition].map(publicBytes)
  assert.deepEqual(bytesOf(read), bytesOf(online))
  assert.equal(read.log.length, 2)
  chmodSync(join(folder, 'log.pem'), 0o640)
  assert.throws(() => readOnlineKeys(folder), /others than its owner may read it/)
})

test('the root key is sealed where the user says, and opens with its passphrase only', async (t) => {
  const folder = tempFolder(t)
  const path = join(folder, 'root.age')
  const root = makePrivateKey()
  const seal = { passphrase: 'correct horse', workFactorLog2: 10 }
  await writeRootKey(path, root, seal)
  assert.ok(!readFileSync(path).includes('PRIVATE KEY'))
  assert.deepEqual(publicBytes(await readRootKey(path, 'correct horse')), publicBytes(root))
  await assert.rejects(readRootKey(path, 'wrong horse'), /wrong passphrase/)
  await assert.rejects(writeRootKey(path, root, seal), /EEXIST/)
  writeFileSync(path, readFileSync(path).reverse())
  await assert.rejects(readRootKey(path, 'correct horse'), /altered/)
})

test('what is sealed to a recipient opens with its identity and with no other', async () => {
  const [{ identity, recipient }, other] = [await makeIdentity(), await makeIdentity()]
  const plain = new Blob(['backup']).stream()
  const sealed = await new Response(await sealTo(plain, [recipient])).blob()
  assert.equal(await new Response(await openWith(sealed.stream(), identity)).text(), 'backup')
  await assert.rejects(openWith(sealed.stream(), other.identity), /wrong passphrase or key/)
})

test('a trust file goes to text and back, and none of its lines can be changed', () => {
  const { trust, online } = makeKeys(origin, window)
  const { trust: next } = revoke(
    trust,
    { keys: online, after: 7, root: emptyLog.root },
    { from: '2026-02-01T00:00:00Z', until: '2026-05-01T00:00:00Z' },
  )
  const text = formatTrust(next)
  assert.deepEqual(parseTrust(encodeText(text)), next)
  assert.equal(next.voids.length, 2)
  const lines = text.split('\n')
  for (let at = 0; at < lines.length - 1; at += 1) {
    const twice = lines.toSpliced(at, 0, lines[at] ?? '').join('\n')
    if (!lines[at]?.startsWith('# void') && !lines[at]?.startsWith('# log') && at < 4)
      assert.throws(() => parseTrust(encodeText(twice)), SyntaxError)
    const noted = lines.toSpliced(at, 0, '# note').join('\n')
    assert.throws(() => parseTrust(encodeText(noted)), SyntaxError)
  }
  assert.throws(
    () => parseTrust(encodeText(text.replace('threshold 1', 'threshold 2'))),
    /threshold/,
  )
})

test('a version follows only when root keys of the last one and its own have signed it', async () => {
  const { root, trust, online } = makeKeys(origin, window)
  const [second, third] = [makePrivateKey(), makePrivateKey()]
  const grown: TrustFile = {
    ...rotate(trust, online, window).trust,
    threshold: 2,
    roots: [root, second, third].map(publicBytes),
  }
  const judge = async (next: TrustFile, before: TrustFile | null, keys: (typeof root)[]) => {
    const [file, ...rest] = signTrust(next, keys)
    const signatures = rest.filter(({ path }) => path.endsWith('.sshsig')).map(({ bytes }) => bytes)
    return refuseTrust(parseTrust(file?.bytes ?? new Uint8Array()), before, signatures)
  }
  assert.equal(await judge(trust, null, [root]), null)
  assert.match((await judge(trust, null, [])) ?? '', /not signed by enough of its own/)
  assert.equal(await judge(grown, trust, [root, second]), null)
  assert.match((await judge(grown, trust, [root])) ?? '', /enough of its own/)
  assert.match((await judge(grown, trust, [second, third])) ?? '', /enough root keys of version 1/)
  assert.match((await judge(grown, trust, [root, root])) ?? '', /enough of its own/)
  assert.match((await judge(grown, trust, [root, second, makePrivateKey()])) ?? '', /no root key/)
  assert.match((await judge({ ...grown, version: 3 }, trust, [root, second])) ?? '', /follow/)
  assert.match((await judge({ ...grown, log: [] }, trust, [root, second])) ?? '', /drops/)
  assert.match((await judge({ ...grown, editions: [] }, trust, [root, second])) ?? '', /drops/)
})

test('the theft drill comes out as expected with one root key and with two of three', async () => {
  const { root, trust, online } = makeKeys(origin, window)
  for (const { step, expected, outcome } of await drill({ trust, roots: [root], online }))
    assert.equal(outcome, expected, step)
  const roots = [root, makePrivateKey(), makePrivateKey()]
  const shared = { ...trust, threshold: 2, roots: roots.map(publicBytes) }
  for (const { step, expected, outcome } of await drill({
    trust: shared,
    roots: roots.slice(1),
    online,
  }))
    assert.equal(outcome, expected, step)
  const wrong = await drill({ trust, roots: [makePrivateKey()], online })
  assert.ok(wrong.some(({ expected, outcome }) => expected !== outcome))
})
