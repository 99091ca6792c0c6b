import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodeText } from './bytes.ts'
import { formatCheckpoint, isOrigin, parseCheckpoint } from './checkpoint.ts'
import { makePrivateKey } from './ed25519.ts'
import { signNote } from './note.ts'
import { formatProof, isProven, parseProof } from './proof.ts'
import { appendRecord, emptyLog, type LogState } from './tiles.ts'

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
const origin = fc.stringMatching(/^[a-z][a-z0-9]{0,9}\.example(\/[a-z]{1,8})?$/)

test('parseCheckpoint() undoes formatCheckpoint()', () => {
  fc.assert(
    fc.property(origin, fc.nat(), hash, (name, size, root) => {
      const checkpoint = { origin: name, size, root }
      assert.deepEqual(parseCheckpoint(formatCheckpoint(checkpoint)), checkpoint)
    }),
  )
})

test('parseCheckpoint() refuses leading zeros, short roots, extension lines and odd origins', () => {
  const good = formatCheckpoint({ origin: 'news.example/log', size: 7, root: new Uint8Array(32) })
  parseCheckpoint(good)
  for (const bad of [
    good.replace('\n7', '\n07'),
    good.replace('\n7', '\n-7'),
    good.replace('AAAA', ''),
    good.slice(0, -1),
    `${good}more\n`,
    good.replace('news', 'https://news'),
    good.replace('news', 'ne ws'),
    good.replace('news', 'ne+ws'),
    '',
  ])
    assert.throws(() => parseCheckpoint(bad), SyntaxError, bad)
  assert.equal(isOrigin('127.0.0.1:8080/log'), true)
  assert.equal(isOrigin('news.example/log/'), false)
})

test('the proof of every record holds for that record and for no other', () => {
  const privateKey = makePrivateKey()
  let state: LogState = emptyLog
  for (let at = 0; at < 70; at += 1) {
    const { state: next, proof } = appendRecord(state, `record ${at}`, '')
    state = next
    const root = Uint8Array.from(atob(state.root), (char) => char.charCodeAt(0))
    const text = formatCheckpoint({ origin: 'news.example/log', size: state.size, root })
    const signed = signNote(text, [{ name: 'news.example/log', privateKey }])
    const file = formatProof(at, proof, signed)
    const parsed = parseProof(encodeText(file))
    assert.equal(formatProof(parsed.index, parsed.hashes, parsed.signed), file)
    assert.equal(isProven(encodeText(`record ${at}`), parsed), true)
    assert.equal(isProven(encodeText(`record ${at + 1}`), parsed), false)
    assert.throws(() => parseProof(encodeText(file.replace('@v1', '@v2'))), SyntaxError)
    assert.throws(
      () => parseProof(encodeText(file.replace('index', 'extra AAAA\nindex'))),
      SyntaxError,
    )
  }
})
