// Ways through the tree: up to its root, down to a file, and where links of a body lead.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodePath, resolveHref, upFrom } from './address.ts'

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
  .filter((part) => !/^\.{1,2}$/.test(part) && !/[/\\]/.test(part) && part.isWellFormed())

test('upFrom() and encodePath() lead from any file to any other, as browsers go', () => {
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
  fc.assert(
    fc.property(path, path, (from, to) => {
      const base = new URL(encodePath(from), 'https://news.example/sub/')
      const reached = new URL(upFrom(from) + encodePath(to), base)
      assert.equal(decodeURIComponent(reached.pathname), `/sub/${to}`)
    }),
  )
})

test('resolveHref() leads links of a body into the tree or leaves them outside', () => {
  const check = (href: string, inside: boolean, to: string) =>
    assert.deepEqual(resolveHref(href, 'https://news.example/'), { inside, to }, href)
  check('https://other.example/a?b#c', false, 'https://other.example/a?b#c')
  check('mailto:a@b.example', false, 'mailto:a@b.example')
  check('#n1', false, '#n1')
  check('/node/12', true, 'node/12/index.html')
  check('/node/12/', true, 'node/12/index.html')
  check('en/2020/05/a-b.html#n2', true, 'en/2020/05/a-b.html#n2')
  check('../en/about.html', true, 'en/about.html')
  check('https://news.example/en/about.html?x=1', true, 'en/about.html?x=1')
  check('https://news.example/', true, 'index.html')
  check('/', true, 'index.html')
})
