// Our own reading of the three stock signature formats; test/stock-verifiers.test.ts has the
// programs themselves read what we write.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeText, parseBase64 } from './bytes.ts'
import { makePrivateKey, publicBytes } from './ed25519.ts'
import {
  fileKeyName,
  formatFileKey,
  formatFileKeyFile,
  isFileSigned,
  signFile,
} from './minisign.ts'
import { formatSshKey, isSshSigned, parseSshKey, signSsh, sshFingerprint } from './sshsig.ts'

const bytes = encodeText('# xewer edition 1\n')
const comment = 'xewer edition 1 of news.example/log'

test('keys of forty newsrooms go to their text forms and back', () => {
  for (let at = 0; at < 40; at += 1) {
    const key = publicBytes(makePrivateKey())
    assert.deepEqual(parseBase64(formatFileKey(key)).slice(10), key)
    assert.deepEqual(parseSshKey(formatSshKey(key)), key)
    assert.match(fileKeyName(key), /^[0-9A-F]{16}$/)
    assert.ok(formatFileKeyFile(key).endsWith(`${formatFileKey(key)}\n`))
    assert.match(sshFingerprint(key), /^SHA256:[A-Za-z0-9+/]{43}$/)
  }
  assert.throws(() => parseSshKey('ssh-ed25519 AAAA'), SyntaxError)
})

test('no byte of a signature file is free: each changed one is refused', async () => {
  const key = makePrivateKey()
  const publicKey = publicBytes(key)
  const judge = async (make: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await make()
    } catch (error) {
      if (error instanceof SyntaxError) return false
      throw error
    }
  }
  const files = {
    minisign: signFile('minisign', key, { bytes, comment }),
    signify: signFile('signify', key, { bytes, comment }),
    ssh: signSsh(key, 'xewer-edition', bytes),
  }
  for (const [kind, text] of Object.entries(files)) {
    const check = (file: Uint8Array, message: Uint8Array) =>
      judge(async () =>
        kind === 'ssh'
          ? isSshSigned(publicKey, 'xewer-edition', { file, message })
          : isFileSigned(kind === 'minisign' ? 'minisign' : 'signify', publicKey, {
              file,
              bytes: message,
              comment,
            }),
      )
    const file = encodeText(text)
    assert.equal(await check(file, bytes), true, kind)
    assert.equal(await check(file, encodeText('# xewer edition 2\n')), false, kind)
    for (let at = 0; at < file.length; at += 1) {
      const changed = file.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      assert.equal(await check(changed, bytes), false, `${kind}, byte ${at}`)
    }
  }
})

test('a signature holds for its own kind, key, comment and namespace only', async () => {
  const [key, other] = [makePrivateKey(), makePrivateKey()]
  const file = encodeText(signFile('minisign', key, { bytes, comment }))
  assert.equal(await isFileSigned('signify', publicBytes(key), { file, bytes, comment }), false)
  assert.equal(await isFileSigned('minisign', publicBytes(other), { file, bytes, comment }), false)
  assert.equal(
    await isFileSigned('minisign', publicBytes(key), { file, bytes, comment: '' }),
    false,
  )
  const ssh = { file: encodeText(signSsh(key, 'xewer-edition', bytes)), message: bytes }
  assert.equal(await isSshSigned(publicBytes(key), 'xewer-edition', ssh), true)
  assert.equal(await isSshSigned(publicBytes(other), 'xewer-edition', ssh), false)
  await assert.rejects(isSshSigned(publicBytes(key), 'xewer-trust', ssh), SyntaxError)
})
