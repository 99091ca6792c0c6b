import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { createRedirects, parseRedirects } from './redirects.ts'

function lookUp(text: string, path: string, query: string): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'xewer-redirects-'))
  writeFileSync(join(folder, 'redirects.tsv'), text)
  const found = createRedirects([join(folder, 'absent.tsv'), join(folder, 'redirects.tsv')])
  const to = found.lookUp(path, query)
  rmSync(folder, { recursive: true })
  return to
}

test('an old address leads on with or without escapes, first slash and trackers', () => {
  const text = '/?q=node/12\ten/2020/05/x-1.html\nold/path.html\t/tr/a.html\n/ئالاقە\t/ug/\n'
  assert.equal(lookUp(text, '/', 'q=node/12'), '/en/2020/05/x-1.html')
  assert.equal(lookUp(text, '/', 'q=node%2F12'), '/en/2020/05/x-1.html')
  assert.equal(lookUp(text, '/', 'utm=1&q=node/12'), '/en/2020/05/x-1.html')
  assert.equal(lookUp(text, '/', 'q=node/13'), null)
  assert.equal(lookUp(text, '/', ''), null)
  assert.equal(lookUp(text, '/old/path.html', ''), '/tr/a.html')
  assert.equal(lookUp(text, '/ئالاقە', ''), '/ug/')
})

test('a line that leads off the site, to itself or nowhere is passed over', () => {
  const text = [
    '/a\thttps://evil.example/',
    '/b\t//evil.example/',
    '/c\t/../x',
    '/d\t/d',
    '/e',
    '/f\t/x\ty',
    '',
    '/g\t/good.html\r',
    '',
  ].join('\n')
  for (const path of ['/a', '/b', '/c', '/d', '/e', '/f'])
    assert.equal(lookUp(text, path, ''), null, path)
  assert.equal(lookUp(text, '/g', ''), '/good.html')
})

test('parseRedirects() never throws and yields only paths of the site', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (old, next) => {
      for (const to of parseRedirects(`${old}\t${next}`).values()) assert.match(to, /^\/(?!\/)/)
    }),
  )
})
