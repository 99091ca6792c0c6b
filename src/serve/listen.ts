// Listening so that a flood cannot keep new readers waiting. The event loop takes one connection per
// round from each listening socket, and a round over hundreds of busy connections is long: with
// one socket, readers would queue for minutes. So several sockets share the port.
import type { AddressInfo, ListenOptions, Server } from 'node:net'
import { createServer } from 'node:net'
import { setImmediate as nextRound } from 'node:timers/promises'

export type Place =
  | { readonly socket: string }
  | { readonly host: string; readonly port: number | undefined }

export interface Listening {
  /** "http://127.0.0.1:8080/", or "unix:/run/..." */
  readonly address: string
  /** Resolves when all of the port's sockets listen; rejects as listen() does. */
  readonly whole: Promise<unknown>
  /** Takes no more connections; resolves when the last one is gone. */
  close(): Promise<void>
}

/** The port's sockets, and how many connections may wait at each. */
const socketsAtOnce = 256
const backlog = 511

/**
 * Resolves when readers are answered; the port's other sockets, for a flood, follow at once. Rejects,
 * as node:net does, when the place is taken.
 */
export async function listen(server: Server, place: Place): Promise<Listening> {
  if ('socket' in place) {
    // Tor runs as another user than we do: everyone on this machine may connect, as on a port.
    const options = { path: place.socket, readableAll: true, writableAll: true, backlog }
    await opened(server, options)
    return {
      address: `unix:${place.socket}`,
      whole: Promise.resolve(),
      close: () => closed(server),
    }
  }
  const { host, port = 8080 } = place
  const canShare = process.platform === 'linux'
  // Sockets that share a port would also share it with a second server of ours by mistake.
  if (canShare && port !== 0) {
    const probe = createServer()
    await opened(probe, { host, port })
    await closed(probe)
  }
  await opened(server, { host, port, backlog, reusePort: canShare })
  const own = server.address() as AddressInfo
  const shared = { host, port: own.port, backlog, reusePort: true }
  const more: Server[] = []
  let isOpen = true
  const openMore = async (): Promise<void> => {
    // One in each round of the event loop: readers who are there already are answered in between.
    for (let left = canShare ? socketsAtOnce - 1 : 0; left > 0; left--) {
      await nextRound()
      if (!isOpen) return
      const one = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
        server.emit('connection', socket),
      )
      await opened(one, shared)
      more.push(one)
    }
  }
  const whole = openMore()
  const name = own.family === 'IPv6' ? `[${own.address}]` : own.address
  return {
    address: `http://${name}:${own.port}/`,
    whole,
    close: async () => {
      isOpen = false
      await whole.catch(() => {})
      await Promise.all([server, ...more].map(closed))
    },
  }
}

function opened(server: Server, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
