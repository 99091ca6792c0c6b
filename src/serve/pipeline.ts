// Bounds the requests that one connection sends before it has its answers. Everything that lies in
// one packet is answered in one go, so a few connections full of requests would keep all other
// readers waiting. Browsers and proxies ask again when they have been answered.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const unansweredMax = 8

/** Whether a request must not be answered: its connection asked too much at once, and is closed. */
export function createPipelineGuard(): (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean {
  const lines = new WeakMap<Socket, { last: ServerResponse; unanswered: number }>()
  return ({ socket }, response) => {
    if (socket.destroyed) return true
    const line = lines.get(socket)
    if (line === undefined) {
      lines.set(socket, { last: response, unanswered: 0 })
      return false
    }
    line.unanswered = line.last.writableFinished ? 0 : line.unanswered + 1
    line.last = response
    if (line.unanswered <= unansweredMax) return false
    socket.destroy()
    return true
  }
}
