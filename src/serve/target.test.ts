import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatLocation, parseTarget } from './target.ts'

function check(raw: string, expected: unknown): void {
  assert.deepEqual(parseTarget(raw, 'news.example'), expected, raw)
}

test('parseTarget() reads paths, folders, escapes and queries', () => {
  check('/', { path: '/', query: '' })
  check('/en/feed.atom', { path: '/en/feed.atom', query: '' })
  check('/?q=node/12', { path: '/', query: 'q=node/12' })
  check('/%61/b%20c', { path: '/a/b c', query: '' })
  check('/%D8%AE%DB%95', { path: '/خە', query: '' })
  check('http://news.example/en/', { path: '/en/', query: '' })
})

test('parseTarget() refuses what two programs could read differently', () => {
  for (const raw of [
    ...['', '*', 'en', 'http://other.example/en/', 'https://news.example/', 'http://news.example'],
    ...['/../etc/passwd', '/en/../../x', '/./en', '/en/..', '/%2e%2e/x', '/en/%2E', '/..%2fx'],
    ...['/a%2fb', '/a%5cb', '/a\\b', '/a%00', '/a%0d%0ab', '/a%7f', '/%', '/%zz', '/a#b'],
    ...['/%c0%ae%c0%ae/x', '/%e0%80%af', '/%ed%a0%80', '/\xc3\xa9', '/a b', '/<x>', '/"'],
    `/${'a'.repeat(5000)}`,
  ])
    check(raw, 'odd')
})

test('parseTarget() knows no dot files, empty steps, over-long names or names outside NFC', () => {
  for (const raw of ['//evil.example/', '/en//x', '/.git/config', '/en/.x', '/e%CC%81'])
    check(raw, 'absent')
  check(`/${'a'.repeat(256)}`, 'absent')
})

test('parseTarget() never throws and never leaves the folder, whatever it is given', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '/',
      '..',
      '.',
      '%2e',
      '%2F',
      '%5c',
      '\\',
      '%00',
      '%c0%ae',
      '//',
      '?',
      'a',
      '#',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  const raws = fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`)
  fc.assert(
    fc.property(raws, (raw) => {
      const target = parseTarget(raw, 'news.example')
      if (typeof target === 'string') return
      const { pathname } = new URL(
        `file:///site${target.path.split('/').map(encodeURIComponent).join('/')}`,
      )
      assert.equal(decodeURIComponent(pathname), `/site${target.path}`)
      for (const segment of target.path.split('/')) assert.doesNotMatch(segment, /^\.|[\\\p{Cc}]/u)
    }),
    { numRuns: 2000 },
  )
})

test('formatLocation() is relative, stays on the site and arrives where it should', () => {
  const name = fc.stringMatching(/^[a-z:@?#% ə-]{1,6}$/)
  const paths = fc.array(name, { maxLength: 4 }).map((names) => `/${names.join('/')}`)
  assert.equal(formatLocation('/node/12', '/en/2020/05/x-1.html'), '../en/2020/05/x-1.html')
  assert.equal(formatLocation('/en', '/en/'), 'en/')
  assert.equal(formatLocation('/', '/'), './')
  fc.assert(
    fc.property(paths, paths, fc.boolean(), (from, to, isFolder) => {
      const goal = isFolder && to !== '/' ? `${to}/` : to
      const start = new URL(`https://news.example/sub${encodeURI(from).replace(/[?#]/g, escape)}`)
      const arrived = new URL(formatLocation(from, goal), start)
      assert.equal(arrived.origin, 'https://news.example')
      assert.equal(decodeURIComponent(arrived.pathname), `/sub${goal}`)
    }),
  )
})
