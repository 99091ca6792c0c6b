import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { tempFolder } from '../../test/temp-folder.ts'
import { openOutcomes } from './outcomes.ts'

const digest = 'ab'.repeat(32)

function page(n: number) {
  const readings = n % 7 === 0 ? [`picture ${digest}`, `person p${n}`] : []
  return { name: `page ${n} “ö”`, path: `en/${n}.html`, digest, edition: 3, readings }
}

test('what became of many pages comes back from the stage as it was told, in its order', (t) => {
  const folder = tempFolder(t)
  const outcomes = openOutcomes(() => folder)
  const pages = Array.from({ length: 5210 }, (_, n) => page(n))
  for (let at = 0; at < pages.length; at += 130) {
    const batch = pages.slice(at, at + 130)
    const same = [{ name: `same ${at}`, readings: ['people'] }]
    outcomes.add({ changed: batch, same, dropped: [`old ${at}`] })
  }
  assert.deepEqual(readdirSync(folder), ['outcomes'])
  // Twice: a commit that was refused may be tried again.
  for (let turn = 0; turn < 2; turn += 1) {
    const told = [...outcomes.told()]
    assert.deepEqual(
      told.flatMap(({ changed }) => changed),
      pages,
    )
    assert.equal(told.flatMap(({ same }) => same).length, 41)
    assert.ok(told.every(({ changed }) => changed.length < 1300))
  }
  assert.deepEqual(outcomes.touched.at(-1), { path: 'en/5209.html', sha256: digest })
  assert.deepEqual(
    [outcomes.touched.length, outcomes.dropped.length, outcomes.same],
    [5210, 41, 41],
  )
  assert.deepEqual([...outcomes.pictures], [`picture ${digest}`])
})

test('of few pages, and of a plan, nothing is written', () => {
  const few = openOutcomes(() => assert.fail('no file is needed'))
  few.add({ changed: [page(1)] })
  assert.deepEqual([...few.told()], [{ changed: [page(1)], same: [] }])
  const plan = openOutcomes(null)
  plan.add({ changed: Array.from({ length: 3000 }, (_, n) => page(n)) })
  assert.equal(plan.touched.length, 3000)
})
