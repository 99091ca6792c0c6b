import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { normalOldAddress, oldAddressForms } from './old-address.ts'

test('normalOldAddress() has one form for every way to write an address', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['/node/12', '/node/12'],
    ['/node/12/', '/node/12'],
    ['//node//12#comments', '/node/12'],
    ['/haber/%C3%B6zg%C3%BCr', '/haber/özgür'],
    ['/haber/o\u0308zgu\u0308r', '/haber/özgür'],
    ['/%D8%AE%DB%95%DB%8B%DB%95%D8%B1', '/خەۋەر'],
    ['/2020/05/statement/', '/2020/05/statement'],
    ['/haber/index.html', '/haber'],
    ['/haber.php?id=12&lang=tr', '/haber.php?id=12&lang=tr'],
    ['/?q=node%2F12', '/?q=node/12'],
    ['/?p=12', '/?p=12'],
    ['/a%20b', '/a%20b'],
    ['/a b', '/a%20b'],
    ['/a%3Fb', '/a%3Fb'],
    ['/100%25', '/100%25'],
    ['/', null],
    ['/index.html', null],
    ['node/12', null],
    ['/a/../b', null],
    ['/%2e%2e/b', null],
    ['/%ff', null],
    ['http://elsewhere.example/', null],
  ]
  for (const [raw, expected] of cases) assert.equal(normalOldAddress(raw), expected, raw)
})

test('normalOldAddress() leaves its own form as it is, whatever the address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const address = normalOldAddress(`/${text}`)
      if (address !== null) {
        assert.equal(normalOldAddress(address), address)
        assert.doesNotMatch(address, /[\s\u0000-\u001f"<>\\]/)
      }
    }),
    { numRuns: 200 },
  )
})

test('oldAddressForms() gives the forms in which Drupal answered', () => {
  const node = ['/node/12', '/?q=node/12']
  for (const raw of ['/node/12', '/node/12/', '/?q=node/12', '/index.php?q=node%2F12'])
    assert.deepEqual(oldAddressForms(raw), node, raw)
  assert.deepEqual(oldAddressForms('/tr/node/12'), ['/tr/node/12', '/?q=tr/node/12'])
  assert.deepEqual(oldAddressForms('/?q=haber/x'), ['/haber/x', '/?q=haber/x'])
  assert.deepEqual(oldAddressForms('/?p=12'), ['/?p=12'])
  assert.deepEqual(oldAddressForms('/'), [])
})
