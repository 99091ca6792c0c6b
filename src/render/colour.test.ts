// Accents from the settings, as far as readers can see them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readable } from './colour.ts'

test('readable() keeps a colour with a contrast of 4.5 on every paper, else the theme’s own', () => {
  const check = (wanted: string, papers: readonly string[], expected: string) =>
    assert.equal(readable(wanted, 'own', papers), expected, `${wanted} on ${papers}`)
  check('#0b4f8a', ['#ffffff'], '#0b4f8a')
  check('#F00', ['#000'], '#ff0000')
  check('#767676', ['#ffffff'], '#767676')
  check('#777777', ['#ffffff'], 'own')
  check('#767676', ['#ffffff', '#fff3d1'], 'own')
  check('#ffff00', ['#ffffff'], 'own')
  for (const none of ['', 'red', '#12345', 'url(x)', '#000;}body{display:none}'])
    check(none, ['#fff'], 'own')
})
