import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeKeys } from '../keys/keys.ts'
import { publishRehearsed, rehearsedTime, startRehearsal } from '../keys/rehearse.ts'
import { encodeText } from './bytes.ts'

test('an edition adds its own files, one bundle, one tile per level and the checkpoint, whatever the size', () => {
  const window = { from: rehearsedTime(0), until: rehearsedTime(5000) }
  const { online } = makeKeys('news.example/log', window)
  let room = startRehearsal('news.example/log', online)
  for (let number = 1; number <= 520; number += 1) {
    const page = { path: `en/page-${number}.html`, bytes: encodeText(`${number}\n`) }
    const before = room.files
    room = publishRehearsed(room, { put: [page] })
    if (![1, 2, 255, 256, 257, 511, 512, 513, 520].includes(number)) continue
    const written = [...room.files].filter(([path, bytes]) => before.get(path) !== bytes)
    const paths = written.map(([path]) => path).filter((path) => path !== page.path)
    const tiles = paths.filter((path) => path.startsWith('log/tile/'))
    const beside = ['minisig', 'sig', 'sshsig', 'sums', 'tlog-proof', 'txt']
    assert.deepEqual(
      paths.filter((path) => !tiles.includes(path)).sort(),
      [...beside.map((what) => `editions/${number}.${what}`), 'log/checkpoint'].sort(),
    )
    const levels = number % 256 === 0 ? 2 : 1
    assert.equal(
      tiles.filter((path) => path.startsWith('log/tile/entries/')).length,
      1,
      `${number}`,
    )
    assert.equal(tiles.length, 1 + levels, `${number}: ${tiles}`)
    const size = (paths: readonly string[]) =>
      written.reduce((sum, [path, bytes]) => sum + (paths.includes(path) ? bytes.length : 0), 0)
    assert.ok(size(paths.filter((path) => path.startsWith('editions/'))) < 4096)
    assert.ok(size(tiles) <= levels * 8192 + 256 * 512, `${number}: ${size(tiles)} bytes`)
  }
})
