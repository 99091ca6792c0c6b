import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodeText } from './bytes.ts'
import { isSigned, makePrivateKey, publicBytes, signBytes } from './ed25519.ts'
import {
  checkNote,
  formatNote,
  formatVkey,
  makeNoteKey,
  parseNote,
  parseVkey,
  signNote,
} from './note.ts'

const [vkey = '', example = ''] = readFileSync(
  new URL('../fixtures/signed-note.txt', import.meta.url),
  'utf8',
).split('\n-----\n')

test('the note of the specification holds under its key, and its text is free of the empty line', async () => {
  const key = parseVkey(vkey)
  const note = parseNote(encodeText(example))
  assert.deepEqual(await checkNote(note, [key]), [key])
  assert.equal(note.text, 'This is an example message.\n')
  assert.equal(formatNote(note), example)
  assert.equal(formatVkey(key), vkey)
})

test('a changed note is rejected, a note of strangers has no signer', async () => {
  const key = parseVkey(vkey)
  const changed = parseNote(encodeText(example.replace('an example', 'no example')))
  await assert.rejects(checkNote(changed, [key]), /signature does not hold/)
  const stranger = makeNoteKey('example.com/bar', key.publicKey)
  assert.deepEqual(await checkNote(parseNote(encodeText(example)), [stranger]), [])
})

test('verifier keys and notes of two hundred keys go there and back, "+" in their base64 or not', async () => {
  let withPlus = 0
  for (let at = 0; at < 200; at += 1) {
    const privateKey = makePrivateKey()
    const key = makeNoteKey('news.example/log', publicBytes(privateKey))
    const text = formatVkey(key)
    if (text.split('+').length > 3) withPlus += 1
    assert.deepEqual(parseVkey(text), key)
    const note = parseNote(
      encodeText(signNote('first\n\nlast\n', [{ name: key.name, privateKey }])),
    )
    assert.deepEqual(await checkNote(note, [key]), [key])
  }
  assert.ok(withPlus > 40, `only ${withPlus} keys had a "+" in their base64`)
})

test('an Ed25519 signature with a changed bit anywhere does not hold', () => {
  const privateKey = makePrivateKey()
  const message = encodeText('message')
  const signature = signBytes(privateKey, message)
  const holds = (bytes: Uint8Array) => isSigned(publicBytes(privateKey), message, bytes)
  assert.equal(holds(signature), true)
  for (let bit = 0; bit < 512; bit += 1) {
    const changed = signature.slice()
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(holds(changed), false)
  }
})

test('parseNote() refuses what is no note and parseVkey() what is no key', () => {
  const refuse = (text: string) => assert.throws(() => parseNote(encodeText(text)), SyntaxError)
  for (const text of ['', '\n', 'a\n', 'a\n\n', 'a\n\n— b\n', 'a\n\nb c\n', 'a\n\n— b AAAA\n'])
    refuse(text)
  refuse(example.slice(0, -1))
  refuse(example.replace('message', 'mess\rage'))
  refuse(example.replace('yaQM=', 'yaQN='))
  refuse(`a\n\n${'— b AAAAAAAA\n'.repeat(101)}`)
  for (const text of [
    '',
    'a+b',
    vkey.replace('530d', '530e'),
    vkey.replace('+Ae', '+Be'),
    `a ${vkey}`,
  ])
    assert.throws(() => parseVkey(text), SyntaxError)
})

test('parseNote() undoes formatNote() for any text and signatures', () => {
  const line = fc.string().map((text) => text.replace(/[\x00-\x1f]/g, ''))
  const name = fc.stringMatching(/^[a-z./]{1,20}$/)
  const signature = fc.record(
    {
      name,
      id: fc.uint8Array({ minLength: 4, maxLength: 4 }),
      signature: fc.uint8Array({ minLength: 1, maxLength: 70 }),
    },
    { noNullPrototype: true },
  )
  const texts = fc.array(line).map((lines) => `${lines.join('\n')}\n`)
  fc.assert(
    fc.property(texts, fc.array(signature, { minLength: 1, maxLength: 5 }), (text, signatures) => {
      assert.deepEqual(parseNote(encodeText(formatNote({ text, signatures }))), {
        text,
        signatures,
      })
    }),
  )
})
