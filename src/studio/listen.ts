// The studio on a socket. Everything else knows only requests and responses.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

export interface Listening {
  readonly port: number
  /** Takes no more requests, finishes those under way, resolves when all is done. */
  close(): Promise<void>
}

/**
 * Listens on `host`; port 0 is any free one. `fetchAt` makes the application once the port is known.
 * Rejects when the port is taken.
 */
export async function listen(
  at: { readonly host: string; readonly port: number },
  fetchAt: (port: number) => (request: Request) => Promise<Response>,
): Promise<Listening> {
  let answer: ((request: Request) => Promise<Response>) | null = null
  const server = createAdaptorServer({
    fetch: (request: Request) => answer?.(request) ?? new Response(null, { status: 503 }),
    overrideGlobalObjects: false,
  }) as Server
  server.requestTimeout = 120_000
  server.headersTimeout = 20_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  answer = fetchAt(port)
  return {
    port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 2000).unref()
      await closed
    },
  }
}
