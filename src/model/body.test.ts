import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSafeHref } from './body.ts'

test('isSafeHref() lets the web, mail and the tree itself through, nothing that runs or hides', () => {
  for (const href of [
    'https://a.example/x?y#z',
    'HTTP://a.example',
    'mailto:a@b.example',
    '/node/12',
    '../a.html',
    './a',
    '#top',
    'en/index.html',
  ]) {
    assert.ok(isSafeHref(href), href)
  }
  for (const href of [
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    'data:text/html,x',
    '//evil.example/',
    'https:///x',
    'https://a b',
    'java\nscript:x',
    'https://a.example/\u202etxt',
    '',
    `https://${'a'.repeat(2000)}`,
    null,
  ]) {
    assert.ok(!isSafeHref(href), String(href))
  }
})
