import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { Day, type Fate, type Step, turns } from '../../../test/writing/saving-day.ts'
import { RefusedError, type Saved, Saving, type SavingState } from './saving.ts'

const delay = fc.integer({ min: 0, max: 30_000 })
const fate: fc.Arbitrary<Fate> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('through' as const), ms: delay }), weight: 4 },
  fc.constant({ kind: 'request lost' as const }),
  fc.record({ kind: fc.constant('answer lost' as const), ms: delay }),
  fc.record({ kind: fc.constant('twice' as const), ms: delay, again: delay }),
  fc.constant({ kind: 'refused' as const }),
)
const who = fc.integer({ min: 0, max: 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('type' as const), who }), weight: 6 },
  fc.record({ kind: fc.constant('keep' as const), who }),
  {
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.integer({ min: 1, max: 20_000 }),
    }),
    weight: 4,
  },
  fc.record({ kind: fc.constant('line' as const), up: fc.boolean() }),
  fc.constant({ kind: 'kill server' as const }),
  fc.record({ kind: fc.constant('kill window' as const), who }),
  fc.constant({ kind: 'colleague' as const }),
)

test('nothing typed is lost, whatever the line, the server and the page do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xewer-saving-'))
  try {
    const days = fc.tuple(
      fc.array(step, { minLength: 1, maxLength: 40 }),
      fc.array(fate, { minLength: 1, maxLength: 12 }),
    )
    let runs = 0
    await fc.assert(
      fc.asyncProperty(days, async ([steps, fates]) => {
        runs += 1
        const day = await Day.begin(join(folder, `${runs}.db`), fates)
        for (const one of steps) await day.live(one)
        await day.check()
        await day.end()
      }),
      { numRuns: Number(process.env['XEWER_RUNS'] ?? 30) },
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a save tells when it is offline, refused, and safe again', async () => {
  const states: SavingState[] = []
  let answer: () => Promise<Saved> = () => Promise.reject(new TypeError('no line'))
  const work: (() => void)[] = []
  const saving = new Saving(
    {
      line: { send: () => answer() },
      device: { put: async () => true, forget: async () => {} },
      timer: (_, later) => {
        work.push(later)
        return () => work.splice(work.indexOf(later), 1)
      },
      onState: (state) => states.push(state),
    },
    { base: 0, text: '""' },
  )
  await saving.typed('"a"')
  assert.deepEqual(pick(states.at(-1)), { onServer: false, safe: true, offline: false })
  work.shift()?.()
  await turns()
  assert.deepEqual(pick(states.at(-1)), { onServer: false, safe: true, offline: true })
  answer = () => Promise.reject(new RefusedError(401))
  saving.retry()
  await turns()
  assert.equal(states.at(-1)?.refused, 401)
  answer = async () => ({ seq: 1, base: 0, writer: null, conflict: false })
  await saving.save({ keep: false })
  assert.deepEqual(pick(states.at(-1)), { onServer: true, safe: true, offline: false })
})

test('a device that cannot keep anything is not called safe', async () => {
  const states: SavingState[] = []
  const saving = new Saving(
    {
      line: { send: () => new Promise(() => {}) },
      device: { put: async () => false, forget: async () => {} },
      timer: () => () => {},
      onState: (state) => states.push(state),
    },
    { base: 0, text: '""' },
  )
  await saving.typed('"a"')
  assert.equal(states.at(-1)?.safe, false)
})

function pick(state: SavingState | undefined) {
  const { onServer, safe, offline } = state ?? {}
  return { onServer, safe, offline }
}
