import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { planDelivery } from './plan.ts'

test('a plan followed step by step turns any tree into any other', () => {
  const segment = fc.constantFrom('a', 'b', 'c d', 'ئ')
  const path = fc
    .array(segment, { minLength: 1, maxLength: 4 })
    .map((names) => `${names.join('/')}.html`)
  const tree = fc.dictionary(path, fc.constantFrom('old', 'new'))
  fc.assert(
    fc.property(tree, tree, fc.array(path), (before, after, perhaps) => {
      const paths = Object.keys(after)
      const touched = new Set(paths.filter((one) => before[one] !== after[one]))
      const plan = planDelivery(paths, { held: Object.keys(before), perhaps, touched })
      const copy = new Map(Object.entries(before))
      for (const one of [...plan.fresh, ...plan.changed]) copy.set(one, after[one]!)
      for (const one of plan.gone)
        for (const there of copy.keys())
          if (there === one || there.startsWith(`${one}/`)) copy.delete(there)
      assert.deepEqual(Object.fromEntries(copy), { ...after })
      for (const one of plan.fresh) assert.equal(one in before, false)
    }),
  )
})

test('the checkpoint goes by itself, and a folder that is gone goes as one', () => {
  assert.deepEqual(
    planDelivery(['log/checkpoint', 'en/a.html'], {
      held: ['log/checkpoint', 'en/a.html', 'en/2020/05/b.html', 'en/2020/c.html', 'en/d.html'],
      perhaps: ['tr/x.html'],
      touched: new Set(['log/checkpoint']),
    }),
    { fresh: [], changed: [], gone: ['en/2020', 'en/d.html', 'tr'] },
  )
})
