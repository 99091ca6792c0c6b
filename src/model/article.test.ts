import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseLang } from '../text/lang.ts'
import { type State, stateOf, type Version } from './article.ts'
import { parseArticleId } from './id.ts'

const fresh: Version = {
  article: parseArticleId('00000001'),
  lang: parseLang('en'),
  origin: { kind: 'written' },
  slug: null,
  newest: 2,
  approved: null,
  live: null,
  inReview: false,
  publishAt: null,
  withdrawal: null,
}

test('stateOf() names each state a version can be in', () => {
  check('drafting', {})
  check('in review', { inReview: true })
  check('approved', { approved: 2 })
  check('scheduled', { approved: 2, publishAt: 5 })
  check('drafting', { approved: 1 })
  check('live', { approved: 2, live: 2 })
  check('live with changes pending', { approved: 1, live: 1 })
  check('live with changes pending', { approved: 2, live: 1, publishAt: 5 })
  check('withdrawn', { live: 2, withdrawal: { date: '2020-06-01', note: '' } })
  assert.equal(stateOf(null), 'none')
})

test('readers see nothing of a version unless its state says live or withdrawn', () => {
  const number = fc.option(fc.integer({ min: 1, max: 2 }))
  const versions = fc.record({ approved: number, live: number, inReview: fc.boolean() })
  fc.assert(
    fc.property(versions, (changes) => {
      const seen = stateOf({ ...fresh, ...changes }).startsWith('live')
      assert.equal(seen, changes.live !== null)
    }),
  )
})

function check(state: State, changes: Partial<Version>): void {
  assert.equal(stateOf({ ...fresh, ...changes }), state)
}
