import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { memoryIndex, searchNames } from './search.ts'

const persons = readFileSync(new URL('../fixtures/public-persons.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [id = '', , spelling = ''] = line.split('\t')
    return { id, spelling }
  })

test('searchNames() finds every spelling of a person before any stranger', () => {
  const index = memoryIndex(persons)
  for (const { id, spelling } of persons) {
    const mates = persons.filter((other) => other.id === id).length
    const hits = searchNames(index, spelling, mates)
    assert.deepEqual(
      hits.map((hit) => hit.id),
      Array(mates).fill(id),
      spelling,
    )
    assert.equal(hits[0]?.score, 1)
  }
})

test('the spellings of the seed’s headlines and three other scripts find one another first: 42 of 42', () => {
  const latin = ['Rabia Kadeer', 'Rabiya Kadir', 'Rebiya Kadeer', 'Rebiya Kadder']
  const seven = [...latin, 'رابىيە قادىر', 'Рабийә Қадир', '热比娅·卡德尔']
  const index = memoryIndex(persons)
  const found = seven.flatMap((spelling) =>
    searchNames(index, spelling, 7).filter(
      (hit) => seven.includes(hit.spelling) && hit.spelling !== spelling,
    ),
  )
  assert.equal(found.length, 42)
})

test('searchNames() finds nothing for nothing', () => {
  const index = memoryIndex(persons)
  for (const query of ['', ' ', '…', '\uD800']) assert.deepEqual(searchNames(index, query, 10), [])
  assert.deepEqual(searchNames(memoryIndex([]), 'Rebiya', 10), [])
})

test('adding a spelling puts its person first for exactly that spelling', () => {
  const name = fc
    .array(
      fc.string({ unit: fc.constantFrom(...'abdehiklmnorstuz'), minLength: 3, maxLength: 8 }),
      {
        minLength: 2,
        maxLength: 3,
      },
    )
    .map((list) => list.join(' '))
  fc.assert(
    fc.property(name, (spelling) => {
      const hits = searchNames(memoryIndex([...persons, { id: 'new', spelling }]), spelling, 1)
      assert.deepEqual([hits[0]?.id, hits[0]?.score], ['new', 1])
    }),
    { numRuns: 30 },
  )
})
