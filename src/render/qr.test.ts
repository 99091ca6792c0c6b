import assert from 'node:assert/strict'
import { test } from 'node:test'
import { qrSvg, qrText } from './qr.ts'

test('qrSvg() draws a square with its three corners and white around, and says what it is', () => {
  const { text: svg } = qrSvg('otpauth://totp/Xewer:poplar?secret=GEZDGNBVGY3TQOJQ', 'Key "K"')
  assert.match(svg, /^<svg class="qr" role="img" +aria-label="Key &quot;K&quot;"/)
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const cells = new Set<string>()
  for (const [, x = '', y = '', width = ''] of svg.matchAll(/M(\d+) (\d+)\.5h(\d+)/g))
    for (let at = 0; at < Number(width); at++) cells.add(`${Number(x) + at} ${y}`)
  const far = size - 11
  for (const [left, top] of [
    [4, 4],
    [far, 4],
    [4, far],
  ] as const)
    for (let x = 0; x < 7; x++)
      for (let y = 0; y < 7; y++) {
        const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3))
        assert.equal(cells.has(`${left + x} ${top + y}`), ring !== 2, `${left} ${top}: ${x} ${y}`)
      }
  const numbers = [...cells].flatMap((cell) => cell.split(' ').map(Number))
  assert.deepEqual([Math.min(...numbers), Math.max(...numbers)], [4, size - 5])
})

test('qrText() prints lines of blocks', async () => {
  assert.match(await qrText('news.example 7f'), /^[ \n▀▄█]+$/)
})
