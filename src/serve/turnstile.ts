// Bounds the open connections of one address, so that one machine cannot use up the doors. An IPv6
// reader has a /64 of addresses. Loopback and unix sockets stand for a proxy or Tor: never bounded.
import type { Socket } from 'node:net'

/** A listener for 'connection': closes what goes over `max` from one address; 0 closes nothing. */
export function createTurnstile(max: number): (socket: Socket) => void {
  const open = new Map<string, number>()
  return (socket) => {
    const origin = originOf(socket.remoteAddress)
    if (max === 0 || origin === null) return
    const count = open.get(origin) ?? 0
    if (count >= max) {
      socket.destroy()
      return
    }
    open.set(origin, count + 1)
    socket.once('close', () => {
      const left = (open.get(origin) ?? 1) - 1
      if (left === 0) open.delete(origin)
      else open.set(origin, left)
    })
  }
}

/** The network of an address; null for this machine. Node shortens IPv6, so "::" is filled up. */
export function originOf(address: string | undefined): string | null {
  if (address === undefined || address === '::1') return null
  const v4 = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!v4.includes(':')) return v4.startsWith('127.') ? null : v4
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array<string>(gap).fill('0'), ...right].slice(0, 4).join(':')
}
