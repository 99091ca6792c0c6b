import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePhp, phpAt, tryPhp } from './php-serialized.ts'

test('parsePhp() reads lists, objects and bytes that are counted as bytes', () => {
  const text = 'a:3:{s:4:"name";s:10:"شەھەر";i:7;d:1.5;s:1:"o";O:8:"stdClass":1:{s:1:"x";b:1;}}'
  const value = parsePhp(text)
  assert.equal(phpAt(value, 'name'), 'شەھەر')
  assert.equal(phpAt(value, '7'), 1.5)
  assert.equal(phpAt(value, 'o', 'x'), true)
  assert.equal(phpAt(value, 'no', 'such'), null)
})

test('parsePhp() keeps "__proto__" as a key like any other', () => {
  const value = parsePhp('a:1:{s:9:"__proto__";a:1:{s:1:"x";i:1;}}')
  assert.equal(phpAt(value, '__proto__', 'x'), 1)
  assert.equal(({} as { x?: number }).x, undefined)
})

test('parsePhp() reads what was written, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.letrec((tie) => ({
        value: fc.oneof(
          { maxDepth: 4 },
          fc.string({ unit: 'grapheme' }),
          fc.integer(),
          fc.boolean(),
          fc.constant(null),
          fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
        ),
      })).value,
      (value) => assert.deepEqual(plain(parsePhp(serialize(value))), plain(value)),
    ),
  )
})

test('parsePhp() refuses depth, lengths beyond the end and what is cut off', () => {
  const deep = `${'a:1:{i:0;'.repeat(100_000)}N;${'}'.repeat(100_000)}`
  for (const text of [
    deep,
    's:999999999:"x";',
    'a:999999999:{',
    'a:2:{i:0;i:1;}',
    's:3:"ab";',
    '',
    'C:1:"x":0:{}',
    'i:1;i:2;',
    'i:1',
  ])
    assert.throws(() => parsePhp(text), SyntaxError)
  fc.assert(fc.property(fc.string(), (text) => void tryPhp(text)))
})

function serialize(value: unknown): string {
  if (value === null) return 'N;'
  if (typeof value === 'boolean') return `b:${Number(value)};`
  if (typeof value === 'number') return `i:${value};`
  if (typeof value === 'string') return `s:${Buffer.byteLength(value)}:"${value}";`
  const entries = Object.entries(value as object)
  return `a:${entries.length}:{${entries.map(([k, v]) => serialize(k) + serialize(v)).join('')}}`
}

function plain(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([k, v]) => [k, plain(v)])
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([k, v]) => [k, plain(v)])
  return value
}
