// A small sample of test/campaigns/flood.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runFlood } from './flood.ts'

test('honest readers are answered beside slow connections, a flood and a heap of requests', async () => {
  const report = await runFlood({ slow: 400, flooders: 40, heapers: 3, seconds: 3 })
  assert.deepEqual([report.attacked.right, report.attacked.faults], [report.attacked.asked, []])
  assert.ok(report.attacked.asked > 20, String(report.attacked.asked))
  assert.equal(report.slowBegun, 400)
  assert.ok(report.slowMs > 4000 && report.slowMs < 20_000, String(report.slowMs))
  assert.ok(report.floodAnswers > 100, String(report.floodAnswers))
  assert.ok(report.memoryMiB < 256, String(report.memoryMiB))
})
