// Answers without a file: refusals, redirects, trouble of our own. They say the status and no more.
import type { ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { alwaysHeaders, closedPolicy } from './headers.ts'
import { STATUS_CODES } from './http.ts'

const plainHeaders = [
  ...['Content-Type', 'text/plain; charset=utf-8', 'Content-Security-Policy', closedPolicy],
  ...alwaysHeaders,
]

/** Answers with a status alone and ends the connection, whose state nobody should build upon. */
export function refuse(response: ServerResponse, status: number): void {
  const body = `${status} ${STATUS_CODES[status]}\n`
  const headers = ['Connection', 'close', 'Content-Length', String(body.length), ...plainHeaders]
  if (status === 405) headers.push('Allow', 'GET, HEAD')
  response.writeHead(status, headers)
  response.end(body)
}

/** Leads on to a relative address made by formatLocation(). */
export function sendRedirect(response: ServerResponse, location: string): void {
  const headers = ['Location', location, 'Content-Length', '0', 'Cache-Control', 'max-age=60']
  response.writeHead(301, [...headers, ...plainHeaders])
  response.end()
}

const said = new Set<string>()

/**
 * Answers 500. What went wrong is said on stderr, once for each kind and without a word of what
 * was asked by whom: the message of the error may hold the path, so only its code and place are told.
 */
export function fail(response: ServerResponse, cause: unknown): void {
  const kind = cause instanceof Error && 'code' in cause ? String(cause.code) : String(typeof cause)
  const place = cause instanceof Error ? (cause.stack?.match(/^ {4}at .*$/gm) ?? []).join('\n') : ''
  if (!said.has(kind)) console.error(`SRV-11 Cannot answer a reader: ${kind}\n${place}`)
  said.add(kind)
  if (response.headersSent) response.destroy()
  else refuse(response, 500)
}

const statusOfCode: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
}

/** Connections whose first answer is still being looked for. */
const waiting = new WeakSet<Duplex>()

export function markWaiting(socket: Duplex): void {
  waiting.add(socket)
}

/**
 * Answers bytes that never became a request, if they are the first on their connection. Later ones
 * get no answer: a proxy that shares the connection could take it for the answer to someone else.
 */
export function refuseUnread(error: Error & { code?: string }, socket: Duplex): void {
  const hasAnswered = socket instanceof Socket && socket.bytesWritten > 0
  if (hasAnswered || waiting.has(socket) || !socket.writable) {
    socket.destroy()
    return
  }
  const status = statusOfCode[error.code ?? ''] ?? 400
  const body = `${status} ${STATUS_CODES[status]}\n`
  const headers = ['Connection', 'close', 'Content-Length', String(body.length), ...plainHeaders]
  const lines = headers.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('')
  // end() alone would wait for a client that never closes its side.
  const answer = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n${body}`
  socket.end(answer, () => socket.destroy())
}
