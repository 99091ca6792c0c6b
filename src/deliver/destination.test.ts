import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseDestinations } from './destination.ts'

test('parseDestinations() reads a name, a place and how to get there', () => {
  assert.deepEqual(
    parseDestinations(
      '[{"name":"stick","to":"/media/stick/site/"},{"name":"m-1","to":"x@h:site","ssh":"ssh -p 22"}]',
    ),
    [
      { name: 'stick', to: '/media/stick/site', ssh: null },
      { name: 'm-1', to: 'x@h:site', ssh: 'ssh -p 22' },
    ],
  )
})

test('parseDestinations() says what is wrong, and never takes a root folder or an option', () => {
  const wrong: readonly [unknown, RegExp][] = [
    [{}, /not a list/],
    [[1], /entry 1 is no object/],
    [[{ name: 'A', to: '/x' }], /the name of entry 1/],
    [[{ name: 'a', to: '/' }], /"to" of "a"/],
    [[{ name: 'a', to: 'host:/' }], /"to" of "a"/],
    [[{ name: 'a', to: '-e sh' }], /"to" of "a"/],
    [[{ name: 'a', to: '/x\n' }], /"to" of "a"/],
    [[{ name: 'a', to: '/x', ssh: 1 }], /"ssh" of "a"/],
    [[{ name: 'a', to: '/x', port: 1 }], /has "port"/],
    [
      [
        { name: 'a', to: '/x' },
        { name: 'a', to: '/y' },
      ],
      /"a" stands there twice/,
    ],
  ]
  for (const [json, message] of wrong)
    assert.throws(() => parseDestinations(JSON.stringify(json)), message)
  assert.throws(() => parseDestinations('['), /Cannot read deliver\.json/)
})

test('parseDestinations() reads or refuses whatever it is given', () => {
  const entry = fc.record({ name: fc.string(), to: fc.string(), ssh: fc.string() })
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.array(entry).map((list) => JSON.stringify(list)),
  )
  fc.assert(
    fc.property(text, (given) => {
      try {
        for (const { to } of parseDestinations(given)) assert.doesNotMatch(to, /^-|^\/*$|:\/*$/)
      } catch (error) {
        assert.ok(error instanceof SyntaxError, String(error))
      }
    }),
  )
})
