import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startProgress } from './progress.ts'

test('a log gets a line every two seconds at most, and the last count', () => {
  const { io, said, clock } = stage(null)
  const progress = startProgress(io, 'Reading', 10, clock.now)
  for (let done = 1; done <= 10; done++) {
    clock.ms += 700
    progress.report(done)
  }
  progress.end()
  assert.deepEqual(said, [
    'Reading: 3 of 10 (30 %)\n',
    'Reading: 6 of 10 (60 %)\n',
    'Reading: 9 of 10 (90 %)\n',
    'Reading: 10 of 10 (100 %)\n',
  ])
})

test('short work says nothing', () => {
  const { io, said, clock } = stage(null)
  const progress = startProgress(io, 'Reading', 10, clock.now)
  progress.report(10)
  progress.end()
  assert.deepEqual(said, [])
})

test('a terminal gets a bar that fits, and gets its line back', () => {
  const { io, said, clock } = stage(50)
  const progress = startProgress(io, 'Reading', 4, clock.now)
  clock.ms += 100
  progress.report(1)
  progress.end()
  assert.deepEqual(said, [
    '\r\u001b[KReading [######..................] 1 of 4 (25 %)',
    '\r\u001b[K',
  ])
})

test('a bar never wraps, whatever the terminal and the total', () => {
  for (const columns of [5, 20, 30, 200])
    for (const total of [null, 0, 7]) {
      const { io, said, clock } = stage(columns)
      const progress = startProgress(io, 'Reading', total, clock.now)
      clock.ms += 100
      progress.report(7)
      assert.ok(said[0]!.length - '\r\u001b[K'.length < columns, `${said[0]}`)
    }
})

function stage(columns: number | null) {
  const said: string[] = []
  const clock = { ms: 0, now: () => clock.ms }
  const terminal = columns === null ? null : { columns }
  return { said, clock, io: { terminal, warn: (text: string) => void said.push(text) } }
}
