import assert from 'node:assert/strict'
import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { tempFolder } from '../../test/temp-folder.ts'
import { Failure } from './command.ts'
import { diskFailure } from './disk.ts'

/** What `work` throws, wrapped as other rooms do. */
function wrapped(work: () => void): Error {
  try {
    work()
  } catch (cause) {
    return new Error('Cannot do it', { cause })
  }
  throw new Error('it worked')
}

test('diskFailure() tells a full disk from a broken one, however deep it lies', (t) => {
  const full = openSync('/dev/full', 'w')
  const written = diskFailure(wrapped(() => writeSync(full, 'x')))
  assert.equal(written?.code, 'XEW-02')
  assert.match(written.message, /^The disk is full$/)

  const folder = tempFolder(t)
  const db = new DatabaseSync(join(folder, 'a.db'))
  db.exec('pragma max_page_count = 2; create table a (b)')
  const grown = diskFailure(wrapped(() => db.exec(`insert into a values (zeroblob(100000))`)))
  assert.equal(grown?.code, 'XEW-02')
  db.close()

  const broken = Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' })
  assert.equal(diskFailure(broken)?.code, 'XEW-03')
  assert.match(diskFailure(broken)?.message ?? '', /EIO: i\/o error, fsync/)
})

test('diskFailure() leaves other errors alone', () => {
  assert.equal(diskFailure(new Error('something else')), null)
  assert.equal(diskFailure(Object.assign(new Error('no'), { code: 'ENOENT', errcode: 1 })), null)
  assert.equal(diskFailure(new Failure('MOV-02', 'told', [], { code: 'ENOSPC' })), null)
  assert.equal(diskFailure('text'), null)
})
