import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import { test } from 'node:test'
import { createTurnstile, originOf } from './turnstile.ts'

test('originOf() takes an IPv6 network for one place and this machine for none', () => {
  assert.equal(originOf('203.0.113.7'), '203.0.113.7')
  assert.equal(originOf('::ffff:203.0.113.7'), '203.0.113.7')
  assert.equal(originOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2')
  assert.equal(originOf('2001:db8::1'), '2001:db8:0:0')
  assert.equal(originOf('2001:db8:1:2::9'), originOf('2001:db8:1:2:ffff::'))
  assert.equal(originOf('fe80::1%eth0'), 'fe80:0:0:0')
  for (const here of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', undefined])
    assert.equal(originOf(here), null)
})

/** A connection as the server gets it; only its address matters here. */
function connectionFrom(address: string): Socket {
  return Object.defineProperty(new Socket(), 'remoteAddress', { value: address })
}

test('the turnstile lets an address in again when one of its connections is gone', async () => {
  const turnstile = createTurnstile(2)
  const [first, second, third] = [1, 2, 3].map(() => connectionFrom('203.0.113.7'))
  const other = connectionFrom('203.0.113.8')
  for (const socket of [first, second, third, other]) turnstile(socket!)
  assert.deepEqual(
    [first, second, third, other].map((socket) => socket?.destroyed),
    [false, false, true, false],
  )
  first?.destroy()
  await new Promise((resolve) => first?.once('close', resolve))
  const fourth = connectionFrom('203.0.113.7')
  turnstile(fourth)
  assert.equal(fourth.destroyed, false)
})
