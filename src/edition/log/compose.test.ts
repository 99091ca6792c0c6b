import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeText, sameBytes } from './bytes.ts'
import { composeEdition, type EditionParts } from './compose.ts'
import { makePrivateKey, publicBytes } from './ed25519.ts'
import { goneHash, parseList } from './list.ts'
import { checkNote, makeNoteKey } from './note.ts'
import { isProven, parseProof } from './proof.ts'
import { parseRecord } from './record.ts'
import { emptyLog } from './tiles.ts'

const keys = { log: [makePrivateKey()], edition: makePrivateKey() }
const first: EditionParts = {
  number: 1,
  origin: 'news.example/log',
  timeRounded: '2026-11-22T11:00:00Z',
  nextBy: '2026-11-29T11:00:00Z',
  touched: [
    { path: 'index.html', sha256: '22'.repeat(32) },
    { path: 'en/index.html', sha256: '11'.repeat(32) },
  ],
  gone: ['old.html'],
  full: false,
  salt: new Uint8Array(32).fill(7),
  previous: emptyLog,
  keys,
}

test('an edition is composed in the order of its placing, and twice to the same bytes', async () => {
  const edition = composeEdition(first)
  assert.deepEqual(
    edition.files.map(({ path }) => path),
    [
      'editions/1.sums',
      'editions/1.txt',
      'editions/1.minisig',
      'editions/1.sig',
      'editions/1.sshsig',
      'editions/1.tlog-proof',
      'log/tile/entries/000.p/1',
      'log/tile/0/000.p/1',
      'log/checkpoint',
    ],
  )
  assert.deepEqual(composeEdition(first), edition)
  const list = parseList(edition.files[0]?.bytes ?? new Uint8Array())
  assert.deepEqual(list.files, first.touched.toReversed())
  assert.deepEqual(list.gone, [goneHash(first.origin, 'old.html')])
  assert.ok(!sameBytes(list.salt, first.salt.slice(0, 16)), 'the secret salt is in the list')
  const proof = parseProof(edition.files[5]?.bytes ?? new Uint8Array())
  assert.ok(isProven(encodeText(edition.record), proof))
  const key = makeNoteKey(first.origin, publicBytes(keys.log[0] ?? makePrivateKey()))
  assert.deepEqual(await checkNote(proof.note, [key]), [key])
  assert.equal(parseRecord(encodeText(edition.record)).number, 1)
  assert.deepEqual(JSON.parse(JSON.stringify(edition.state)), edition.state)
})

test('700 editions later a state is still one small row and an edition still nine files', () => {
  let previous = emptyLog
  for (let number = 1; number <= 700; number += 1) {
    const edition = composeEdition({ ...first, number, previous })
    previous = edition.state
    assert.ok(edition.files.length <= 10)
    assert.equal(edition.gonePartials.length, number % 256 === 0 ? 510 : 0)
    assert.ok(JSON.stringify(previous).length < 120_000)
  }
  assert.equal(previous.size, 700)
})

test('parts that make no edition are refused with the reason', () => {
  const refuse = (change: Partial<EditionParts>, reason: RegExp) =>
    assert.throws(() => composeEdition({ ...first, ...change }), {
      name: 'RangeError',
      message: reason,
    })
  refuse({ number: 2 }, /the log has 0 editions/)
  refuse({ previous: { ...emptyLog, time: '2027-01-01T00:00:00Z' } }, /before that of the last/)
  refuse({ gone: ['index.html'] }, /twice/)
  refuse({ gone: ['../x'] }, /no path/)
  refuse({ touched: [{ path: 'log/checkpoint', sha256: '00'.repeat(32) }] }, /no path/)
  refuse({ touched: [{ path: 'a', sha256: '00' }] }, /no SHA-256/)
  refuse({ salt: new Uint8Array(8) }, /salt/)
  refuse({ forgotten: ['index.html'] }, /no list/)
  refuse({ timeRounded: '2026-11-22T11:01:00Z' }, /full hour/)
  refuse({ keys: { ...keys, log: [] } }, /no log key/)
})
